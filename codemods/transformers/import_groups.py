"""Runs of import statements as they stand in a text, by groups: what an import sorter sees."""

import ast
import re
import sys
from collections.abc import Iterator, Sequence
from enum import IntEnum
from typing import NamedTuple

from codemods.semantic.matching_lines import MatchingLines
from codemods.transformers.import_order import in_order
from codemods.values.source import Source


class ImportOrigin(NamedTuple):
    """What one import statement is sorted by."""

    is_from: bool
    level: int
    """The leading dots."""
    module: str
    """The dotted name behind them; the first of `import a, b`."""
    names: tuple[str, ...]
    """What a from-import takes; empty for `import a`."""

    @property
    def top(self) -> str:
        """The package around it, a dot for relative imports."""
        return "." if self.level else self.module.partition(".")[0]


class ImportStatement(NamedTuple):
    """One import statement that has its lines for itself."""

    what: ImportOrigin
    lines: bytes
    """Its lines, with the comments right above it and the last line end."""
    commented: bool
    """Whether comments stand right above it."""
    binds: tuple[str, ...]
    """The names that it binds; of `import a.b`, the path."""

    @property
    def first(self) -> tuple[str, ...]:
        """The first name that a from-import takes, with its `as`; nothing for `import a`."""
        pairs = zip(self.what.names[:1], self.binds, strict=False)
        return tuple(name if name == local else f"{name} as {local}" for name, local in pairs)

    @property
    def code(self) -> bytes:
        """Its lines without the comments above it."""
        return self.lines.removeprefix(self.comments)

    @property
    def comments(self) -> bytes:
        """The lines of comments right above it."""
        found = b""
        for row in self.lines.splitlines(keepends=True):
            if not row.lstrip().startswith(b"#"):
                break
            found += row
        return found

    def parted(self, each_name: bool, by_ruff: bool) -> list["ImportStatement"]:
        """It in several, its comments above the first; see `parted`.

        Of one line, ruff gives each name the comment behind it.
        """
        comments, code = self.comments, self.code
        behind = _COMMENT_BEHIND.search(code) if each_name and by_ruff else None
        if behind is not None and len(code.splitlines()) == 1:
            bare = parted(self._replace(lines=code.replace(behind.group(), b"")), each_name)
            ends = [len(each.lines.rstrip()) for each in bare]
            lines = [
                each.lines[:end] + behind.group() + each.lines[end:]
                for each, end in zip(bare, ends, strict=True)
            ]
            bare = [each._replace(lines=line) for each, line in zip(bare, lines, strict=True)]
        else:
            bare = parted(self._replace(lines=code), each_name)
        return [bare[0]._replace(lines=comments + bare[0].lines, commented=self.commented), *bare[1:]]

    def laid_out(self, length: int, joins: bool) -> "ImportStatement":
        """It on one line, with `joins` where it has several, or with one name a line; see `wrapped`."""
        comments = self.comments
        bare = self._replace(lines=self.code)
        if joins and not comments:
            bare = bare._replace(lines=joined(bare, length))
        return bare._replace(lines=comments + wrapped(bare, length))


class ImportGroups(NamedTuple):
    """Import statements one after the other, with nothing but comments and empty lines in between.

    `start` and `end` are the byte offsets of its lines. `groups` are parted by empty lines; `gaps` are these,
    one fewer. `blank` stands before the comments above a statement that is not the first of its group,
    and `blank_at_head` before those above the first, where the gap before it is empty.
    """

    start: int
    end: int
    groups: tuple[tuple[ImportStatement, ...], ...]
    gaps: tuple[bytes, ...]
    blank: bytes = b""
    blank_at_head: bytes = b""

    @property
    def text(self) -> bytes:
        """Its lines."""
        joined = b""
        for gap, group in zip((b"", *self.gaps), self.groups, strict=True):
            joined += gap
            for number, each in enumerate(group):
                blank = self.blank if number else self.blank_at_head
                joined += blank if joined and each.commented and (number or not gap) else b""
                joined += each.lines
        return joined


def groups_of_imports(
    source: Source, tree: ast.Module, lines: MatchingLines | None = None
) -> Iterator[ImportGroups]:
    """The runs of a text, those of nested blocks too, where each statement has its lines for itself.

    With `lines`, nested blocks in which none of them lies are left out.
    """
    for body in _statement_lists(tree, lines):
        run: list[ast.Import | ast.ImportFrom] = []
        for statement in (*body, None):
            if isinstance(statement, (ast.Import, ast.ImportFrom)):
                run.append(statement)
                continue
            made = _run(source, run) if run else None
            if made is not None:
                yield made
            run = []


def _statement_lists(tree: ast.Module, lines: MatchingLines | None) -> Iterator[list[ast.stmt]]:
    todo: list[ast.AST] = [tree]
    for node in todo:
        for name in ("body", "orelse", "finalbody"):
            body = getattr(node, name, None)
            if isinstance(body, list) and body and isinstance(body[0], ast.stmt):
                yield body
                todo += (each for each in body if lines is None or lines.lie_in(each))
        todo += (*getattr(node, "handlers", ()), *getattr(node, "cases", ()))


def _run(source: Source, statements: Sequence[ast.Import | ast.ImportFrom]) -> ImportGroups | None:
    """The run of some statements; None where two share a line, or something else stands on one of theirs."""
    groups: list[list[ImportStatement]] = [[]]
    gaps: list[bytes] = []
    first = done = source.line_start(statements[0].lineno)
    indent = source.data[first : source.offset(statements[0].lineno, statements[0].col_offset)]
    for node in statements:
        start, last = source.line_start(node.lineno), node.end_lineno or node.lineno
        end = source.line_start(last + 1)
        rest = source.data[source.offset(last, node.end_col_offset or 0) : end].strip()
        before = source.data[start : source.offset(node.lineno, node.col_offset)]
        if start < done or before != indent or indent.strip() or rest[:1] not in (b"", b"#"):
            return None
        between = source.data[done:start].splitlines(keepends=True)
        above = len(between)
        while above and between[above - 1].strip():
            above -= 1
        gap, comments = b"".join(between[:above]), b"".join(between[above:])
        if gap:
            gaps.append(gap)
            groups.append([])
        lines = comments + source.data[start:end]
        groups[-1].append(ImportStatement(_what(node), lines, bool(comments), _binds(node)))
        done = end
    return ImportGroups(first, done, tuple(map(tuple, groups)), tuple(gaps))


def read_statement(comments: bytes, code: bytes) -> ImportStatement:
    """One import statement, from the comments above it and its own lines."""
    (node,) = ast.parse(code.decode().lstrip()).body
    assert isinstance(node, (ast.Import, ast.ImportFrom))
    return ImportStatement(_what(node), comments + code, bool(comments), _binds(node))


def _what(node: ast.Import | ast.ImportFrom) -> ImportOrigin:
    if isinstance(node, ast.Import):
        return ImportOrigin(False, 0, node.names[0].name, ())
    return ImportOrigin(True, node.level, node.module or "", tuple(each.name for each in node.names))


def _binds(node: ast.Import | ast.ImportFrom) -> tuple[str, ...]:
    return tuple(each.asname or each.name for each in node.names)


_COMMENT_BEHIND = re.compile(rb"[ \t]*#[^\r\n]*")
_SEVERAL_LINES = re.compile(rb"([ \t]*)(from \S+ import) \(\s*([^()#\\]+?)\s*,?\s*\)[ \t]*(\r\n|\r|\n|\Z)")
_ONE_LINE = re.compile(rb"([ \t]*)(from \S+ import) ([^()#\\\r\n]+?)[ \t]*(\r\n|\r|\n|\Z)")


def wrapped(statement: ImportStatement, length: int) -> bytes:
    """The lines of a from-import, one name a line if it is longer than a number of characters.

    It stays as it is where a comment stands beside it, or it has several lines already.
    """
    match = _ONE_LINE.fullmatch(statement.lines)
    if match is None or len(statement.lines.decode().rstrip()) <= length:
        return statement.lines
    indent, start, names, end = match.groups()
    return _on_lines(indent, start, [name.strip() for name in names.split(b",")], end)


def _on_lines(indent: bytes, start: bytes, names: Sequence[bytes], end: bytes) -> bytes:
    """A from-import with one name a line."""
    rows = b"".join(indent + b"    " + name + b"," + end for name in names)
    return indent + start + b" (" + end + rows + indent + b")" + end


def joined(statement: ImportStatement, length: int) -> bytes:
    """The lines of a from-import, on one if it is not longer than a number of characters then."""
    match = _SEVERAL_LINES.fullmatch(statement.lines)
    if match is None:
        return statement.lines
    indent, start, names, end = match.groups()
    line = indent + start + b" " + b", ".join(name.strip() for name in names.split(b",")) + end
    return line if len(line.decode().rstrip()) <= length else statement.lines


def shares_aliases(run: ImportGroups) -> bool:
    """Whether a name with `as` shares a from-import with others."""
    statements = (each for group in run.groups for each in group)
    return any(len(each.what.names) > 1 and b" as " in each.lines for each in statements)


def parted(statement: ImportStatement, each_name: bool) -> list[ImportStatement]:
    """A from-import in several: one for each name with `as`, or for `each_name`, and one for the others.

    It stays whole where a comment stands beside a name.
    """
    one_line = _ONE_LINE.fullmatch(statement.lines)
    match = one_line or _SEVERAL_LINES.fullmatch(statement.lines)
    if match is None or len(statement.what.names) < 2:
        return [statement]
    indent, start, listed, end = match.groups()
    spelled = [name.strip() for name in listed.split(b",")]
    names = list(zip(statement.what.names, statement.binds, spelled, strict=True))
    alone = [each_name or b" as " in text for _, _, text in names]
    if not any(alone):
        return [statement]
    rows = [[each] for each, apart in zip(names, alone, strict=True) if apart]
    if rest := [each for each, apart in zip(names, alone, strict=True) if not apart]:
        rows.append(rest)
    # Of one name, the import without `as` comes first.
    rows.sort(key=lambda row: (in_order(row[0][0]), row[0][0] != row[0][1]))
    line_end = end or b"\n"
    lines = []
    for row in rows:
        texts = [text for _, _, text in row]
        if one_line or len(row) == 1:
            lines.append(indent + start + b" " + b", ".join(texts) + line_end)
        else:
            lines.append(_on_lines(indent, start, texts, line_end))
    if not end:
        lines[-1] = lines[-1].removesuffix(line_end)
    return [
        ImportStatement(
            statement.what._replace(names=tuple(name for name, _, _ in row)),
            line,
            False,
            tuple(local for _, local, _ in row),
        )
        for row, line in zip(rows, lines, strict=True)
    ]


class ImportSection(IntEnum):
    """The sections in which sorters put imports, in their order."""

    FUTURE = 0
    STANDARD = 1
    OTHERS = 2
    OWN = 3
    RELATIVE = 4


def kind_of(what: ImportOrigin, own: frozenset[str]) -> ImportSection:
    """The section of an import. `own` are the top-level names of the tree's own modules."""
    if what.level:
        return ImportSection.RELATIVE
    if what.module == "__future__":
        return ImportSection.FUTURE
    if what.top in sys.stdlib_module_names:
        return ImportSection.STANDARD
    return ImportSection.OWN if what.top in own else ImportSection.OTHERS
