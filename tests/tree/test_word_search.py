"""Searching bytes for whole identifiers."""

import re
import sys
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codemods.tree.word_search import (
    OTHER_ENCODINGS,
    has_other_spellings,
    name_finder,
    prefix_tree,
    search_words,
    word_finder,
)

WORDS = st.lists(st.text("abAB_1", min_size=1, max_size=5), min_size=1, max_size=60)


def holds(text: str | bytes, *words: str) -> bool:
    data = text.encode() if isinstance(text, str) else text
    return word_finder(search_words(words))(data)


@given(WORDS, WORDS)
def test_prefix_tree_takes_its_words_and_nothing_else(words: list[str], others: list[str]) -> None:
    tree = re.compile(prefix_tree(sorted(set(words))))
    assert {word for word in [*words, *others] if tree.fullmatch(word)} == set(words)


@given(WORDS, st.text("abAB_1 .\n", max_size=60))
def test_finder_sees_whole_identifiers_only(words: list[str], text: str) -> None:
    assert holds(text, *words) == bool(set(words) & set(re.findall(r"\w+", text)))


@given(st.text("aé_管", min_size=1, max_size=4), st.text("aé_管 .", max_size=20))
def test_finder_never_misses_an_identifier_that_is_not_ascii(word: str, text: str) -> None:
    if word in re.findall(r"\w+", text):
        assert holds(text, word)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        pytest.param("café".encode("latin-1"), "café", id="in another encoding"),
        pytest.param("cafe\u0301".encode(), "café", id="in another normal form"),
        pytest.param("café".encode(), "cafe\u0301", id="searched for in another normal form"),
        pytest.param("管理".encode("gbk"), "管理", id="no ASCII letter at all"),
        pytest.param(b"import *", "import *", id="no identifier: taken as it is"),
        pytest.param("caf\u00e9.old".encode("latin-1"), "old", id="ASCII beside bytes that are no UTF-8"),
    ],
)
def test_finder_sees(text: bytes, word: str) -> None:
    assert holds(text, word)


def test_finder_tells_the_end_of_a_text_that_is_no_identifier() -> None:
    assert not holds("reimport *", "import *")


def test_very_long_words_are_no_problem() -> None:
    long = "a" * 5000
    assert holds(f"x = {long}", long, long + "b")
    assert not holds(f"x = {long}c", long, long + "b")


def test_other_spellings_are_those_of_python() -> None:
    # A character that goes on with a name, and by itself is ASCII after all.
    every = (chr(code) for code in range(0x80, sys.maxunicode + 1) if not 0xD800 <= code < 0xE000)
    usual = {each: normalize("NFKC", each) for each in every if f"a{each}".isidentifier()}
    missed = [
        each for each, text in usual.items() if text.isascii() and not has_other_spellings(each.encode())
    ]
    assert missed == []
    assert not any(map(has_other_spellings, ("é".encode(), "😀 → ™ №".encode(), b"plain")))


@pytest.mark.parametrize("text", ["ｏｌｄ", "x = \U0001d428\U0001d425\U0001d41d", "oℓd"])
def test_a_name_is_found_in_another_spelling(text: str) -> None:
    assert name_finder(search_words(["old", "else"]))(text.encode())
    assert not name_finder(search_words(["old", "else"]))((text + "er").encode())


@pytest.mark.parametrize("encoding", ["shift_jis", "gb18030", "cp1252", "utf-7", "no such one"])
@pytest.mark.parametrize("start", ["# coding: {}\n", "#!python\r\n# -*- coding: {} -*-\r\n"])
def test_a_name_is_found_in_another_encoding(encoding: str, start: str) -> None:
    holds = name_finder(search_words(["hold", "else"]))
    name = {"cp1252": "hºld", "utf-7": "hold"}.get(encoding, "ｈｏｌｄ")
    data = name.encode(encoding if encoding != "no such one" else "utf-8")
    data = b"+AGgAbwBsAGQ-" if encoding == "utf-7" else data
    assert holds(start.format(encoding.replace(" ", "")).encode() + data)
    assert not holds(start.format(encoding.replace(" ", "")).encode() + data + b"er")


def test_only_another_encoding_is_one() -> None:
    for line in ("# coding: utf-8", "# vim: set fileencoding=UTF_8 :", "# coding: ascii"):
        assert not has_other_spellings(line.encode())
        assert re.search(OTHER_ENCODINGS.replace("*+", "*").replace("++", "+"), line) is None
    assert not has_other_spellings(b"coding: latin-1")
    for line in ("# coding: latin-1", "#!python coding=cp1252", "\t# -*- encoding:gbk"):
        assert has_other_spellings(line.encode())
        assert re.search(OTHER_ENCODINGS.replace("*+", "*").replace("++", "+"), line)
