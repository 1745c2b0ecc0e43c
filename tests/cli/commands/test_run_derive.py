"""`repoint derive`: two versions of a package, from folders, a repository or an index, become a draft."""

import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from tests.command_line import Run, commit, git
from tests.command_line import run as run
from tests.two_versions import WORK, write_version

OLD = {"shop/core.py": f"def count(text, width=3):{WORK}\nSIZE = 1\n"}
NEW = {"shop/text.py": f"def count(text, width=3):{WORK}\n", "shop/core.py": ""}
RULE = {"old": "shop.core:count", "new": "shop.text:count"}


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, in which versions are written."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def symbols(text: str) -> list[dict[str, str]]:
    read: list[dict[str, str]] = tomllib.loads(text)["symbol"]
    return read


def test_two_folders(here: Path, run: Run) -> None:
    write_version(here / "old", OLD)
    write_version(here / "new/src", NEW)
    result = run("derive", "shop", "./old", "./new")
    assert result.exit_code == 0
    assert symbols(result.stdout) == [
        RULE,
        {"old": "shop.core:SIZE", "manual": "./new has no `SIZE` any more"},
    ]
    assert result.stdout.startswith("# A draft, from shop ./old and ./new.\n# Read it before you follow it")
    assert result.stderr == (
        "./old to ./new: 1 rule sure, and 0 that tell of calls to mend by hand; 0 likely, 1 open\n"
    )


def test_the_draft_is_a_migration_that_moves_what_is_sure(here: Path, run: Run) -> None:
    write_version(here / "old", OLD)
    write_version(here / "new", NEW)
    assert run("derive", "shop", "./old", "./new", "--output", "m.toml").stdout == ""
    (here / "user").mkdir()
    (here / "user/app.py").write_text("from shop.core import SIZE, count\n\ncount('a', SIZE)\n")
    result = run("diff", "--root", "user", "--migration", "m.toml")
    assert "+from shop.core import SIZE\n+from shop.text import count\n" in result.stdout
    assert "has no `SIZE` any more" in result.stderr


def test_nothing_of_a_package_is_run(here: Path, run: Run) -> None:
    trap = "from pathlib import Path\nPath('ran').touch()\n"
    write_version(here / "old", {"shop/core.py": trap + OLD["shop/core.py"], "setup.py": trap})
    write_version(here / "new", {"shop/text.py": trap + NEW["shop/text.py"], "shop/core.py": trap})
    assert run("derive", "shop", "./old", "./new").exit_code == 0
    assert not (here / "ran").exists()
    assert "shop" not in sys.modules


def test_versions_that_do_not_differ(here: Path, run: Run) -> None:
    write_version(here / "old", OLD)
    result = run("derive", "shop", "./old", "./old")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "nothing that is public went" in result.stderr


def test_a_file_that_does_not_parse_is_told(here: Path, run: Run) -> None:
    write_version(here / "old", {**OLD, "shop/bad.py": "def (:\n"})
    write_version(here / "new", NEW)
    assert "./old: shop/bad.py: left out, it does not parse" in run("derive", "shop", "./old", "./new").stderr


def test_revisions_of_a_repository(here: Path, run: Run) -> None:
    write_version(here / "src", OLD)
    commit(here)
    git(here, "tag", "v1")
    (here / "src/shop/core.py").write_text("")
    (here / "src/shop/text.py").write_text(NEW["shop/text.py"])
    git(here, "add", ".")
    git(here, "commit", "-qm", "y")
    (here / "src/shop/text.py").write_text("not committed")
    result = run("derive", "shop", "v1", "HEAD", "--git")
    assert symbols(result.stdout)[0] == RULE
    failed = run("derive", "shop", "v1", "v9", "--git")
    assert failed.exit_code == 2
    assert "v9:" in failed.stderr
    assert "no such revision" in failed.stderr


@pytest.fixture
def index(here: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package index in a folder: versions 1.0, 1.5, 1.6 and 2.0 of shop, as wheels."""
    simple = here / "simple/shop"
    simple.mkdir(parents=True)
    shim = (
        "import warnings\nfrom shop.core import count\ndef number(text):\n"
        "    warnings.warn('use shop.core.count', DeprecationWarning)\n    return count(text)\n"
    )
    both = {**OLD, "shop/old.py": shim}
    versions = {
        "1.0": {**OLD, "shop/old.py": "def number(text):\n    return 1\n"},
        "1.5": both,
        "1.6": both,
        "2.0": OLD,
    }
    for version, files in versions.items():
        wheel = simple / f"shop-{version}-py3-none-any.whl"
        with zipfile.ZipFile(wheel, "w") as archive:
            for name, text in {**files, "shop/__init__.py": "", "shop/data.bin": "x"}.items():
                archive.writestr(name, text)
            info = f"shop-{version}.dist-info"
            archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: shop\nVersion: {version}\n")
            archive.writestr(
                f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
            )
            archive.writestr(f"{info}/RECORD", "")
    (simple / "shop-0.1.tar.gz").write_bytes(b"")
    links = "".join(f'<a href="{each.name}">{each.name}</a>\n' for each in sorted(simple.iterdir()))
    (simple / "index.html").write_text(f"<html><body>{links}</body></html>")
    for name in ("PIP_FIND_LINKS", "PIP_EXTRA_INDEX_URL", "PIP_CONSTRAINT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_INDEX_URL", (here / "simple").as_uri())
    return simple


def test_versions_of_an_index_with_those_between(index: Path, run: Run) -> None:
    result = run("derive", "shop", "1.0", "2.0")
    assert result.exit_code == 0, result.stderr
    assert symbols(result.stdout) == [{"old": "shop.old:number", "new": "shop.core:count"}]
    assert "1.0 and 2.0, by way of 1.5, 1.6." in result.stdout
    assert "1.5: shop/old.py:4: warning: use shop.core.count" in result.stdout


def test_only_the_two_versions(index: Path, run: Run) -> None:
    result = run("derive", "shop", "1.0", "2.0", "--through", "none")
    assert symbols(result.stdout) == [{"old": "shop.old:number", "manual": "2.0 has no `number` any more"}]


def test_other_versions_between(index: Path, run: Run) -> None:
    result = run("derive", "shop", "1.0", "2.0", "--through", "1.6")
    assert "by way of 1.6." in result.stdout
    assert run("derive", "shop", "1.0", "2.0", "--through", "1.6", "--through", "none").exit_code == 2


def test_a_source_distribution_is_not_taken(index: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("codemods.cli.derive.package_index._OTHER_PYTHONS", ("39",))
    result = run("derive", "shop", "0.1", "2.0")
    assert result.exit_code == 2
    assert "shop 0.1: the package index has no wheel of it" in result.stderr


def test_a_wheel_stays_in_its_folder(index: Path, run: Run) -> None:
    with zipfile.ZipFile(index / "shop-1.0-py3-none-any.whl", "a") as archive:
        archive.writestr("../../out.py", "")
    result = run("derive", "shop", "1.0", "2.0", "--through", "none")
    assert result.exit_code == 2
    assert "leads out of the folder" in result.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("shop", "./nowhere", "./new"), "./nowhere: there is no such folder"),
        (("shop", "./new", "./new"), "./new: there is no package shop in it"),
        (("--", "-e", "1", "2"), "-e: expected the name of a package"),
        (("shop", "1 --pre", "2"), "1 --pre: expected a version"),
    ],
)
def test_mistakes(here: Path, run: Run, words: tuple[str, ...], told: str) -> None:
    (here / "new").mkdir()
    result = run("derive", *words)
    assert result.exit_code == 2
    assert told in result.stderr


def test_the_extra_is_named_where_it_is_missing(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "griffe", None)
    result = run("derive", "shop", "1", "2")
    assert result.exit_code == 2
    assert "pip install 'repoint[derive]'" in result.stderr
