"""The tables of a migration file as they stand in TOML, decoded strictly."""

import msgspec

from codemods.migration.tests_apart import rules_end
from codemods.migration.toml_decoding import FileForm, decode_toml


class ArgumentsTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One `[symbol.arguments]`."""

    rename: dict[str, str] = {}
    drop: tuple[str, ...] = ()
    add: dict[str, str] = {}
    keyword: tuple[str, ...] = ()
    values: dict[str, dict[str, str]] = {}
    imports: tuple[str, ...] = ()


class SymbolTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One `[[symbol]]`."""

    old: str
    new: str | None = None
    signature: str | None = None
    call: str | None = None
    arguments: ArgumentsTable | None = None
    expression: str | None = None
    imports: tuple[str, ...] = ()
    remove: bool = False
    when: str | None = None
    where: dict[str, str] = {}
    passed: tuple[str, ...] = ()
    not_passed: tuple[str, ...] = ()
    category: str | tuple[str, ...] | None = None
    manual: str | None = None
    definition: str | None = None
    note: str | None = None


class ModuleTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One `[[module]]`."""

    old: str
    new: str | None = None
    manual: str | None = None
    package: bool = False
    others: str | None = None
    import_: str | None = msgspec.field(name="import", default=None)
    note: str | None = None


class FacadeTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One `[[facade]]`."""

    module: str


class RetireTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The `[retire]`."""

    modules: tuple[str, ...] = ()
    symbols: tuple[str, ...] = ()


class TestFileTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One `[[test.file]]`."""

    path: str
    before: str
    after: str | None = None
    stays: bool | None = None
    finding: str | tuple[str, ...] | None = None


class TestTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One `[[test]]`."""

    name: str | None = None
    path: str | None = None
    before: str | None = None
    after: str | None = None
    stays: bool | None = None
    finding: str | tuple[str, ...] | None = None
    file: tuple[TestFileTable, ...] = ()
    given: dict[str, str] = {}


class MigrationFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A whole file."""

    name: str | None = None
    extends: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    compat: str | None = None
    categories: dict[str, object] = {}
    symbol: tuple[SymbolTable, ...] = ()
    module: tuple[ModuleTable, ...] = ()
    facade: tuple[FacadeTable, ...] = ()
    retire: RetireTable | None = None
    test: tuple[TestTable, ...] = ()


TABLES: dict[str, type[msgspec.Struct]] = {
    "symbol": SymbolTable,
    "module": ModuleTable,
    "facade": FacadeTable,
    "test": TestTable,
}
"""The lists of tables at the top level, by key."""
INNER: dict[str, type[msgspec.Struct]] = {"symbol.arguments": ArgumentsTable, "test.file": TestFileTable}
"""Tables inside of these, by dotted path."""
_FORM = FileForm(MigrationFile, TABLES, {"retire": RetireTable}, INNER)


def decode(text: str, origin: str) -> MigrationFile:
    """Read a migration's TOML into typed tables, without tests that stand at its end.

    Raises MigrationError at the first mistake.
    """
    return decode_toml(text[: rules_end(text)], origin, _FORM)


def decode_whole(text: str, origin: str) -> MigrationFile:
    """Read a migration's TOML into typed tables. Raises MigrationError at the first mistake."""
    return decode_toml(text, origin, _FORM)
