"""From a document, or a module with docstrings, to the blocks of Python in it."""

import ast
import codecs
import re
from collections.abc import Iterator
from dataclasses import replace

from codemods.plan.documents.code_blocks import CodeBlock, markdown_blocks, restructured_blocks
from codemods.semantic.embedded_code import QUOTES, parse_quietly
from codemods.semantic.nodes import span_of
from codemods.values.source import NEWLINE, Source

MARKDOWN = (".md", ".markdown", ".mdx")
DOCUMENTS = (*MARKDOWN, ".rst")
PYTHON = (".py", ".pyi")
_FENCE = re.compile(rb"```|~~~|\.\. (?:code|code-block|sourcecode|testcode)::")


def document_source(path: str, data: bytes) -> Source | None:
    """A document's text; None where it is not UTF-8."""
    bom = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    try:
        data.decode()
    except UnicodeDecodeError:
        return None
    return Source(path, data[len(bom) :], bom=bom)


def blocks_of(source: Source) -> list[CodeBlock]:
    """The blocks of Python in a document, by the ending of its name; of a module, those in its docstrings."""
    if source.path.endswith(PYTHON):
        return list(_docstring_blocks(source)) if _FENCE.search(source.data) else []
    text = source.data.decode()
    return markdown_blocks(text) if source.path.endswith(MARKDOWN) else restructured_blocks(text)


def _docstring_blocks(source: Source) -> Iterator[CodeBlock]:
    tree = parse_quietly(source.data.decode(), "exec")
    for node in ast.walk(tree) if tree is not None else ():
        if isinstance(node, ast.Module | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            first = node.body[0] if node.body else None
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                yield from _in_string(source, first.value)


def _in_string(source: Source, constant: ast.Constant) -> Iterator[CodeBlock]:
    """The blocks in one docstring, where it is written as it is: with no escape in it."""
    span = span_of(constant, source.offset)
    raw = source.data[span.start : span.end]
    opening = QUOTES.match(raw)
    if opening is None or not isinstance(constant.value, str):
        return
    inner = raw[opening.end() : -len(opening.group(1))]
    if NEWLINE.sub(b"\n", inner) != constant.value.encode("utf-8", "surrogatepass"):
        return
    text, start = inner.decode(), span.start + opening.end()
    below = [len(line) - len(line.lstrip(" ")) for line in text.splitlines()[1:] if line.strip()]
    for block in (*markdown_blocks(text, min(below, default=0)), *restructured_blocks(text)):
        yield CodeBlock(tuple(replace(line, offset=line.offset + start) for line in block.lines))
