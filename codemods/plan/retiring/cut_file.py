"""One file without what goes: its new text, or why something cannot be taken out of it."""

import ast
import re
from dataclasses import dataclass, field

from codemods.plan.retiring.spread import FileCuts
from codemods.plan.retiring.statements import BodyStatement, binds_only, lists_only, statements, tuples_in
from codemods.plan.retiring.text_cuts import Cut, LineRange, cut_all, entry_cut, statement_cuts, text_cut
from codemods.plan.retiring.unused_imports import leftovers
from codemods.semantic.binding import Import
from codemods.semantic.scope_table import ScopeTable
from codemods.transformers.import_lines import relative_base
from codemods.transformers.import_statement import REMOVED, rewrite_statement
from codemods.transformers.rewrite_errors import FragmentSyntaxError
from codemods.values import finding_texts as texts
from codemods.values.finding import Finding
from codemods.values.rejection import Rejection
from codemods.values.source import Source


@dataclass(slots=True)
class CutFile:
    """A file's new text as UTF-8, the ranges of the old one that went, and what is to be said about it."""

    data: bytes
    gone: list[tuple[int, int]] = field(default_factory=list)
    """Half-open ranges of offsets."""
    blockers: list[Finding] = field(default_factory=list)
    notes: list[Finding] = field(default_factory=list)

    def holds(self, offset: int) -> bool:
        """Whether a place of the old text is among what went."""
        return any(start <= offset < end for start, end in self.gone)


def rewrite(
    source: Source, tree: ast.Module, names: ScopeTable, cuts: FileCuts, listing_told: bool
) -> CutFile:
    """Take out of a file what goes; `listing_told` says whether its `__all__` leaves nothing to run time."""
    return _Rewriting(source, tree, names, cuts, listing_told).run()


class _Rewriting:
    def __init__(
        self, source: Source, tree: ast.Module, names: ScopeTable, cuts: FileCuts, listing_told: bool
    ) -> None:
        self.source = source
        self.listing_told = listing_told
        self.names = names
        self.cuts = cuts
        self.made = CutFile(source.data)
        self.standing = list(statements(tree))
        self.whole: list[BodyStatement] = []
        self.steps: list[tuple[int, Cut]] = []

    def run(self) -> CutFile:
        for standing in self.standing:
            self._statement(standing)
        self._entries()
        self.made.notes += leftovers(self.source, self.standing, self.whole, self.cuts.names)
        emptied = {each.list: 0 for each in self.whole}
        for each in self.whole:
            emptied[each.list] += 1
        lines = [
            LineRange(
                each.first, each.last, not each.top and emptied[each.list] == each.size and self._opens(each)
            )
            for each in self.whole
        ]
        self._check_bindings()
        steps = [*self.steps, *statement_cuts(self.source, lines)]
        self.made.data = cut_all(self.source, steps)
        return self.made

    def _opens(self, standing: BodyStatement) -> bool:
        """Whether a statement is the first of its list."""
        return standing is next(each for each in self.standing if each.list == standing.list)

    def _statement(self, standing: BodyStatement) -> None:
        node = standing.node
        if isinstance(node, ast.Import | ast.ImportFrom):
            self._import(standing)
        elif binds_only(node, self.cuts.names) or (self.cuts.entries and lists_only(node, self.cuts.names)):
            self._take(standing)

    def _import(self, standing: BodyStatement) -> None:
        start = self.source.offset(standing.node.lineno, standing.node.col_offset)
        found = ((n, each) for n, each in enumerate(self.names.facts.imports) if each.span.start == start)
        for index, statement in found:
            going = [n for n in range(len(statement.aliases)) if self._goes(index, n, statement)]
            if going and len(going) == len(statement.aliases):
                self._take(standing)
            elif going:
                self._part(statement, going)

    def _goes(self, index: int, number: int, statement: Import) -> bool:
        if (index, number) in self.cuts.aliases:
            return True
        return (
            statement.is_from and not statement.is_star and statement.aliases[number].local in self.cuts.own
        )

    def _part(self, statement: Import, going: list[int]) -> None:
        """Take some names out of an import."""
        span = statement.span
        text = self.source.data[span.start : span.end].decode("utf-8")
        try:
            made = rewrite_statement(
                text, dict.fromkeys(going, REMOVED), relative_base(self.names.facts, statement)
            )
        except FragmentSyntaxError as error:
            self._stays(span.start, texts.IMPORT_UNREADABLE.fill(reason=error))
            return
        self.made.gone += [(statement.aliases[n].span.start, statement.aliases[n].span.end) for n in going]
        self.steps.append(text_cut(span.start, span.end, made.text.encode()))

    def _take(self, standing: BodyStatement) -> None:
        """Take a whole statement out, if its lines are its own."""
        source, node = self.source, standing.node
        start, end = source.line_start(standing.first), source.line_start(standing.last + 1)
        own = source.offset(node.lineno, node.col_offset)
        behind = source.data[source.offset(standing.last, node.end_col_offset or 0) : end].strip()
        before = source.data[source.line_start(node.lineno) : own].strip()
        if before or (behind and not behind.startswith(b"#")):
            self._stays(own, texts.SHARES_LINE.fill())
            return
        self.whole.append(standing)
        self.made.gone.append((start, end))

    def _entries(self) -> None:
        for offset, text in self.cuts.entries.items():
            if not self.made.holds(offset):
                self.made.gone.append((offset, text.span.end))
                self.steps.append(entry_cut(offset, text.span.end))
        for standing in self.standing:
            for node in tuples_in(standing.node) if self.cuts.entries else ():
                self._keep_tuple(node)

    def _keep_tuple(self, node: ast.Tuple) -> None:
        """Put a comma behind the last entry of a tuple where it is the only one left."""
        places = [self.source.offset(each.lineno, each.col_offset) for each in node.elts]
        kept = [each for each, place in zip(node.elts, places, strict=True) if not self.made.holds(place)]
        if len(kept) == 1 and kept[0] is node.elts[-1] and len(node.elts) > 1:
            end = self.source.offset(kept[0].end_lineno or 0, kept[0].end_col_offset or 0)
            if not re.match(rb"\s*,", self.source.data[end:]):
                self.steps.append(text_cut(end, end, b","))

    def _check_bindings(self) -> None:
        """Say of each place that still binds what goes that it does."""
        for name in sorted(self.cuts.names):
            for binding in self.names.bindings.get((0, name), ()):
                if not self.made.holds(binding.span.start):
                    said = texts.BOUND_FOR_GOOD.fill(name=name, what=binding.kind)
                    self._stays(binding.span.start, said)
            if name in self.names.facts.dunder_all.uneditable:
                self._stays(0, texts.LISTING_UNEDITABLE.fill(name=name))
            elif not self.listing_told:
                for text in self.names.facts.strings:
                    if text.value == name and not text.dunder_all_entry:
                        self._stays(text.span.start, texts.LISTING_DYNAMIC.fill(name=name))

    def _stays(self, offset: int, why: Rejection) -> None:
        self.made.blockers.append(why.at(self.source.path, *self.source.position(offset)))
