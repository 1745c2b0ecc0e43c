"""Whole programs: they run as before after `apply`, and where `check` says 0, without the old names.

A program is a text file below `fixtures/programs`: `=== name`, a line about it, and sections. `--- path` is a
file of the tree (`../x` lies beside it), `--- migration.toml` the migration, `--- run: ...` a shell command,
`--- opts: ...` are options of `apply`, and `--- after path` says what a file looks like (or DELETE) once the
old symbols are gone for good.
"""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.command_line import Run
from tests.command_line import run as run

PROGRAMS = sorted((Path(__file__).parents[1] / "fixtures/programs").glob("*.txt"))
OPEN = frozenset[str]()
"""Programs that repoint does not keep whole yet."""


@dataclass
class Program:
    """The sections of one text file."""

    files: dict[str, str] = field(default_factory=dict)
    after: dict[str, str] = field(default_factory=dict)
    commands: list[str] = field(default_factory=list)
    options: list[str] = field(default_factory=list)


def read(text: str) -> Program:
    program = Program()
    for section in re.split(r"(?m)^--- ", text)[1:]:
        head, _, body = section.partition("\n")
        kind, _, rest = head.strip().partition(" ")
        if kind == "run:":
            program.commands.append(f"{rest}\n{body}" if body.strip() else rest)
        elif kind == "opts:":
            program.options += rest.split()
        elif kind == "after":
            program.after[rest] = body
        else:
            program.files[head.strip()] = body
    return program


def write(root: Path, files: dict[str, str]) -> None:
    for name, body in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if body.strip() == "DELETE":
            path.unlink()
        else:
            path.write_text(body)


def outputs(program: Program, root: Path) -> list[tuple[int, str]]:
    """How each command ends in a tree and what it prints, without what differs from run to run."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    env = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PATH": path}
    found = []
    for command in program.commands:
        done = subprocess.run(["bash", "-c", command], cwd=root, capture_output=True, text=True, env=env)
        said = (done.stdout + done.stderr[-600:]).replace(str(root), "ROOT")
        found.append((done.returncode, re.sub(r" in [0-9.]+s|line \d+|0x[0-9a-f]+", "", said)))
    return found


def contents(root: Path) -> dict[str, bytes]:
    ignored = ("__pycache__", ".mypy_cache")
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and path.parts[-2:-1] != ignored[:1] and ignored[1] not in path.parts
    }


def retire(root: Path, migration: str) -> bool:
    """Take the old symbols and modules of the tree away; whether there were any."""
    tables, found = tomllib.loads(migration), False
    for rule in tables.get("symbol", ()):
        module, _, name = rule["old"].partition(":")
        stem = root / module.replace(".", "/")
        for path in (stem.with_name(f"{stem.name}.py"), stem / "__init__.py"):
            if "." not in name and rule.get("new") != rule["old"] and path.is_file():
                found = True
                path.write_bytes(path.read_bytes() + f"\nglobals().pop({name!r}, None)\n".encode())
    for rule in tables.get("module", ()):
        path = root / (rule["old"].replace(".", "/") + ".py")
        if path.is_file():
            found = True
            path.unlink()
    return found


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(
            each,
            id=each.stem,
            marks=[pytest.mark.xfail(reason="not followed yet", strict=True)] if each.stem in OPEN else [],
        )
        for each in PROGRAMS
    ],
)
def test_a_program_stays_whole(path: Path, tmp_path: Path, run: Run) -> None:
    program = read(path.read_text())
    if any("mypy" in each for each in program.commands):
        pytest.importorskip("mypy")
    migration = program.files.pop("migration.toml")
    (tmp_path / "migration.toml").write_text(migration)
    before, after, gone = (tmp_path / name / "tree" for name in "bag")
    for root in (before, after):
        root.mkdir(parents=True)
        write(root, program.files)
    options = ("--root", str(after), "--migration", str(tmp_path / "migration.toml"), "--no-cache")

    assert run("apply", *options, "--no-stage", *program.options).exit_code in (0, 1)
    expected, applied = outputs(program, before), contents(after)
    assert outputs(program, after) == expected

    run("apply", *options, "--no-stage", *program.options)
    assert program.options or contents(after) == applied

    if run("check", *options).exit_code == 0:
        shutil.copytree(after.parent, gone.parent)
        write(gone, program.after)
        if program.after or retire(gone, migration):
            assert outputs(program, gone) == expected
