"""Imports that nothing uses any more once some statements are gone."""

import ast

import pytest

from codemods.plan.retiring.statements import statements
from codemods.plan.retiring.unused_imports import unused_imports
from codemods.values.source import Source

USE = "def make(): return os.name\n"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param(f"import os\n{USE}", [1], id="only what is removed used it"),
        pytest.param(f"import os.path\n{USE}", [1], id="by its first component"),
        pytest.param(f"x = 1\nimport sys as os\n{USE}", [2], id="by its new name"),
        pytest.param(f"import os\n{USE}print(os)\n", [], id="used elsewhere"),
        pytest.param(f"import os\n{USE}def f():\n    os.sep\n", [], id="used in another function"),
        pytest.param(f"import os\n{USE}__all__ = ['os']\n", [], id="spelled as text"),
        pytest.param(f"import os, sys\n{USE}", [1], id="one that nothing used before is left alone"),
        pytest.param(f"if a:\n    import os\n{USE}", [], id="not at module level"),
    ],
)
def test_left_over(text: str, lines: list[int]) -> None:
    assert left_over(text) == [("RP503", line) for line in lines]


def test_a_name_that_the_module_loses_anyway_is_none() -> None:
    assert left_over(f"import os\n{USE}", {"os"}) == []


def left_over(text: str, lost: set[str] | None = None) -> list[tuple[str, int]]:
    """The codes and lines of the findings where `make` is removed."""
    body = list(statements(ast.parse(text)))
    removed = [each for each in body if isinstance(each.node, ast.FunctionDef) and each.node.name == "make"]
    found = unused_imports(Source("a.py", text.encode()), body, removed, lost or set())
    return [(each.code, each.line) for each in found]
