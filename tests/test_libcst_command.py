"""`codemods.libcst.MigrationCommand`: a migration run by LibCST's own tool, file by file."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from libcst import parse_module
from libcst.codemod import CodemodContext

from codemods.libcst import MigrationCommand

ROOT = Path(__file__).parents[1]
MIGRATION = '[[symbol]]\nold = "pkg.old:make"\nnew = "pkg.new:build"\n'
USER = "from pkg.old import make\n\n\ndef run():\n    return make()\n"


@pytest.fixture
def migration(tmp_path: Path) -> str:
    file = tmp_path / "m.toml"
    file.write_text(MIGRATION)
    return os.fspath(file)


def run(
    migration: str, text: str | bytes, rename: bool = False, module: str = "app.user", file: str = "user.py"
) -> tuple[str, list[str]]:
    """The text after the command, and its warnings."""
    context = CodemodContext(filename=f"/src/app/{file}", full_module_name=module, full_package_name="app")
    command = MigrationCommand(context, [migration], rename)
    after = command.transform_module(parse_module(text)).code
    return after, command.context.warnings


def test_a_file_keeps_the_name_that_others_may_take_from_it(migration: str) -> None:
    after, warnings = run(migration, USER)
    assert after == USER.replace("from pkg.old import make", "from pkg.new import build as make")
    assert warnings == []


def test_with_rename_it_is_renamed_and_the_name_is_told(migration: str) -> None:
    after, warnings = run(migration, USER, rename=True)
    assert after == "from pkg.new import build\n\n\ndef run():\n    return build()\n"
    (warning,) = warnings
    assert warning.startswith("app.user has no `make` any more; files that take it from there do not follow")


def test_what_no_other_file_can_take_is_renamed(migration: str) -> None:
    after, warnings = run(migration, "def run():\n    from pkg.old import make\n    return make()\n")
    assert after == "def run():\n    from pkg.new import build\n    return build()\n"
    assert warnings == []


def test_findings_are_warnings(migration: str) -> None:
    _, warnings = run(migration, "from pkg.old import *\n\nprint(globals()['make'])\n")
    assert len(warnings) == 1
    assert warnings[0].startswith("line ")
    assert "(RP" in warnings[0]


def test_a_second_run_changes_nothing(migration: str) -> None:
    for rename in (False, True):
        once, _ = run(migration, USER, rename)
        assert run(migration, once, rename) == (once, [])


def test_a_package_reads_dots_from_itself(migration: str) -> None:
    after, _ = run(migration, "from .old import make\n", module="pkg", file="__init__.py")
    assert after == "from .new import build as make\n"
    inside, _ = run(migration, "from .old import make\n", module="pkg.user")
    assert inside == "from .new import build as make\n"


def test_a_file_without_the_names_is_given_back(migration: str) -> None:
    tree = parse_module("x = 1\n")
    assert MigrationCommand(CodemodContext(), [migration]).transform_module_impl(tree) is tree


def test_excluded_files_stay(tmp_path: Path) -> None:
    file = tmp_path / "m.toml"
    file.write_text('exclude = ["user.py"]\n' + MIGRATION)
    assert run(os.fspath(file), USER) == (USER, [])


def test_the_bytes_of_the_file_stay(migration: str) -> None:
    before = b"# -*- coding: latin-1 -*-\r\nfrom pkg.old import make\r\nNAME = '\xe9'\r\n"
    context = CodemodContext(full_module_name="user")
    after = MigrationCommand(context, [migration]).transform_module(parse_module(before)).bytes
    assert after == before.replace(b"pkg.old import make", b"pkg.new import build as make")


def by_tool(folder: Path, files: Mapping[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    for name, text in files.items():
        (folder / name).write_text(text)
    command = [sys.executable, "-m", "libcst.tool", "codemod", "-x", "codemods.libcst.MigrationCommand"]
    return subprocess.run(
        [*command, "--no-format", *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.fspath(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_libcsts_tool_runs_it(tmp_path: Path, migration: str) -> None:
    tree = tmp_path / "tree"
    tree.mkdir()
    files = {"user.py": USER, "other.py": "x = 1\n", ".libcst.codemod.yaml": 'repo_root: "."\n'}
    done = by_tool(tree, files, "--migration", migration, "--rename", ".")
    assert done.returncode == 0, done.stderr
    assert (tree / "user.py").read_text() == "from pkg.new import build\n\n\ndef run():\n    return build()\n"
    assert "WARNING: user has no `make` any more" in done.stderr
    assert "Transformed 2 files successfully" in done.stderr
