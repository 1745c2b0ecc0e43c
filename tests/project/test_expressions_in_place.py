"""Expressions in the place of uses of symbols that stay: imports, what a test replaces, findings."""

import pytest

from tests.in_memory import TextTree, planned

LOW = '[[symbol]]\nold = "ext:LOW"\nexpression = "-top"\nimports = ["ext:top"]\n'
ITEMS = '[[symbol]]\nold = "ext:items"\nsignature = "(d)"\nexpression = "d.items()"\n'
RULES = LOW + ITEMS


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("from ext import LOW\nLOW\n", "from ext import top\n-top\n", id="goes"),
        pytest.param("from ext import LOW\nLOW\nx = f'{LOW=}'\n", None, id="a field shows it"),
        pytest.param("from ext import items as i\ni(x)\n", "x.items()\n", id="under its author's name"),
        pytest.param("from ext import items as items\nitems(x)\n", None, id="marked as a re-export"),
        pytest.param("from ext import items\nitems(x)\nglobal items\n", None, id="declared"),
        pytest.param("if x:\n    from ext import items\nitems(x)\n", None, id="in a branch"),
        pytest.param("import ext\next.items(x)\n", "x.items()\n", id="a module"),
        pytest.param("import ext\next.items(x)\next.other\n", None, id="a module that is read"),
        pytest.param("import ext.sub\next.items(x)\n", None, id="a module that is imported for more"),
        pytest.param("import ext\next.LOW\n", "import ext\n-ext.top\n", id="read by the expression"),
        pytest.param("from ext import items\nitems(x)\nitems\n", None, id="read as a statement"),
    ],
)
def test_the_import_goes_where_nothing_reads_it(before: str, after: str | None) -> None:
    text = planned(before, RULES)
    if after is not None:
        assert text == after
    else:
        assert text.startswith(before.split("\n")[0])
        assert text != before


@pytest.mark.parametrize(
    ("rules", "codes"),
    [
        pytest.param(RULES, ["RP113", "RP113"], id="replaced in all uses"),
        pytest.param(LOW + ITEMS + 'when = "awaited"\n', ["RP113"], id="one of them in some uses"),
        pytest.param(
            LOW.replace("-top", "abs(LOW)").replace("ext:top", "ext:LOW") + ITEMS, ["RP113"], id="read"
        ),
    ],
)
def test_an_import_that_hands_on_what_is_replaced_is_told(rules: str, codes: list[str]) -> None:
    text = "from ext import LOW, items\n__all__ = ['LOW', 'items']\n"
    tree = TextTree({"app.py": text}, rules)
    assert tree.plan.files == ()
    assert tree.codes() == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        pytest.param("from ext import items\nf(items)\n", ["RP104"], id="a value"),
        pytest.param("from ext import items\ncallable(items)\nx: items\n", [], id="only named"),
        pytest.param("import ext\next.LOW = 1\n", ["RP102"], id="assigned to"),
        pytest.param("from ext import items\nitems(*x)\n", ["RP103"], id="stars"),
        pytest.param("from ext import items\ndef items(d): ...\nitems(x)\n", ["RP106"], id="two objects"),
    ],
)  # fmt: skip
def test_what_stays_is_told(text: str, codes: list[str]) -> None:
    assert TextTree({"app.py": text}, RULES).codes() == codes


@pytest.mark.parametrize(
    ("text", "target", "held"),
    [
        pytest.param("from ext import items\nitems(x)\n", "app.items", True, id="in the module"),
        pytest.param("from ext import items as i\ni(x)\n", "app.i", True, id="under another name"),
        pytest.param("import ext\next.items(x)\n", "ext.items", True, id="at home, read late"),
        pytest.param("from ext import items\nitems(x)\n", "ext.items", False, id="at home, taken before"),
        pytest.param(
            "def f():\n    from ext import items\n    items(x)\n", "ext.items", True, id="taken late"
        ),
        pytest.param("from ext import items\nitems(x)\n", "other.items", False, id="elsewhere"),
    ],
)
def test_what_a_test_replaces_stays(text: str, target: str, held: bool) -> None:
    test = f"from unittest.mock import patch\ndef test_it():\n    with patch('{target}'): pass\n"
    tree = TextTree({"app.py": text, "test_app.py": test}, RULES)
    assert (tree.after("app.py") == text, tree.codes("app.py")) == (held, ["RP302"] if held else [])


def test_an_import_that_an_expression_reads_stays_though_its_own_uses_move() -> None:
    move = '[[symbol]]\nold = "ext:old"\nnew = "new:old"\n'
    text = "from lib import LOW\nimport ext\nLOW\next.old\n"
    rules = move + LOW.replace('"ext:LOW"', '"lib:LOW"\nnew = "new:LOW"')
    after = planned(text, rules)
    assert "-ext.top" in after
    assert "import ext" in after.splitlines()


def test_a_module_does_not_read_its_own_new_name_by_what_that_is_made_of() -> None:
    home = "def items(d): ...\ndef new(d):\n    return items(d)\n"
    rule = ITEMS.replace("ext:", "acme.own:").replace("d.items()", "new(d)") + 'imports = ["acme.own:new"]\n'
    tree = TextTree({"acme/own.py": home}, rule)
    assert tree.after("acme/own.py") == home
    assert tree.codes() == ["RP107"]
