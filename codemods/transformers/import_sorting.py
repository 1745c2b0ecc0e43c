"""Keep sorted imports sorted: a statement that imports from another module now goes where it belongs.

What a run's order is, the run itself says, as it stood before: the orders are those of isort and ruff
(https://docs.astral.sh/ruff/settings/#lintisort), and the plain alphabetical one. Only new statements move.
"""

import ast
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from codemods.semantic.matching_lines import MatchingLines
from codemods.semantic.parse_source import parse
from codemods.transformers.import_groups import (
    ImportGroups,
    ImportOrigin,
    ImportSection,
    ImportStatement,
    groups_of_imports,
    joined,
    kind_of,
    parted,
    shares_aliases,
    wrapped,
)
from codemods.transformers.import_order import place_among
from codemods.values.edit import Edit, splice
from codemods.values.import_style import ImportStyle
from codemods.values.source import Source

_Key = tuple[object, ...]
_Order = Callable[[ImportOrigin], _Key]
_FEWEST = 3
"""How many imports in order are more than chance, where no settings say that imports are sorted."""


def sort_imports(
    source: Source,
    edits: Sequence[Edit],
    style: ImportStyle,
    own: frozenset[str],
    outline: Source | None = None,
) -> tuple[Edit, ...]:
    """Give the edits on a file with the imports that they bring in where its order has them.

    `own` are the top-level names of the tree's own modules, as far as the edits bring them in; `outline` is
    the source with statements left out that hold no edit.
    """
    found = list(edits)
    lines = MatchingLines(source.line_count, {source.line_of(each.start) for each in edits})
    for run in groups_of_imports(source, parse(outline or source), lines) if edits else ():
        touching = [each for each in found if each.start < run.end and run.start < each.end]
        if not touching or touching[0].start < run.start or touching[-1].end > run.end:
            continue
        new = _arranged(source, run, touching, style, own)
        if new is not None:
            found = [each for each in found if each not in touching]
            found += _lines_changed(run.start, run.text, new)
    return tuple(sorted(found))


def _arranged(
    source: Source, run: ImportGroups, edits: Iterable[Edit], style: ImportStyle, own: frozenset[str]
) -> bytes | None:
    """A run's new text with its new statements in their places; None where that is what the edits make."""
    local = [Edit(each.start - run.start, each.end - run.start, each.old, each.new) for each in edits]
    after = Source(source.path, splice(run.text, local))
    changed = _read_run(after)
    if changed is None:
        return None
    old = Counter(statement.lines for group in run.groups for statement in group)
    new: list[ImportStatement] = []
    for statement in [each for group in changed.groups for each in group]:
        if old[statement.lines]:
            old[statement.lines] -= 1
        elif not statement.commented:
            new.append(statement)
    if style.sorts and (style.single_line or not (style.combines_aliases or shares_aliases(run))):
        parts = {id(each): parted(each, style.single_line) for each in new}
        groups = (
            tuple(part for each in group for part in parts.get(id(each), (each,))) for group in changed.groups
        )
        changed = changed._replace(groups=tuple(groups))
        new = [part for each in new for part in parts[id(each)]]
    order = _order_of(run, style) if _may_move(changed) else None
    arranged = _Arranged(run, changed, order or _unordered, own, source.newline)
    if order is not None:
        arranged.place_all(new)
    if style.line_length is not None:
        # Where the sorter has not been at work, an import of several lines keeps them.
        before = [each for group in run.groups for each in group]
        done = all(joined(each, style.line_length) == each.lines for each in before)
        arranged.wrap(new, style.line_length, style.joins_lines and done)
    return arranged.text if arranged.text != after.data else None


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
        self, before: ImportGroups, after: ImportGroups, order: _Order, own: frozenset[str], newline: bytes
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

    @property
    def text(self) -> bytes:
        """The run as it stands now; a group that nothing is left of goes with the lines before it."""
        groups, gaps = [tuple(each.statements) for each in self.groups], list(self.gaps)
        for at in reversed(range(len(groups))):
            if not groups[at]:
                del groups[at]
                del gaps[max(at - 1, 0) : max(at - 1, 0) + 1]
        return ImportGroups(0, 0, tuple(groups), tuple(gaps)).text

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
            equals = [each.what.names[:1] for each in group.statements[first:last]]
            by_name = place_among(equals, statement.what.names[:1])
            if by_name is not None:
                group.statements.insert(first + by_name, statement)
                continue
            # Among equals, as near to where it stood as can be.
            stood = _index(group.statements, before) if group is home else last
            group.statements.insert(min(max(-1 if stood is None else stood, first - 1) + 1, last), statement)

    def wrap(self, statements: Sequence[ImportStatement], length: int, joins: bool) -> None:
        """Lay out those of some statements that are too long for one line with one name a line.

        With `joins`, those that fit on one line are put there.
        """
        chosen = set(map(id, statements))
        for group in self.groups:
            for at, each in enumerate(group.statements):
                if id(each) in chosen:
                    lines = joined(each, length) if joins else each.lines
                    group.statements[at] = each._replace(lines=lines)
                    group.statements[at] = each._replace(lines=wrapped(group.statements[at], length))

    def _group_for(self, statement: ImportStatement, home: _Group) -> _Group:
        """The group in which a statement belongs: its own, one that is there, or a new one."""
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


# Orders -------------------------------------------------------------------------------------------


def _order_of(run: ImportGroups, style: ImportStyle) -> _Order | None:
    """The first order in which every group of a run stands; None where there is none."""
    whats = [[statement.what for statement in group] for group in run.groups]
    if not style.sorts and sum(map(len, whats)) < _FEWEST:
        return None
    for order in _orders(style):
        if all(order(one) <= order(other) for group in whats for one, other in pairwise(group)):
            return order
    return None


def _orders(style: ImportStyle) -> Iterable[_Order]:
    within = style.within_sections
    for mixed in (False, True) if within is None else (within, not within):
        for lower in (True, False):
            for nearest_first in (False, True):
                for whole in (False, True):
                    yield _Orders(mixed, lower, nearest_first, whole).key


def _unordered(_what: ImportOrigin) -> _Key:
    return ()


class _Orders:
    """One way to sort imports."""

    def __init__(self, mixed: bool, lower: bool, nearest_first: bool, whole: bool) -> None:
        self.mixed = mixed
        """Whether `import a` and `from a import b` stand among each other."""
        self.lower = lower
        self.nearest_first = nearest_first
        """Whether of relative imports those with fewer dots come first."""
        self.whole = whole
        """Whether a from-import is sorted by its first name as well."""

    def key(self, what: ImportOrigin) -> _Key:
        """A key by which imports of one group are sorted."""
        names = what.names[:1] if self.whole else ()
        path = ".".join((what.module, *names))
        distance = what.level if self.nearest_first else -what.level
        spelled = _natural(path.lower() if self.lower else path)
        first = () if self.mixed else (what.is_from,)
        return (*first, bool(what.level), distance, spelled)


def _natural(text: str) -> list[tuple[int, str]]:
    """A text in pieces, so that numbers sort as numbers."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", text) if part]


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
