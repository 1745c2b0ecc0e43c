"""Python expressions in a migration file, and what they import, read with Python's own parser."""

import ast
import builtins
from collections.abc import Collection, Iterable, Iterator
from inspect import Parameter

from codemods.migration.mistakes import TablePlace, did_you_mean
from codemods.migration.symbol_paths import parse_module, parse_symbol
from codemods.values.rule_forms import Expression, OldSignature
from codemods.values.symbol import Symbol, whole_module

_UNPARSABLE = (SyntaxError, ValueError, RecursionError, MemoryError)
_BUILTINS = frozenset(dir(builtins))
RECEIVER = "self"
"""The name by which an expression speaks of the object, or class, whose member is used."""
INDEX = "index"
"""The name by which it speaks of what stands between the brackets behind the symbol."""


def parse_expression(
    text: str,
    signature: OldSignature | None,
    imports: tuple[Symbol, ...],
    place: TablePlace,
    member: bool = False,
    indexed: bool = False,
) -> Expression:
    """Read `expression`; `member` says whether the symbol is an attribute of a class, `indexed` whether
    brackets stand behind it.

    Raises MigrationError for what is no expression, and for names that nothing gives.
    """
    node = _parsed(text, place)
    parameters = signature.parameters.parameters if signature is not None else {}
    given = [*([RECEIVER] if member else []), *([INDEX] if indexed else [])]
    check_names(node, [*parameters, *given, *map(local_name, imports)], place)
    _check_form(node, signature, place)
    _check_imports_used(node, imports, parameters, place)
    return Expression(text, imports, any(isinstance(each, ast.Await) for each in ast.walk(node)))


def parse_value(text: str, imports: tuple[Symbol, ...], place: TablePlace) -> str:
    """Read the expression that an argument gets. Raises MigrationError, as `parse_expression` does."""
    check_names(_parsed(text, place), list(map(local_name, imports)), place)
    return text.strip()


def parse_literal(text: str, place: TablePlace) -> str:
    """Read a literal, and give it as `repr` does. Raises MigrationError."""
    try:
        return repr(ast.literal_eval(text.strip()))
    except (*_UNPARSABLE, TypeError):
        problem = f"{text} is not a literal"
        raise place.error(problem, "expected one, such as True, None, 30 or 'text'") from None


def is_literal(text: str) -> bool:
    """Whether an expression is a literal."""
    try:
        ast.literal_eval(text)
    except (*_UNPARSABLE, TypeError):
        return False
    return True


def parse_imports(paths: Iterable[str], place: TablePlace) -> tuple[Symbol, ...]:
    """Read `imports`: symbols, `module:name`, and modules, which are symbols without a name.

    Raises MigrationError, also where two of them would have one name.
    """
    found: dict[str, Symbol] = {}
    for number, path in enumerate(paths, start=1):
        at = place.at(f"{place.key}[{number}]")
        if not path.strip():
            raise at.error("empty", "write module:name, or a module")
        symbol = parse_symbol(path, at) if ":" in path else whole_module(parse_module(path, at))
        if "." in symbol.name:
            raise at.error(f'"{path}" is an attribute, which cannot be imported', "import what has it")
        other = found.setdefault(local_name(symbol), symbol)
        if other != symbol:
            raise at.error(f'"{path}" would have the name of "{other}"', "write one of the two as a.b")
    return tuple(found.values())


def local_name(symbol: Symbol) -> str:
    """The name by which expressions speak of an import: a module is spelled whole."""
    return symbol.name or symbol.module.partition(".")[0]


def check_names(node: ast.expr, known: Collection[str], place: TablePlace) -> None:
    """Refuse a name that nothing gives. Raises MigrationError."""
    for name in dict.fromkeys(_free_names(node)):
        if name not in known and name not in _BUILTINS:
            expected = "neither a parameter nor an import nor a built-in name"
            brings = name if _is_module(name, node) else f"module:{name}"
            hint = did_you_mean(name, known) or f'add what brings it to `imports`: ["{brings}"]'
            raise place.error(f'"{name}" is {expected}', hint)


def _is_module(name: str, node: ast.expr) -> bool:
    """Whether a name is likely that of a module: something of it is read wherever it stands."""
    read = [each.value for each in ast.walk(node) if isinstance(each, ast.Attribute)]
    named = [each for each in ast.walk(node) if isinstance(each, ast.Name) and each.id == name]
    return name.islower() and all(any(each is base for base in read) for each in named)


def _check_form(node: ast.expr, signature: OldSignature | None, place: TablePlace) -> None:
    """Refuse what cannot come in the place of a call."""
    for each in ast.walk(node):
        if isinstance(each, (ast.NamedExpr, ast.Yield, ast.YieldFrom)):
            problem = f"`{ast.unparse(each)}` would bind a name, or yield, in the code that it comes to"
            raise place.error(problem, "write it without")
    parameters = signature.parameters.parameters.values() if signature is not None else ()
    for name, star in [(each.name, _STARS[each.kind]) for each in parameters if each.kind in _STARS]:
        spread = [
            each for call in ast.walk(node) for each in _spread_in(call) if _is_spread(each, name, star)
        ]
        used = [each for each in ast.walk(node) if isinstance(each, ast.Name) and each.id == name]
        if len(used) > len(spread):
            problem = f'"{name}" collects arguments, and stands where they cannot be spread'
            raise place.error(problem, f"write `{star}{name}` in a call, before the arguments by keyword")


_STARS = {Parameter.VAR_POSITIONAL: "*", Parameter.VAR_KEYWORD: "**"}


def _spread_in(node: ast.AST) -> Iterator[ast.expr | ast.keyword]:
    """The places of a node in which arguments can be spread."""
    if isinstance(node, ast.List):
        yield from node.elts
    elif isinstance(node, ast.Call):
        keywords = [each.col_offset for each in node.keywords if each.arg is not None]
        yield from (each for each in node.args if not keywords or each.col_offset < min(keywords))
        yield from node.keywords


def _is_spread(node: ast.expr | ast.keyword, name: str, star: str) -> bool:
    if star == "*":
        value = node.value if isinstance(node, ast.Starred) else None
    else:
        value = node.value if isinstance(node, ast.keyword) and node.arg is None else None
    return isinstance(value, ast.Name) and value.id == name


def _parsed(text: str, place: TablePlace) -> ast.expr:
    try:
        return ast.parse(f"({text})", mode="eval").body
    except _UNPARSABLE as error:
        reason = error.msg if isinstance(error, SyntaxError) else str(error)
        raise place.error(f'"{text}" is not a Python expression: {reason}') from None


def _free_names(node: ast.expr) -> Iterator[str]:
    """The names that an expression reads and does not bind itself."""
    bound = {each.id for each in ast.walk(node) if isinstance(each, ast.Name) and _binds(each)}
    bound |= {each.arg for each in ast.walk(node) if isinstance(each, ast.arg)}
    for each in ast.walk(node):
        if isinstance(each, ast.Name) and each.id not in bound:
            yield each.id


def _binds(name: ast.Name) -> bool:
    return not isinstance(name.ctx, ast.Load)


def _check_imports_used(
    node: ast.expr, imports: tuple[Symbol, ...], parameters: Collection[str], place: TablePlace
) -> None:
    used = set(_free_names(node))
    for symbol in imports:
        name = local_name(symbol)
        if name in parameters:
            problem = f'"{name}" is a parameter of the signature and an import as well'
            raise place.error(
                problem, "give the parameter another name in `signature`, if callers pass it by position"
            )
        if name not in used:
            raise place.at("imports").error(f'"{symbol}" is not used in the expression', "take it out")
