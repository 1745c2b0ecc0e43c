"""The proof of expressions: another tree, another argument or another name in the new text is refused."""

import ast

import pytest

from codemods.project.decision import ExpressionChange, Filling, ReadText
from codemods.semantic.precedence import Precedence
from codemods.semantic.span import Span
from codemods.transformers import expression
from codemods.transformers.proof.expected_expression import holes_of
from codemods.values.source import Source
from tests.in_memory import TextTree

NP = ReadText(("np", "inf"), frozenset({"numpy.inf"}))
CHANGE = ExpressionChange(
    Span(0, 9),
    ("-", NP, " + ", Filling(Span(2, 3)), ".items(", Filling(None, "3"), ", k=", Filling(Span(5, 6)), ")"),
    Precedence.TEST,
)


def differs(text: str) -> bool:
    """Whether a text is not the expression, whatever stands in its holes."""
    return any(found is None for _, found in holes_of(CHANGE, ast.parse(text, mode="eval").body))


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        pytest.param("-np.inf + a.items(3, k=b)", False, id="as it should be"),
        pytest.param("-np.inf + (a + 1)().items(3, k=lambda: b)", False, id="with other arguments"),
        pytest.param("-np.inf + a + 1 .items(3, k=b)", True, id="taken apart"),
        pytest.param("-np.nan + a.items(3, k=b)", True, id="another name"),
        pytest.param("-inf + a.items(3, k=b)", True, id="a shorter name"),
        pytest.param("-np.inf + a.items(4, k=b)", True, id="another default"),
        pytest.param("-np.inf + a.items(3, l=b)", True, id="another keyword"),
        pytest.param("-np.inf + a.items(3, b)", True, id="by position"),
        pytest.param("-np.inf - a.items(3, k=b)", True, id="another operator"),
        pytest.param("-(np.inf + a.items(3, k=b))", True, id="grouped otherwise"),
        pytest.param("a", True, id="nothing of it"),
    ],
)
def test_another_expression_is_refused(text: str, wrong: bool) -> None:
    assert differs(text) is wrong


RULE = '[[symbol]]\nold = "ext:twice"\nsignature = "(d)"\nexpression = "d * two"\nimports = ["ext:two"]\n'


def test_without_its_parentheses_nothing_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    tree = TextTree({"app.py": "from ext import twice\ntwice(a + b)\n"}, RULE)
    assert tree.after("app.py") == "from ext import two\n(a + b) * two\n"
    monkeypatch.setattr(expression, "precedence_in", lambda _parent, _node: Precedence.YIELD)
    tree = TextTree({"app.py": "from ext import twice\ntwice(a + b)\n"}, RULE)
    assert tree.plan.files == ()
    assert "RP401" in tree.codes()


def test_without_the_edits_inside_of_it_nothing_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "from ext import twice\ntwice(twice(a))\n"
    assert TextTree({"app.py": text}, RULE).after("app.py") == "from ext import two\na * two * two\n"
    monkeypatch.setattr(expression, "_text_of", lambda source, filling, _edits: _plain(source, filling))
    tree = TextTree({"app.py": text}, RULE)
    assert tree.after("app.py") != "from ext import two\ntwice(a) * two\n"
    assert "RP401" in tree.codes()


def _plain(source: Source, filling: Filling) -> bytes:
    span = filling.span
    return source.data[span.start : span.end] if span is not None else filling.literal.encode()
