"""A syntax tree without the definitions that hold nothing of interest; they come in when they are asked for.

Parsing is the largest cost of a cold run, and most functions of a file spell no name that matters. Such a
function or class at the top level, and such a method of a class there, is parsed as an empty function of the
same lines. All else has the place and the neighbours that it has in the whole tree. Of a function of which a
part matters nothing is left out, nor of a class of which more than methods matters.

That a text can be parted so is seen from its lines alone, and checked: what stands for a definition has to
come out of the parser as a statement where it was put. In a text where that may go wrong unseen nothing is
left out.
"""

import ast
import re
import warnings
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from symtable import symtable
from typing import NamedTuple

from codemods.semantic.parse_source import ParseError, parse
from codemods.semantic.span import Span
from codemods.values.source import Source

_HEADER = re.compile(rb"\n(?P<indentation>    )?(?:(?P<at>@)|def |(?P<holds>class )|async +def )")
"""The beginning of a definition, with the line end before it: what begins with a plain byte is found fast."""
_ENDS = {0: re.compile(rb"\n(?=[^\s#)\]}])"), 4: re.compile(rb"\n(?= {0,4}[^\s#)\]}])")}
"""What ends a definition, by its indentation: code, other than a closing bracket, that is not further in."""
_ODD = (b"\r", b"\f", b"\v")
_ODD_INDENTATIONS = (b"\n\t", b"\n \t", b"\n  \t", b"\n   \t")
"""With these an indentation, or a line, is not what it seems."""
_TRIPLE = (b'"""', b"'''")
_DECORATOR, _BEGIN, _FINISH = b"@_", b"def _(", b"):0"
_ROOM = len(_BEGIN) + len(_FINISH)
"""How long a definition has to be, so that something can stand for it."""
_NO_LINES = 1, 0


class _Definition(NamedTuple):
    """A definition, with its decorators: the bytes, and the lines, at which it begins and ends."""

    start: int
    header: int
    """The byte at which what comes after its decorators begins."""
    end: int
    first: int
    header_line: int
    last: int
    indentation: int
    head: tuple[int, int]
    """The first and the last line of what its class has before the first method; none at the top level."""

    @property
    def span(self) -> Span:
        """Its text, from the beginning of its first line."""
        return Span(self.start - self.indentation, self.end)

    def matters_for(self, lines: Sequence[int]) -> bool:
        """Whether one of some lines, which are sorted, lies in it, or in the head of its class."""
        return _is_any_from(lines, self.first, self.last) or _is_any_from(lines, *self.head)

    def is_stood_for_by(self, statement: ast.FunctionDef) -> bool:
        """Whether a statement at its place is what was put there, and nothing more."""
        decorators = [each.lineno for each in statement.decorator_list]
        decorated = [self.first] if self.start < self.header else []
        return decorators == decorated and statement.end_lineno == self.last


def _is_any_from(lines: Sequence[int], first: int, last: int) -> bool:
    at = bisect_left(lines, first)
    return at < len(lines) and lines[at] <= last


class _LeftOut(NamedTuple):
    """A definition that is left out, and where what stands for it is in the tree."""

    definition: _Definition
    body: list[ast.stmt]
    position: int


class PartialTree:
    """A tree with definitions left out of it."""

    def __init__(self, tree: ast.Module, source: Source, left_out: Sequence[_LeftOut] = ()) -> None:
        self.tree = tree
        self._source = source
        self._left_out = left_out

    @property
    def left_out(self) -> tuple[Span, ...]:
        """The definitions that are left out, in whole lines but for the last line end."""
        return tuple(each.definition.span for each in self._left_out)

    def complete(self, lines: Iterable[int]) -> None:
        """Take in the definitions in which one of some lines (1-based) lies. Raises ParseError."""
        ordered = sorted(lines) if self._left_out else ()
        waiting: list[_LeftOut] = []
        for each in self._left_out:
            if each.definition.matters_for(ordered):
                try:
                    each.body[each.position] = _parsed(self._source, each.definition)
                except ParseError:
                    # The parser says it best of the whole text.
                    self.tree, self._left_out = parse(self._source), ()
                    return
            else:
                waiting.append(each)
        self._left_out = waiting


def parse_partly(source: Source, lines: Iterable[int]) -> PartialTree:
    """Parse what of a source spans some lines (1-based), and all that is no definition. Raises ParseError.

    What the parser would say of a definition that is left out comes up only once that is taken in.
    """
    # A byte is found far faster than two, and few texts hold a tab.
    signs = (*_ODD, *(_ODD_INDENTATIONS if b"\t" in source.data else ()))
    if not any(sign in source.data for sign in signs):
        definitions = [*_definitions(source, sorted(lines))]
        try:
            tree = parse(Source(source.path, _without(source.data, definitions)))
        except ParseError:
            return PartialTree(parse(source), source)
        left_out = _found_in(tree, definitions)
        if len(left_out) == len(definitions):
            return PartialTree(tree, source, left_out)
    return PartialTree(parse(source), source)


def check_left_out(source: Source, left_out: Iterable[Span]) -> None:
    """Say what the parser says of definitions that were left out. Raises ParseError."""
    texts = [source.data[each.start : each.end] for each in left_out]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            # It parses as `ast.parse` does, and makes no tree of objects; a method needs a block around it.
            text = b"\n".join(b"if 0:\n" + each if each.startswith(b" ") else each for each in texts)
            symtable(text.decode("utf-8"), source.path, "exec")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        # It refuses more than the parser, and that says it best of the whole text.
        parse(source)


def _definitions(source: Source, lines: Sequence[int]) -> Iterator[_Definition]:
    """The definitions, in order, in which none of some lines lies that are sorted."""
    headers = [*_HEADER.finditer(source.data)]
    hits = [*map(source.line_start, lines), len(source.data)]
    number, done, inside, head = 0, 0, False, _NO_LINES
    while number < len(headers):
        begin, last = headers[number], number
        # A decorator belongs to the definition that comes next at its place.
        while headers[last].group("at") and last + 1 < len(headers) and _is_beside(headers[last + 1], begin):
            last += 1
        number, header = last + 1, headers[last]
        indentation = len(begin.group("indentation") or b"")
        if begin.start() < done - 1 or header.group("at") or (inside and indentation):
            continue
        start = begin.start() + 1 + indentation
        hit = hits[bisect_left(hits, begin.start() + 1)]
        end = _end(source.data, start, header.end(), indentation, hit)
        # A function is read as a whole, and so is a class of which more than methods matters.
        members = headers[number].start() if number < len(headers) else len(source.data)
        if not indentation:
            inside = end is not None or hit < members or not header.group("holds")
            head = source.line_of(start), source.line_of(members)
        if end is not None:
            code = header.start() + 1 + indentation
            first, header_line, final = map(source.line_of, (start, code, end - 1))
            done = end
            own_head = head if indentation else _NO_LINES
            yield _Definition(start, code, end, first, header_line, final, indentation, own_head)


def _is_beside(header: re.Match[bytes], other: re.Match[bytes]) -> bool:
    return header.group("indentation") == other.group("indentation")


def _end(data: bytes, start: int, header_end: int, indentation: int, hit: int) -> int | None:
    """Where a definition's code ends, before a hit; None where it does not, or that is not plain to see."""
    end = header_end
    while True:
        following = _ENDS[indentation].search(data, end)
        end = following.end() if following is not None else len(data)
        if hit < end:
            return None
        text = data[start:end]
        closed = _closes_strings(text)
        if closed is None:
            return None
        if closed and not text.endswith(b"\\\n"):
            break
        if following is None:
            return None
    while True:
        text = text.rstrip()
        line = text[text.rfind(b"\n") + 1 :]
        if line.lstrip(b" ").startswith(b"#"):
            if any(quote in line for quote in _TRIPLE):
                return None
            text = text[: len(text) - len(line)]
        else:
            # A comment, or a semicolon, may come after the last statement.
            end = start + len(text)
            return end if b"#" not in line and b";" not in line and end - header_end >= _ROOM else None


def _closes_strings(text: bytes) -> bool | None:
    """Whether each string in triple quotes ends in a text that begins outside of one; None for who knows."""
    used = [quote for quote in _TRIPLE if quote in text]
    if not used:
        return True
    if len(used) > 1:
        return None
    pieces = text.split(used[0])
    for piece in pieces[:-1:2]:
        # On the line where it begins, it may stand in a comment or in another string.
        line = piece[piece.rfind(b"\n") + 1 :]
        if b"#" in line or b"'" in line or b'"' in line:
            return None
    if any(piece.endswith(b"\\") for piece in pieces[1::2]):
        return None
    return len(pieces) % 2 == 1


def _without(data: bytes, definitions: Iterable[_Definition]) -> bytes:
    """A text with an empty function in the place of each definition; all else keeps its line and column."""
    parts: list[bytes] = []
    done = 0
    for each in definitions:
        parts.append(data[done : each.start])
        if each.start < each.header:
            parts += (_DECORATOR, _blank(data[each.start + len(_DECORATOR) : each.header]))
        parts += (_BEGIN, _blank(data[each.header + len(_BEGIN) : each.end - len(_FINISH)]), _FINISH)
        done = each.end
    return b"".join((*parts, data[done:]))


def _blank(text: bytes) -> bytes:
    """As many lines as a text has, empty but for the last, which is as long."""
    return b"\n" * text.count(b"\n") + b" " * (len(text) - text.rfind(b"\n") - 1)


def _found_in(tree: ast.Module, definitions: Iterable[_Definition]) -> list[_LeftOut]:
    """The definitions for which a function stands in a tree, at the top level or one level down."""
    by_place = {(each.header_line, each.indentation): each for each in definitions}
    found: list[_LeftOut] = []
    for body in _lists_of_statements(tree) if by_place else ():
        for index, statement in enumerate(body):
            if isinstance(statement, ast.FunctionDef) and statement.name == "_":
                definition = by_place.get((statement.lineno, statement.col_offset))
                if definition is not None and definition.is_stood_for_by(statement):
                    found.append(_LeftOut(definition, body, index))
    return found


def _lists_of_statements(tree: ast.Module) -> Iterator[list[ast.stmt]]:
    yield tree.body
    for statement in tree.body:
        holders = (statement, *getattr(statement, "handlers", ()), *getattr(statement, "cases", ()))
        for field in ("body", "orelse", "finalbody"):
            yield from (body for each in holders if (body := getattr(each, field, None)))


def _parsed(source: Source, definition: _Definition) -> ast.stmt:
    """The statement of a definition alone, with the places that it has in the source. Raises ParseError."""
    text = source.data[definition.span.start : definition.span.end]
    above = definition.first - 1
    if not definition.indentation:
        return parse(Source(source.path, b"\n" * above + text)).body[0]
    block = parse(Source(source.path, b"\n" * (above - 1) + b"if 0:\n" + text)).body[0]
    assert isinstance(block, ast.If)
    return block.body[0]
