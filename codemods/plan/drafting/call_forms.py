"""How calls of a function bind: what two functions take alike, and the text of a `signature`."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from codemods.semantic.delegation import Function


@dataclass(frozen=True, slots=True)
class Taken:
    """One parameter that takes one argument."""

    name: str
    position: int | None
    """Where it stands among those that take an argument by position; None where none does."""
    by_keyword: bool
    default: ast.expr | None


@dataclass(frozen=True, slots=True)
class CallForm:
    """The parameters of a function, without the object itself."""

    parameters: Mapping[str, Taken]
    star: str = ""
    """The parameter that takes all further arguments by position; empty for none."""
    double_star: str = ""

    @property
    def names(self) -> frozenset[str]:
        """All names of parameters, those with stars among them."""
        return frozenset({*self.parameters, self.star, self.double_star} - {""})


def call_form(node: Function, bound: int) -> CallForm:
    """The parameters of a function; the first `bound` ones are passed by the call itself."""
    args = node.args
    positional = [*args.posonlyargs, *args.args]
    defaults = [None] * (len(positional) - len(args.defaults)) + list(args.defaults)
    found: dict[str, Taken] = {}
    for index, (arg, default) in enumerate(zip(positional, defaults, strict=True)):
        if index >= bound:
            keyword = index >= len(args.posonlyargs)
            found[arg.arg] = Taken(arg.arg, index - bound, keyword, default)
    for arg, default in zip(args.kwonlyargs, args.kw_defaults, strict=True):
        found[arg.arg] = Taken(arg.arg, None, True, default)
    star = args.vararg.arg if args.vararg is not None else ""
    double_star = args.kwarg.arg if args.kwarg is not None else ""
    return CallForm(found, star, double_star)


def takes_alike(old: CallForm, new: CallForm) -> bool:
    """Whether each call that binds to one binds to the other, with the same values under the same names.

    What a call leaves out has to have the same default, and what only the new one has, some default.
    """
    if (old.star and not new.star) or (old.double_star and not new.double_star):
        return False
    mine = old.parameters.values()
    return all(is_taken_alike(each, new) for each in mine) and not list(_demanded(old, new))


def is_taken_alike(parameter: Taken, new: CallForm) -> bool:
    """Whether another function takes a parameter at the same place and name, with the same default."""
    other = new.parameters.get(parameter.name)
    if other is None or (parameter.by_keyword and not other.by_keyword):
        return False
    placed = parameter.position is None or parameter.position == other.position
    return placed and same_default(parameter, other)


def same_default(one: Taken, other: Taken) -> bool:
    """Whether leaving an argument out means the same, as far as two texts tell that."""
    if one.default is None:
        return True
    if other.default is None or ast.dump(one.default) != ast.dump(other.default):
        return False
    return is_literal(one.default)


def is_literal(node: ast.expr) -> bool:
    """Whether an expression is a literal, which means the same everywhere."""
    try:
        ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
        return False
    return True


def signature_text(node: Function, bound: int) -> str:
    """A `signature` for calls of a function: no annotations, nothing that the call passes by itself."""
    return (
        f"{'async ' if isinstance(node, ast.AsyncFunctionDef) else ''}({', '.join(_parts(node.args, bound))})"
    )


def _demanded(old: CallForm, new: CallForm) -> Iterator[str]:
    """The parameters without which the new function cannot be called, and that the old one does not have."""
    for each in new.parameters.values():
        if each.default is None and each.name not in old.parameters:
            yield each.name


def _parts(args: ast.arguments, bound: int) -> Iterator[str]:
    positional = [*args.posonlyargs, *args.args]
    defaults = [None] * (len(positional) - len(args.defaults)) + list(args.defaults)
    for index, (arg, default) in enumerate(zip(positional, defaults, strict=True)):
        if index >= bound:
            yield _part(arg, default)
        if args.posonlyargs and index == len(args.posonlyargs) - 1 and index >= bound:
            yield "/"
    if args.vararg is not None or args.kwonlyargs:
        yield f"*{args.vararg.arg if args.vararg is not None else ''}"
    for arg, default in zip(args.kwonlyargs, args.kw_defaults, strict=True):
        yield _part(arg, default)
    if args.kwarg is not None:
        yield f"**{args.kwarg.arg}"


def _part(arg: ast.arg, default: ast.expr | None) -> str:
    return arg.arg if default is None else f"{arg.arg}={ast.unparse(default)}"
