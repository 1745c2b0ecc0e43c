"""Annotations in strings: where their names stand, and what they mean."""

import pytest

from codemods.semantic.access import Unplaced
from tests.semantic.facts_of_text import chains, read, reads

UNPLACED = {
    "adjacent strings": ("x: 'old' '.a'", ["?old.a"]),
    "an escape beside it": ("x: 'old\\x5bint]'", ["?old"]),
    "an escape in it": ("import old\nx: '\\x6fld'", ["?old"]),
    "a string inside a string with escapes": ("x: 'A[\\'old\\', \\'old.b\\']'", ["?old", "?old.b"]),
}


@pytest.mark.parametrize(("text", "expected"), UNPLACED.values(), ids=UNPLACED)
def test_code_without_a_place(text: str, expected: list[str]) -> None:
    assert sorted(chains(text)) == expected
    assert {access.unplaced for access in read(text).accesses} == {Unplaced.IN_STRING}


SCOPES = {
    "the module's name": ("import old\ndef f(old:\n 'old'): 0", {3: "1"}),
    "a class's own name": ("class C:\n  old = 1\n  def f(self) -> 'old': 0", {3: "2"}),
    "a local name": ("def f():\n  old = 1\n  x: 'old'", {3: "2"}),
    "with the future import": ("from __future__ import annotations\nimport old\ndef f(a: old): 0", {3: "2"}),
}


@pytest.mark.parametrize(("text", "expected"), SCOPES.values(), ids=SCOPES)
def test_a_quoted_name_means(text: str, expected: dict[int, str]) -> None:
    assert reads(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("x: 'a[old.b]'", ["old.b"], id="where it stands"),
        pytest.param("x: List['old']", ["old"], id="once, where two rules find it"),
        pytest.param("x: \"A['old', old]\"", ["old", "old"], id="with the strings in it"),
    ],
)
def test_a_quoted_name_is_read(text: str, expected: list[str]) -> None:
    assert chains(text) == expected
