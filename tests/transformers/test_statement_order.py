"""In which order the statements of a run of imports stand."""

import ast

import pytest

from codemods.transformers.import_groups import groups_of_imports
from codemods.transformers.statement_order import order_of_run
from codemods.values.code_style import NO_STYLE
from codemods.values.source import Source


@pytest.mark.parametrize(
    ("text", "ordered"),
    [
        pytest.param("import a\nimport b\nimport c", True, id="by module"),
        pytest.param("import b\nimport a\nimport c", False, id="none"),
        pytest.param("import c\nfrom a import x\nfrom b import x", True, id="plain imports first"),
        pytest.param("from a import x\nimport b\nfrom c import x", True, id="among each other"),
        pytest.param("import a\nimport B\nimport c", True, id="without regard to case"),
        pytest.param("import B\nimport a\nimport c", True, id="by code point"),
        pytest.param("import m2\nimport m10\nimport m11", True, id="numbers as numbers"),
        pytest.param("from .. import a\nfrom . import b\nfrom .c import d", True, id="the farthest first"),
        pytest.param("from . import b\nfrom .c import d\nfrom .. import a", True, id="the nearest first"),
        pytest.param("from a import x\nfrom a import y\nfrom b import z", True, id="by the first name"),
        pytest.param("import a\nimport b", False, id="too few to tell"),
    ],
)
def test_the_order_of_a_run(text: str, ordered: bool) -> None:
    (run,) = groups_of_imports(Source("app.py", f"{text}\n".encode()), ast.parse(text))
    assert (order_of_run(run, NO_STYLE) is not None) is ordered
