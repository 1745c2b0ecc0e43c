"""The uses of a deprecated name in the module that defines it and its new name."""

import pytest

from tests.in_memory import TextTree, symbol

RULE = symbol("acme.util:old", "acme.util:new")
BOTH = "def new(): ...\nold = new\n"


def after(text: str) -> tuple[str, list[str]]:
    """The module's new text, and the codes of its findings."""
    tree = TextTree({"acme/util.py": text}, RULE)
    return tree.after("acme/util.py"), tree.codes("acme/util.py")


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        pytest.param("def f(): return old()\n", "def f(): return new()\n", id="in a function"),
        pytest.param("x = [old for _ in y]\n", "x = [new for _ in y]\n", id="at the top"),
        pytest.param("class C:\n    make = old\n", "class C:\n    make = new\n", id="in a class"),
    ],
)
def test_uses_move(text: str, moved: str) -> None:
    assert after(BOTH + text) == (BOTH + moved, [])


def test_what_the_deprecated_definition_uses_itself_stays() -> None:
    text = "def new(): ...\ndef old(n): return old(n - 1) if n else new()\n"
    assert after(text) == (text, [])


def test_a_use_where_the_new_name_means_something_else_stays() -> None:
    text = BOTH + "def f(new): return old(new)\n"
    assert after(text) == (text, ["RP107"])


def test_a_use_before_the_new_definition_stays() -> None:
    text = "def old(): ...\nx = old()\ndef new(): ...\n"
    assert after(text) == (text, ["RP107"])


@pytest.mark.parametrize(
    "new",
    [
        pytest.param("new = old", id="a name for it"),
        pytest.param("new: object = old", id="with a type"),
        pytest.param("if old:\n    new = old", id="in a block"),
        pytest.param("new = wrapped(old)", id="wrapped"),
        pytest.param("(new := old)", id="a walrus"),
        pytest.param("for new in (old,): ...", id="a loop"),
        pytest.param("@wraps(old)\ndef new(): return old()", id="a function that calls it"),
        pytest.param("def new(n=old): return n", id="a default"),
        pytest.param("new = lambda: old()", id="a lambda"),
        pytest.param("class new(old):\n    def copy(self): return old()", id="a class that stands on it"),
        pytest.param("def new(): return helper()\ndef helper(): return old()", id="through another function"),
    ],
)
def test_what_the_new_one_is_made_of_stays(new: str) -> None:
    text = f"def old(): ...\n{new}\n"
    found, codes = after(text)
    assert found == text
    assert set(codes) == {"RP107"}


def test_uses_of_one_object_under_two_names_move() -> None:
    text = "def old(): ...\nnew = old\ndef f(): return {}()\n"
    assert after(text.format("old"))[0] == text.format("new")


IN_ITSELF = "class New:\n    def copy(self) -> {}: ...\nOld = New\n"


@pytest.mark.parametrize(
    ("head", "annotation", "moved"),
    [
        pytest.param("", '"Old"', '"New"', id="quoted"),
        pytest.param("from __future__ import annotations\n", "Old", "New", id="under the future import"),
    ],
)
def test_an_annotation_inside_the_new_definition_moves(head: str, annotation: str, moved: str) -> None:
    rule = symbol("acme.util:Old", "acme.util:New")
    tree = TextTree({"acme/util.py": head + IN_ITSELF.format(annotation)}, rule)
    assert tree.after("acme/util.py") == head + IN_ITSELF.format(moved)
    assert tree.codes("acme/util.py") == []


def test_a_use_before_both_definitions_stays_where_a_builtin_gives_the_name() -> None:
    text = "x = len([])\ndef new(): ...\nlen = new\n"
    tree = TextTree({"acme/util.py": text}, symbol("acme.util:len", "acme.util:new"))
    assert tree.after("acme/util.py") == text


def test_a_patch_moves_with_them() -> None:
    test = 'patch("acme.util.old")'
    tree = TextTree({"acme/util.py": f"{BOTH}def f(): return old()\n", "test_util.py": test}, RULE)
    assert tree.after("test_util.py") == 'patch("acme.util.new")'
    assert tree.after("acme/util.py") == f"{BOTH}def f(): return new()\n"


def test_uses_stay_with_a_patch_that_cannot_follow() -> None:
    text = f"{BOTH}def f(): return old()\n"
    test = "def p(name): return patch(f'acme.util.{name}')\np('old')\n"
    tree = TextTree({"acme/util.py": text, "test_util.py": test}, RULE)
    assert tree.after("acme/util.py") == text
    assert "RP302" in tree.codes("acme/util.py")


def test_an_attribute_that_is_stored_moves() -> None:
    both = "class new: ...\nold = new\n"
    assert after(both + "def f(): old.made = 1\n") == (both + "def f(): new.made = 1\n", [])


def test_a_use_before_both_moves() -> None:
    both = "class new:\n    def f(self) -> 'old': ...\nold = new\n"
    assert after(both) == (both.replace("'old'", "'new'"), [])


def test_uses_move_where_each_branch_has_the_alias() -> None:
    both = "if x:\n    def new(): ...\n    old = new\nelse:\n    def new(): ...\n    old = new\n"
    assert after(both + "old()\n") == (both + "new()\n", [])


ELSEWHERE = symbol("acme.util:old", "acme.more:new")


@pytest.mark.parametrize(
    "defined",
    ["def old(): ...\n", "from acme.more import new as old\n", "from acme import more\nold = more.new\n"],
)
def test_a_use_beside_a_definition_whose_new_name_is_elsewhere_is_a_reference_that_stays(
    defined: str,
) -> None:
    text = f"{defined}def f(): return old()\n"
    tree = TextTree({"acme/util.py": text, "acme/more.py": "def new(): ...\n"}, ELSEWHERE)
    assert tree.after("acme/util.py") == text
    assert "RP107" in tree.codes("acme/util.py")


def test_a_statement_that_binds_the_old_name_anew_goes_with_it() -> None:
    text = "from acme.more import new, warns\ndef old(): return new()\nold = warns(old)\n"
    tree = TextTree({"acme/util.py": text}, ELSEWHERE)
    assert "RP107" not in tree.codes("acme/util.py")


def test_a_module_that_is_deprecated_as_a_whole_may_use_its_names() -> None:
    tree = TextTree(
        {"acme/util.py": "def old(): ...\ndef f(): return old()\n"},
        ELSEWHERE,
        '[[module]]\nold = "acme.util"\nnew = "acme.more"\n',
    )
    assert "RP107" not in tree.codes("acme/util.py")
