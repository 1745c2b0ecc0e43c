"""An expression in the place of an object's member, or of a call of it; `self` is the object."""

import re
from collections.abc import Iterable

from codemods.project.brought_names import BroughtNames
from codemods.project.decision import ExpressionChange, Filling, ReadText, SpelledName
from codemods.project.expression_template import RECEIVER, template_of
from codemods.project.file_context import FileContext
from codemods.project.fit_expression import OF_CHAIN, FittedExpression, fit_call, fit_name, mismatch
from codemods.project.local_names import LocalName, LocalNameAccess
from codemods.semantic.access import Access
from codemods.semantic.call_text import read_call
from codemods.semantic.outline import AttributeUse, MemberSite
from codemods.semantic.precedence import Precedence
from codemods.semantic.scope_table import ScopeTable
from codemods.semantic.span import Span
from codemods.values import finding_texts as texts
from codemods.values.rejection import Rejection
from codemods.values.rules import SymbolRule

_ATTRIBUTES = re.compile(rb"\.([A-Za-z_]\w*)")
_QUOTES = re.compile(r"['\"\\#\r\n]")

NOBODY = LocalName(0, "")
"""The local name of what a file reads by no name of its own: new imports stand beside its first one."""


def access_of(site: MemberSite, use: AttributeUse) -> LocalNameAccess:
    """A place that names a member of an object, as one that reads a name."""
    whole = use.whole
    return LocalNameAccess(-1, Access("", 0, whole.start, (whole.end,), usage=use.usage, line=site.line))


def hides(names: ScopeTable, spelled: Iterable[SpelledName]) -> str:
    """A name that new text reads and that a function or class of the file binds itself; empty if none.

    Of an object's member, the scope that it stands in is not looked for.
    """
    bound = {name for scope, name in names.bindings if scope != 0}
    return next((each.chain[0] for each in spelled if each.chain[0] in bound), "")


def plan_expression(
    file: FileContext, brought: BroughtNames, rule: SymbolRule, site: MemberSite, use: AttributeUse
) -> tuple[ExpressionChange, tuple[SpelledName, ...]] | Rejection:
    """The expression for one place with the names that it needs, or why the place stays.

    Raises UntrackedNameError.
    """
    data = file.project.store.search.text(file.path) or b""
    assert rule.expression is not None
    if re.search(rf"\.{re.escape(rule.old.leaf)}\b", rule.expression.text):
        # A second run could not tell that the place has this form already.
        return texts.MEMBER_OTHER_ARGUMENTS.fill(rule.old, name=rule.old.leaf, new=rule.expression.text)
    fitted = _fitted(data, rule, use)
    if isinstance(fitted, Rejection):
        return fitted
    span, place, expression = fitted
    if (trouble := _evaluates_otherwise(rule, use)) is not None:
        return trouble
    names: list[SpelledName] = []
    parts: list[str | Filling | ReadText] = []
    for each in expression.segments:
        if each == OF_CHAIN:
            parts.append(Filling(use.receiver))
        elif isinstance(each, (str, Filling)):
            parts.append(each)
        else:
            spelled = brought.spell(each, NOBODY, access_of(site, use).use)
            if isinstance(spelled, str):
                return texts.NAME_NOT_FREE.fill(rule.old, new=each.leaf or each.module, why=spelled)
            names.append(spelled)
            parts.append(ReadText(spelled.chain, spelled.meaning))
    if (name := hides(file.names, names)) != "":
        why = f"`{name}` is another name in a part of this file"
        return texts.NAME_NOT_FREE.fill(rule.old, new=name, why=why)
    fixed = "".join(each if isinstance(each, str) else getattr(each, "literal", "") for each in parts)
    if use.in_string and _QUOTES.search(fixed):
        return mismatch(texts.QUOTES_IN_STRING, rule)
    rest, at = [], span.end
    while (match := _ATTRIBUTES.match(data, at)) is not None:
        rest.append(match.group(1).decode())
        at = match.end()
    return ExpressionChange(span, tuple(parts), place, tuple(rest)), tuple(names)


def _fitted(
    data: bytes, rule: SymbolRule, use: AttributeUse
) -> tuple[Span, Precedence, FittedExpression] | Rejection:
    """What an expression takes the place of, how tightly it has to bind there, and its parts."""
    assert rule.expression is not None
    usage = use.usage
    if rule.signature is None:
        between = data[use.receiver.end : use.whole.end]
        if b"#" in between:
            return mismatch(texts.COMMENT_WITHOUT_PLACE, rule)
        followed = usage.call is not None or usage.subscript is not None
        return use.whole, Precedence.PRIMARY if followed else usage.place, fit_name(rule.expression)
    if usage.call is None:
        return texts.NO_RULE_FITS.fill(rule.old, old=rule.old.leaf, use="a use as a value")
    if rule.expression.awaits:
        return texts.CANNOT_AWAIT_HERE.fill(rule.old, old=rule.old.leaf)
    call = read_call(data, usage.call)
    if call is None or len(call.values) != len(usage.arguments):
        return texts.NO_POSITION.fill(rule.old, old=rule.old.leaf, where="where its call cannot be read")
    fitted = fit_call(rule, usage.arguments, call, receiver=use.receiver)
    return fitted if isinstance(fitted, Rejection) else (usage.call, usage.place, fitted)


def _evaluates_otherwise(rule: SymbolRule, use: AttributeUse) -> Rejection | None:
    """Why the object would not be made just once, before all arguments, as it is now."""
    if use.plain:
        return None
    assert rule.expression is not None
    holes = template_of(rule.expression, rule.signature).holes
    own = [each for each in holes if each.name == RECEIVER]
    how = "not once" if len(own) != 1 else ""
    for each in own:
        if not each.once or each.deferred:
            how = "not in all cases"
        elif each.late or any(other.rank < each.rank for other in holes):
            how = "after other code"
    return mismatch(texts.ARGUMENT_EVALUATED, rule, parameter=RECEIVER, how=how) if how else None
