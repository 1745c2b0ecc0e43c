"""Chains of rules collapse (a to b, b to c: a lands on c); cycles are errors."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from codemods.migration.compose import categories_of, compose, fitting_rule
from codemods.migration.mistakes import place_of
from codemods.values.errors import MigrationError
from codemods.values.rules import Migration, ModuleRule, RuleTable, SymbolRule, TableKind, rules_by_old
from codemods.values.symbol import Symbol, packages_of

_NO_SWAP = (
    "two names can't be swapped at once, since a second run would swap them back: "
    "move one to a third name first, in a migration of its own"
)


@dataclass(frozen=True, slots=True)
class _Link:
    """One step of a chain."""

    name: str
    """What moves on: a symbol, or a module."""
    ruled: str
    """Whose rule moves it: its own, or its owner's."""
    table: RuleTable


def collapse_chains(migration: Migration) -> Migration:
    """Give every rule the end of its chain as `new`.

    A chain goes on when `new` has rules of its own, or is an attribute of a symbol, or lies in a module,
    that has some. A module that moves on to one in which some symbols are deprecated gets those symbols'
    rules as well, and a package those of the modules below. Raises MigrationError for a cycle, with its
    links, and for a chain whose calls cannot be put together.
    """
    chains = _Chains(
        migration.origin,
        rules_by_old(migration.symbols),
        {rule.old: rule for rule in migration.modules},
    )
    modules = [chains.module(rule) for rule in migration.modules]
    symbols = [rule for old in chains.symbols for rule in chains.rules_for(old)]
    return replace(
        migration, symbols=(*symbols, *chains.carried()), modules=(*modules, *chains.carried_modules())
    )


@dataclass(slots=True)
class _Chains:
    origin: str
    symbols: dict[Symbol, tuple[SymbolRule, ...]]
    modules: dict[str, ModuleRule]
    done: dict[Symbol, tuple[SymbolRule, ...]] = field(default_factory=dict)

    def rules_for(self, symbol: Symbol, trail: tuple[_Link, ...] = ()) -> tuple[SymbolRule, ...]:
        """The rules that finally apply to a symbol; none when it is not deprecated."""
        if symbol not in self.done:
            owner = self._nearest(symbol) or symbol
            self._check_cycle(symbol, owner, trail)
            firsts = self._first_rules(symbol, owner)
            link = partial(_Link, str(symbol), str(owner))
            self.done[symbol] = compose(
                firsts, lambda rule: self._after(rule, (*trail, link(rule.table))), self.origin
            )
        return self.done[symbol]

    def module(self, rule: ModuleRule) -> ModuleRule:
        """A module's rule with the end of its chain as `new`, or as `manual`."""
        first, *more = self._steps(rule)
        if not more:
            return first
        last = more[-1]
        others = next((step.others for step in (first, *more) if step.others), None)
        note = None if last.manual else rule.note
        return replace(rule, new=last.new, manual=last.manual, others=others, form=last.form, note=note)

    def carried(self) -> Iterator[SymbolRule]:
        """Rules for names that a `[[module]]` rule carries into a module where they are deprecated."""
        inside: dict[str, list[str]] = {}
        for old in self.symbols:
            inside.setdefault(old.module, []).append(old.name)
        for rule in self.modules.values():
            into = self._carried_into(rule, inside)
            symbols = (Symbol(module, name) for module, landing in into for name in inside[landing])
            for symbol in dict.fromkeys(symbols):
                if self._nearest(symbol) is None:
                    yield from self.rules_for(symbol)

    def carried_modules(self) -> Iterator[ModuleRule]:
        """Rules for modules that a package carries to where they have rules of their own."""
        for rule in self.modules.values():
            into = dict(self._carried_into(rule, self.modules)) if rule.package else {}
            for module, landing in into.items():
                if module != rule.old:
                    carried = replace(rule.extended(module), package=self.modules[landing].package)
                    yield self.module(carried)

    def _carried_into(self, rule: ModuleRule, known: Collection[str]) -> Iterator[tuple[str, str]]:
        """The known modules into which a rule carries the module itself, or one below, each with that one."""
        for landing in (step.new for step in self._steps(rule) if step.new is not None):
            below = [landing] if landing in known else []
            if rule.package:
                below += [each for each in known if each.startswith(f"{landing}.")]
            for each in below:
                module = rule.old + each.removeprefix(landing)
                if self._around(module) is rule:
                    yield module, each

    def _around(self, module: str) -> ModuleRule | None:
        """The table that a module follows: its own, or that of the closest whole package around it."""
        own = self.modules.get(module)
        packages = (self.modules.get(package) for package in reversed(packages_of(module)))
        around = (each for each in packages if each is not None and each.package and each.names_below(module))
        return own or next(around, None)

    def _rule_of(self, module: str) -> ModuleRule | None:
        """What a module's table, or its package's, says of it."""
        rule = self._around(module)
        return rule if rule is None or rule.old == module else rule.extended(module)

    def _first_rules(self, symbol: Symbol, owner: Symbol) -> tuple[SymbolRule, ...]:
        """The rules one step on: the symbol's own, else its owner's, else its module's."""
        if owner != symbol:
            # What stands before a dot is a value, however the whole is used.
            rules = self.symbols[owner]
            fitting = (fitting_rule(rules, "value", place) for place in categories_of(rules))
            found = dict.fromkeys(rule for rule in fitting if rule is not None)
            return tuple(_member_rule(symbol, rule) for rule in found)
        if symbol in self.symbols:
            return self.symbols[symbol]
        module = self._rule_of(symbol.module)
        return (module.rule_for(symbol.name),) if module is not None else ()

    def _nearest(self, symbol: Symbol) -> Symbol | None:
        """The symbol itself or the closest owner (`Class` of `Class.method`) with rules of its own."""
        parts = symbol.name.split(".")
        names = (".".join(parts[:count]) for count in range(len(parts), 0, -1))
        owners = (Symbol(symbol.module, name) for name in names)
        return next((owner for owner in owners if owner in self.symbols), None)

    def _after(self, rule: SymbolRule, trail: tuple[_Link, ...]) -> tuple[SymbolRule, ...]:
        return self.rules_for(rule.new, trail) if rule.new and not rule.is_in_place else ()

    def _steps(self, rule: ModuleRule) -> Iterator[ModuleRule]:
        """A module's rule, then those of the modules that it moves through, in order."""
        trail: list[_Link] = []
        step: ModuleRule | None = rule
        while step is not None:
            names = [link.name for link in trail]
            if step.old in names:
                raise self._cycle(trail[names.index(step.old) :], step.old)
            trail.append(_Link(step.old, step.old, step.table))
            yield step
            step = self._rule_of(step.new) if step.new is not None else None

    def _check_cycle(self, symbol: Symbol, owner: Symbol, trail: tuple[_Link, ...]) -> None:
        for position, link in enumerate(trail):
            if link.name == str(symbol) or link.ruled == str(owner):
                raise self._cycle(trail[position:], str(symbol))

    def _cycle(self, links: Sequence[_Link], back: str) -> MigrationError:
        tables = list(dict.fromkeys(link.table for link in links))
        path = " -> ".join([*(link.name for link in links), back])
        hint = f"keep the way that ends at the canonical one; remove or mend {' or '.join(map(str, tables))}"
        plain = all(table.kind is TableKind.SYMBOL for table in tables)
        if plain and len(links) == 2 and links[0].name == back:
            hint += f"; {_NO_SWAP}"
        return place_of(tables[0], self.origin, "new").error(f"the rules go round in a cycle: {path}", hint)


def _member_rule(symbol: Symbol, owner: SymbolRule) -> SymbolRule:
    """The rule of an attribute whose owner has one: it moves along, or is left to a person as well."""
    rest = symbol.name[len(owner.old.name) :]
    new = Symbol(owner.new.module, owner.new.name + rest) if owner.new else None
    return replace(owner, old=symbol, new=new, when=None, signature=None, call=None, renames_definition=False)
