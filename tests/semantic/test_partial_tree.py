"""A partial tree is the whole one, but for definitions that hold none of the lines that matter."""

import ast

import pytest
from hypothesis import assume, given
from msgspec.structs import replace

from codemods.semantic.parse_source import ParseError, parse
from codemods.semantic.partial_tree import check_left_out, parse_partly
from codemods.semantic.read_facts import facts_of_tree, read_facts
from codemods.semantic.tracked_names import WantedNames
from codemods.values.source import Source
from tests.semantic.python_programs import QUICK, programs
from tests.semantic.test_unaffected_statements import mostly_unaffected_programs

WANTED = WantedNames(frozenset({"old", "__old"}), frozenset({"new"}), frozenset({"gone"}))
LEFT_OUT = (
    """
import a

def f(x):
    return x
""",
    """
class C:
    def f(self): return 1
    @a
    @b(
        1,
    )
    async def g(self):
        return 2
""",
    '''
def f(
    x,
) -> int:
    """Says

what it does."""
    return "'" + '"'
    # The end.

# Of something else.
y = 1
''',
    '''
class C:
    """Says."""
    def f(self):
        return f"""
class D:
    def g(self): return 1
"""
    z = 1
''',
)
KEPT = (
    """
def f(): pass;
""",
    """
def f():
    return 1  # one
""",
    '''
x = """
def f():
    return 1
"""
''',
    '''
x = ("""
def f():
    a""", """
b""")
''',
    """
def f():
    return 1 + \\
2
""",
    """
def f():
    # '''
    return '''
1'''
""",
    """
def f():
\treturn 1
""",
    """
x = 'a\\
def f():\\
    b'
""",
    "\ndef f():\n    return 1\f\n",
    "\rdef f():\r    return 1\r",
)


def same_tree(one: ast.AST, other: ast.AST) -> bool:
    return ast.dump(one, include_attributes=True) == ast.dump(other, include_attributes=True)


@pytest.mark.parametrize("text", LEFT_OUT)
def test_definitions_are_left_out_and_come_in_as_they_are(text: str) -> None:
    source = Source("mod.py", text.encode())
    partial = parse_partly(source, ())
    assert partial.left_out
    assert not same_tree(partial.tree, parse(source))
    partial.complete(range(1, source.line_count + 1))
    assert not partial.left_out
    assert same_tree(partial.tree, parse(source))


@pytest.mark.parametrize("text", KEPT)
def test_what_is_not_plain_to_see_is_parsed(text: str) -> None:
    source = Source("mod.py", text.encode())
    assert same_tree(parse_partly(source, ()).tree, parse(source))


def test_all_of_a_function_is_there_where_a_part_of_it_matters() -> None:
    source = Source("mod.py", b"import a\ndef f():\n    def g():\n        return 1\n    return g\n")
    assert not parse_partly(source, [5]).left_out


@pytest.mark.parametrize("late", [False, True])
def test_all_of_a_class_is_there_where_its_head_matters(late: bool) -> None:
    """What makes the objects of a class decides about its bases."""
    text = "import a\nclass C(B):\n    def f(self):\n        return 1\n    def g(self):\n        return 2\n"
    partial = parse_partly(Source("mod.py", text.encode()), [4] if late else [2, 4])
    assert bool(partial.left_out) is late
    partial.complete([2, 4])
    assert not partial.left_out


def test_an_error_in_what_is_left_out_comes_up_when_it_is_taken_in() -> None:
    source = Source("mod.py", b"x = 1\ndef f():\n    return (\n        1 2)\n\ndef g():\n    return 3\n")
    partial = parse_partly(source, [1])
    with pytest.raises(ParseError) as whole:
        parse(source)
    with pytest.raises(ParseError) as late:
        partial.complete([3])
    assert (late.value.line, late.value.reason) == (whole.value.line, whole.value.reason)


@pytest.mark.parametrize("body", ["return 1 2", "return (\n", '"""', "x = 1\n  y = 2", "return f'{'"])
@pytest.mark.parametrize("indent", ["", "    "])
def test_an_error_in_what_is_left_out_is_told_as_of_the_whole(indent: str, body: str) -> None:
    own = f"{indent}def f(self):\n{indent}    {body}\n{indent}def g(self):\n{indent}    return 2\n"
    text = f"x = 1\nclass C:\n    def matters(self):\n        return 1\n{own}"
    source = Source("mod.py", text.encode())
    with pytest.raises(ParseError) as whole:
        parse(source)
    with pytest.raises(ParseError) as late:
        check_left_out(source, parse_partly(source, [1, 4]).left_out)
    assert (late.value.line, late.value.reason) == (whole.value.line, whole.value.reason)


def test_what_is_left_out_may_be_what_only_the_compiler_refuses() -> None:
    method = "    @a\n    def g(self):\n        return 2"
    text = (
        f"import a\ndef f(x):\n    global x\n\nclass C:\n    def matters(self):\n        return 1\n{method}\n"
    )
    source = Source("mod.py", text.encode())
    partial = parse_partly(source, [1, 7])
    texts = [source.data[each.start : each.end].decode() for each in partial.left_out]
    assert texts == ["def f(x):\n    global x", method]
    check_left_out(source, partial.left_out)


def check(text: str) -> None:
    source = Source("mod.py", text.encode())
    try:
        tree = parse(source)
    except ParseError:
        assume(False)
    partial = parse_partly(source, ())
    partial.complete(range(1, source.line_count + 1))
    assert same_tree(partial.tree, tree)
    facts = read_facts(source, "mod", False, WANTED)
    assert replace(facts, left_out=()) == facts_of_tree(tree, source, "mod", False, WANTED)


def deeper(text: str) -> str:
    """A program indented by four where it is by one or two."""
    lines = text.split("\n")
    return "\n".join(" " * 3 * (len(line) - len(line.lstrip(" "))) + line for line in lines)


@QUICK
@given(programs())
def test_facts_of_programs_are_those_of_the_whole_tree(text: str) -> None:
    check(text)
    check(deeper(text))


@QUICK
@given(mostly_unaffected_programs())
def test_facts_are_those_of_the_whole_tree_where_most_is_unaffected(text: str) -> None:
    check(text)
    check(deeper(text))
