"""Trees in memory, without disk or git: one dict of texts, planned as the engine plans a tree."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from textwrap import dedent

from codemods.migration.load import parse_migration
from codemods.plan.planner import Planner
from codemods.plan.process_pool import Workers
from codemods.plan.program import Program
from codemods.plan.rewrite_file import RewriteJob
from codemods.plan.rewrite_program import rewrite_job
from codemods.project.decision import Decision
from codemods.project.file_context import ChangeLimits
from codemods.semantic.access import Usage
from codemods.semantic.read_facts import read_facts
from codemods.semantic.scope_table import ScopeTable
from codemods.semantic.tracked_names import WantedNames
from codemods.tree.module_index import ModuleIndex
from codemods.tree.open_tree import FolderTree
from codemods.tree.overlay_tree import OverlayTree
from codemods.values import finding_texts as texts
from codemods.values.plan import Plan
from codemods.values.progress import NoProgress
from codemods.values.rules import Migration
from codemods.values.source import Source

OLD, NEW = "acme.old", "acme.new"


def symbol(old: str, new: str = "", **keys: str) -> str:
    """A `[[symbol]]` table."""
    return _table("symbol", {"old": old, **({"new": new} if new else {}), **keys})


def module(old: str, new: str) -> str:
    """A `[[module]]` table."""
    return _table("module", {"old": old, "new": new})


def _table(kind: str, keys: Mapping[str, str]) -> str:
    return f"[[{kind}]]\n" + "".join(f"{key} = {_quoted(value)}\n" for key, value in keys.items())


def _quoted(value: str) -> str:
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


MAKE = symbol(f"{OLD}:make", f"{NEW}:build")
"""The migration that most tests follow: `acme.old:make` becomes `acme.new:build`."""
HOMES = {
    "acme/__init__.py": "",
    "acme/old.py": "def make(user=None, uid=None): ...\ndef craft(): ...\ndef forge(): ...\n",
    "acme/new.py": "def build(user=None, uid=None): ...\n",
}


FIXED = ChangeLimits(texts.OUTSIDE_PATHS.fill())
"""The limits of a file that lies outside the paths that were asked for."""


def migration(*tables: str) -> Migration:
    """A migration of these tables, the one of `make` where none is given."""
    return parse_migration("\n".join(tables or (MAKE,)), "migration.toml")


def _bytes(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else dedent(text).encode()


def usage_of(name: str, text: str) -> Usage:
    """How a text first uses a name; offsets count from the text's start."""
    facts = read_facts(Source("app.py", text.encode()), "app", False, WantedNames(frozenset({name})))
    return facts.accesses[0].usage


class TextTree:
    """A tree of texts by path: read, searched and planned by the product's own parts."""

    def __init__(
        self,
        files: Mapping[str, str | bytes],
        *tables: str,
        homes: Mapping[str, str] = HOMES,
        roots: Sequence[str] = (),
        limits: Mapping[str, ChangeLimits] | None = None,
    ) -> None:
        self.files = {path: _bytes(text) for path, text in {**homes, **files}.items()}
        self.limits = dict(limits or {})
        self.migration = migration(*tables)
        tree = self.tree = OverlayTree(FolderTree("/", ()), self.files)
        self.program = Program(tree, ModuleIndex(tree.paths, roots), self.migration)
        self.project = self.program.project
        self.definitions = self.program.definitions

    def source(self, path: str) -> Source:
        """One file."""
        return self.program.source(path)

    def table(self, path: str) -> ScopeTable:
        """The scopes of a file that can be parsed."""
        table = self.project.scope_table(path)
        assert table is not None
        return table

    @cached_property
    def planner(self) -> Planner:
        """What makes the plan; once it is made, with its decisions."""
        unlimited = ChangeLimits()
        return Planner(
            self.program, lambda source: self.limits.get(source.path, unlimited), NoProgress(), Workers()
        )

    @property
    def decisions(self) -> Mapping[str, Decision]:
        """The decisions of the plan, by file."""
        assert self.plan is not None
        return self.planner.decided.decisions

    def job(self, path: str) -> RewriteJob:
        """What the plan has to do to one file."""
        assert self.plan is not None
        return rewrite_job(self.planner.decided, path)

    @cached_property
    def plan(self) -> Plan:
        """The plan for the whole tree."""
        return self.planner.plan(self.program.candidates)

    def after(self, path: str) -> str:
        """A file's text after the plan."""
        changed = {change.path: change.after for change in self.plan.files}
        return changed.get(path, self.files[path]).decode()

    def codes(self, path: str = "") -> list[str]:
        """The codes of the findings in the plan, those on the homes left out; of one file, if it is named."""
        return [
            finding.code
            for finding in self.plan.findings
            if finding.code != "RP111" and path in ("", finding.path)
        ]


def planned(text: str, *tables: str, files: Mapping[str, str | bytes] | None = None) -> str:
    """One file after the plan, `app.py`; `files` are the others of its tree."""
    return TextTree({"app.py": text, **(files or {})}, *tables).after("app.py")
