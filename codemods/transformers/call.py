"""LibCST transformer over one call: lay its arguments out anew, keeping what their author wrote."""

from collections.abc import Sequence

import libcst as cst

from codemods.project.call_binding import PlacedArgument
from codemods.transformers.argument_list import ArgumentList
from codemods.transformers.rewrite_errors import FragmentSyntaxError

_NO_SPACE = cst.SimpleWhitespace("")


def rewrite_call(text: str, placed: Sequence[PlacedArgument], newline: str = "\n") -> str:
    """Give a call's text with the arguments in their new places, comments and layout kept.

    Raises FragmentSyntaxError when LibCST cannot read the text.
    """
    try:
        # In parentheses a call may go over several lines.
        call = cst.parse_expression(f"({text})")
    except cst.ParserSyntaxError as error:
        raise FragmentSyntaxError(error.message) from None
    changed = call.visit(_ArgumentTransformer(placed))
    assert isinstance(changed, cst.Call)
    bare = changed.with_changes(lpar=changed.lpar[1:], rpar=changed.rpar[:-1])
    return cst.Module([], default_newline=newline).code_for_node(bare)


class _ArgumentTransformer(cst.CSTTransformer):
    """Rearranges the arguments of the outermost call alone."""

    def __init__(self, placed: Sequence[PlacedArgument]) -> None:
        super().__init__()
        self.placed = placed

    def visit_Call(self, node: cst.Call) -> bool:
        """Stay outside what is called and passed: only this call changes."""
        return False

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:
        """Put every argument in its place."""
        written = updated_node.args
        arguments = [_argument(written, each, len(self.placed) == 1) for each in self.placed]
        origins = [each.index for each in self.placed]
        return ArgumentList.of(updated_node).put_into(updated_node, arguments, origins)


def _argument(written: Sequence[cst.Arg], placed: PlacedArgument, alone: bool) -> cst.Arg:
    """An argument of the new call; `alone` says that it is the only one."""
    if placed.index is None:
        argument = cst.Arg(_value(placed.literal))
    elif placed.literal:
        argument = written[placed.index].with_changes(value=_value(placed.literal))
    else:
        argument = written[placed.index]
        keyword = argument.keyword.value if argument.keyword is not None else None
        if keyword == placed.keyword and (alone or not isinstance(argument.value, cst.GeneratorExp)):
            return argument
    return argument.with_changes(
        value=_in_parentheses(argument.value, placed.keyword, alone),
        keyword=cst.Name(placed.keyword) if placed.keyword else None,
        equal=cst.AssignEqual(_NO_SPACE, _NO_SPACE) if placed.keyword else cst.MaybeSentinel.DEFAULT,
    )


def _value(text: str) -> cst.BaseExpression:
    """An expression from a migration, in parentheses where it goes over several lines."""
    return cst.parse_expression(f"({text})" if "\n" in text else text)


def _in_parentheses(value: cst.BaseExpression, keyword: str | None, alone: bool) -> cst.BaseExpression:
    """A value, in parentheses where it would not be one argument without them.

    A generator needs none as the only positional argument, `name := value` none where it is positional
    (language reference 6.3.4, 6.12).
    """
    if isinstance(value, cst.GeneratorExp):
        bare = alone and keyword is None
    elif isinstance(value, cst.NamedExpr):
        bare = keyword is None
    else:
        return value
    if bare or value.lpar:
        return value
    return value.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()])
