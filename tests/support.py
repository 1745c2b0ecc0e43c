"""What several tests share: fixture cases as values, trees as bytes, runs of the engine and of a suite."""

import os
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from codemods.apply.apply_plan import ApplyResult, WriteTargets, apply_plan
from codemods.apply.locked_tree import lock_tree
from codemods.migration.load import load_migration
from codemods.plan.engine import make_plan
from codemods.values.plan import Plan
from codemods.values.rules import Migration
from codemods.values.tree import Selection

FIXTURES = Path(__file__).parent.parent / "fixtures"
CASES = FIXTURES / "cases"
NETRA = FIXTURES / "netra"


@dataclass(frozen=True, slots=True)
class Case:
    """One folder of `fixtures/cases/TOPIC`: a migration, a tree before and the same tree after."""

    folder: Path
    python: tuple[int, ...] = ()
    """The first Python that reads the case's syntax; any Python that repoint runs on, without one."""
    selection: Selection = field(default_factory=Selection)
    broken: tuple[str, ...] = ()
    """Files that are not Python and have no finding."""
    run: str = ""
    """A file that is run before and after, and prints the same."""

    @property
    def name(self) -> str:
        """`topic/case`, the test's id."""
        return f"{self.folder.parent.name}/{self.folder.name}"

    @property
    def migration_file(self) -> Path:
        """The case's own `migration.toml`, else the one in its topic's folder, which its cases share."""
        own = self.folder / "migration.toml"
        return own if own.exists() else self.folder.parent / "migration.toml"

    @property
    def migration(self) -> Migration:
        """The migration of the case."""
        return load_migration("migration.toml", self.migration_file.parent)

    @property
    def runs_here(self) -> bool:
        """Whether the running Python can read the case."""
        return sys.version_info >= self.python

    @property
    def findings(self) -> list[str]:
        """What findings.txt expects, as `CODE path:line`, sorted; nothing without that file."""
        file = self.folder / "findings.txt"
        return sorted(file.read_text(encoding="utf-8").split("\n")[:-1]) if file.exists() else []


def read_case(folder: Path) -> Case:
    """Read a case's `case.toml` (python, paths, exclude, generated, broken, run; all optional)."""
    file = folder / "case.toml"
    options: dict[str, object] = tomllib.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    unknown = set(options) - {"python", "paths", "exclude", "generated", "broken", "run"}
    assert not unknown, f"{file}: unknown keys {unknown}"
    python = tuple(int(part) for part in str(options.get("python", "3")).split("."))
    selection = Selection(
        paths=_strings(options.get("paths")),
        exclude=_strings(options.get("exclude")),
        generated=options.get("generated") is True,
    )
    return Case(folder, python, selection, _strings(options.get("broken")), str(options.get("run", "")))


def _strings(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else ()


def all_cases() -> list[Case]:
    """Every case there is, in a fixed order."""
    return [read_case(file.parent) for file in sorted(CASES.glob("*/*/before"))]


def tree_bytes(root: Path) -> dict[str, bytes]:
    """Every file under a folder, by its path relative to it; byte code and caches left out."""
    files = (path for path in sorted(root.rglob("*")) if path.is_file())
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in files
        if not {"__pycache__", ".pytest_cache", ".git"} & set(path.relative_to(root).parts)
    }


def plan_case(case: Case, root: Path) -> Plan:
    """Plan a case's migration over a tree."""
    return make_plan(root, case.migration, case.selection)


def copy_tree(source: Path, target: Path) -> Path:
    """Copy a fixture's tree, without what running it may have left; gives the target."""
    return Path(
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", ".pytest_cache"))
    )


def applied(root: Path, plan: Plan, *, disk: bool = True, index: bool = True) -> ApplyResult:
    """Apply a plan to the tree at a folder."""
    with lock_tree(root) as place:
        return apply_plan(place, plan, WriteTargets(disk, index))


def run_suite(root: Path, *options: str) -> tuple[int, str]:
    """Run the miniature's own suite; gives the exit code and what it printed."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    command = [sys.executable, "-m", "pytest", "-q", *options]
    result = subprocess.run(
        command,
        cwd=root,
        env=environment | {"PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    return result.returncode, result.stdout + result.stderr


def finding_lines(plan: Plan) -> list[str]:
    """A plan's findings as findings.txt spells them, sorted."""
    return sorted(f"{finding.code} {finding.path}:{finding.line}" for finding in plan.findings)
