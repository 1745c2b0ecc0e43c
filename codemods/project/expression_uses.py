"""What becomes of uses in whose place the migration puts an expression."""

import ast
import re
from collections.abc import Iterable, Sequence
from functools import cached_property

from msgspec import Struct

from codemods.project.brought_names import BroughtNames
from codemods.project.decision import AliasChange, ExpressionChange, Filling, ReadText, Removal, SpelledName
from codemods.project.decision_builder import DecisionBuilder
from codemods.project.dotted_paths import imported_path
from codemods.project.expression_template import reads_index
from codemods.project.file_context import FileContext
from codemods.project.fit_expression import (
    OF_CHAIN,
    FittedExpression,
    fit_call,
    fit_name,
    mismatch,
)
from codemods.project.local_names import LocalName, LocalNameAccess
from codemods.project.removals import hides_docstring, removal_of
from codemods.project.template_match import CodeTree, is_settled, reads_itself
from codemods.semantic.access import Embedding, Usage
from codemods.semantic.binding import ImportBinding
from codemods.semantic.call_text import read_call, read_index
from codemods.semantic.nodes import span_of
from codemods.semantic.precedence import Precedence
from codemods.semantic.span import Span
from codemods.values import finding_texts as texts
from codemods.values.rejection import Rejection
from codemods.values.rules import SymbolRule
from codemods.values.source import Source
from codemods.values.symbol import Symbol

_AWAIT = re.compile(rb"await[ \t]+\Z")
_ATTRIBUTES = re.compile(rb"\.([A-Za-z_]\w*)")
_UNSAFE_IN_STRINGS = re.compile(r"['\"\\#\r\n]")
_UNSAFE_IN_EXAMPLES = re.compile(r"'''|\"\"\"|\\")


class PlannedExpression(Struct, frozen=True):
    """An expression for one use, with what it needs; or that nothing takes its place."""

    access: LocalNameAccess
    rule: SymbolRule
    change: ExpressionChange | Removal
    names: tuple[SpelledName, ...]

    def reads(self, local: LocalName) -> bool:
        """Whether it goes on reading a local name."""
        return any(
            each.new is None and each.chain[0] == local.name and not each.is_builtin for each in self.names
        )

    @property
    def reads_symbol(self) -> bool:
        """Whether it goes on reading the symbol itself, or the one that takes its place."""
        return any(each.symbol in (self.rule.old, self.rule.new) for each in self.names)


class ExpressionUses:
    """Plans and writes down the expressions of one file."""

    def __init__(self, file: FileContext, made: DecisionBuilder, brought: BroughtNames) -> None:
        self._file = file
        self._made = made
        self._brought = brought
        self._read: list[tuple[LocalNameAccess, SpelledName]] = []

    def plan(
        self, local: LocalName, access: LocalNameAccess, rule: SymbolRule, symbol: Symbol
    ) -> PlannedExpression | Rejection:
        """The expression in the place of a use, or why the use stays. Raises UntrackedNameError."""
        if access.use.stored and access.attrs == len(access.use.attrs):
            return mismatch(texts.ASSIGNED_TO, rule)
        span = Span(access.use.start, access.use.ends[access.attrs])
        if reads_itself(rule) and not self._tree.around(span):
            # A second run could not tell that it has this form already.
            return texts.NO_POSITION.fill(symbol, old=symbol.leaf, where="in a string")
        fitted = self._fitted(access, rule, symbol)
        if isinstance(fitted, Rejection):
            return fitted
        span, place, expression = fitted
        names: list[SpelledName] = []
        parts: list[str | Filling | ReadText] = []
        for each in expression.segments:
            if not isinstance(each, Symbol):
                parts.append(each)
                continue
            spelled = self._spelled(each, local, access, rule)
            if isinstance(spelled, str):
                return texts.NAME_NOT_FREE.fill(symbol, new=each.leaf or each.module, why=spelled)
            names.append(spelled)
            parts.append(ReadText(spelled.chain, spelled.meaning))
        if (trouble := self._in_string(access, rule, span, parts)) is not None:
            return trouble
        in_doctest = access.use.embedded is Embedding.DOCTEST
        change = ExpressionChange(span, tuple(parts), place, self._rest(span), in_doctest)
        return PlannedExpression(access, rule, change, tuple(names))

    def is_settled(self, access: LocalNameAccess, rule: SymbolRule) -> bool:
        """Whether a use stands in the rule's expression already. Raises UntrackedNameError."""
        if not reads_itself(rule) or access.use.unplaced is not None or access.use.embedded is not None:
            return False
        span = Span(access.use.start, access.use.ends[access.attrs])
        return is_settled(rule, self._tree.around(span), lambda chain: self._meaning(access, chain))

    def _meaning(self, access: LocalNameAccess, chain: tuple[str, ...]) -> frozenset[str]:
        """What a chain of names may stand for where an access stands."""
        self._file.require(chain[0])
        found = self._file.names.meanings_of(access.use.scope, chain[0])
        paths = (imported_path(self._file.facts, each) for each in found if isinstance(each, ImportBinding))
        return frozenset(".".join((*path, *chain[1:])) for path in paths)

    def write(self, local: LocalName, planned: Sequence[PlannedExpression]) -> None:
        """Write expressions down, and what they bring in beside a local name's imports."""
        for each in planned:
            self._made.express(each.access, each.rule, each.change)
            own = (name for name in each.names if name.new is None and name.chain and not name.is_builtin)
            self._read += [(each.access, name) for name in own]
        self._brought.bring(local, [name for each in planned for name in each.names])

    def keep_read(self) -> None:
        """Let imports stay that were to go, and that an expression reads."""
        kept = {(each.statement, each.alias) for each in self._made.aliases if each.keep}
        gone = {(each.statement, each.alias) for each in self._made.aliases} - kept
        for access, name in self._read if gone else ():
            for binding in self._file.names.bindings_of(access.use.scope, name.chain[0]):
                if isinstance(binding, ImportBinding) and (binding.statement, binding.alias) in gone:
                    self._made.aliases.append(AliasChange(binding.statement, binding.alias, True, ()))

    # What stands there ------------------------------------------------------------------------------

    @property
    def _data(self) -> bytes:
        return self._file.project.store.search.text(self._file.path) or b""

    def _fitted(
        self, access: LocalNameAccess, rule: SymbolRule, symbol: Symbol
    ) -> tuple[Span, Precedence, FittedExpression] | Rejection:
        """What an expression takes the place of, how tightly it has to bind there, and its parts."""
        assert rule.expression is not None
        use, usage = access.use, access.use.usage_at(access.attrs)
        if rule.signature is None:
            span = Span(use.start, use.ends[access.attrs])
            written = re.sub(rb"[\s\\]+", b"", self._data[span.start : span.end])
            if written != ".".join((use.name, *use.attrs[: access.attrs])).encode():
                return mismatch(texts.COMMENT_WITHOUT_PLACE, rule)
            if usage.subscript is not None and reads_index(rule.expression):
                return self._indexed(rule, usage.subscript, usage.place)
            followed = usage.call is not None or usage.subscript is not None
            return span, Precedence.PRIMARY if followed else usage.place, fit_name(rule.expression)
        if usage.call is None:
            return texts.NO_RULE_FITS.fill(symbol, old=symbol.leaf, use="a use as a value")
        if rule.expression.awaits and usage.when not in ("async", "awaited"):
            return texts.CANNOT_AWAIT_HERE.fill(symbol, old=symbol.leaf)
        call = read_call(self._data, usage.call)
        if call is None or len(call.values) != len(usage.arguments):
            return texts.NO_POSITION.fill(symbol, old=symbol.leaf, where="where its call cannot be read")
        fitted = fit_call(rule, usage.arguments, call, usage.when == "awaited")
        if isinstance(fitted, Rejection):
            return fitted
        return self._with_await(usage, usage.call, fitted, rule)

    def _indexed(
        self, rule: SymbolRule, span: Span, place: Precedence
    ) -> tuple[Span, Precedence, FittedExpression] | Rejection:
        """An expression that takes the place of a name with the brackets behind it."""
        assert rule.expression is not None
        text = read_index(self._data, span)
        if text is None:
            return mismatch(texts.STRING_IN_BRACKETS, rule)
        if text.loses_comment(text.values):
            return mismatch(texts.COMMENT_WITHOUT_PLACE, rule)
        return span, place, fit_name(rule.expression, text.values[0])

    def plan_removal(
        self, access: LocalNameAccess, rule: SymbolRule, symbol: Symbol
    ) -> PlannedExpression | Rejection:
        """Why a use can't go with nothing in its place, or how it does."""
        use, usage = access.use, access.use.usage_at(access.attrs)
        if use.embedded is not None:
            where = "in a string, out of which no statement is taken"
            return texts.NO_POSITION.fill(symbol, old=symbol.leaf, where=where)
        if not all((each.simple or each.literal) and not each.star for each in usage.arguments):
            return mismatch(texts.REMOVED_WITH_ARGUMENTS, rule)
        span = usage.call or Span(use.start, use.ends[access.attrs])
        around = self._tree.around(span)
        removal = removal_of(around, self._tree.source) if around else None
        if removal is None:
            return mismatch(texts.NOT_A_STATEMENT, rule)
        if hides_docstring(around):
            where = "before a string that would become a docstring"
            return texts.NO_POSITION.fill(symbol, old=symbol.leaf, where=where)
        return PlannedExpression(access, rule, removal, ())

    def _with_await(
        self, usage: Usage, call: Span, fitted: FittedExpression, rule: SymbolRule
    ) -> tuple[Span, Precedence, FittedExpression] | Rejection:
        if not fitted.takes_await:
            return call, usage.place, fitted
        found = _AWAIT.search(self._data, 0, call.start)
        if found is None:
            return texts.CANNOT_AWAIT_HERE.fill(rule.old, old=rule.old.leaf)
        return Span(found.start(), call.end), Precedence.PRIMARY, fitted

    def _spelled(
        self, symbol: Symbol, local: LocalName, access: LocalNameAccess, rule: SymbolRule
    ) -> SpelledName | str:
        """How the place reads a symbol: its own, and the receiver of a member, as it is written there."""
        if symbol == OF_CHAIN:
            return self._as_written(symbol, access, access.attrs - 1)
        if symbol == rule.old:
            return self._as_written(symbol, access, access.attrs)
        home = self._file.project.modules.find(symbol.module) if symbol.name else None
        if home is not None and home == self._file.path:
            return "this module defines it, perhaps by what is used here"
        return self._brought.spell(symbol, local, access.use)

    def _as_written(self, symbol: Symbol, access: LocalNameAccess, attributes: int) -> SpelledName:
        """The first names of an access."""
        use, attrs = access.use, access.use.attrs[:attributes]
        chain = (use.name, *attrs)
        found: set[str] = set()
        for binding in self._file.names.meanings_of(use.scope, use.name):
            path: tuple[str, ...] = (f"!{binding.kind}",)
            if isinstance(binding, ImportBinding):
                path = imported_path(self._file.facts, binding)
            found.add(".".join((*path, *attrs)))
        return SpelledName(symbol, chain, frozenset(found or {"?" + ".".join(chain)}))

    def _rest(self, span: Span) -> tuple[str, ...]:
        """The attributes that are read from what stands at a span."""
        found: list[str] = []
        at = span.end
        while (match := _ATTRIBUTES.match(self._data, at)) is not None:
            found.append(match.group(1).decode())
            at = match.end()
        return tuple(found)

    def _in_string(
        self, access: LocalNameAccess, rule: SymbolRule, span: Span, parts: Iterable[str | Filling | ReadText]
    ) -> Rejection | None:
        """Why an expression can't stand in a string: it holds quotes, or what ends a comment."""
        embedded = access.use.embedded
        fixed = "".join(
            each if isinstance(each, str) else each.literal
            for each in parts
            if not isinstance(each, ReadText)
        )
        unsafe = _UNSAFE_IN_EXAMPLES if embedded is Embedding.DOCTEST else _UNSAFE_IN_STRINGS
        if unsafe.search(fixed) is None:
            return None
        if embedded is None and not any(each.start < span.start < each.end for each in self._fstrings):
            return None
        return mismatch(texts.QUOTES_IN_STRING, rule)

    @cached_property
    def _fstrings(self) -> list[Span]:
        """The f-strings of the file, and its t-strings."""
        source = Source(self._file.path, self._data)
        kinds = (ast.JoinedStr, *filter(None, [getattr(ast, "TemplateStr", None)]))
        return [span_of(each, source.offset) for each in self._tree.nodes if isinstance(each, kinds)]

    @cached_property
    def _tree(self) -> CodeTree:
        return CodeTree(Source(self._file.path, self._data))
