"""Places as the protocol counts them, held against a count of its own."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol.types import Position, PositionEncodingKind

from codemods.cli.lsp.places import Places
from codemods.values.source import Source

CODECS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}
TEXTS = st.text(st.sampled_from("ab \té😀\n\r\f\x0b\x1c\u0085\u2028\ufeff"), max_size=30)


@given(text=TEXTS, bom=st.booleans(), encoding=st.sampled_from([*CODECS]), at=st.integers(0, 30))
def test_an_offset_is_a_line_and_units_in_it(text: str, bom: bool, encoding: str, at: int) -> None:
    codec, width = CODECS[encoding]
    sent = "\ufeff" + text if bom else text
    places = Places(Source("x.py", text.encode(), bom=b"\xef\xbb\xbf" if bom else b""), encoding)
    before = text[: min(at, len(text))]
    if before.endswith("\r") and text[len(before) :].startswith("\n"):
        before = before[:-1]
    lines = re.split("\r\n|\r|\n", sent[: len(before) + bom])
    expected = Position(len(lines) - 1, len(lines[-1].encode(codec)) // width)
    offset = len(before.encode())
    assert places.position(offset) == expected
    assert places.offset(expected) == offset


@pytest.mark.parametrize(("line", "character", "offset"), [(0, 99, 2), (1, 99, 5), (7, 0, 5), (0, 1, 1)])
def test_a_position_behind_the_end_is_the_end(line: int, character: int, offset: int) -> None:
    assert Places(Source("x.py", b"ab\ncd")).offset(Position(line, character)) == offset


def test_half_of_a_character_is_its_beginning() -> None:
    places = Places(Source("x.py", "😀a".encode()), PositionEncodingKind.Utf16)
    assert places.offset(Position(0, 1)) == 0


def test_columns_of_references_are_characters() -> None:
    places = Places(Source("x.py", "a\n😀é = b".encode()))
    assert places.offset_at(2, 3) == len("a\n😀é".encode())
