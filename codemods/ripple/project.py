"""Follow a dotted path through the modules of the tree to the symbol that it means."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol

from codemods.resolution.lookup import Names
from codemods.resolution.model import Binding, Facts, Import
from codemods.resolution.read import Wanted
from codemods.values.symbols import Migration, ModuleRule, Symbol, SymbolRule

Parts = tuple[str, ...]


MODULE_ATTRIBUTES = frozenset(
    f"__{name}__" for name in ("name", "doc", "file", "dict", "package", "path", "spec", "loader", "cached")
)
"""What every module has (reference 3.2.9)."""


class Modules(Protocol):
    """Which file of the tree a module name means."""

    def find(self, module: str, importer: str | None = None) -> str | None:
        """The path of a module as an importer sees it; None outside the tree."""

    def names(self, path: str) -> tuple[str, ...]:
        """The dotted names under which a file can be imported, the preferred one first."""

    def is_package(self, path: str) -> bool:
        """Whether a file is a package's `__init__`."""

    def is_namespace(self, module: str, importer: str | None = None) -> bool:
        """Whether a module is a folder without `__init__` that holds Python files."""


@dataclass(frozen=True, slots=True, order=True)
class Hop:
    """A module of the tree through whose namespace a path was reached."""

    path: str
    name: str


@dataclass(frozen=True, slots=True)
class Reach:
    """What a dotted path means. Exactly one of `symbol` and `module` is set.

    `depth` is how many of the path's parts spell it; `hops` are the re-exports passed on the way;
    `unsure` says that a re-export may bind something else as well.
    """

    depth: int
    symbol: Symbol | None = None
    module: ModuleRule | None = None
    hops: tuple[Hop, ...] = ()
    unsure: bool = False


class Project:
    """The tree seen through a migration. Facts are read once for each file, and only on demand."""

    def __init__(
        self,
        modules: Modules,
        migration: Migration,
        load: Callable[[str, Wanted], Facts | None],
        holding: Callable[[frozenset[str]], Sequence[str]] = lambda _words: (),
    ) -> None:
        self.modules = modules
        self._holding = holding
        self._holders: dict[str, frozenset[str]] = {}
        self._aliases: frozenset[str] = frozenset()
        self.migration = migration
        self._load = load
        self._facts: dict[str, Names | None] = {}
        self._symbols = {tuple(rule.old.dotted.split(".")): rule.old for rule in migration.symbols}
        self._modules = {tuple(rule.old.split(".")): rule for rule in migration.modules}
        self._rules: dict[Symbol, tuple[SymbolRule, ...]] = {}
        self._asked: set[Hop] = set()

    def notice(self, aliases: Iterable[Hop]) -> list[str]:
        """Take in names under which modules hand deprecated symbols on; give the files that read them.

        Their facts are read anew, complete about these names too.
        """
        fresh = [hop for hop in aliases if hop.name not in self._aliases]
        self._aliases |= {hop.name for hop in fresh}
        readers = {path for hop in fresh for path in self._readers(hop)}
        if fresh:
            self.__dict__.pop("wanted", None)
        for path in readers:
            self._facts.pop(path, None)
        return sorted(readers)

    @cached_property
    def wanted(self) -> Wanted:
        """The names that make a file interesting."""
        rules = self.migration.symbols
        targets = [rule.new for rule in rules if rule.new is not None]
        modules = {rule.old.rpartition(".")[2] for rule in self.migration.modules}
        hosts = {new.module.rpartition(".")[2] for new in targets}
        hosts |= {rule.new.rpartition(".")[2] for rule in self.migration.modules}
        return Wanted(
            old=frozenset(rule.old.leaf for rule in rules) | self._aliases,
            new=frozenset(new.name.partition(".")[0] for new in targets),
            modules=frozenset(modules),
            hosts=frozenset(hosts),
        )

    @cached_property
    def homes(self) -> dict[str, frozenset[str]]:
        """For each file that a rule's `old` names as home, the top-level names it defines there."""
        found: dict[str, set[str]] = {}
        for rule in self.migration.symbols:
            path = self.modules.find(rule.old.module)
            if path is not None:
                found.setdefault(path, set()).add(rule.old.name.partition(".")[0])
        return {path: frozenset(names) for path, names in found.items()}

    def names(self, path: str, also: Iterable[str] = ()) -> Names | None:
        """The facts of one file of the tree, complete about the wanted names and those asked for also.

        None when the file cannot be read or parsed.
        """
        known = self._facts.get(path)
        missing = frozenset(also) - (known.facts.names if known else frozenset())
        if path not in self._facts or (known is not None and missing):
            wanted = self.wanted
            if missing:
                asked = missing | (known.facts.names if known else frozenset())
                wanted = replace(wanted, new=wanted.new | asked)
            facts = self._load(path, wanted)
            self._facts[path] = known = Names(facts) if facts is not None else None
        return known

    def forget(self) -> None:
        """Drop the facts that were read."""
        self._facts.clear()

    def rules(self, symbol: Symbol) -> tuple[SymbolRule, ...]:
        """The rules of a symbol; a name without one of its own follows its module's rule."""
        if symbol not in self._rules:
            own = self.migration.rules_for(symbol)
            module = self._rule_around(symbol.module)
            if not own and module is not None:
                target = Symbol(module.new, symbol.name)
                own = (SymbolRule(symbol, target, note=module.note, table=module.table),)
            self._rules[symbol] = own
        return self._rules[symbol]

    def is_own(self, reach: Reach, path: str) -> bool:
        """Whether a file belongs to the deprecated module or package that a module rule moves away from.

        Such a home stays as a whole until it is retired, or its copies would mix.
        """
        target = reach.module.old if reach.module is not None else ""
        if reach.symbol is not None and not self.has_rule(reach.symbol):
            target = reach.symbol.module
        for rule in self.migration.modules if target else ():
            inside = any(f"{name}.".startswith(f"{rule.old}.") for name in self.modules.names(path))
            if inside and f"{target}.".startswith(f"{rule.old}."):
                return True
        return False

    def has_rule(self, symbol: Symbol) -> bool:
        """Whether a symbol has a rule of its own, apart from its module's."""
        return bool(self.migration.rules_for(symbol))

    def binds(self, symbol: Symbol) -> bool:
        """Whether a symbol's module binds it; True where the module is outside the tree."""
        path = self.modules.find(symbol.module)
        if path is None:
            return True
        name = symbol.name.partition(".")[0]
        if name in MODULE_ATTRIBUTES:
            return True
        names = self.names(path, (name,))
        if names is None or names.facts.dynamic or (0, name) in names.groups:
            return True
        if self.modules.find(f"{symbol.module}.{name}") is not None:
            return True
        return any(True for _ in self.star_paths(names, name))

    def origin(self, parts: Parts, importer: str, seen: frozenset[Hop] = frozenset()) -> Parts:
        """Follow a path through plain re-exports to where the tree defines what it means."""
        path, depth = self._module_prefix(parts, importer, len(parts) - 1)
        hop = Hop(path, parts[depth]) if path is not None and depth < len(parts) else None
        names = self.names(hop.path, (hop.name,)) if hop is not None and hop not in seen else None
        if hop is None or names is None:
            return parts
        bindings = names.groups.get((0, hop.name), ())
        ways = {self.target_parts(names.facts, b) for b in bindings if b.kind == "import"}
        if not bindings:
            ways = set(list(self.star_paths(names, hop.name, known=True))[:1])
        if len(ways) != 1 or any(binding.kind != "import" for binding in bindings):
            return parts
        return self.origin((*ways.pop(), *parts[depth + 1 :]), hop.path, seen | {hop})

    def is_read(self, hop: Hop) -> bool:
        """Whether another file of the tree reads a name from a module's namespace."""
        return any(self._reads(path, hop) for path in self._readers(hop))

    def _readers(self, hop: Hop) -> list[str]:
        """The other files that spell both a name and its module, so that they may read it."""
        own = next(iter(self.modules.names(hop.path)), "")
        if not own:
            return []
        both = self._spelling(hop.name) & self._spelling(own.rpartition(".")[2])
        return sorted(both - {hop.path})

    def _spelling(self, word: str) -> frozenset[str]:
        """The files that spell a word, asked for once."""
        if word not in self._holders:
            self._holders[word] = frozenset(self._holding(frozenset({word})))
        return self._holders[word]

    def _reads(self, path: str, hop: Hop) -> bool:
        names = self.names(path, (hop.name,))
        if names is None:
            return False
        for statement in names.facts.imports:
            module = ".".join(absolute(names.facts, statement)) if statement.is_from else ""
            brings = any(alias.name in (hop.name, "*") for alias in statement.aliases)
            if brings and self.modules.find(module, path) == hop.path:
                return True
        return any(hop.name in use.attrs for use in names.facts.uses)

    def target_parts(self, facts: Facts, binding: Binding) -> Parts:
        """The dotted path that an import binding's local name stands for."""
        statement = facts.imports[binding.statement]
        alias = statement.aliases[binding.alias]
        if not statement.is_from:
            return tuple(alias.name.split(".")) if alias.asname else (alias.local,)
        return (*absolute(facts, statement), alias.name)

    def reach(
        self, parts: Parts, importer: str, known: int = 0, seen: frozenset[Hop] = frozenset()
    ) -> Reach | None:
        """Follow a dotted path, as a file spells it, to a deprecated symbol or module.

        The first `known` parts are known to be a module, since an import statement says so.
        """
        for depth in range(len(parts), 1, -1):
            if parts[:depth] in self._symbols:
                return Reach(depth, symbol=self._symbols[parts[:depth]])
        path, depth = self._module_prefix(parts, importer, known)
        if path is None:
            return self._outside(parts, known)
        return self._in_module(parts, path, depth, seen) or self._outside(parts, known)

    def _module_prefix(self, parts: Parts, importer: str, known: int) -> tuple[str | None, int]:
        """The longest prefix that is a module file of the tree."""
        for depth in range(len(parts), 0, -1):
            path = self.modules.find(".".join(parts[:depth]), importer)
            if path is not None and depth > max(known, 1):
                around = self.modules.find(".".join(parts[: depth - 1]), importer)
                if around is not None and self._shadows(around, parts[:depth]):
                    return around, depth - 1
            if path is not None:
                return path, depth
        return None, 0

    def _shadows(self, package: str, module: Parts) -> bool:
        """Whether a package binds the name of its submodule to something else (reference 5.4.2)."""
        name = module[-1]
        if name not in self.wanted.old | self.wanted.modules:
            return False
        names = self.names(package, (name,))
        bindings = names.groups.get((0, name), ()) if names is not None else ()
        return names is not None and any(
            binding.kind == "assign"
            or (binding.kind == "import" and self.target_parts(names.facts, binding) != module)
            for binding in bindings
        )

    def known_parts(self, facts: Facts, binding: Binding) -> int:
        """How many of an import binding's parts are a module, since the statement says so."""
        statement = facts.imports[binding.statement]
        return len(self.target_parts(facts, binding)) - statement.is_from

    def _outside(self, parts: Parts, known: int) -> Reach | None:
        """A path whose module is not in the tree can only be known by a module rule."""
        for depth in range(len(parts), 0, -1):
            rule = self._modules.get(parts[:depth])
            if rule is None or self.modules.find(rule.old) is not None:
                continue
            carried = self._carried(rule, ".".join(parts[: max(known, depth)]), parts[depth:known])
            return self._by_module(parts, max(known, depth), carried) if carried is not None else None
        return None

    def _carried(self, rule: ModuleRule, old: str, below: Parts) -> ModuleRule | None:
        """A package's rule for a module below it; none where the new package is there without it."""
        moved = replace(rule, old=old, new=".".join((rule.new, *below)))
        absent = self.modules.find(rule.new) is not None and self.modules.find(moved.new) is None
        return None if below and absent else moved

    def _rule_around(self, module: str) -> ModuleRule | None:
        """The rule that a module follows, its own or that of a package around it."""
        path = self.modules.find(module)
        if path is not None:
            return self._module_rule(path)
        parts = tuple(module.split("."))
        reach = self._outside(parts, len(parts))
        return reach.module if reach is not None else None

    def _module_rule(self, path: str) -> ModuleRule | None:
        """The rule of a module file: its own, or that of a package around it, carried on."""
        for name in self.modules.names(path):
            parts = tuple(name.split("."))
            for depth in range(len(parts), 0, -1):
                rule = self._modules.get(parts[:depth])
                if rule is not None:
                    return self._carried(rule, name, parts[depth:])
        return None

    def _by_module(self, parts: Parts, depth: int, rule: ModuleRule) -> Reach:
        if depth == len(parts):
            return Reach(depth, module=rule)
        return Reach(depth + 1, symbol=Symbol(rule.old, parts[depth]))

    def _in_module(self, parts: Parts, path: str, depth: int, seen: frozenset[Hop]) -> Reach | None:
        for name in self.modules.names(path):
            spelled = (*name.split("."), *parts[depth:])
            for length in range(len(spelled), len(name.split(".")), -1):
                if spelled[:length] in self._symbols:
                    return Reach(length - len(spelled) + len(parts), symbol=self._symbols[spelled[:length]])
        rule = self._module_rule(path)
        if rule is not None:
            return self._by_module(parts, depth, rule)
        hop = Hop(path, parts[depth]) if depth < len(parts) else None
        if hop is None or hop in seen:
            return None
        return self._through(parts, depth, hop, seen | {hop})

    def _through(self, parts: Parts, depth: int, hop: Hop, seen: frozenset[Hop]) -> Reach | None:
        """Follow a name of a module's namespace to where the module has it from.

        Whatever binds a deprecated symbol spells it, or an alias that was noticed: other names lead nowhere.
        """
        rest = parts[depth + 1 :]
        spelled = self.wanted.old | self.wanted.modules
        if hop.name not in spelled and spelled.isdisjoint(rest):
            return None
        names = self.names(hop.path, (hop.name,))
        if names is None:
            return None
        bindings = names.groups.get((0, hop.name), ())
        imports = [binding for binding in bindings if binding.kind == "import"]
        ways = {self.target_parts(names.facts, b): self.known_parts(names.facts, b) for b in imports}
        if not bindings:
            ways = {way: len(way) - 1 for way in list(self.star_paths(names, hop.name))[:1]}
        reached = [self.reach((*way, *rest), hop.path, known, seen) for way, known in ways.items()]
        found = [(way, reach) for way, reach in zip(ways, reached, strict=True) if reach]
        if not found:
            return None
        way, first = found[0]
        differ = len(found) < len(reached) or len({(r.symbol, r.depth - len(w)) for w, r in found}) > 1
        return replace(
            first,
            depth=first.depth - len(way) + depth + 1,
            hops=(hop, *first.hops),
            unsure=first.unsure or differ or any(b.kind == "assign" for b in bindings),
        )

    def star_paths(self, names: Names, name: str, known: bool = False) -> Iterable[Parts]:
        """The paths under which a module's star imports may bring a name in, the last import first.

        Of a module outside the tree nothing is known; with `known`, such a module brings nothing.
        """
        for statement in sorted(names.facts.imports, key=lambda each: each.span.start, reverse=True):
            if statement.is_star and statement.scope == 0:
                module = absolute(names.facts, statement)
                if known and self.modules.find(".".join(module), names.facts.path) is None:
                    continue
                if self.exports(".".join(module), name, names.facts.path):
                    yield (*module, name)

    def exports(self, module: str, name: str, importer: str) -> bool:
        """Whether `from module import *` brings a name in (language reference 7.11)."""
        path = self.modules.find(module, importer)
        if path is None:
            return not name.startswith("_")
        names = self.names(path, (name,))
        hop = Hop(path, name)
        if names is None or hop in self._asked:
            return False
        if (0, "__all__") in names.groups:
            return any(text.exported and text.value == name for text in names.facts.texts)
        if name.startswith("_"):
            return False
        if (0, name) in names.groups:
            return True
        self._asked.add(hop)
        try:
            return any(True for _ in self.star_paths(names, name))
        finally:
            self._asked.discard(hop)


def absolute(facts: Facts, statement: Import) -> Parts:
    """The absolute module path of a from-import (language reference 5.7)."""
    module = statement.module or ""
    own = tuple(module.split(".")) if module else ()
    if not statement.level:
        return own
    package: Sequence[str] = facts.module.split(".")
    if not facts.is_package:
        package = package[:-1]
    up = statement.level - 1
    return (*(package[: len(package) - up] if up else package), *own)
