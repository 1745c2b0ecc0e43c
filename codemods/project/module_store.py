"""The facts of the tree's files, read once and on demand, and which files spell which words."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Protocol

from msgspec.structs import replace

from codemods.project.dotted_paths import Modules, last_component, module_name
from codemods.semantic.facts import Facts
from codemods.semantic.scope_table import ScopeTable
from codemods.semantic.target_scan import may_hold_target
from codemods.semantic.tracked_names import NAMESPACE, WantedNames


class FactsReader(Protocol):
    """Reads the files of a tree."""

    def facts(self, path: str, wanted: WantedNames) -> Facts | None:
        """A file's facts, complete about the wanted names; None when it cannot be read or parsed."""

    def may_star(self, path: str) -> bool:
        """Whether a file's text has anything like a star import."""

    def may_spell(self, path: str, name: str) -> bool:
        """Whether a file's text may spell a name."""

    def may_bind(self, path: str, name: str) -> bool:
        """Whether a file's text may spell a name otherwise than as an attribute."""


class TreeSearch(Protocol):
    """Searches the texts of a tree. It may find a file too many, never one too few."""

    def holding(self, words: Iterable[str]) -> Collection[str]:
        """The files that spell at least one of the words."""

    def each_alone(self, words: Collection[str]) -> Mapping[str, Collection[str]]:
        """For each of some words, the files that spell it with nothing taken: by `.`, or with ` import`."""

    def holding_with(self, word: str, others: Collection[str]) -> Mapping[str, Collection[str]]:
        """The files that spell a word; where the tree is searched for it, those of others, too."""

    def among(self, paths: Collection[str], words: Collection[str]) -> Collection[str]:
        """Those of the files that spell at least one of the words."""

    def each_among(self, paths: Collection[str], words: Collection[str]) -> Mapping[str, Collection[str]]:
        """For each of some words, those of the files that spell it."""

    def star_importers(self) -> Collection[str]:
        """The files that may have a star import."""

    def text(self, path: str) -> bytes | None:
        """A file's bytes; None where it cannot be read."""


_RUNNERS = (b"exec(", b"eval(", b"timeit(", b'"-c"', b"'-c'")
_RUNS_CODE = re.compile(rb"\b(?:exec|eval|timeit)\(|[\"']-c[\"']")
"""What runs a string as code, as a file spells it: plain searches for the words come first."""


class ModuleStore:
    """Scope tables by path, complete about the wanted names, over one reader and one search."""

    def __init__(
        self, modules: Modules, reader: FactsReader, search: TreeSearch, wanted: WantedNames
    ) -> None:
        self.modules = modules
        self.search = search
        self.wanted = wanted
        """The names that make a file interesting, tracked aliases among them."""
        self._reader = reader
        self._tables: dict[str, ScopeTable | None] = {}
        self._read_for: dict[str, frozenset[str]] = {}
        """By file, the old names that its facts are complete about."""
        self._asked: dict[str, frozenset[str]] = {}
        """By file, the names beside the wanted ones that it spells and that were asked for."""
        self._namespaces: dict[str, ScopeTable | None] = {}
        self._has_pattern: dict[tuple[str, bytes, int], bool] = {}
        self._spelling: dict[str, frozenset[str]] = {}
        self._components: dict[str, set[str]] = {}
        """By expected component, those of the files in `_looked_through` that spell it."""
        self._looked_through: set[str] = set()
        self._spelling_beside: dict[tuple[str, str], frozenset[str]] = {}
        self.expected: frozenset[str] = frozenset()
        """The last components of the modules that are asked about soon."""
        self._runs_code: dict[str, bool] = {}
        self._may_hold_target: dict[tuple[str, str], bool] = {}

    def with_changes(
        self, changed: Mapping[str, Callable[[WantedNames], Facts]], modules: Modules | None = None
    ) -> "ModuleStore":
        """The store over a tree in which some files have new texts, and perhaps other modules.

        `changed` gives the facts of each new text. Files are still found by their old texts.
        """
        store = ModuleStore(modules or self.modules, _ChangedFacts(self, changed), self.search, self.wanted)
        store.expected, store._spelling = self.expected, self._spelling
        store._spelling_beside, store._components = self._spelling_beside, self._components
        store._looked_through = self._looked_through
        return store

    def scope_table(self, path: str, also: Iterable[str] = ()) -> ScopeTable | None:
        """The scopes of one file of the tree, complete about the wanted names and those in `also`.

        None when the file cannot be read or parsed.
        """
        known = self._tables.get(path)
        missing = frozenset(also) - (known.facts.tracked if known else self.wanted.new)
        asked = self._asked.get(path, frozenset()) if known is None else frozenset()
        spelled = frozenset(each for each in missing if self._reader.may_spell(path, each)) | asked
        if path not in self._tables or (known is not None and spelled):
            wanted = self.wanted
            if spelled:
                # As `new` names only their own bindings and accesses count, not what the file calls them.
                self._asked[path] = self._asked.get(path, frozenset()) | spelled
                tracked = known.facts.tracked if known else frozenset[str]()
                wanted = replace(wanted, new=wanted.new | spelled | tracked)
            facts = self._reader.facts(path, wanted)
            self._read_for[path] = wanted.read_for(facts.tracked) if facts is not None else wanted.old
            self._tables[path] = known = ScopeTable(facts) if facts is not None else None
        if known is not None and missing:
            # Of a name that a file does not spell its facts have nothing to say, so they are complete.
            known.facts = replace(known.facts, tracked=known.facts.tracked | missing)
        return known

    def read_ahead(self, names: Iterable[str]) -> None:
        """Read files for names as well that may be tracked later, so that they need not be read again."""
        self.wanted = replace(self.wanted, ahead=self.wanted.ahead.union(names))

    def namespace(self, path: str, name: str) -> ScopeTable | None:
        """The scopes of one file, complete about what its top level binds to a name, and nothing else.

        None when the file cannot be read or parsed. However many names of a module are asked for, it is read
        for them once.
        """
        known = self._tables.get(path)
        if (known is not None and name in known.facts.tracked) or (known is None and path in self._tables):
            return known
        return self.whole_namespace(path)

    def whole_namespace(self, path: str) -> ScopeTable | None:
        """The scopes of one file, complete about what its top level binds, and nothing else."""
        if path not in self._namespaces:
            facts = self._reader.facts(path, NAMESPACE)
            self._namespaces[path] = ScopeTable(facts) if facts is not None else None
        return self._namespaces[path]

    def track(self, names: Iterable[str]) -> None:
        """Want other names as well, under which deprecated symbols are re-exported.

        Facts that are known already are not complete about them; see `forget`.
        """
        self.wanted = replace(self.wanted, old=self.wanted.old.union(names))

    def track_modules(self, names: Iterable[str], packages: Iterable[str] = ()) -> None:
        """Want modules as well, by the last components of their names, wherever they are handed on.

        `packages` are the dotted names of those from which they may be read.
        """
        homes, packages = self.wanted.homes.union(names), self.wanted.packages.union(packages)
        self.wanted = replace(self.wanted, homes=homes, packages=packages)

    def forget(self, paths: Iterable[str]) -> None:
        """Read the facts of some files anew when they are asked for."""
        for path in paths:
            self._tables.pop(path, None)

    def is_read_for(self, path: str, names: Iterable[str]) -> bool:
        """Whether a file was read already, and its facts are complete about names as old ones."""
        return path in self._tables and self._read_for[path].issuperset(names)

    def may_star(self, path: str) -> bool:
        """Whether a file's text has anything like a star import."""
        return self._reader.may_star(path)

    def may_spell(self, path: str, name: str) -> bool:
        """Whether a file's text may spell a name."""
        return self._reader.may_spell(path, name)

    def may_bind(self, path: str, name: str) -> bool:
        """Whether a file's text may spell a name otherwise than as an attribute."""
        return self._reader.may_bind(path, name)

    def tracks(self, path: str, name: str) -> bool:
        """Whether a file was read already, and its facts are complete about a name."""
        known = self._tables.get(path)
        return known is not None and name in known.facts.tracked

    def runs_code(self, path: str) -> bool:
        """Whether a file may run a string as code, in this process or in another; each is looked at once."""
        if path not in self._runs_code:
            text = self.search.text(path) or b""
            self._runs_code[path] = any(each in text for each in _RUNNERS) and bool(_RUNS_CODE.search(text))
        return self._runs_code[path]

    def may_hold_target(self, path: str, name: str) -> bool:
        """Whether a file's text may hold a target with a name; each is looked at once."""
        key = path, name
        if key not in self._may_hold_target:
            text = self.search.text(path)
            self._may_hold_target[key] = text is None or may_hold_target(text, name)
        return self._may_hold_target[key]

    def has_pattern(self, path: str, pattern: re.Pattern[bytes]) -> bool:
        """Whether a file's text has what a pattern finds; each is looked at once."""
        # A compiled pattern works its hash out anew each time, over all of its code.
        key = path, pattern.pattern, pattern.flags
        if key not in self._has_pattern:
            self._has_pattern[key] = pattern.search(self.search.text(path) or b"") is not None
        return self._has_pattern[key]

    def files_spelling(self, word: str) -> frozenset[str]:
        """The files that spell a word, searched for once."""
        if word not in self._spelling:
            self._spelling[word] = frozenset(self.search.holding(frozenset({word})))
        return self._spelling[word]

    def look_for(self, name: str, path: str) -> None:
        """Find out which files spell a name that a file binds.

        Where the tree has to be searched for it, so it is for the file's other names, as far as its facts are
        known: they are asked about soon. Names that only may come in are left out.
        """
        known = self._tables.get(path)
        if name not in self._spelling and known is not None:
            bound = {each for scope, each in known.bindings if scope == 0}
            fresh = bound - self._spelling.keys() - (self.wanted.new - self.wanted.old)
            found = self.search.holding_with(name, fresh)
            self._spelling |= {word: frozenset(paths) for word, paths in found.items()}

    def expect(self, paths: Iterable[str]) -> None:
        """Say which modules will be asked about: who spells them is looked for together."""
        components = (last_component(self.modules, path) for path in paths)
        self.expected = frozenset(each for each in components if each is not None)
        self._components, self._looked_through, self._spelling_beside = {}, set(), {}

    def files_spelling_beside(self, name: str, modules: Iterable[str]) -> set[str]:
        """The files that spell a name, and the last component of a module that has it."""
        components = (last_component(self.modules, path) for path in modules)
        return {path for each in components if each is not None for path in self._beside(name, each)}

    def _beside(self, name: str, component: str) -> frozenset[str]:
        """The files that spell a name and the last component of a module's name."""
        key = name, component
        if key not in self._spelling_beside:
            self._spelling_beside[key] = self.spelling_component(self.files_spelling(name), component)
        return self._spelling_beside[key]

    def spelling_component(self, paths: Collection[str], component: str) -> frozenset[str]:
        """Those of some files that spell the last component of a module's name."""
        if component not in self.expected:
            return frozenset(self.search.among(paths, {component}))
        # One look at a file for all of them takes about as long as a look for one.
        if fresh := set(paths).difference(self._looked_through):
            self._looked_through |= fresh
            for each, spelling in self.search.each_among(fresh, self.expected).items():
                self._components.setdefault(each, set()).update(spelling)
        return frozenset(self._components.get(component, set()).intersection(paths))

    def files_spelling_module(self, path: str) -> list[str]:
        """The files that spell a module's name, and lie in its package or spell that one's name as well."""
        name = module_name(self.modules, path)
        if name is None:
            return []
        package, _, leaf = name.rpartition(".")
        folder = path.removesuffix("/__init__.py").rpartition("/")[0]
        spelling = self.files_spelling(leaf)
        # Only inside its package can a module be imported without the package's name, by dots alone.
        inside = frozenset(each for each in spelling if each.startswith(f"{folder}/"))
        return sorted({*inside, *self.search.among(spelling - inside, {package.rpartition(".")[2]})})


class _ChangedFacts:
    """The facts of changed files, and those of all others as a store has them."""

    def __init__(self, store: ModuleStore, changed: Mapping[str, Callable[[WantedNames], Facts]]) -> None:
        self._store = store
        self._changed = changed

    def facts(self, path: str, wanted: WantedNames) -> Facts | None:
        """The facts of a file's new text, or of the text that it keeps."""
        read = self._changed.get(path)
        if read is not None:
            return read(wanted)
        whole = wanted.namespace
        table = self._store.whole_namespace(path) if whole else self._store.scope_table(path, wanted.new)
        return table.facts if table is not None else None

    def may_star(self, path: str) -> bool:
        """Whether a file's text has anything like a star import; no change adds one."""
        return self._store.may_star(path)

    def may_spell(self, path: str, name: str) -> bool:
        """Whether a file may spell a name; of a new text nobody has looked."""
        return path in self._changed or self._store.may_spell(path, name)

    def may_bind(self, path: str, name: str) -> bool:
        """Whether a file may spell a name otherwise than as an attribute."""
        return path in self._changed or self._store.may_bind(path, name)
