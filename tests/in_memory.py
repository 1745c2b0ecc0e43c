"""Trees in memory, without disk or git: one dict of texts, planned as the engine plans a tree."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from textwrap import dedent

from codemods.migration.load import parse_migration
from codemods.plan.planner import Planner
from codemods.plan.process_pool import Workers
from codemods.plan.workspace import Workspace
from codemods.project.definitions import Definitions
from codemods.project.file_context import ChangeLimits
from codemods.project.module_store import ModuleStore
from codemods.project.project import Project
from codemods.project.rule_index import wanted_names
from codemods.semantic.access import Usage
from codemods.semantic.read_facts import read_facts
from codemods.semantic.scope_table import ScopeTable
from codemods.semantic.tracked_names import WantedNames
from codemods.tree.module_index import ModuleIndex
from codemods.tree.word_index import WordIndex
from codemods.values import finding_texts as texts
from codemods.values.plan import Plan
from codemods.values.progress import NoProgress
from codemods.values.rules import Migration
from codemods.values.source import Source
from codemods.values.tree import SearchHits

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
    """A tree of texts by path, with the rooms wired as the engine wires them."""

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
        self.modules = ModuleIndex(list(self.files), roots)
        self.workspace = Workspace(self.source, self.modules)
        wanted = wanted_names(self.migration)
        search = WordIndex(self, wanted.old | wanted.old_modules, self.workspace.loaded)
        self.project = Project(self.migration, ModuleStore(self.modules, self.workspace, search, wanted))
        self.definitions = Definitions(self.modules, self.workspace.tree)

    def source(self, path: str) -> Source:
        """One file."""
        return Source(path, self.files[path])

    def holding(self, words: Iterable[str]) -> list[str]:
        """The files that spell a word, in the order in which the tree was given."""
        pattern = re.compile(rb"\b(?:" + b"|".join(re.escape(word.encode()) for word in words) + rb")\b")
        return [path for path, data in self.files.items() if pattern.search(data)]

    @property
    def paths(self) -> list[str]:
        """All files, for a search of the tree."""
        return sorted(self.files)

    def read(self, path: str) -> bytes:
        """One file's bytes."""
        return self.files[path]

    def search(self, words: Iterable[str]) -> SearchHits:
        """The files that spell a word, and those that may have a star import."""
        return SearchHits(self.holding(words), [path for path in self.paths if self.workspace.may_star(path)])

    def names(self, path: str) -> ScopeTable:
        """The facts of a file that can be parsed."""
        names = self.project.scope_table(path)
        assert names is not None
        return names

    @cached_property
    def planner(self) -> Planner:
        """What made the plan, its decisions included."""
        unlimited = ChangeLimits()
        return Planner(
            self.project,
            self.workspace,
            self.definitions,
            lambda source: self.limits.get(source.path, unlimited),
            NoProgress(),
            Workers(0),
        )

    @cached_property
    def plan(self) -> Plan:
        """The plan for the whole tree."""
        wanted = self.project.wanted
        return self.planner.plan(self.holding(wanted.old | wanted.old_modules))

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
