"""The statements of a module outside its definitions, and what they bind or list."""

import ast

import pytest

from codemods.plan.retiring.statements import binds_only, lists_only, names_read, statements, tuples_in


def test_statements_of_blocks_are_given_and_those_of_definitions_are_not() -> None:
    text = "if a:\n    x = 1\n    y = 2\ntry:\n    z = 3\nexcept E:\n    w = 4\ndef f():\n    v = 5\n"
    found = list(statements(ast.parse(text)))
    assert sorted((each.first, each.size, each.top) for each in found) == [
        (1, 3, True),
        (2, 2, False),
        (3, 2, False),
        (4, 3, True),
        (5, 1, False),
        (7, 1, False),
        (8, 3, True),
    ]
    lists = {each.first: each.list for each in found}
    assert lists[2] == lists[3]
    assert len({lists[1], lists[2], lists[5], lists[7]}) == 4


def test_a_definition_starts_at_its_first_decorator() -> None:
    (found,) = statements(ast.parse("@one\n@two(\n    1\n)\ndef f():\n    pass\n"))
    assert (found.first, found.last) == (1, 6)


@pytest.mark.parametrize(
    ("text", "binds"),
    [
        pytest.param("def make(): ...", True, id="function"),
        pytest.param("class other: ...", False, id="class of another name"),
        pytest.param("make = mend = 1", True, id="assignment of both"),
        pytest.param("make = other = 1", False, id="assignment of another name too"),
        pytest.param("make, mend = 1, 2", False, id="unpacking"),
        pytest.param("make: int = 1", True, id="annotated"),
        pytest.param("make.x = 1", False, id="attribute"),
        pytest.param("make()", False, id="expression"),
    ],
)
def test_what_binds_nothing_but_the_names(text: str, binds: bool) -> None:
    assert binds_only(_statement(text), {"make", "mend"}) is binds


@pytest.mark.parametrize(
    ("text", "lists"),
    [
        ('__all__ += ["make"]', True),
        ('__all__ += ["make", "other"]', False),
        ("__all__ += []", False),
        ('__all__.append("make")', True),
        ('__all__.extend(("make",))', True),
        ('__all__.remove("make")', False),
        ('other.append("make")', False),
        ('__all__ = ["make"]', False),
    ],
)
def test_what_adds_nothing_but_the_names_to_all(text: str, lists: bool) -> None:
    assert lists_only(_statement(text), {"make"}) is lists


def test_tuples_count_in_statements_on_all_alone() -> None:
    assert [len(each.elts) for each in tuples_in(_statement('__all__ = ("a", "b")'))] == [2]
    assert tuples_in(_statement('other = ("a", "b")')) == []


def test_names_are_read_in_code_and_in_text() -> None:
    assert names_read([_statement('f(a.b, "pkg.c d", 1)')]) == {"f", "a", "pkg", "c", "d"}


def _statement(text: str) -> ast.stmt:
    (node,) = ast.parse(text).body
    return node
