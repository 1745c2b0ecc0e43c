"""Each built-in migration on a program of its own, run with stand-ins of the old release and of the new one.

A program is a text file below `fixtures/builtins`, named after the migration. `--- before path` and
`--- after path` are a file of the tree as it was and as `apply` leaves it, `--- old path` and `--- new path`
a file of the library that stands in for either release, `--- findings` the findings, a line each, and
`--- run:` the files that print the same in both.
"""

import json
import os
import re
import subprocess
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from codemods.migration.migration_files import builtin_migrations
from tests.command_line import Run
from tests.command_line import run as run

FOLDER = Path(__file__).parents[1] / "fixtures/builtins"
OWN_TREE = {"websocket-manager"}
"""What has a tree of its own to be tested on."""


@dataclass
class Program:
    """The sections of one text file."""

    files: defaultdict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    """The files of each kind: before, after, old, new."""
    findings: list[str] = field(default_factory=list)
    run: list[str] = field(default_factory=list)


def read(text: str) -> Program:
    program = Program()
    for section in re.split(r"(?m)^--- ", text)[1:]:
        head, _, body = section.partition("\n")
        kind, _, rest = head.partition(" ")
        if kind == "findings":
            program.findings = body.split("\n")[:-1]
        elif kind == "run:":
            program.run = rest.split()
        else:
            program.files[kind][rest] = body
    return program


def write(root: Path, files: dict[str, str]) -> Path:
    for name, body in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(body)
    return root


def printed(tree: Path, library: Path, files: list[str]) -> list[str]:
    environment = {**os.environ, "PYTHONPATH": str(library), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-W", "ignore"]
    done = [
        subprocess.run([*command, tree / each], env=environment, capture_output=True, text=True)
        for each in files
    ]
    assert [each.stderr for each in done] == [""] * len(done)
    return [each.stdout for each in done]


@pytest.mark.parametrize("name", sorted(set(builtin_migrations()) - OWN_TREE))
def test_a_built_in_moves_a_program_that_prints_the_same(name: str, tmp_path: Path, run: Run) -> None:
    program = read((FOLDER / f"{name}.txt").read_text())
    old, new = (write(tmp_path / kind, program.files[kind]) for kind in ("old", "new"))
    before, tree = (write(tmp_path / kind, program.files["before"]) for kind in ("before", "tree"))
    options = ("--root", str(tree), "--migration", name, "--no-cache")

    plan = json.loads(run("diff", *options, "--format", "json").stdout)
    found = sorted(f"{each['code']} {each['path']}:{each['line']}" for each in plan["findings"])
    run("apply", *options, "--no-stage")

    assert {path: (tree / path).read_text() for path in program.files["after"]} == program.files["after"]
    assert found == sorted(program.findings)
    assert printed(tree, new, program.run) == printed(before, old, program.run)
    assert json.loads(run("diff", *options, "--format", "json").stdout)["files"] == []
