"""Which lines of a document are Python, each with its place."""

import pytest

from codemods.plan.documents.code_blocks import CodeBlock, markdown_blocks, restructured_blocks


def code(blocks: list[CodeBlock]) -> list[str]:
    return ["".join(line.text.decode() for line in block.lines) for block in blocks]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("```python\nx\n```\n", ["x\n"], id="a fence"),
        pytest.param("~~~~ py\nx\n~~~~\n", ["x\n"], id="a fence of tildes"),
        pytest.param("```Python title=x\nx\n```\n", ["x\n"], id="words after the language"),
        pytest.param("```{code-block} python\nx\n```\n", ["x\n"], id="a directive"),
        pytest.param("```{.python}\nx\n```\n", ["x\n"], id="a class"),
        pytest.param("```pycon\n>>> x\n```\n", [">>> x\n"], id="a session"),
        pytest.param(
            "- a\n\n  ```python\n  if x:\n      y\n\n  z\n  ```\n", ["if x:\n    y\n\nz\n"], id="in a list"
        ),
        pytest.param("> ```python\n> x\n> ```\n", ["x\n"], id="in a quotation"),
        pytest.param("```python\r\nx\r\n```\r\n", ["x\r\n"], id="CRLF"),
        pytest.param("```python\nx", ["x"], id="never closed"),
        pytest.param("```\nx\n```\n", [], id="no language"),
        pytest.param("```bash\npython x\n```\n", [], id="another language"),
        pytest.param("```text python-like\nx\n```\n", [], id="a word that begins like it"),
        pytest.param("    ```python\n    x\n    ```\n", [], id="an indented block that shows a fence"),
        pytest.param("`python`\n", [], id="no fence at all"),
    ],
)
def test_markdown(text: str, expected: list[str]) -> None:
    assert code(markdown_blocks(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(".. code-block:: python\n\n   x\n   y\n\nprose\n", ["x\ny\n"], id="a code block"),
        pytest.param(".. code:: python\n   :number-lines:\n\n   x\n", ["x\n"], id="options"),
        pytest.param(".. testcode::\n\n   if x:\n       y\n", ["if x:\n    y\n"], id="test code"),
        pytest.param(".. doctest::\n\n   >>> x\n", [">>> x\n"], id="a doctest"),
        pytest.param("* a\n\n  .. code-block:: py\n\n     x\n\n     y\n", ["x\n\ny\n"], id="in a list"),
        pytest.param(".. code-block:: console\n\n   x\n", [], id="another language"),
        pytest.param(".. code-block:: python\n\nprose\n", [], id="empty"),
        pytest.param("::\n\n   x\n", [], id="a literal block"),
    ],
)
def test_restructured_text(text: str, expected: list[str]) -> None:
    assert code(restructured_blocks(text)) == expected
