"""A migration is checked against the tree before anything is rewritten; an error names both sides."""

import pytest

from codemods.errors import MigrationError
from codemods.planning.verify import verify
from tests.memory import Memory, symbol

RENAME = symbol("acme.old:make", "acme.new:build")


def refusal(new: str, *tables: str) -> str:
    """The error for a tree whose `acme.new` has this text; empty where the migration fits."""
    tree = Memory({"acme/new.py": new}, *tables)
    try:
        verify(tree.project, tree.definitions)
    except MigrationError as error:
        return str(error)
    return ""


def calling(call: str) -> str:
    """A rule with this new call."""
    return symbol("acme.old:make", "acme.new:build", signature="(a=None, b=None)", call=call)


def test_an_error_names_the_table_the_symbol_the_file_and_what_to_do() -> None:
    assert refusal("", calling("(a)"), RENAME.replace("make", "other")) == (
        "migration.toml: symbol[1]: new = 'acme.new:build': `acme.new` is in the tree (acme/new.py) "
        "but does not bind `build`; name what it does bind, or define it first"
    )


def test_an_error_about_a_call_names_the_definition() -> None:
    assert refusal("def build(a): ...", RENAME.replace("make", "other"), calling("(a, x=b)")) == (
        "migration.toml: symbol[2]: call = '(a, x=b)': `acme.new:build` would refuse it: "
        "it takes no argument `x`; change `call` or the definition"
    )


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("def build(): ...", id="a definition"),
        pytest.param("from x import build", id="a re-export"),
        pytest.param("from x import *", id="a star that may bring it"),
        pytest.param("if x:\n    build = 1\nelse:\n    build = 2", id="a conditional one"),
        pytest.param("def __getattr__(name): ...", id="a module with `__getattr__`"),
        pytest.param("def broken(", id="a module that does not parse: nothing is known of it"),
    ],
)
def test_a_module_that_binds_the_name_is_right(text: str) -> None:
    assert refusal(text, RENAME) == ""


@pytest.mark.parametrize(
    ("call", "definition", "words"),
    [
        pytest.param("(a)", "def build(a): ...", "", id="it fits"),
        pytest.param("(a, b)", "def build(a): ...", "takes 1 positional", id="too many"),
        pytest.param("(a)", "def build(*, a): ...", "takes 0 positional", id="keyword-only by position"),
        pytest.param("(a=a)", "def build(a, /): ...", "no argument `a`", id="positional-only by keyword"),
        pytest.param("(z=a)", "def build(**more): ...", "", id="a double star takes any"),
        pytest.param("(a)", "def build(a, b): ...", "requires `b`", id="too few"),
        pytest.param("(a)", "class build:\n    def __init__(self, a): ...", "", id="a class without `self`"),
        pytest.param(
            "(a, b)",
            "class build:\n    def __init__(self, a): ...",
            "takes 1 positional",
            id="a class refuses",
        ),
        pytest.param("(a, b)", "build = partial(f)", "", id="what cannot be told is believed"),
        pytest.param("(a, x='y')", "def build(a, x): ...", "", id="a literal counts as an argument"),
    ],
)
def test_the_definition_must_take_what_the_call_passes(call: str, definition: str, words: str) -> None:
    found = refusal(definition, calling(call))
    assert words in found
    assert bool(found) is bool(words)


def test_a_class_stands_for_its_attributes() -> None:
    assert refusal("class Build: ...", symbol("acme.old:make", "acme.new:Build.now")) == ""
    assert "does not bind `Build.now`" in refusal("", symbol("acme.old:make", "acme.new:Build.now"))


def test_nothing_is_asked_of_modules_outside_the_tree() -> None:
    assert refusal("", symbol("acme.old:make", "elsewhere:build")) == ""


def test_nothing_is_asked_for_a_manual_rule() -> None:
    assert refusal("", symbol("acme.old:make", manual="by hand")) == ""
