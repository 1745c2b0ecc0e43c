"""LibCST transformer over one call: lay its arguments out anew, keeping what their author wrote."""

from collections.abc import Sequence

import libcst as cst

from codemods.project.call_binding import PlacedArgument
from codemods.transformers.argument_list import ArgumentList
from codemods.transformers.rewrite_errors import FragmentSyntaxError


def rewrite_call(text: str, placed: Sequence[PlacedArgument], newline: str = "\n") -> str:
    """Give a call's text with the arguments in their new places, comments and layout kept.

    Raises FragmentSyntaxError when LibCST cannot read the text.
    """
    try:
        call = cst.parse_expression(f"({text})")
    except cst.ParserSyntaxError as error:
        raise FragmentSyntaxError(error.message) from None
    changed = call.visit(_Arguments(placed))
    assert isinstance(changed, cst.Call)
    bare = changed.with_changes(lpar=changed.lpar[1:], rpar=changed.rpar[:-1])
    return cst.Module([], default_newline=newline).code_for_node(bare)


class _Arguments(cst.CSTTransformer):
    """Rearranges the arguments of the outermost call alone."""

    def __init__(self, placed: Sequence[PlacedArgument]) -> None:
        super().__init__()
        self.placed = placed
        self._depth = 0

    def visit_Call(self, node: cst.Call) -> bool:
        """Stay outside what is called and passed: only this call changes."""
        return False

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:
        """Put every argument in its place."""
        written = updated_node.args
        made = [_argument(written, each, len(self.placed) == 1) for each in self.placed]
        origins = [each.index for each in self.placed]
        return ArgumentList.of(updated_node).put_into(updated_node, made, origins)


def _argument(written: Sequence[cst.Arg], each: PlacedArgument, alone: bool) -> cst.Arg:
    if each.index < 0:
        bare = cst.Arg(cst.parse_expression(each.literal))
    else:
        bare = written[each.index]
        same = bare.keyword.value if bare.keyword is not None else None
        if same == each.keyword and (alone or not isinstance(bare.value, cst.GeneratorExp)):
            return bare
    value = bare.value
    needs = isinstance(value, cst.GeneratorExp) and not (alone and each.keyword is None)
    needs = needs or (isinstance(value, cst.NamedExpr) and each.keyword is not None)
    if isinstance(value, (cst.GeneratorExp, cst.NamedExpr)) and needs and not value.lpar:
        value = value.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()])
    no_space = cst.SimpleWhitespace("")
    return bare.with_changes(
        value=value,
        keyword=cst.Name(each.keyword) if each.keyword else None,
        equal=cst.AssignEqual(no_space, no_space) if each.keyword else cst.MaybeSentinel.DEFAULT,
    )
