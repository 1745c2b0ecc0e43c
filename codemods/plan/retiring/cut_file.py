"""One file without what is removed: its new text, or why something cannot be taken out of it."""

import ast
import re
from collections import Counter
from dataclasses import dataclass, field

from codemods.plan.retiring.retirement_spread import FileCuts
from codemods.plan.retiring.statements import BodyStatement, binds_only, lists_only, statements, tuples_in
from codemods.plan.retiring.text_cuts import Cut, LineRange, cut_all, entry_cut, statement_cuts, text_cut
from codemods.plan.retiring.unused_imports import unused_imports
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
    """A file without what is removed."""

    source: Source
    """What it was."""
    data: bytes
    """Its new text, as UTF-8."""
    removed: list[tuple[int, int]] = field(default_factory=list)
    """The half-open ranges of the old text's offsets that were removed."""
    blockers: list[Finding] = field(default_factory=list)
    """What cannot be taken out."""
    notes: list[Finding] = field(default_factory=list)
    """What a person may want to clean up afterwards."""

    def holds(self, offset: int) -> bool:
        """Whether a place of the old text is among what was removed."""
        return any(start <= offset < end for start, end in self.removed)


def cut_file(
    source: Source, tree: ast.Module, table: ScopeTable, cuts: FileCuts, dunder_all_complete: bool
) -> CutFile:
    """Cut out of a file what is removed; `dunder_all_complete` says that its `__all__` is wholly known."""
    return _FileCutter(source, tree, table, cuts, dunder_all_complete).cut()


class _FileCutter:
    def __init__(
        self, source: Source, tree: ast.Module, table: ScopeTable, cuts: FileCuts, dunder_all_complete: bool
    ) -> None:
        self.source = source
        self.table = table
        self.cuts = cuts
        self.dunder_all_complete = dunder_all_complete
        self.file = CutFile(source, source.data)
        self.statements = list(statements(tree))
        self.whole: list[BodyStatement] = []
        """The statements that are removed as a whole."""
        self.steps: list[tuple[int, Cut]] = []

    def cut(self) -> CutFile:
        for statement in self.statements:
            self._statement(statement)
        self._entries()
        self.file.notes += unused_imports(self.source, self.statements, self.whole, self.cuts.names)
        self._check_bindings()
        self.file.data = cut_all(self.source, [*self.steps, *statement_cuts(self.source, self._lines())])
        return self.file

    def _lines(self) -> list[LineRange]:
        """The lines of the removed statements; the first of a block that is emptied leaves a `pass`."""
        numbers = Counter(each.list for each in self.whole)
        first = {each.list: each for each in reversed(self.statements)}
        return [
            LineRange(
                each.first,
                each.last,
                emptied=not each.top and numbers[each.list] == each.size and each is first[each.list],
            )
            for each in self.whole
        ]

    def _statement(self, statement: BodyStatement) -> None:
        node = statement.node
        if isinstance(node, ast.Import | ast.ImportFrom):
            self._import(statement)
        elif binds_only(node, self.cuts.names) or (self.cuts.entries and lists_only(node, self.cuts.names)):
            self._take(statement)

    def _import(self, statement: BodyStatement) -> None:
        start = self.source.offset(statement.node.lineno, statement.node.col_offset)
        for index, each in enumerate(self.table.facts.imports):
            if each.span.start == start:
                cut = [number for number in range(len(each.aliases)) if self._is_cut(index, number, each)]
                if cut and len(cut) == len(each.aliases):
                    self._take(statement)
                elif cut:
                    self._shorten(each, cut)

    def _is_cut(self, index: int, number: int, statement: Import) -> bool:
        """Whether an alias of an import is removed."""
        if (index, number) in self.cuts.aliases:
            return True
        plain = statement.is_from and not statement.is_star
        return plain and statement.aliases[number].local in self.cuts.own

    def _shorten(self, statement: Import, cut: list[int]) -> None:
        """Take some names out of an import."""
        span = statement.span
        text = self.source.data[span.start : span.end].decode("utf-8")
        base = relative_base(self.table.facts, statement)
        try:
            shortened = rewrite_statement(text, dict.fromkeys(cut, REMOVED), base)
        except FragmentSyntaxError as error:
            self._stays(span.start, texts.IMPORT_UNREADABLE.fill(reason=error))
            return
        spans = [statement.aliases[number].span for number in cut]
        self.file.removed += [(each.start, each.end) for each in spans]
        self.steps.append(text_cut(span.start, span.end, shortened.text.encode()))

    def _take(self, statement: BodyStatement) -> None:
        """Take a whole statement out, if its lines are its own."""
        source, node = self.source, statement.node
        start, end = source.line_start(statement.first), source.line_start(statement.last + 1)
        own = source.offset(node.lineno, node.col_offset)
        behind = source.data[source.offset(statement.last, node.end_col_offset or 0) : end].strip()
        before = source.data[source.line_start(node.lineno) : own].strip()
        if before or (behind and not behind.startswith(b"#")):
            self._stays(own, texts.SHARES_LINE.fill())
            return
        self.whole.append(statement)
        self.file.removed.append((start, end))

    def _entries(self) -> None:
        """Take entries of `__all__` out, unless their statement is removed anyway."""
        for offset, string in self.cuts.entries.items():
            if not self.file.holds(offset):
                self.file.removed.append((offset, string.span.end))
                self.steps.append(entry_cut(offset, string.span.end))
        for statement in self.statements:
            for node in tuples_in(statement.node) if self.cuts.entries else ():
                self._keep_tuple(node)

    def _keep_tuple(self, node: ast.Tuple) -> None:
        """Put a comma behind the last entry of a tuple where it is the only one left."""
        offsets = [self.source.offset(each.lineno, each.col_offset) for each in node.elts]
        kept = [each for each, offset in zip(node.elts, offsets, strict=True) if not self.file.holds(offset)]
        if len(kept) == 1 and kept[0] is node.elts[-1] and len(node.elts) > 1:
            end = self.source.offset(kept[0].end_lineno or 0, kept[0].end_col_offset or 0)
            if not re.match(rb"\s*,", self.source.data[end:]):
                self.steps.append(text_cut(end, end, b","))

    def _check_bindings(self) -> None:
        """Say of each place that still binds a removed name that it does."""
        dunder_all = self.table.facts.dunder_all
        for name in sorted(self.cuts.names):
            for binding in self.table.bindings.get((0, name), ()):
                if not self.file.holds(binding.span.start):
                    self._stays(binding.span.start, texts.BOUND_FOR_GOOD.fill(name=name, what=binding.kind))
            if name in dunder_all.uneditable:
                self._stays(0, texts.LISTING_UNEDITABLE.fill(name=name))
            elif not self.dunder_all_complete:
                for string in self.table.facts.strings:
                    if string.value == name and not string.dunder_all_entry:
                        self._stays(string.span.start, texts.LISTING_DYNAMIC.fill(name=name))

    def _stays(self, offset: int, why: Rejection) -> None:
        self.file.blockers.append(why.at(self.source.path, *self.source.position(offset)))
