"""The facts of the tree's files, read once and on demand, and who reads whose names."""

from collections.abc import Callable, Collection, Iterable
from functools import cached_property
from typing import Self

from msgspec.structs import replace

from codemods.project.dotted_paths import ModuleAttribute, Modules, absolute
from codemods.project.rule_index import RuleIndex
from codemods.semantic.facts import Facts
from codemods.semantic.scope_table import ScopeTable
from codemods.semantic.target_scan import may_hold_target
from codemods.semantic.tracked_names import WantedNames
from codemods.values.rules import Migration


class ModuleStore(RuleIndex):
    """Facts by path. `load` reads one file's; `holding` tells which files spell a word, `among` which of
    some files, `may_star` whether a file's text has a star import at all, and `starring` which files may;
    `text` gives a file's text, None where it cannot be read.
    """

    def __init__(
        self,
        modules: Modules,
        migration: Migration,
        load: Callable[[str, WantedNames], Facts | None],
        holding: Callable[[frozenset[str]], Collection[str]] = lambda _words: (),
        may_star: Callable[[str], bool] = lambda _path: True,
        among: Callable[..., Collection[str]] | None = None,
        starring: Callable[[], Collection[str]] | None = None,
        text: Callable[[str], bytes | None] = lambda _path: None,
    ) -> None:
        super().__init__(modules, migration)
        self._load = load
        self._holding = holding
        self._may_star = may_star
        self._among = among or self._spelling_among
        self._starring = starring
        self._text = text
        self._holders: dict[str, frozenset[str]] = {}
        self._aliases: frozenset[str] = frozenset()
        self._facts: dict[str, ScopeTable | None] = {}
        self._named: dict[tuple[str, str], bool] = {}
        self._having: dict[str, frozenset[str]] = {}
        self.expected: Collection[str] = ()
        """The files that will be decided."""

    @cached_property
    def leaves(self) -> frozenset[str]:
        """The last names that the migration itself spells; whoever uses one of them is a candidate."""
        return self.migration.leaves

    @cached_property
    def wanted(self) -> WantedNames:
        """The names that make a file interesting."""
        rules = self.migration.symbols
        targets = [rule.new for rule in rules if rule.new is not None]
        modules = {rule.old.rpartition(".")[2] for rule in self.migration.modules}
        hosts = {new.module.rpartition(".")[2] for new in targets}
        hosts |= {rule.new.rpartition(".")[2] for rule in self.migration.modules}
        return WantedNames(
            old=frozenset(rule.old.leaf for rule in rules) | self._aliases,
            new=frozenset(new.name.partition(".")[0] for new in targets),
            old_modules=frozenset(modules),
            new_modules=frozenset(hosts),
        )

    def names(self, path: str, also: Iterable[str] = ()) -> ScopeTable | None:
        """The facts of one file of the tree, complete about the wanted names and those asked for also.

        None when the file cannot be read or parsed.
        """
        known = self._facts.get(path)
        missing = frozenset(also) - (known.facts.tracked if known else frozenset())
        if path not in self._facts or (known is not None and missing):
            wanted = self.wanted
            if missing:
                asked = missing | (known.facts.tracked if known else frozenset())
                wanted = replace(wanted, new=wanted.new | asked)
            facts = self._load(path, wanted)
            self._facts[path] = known = ScopeTable(facts) if facts is not None else None
        return known

    def notice(self, aliases: Iterable[ModuleAttribute]) -> list[str]:
        """Take in names under which modules hand deprecated symbols on; give the files that read them.

        Their facts are read anew, complete about these names too.
        """
        hops = list(aliases)
        self._aliases |= {hop.name for hop in hops}
        self.__dict__.pop("wanted", None)
        readers = {path for hop in hops for path in self.readers(hop)}
        for path in readers:
            self._facts.pop(path, None)
        return sorted(readers)

    def over(self, load: Callable[[str, WantedNames], Facts | None]) -> Self:
        """The same, with other facts."""
        texts = (self._holding, self._may_star, self._among, self._starring, self._text)
        other = type(self)(self.modules, self.migration, load, *texts)
        other._aliases = self._aliases
        return other

    def is_read(self, hop: ModuleAttribute) -> bool:
        """Whether another file of the tree reads a name from a module's namespace."""
        return any(self._reads(path, hop) for path in self.readers(hop))

    def replacer(self, hop: ModuleAttribute) -> str:
        """A file with a target that may name a name of a module's namespace; empty if there is none."""
        for path in self.readers(hop):
            names = self.names(path, (hop.name,)) if self._may_name(path, hop.name) else None
            if names is not None and any(hop.name in target.path for target in names.facts.patch_targets):
                return path
        return ""

    def _may_name(self, path: str, name: str) -> bool:
        """Whether a file's text may hold a target with a name, asked for once."""
        key = path, name
        if key not in self._named:
            text = self._text(path)
            self._named[key] = text is None or may_hold_target(text, name)
        return self._named[key]

    def is_spelled(self, hop: ModuleAttribute) -> bool:
        """Whether another file spells a name beside a module, so that it may read it from there."""
        return bool(self.readers(hop))

    def readers(self, hop: ModuleAttribute) -> list[str]:
        """The other files that spell a name and a module that has it, so that they may read it."""
        leaves = {self._leaf(path) for path in self._havers(hop.path)} - {""}
        spelling = self._spelling(hop.name) - {hop.path}
        return sorted(self._among(spelling, leaves, lambda: self._binding_too(hop.name)))

    def _binding_too(self, name: str) -> set[str]:
        """The leaves of the modules that bind a name: whoever asks for one's readers asks for the others'."""
        names = ((path, self.names(path)) for path in self.expected)
        return {
            self._leaf(path) for path, each in names if each is not None and (0, name) in each.bindings
        } - {""}

    def _havers(self, path: str) -> frozenset[str]:
        """A module and those that take its whole namespace over by star imports, to a fixed point."""
        if path not in self._having:
            found: set[str] = set()
            todo = [path]
            while todo:
                module = todo.pop()
                found.add(module)
                todo += [each for each in self._takers_over(module) if each not in found]
            self._having[path] = frozenset(found)
        return self._having[path]

    def _takers_over(self, module: str) -> list[str]:
        """The files that star-import from a module, which they must spell the leaf of."""
        return [path for path in self._starring_with(self._leaf(module)) if self._stars(path, module)]

    def _starring_with(self, word: str) -> Collection[str]:
        """The files that spell a word and may have star imports."""
        starring = self._star_files
        return self._spelling(word) if starring is None else self._among(starring, {word} - {""})

    @cached_property
    def _star_files(self) -> Collection[str] | None:
        """The files that may have star imports, where somebody can tell them all at once."""
        return self._starring() if self._starring is not None else None

    def _stars(self, path: str, module: str) -> bool:
        """Whether a file star-imports from a module of the tree."""
        names = self.names(path) if self._may_star(path) else None
        return names is not None and any(
            each.is_star and self.modules.find(".".join(absolute(names.facts, each)), path) == module
            for each in names.facts.imports
        )

    def _leaf(self, path: str) -> str:
        """The last component of a module's name, which whoever imports from it spells."""
        return next(iter(self.modules.names(path)), "").rpartition(".")[2]

    def spelling(self, module: str) -> list[str]:
        """The files that spell a module's name, and lie in its package or spell that one's name as well."""
        package, _, leaf = next(iter(self.modules.names(module)), "").rpartition(".")
        folder = module.removesuffix("/__init__.py").rpartition("/")[0]
        spelling = self._spelling(leaf)
        inside = frozenset(each for each in spelling if each.startswith(f"{folder}/"))
        return sorted({*inside, *self._among(spelling - inside, {package.rpartition(".")[2]})})

    def among(self, paths: Collection[str], word: str) -> Collection[str]:
        """Those of some files that spell a word."""
        return self._among(paths, {word})

    def _spelling(self, word: str) -> frozenset[str]:
        """The files that spell a word, asked for once."""
        if word and word not in self._holders:
            self._holders[word] = frozenset(self._holding(frozenset({word})))
        return self._holders.get(word, frozenset())

    def _spelling_among(
        self,
        paths: Collection[str],
        words: Collection[str],
        _ahead: Callable[[], Iterable[str]] | None = None,
    ) -> set[str]:
        return {path for word in words for path in self._spelling(word)}.intersection(paths)

    def _reads(self, path: str, hop: ModuleAttribute) -> bool:
        names = self.names(path, (hop.name,))
        if names is None:
            return False
        havers = self._havers(hop.path)
        for statement in names.facts.imports:
            module = ".".join(absolute(names.facts, statement)) if statement.is_from else ""
            brings = any(alias.name in (hop.name, "*") for alias in statement.aliases)
            if brings and self.modules.find(module, path) in havers:
                return True
        return any(hop.name in use.attrs for use in names.facts.accesses)
