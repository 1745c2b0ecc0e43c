"""What facts say of the names in strings: as constants, as entries of `__all__`, as targets of patches."""

import pytest
from msgspec import msgpack

from codemods.semantic.facts import Facts
from codemods.semantic.string_names import DunderAllEntry
from tests.semantic.facts_of_text import read, spelled


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("patch('a.b.old')", "a.b.old", id="a path"),
        pytest.param("patch.object(a.b, 'old')", "old", id="below an object"),
        pytest.param("patch.multiple('a', old=1)", "a.old", id="a keyword"),
    ],
)
def test_the_text_of_a_target_is_its_path(text: str, expected: str) -> None:
    (target,) = read(text).patch_targets
    assert target.text == expected
    assert target.path == tuple(expected.split("."))


def test_a_constant_says_what_it_stands_in() -> None:
    text = "f.g('old')\nglobals()['old']\n\nx = 'old'\n"
    strings = read(text).strings
    assert [(each.line, each.callee) for each in strings] == [(1, "f.g"), (2, None), (4, None)]
    assert spelled(text, [each.span for each in strings]) == ["'old'"] * 3


def test_entries_of_one_list_share_it() -> None:
    text = "__all__ = ['old', 'other']\n__all__.append('old')\n__all__ += ['old', 'old']\n"
    entries = [each.dunder_all_entry for each in read(text).strings]
    assert all(isinstance(each, DunderAllEntry) for each in entries)
    assert [each.alone for each in entries if each] == [False, True, False, False]
    lists = [each.list_id for each in entries if each]
    assert lists[2] == lists[3]
    assert len(set(lists)) == 3


def test_they_are_the_same_when_they_are_stored_and_read() -> None:
    facts = read("from m import *\n__all__ = ['old'] + m.__all__\npatch('a.old')\nx = 'old'\n")
    again = msgpack.decode(msgpack.encode(facts), type=Facts)
    assert again.strings == facts.strings
    assert again.patch_targets == facts.patch_targets
    assert again.dunder_all == facts.dunder_all
