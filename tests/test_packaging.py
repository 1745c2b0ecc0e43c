"""The wheel installs and runs by itself, and takes no name that is the user's."""

import os
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest

from codemods import __version__

ROOT = Path(__file__).parents[1]
BUILD = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"
MIGRATION = '[[symbol]]\nold = "pkg.old:make"\nnew = "pkg.new:build"\n'


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-c", BUILD, str(folder)]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return folder / done.stdout.split()[-1]


@pytest.fixture(scope="module")
def fresh(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripts folder of a new environment that holds the wheel, and the dependencies of this one."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, symlinks=True)
    scripts = folder / "bin"
    pip = [sys.executable, "-m", "pip", "--python", str(scripts / "python")]
    subprocess.run([*pip, "install", "-q", "--no-index", "--no-deps", str(wheel)], check=True)
    (site,) = folder.glob("lib/*/site-packages")
    # What stands here comes after the wheel, and the .pth of an editable install in it is not read.
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return scripts


def run(command: list[str | Path], folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_the_wheel_holds_the_package_and_nothing_beside_it(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in names} == {"codemods", f"repoint-{__version__}.dist-info"}


def test_the_wheel_holds_what_the_package_reads(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    migrations = {
        f"codemods/migrations/{file.name}" for file in (ROOT / "codemods/migrations").glob("*.toml")
    }
    page = {f"codemods/cli/report/page/{file.name}" for file in (ROOT / "codemods/cli/report/page").iterdir()}
    assert migrations
    assert page
    assert migrations | page | {"codemods/cli/app.py", "codemods/values/finding_pages.toml"} <= held


def test_the_wheel_says_what_it_is(wheel: Path) -> None:
    (name,) = (name for name in zipfile.ZipFile(wheel).namelist() if name.endswith("/METADATA"))
    metadata = Parser().parsestr(zipfile.ZipFile(wheel).read(name).decode())
    assert (metadata["Name"], metadata["Version"]) == ("repoint", __version__)
    assert metadata["Requires-Python"] == ">=3.11"


@pytest.mark.parametrize("way", ["repoint", "python -m codemods"])
def test_installed_it_runs_from_any_folder(way: str, fresh: Path, tmp_path: Path) -> None:
    (tmp_path / "cli.py").write_text('raise SystemExit("a cli of the user")\n')
    name, *words = way.split()
    done = run([fresh / name, *words, "--version"], tmp_path)
    assert (done.stdout, done.stderr, done.returncode) == (f"repoint {__version__}\n", "", 0)


def test_installed_it_does_its_job(fresh: Path, tmp_path: Path) -> None:
    (tmp_path / "pkg").mkdir()
    (tmp_path / "pkg/old.py").write_text("def make(): ...\n")
    (tmp_path / "pkg/new.py").write_text("def build(): ...\n")
    (tmp_path / "user.py").write_text("from pkg.old import make\n\nmake()\n")
    (tmp_path / "m.toml").write_text(MIGRATION)
    done = run([fresh / "repoint", "apply", "--migration", "m.toml"], tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "user.py").read_text() == "from pkg.new import build\n\nbuild()\n"


def test_installed_it_finds_the_built_in_migrations(fresh: Path, tmp_path: Path) -> None:
    done = run([fresh / "repoint", "diff", "--migration", "websocket-manager"], tmp_path)
    assert done.returncode == 0, done.stderr


def test_installed_it_leaves_the_import_name_cli_free(fresh: Path, tmp_path: Path) -> None:
    done = run([fresh / "python", "-c", "import codemods, cli"], tmp_path)
    assert "No module named 'cli'" in done.stderr


def test_the_readme_and_ci_run_the_tests_with_the_same_command() -> None:
    readme = (ROOT / "README.md").read_text("utf-8").splitlines()
    (command,) = (line.strip() for line in readme if line.startswith("    ") and "pytest" in line)
    assert command in (ROOT / ".ci/run").read_text("utf-8").splitlines()


def test_every_supported_python_is_named() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    named = [entry.rpartition(" ")[2] for entry in project["classifiers"] if ":: Python :: 3." in entry]
    assert f"for version in {' '.join(named)}; do" in (ROOT / ".ci/run").read_text("utf-8")
