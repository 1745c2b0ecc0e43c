"""A block of a document as a program of its own, and the way back from it to the document.

What earlier blocks of the document import is known in later ones, as it is to its readers. So their import
statements stand before a block's own lines, without being part of it.
"""

import ast
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from codemods.plan.documents.code_blocks import CodeBlock, CodeLine
from codemods.semantic.embedded_code import parse_quietly
from codemods.values.edit import Edit

_PROMPT = b">>>"


@dataclass(frozen=True, slots=True)
class ProgramLine:
    """A line of the program."""

    start: int
    """Its offset in the program, in bytes."""
    line: CodeLine | None
    """The line of the block that it is; None for one that the block does not have."""


@dataclass(frozen=True, slots=True)
class BlockProgram:
    """The program of one block. Offsets count UTF-8 bytes, in the program and in the document."""

    data: bytes
    lines: tuple[ProgramLine, ...]

    def is_own(self, edit: Edit) -> bool:
        """Whether an edit of the program is about the block itself."""
        return self._line_at(edit.start).line is not None

    def edit(self, edit: Edit, document: bytes) -> Edit:
        """An edit of the block's own lines as one of the document.

        Whole lines come and go with what stands before the code on them.
        """
        first, last = self._line_at(edit.start), self._line_at(max(edit.end - 1, edit.start))
        assert first.line is not None
        assert last.line is not None
        start = first.line.offset + edit.start - first.start
        end = last.line.offset + edit.end - last.start
        prefix = first.line.prefix
        if edit.start == first.start and _is_lines(self.data[edit.start : edit.end]) and _is_lines(edit.new):
            start -= len(prefix)
            end = max(end - len(prefix), start) if edit.end == edit.start else end
            new = b"".join(_prefixed(line, prefix) for line in edit.new.splitlines(keepends=True))
        else:
            head, *rest = edit.new.splitlines(keepends=True) or [b""]
            new = head + b"".join(_prefixed(line, prefix) for line in rest)
        return Edit(start, end, document[start:end], new)

    def line(self, number: int) -> CodeLine | None:
        """What a 1-based line of the program is in the document."""
        return self.lines[number - 1].line if 0 < number <= len(self.lines) else None

    def _line_at(self, offset: int) -> ProgramLine:
        return self.lines[bisect_right(self.lines, offset, key=lambda line: line.start) - 1]


def own_text(program: BlockProgram) -> bytes:
    """The text of the block itself."""
    return b"".join(each.line.text for each in program.lines if each.line is not None)


def block_programs(blocks: Iterable[CodeBlock]) -> Iterator[BlockProgram]:
    """Make a program of each block of a document that parses, in order; those with prompts as docstrings.

    Imports of earlier blocks stand in a suite of their own, where nothing is merged with them, and only
    those of names that a block does not bind itself.
    """
    imports: dict[str, bytes] = {}
    for number, block in enumerate(blocks):
        lines = _lines(block, number)
        if lines:
            own = _imports(block)
            known = dict.fromkeys(text for name, text in imports.items() if name not in own)
            suite = [b"if True:\n", *(b"    " + text + b"\n" for text in known)] if known else []
            yield _program([*suite, *lines])
            imports |= own


def missing_names(program: BlockProgram) -> set[str]:
    """The names that a program reads and binds nowhere."""
    tree = parse_quietly(program.data.decode(), "exec")
    nodes = list(ast.walk(tree)) if tree is not None else []
    names = [node for node in nodes if isinstance(node, ast.Name)]
    bound = {node.id for node in names if not isinstance(node.ctx, ast.Load)}
    for node in nodes:
        if isinstance(node, ast.Import | ast.ImportFrom):
            bound |= {alias.asname or alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            bound.add(node.name)
        elif isinstance(node, ast.arg):
            bound.add(node.arg)
        elif isinstance(node, ast.ExceptHandler) and node.name:
            bound.add(node.name)
    return {node.id for node in names if isinstance(node.ctx, ast.Load)} - bound


def _program(lines: Sequence[CodeLine | bytes]) -> BlockProgram:
    """A program of lines of the block and others."""
    data = b""
    placed = []
    for line in lines:
        text = line.text if isinstance(line, CodeLine) else line
        placed.append(ProgramLine(len(data), line if isinstance(line, CodeLine) else None))
        data += text if text.endswith((b"\n", b"\r")) else text + b"\n"
    return BlockProgram(data, tuple(placed))


def _lines(block: CodeBlock, number: int) -> Sequence[CodeLine | bytes]:
    """The lines of a block's program: its own, in a docstring if it has prompts; none if broken."""
    text = _text(block)
    if text.lstrip().startswith(_PROMPT):
        if b'"""' in text:
            return ()
        head = b"def example_%d():\n" % number
        return (head, b'    r"""\n', *block.lines, b'    """\n')
    return block.lines if isinstance(parse_quietly(text.decode(), "exec"), ast.Module) else ()


def _imports(block: CodeBlock) -> dict[str, bytes]:
    """What a block imports at its own level: for each name, a statement that binds just that one."""
    tree = parse_quietly(_text(block).decode(), "exec")
    found: dict[str, bytes] = {}
    for statement in tree.body if isinstance(tree, ast.Module) else ():
        if isinstance(statement, ast.Import | ast.ImportFrom):
            for alias in statement.names:
                local = alias.asname or alias.name.partition(".")[0]
                alone = type(statement)(**{**vars(statement), "names": [alias]})
                found[local] = ast.unparse(alone).encode()
    return found


def _text(block: CodeBlock) -> bytes:
    return b"".join(line.text for line in block.lines)


def _prefixed(line: bytes, prefix: bytes) -> bytes:
    """A line with what stands before the code in its block; an empty one has nothing before it."""
    return prefix + line if line.strip() else line


def _is_lines(text: bytes) -> bool:
    """Whether a text is made of whole lines, or is empty."""
    return not text or text.endswith((b"\n", b"\r"))
