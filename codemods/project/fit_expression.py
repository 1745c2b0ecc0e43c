"""Fit a call's arguments into the expression that takes its place, or say why that would not be the same."""

import ast
from collections.abc import Mapping, Sequence
from inspect import Parameter

from msgspec import Struct

from codemods.project.decision import Filling
from codemods.project.expression_template import RECEIVER, Hole, NamePlace, Template, template_of
from codemods.semantic.access import Argument
from codemods.semantic.call_text import CallText
from codemods.semantic.span import Span
from codemods.values import finding_texts as texts
from codemods.values.finding_texts import FindingText
from codemods.values.rejection import Rejection
from codemods.values.rule_forms import Expression
from codemods.values.rules import SymbolRule
from codemods.values.symbol import Symbol

Segment = str | Filling | Symbol
"""A part of an expression's text: as the rule spells it, what fills a hole, or a symbol that it reads.

A symbol without a name is a module.
"""
OF_CHAIN = Symbol("", RECEIVER)
"""The receiver that is spelled by what stands before the member's name."""


class FittedExpression(Struct, frozen=True):
    """An expression with its holes filled."""

    segments: tuple[Segment, ...]
    takes_await: bool = False
    """Whether it takes the place of the `await` around the call as well."""


def fit_call(
    rule: SymbolRule,
    arguments: Sequence[Argument],
    call: CallText,
    awaited: bool = False,
    receiver: Span | None = None,
) -> FittedExpression | Rejection:
    """Fill a rule's expression with the arguments of a call that is written so.

    `receiver` is the text of the object whose member is called; without it, it is what the chain spells.
    """
    assert rule.expression is not None
    template = template_of(rule.expression, rule.signature)
    takes_await = awaited and template.awaits_inside
    if awaited and template.awaits:
        template, takes_await = template.awaited, False
    bound = _bind(rule, arguments)
    if isinstance(bound, Rejection):
        return bound
    named = {hole.name for hole in template.holes}
    problem = (
        _homeless(rule, arguments, bound, named)
        or _repeated_keyword(rule, arguments, bound, template)
        or _evaluated_otherwise(rule, arguments, bound, template.holes)
    )
    if problem is not None:
        return problem
    filled = _Filler(rule, arguments, bound, call, receiver).fill(template)
    if isinstance(filled, Rejection):
        return filled
    kept = [each.span for each in filled if isinstance(each, Filling) and each.span is not None]
    if call.loses_comment(kept):
        return mismatch(texts.COMMENT_WITHOUT_PLACE, rule)
    return FittedExpression(tuple(filled), takes_await)


def fit_name(expression: Expression, index: Span | None = None) -> FittedExpression:
    """An expression that takes the place of a name as it stands, or of a subscript of it."""
    template = template_of(expression, None)
    text, at = template.text.encode(), 0
    segments: list[Segment] = []
    for place in template.places:
        segments.append(text[at : place.start].decode())
        if isinstance(place, NamePlace):
            segments.append(place.symbol)
        else:
            segments.append(OF_CHAIN if place.name == RECEIVER else Filling(index))
        at = place.end
    return FittedExpression((*segments, text[at:].decode()))


def mismatch(text: FindingText, rule: SymbolRule, **fields: object) -> Rejection:
    """Why a use of a rule's symbol can't become its expression."""
    new = rule.expression.text if rule.expression is not None else ""
    todo = texts.change_call(rule.old, rule.new, new)
    return text.fill(rule.old, old=rule.old.leaf, new=new, todo=todo, **fields)


def _bind(rule: SymbolRule, arguments: Sequence[Argument]) -> dict[str, list[int]] | Rejection:
    """Which arguments each parameter takes; stars must land in parameters that collect any number."""
    assert rule.signature is not None
    signature = rule.signature.parameters
    plain = [index for index, each in enumerate(arguments) if each.keyword is None and each.star != "**"]
    named = {each.keyword: index for index, each in enumerate(arguments) if each.keyword is not None}
    try:
        bound = signature.bind(*plain, **named)
    except TypeError as error:
        if any(each.star for each in arguments):
            return mismatch(texts.ARGUMENTS_HIDDEN, rule, signature=rule.signature.text)
        return mismatch(texts.CALL_DOES_NOT_BIND, rule, signature=rule.signature.text, reason=error)
    found: dict[str, list[int]] = {}
    stars = {index for index, each in enumerate(arguments) if each.star == "*"}
    for name, value in bound.arguments.items():
        kind = signature.parameters[name].kind
        if kind is Parameter.VAR_POSITIONAL:
            found[name] = list(value)
            stars -= set(value)
        else:
            found[name] = list(value.values()) if kind is Parameter.VAR_KEYWORD else [value]
    mappings = [index for index, each in enumerate(arguments) if each.star == "**"]
    if mappings:
        rest = next((p.name for p in signature.parameters.values() if p.kind is Parameter.VAR_KEYWORD), None)
        by_name = (Parameter.POSITIONAL_OR_KEYWORD, Parameter.KEYWORD_ONLY)
        open_ = [p.name for p in signature.parameters.values() if p.kind in by_name and p.name not in found]
        if rest is None or open_:
            return mismatch(texts.ARGUMENTS_HIDDEN, rule, signature=rule.signature.text)
        found[rest] = [*found.get(rest, ()), *mappings]
    if stars:
        return mismatch(texts.ARGUMENTS_HIDDEN, rule, signature=rule.signature.text)
    return found


def _homeless(
    rule: SymbolRule, arguments: Sequence[Argument], bound: Mapping[str, list[int]], named: set[str]
) -> Rejection | None:
    """Why an argument gets lost; one that the rule asks for, or that is the default, may go."""
    assert rule.signature is not None
    asked = {*dict(rule.condition.where), *rule.condition.passed}
    for name, indices in bound.items():
        if name in named:
            continue
        default = rule.signature.parameters.parameters[name].default
        for each in (arguments[index] for index in indices):
            spare = name in asked or (bool(each.literal) and each.literal == _normal(default))
            if not (spare and (each.simple or each.literal)):
                call = rule.expression.text if rule.expression is not None else ""
                return mismatch(texts.ARGUMENT_WITHOUT_PLACE, rule, parameter=name, call=call)
    return None


def _normal(default: object) -> str:
    """A default's text as `repr` gives it, where it is a literal; empty otherwise."""
    try:
        return repr(ast.literal_eval(default)) if isinstance(default, str) else ""
    except (SyntaxError, ValueError, TypeError):
        return ""


def _repeated_keyword(
    rule: SymbolRule, arguments: Sequence[Argument], bound: Mapping[str, list[int]], template: Template
) -> Rejection | None:
    """Why a call in the expression would get one keyword twice."""
    for hole in template.holes if rule.signature is not None else ():
        for index in bound.get(hole.name, ()) if hole.spread else ():
            keyword = arguments[index].keyword
            if keyword is not None and keyword in hole.keywords:
                return mismatch(texts.KEYWORD_TWICE, rule, keyword=keyword)
    return None


def _evaluated_otherwise(
    rule: SymbolRule, arguments: Sequence[Argument], bound: Mapping[str, list[int]], holes: Sequence[Hole]
) -> Rejection | None:
    """Why arguments would be evaluated otherwise than the call does: once each, in order, before all else."""
    assert rule.expression is not None
    running: list[int] = []
    shown = [hole.name for hole in holes]
    for hole in sorted(holes, key=lambda each: each.rank):
        for index in bound.get(hole.name, ()):
            argument = arguments[index]
            if argument.literal and not _is_display(argument):
                continue
            if hole.deferred:
                how = "in a scope of its own"
            elif argument.simple:
                continue
            elif argument.literal and shown.count(hole.name) == 1:
                # It makes an object, and does nothing else.
                continue
            elif index in running:
                how = "twice"
            elif not hole.once:
                how = "not in all cases"
            elif hole.late:
                how = "after other code"
            else:
                running.append(index)
                continue
            return mismatch(texts.ARGUMENT_EVALUATED, rule, parameter=hole.name, how=how)
    # Positional arguments, `*` among them, run before those by keyword, wherever they stand (6.3.4).
    order = sorted(
        running, key=lambda at: (arguments[at].keyword is not None or arguments[at].star == "**", at)
    )
    if running != order:
        return mismatch(texts.ARGUMENTS_REORDERED, rule, call=rule.expression.text)
    return None


def _is_display(argument: Argument) -> bool:
    """Whether a literal makes an object that is another one each time."""
    return argument.literal[:1] in ("[", "{", "(") or argument.literal.startswith("set(")


class _Filler:
    """Puts the parts of an expression's text together."""

    def __init__(
        self,
        rule: SymbolRule,
        arguments: Sequence[Argument],
        bound: Mapping[str, list[int]],
        call: CallText,
        receiver: Span | None,
    ) -> None:
        self._rule = rule
        self._arguments = arguments
        self._bound = bound
        self._values = call.values
        self._receiver = receiver
        self._segments: list[Segment] = []

    def fill(self, template: Template) -> list[Segment] | Rejection:
        """The parts of a template's text, in order."""
        text, at = template.text.encode(), 0
        for place in template.places:
            start, end = place.start, place.end
            spread = isinstance(place, Hole) and place.spread
            if spread and isinstance(place, Hole) and not self._bound.get(place.name):
                start, end = (place.start, place.after) if place.after >= 0 else (place.before, place.end)
                start = max(start, at) if place.before >= 0 or place.after >= 0 else place.start
            self._segments.append(text[at:start].decode())
            if isinstance(place, NamePlace):
                self._segments.append(place.symbol)
            elif place.spread:
                self._spread(self._bound.get(place.name, ()))
            elif (problem := self._hole(place)) is not None:
                return problem
            at = max(end, at)
        self._segments.append(text[at:].decode())
        return [each for each in self._segments if each != ""]

    def _hole(self, hole: Hole) -> Rejection | None:
        if hole.name == RECEIVER and hole.name not in self._bound:
            self._segments.append(Filling(self._receiver) if self._receiver is not None else OF_CHAIN)
            return None
        if hole.name in self._bound:
            (index,) = self._bound[hole.name]
            self._segments.append(Filling(self._values[index]))
            return None
        assert self._rule.signature is not None
        default = self._rule.signature.parameters.parameters[hole.name].default
        if not _normal(default):
            return mismatch(texts.ARGUMENT_MISSING, self._rule, parameter=hole.name)
        self._segments.append(Filling(None, str(default)))
        return None

    def _spread(self, indices: Sequence[int]) -> None:
        for position, index in enumerate(indices):
            argument = self._arguments[index]
            separator = ", " if position else ""
            keyword = f"{argument.keyword}=" if argument.keyword is not None else ""
            self._segments.append(separator + argument.star + keyword)
            self._segments.append(Filling(self._values[index]))
