"""What binds a name (language reference 4.2.1), how findings call it, and the text that does it."""

import sys

import pytest

from tests.semantic.facts_of_text import read, spelled

CASES = {
    "import": ("import old", "import", "old"),
    "import of a submodule binds the first part": ("import old.b.c", "import", "old.b.c"),
    "import as": ("import a.b as old", "import", "a.b as old"),
    "from-import": ("from m import (\n  a,\n  old,\n)", "import", "old"),
    "from-import as": ("from m import a as old", "import", "a as old"),
    "assignment": ("old = 1", "assignment", "old"),
    "assignment of None": ("old = None", "None", "old"),
    "assignment in a tuple": ("a, (old, *b) = x", "assignment", "old"),
    "assignment in a list": ("[a, *old] = x", "assignment", "old"),
    "a second target": ("a = old = x", "assignment", "old"),
    "augmented assignment": ("old += 1", "assignment", "old"),
    "annotated assignment": ("old: int = 1", "assignment", "old"),
    "annotated assignment in parentheses": ("(old): int = 1", "assignment", "old"),
    "a bare annotation": ("old: int", "assignment", "old"),
    "walrus": ("(old := 1)", "assignment", "old"),
    "for": ("for a, old in x: pass", "assignment", "old"),
    "async for": ("async def f():\n  async for old in x: pass", "assignment", "old"),
    "with": ("with a as b, c as (old, d): pass", "assignment", "old"),
    "async with": ("async def f():\n  async with a as old: pass", "assignment", "old"),
    "except-as": ("try: 0\nexcept E as old: 1", "except clause", "except E as old: 1"),
    "except-star": ("try: 0\nexcept* E as old: 1", "except clause", "except* E as old: 1"),
    "del": ("del a, (old)", "del", "old"),
    "function": ("def old(): 0", "function", "def old(): 0"),
    "async function": ("async def old(): 0", "function", "async def old(): 0"),
    "class": ("class old: 0", "class", "class old: 0"),
    "parameter": ("def f(old=1): 0", "parameter", "old"),
    "annotated parameter": ("def f(*old: int): 0", "parameter", "old: int"),
    "lambda parameter": ("lambda *, old: 0", "parameter", "old"),
    "comprehension": ("[0 for a, old in x]", "assignment", "old"),
    "match capture": ("match x:\n  case [old]: 0", "match capture", "old"),
    "match as": ("match x:\n  case C() as old: 0", "match capture", "C() as old"),
    "match star": ("match x:\n  case [*old]: 0", "match capture", "*old"),
    "match rest": ("match x:\n  case {'a': 1, **old}: 0", "match capture", "{'a': 1, **old}"),
    "match in a class pattern": ("match x:\n  case C(a=old): 0", "match capture", "old"),
}
NO_BINDING = {
    "an attribute": "a.old = 1",
    "an item": "a[0] = 1",
    "a keyword": "f(old=1)",
    "an annotation in parentheses": "(old): int",
    "an imported name under another": "from m import old as a",
    "an attribute's annotation": "a.old: int",
    "a string": "'old'",
    "a match class keyword": "match x:\n  case C(old=1): 0",
    "a star import": "from old import *",
}


@pytest.mark.parametrize(("text", "what", "spelling"), CASES.values(), ids=CASES)
def test_binds(text: str, what: str, spelling: str) -> None:
    (binding,) = read(text).bindings

    assert (binding.name, binding.kind) == ("old", what)
    assert spelled(text, [binding.span]) == [spelling]


@pytest.mark.parametrize("text", NO_BINDING.values(), ids=NO_BINDING)
def test_does_not_bind(text: str) -> None:
    assert [binding for binding in read(text, old_modules="old").bindings if binding.name == "old"] == []


@pytest.mark.skipif(sys.version_info < (3, 12), reason="type parameters came with Python 3.12")
@pytest.mark.parametrize("form", ["old", "old: int", "*old", "** old"])
def test_a_type_parameter_binds(form: str) -> None:
    text = f"class old_C[{form}]: 0"
    (binding,) = read(text).bindings

    assert binding.kind == "type parameter"
    assert spelled(text, [binding.span]) == ["old"]


@pytest.mark.parametrize("word", ["global", "nonlocal"])
def test_a_declaration_is_placed_at_its_name(word: str) -> None:
    text = f"def f():\n  old = 1\n  def g():\n    {word} older, old\\\n     , an_old\n" + "an_old = older = 1"
    (declaration,) = read(text.replace("old = 1", "older = old = an_old = 1", 1)).declarations

    assert declaration.name == "old"
    shifted = text.replace("old = 1", "older = old = an_old = 1", 1)
    assert spelled(shifted, [declaration.span]) == ["old"]
    assert shifted.encode()[declaration.span.end :].startswith(b"\\\n     ,")


def test_an_import_says_where_it_stands() -> None:
    text = """\
        if x:
            a = 1
            from ..m import old, b as c
            d = 1
        """
    (statement,) = read(text).imports

    assert (statement.module, statement.level, statement.is_from, statement.is_star) == ("m", 2, True, False)
    assert [(alias.name, alias.asname, alias.local) for alias in statement.aliases] == [
        ("old", None, "old"),
        ("b", "c", "c"),
    ]
    assert (statement.position.index, statement.position.size, statement.position.nested) == (1, 3, True)
    assert spelled(text, [statement.span]) == ["from ..m import old, b as c"]
    assert spelled(text, [alias.span for alias in statement.aliases]) == ["old", "b as c"]


@pytest.mark.parametrize(
    ("text", "nested"),
    [
        pytest.param("import old", False, id="the module's body"),
        pytest.param("def f():\n  import old", False, id="a function's body"),
        pytest.param("class C:\n  import old", False, id="a class's body"),
        pytest.param("if x: import old", True, id="if"),
        pytest.param("if x: pass\nelse: import old", True, id="else"),
        pytest.param("try: import old\nfinally: pass", True, id="try"),
        pytest.param("try: pass\nexcept E: import old", True, id="except"),
        pytest.param("for a in b: import old", True, id="for"),
        pytest.param("with a: import old", True, id="with"),
        pytest.param("match a:\n  case 1: import old", True, id="match"),
    ],
)
def test_an_import_is_nested_in(text: str, nested: bool) -> None:
    assert read(text).imports[0].position.nested is nested


def test_statements_of_one_list_share_its_number() -> None:
    first, second, other = read("import old\nfrom m import old\nif x: import old").imports

    assert first.position.list_id == second.position.list_id != other.position.list_id
    assert (first.position.index, second.position.index, first.position.size) == (0, 1, 3)


ERROR_EXPECTED = {
    "try for ImportError": ("try: import old\nexcept ImportError: 0", True),
    "try for one of several": ("try: import old\nexcept (KeyError, ModuleNotFoundError): 0", True),
    "try for anything": ("try: import old\nexcept: 0", True),
    "deeper in the try": ("try:\n  if x: import old\nexcept Exception: 0", True),
    "the handler": ("try: 0\nexcept ImportError: import old", True),
    "try for another error": ("try: import old\nexcept KeyError: 0", False),
    "another handler": ("try: 0\nexcept KeyError: import old", False),
    "else after the try": ("try: 0\nexcept ImportError: 0\nelse: import old", False),
    "a function in the try": ("try:\n  def f(): import old\nexcept ImportError: 0", False),
    "no try": ("import old", False),
}


@pytest.mark.parametrize(("text", "expected"), ERROR_EXPECTED.values(), ids=ERROR_EXPECTED)
def test_an_import_error_is_expected_in(text: str, expected: bool) -> None:
    assert read(text).imports[0].expects_import_error is expected
