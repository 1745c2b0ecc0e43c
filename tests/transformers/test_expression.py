"""Writing an expression in the place of a call: parentheses, inner edits, examples with prompts."""

import ast

import pytest

from codemods.project.decision import ExpressionChange, Filling, ReadText
from codemods.semantic.precedence import Precedence, precedence_in
from codemods.semantic.span import Span
from codemods.transformers.expression import expression_edit
from codemods.values.edit import Edit, splice
from codemods.values.source import Source

HOLE = "…"


def written(template: str, value: str, around: str = "OLD", edits: tuple[tuple[str, str], ...] = ()) -> str:
    """A text with `OLD` replaced by `f(value)`, and this by a template with the value in its hole."""
    text = around.replace("OLD", f"f({value})")
    start = around.index("OLD")
    call = Span(start, start + len(f"f({value})"))
    node, parent = _place(around)
    before, _, after = template.partition(HOLE)
    parts: list[str | Filling | ReadText] = [before] if before else []
    while True:
        parts.append(Filling(Span(call.start + 2, call.end - 1)))
        before, hole, after = after.partition(HOLE)
        parts += [before] if before else []
        if not hole:
            break
    change = ExpressionChange(call, tuple(parts), precedence_in(parent, node))
    inner = [_edit(text, *each) for each in edits]
    return splice(text.encode(), [expression_edit(Source("a.py", text.encode()), change, inner)]).decode()


def _edit(text: str, old: str, new: str) -> Edit:
    start = text.index(old)
    return Edit(start, start + len(old), old.encode(), new.encode())


def _place(around: str) -> tuple[ast.AST, ast.AST]:
    for parent in ast.walk(ast.parse(around)):
        for child in ast.iter_child_nodes(parent):
            if isinstance(child, ast.Name) and child.id == "OLD":
                return child, parent
    raise AssertionError(around)


@pytest.mark.parametrize(
    ("template", "value", "text"),
    [
        pytest.param("….items()", "d", "d.items()", id="a name"),
        pytest.param("….items()", "a + b", "(a + b).items()", id="an operation"),
        pytest.param("….items()", "await d", "(await d).items()", id="await"),
        pytest.param("….items()", "lambda: d", "(lambda: d).items()", id="lambda"),
        pytest.param("….items()", "a if b else c", "(a if b else c).items()", id="a condition"),
        pytest.param("….items()", "not a", "(not a).items()", id="not"),
        pytest.param("….items()", "x for x in y", "(x for x in y).items()", id="a generator"),
        pytest.param("….bit_length()", "5", "(5).bit_length()", id="a whole number"),
        pytest.param("….hex()", "5.5", "5.5.hex()", id="a number with a point"),
        pytest.param("g(…)", "x := 1", "g((x := 1))", id="a walrus"),
        pytest.param("g(…)", "yield", "g((yield))", id="yield"),
        pytest.param("g(…, 1)", "x for x in y", "g((x for x in y), 1)", id="a generator among others"),
        pytest.param("g(*…)", "a or b", "g(*(a or b))", id="a starred operation"),
        pytest.param("… * 2", "a + b", "(a + b) * 2", id="a factor"),
        pytest.param("… * 2", "a ** b", "a ** b * 2", id="a power"),
        pytest.param("… % x", "'a' 'b'", "'a' 'b' % x", id="adjacent strings"),
        pytest.param("… + 1", "a *\n b", "(a *\n b) + 1", id="over two lines"),
        pytest.param("… + 1", "g(a,\n b)", "g(a,\n b) + 1", id="over two lines, in its own parentheses"),
        pytest.param("g(…)", "a *\n b", "g(a *\n b)", id="over two lines, in a call"),
        pytest.param("(…, …)", "a", "(a, a)", id="twice"),
    ],
)
def test_a_value_gets_the_parentheses_that_it_needs(template: str, value: str, text: str) -> None:
    found = written(template, value.replace("x for x in y", "(x for x in y)"))
    assert found == text
    ast.parse(f"async def f():\n  r = {text}" if "await" in text else text)


@pytest.mark.parametrize(
    ("around", "template", "text"),
    [
        pytest.param("-OLD ** 2", "-…", "-(-a) ** 2", id="a power"),
        pytest.param("OLD.b", "-…", "(-a).b", id="an attribute"),
        pytest.param("OLD.b", "….c", "a.c.b", id="an attribute of an attribute"),
        pytest.param("x - OLD", "… - 1", "x - (a - 1)", id="the right side"),
        pytest.param("OLD - x", "… - 1", "a - 1 - x", id="the left side"),
        pytest.param("not OLD", "… in b", "not a in b", id="not"),
        pytest.param("OLD in x", "… in b", "(a in b) in x", id="a comparison"),
        pytest.param("g(OLD)", "… if b else c", "g(a if b else c)", id="an argument"),
        pytest.param(
            "[x for x in OLD]", "… if b else c", "[x for x in (a if b else c)]", id="what is gone over"
        ),
        pytest.param("(OLD).b", "-…", "(-a).b", id="parentheses are there"),
        pytest.param("x = OLD", "… if b else c", "x = a if b else c", id="a statement"),
        pytest.param("{OLD: 1}", "{…: 1}", "{({a: 1}): 1}", id="a brace behind a brace"),
        pytest.param("(OLD)if x else y", "…", "(a)if x else y", id="a keyword behind a parenthesis"),
    ],
)
def test_the_whole_gets_the_parentheses_that_it_needs(around: str, template: str, text: str) -> None:
    assert written(template, "a", around) == text


def test_a_word_behind_is_kept_apart() -> None:
    text = "f(a)if x else y"
    change = ExpressionChange(Span(0, 4), (Filling(Span(2, 3)), ".b"), Precedence.OR)
    edits = [expression_edit(Source("a.py", text.encode()), change, [])]
    assert splice(text.encode(), edits).decode() == "(a.b)if x else y"


def test_edits_inside_a_value_are_taken_in() -> None:
    found = written("….items()", "old(1)", edits=(("old(1)", "new + 1"),))
    assert found == "(new + 1).items()"


def test_a_value_in_an_example_keeps_its_prompts() -> None:
    text = "    >>> f(g(1,\n    ...   2))\n"
    start, inner = text.index("f("), text.index("g(")
    span = Span(start, len(text) - 1)
    change = ExpressionChange(span, (Filling(Span(inner, len(text) - 2)), ".x"), Precedence.TEST, (), True)
    edits = [expression_edit(Source("a.py", text.encode()), change, [])]
    assert splice(text.encode(), edits).decode() == "    >>> g(1,\n    ...   2).x\n"
