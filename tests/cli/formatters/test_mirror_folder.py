"""The folder in which formatters run has a tree's settings and the names of its packages."""

from pathlib import Path

from codemods.cli.formatters.mirror_folder import MirrorFolder
from tests.tree.files import write_files


def mirrored(tmp_path: Path, root: Path, top: Path, paths: list[str]) -> MirrorFolder:
    (tmp_path / "mirror").mkdir()
    return MirrorFolder(tmp_path / "mirror", root, top, paths)


def names(folder: Path) -> set[str]:
    found = folder.rglob("*")
    return {
        each.relative_to(folder).as_posix() for each in found if each.is_file() and ".git" not in each.parts
    }


def test_packages_and_modules_are_there_by_name(tmp_path: Path) -> None:
    root = tmp_path / "shop"
    paths = ["src/pkg/__init__.py", "src/pkg/a.py", "src/one.py", "tests/test_a.py"]
    write_files(root, *paths, "docs/conf.txt")
    mirror = mirrored(tmp_path, root, root, paths)
    assert mirror.root.name == "shop"
    assert names(mirror.root) == set(paths)
    assert not (mirror.root / "src/pkg/a.py").read_bytes()
    assert (mirror.root / "docs").is_dir()


def test_settings_count_from_the_file_up_to_the_repository(tmp_path: Path) -> None:
    top = tmp_path / "mono"
    root = top / "shop"
    settings = [
        "ruff.toml",
        "app/ruff.toml",
        "app/.isort.cfg",
        "other/setup.cfg",
        "ci/black.toml",
        "app/notes.txt",
    ]
    write_files(root, *settings, "app/user.py")
    write_files(top, "pyproject.toml", "beside/tox.ini")
    mirror = mirrored(tmp_path, root, top, [])
    mirror.add_settings(["app/user.py"], ["--config=ci/black.toml", "../../outside", "-q"])
    found = names(tmp_path / "mirror")
    inside = {"ruff.toml", "app/ruff.toml", "app/.isort.cfg", "ci/black.toml"}
    assert found == {"mono/pyproject.toml", *(f"mono/shop/{each}" for each in inside)}
