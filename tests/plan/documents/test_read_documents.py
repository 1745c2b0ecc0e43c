"""The Python in a document, or in the docstrings of a module, by the ending of its name."""

import pytest

from codemods.plan.documents.code_blocks import CodeBlock
from codemods.plan.documents.read_documents import blocks_of, document_source
from codemods.values.source import Source


def code(blocks: list[CodeBlock]) -> list[str]:
    return ["".join(line.text.decode() for line in block.lines) for block in blocks]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        pytest.param("a.md", ["fence\n"], id="Markdown"),
        pytest.param("a.mdx", ["fence\n"], id="Markdown with components"),
        pytest.param("a.rst", ["directive\n"], id="reStructuredText"),
        pytest.param("a.py", [], id="a module without docstrings"),
    ],
)
def test_the_ending_says_what_a_block_looks_like(path: str, expected: list[str]) -> None:
    text = b"```python\nfence\n```\n\n.. code:: python\n\n   directive\n"
    assert code(blocks_of(Source(path, text))) == expected


@pytest.mark.parametrize("path", ["a.md", "a.rst"])
def test_each_line_knows_its_place_in_bytes(path: str) -> None:
    fence = (
        "é\n\n```python\nä = 1\nb\n```\n" if path == "a.md" else "é\n\n.. code:: python\n\n   ä = 1\n   b\n"
    )
    source = document_source(path, b"\xef\xbb\xbf" + fence.encode())
    assert source is not None
    (block,) = blocks_of(source)
    for line in block.lines:
        assert source.data[line.offset :].startswith(line.text)


def test_a_document_that_is_no_utf8_holds_none() -> None:
    assert document_source("a.md", b"\xff") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            'def f():\n    """A.\n\n    ```python\n    x\n    ```\n    """\n', ["x\n"], id="Markdown"
        ),
        pytest.param('"""\n.. code-block:: python\n\n    x\n"""\n', ["x\n"], id="reStructuredText"),
        pytest.param('"""\n```python\n"\\n"\n```\n"""\n', [], id="an escape"),
        pytest.param('x = """\n```python\nx\n```\n"""\n', [], id="no docstring"),
        pytest.param('"""\n```python\nx\n```\n"""\n(', [], id="a module that does not parse"),
    ],
)
def test_docstrings(text: str, expected: list[str]) -> None:
    blocks = blocks_of(Source("m.py", text.encode()))
    assert code(blocks) == expected
    for block in blocks:
        assert all(text.encode()[line.offset :].startswith(line.text) for line in block.lines)
