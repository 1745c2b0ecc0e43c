"""`[symbol.arguments]`, and the arguments by which an entry is for some calls only, checked."""

from collections.abc import Iterable, Mapping, Sequence
from inspect import Parameter

from codemods.migration.expressions import is_literal, parse_imports, parse_literal, parse_value
from codemods.migration.file_schema import ArgumentsTable, SymbolTable
from codemods.migration.mistakes import TablePlace, did_you_mean
from codemods.migration.symbol_paths import why_not_name
from codemods.values.rule_forms import ArgumentEdits, Condition, OldSignature
from codemods.values.symbol import Symbol


def read_arguments(table: ArgumentsTable, signature: OldSignature | None, place: TablePlace) -> ArgumentEdits:
    """Read `[symbol.arguments]`; `place` is the table. Raises MigrationError at the first mistake."""
    imports = parse_imports(table.imports, place.at("imports"))
    edits = ArgumentEdits(
        rename=tuple(table.rename.items()),
        drop=table.drop,
        add=tuple(
            (name, parse_value(text, imports, place.at(f"add.{name}"))) for name, text in table.add.items()
        ),
        keyword=table.keyword,
        values=tuple(
            (name, _values(values, imports, name in table.rename, place.at(f"values.{name}")))
            for name, values in table.values.items()
        ),
        imports=imports,
    )
    if not (edits.rename or edits.drop or edits.add or edits.keyword or edits.values):
        raise place.error("empty: nothing changes", "write `rename`, `drop`, `add`, `keyword` or `values`")
    _check_parameters(edits, signature, place)
    _check_together(edits, place)
    return edits


def read_condition(table: SymbolTable, signature: OldSignature | None, place: TablePlace) -> Condition:
    """Read `where`, `passed` and `not_passed` of an entry. Raises MigrationError at the first mistake."""
    where = tuple(
        (name, parse_literal(text, place.at(f"where.{name}"))) for name, text in table.where.items()
    )
    condition = Condition(where, table.passed, table.not_passed)
    _check_once(table.passed, place.at("passed"))
    _check_once(table.not_passed, place.at("not_passed"))
    for key, names in (("where", table.where), ("passed", table.passed), ("not_passed", table.not_passed)):
        _check_known(names, signature, place.at(key))
    for name in table.not_passed:
        if name in table.passed or name in table.where:
            raise place.at("not_passed").error(
                f'"{name}" has to be passed as well', "take it out of one of the two"
            )
    if condition and table.when in ("value", "base", "subscript"):
        problem = f'`when = "{table.when}"` is a use that is not a call, so it passes nothing'
        raise place.at(_first_key(table)).error(problem)
    return condition


def _first_key(table: SymbolTable) -> str:
    return next(key for key in ("where", "passed", "not_passed") if getattr(table, key))


def _values(
    values: Mapping[str, str], imports: tuple[Symbol, ...], is_renamed: bool, place: TablePlace
) -> tuple[tuple[str, str], ...]:
    """Read the values of one argument; one that gets another name has none of them on a second run."""
    read = {parse_literal(old, place): parse_value(new, imports, place) for old, new in values.items()}
    for new in read.values() if not is_renamed else ():
        if is_literal(new) and parse_literal(new, place) in read:
            problem = f"{new} is replaced as well: a second run would replace it again"
            raise place.error(problem, "write a value that is not among those that go")
    return tuple(read.items())


def _check_parameters(edits: ArgumentEdits, signature: OldSignature | None, place: TablePlace) -> None:
    """Refuse names that are none, or that the signature does not have."""
    _check_known((old for old, _new in edits.rename), signature, place.at("rename"))
    _check_known(edits.drop, signature, place.at("drop"))
    _check_known(edits.keyword, signature, place.at("keyword"))
    _check_known((name for name, _values in edits.values), signature, place.at("values"))
    _check_known((new for _old, new in edits.rename), None, place.at("rename"))
    _check_known((name for name, _value in edits.add), None, place.at("add"))
    _check_once(edits.drop, place.at("drop"))
    _check_once(edits.keyword, place.at("keyword"))
    if signature is None:
        return
    leading = [each.name for each in signature.parameters.parameters.values() if each.kind in _POSITIONAL]
    if list(edits.keyword) != leading[: len(edits.keyword)]:
        problem = f"{', '.join(edits.keyword)} are not the first parameters of {signature.text}"
        raise place.at("keyword").error(problem, f"they are {', '.join(leading)}")


_POSITIONAL = (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD)


def _check_known(names: Iterable[str], signature: OldSignature | None, place: TablePlace) -> None:
    parameters = signature.parameters.parameters if signature is not None else {}
    open_ended = signature is None or any(each.kind is Parameter.VAR_KEYWORD for each in parameters.values())
    for name in names:
        if reason := why_not_name(name):
            raise place.error(f'"{name}" is not the name of an argument: {reason}')
        if name not in parameters and not open_ended and signature is not None:
            problem = f'"{name}" is not a parameter of the signature {signature.text}'
            raise place.error(problem, did_you_mean(name, parameters))


def _check_once(names: Sequence[str], place: TablePlace) -> None:
    for number, name in enumerate(names):
        if name in names[:number]:
            raise place.error(f'"{name}" stands there twice', "write each name once")


def _check_together(edits: ArgumentEdits, place: TablePlace) -> None:
    """Refuse what contradicts itself: what goes and stays, or would come back on a second run."""
    old, new = {old for old, _new in edits.rename}, {new for _old, new in edits.rename}
    for name in edits.drop:
        if name in old:
            raise place.at("drop").error(f'"{name}" is renamed as well', "take it out of one of the two")
    for name in sorted(old & new):
        problem = f'"{name}" is an old name and a new one: a second run would rename it again'
        raise place.at("rename").error(
            problem, "write two entries with `where` or `passed`, or two migrations"
        )
    for name, _value in edits.add:
        if name in edits.drop or name in old:
            raise place.at("add").error(f'"{name}" goes away as well', "take it out of one of the two")
    for name, _values in edits.values:
        if name in edits.drop:
            raise place.at("values").error(f'"{name}" is dropped as well', "take it out of one of the two")
