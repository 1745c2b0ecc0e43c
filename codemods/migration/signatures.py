"""A table's `signature` and `call`, read with Python's own parser."""

import ast
from collections.abc import Iterator
from functools import lru_cache
from inspect import Parameter, Signature

from codemods.migration.mistakes import TablePlace, did_you_mean
from codemods.values.rule_forms import NewArgument, NewCall, OldSignature

_VARIADIC = (Parameter.VAR_POSITIONAL, Parameter.VAR_KEYWORD)
_UNPARSABLE = (SyntaxError, ValueError, RecursionError, MemoryError)


def parse_signature(text: str, place: TablePlace) -> OldSignature:
    """Read `async (context, user_id=None)`, a `def`'s parameters, into an `inspect.Signature`.

    Each `Parameter.default` is a `str`, the default's own source (`"None"`, `"'x'"`), since nothing
    of the migrated code is ever evaluated. Annotations are allowed and ignored. Raises MigrationError.
    """
    head, rest = _prefix(text, "async")
    try:
        parameters = _signature(rest)
    except _UNPARSABLE as error:
        reason = error.msg if isinstance(error, SyntaxError) else str(error)
        expected = 'expected the parameters of a def, such as "async (context, user_id=None)"'
        raise place.error(f'"{text}" is not a signature: {reason}; {expected}') from None
    return OldSignature(parameters, head, text)


def parse_call(text: str, signature: OldSignature, place: TablePlace) -> NewCall:
    """Read `await (context, mode="x")`, the new argument list, in the old parameters' names.

    Raises MigrationError for an argument that is neither a parameter of `signature` nor a literal,
    for a parameter that is passed twice, and for stars.
    """
    head, rest = _prefix(text, "await")
    try:
        call = _call(rest)
    except _UNPARSABLE as error:
        reason = error.msg if isinstance(error, SyntaxError) else str(error)
        expected = 'expected an argument list, such as "(context)" or "await (context, retries=3)"'
        raise place.error(f'"{text}" is not a call: {reason}; {expected}') from None
    arguments = tuple(_argument(*pair, f"_{rest}", signature, place) for pair in _passed(call))
    _check_once(arguments, place)
    return NewCall(arguments, head, text)


def _prefix(text: str, word: str) -> tuple[bool, str]:
    """Split a leading `async` or `await` off an argument list."""
    bare = text.strip()
    if bare.startswith(word) and bare[len(word) :].lstrip().startswith("("):
        return True, bare[len(word) :].lstrip()
    return False, bare


@lru_cache(maxsize=256)
def _signature(rest: str) -> Signature:
    """The parameters of a text; many rules of a long migration have the same."""
    return Signature(list(_parameters(_definition(rest).args, f"def _{rest}: pass")))


def _definition(rest: str) -> ast.FunctionDef:
    body = ast.parse(f"def _{rest}: pass").body
    node = body[0]
    if not rest.startswith("(") or len(body) != 1 or not isinstance(node, ast.FunctionDef):
        raise SyntaxError("invalid syntax")
    if [type(statement) for statement in node.body] != [ast.Pass]:
        raise SyntaxError("invalid syntax")
    return node


def _parameters(arguments: ast.arguments, source: str) -> Iterator[Parameter]:
    positional = [*arguments.posonlyargs, *arguments.args]
    defaults = [None] * (len(positional) - len(arguments.defaults)) + list(arguments.defaults)
    for index, (argument, default) in enumerate(zip(positional, defaults, strict=True)):
        only = index < len(arguments.posonlyargs)
        kind = Parameter.POSITIONAL_ONLY if only else Parameter.POSITIONAL_OR_KEYWORD
        yield Parameter(argument.arg, kind, default=_default(default, source))
    if arguments.vararg:
        yield Parameter(arguments.vararg.arg, Parameter.VAR_POSITIONAL)
    for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        yield Parameter(argument.arg, Parameter.KEYWORD_ONLY, default=_default(default, source))
    if arguments.kwarg:
        yield Parameter(arguments.kwarg.arg, Parameter.VAR_KEYWORD)


def _default(node: ast.expr | None, source: str) -> object:
    return ast.get_source_segment(source, node) if node else Parameter.empty


def _call(rest: str) -> ast.Call:
    node = ast.parse(f"_{rest}", mode="eval").body
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.func.id != "_":
        raise SyntaxError("invalid syntax")
    return node


def _passed(call: ast.Call) -> Iterator[tuple[str | None, ast.expr, bool]]:
    """Each argument's keyword, its value, and whether it is a star."""
    for value in call.args:
        yield None, value, isinstance(value, ast.Starred)
    for keyword in call.keywords:
        yield keyword.arg, keyword.value, keyword.arg is None


def _argument(
    keyword: str | None, value: ast.expr, star: bool, source: str, signature: OldSignature, place: TablePlace
) -> NewArgument:
    known = signature.parameters.parameters
    if star:
        raise place.error("* and ** are not allowed in a call", "pass parameters one by one")
    if not isinstance(value, ast.Name):
        return NewArgument(keyword, None, _literal(value, source, place))
    name = value.id
    if name not in known:
        problem = f'"{name}" is not a parameter of the signature {signature.text}'
        raise place.error(problem, did_you_mean(name, known))
    if known[name].kind in _VARIADIC:
        raise place.error(f'"{name}" takes any number of arguments, so a call cannot pass it as one')
    return NewArgument(keyword, name)


def _literal(value: ast.expr, source: str, place: TablePlace) -> str:
    segment = ast.get_source_segment(source, value) or ast.unparse(value)
    try:
        ast.literal_eval(value)
    except (ValueError, TypeError, RecursionError, MemoryError):
        problem = f"{segment} is neither a parameter nor a literal"
        hint = "an argument is a parameter's name or a literal, such as None, 30 or 'text'"
        raise place.error(problem, hint) from None
    return segment


def _check_once(arguments: tuple[NewArgument, ...], place: TablePlace) -> None:
    """Refuse an argument that would be evaluated twice, and a keyword that is given twice."""
    keywords = [argument.keyword for argument in arguments if argument.keyword]
    for keyword in keywords:
        if keywords.count(keyword) > 1:
            raise place.error(f'the keyword "{keyword}" is given twice')
    names = [argument.parameter for argument in arguments if argument.parameter]
    for name in names:
        if names.count(name) > 1:
            raise place.error(f'"{name}" is passed twice: the caller\'s expression would run twice')
