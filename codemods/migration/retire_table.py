"""The `[retire]` table: what is removed once nothing refers to it, checked against the other tables."""

from collections.abc import Iterator
from typing import TypeVar

from codemods.migration.file_schema import RetireTable
from codemods.migration.mistakes import TablePlace, did_you_mean
from codemods.migration.symbol_paths import parse_module, parse_symbol
from codemods.values.rules import Migration, ModuleRule, RetiredNames
from codemods.values.symbol import Symbol

_Listed = TypeVar("_Listed", str, Symbol)


def read_retired_names(table: RetireTable | None, migration: Migration, origin: str) -> RetiredNames:
    """Read the table of a file, `origin`. Raises MigrationError at the first entry that is wrong.

    Whatever is retired is deprecated by the migration, since otherwise the references to it would not be
    found, and no rule leads to it.
    """
    if table is None:
        return RetiredNames()
    place = TablePlace(origin, "retire")
    if not table.modules and not table.symbols:
        raise place.error(
            "empty", 'list what is to be removed: modules = ["pkg.old"], symbols = ["pkg:make"]'
        )
    checker = _Checker(migration)
    modules: dict[str, str] = {}
    for number, text in enumerate(table.modules, start=1):
        at = place.at(f"modules[{number}]")
        _once(modules, checker.module(text, at), at)
    symbols: dict[Symbol, str] = {}
    for number, text in enumerate(table.symbols, start=1):
        at = place.at(f"symbols[{number}]")
        symbol = checker.symbol(text, at)
        if symbol.module in modules:
            hint = f"remove it here, or `{modules[symbol.module]}`"
            raise at.error(f'"{symbol}" lies in a module that is retired as a whole', hint)
        _once(symbols, symbol, at)
    return RetiredNames(tuple(modules), tuple(symbols))


def _once(known: dict[_Listed, str], entry: _Listed, at: TablePlace) -> None:
    if entry in known:
        raise at.error(f'"{entry}" is listed already, {known[entry]}', "remove one of the two")
    known[entry] = at.key


class _Checker:
    """Checks entries of the table against the rules of the migration."""

    def __init__(self, migration: Migration) -> None:
        self.migration = migration

    def module(self, text: str, at: TablePlace) -> str:
        """Read a module that the migration deprecates, wholly or in part."""
        if ":" in text:
            raise at.error(f'"{text}" names a symbol', "list it under `symbols`")
        module = parse_module(_filled(text, at), at)
        if module not in self._modules and not self._goes_along(module):
            problem = (
                f'"{module}" is not deprecated: no [[module]] has it as `old`, and no [[symbol]] is in it'
            )
            raise at.error(problem, did_you_mean(module, self._modules) or "add a [[module]] for it")
        if leading := next(self._leading(Symbol(module, "")), ""):
            raise at.error(
                f'"{module}" is where {leading} leads', "retire what is deprecated, not its replacement"
            )
        return module

    def symbol(self, text: str, at: TablePlace) -> Symbol:
        """Read a symbol that the migration deprecates."""
        symbol = parse_symbol(_filled(text, at), at)
        if "." in symbol.name:
            top = symbol.name.partition(".")[0]
            problem = f'"{symbol}" is an attribute: only names of a module\'s top level are retired'
            raise at.error(problem, f'remove it by hand, or retire all of "{symbol.module}:{top}"')
        known = {str(rule.old): rule.old for rule in self.migration.symbols}
        if str(symbol) not in known and not self._goes_along(symbol.module):
            problem = f'"{symbol}" is not deprecated: no [[symbol]] has it as `old`'
            raise at.error(problem, did_you_mean(str(symbol), known) or "add a [[symbol]] for it")
        if leading := next(self._leading(symbol), ""):
            raise at.error(
                f'"{symbol}" is where {leading} leads', "retire what is deprecated, not its replacement"
            )
        return symbol

    @property
    def _modules(self) -> list[str]:
        olds = [rule.old for rule in self.migration.modules]
        return list(dict.fromkeys((*olds, *(rule.old.module for rule in self.migration.symbols))))

    def _goes_along(self, module: str) -> bool:
        """Whether a module has a `[[module]]`, or lies in a package that is deprecated as a whole."""
        rules = self.migration.modules
        return any(rule.old == module or (rule.package and rule.names_below(module)) for rule in rules)

    def _leading(self, gone: Symbol) -> Iterator[str]:
        """The entries that lead to a symbol, or into a module where its name is empty."""
        for rule in self.migration.symbols:
            new = rule.new
            if new is None or new.module != gone.module:
                continue
            if gone.name in ("", new.name.partition(".")[0]):
                yield str(rule.table)
        for module in self.migration.modules:
            if not gone.name and module.new is not None and _leads_to(module, module.new, gone.module):
                yield str(module.table)


def _leads_to(rule: ModuleRule, new: str, module: str) -> bool:
    return module == new or (rule.package and module.startswith(f"{new}.") and not rule.names_below(module))


def _filled(text: str, at: TablePlace) -> str:
    if not text.strip():
        raise at.error("empty", "write a path, or leave it out")
    return text
