"""Several migrations in one run of each command: they are one."""

import json
from pathlib import Path

import pytest

from tests.command_line import MOVED, USER, Run, git

MORE = """\
[[symbol]]
old = "pkg.new:build"
new = "pkg.new:craft"

[[module]]
old = "pkg.gone"
manual = "no more"
"""
MOVED_ON = USER.replace("pkg.old", "pkg.new").replace("make", "craft")


@pytest.fixture
def both(tree: Path) -> Path:
    """The tree with another migration, `more.toml`, which goes on where `m.toml` ends."""
    (tree / "more.toml").write_text(MORE)
    (tree / "pkg/new.py").write_text("def build(): ...\ndef craft(): ...\n")
    (tree / "app/last.py").write_text("import pkg.gone\n")
    return tree


def test_several_options_are_one_migration(both: Path, run: Run) -> None:
    result = run("apply", "--migration", "m.toml", "-m", "more.toml")
    assert result.exit_code == 0
    assert (both / "app/user.py").read_text() == MOVED_ON
    assert "no more" in result.stderr
    assert json.loads(run("scan", "--format", "json", "-m", "m.toml", "-m", "more.toml").stdout)[
        "migration"
    ] == ("m + more")


def test_one_option_is_one_migration(both: Path, run: Run) -> None:
    assert run("apply", "-m", "m.toml").exit_code == 0
    assert (both / "app/user.py").read_text() == MOVED


def test_a_file_brings_those_that_it_extends(both: Path, run: Run) -> None:
    (both / "more.toml").write_text('extends = ["m.toml"]\n' + MORE)
    result = run("check", "-m", "more.toml")
    assert result.exit_code == 1
    assert "import of pkg.old:make" in result.stdout
    assert "app/last.py:1:8: import of pkg.gone" in result.stdout


def test_the_settings_of_a_tree_name_several(both: Path, run: Run) -> None:
    (both / "pyproject.toml").write_text('[tool.repoint]\nmigration = ["m.toml", "more.toml"]\n')
    assert run("apply").exit_code == 0
    assert (both / "app/user.py").read_text() == MOVED_ON


def test_a_conflict_stops_the_run_before_anything_is_written(both: Path, run: Run) -> None:
    (both / "n.toml").write_text((both / "m.toml").read_text())
    result = run("apply", "-m", "m.toml", "-m", "n.toml")
    assert result.exit_code == 2
    assert "n.toml: symbol[1]" in result.stderr
    assert "symbol[1] of m.toml" in result.stderr
    assert (both / "app/user.py").read_text() == USER


def test_a_mistake_that_the_tree_shows_names_the_file(both: Path, run: Run) -> None:
    (both / "more.toml").write_text(MORE.replace("craft", "craftt"))
    result = run("diff", "-m", "m.toml", "-m", "more.toml")
    assert result.exit_code == 2
    assert 'm.toml: symbol[1]: new = "pkg.new:craftt"' in " ".join(result.stderr.split())


def test_what_one_file_retires_waits_for_what_another_finds(both: Path, run: Run) -> None:
    (both / "pkg/gone.py").write_text("x = 1\n")
    (both / "more.toml").write_text(MORE + '[retire]\nmodules = ["pkg.gone"]\n')
    git(both, "init", "-q", "-b", "main")
    git(both, "add", "-A")
    git(both, "-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-qm", "all")
    told = ("retire", "-m", "m.toml", "-m", "more.toml")
    assert run(*told).exit_code == 1
    (both / "app/last.py").write_text("")
    git(both, "add", "-A")
    git(both, "-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-qm", "last")
    result = run(*told)
    assert result.exit_code == 0, result.stderr
    assert not (both / "pkg/gone.py").exists()


def test_what_is_remembered_is_of_all_files(both: Path, run: Run) -> None:
    git(both, "init", "-q", "-b", "main")
    git(both, "add", "-A")
    git(both, "-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-qm", "all")
    (both / "more.toml").write_text('extends = ["m.toml"]\n' + MORE)
    first = run("check", "-m", "more.toml").stdout
    assert run("check", "-m", "more.toml").stdout == first
    (both / "m.toml").write_text((both / "m.toml").read_text().replace("pkg.old", "pkg.older"))
    assert "pkg.old:make" not in run("check", "-m", "more.toml").stdout
