"""The `[[module]]` and `[[facade]]` tables, each checked on its own and against the others."""

import ast
from collections.abc import Iterable
from dataclasses import dataclass, field

from codemods.migration.file_schema import FacadeTable, ModuleTable
from codemods.migration.mistakes import TablePlace
from codemods.migration.symbol_paths import parse_module
from codemods.migration.toml_decoding import check_not_empty
from codemods.values.import_form import ImportForm
from codemods.values.rules import ModuleRule, RuleTable, TableKind


@dataclass(slots=True)
class ModuleTables:
    """The `[[module]]` tables of a file, or of several that are composed, as rules."""

    rules: dict[str, ModuleRule] = field(default_factory=dict)
    """By `old`."""

    def read(self, tables: Iterable[ModuleTable], origin: str, file: str = "") -> None:
        """Read a file's tables; `file` names it in rules, where there are several.

        Raises MigrationError at the first table that is wrong, or is unreachable for an earlier one.
        """
        for number, table in enumerate(tables, start=1):
            where = RuleTable(TableKind.MODULE, number, file)
            place = TablePlace(origin, where.label)
            rule = _module_rule(table, where, place)
            earlier = self.rules.setdefault(rule.old, rule)
            if earlier is not rule:
                problem = f'"{rule.old}" has a rule already, {earlier.table}: this one is never reached'
                raise place.at("old").error(problem, "remove one of the two")


def facades(tables: Iterable[FacadeTable], origin: str, name: str = "facade") -> tuple[str, ...]:
    """Read the `[[facade]]` tables. Raises MigrationError at the first that is wrong or stands twice."""
    found: dict[str, str] = {}
    for number, table in enumerate(tables, start=1):
        place = TablePlace(origin, f"{name}[{number}]", "module")
        if not table.module.strip():
            raise place.error("empty", "write the module's dotted name")
        module = parse_module(table.module, place)
        if module in found:
            raise place.error(f'"{module}" is a facade already, {found[module]}', "remove one of the two")
        found[module] = place.table
    return tuple(found)


def _module_rule(table: ModuleTable, where: RuleTable, place: TablePlace) -> ModuleRule:
    check_not_empty(table, place)
    old = parse_module(table.old, place.at("old"))
    new = _new_module(table, old, place)
    form = _form(table.import_, new, place.at("import")) if table.import_ and new else None
    return ModuleRule(old, new, table.note, table.manual, table.others, table.package, form, table=where)


def _new_module(table: ModuleTable, old: str, place: TablePlace) -> str | None:
    """Read `new`, which stands in exactly those entries that have no `manual`."""
    if table.new is None and table.manual is None:
        hint = '`new = "package.module"` moves it, `manual = "..."` tells people what to do'
        raise place.error("neither `new` nor `manual`: expected exactly one", hint)
    if table.new is not None and table.manual is not None:
        raise place.error("both `new` and `manual`: expected exactly one", "a manual entry makes no edit")
    if table.new is None:
        for key, value in (("others", table.others), ("import", table.import_), ("note", table.note)):
            if value is not None:
                problem = f"a manual entry makes no edit, so `{key}` has no meaning beside `manual`"
                raise place.at(key).error(problem, "put what people should know into `manual`")
        return None
    new = parse_module(table.new, place.at("new"))
    if old == new:
        raise place.at("new").error(f'"{new}" is `old` itself: a module cannot move onto itself')
    return new


def _form(text: str, new: str, place: TablePlace) -> ImportForm:
    """Read `import`, one statement that imports just the new module. Raises MigrationError."""
    package, _, leaf = new.rpartition(".")
    forms = [
        f"import {new}",
        f"import {new} as name",
        *([f"from {package} import {leaf}"] if package else []),
    ]
    expected = f"expected one import of the new module: {', '.join(forms[:-1])} or {forms[-1]}"
    try:
        body = ast.parse(text.strip()).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        body = []
    statement = body[0] if len(body) == 1 else None
    if not isinstance(statement, ast.Import | ast.ImportFrom) or len(statement.names) != 1:
        raise place.error(f'"{text}" is not an import statement with one name', expected)
    (alias,) = statement.names
    if isinstance(statement, ast.Import):
        form = ImportForm(alias.name, None, alias.asname)
    elif statement.level or statement.module is None or alias.name == "*":
        raise place.error(f'"{text}" does not name the module', expected)
    else:
        form = ImportForm(statement.module, alias.name, alias.asname)
    if form.imports != new:
        raise place.error(f'"{text}" imports {form.imports}, and `new` is "{new}"', expected)
    return form
