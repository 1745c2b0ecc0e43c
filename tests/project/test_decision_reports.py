"""What is written down beside the changes."""

import pytest

from tests.in_memory import symbol
from tests.project.decisions import codes, decided, kinds


@pytest.mark.parametrize(
    ("line", "code"),
    [
        pytest.param("make(1)", ["RP203"], id="at a call"),
        pytest.param("x = make", ["RP203"], id="at a value"),
        pytest.param("x = make, make", ["RP203"], id="once for values"),
        pytest.param("make(make(1))", ["RP203", "RP203"], id="at each call"),
        pytest.param("", ["RP203"], id="at an import that nothing uses"),
    ],
)
def test_a_note_is_shown(line: str, code: list[str]) -> None:
    rule = symbol("acme.old:make", "acme.new:build", note="check the lock")
    assert codes(decided(f"from acme.old import make\n{line}\n", rule)) == code


def test_a_coroutine_that_nobody_awaits_is_a_finding() -> None:
    rule = symbol("acme.old:make", "acme.new:build", signature="async ()")
    text = "from acme.old import make\nmake()\nasync def f():\n    await make()\n    return make()\n"
    assert codes(decided(text, rule)) == ["RP202"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("from acme.old import make\nmake()", ["call", "import"], id="a call"),
        pytest.param("from acme.old import make\nx = make", ["import", "name"], id="a name"),
        pytest.param("import acme.old\nx = acme.old.make", ["attribute", "import"], id="an attribute"),
        pytest.param(
            "from acme.old import make\nx: 'make'", ["annotation", "import"], id="a quoted annotation"
        ),
        pytest.param("from acme.old import make\n__all__ = ['make']", ["export", "import"], id="an export"),
    ],
)
def test_the_kind_of_a_reference(text: str, expected: list[str]) -> None:
    assert kinds(decided(text), moves=True) == expected
