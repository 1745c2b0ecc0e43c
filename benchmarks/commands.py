"""The commands that are measured: how each is asked, and what is said about it.

Every peer is asked for the same rename, over the files that spell the old name: `git grep` finds them within
the measured time. A peer that takes a folder is asked for the whole tree as well.
"""

import shlex
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks.renames import Rename

HERE = Path(__file__).parent
BESIDE = Path(sys.executable).parent


@dataclass(frozen=True, slots=True)
class BenchmarkCommand:
    """One command."""

    name: str
    title: str
    work: str
    """`migration` or `rename`."""
    asked: str
    """What a shell is given, with {placeholders} for what differs between machines."""
    writes: bool = False
    """The tree is reset before each run."""
    slow: bool = False
    """Runs once, in the first round."""
    primed: bool = False
    """Run once before each measured run, outside the time."""
    answers: bool = False
    """What counts is not the whole run: it prints, as JSON, what one answer cost."""
    in_place: bool = False
    """It renames the definition, and moves nothing to another module; what it did is counted by that."""
    package: str = ""
    """What must be installed."""
    gave_up: str = ""
    """A pattern of what it prints for files that it gives up; a group in it is their number."""
    fine: tuple[int, ...] = (0,)
    """The exit codes of a run that did what was asked."""

    @property
    def missing(self) -> str:
        """Why it can't run here, or an empty text."""
        if not self.package:
            return ""
        try:
            version(self.package)
        except PackageNotFoundError:
            return f"{self.package} is not installed"
        return ""


@dataclass(frozen=True, slots=True)
class SupportedOptions:
    """Options that the measured repoint has."""

    no_cache: bool
    jobs: bool
    lsp: bool = False


def migration_commands(migration: str, supported: SupportedOptions) -> Iterator[BenchmarkCommand]:
    """The whole built-in migration: the floor and the commands of repoint."""
    yield BenchmarkCommand("git-grep", "`git grep`", "migration", "git grep -lwF {names} -- '*.py'")
    yield BenchmarkCommand("floor", "floor", "migration", "{python} {here}/floor.py {floor_names}")
    yield from _repoint("migration", f"--migration {migration}", supported)
    if supported.lsp:
        asked = f"{{python}} {{here}}/editor.py {{repoint}} {migration} {{floor_names}}"
        title = "`repoint lsp`, one change"
        yield BenchmarkCommand("repoint-lsp", title, "migration", asked, answers=True, package="pygls")


def rename_commands(
    rename: Rename, supported: SupportedOptions, *, functions: bool
) -> Iterator[BenchmarkCommand]:
    """One symbol renamed: the floor, repoint and its peers.

    `functions` says whether it is a function that gets another name: Bowler and rope can't be asked for more.
    """
    found = f"git grep -lzw {rename.old} -- '*.py' | xargs -0 "
    yield BenchmarkCommand("git-grep", "`git grep`", "rename", f"git grep -lwF -e {rename.old} -- '*.py'")
    yield BenchmarkCommand("floor", "floor", "rename", f"{{python}} {{here}}/floor.py {rename.old}")
    cold = " --no-cache" if supported.no_cache else ""
    options = f"--migration {{here}}/renames/{rename.file.name}{cold}"
    yield BenchmarkCommand("repoint-diff", "`repoint diff`", "rename", f"{{repoint}} diff {options}")
    yield BenchmarkCommand(
        "repoint-apply", "`repoint apply`", "rename", f"{{repoint}} apply {options}", writes=True
    )
    yield BenchmarkCommand("sed", "sed", "rename", found + _sed(rename), writes=True)
    yield BenchmarkCommand(
        "ast-grep",
        "ast-grep, candidates",
        "rename",
        f"{found}{{beside}}/ast-grep scan --rule {{rules}} --update-all",
        writes=True,
        package="ast-grep-cli",
    )
    yield BenchmarkCommand(
        "ast-grep-tree",
        "ast-grep, whole tree",
        "rename",
        "{beside}/ast-grep scan --rule {rules} --update-all .",
        writes=True,
        slow=True,
        package="ast-grep-cli",
    )
    yield BenchmarkCommand(
        "libcst",
        "LibCST RenameCommand",
        "rename",
        f"{found}{{python}} -m libcst.tool codemod --no-format --hide-progress rename.RenameCommand "
        f"--old_name {rename.old_module}.{rename.old} --new_name {rename.new_module}.{rename.new}",
        writes=True,
        slow=True,
        package="libcst",
        gave_up=r"Failed to codemod (\d+) files",
    )
    if functions:
        yield BenchmarkCommand(
            "bowler",
            "Bowler",
            "rename",
            f"{found}{{python}} {{here}}/peers/bowler_rename.py {rename.old} {rename.new}",
            writes=True,
            slow=True,
            in_place=True,
            package="bowler",
            gave_up=r"^failed to apply patch hunk",
        )
        yield BenchmarkCommand(
            "rope",
            "rope",
            "rename",
            f"{found}{{python}} {{here}}/peers/rope_rename.py {rename.old_module} {rename.old} {rename.new}",
            writes=True,
            slow=True,
            in_place=True,
            package="rope",
        )


def _repoint(work: str, options: str, supported: SupportedOptions) -> Iterator[BenchmarkCommand]:
    cold = f"{options} --no-cache" if supported.no_cache else options
    for command, fine, writes in (
        ("diff", (0,), False),
        ("scan", (0,), False),
        ("check", (0, 1), False),
        ("apply", (0,), True),
    ):
        asked = f"{{repoint}} {command} {cold}"
        yield BenchmarkCommand(
            f"repoint-{command}", f"`repoint {command}`", work, asked, writes=writes, fine=fine
        )
    if supported.jobs:
        asked = f"{{repoint}} diff {cold} --jobs 1"
        yield BenchmarkCommand("repoint-diff-serial", "`repoint diff --jobs 1`", work, asked)
    if supported.no_cache:
        for command, fine in (("diff", (0,)), ("scan", (0,)), ("check", (0, 1))):
            asked = f"{{repoint}} {command} {options}"
            title = f"`repoint {command}`, warm"
            yield BenchmarkCommand(f"repoint-{command}-warm", title, work, asked, primed=True, fine=fine)


def _sed(rename: Rename) -> str:
    """The old name by whole word; and the module, where an import names it right before the new name."""
    script = f"s/\\b{rename.old}\\b/{rename.new}/g" if rename.old != rename.new else ""
    module = rename.old_module.replace(".", "\\.")
    for joint in (r" import ", r"\."):
        new_joint = joint.replace("\\", "")
        script += f"; s/\\b{module}{joint}{rename.new}\\b/{rename.new_module}{new_joint}{rename.new}/g"
    return f"sed -i -E {shlex.quote(script.lstrip('; '))}"


def ast_grep_rules(rename: Rename) -> str:
    """The rules for ast-grep: an import of the one name, and uses of it in files that have that import.

    Without the second condition it would rename methods and parameters as well. A statement that imports
    several names can't be split by a pattern, so files that only have such are left alone, not broken.
    """
    pattern = f"from {rename.old_module} import {rename.old}"
    rules = f"""\
id: import
language: python
rule:
  pattern: {pattern}
fix: from {rename.new_module} import {rename.new}
"""
    if rename.old == rename.new:
        return rules
    return f"""{rules}---
id: uses
language: python
rule:
  kind: identifier
  regex: ^{rename.old}$
  not:
    inside:
      kind: import_from_statement
      stopBy: end
  inside:
    kind: module
    stopBy: end
    has:
      pattern: {pattern}
      stopBy: end
fix: {rename.new}
"""
