"""Sources at the edge: parser limits, long chains, line ends, encodings."""

import ast
import gc
import time

import pytest

from codemods.semantic.read_facts import read_facts
from codemods.semantic.scope_table import ScopeTable
from codemods.semantic.tracked_names import WantedNames
from codemods.values.source import Source
from tests.semantic.facts_of_text import chains, read, reads

PARSES = {
    "1,000 operands": ("x = " + " + ".join(["old()"] * 1000), 1000),
    "1,000 elif": ("if a: old()\n" + "elif a: old()\n" * 999, 1000),
    "300 chained calls": ("x" + ".a(old())" * 300, 300),
    "1,000 adjacent f-strings": ("x = " + "f'{old()}' " * 1000, 1000),
    "500 operands in an f-string": ("f'{" + " + ".join(["old"] * 500) + "}'", 500),
    "500 attributes": ("old" + ".a" * 500, 1),
    "90 brackets": ("[" * 90 + "old" + "]" * 90, 1),
    "90 lambdas": ("lambda: " * 90 + "old()", 1),
    "5,000 statements": ("async def f():\n" + "  x = old()\n" * 5000, 5000),
    "5,000 arguments": ("f(" + "old(), " * 5000 + ")", 5000),
}


@pytest.mark.parametrize(("text", "accesses"), PARSES.values(), ids=PARSES)
def test_reads(text: str, accesses: int) -> None:
    facts = read(text)

    assert len(facts.accesses) == accesses
    assert len({ScopeTable(facts).owner(access.scope, access.name) for access in facts.accesses}) == 1


def test_the_cost_of_a_use_does_not_grow_with_its_depth() -> None:
    """Eight times the operands cost about eight times as much; climbing anew for each would cost 64 times."""

    def seconds(count: int) -> float:
        text = "async def f():\n  x = " + " + ".join(["old()"] * count)
        start = time.process_time()
        read(text)
        return time.process_time() - start

    short = min(seconds(200) for _ in range(5))
    assert min(seconds(1600) for _ in range(3)) < 24 * short


LINES = {
    "carriage returns alone": ("import old\rdef f():\r  old.a\r", ["old.a"]),
    "Windows line ends": ("import old\r\ndef f():\r\n  old.a\r\n", ["old.a"]),
    "mixed line ends": ("import old\r\r\nx\n\rold.a", ["old.a"]),
    "form feeds": ("import old\n\f\nx = 1\f\n\fold.a\n", ["old.a"]),
    "separators that end no line": ("x = '\x1c\x85\u2028'; old.a\nold", ["old.a", "old"]),
    "tabs": ("if x:\n\told.a\n", ["old.a"]),
    "backslashes": ("x = \\\n  old.\\\n  a", ["old.\\\n  a"]),
    "semicolons": ("import old; old.a; x = old", ["old.a", "old"]),
    "no final newline": ("old", ["old"]),
    "an empty file": ("", []),
    "non-ASCII names": ("é = old.é.b", ["old.é.b"]),
}


@pytest.mark.parametrize(("text", "expected"), LINES.values(), ids=LINES)
def test_places_hold_with(text: str, expected: list[str]) -> None:
    assert chains(text) == expected


def test_a_name_in_another_spelling_is_the_name_but_has_no_place() -> None:
    """The parser reads identifiers in normal form (language reference 2.3)."""
    assert chains("import old\nold, 𝐨𝐥𝐝") == ["old", "?old"]
    assert reads("import 𝐨𝐥𝐝\n\nold") == {3: "1"}
    assert [binding.name for binding in read("import 𝐨𝐥𝐝").bindings] == ["old"]


def test_facts_are_complete_about_absent_names_too() -> None:
    assert {"old", "new", "module"} <= read("pass", new="new", old_modules="module").tracked


@pytest.mark.parametrize(
    ("text", "has_getattr"),
    [
        pytest.param("def __getattr__(name): 0", True, id="a function"),
        pytest.param("if x:\n  from m import __getattr__", True, id="an import"),
        pytest.param("__getattr__ = f", True, id="an assignment"),
        pytest.param("class C:\n  def __getattr__(self, name): 0", False, id="a class's is its own"),
        pytest.param("old", False, id="none"),
    ],
)
def test_a_module_has_its_own_getattr_by(text: str, has_getattr: bool) -> None:
    assert read(text).has_module_getattr is has_getattr


WITH_CALLS = b"""from shop import make

def one(flag):
    first = make(1, "x", name=True)
    if flag:
        return first
    with make() as second:
        return lambda: second

async def two():
    third = make()
    await third
    return [make() for _ in third]
"""


def test_the_syntax_tree_goes_with_its_last_reader() -> None:
    # A run reads thousands of files, and without the collector, which would find what is in a cycle.
    def trees() -> int:
        return sum(isinstance(each, (ast.Module, ast.stmt)) for each in gc.get_objects())

    gc.collect()
    gc.disable()
    try:
        before = trees()
        facts = read_facts(Source("app.py", WITH_CALLS), "app", False, WantedNames(frozenset({"make"})))
        assert (trees(), len(facts.accesses)) == (before, 4)
    finally:
        gc.enable()
