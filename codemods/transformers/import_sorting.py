"""Keep sorted imports sorted: a statement that imports from another module now goes where it belongs.

What a run's order is, the run itself says, as it stood before. Only new statements move.
"""

import ast
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from codemods.semantic.matching_lines import MatchingLines
from codemods.semantic.parse_source import shared_tree
from codemods.transformers.import_gathering import gathered, parted_as_isort_does
from codemods.transformers.import_grid import on_grid
from codemods.transformers.import_groups import (
    ImportGroups,
    ImportOrigin,
    ImportSection,
    ImportStatement,
    groups_of_imports,
    joined,
    kind_of,
    shares_aliases,
)
from codemods.transformers.import_order import place_among
from codemods.transformers.section_layout import SectionLayout
from codemods.transformers.statement_order import StatementOrder, order_of_run, unordered
from codemods.values.code_style import CodeStyle
from codemods.values.edit import Edit, splice
from codemods.values.source import Source


def sort_imports(
    source: Source,
    edits: Sequence[Edit],
    style: CodeStyle,
    own: frozenset[str],
    outline: Source | None = None,
    package: str = "",
) -> tuple[Edit, ...]:
    """Give the edits on a file with the imports that they bring in where its order has them.

    `own` are the top-level names of the tree's own modules, as far as the edits bring them in; `outline` is
    the source with statements left out that hold no edit; `package` the top-level package of the file.
    """
    found = list(edits)
    lines = MatchingLines(source.line_count, {source.line_of(each.start) for each in edits})
    for run in groups_of_imports(source, shared_tree(outline or source), lines) if edits else ():
        touching = [each for each in found if each.start < run.end and run.start < each.end]
        if not touching or touching[0].start < run.start or touching[-1].end > run.end:
            continue
        new = _arranged(source, run, touching, style, own, package)
        if new is not None:
            found = [each for each in found if each not in touching]
            found += _lines_changed(run.start, run.text, new)
    return tuple(sorted(found))


def _arranged(
    source: Source,
    run: ImportGroups,
    edits: Iterable[Edit],
    style: CodeStyle,
    own: frozenset[str],
    package: str,
) -> bytes | None:
    """A run's new text with its new statements in their places; None where that is what the edits make."""
    local = [Edit(each.start - run.start, each.end - run.start, each.old, each.new) for each in edits]
    after = Source(source.path, splice(run.text, local))
    changed = _read_run(after)
    if changed is None:
        return None
    made = _by_sections(run, changed, style, package, source.newline)
    by_section = made is not None
    if made is not None:
        run, changed = made
    order = order_of_run(run, style)
    old = Counter(statement.code for group in run.groups for statement in group)
    new: list[ImportStatement] = []
    for statement in [each for group in changed.groups for each in group]:
        if old[statement.code]:
            old[statement.code] -= 1
        else:
            new.append(statement)
    shares = style.combines_aliases or shares_aliases(run)
    if style.sorts and (style.single_line or not shares):
        parts = {id(each): each.parted(style.single_line, style.by_ruff) for each in new}
        groups = (
            tuple(part for each in group for part in parts.get(id(each), (each,))) for group in changed.groups
        )
        changed = changed._replace(groups=tuple(groups))
        new = [part for each in new for part in parts[id(each)]]
    moves = order is not None and _may_move(changed)
    if moves and style.sorts and not style.single_line:
        made_whole: list[ImportStatement] = []
        if by_section and not (shares or style.by_ruff):
            lays_out = style.joins_lines and (style.line_length or style.grid_length) is not None
            changed, new, made_whole = parted_as_isort_does(run, changed, new, lays_out)
        changed, new = gathered(run, changed, new, shares)
        new += made_whole
    arranged = _Arranged(
        run, changed, order if moves and order else unordered, own, source.newline, by_section, style.by_type
    )
    if moves:
        # Where no sorter says otherwise, a comment stays where it is, and so does what it is about.
        arranged.place_all([each for each in new if by_section or not each.commented])
    length = style.grid_length
    if by_section and length is not None:
        arranged.lay_out(new, partial(on_grid, length=length))
    length = style.line_length
    if length is not None:
        # Where the sorter has not been at work, an import of several lines keeps them, but for one name.
        before = [each for group in run.groups for each in group]
        done = order is not None and all(joined(each, length) == each.lines for each in before)
        joins = style.joins_lines and done
        arranged.lay_out(new, partial(_wrapped, length=length, joins=joins))
    return arranged.text if arranged.text != after.data else None


def _wrapped(statement: ImportStatement, length: int, joins: bool) -> ImportStatement:
    return statement.laid_out(length, joins or len(statement.binds) == 1)


def _by_sections(
    before: ImportGroups, after: ImportGroups, style: CodeStyle, package: str, newline: bytes
) -> tuple[ImportGroups, ImportGroups] | None:
    """A run before and after by the sorter's sections; None where it was not laid out by these."""
    if style.sections is None or not _may_move(after):
        return None
    layout = SectionLayout(style.sections, style, package, newline)
    old, new = layout.of(before), layout.of(after)
    if old is None or new is None or old.text != before.text or order_of_run(old, style) is None:
        return None
    return (old, new) if layout.heads(old) == layout.heads(new) else None


def _read_run(source: Source) -> ImportGroups | None:
    """The one run that a text is; None where it is something else."""
    indent = re.match(rb"[ \t]*", source.data)
    lead = b"if 1:\n" if indent and indent.group() else b""
    text = Source(source.path, lead + source.data)
    try:
        runs = list(groups_of_imports(text, ast.parse(text.data.decode())))
    except SyntaxError:
        return None
    if len(runs) != 1 or (runs[0].start, runs[0].end) != (len(lead), len(text.data)):
        return None
    return runs[0]


def _may_move(run: ImportGroups) -> bool:
    """Whether the order of a run's statements is without meaning for the names that they bind."""
    names = Counter(name for group in run.groups for each in group for name in set(each.binds))
    return "*" not in names and not any(count > 1 for count in names.values())


@dataclass(slots=True, eq=False)
class _Group:
    """The statements of one group, and what stood in it before."""

    statements: list[ImportStatement]
    was: tuple[ImportOrigin, ...] = ()

    def whats(self) -> tuple[ImportOrigin, ...]:
        """All that stands, or stood, in it."""
        return (*(each.what for each in self.statements), *self.was)


def _index(statements: Sequence[ImportStatement], wanted: ImportStatement | None) -> int | None:
    """Where the very statement stands."""
    return next((n for n, each in enumerate(statements) if each is wanted), None)


class _Arranged:
    """The groups of a run while its new statements find their places."""

    def __init__(
        self,
        before: ImportGroups,
        after: ImportGroups,
        order: StatementOrder,
        own: frozenset[str],
        newline: bytes,
        by_section: bool,
        by_type: bool,
    ) -> None:
        was = [tuple(each.what for each in group) for group in before.groups]
        tops = frozenset(
            each.top for group in was for each in group if kind_of(each, own) == ImportSection.OWN
        )
        self.own = own | tops
        self.order = order
        self.newline = newline
        same = len(was) == len(after.groups)
        self.groups = [_Group(list(group), was[n] if same else ()) for n, group in enumerate(after.groups)]
        self.gaps = list(after.gaps)
        self.blanks = after.blank, after.blank_at_head
        self.by_type = by_type
        self.by_section = by_section
        """Whether every statement is in its section's group already."""

    @property
    def text(self) -> bytes:
        """The run as it stands now; a group that nothing is left of goes with the lines before it."""
        groups, gaps = [tuple(each.statements) for each in self.groups], list(self.gaps)
        for at in reversed(range(len(groups))):
            if not groups[at]:
                del groups[at]
                del gaps[max(at - 1, 0) : max(at - 1, 0) + 1]
        return ImportGroups(0, 0, tuple(groups), tuple(gaps), *self.blanks).text

    def place_all(self, statements: Sequence[ImportStatement]) -> None:
        """Take statements out of their groups, so that the rest is in order; put each where it belongs."""
        homes = []
        for statement in statements:
            home = next(group for group in self.groups if _index(group.statements, statement) is not None)
            at = _index(home.statements, statement) or 0
            homes.append((home, home.statements[at - 1] if at else None))
        chosen = set(map(id, statements))
        for group in self.groups:
            group.statements = [each for each in group.statements if id(each) not in chosen]
        for statement, (home, before) in zip(statements, homes, strict=True):
            group = self._group_for(statement, home)
            keys, key = [self.order(each.what) for each in group.statements], self.order(statement.what)
            first, last = bisect_left(keys, key), bisect_right(keys, key)
            by_name = place_among(
                [each.first for each in group.statements[first:last]], statement.first, self.by_type
            )
            if by_name is not None:
                group.statements.insert(first + by_name, statement)
                continue
            # Among equals, as near to where it stood as can be.
            stood = _index(group.statements, before) if group is home else last
            group.statements.insert(min(max(-1 if stood is None else stood, first - 1) + 1, last), statement)

    def lay_out(
        self, statements: Sequence[ImportStatement], how: Callable[[ImportStatement], ImportStatement]
    ) -> None:
        """Lay some statements out on their lines."""
        chosen = set(map(id, statements))
        for group in self.groups:
            group.statements = [how(each) if id(each) in chosen else each for each in group.statements]

    def _group_for(self, statement: ImportStatement, home: _Group) -> _Group:
        """The group in which a statement belongs: its own, one that is there, or a new one."""
        if self.by_section:
            return home
        what, kind = statement.what, kind_of(statement.what, self.own)
        alike = [group for group in self.groups if what.top in {each.top for each in group.whats()}]
        if home in alike:
            return self._part_for(statement, alike) or home
        alike = alike or [group for group in self.groups if kind in self._kinds(group)]
        foreign = {ImportSection.OTHERS, ImportSection.OWN}
        if not alike and kind in foreign and self._kinds(home) & foreign:
            # What is the tree's own, settings say: the place of what stood here before is as good.
            return home
        if home in alike:
            return home
        return alike[0] if alike else self._new_group(kind)

    def _part_for(self, statement: ImportStatement, groups: Sequence[_Group]) -> _Group | None:
        """Of the parts of one section, which comments divide, the one where a statement sorts."""
        parts = [group for group in groups if group.statements]
        firsts = [self.order(group.statements[0].what) for group in parts]
        if len(parts) < 2 or firsts != sorted(firsts):
            return None
        return parts[max(bisect_right(firsts, self.order(statement.what)) - 1, 0)]

    def _kinds(self, group: _Group) -> set[ImportSection]:
        return {kind_of(each, self.own) for each in group.whats()}

    def _new_group(self, kind: ImportSection) -> _Group:
        """Make room for the first statement of a section."""
        later = (n for n, group in enumerate(self.groups) if max(self._kinds(group), default=kind) > kind)
        at = next(later, len(self.groups))
        made = _Group([])
        self.groups.insert(at, made)
        self.gaps.insert(min(at, len(self.gaps)), self.newline)
        return made


# Edits --------------------------------------------------------------------------------------------


def _lines_changed(start: int, old: bytes, new: bytes) -> list[Edit]:
    """One edit on the lines that differ, between those that two texts begin and end with."""
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    head = 0
    while head < min(len(before), len(after)) and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < min(len(before), len(after)) - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    first = start + sum(map(len, before[:head]))
    gone = b"".join(before[head : len(before) - tail])
    return [Edit(first, first + len(gone), gone, b"".join(after[head : len(after) - tail]))]
