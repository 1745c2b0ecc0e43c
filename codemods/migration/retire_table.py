"""The `[retire]` table: what goes once nothing refers to it, checked against the rest of the migration."""

from collections.abc import Iterator
from typing import TypeVar

from codemods.migration.mistakes import TablePlace, did_you_mean
from codemods.migration.schema import RetireTable
from codemods.migration.symbol_paths import parse_module, parse_symbol
from codemods.values.rules import Migration, RetiredNames, Symbol

_Listed = TypeVar("_Listed", str, Symbol)


def retired(table: RetireTable | None, migration: Migration) -> RetiredNames:
    """Read the table. Raises MigrationError at the first entry that is wrong.

    Whatever is retired is deprecated by the migration, since otherwise nobody would look for what refers to
    it, and nothing leads there.
    """
    if table is None:
        return RetiredNames()
    place = TablePlace(migration.origin, "retire")
    if not table.modules and not table.symbols:
        raise place.mistake(
            "empty", 'list what is to be removed: modules = ["pkg.old"], symbols = ["pkg:make"]'
        )
    check = _Check(migration)
    modules: dict[str, str] = {}
    for number, text in enumerate(table.modules, start=1):
        at = place.at(f"modules[{number}]")
        _once(modules, check.module(text, at), at)
    symbols: dict[Symbol, str] = {}
    for number, text in enumerate(table.symbols, start=1):
        at = place.at(f"symbols[{number}]")
        symbol = check.symbol(text, at)
        if symbol.module in modules:
            hint = f"remove it here, or `{modules[symbol.module]}`"
            raise at.mistake(f'"{symbol}" lies in a module that is retired as a whole', hint)
        _once(symbols, symbol, at)
    return RetiredNames(tuple(modules), tuple(symbols))


def _once(known: dict[_Listed, str], entry: _Listed, at: TablePlace) -> None:
    if entry in known:
        raise at.mistake(f'"{entry}" is listed already, {known[entry]}', "remove one of the two")
    known[entry] = at.key


class _Check:
    """What the rest of a migration says of things that are to be retired."""

    def __init__(self, migration: Migration) -> None:
        self.migration = migration

    def module(self, text: str, at: TablePlace) -> str:
        """Read a module that the migration deprecates, or names of which it does."""
        if ":" in text:
            raise at.mistake(f'"{text}" names a symbol', "list it under `symbols`")
        module = parse_module(_filled(text, at), at)
        if module not in self._modules:
            said = f'"{module}" is not deprecated: no [[module]] has it as `old`, and no [[symbol]] is in it'
            raise at.mistake(said, did_you_mean(module, self._modules) or "add a [[module]] for it")
        if leading := next(self._leading(Symbol(module, "")), ""):
            raise at.mistake(
                f'"{module}" is where {leading} leads', "retire what is deprecated, not its heir"
            )
        return module

    def symbol(self, text: str, at: TablePlace) -> Symbol:
        """Read a symbol that the migration deprecates."""
        symbol = parse_symbol(_filled(text, at), at)
        if "." in symbol.name:
            top = symbol.name.partition(".")[0]
            said = f'"{symbol}" is an attribute: only names of a module\'s top level are retired'
            raise at.mistake(said, f'remove it by hand, or retire all of "{symbol.module}:{top}"')
        known = {str(rule.old): rule.old for rule in self.migration.symbols}
        if str(symbol) not in known and symbol.module not in {rule.old for rule in self.migration.modules}:
            said = f'"{symbol}" is not deprecated: no [[symbol]] has it as `old`'
            raise at.mistake(said, did_you_mean(str(symbol), known) or "add a [[symbol]] for it")
        if leading := next(self._leading(symbol), ""):
            raise at.mistake(
                f'"{symbol}" is where {leading} leads', "retire what is deprecated, not its heir"
            )
        return symbol

    @property
    def _modules(self) -> list[str]:
        olds = [rule.old for rule in self.migration.modules]
        return list(dict.fromkeys((*olds, *(rule.old.module for rule in self.migration.symbols))))

    def _leading(self, gone: Symbol) -> Iterator[str]:
        """The entries that lead to a symbol, or into a module where its name is empty."""
        for rule in self.migration.symbols:
            new = rule.new
            if new is None or new.module != gone.module:
                continue
            if gone.name in ("", new.name.partition(".")[0]):
                yield str(rule.table)
        for module in self.migration.modules:
            if not gone.name and module.new == gone.module:
                yield str(module.table)


def _filled(text: str, at: TablePlace) -> str:
    if not text.strip():
        raise at.mistake("empty", "write a path, or leave it out")
    return text
