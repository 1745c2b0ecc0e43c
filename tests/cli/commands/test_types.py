"""`--types`: real answers of ty, shown with the edits that rest on them."""

import shutil
import sys
import sysconfig
from pathlib import Path

import pytest

from tests.command_line import Run, commit

needs_ty = pytest.mark.skipif(
    shutil.which("ty", path=sysconfig.get_path("scripts")) is None, reason="ty is not installed"
)
LIBRARY = """
from typing import Any, Generic, TypeVar

T = TypeVar("T", bound="Model")

class Model:
    def dump(self) -> dict[str, int]: return {}
    def dict(self) -> "dict[str, int]": return {}
    def both(self): ...

class Derived(Model):
    def dict(self) -> "dict[str, int]": return {}
    def extra(self): ...

class Other:
    def dict(self): ...

class Query(Generic[T]):
    def __init__(self, kind: type[T]) -> None: ...
    def first(self) -> T: ...
    def other(self) -> Other: ...
    def either(self) -> T | Other: ...
    def anything(self) -> Any: ...
    def derived(self) -> Derived: ...
    def maybe(self) -> T | None: ...
"""
USES = """\
from kit import Model, Query


class User(Model): ...


query = Query(User)
"""
RULE = '[[symbol]]\nold = "kit:Model.dict"\nnew = "kit:Model.dump"\n'


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a virtual environment beside it that has a library."""
    root, environment = tmp_path / "root", tmp_path / "environment"
    name = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    packages = environment / ("Lib" if sys.platform == "win32" else f"lib/{name}") / "site-packages"
    packages.mkdir(parents=True)
    (packages / "kit.py").write_text(LIBRARY)
    version = ".".join(map(str, sys.version_info[:3]))
    home = Path(sys.base_prefix) / "bin"
    (environment / "pyvenv.cfg").write_text(f"home = {home}\nversion = {version}\n")
    root.mkdir()
    (root / "m.toml").write_text(RULE)
    monkeypatch.chdir(root)
    monkeypatch.setenv("VIRTUAL_ENV", str(environment))
    return root


def uses(root: Path, line: str) -> Path:
    """A file that uses the library, in a repository."""
    file = root / "app.py"
    file.write_text(f"{USES}{line}\n")
    commit(root)
    return file


@needs_ty
@pytest.mark.parametrize("asked", ["first", "derived", "maybe"])
def test_a_place_moves_where_ty_knows_the_class_and_says_who_decided_it(
    project: Path, run: Run, asked: str
) -> None:
    file = uses(project, f"query.{asked}().dict()")
    plain = run("apply", "--migration", "m.toml")
    assert "RP118" in plain.stderr
    done = run("apply", "--migration", "m.toml", "--types")
    assert file.read_text() == f"{USES}query.{asked}().dump()\n"
    assert done.exit_code == 0
    assert "RP209" in done.stderr
    assert "ty takes this for `dict` of `Model`" in done.stderr
    assert "kit.py, line" in done.stderr


@needs_ty
@pytest.mark.parametrize("asked", ["either", "anything"])
def test_a_place_stays_where_ty_knows_nothing_or_half(project: Path, run: Run, asked: str) -> None:
    file = uses(project, f"query.{asked}().dict()")
    done = run("apply", "--migration", "m.toml", "--types")
    assert file.read_text() == f"{USES}query.{asked}().dict()\n"
    assert "RP118" in done.stderr


@needs_ty
def test_a_place_stays_where_the_object_may_be_unknown_too(project: Path, run: Run) -> None:
    text = "def go(given=None, other=Model()):\n    thing = given or query.first()\n    thing.dict()\n"
    uses(project, text)
    assert "RP118" in run("diff", "--migration", "m.toml", "--types").stderr


@needs_ty
@pytest.mark.parametrize(
    ("command", "told"), [("check", "app.py:8:15"), ("scan", "1 reference in"), ("diff", "RP118")]
)
def test_each_command_leaves_out_what_ty_takes_for_something_else(
    project: Path, run: Run, command: str, told: str
) -> None:
    uses(project, "query.other().dict()")

    def shown(*options: str) -> str:
        done = run(command, "--migration", "m.toml", *options)
        return done.stdout + done.stderr

    assert told in shown()
    assert told not in shown("--types")
    # What ty knows is no part of the tree, so that nothing of it is kept.
    assert told in shown()


@needs_ty
def test_the_report_and_verify_show_what_ty_knows(project: Path, run: Run) -> None:
    uses(project, "query.first().dict()")
    report = ("report", "--migration", "m.toml", "-o", "page.html")
    run(*report)
    assert "query.first().dump()" not in (project / "page.html").read_text()
    run(*report, "--types")
    assert "RP209" in (project / "page.html").read_text()
    (project / ".gitignore").write_text("page.html\n")
    commit(project)
    shows = ("verify", "--migration", "m.toml", "--types", "--", sys.executable, "-c", "print(1)")
    assert "1 file changed in a copy" in run(*shows).stderr


@needs_ty
def test_a_member_that_the_class_has_from_another_one_is_not_told(project: Path, run: Run) -> None:
    (project / "m.toml").write_text(RULE.replace("Model.dict", "Derived.both").replace("dump", "extra"))
    uses(project, "query.first().both()\nquery.derived().both()")
    assert "RP118" in run("diff", "--migration", "m.toml", "--types").stderr


@needs_ty
def test_a_class_that_ty_does_not_know_is_an_error(project: Path, run: Run) -> None:
    (project / "m.toml").write_text(RULE.replace("kit", "toolbox"))
    uses(project, "query.first().dict()")
    failed = run("diff", "--migration", "m.toml", "--types")
    assert failed.exit_code == 2
    assert "ty does not know toolbox.Model" in failed.stderr


@needs_ty
def test_no_environment_is_an_error(project: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    uses(project, "query.first().dict()")
    monkeypatch.delenv("VIRTUAL_ENV")
    for options in (["--types"], ["--types", "--types-python", "nowhere"]):
        failed = run("check", "--migration", "m.toml", *options)
        assert failed.exit_code == 2
        assert "--types-python" in failed.stderr


def test_the_environment_alone_asks_nobody(project: Path, run: Run) -> None:
    failed = run("diff", "--migration", "m.toml", "--types-python", ".")
    assert failed.exit_code == 2
    assert "add --types" in failed.stderr


@needs_ty
def test_a_file_that_ty_reads_otherwise_is_not_asked_about(project: Path, run: Run) -> None:
    file = uses(project, "")
    file.write_bytes(b"\xef\xbb\xbf" + (USES + "query.first().dict()\n").encode())
    assert "RP118" in run("diff", "--migration", "m.toml", "--types").stderr


@needs_ty
def test_nothing_of_the_environment_or_the_tree_is_run(
    project: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    uses(project, "query.first().dict()\nopen('ran', 'w')")
    binaries = project.parent / "environment" / "bin"
    binaries.mkdir()
    python = binaries / "python"
    python.write_text(f"#!/bin/sh\ntouch {project}/ran\n")
    python.chmod(0o755)
    done = run("diff", "--migration", "m.toml", "--types", "--types-python", str(python))
    assert "RP209" in done.stderr
    assert not (project / "ran").exists()
