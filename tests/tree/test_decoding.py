"""Bytes to source, as PEP 263 says, and back to the same bytes."""

import codecs

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from codemods.tree.decoding import decode_source
from codemods.values.tree import UnreadableError

BOM = codecs.BOM_UTF8


def undecodable(data: bytes) -> UnreadableError:
    """The error of decoding some bytes."""
    with pytest.raises(UnreadableError) as caught:
        decode_source("a.py", data)
    return caught.value


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        pytest.param("é = 1\n".encode(), "é = 1\n", "utf-8", id="UTF-8 without a word"),
        pytest.param(BOM + "é\r\n".encode(), "é\r\n", "utf-8", id="byte order mark"),
        pytest.param(
            BOM + b"# coding: utf-8\n", "# coding: utf-8\n", "utf-8", id="byte order mark and cookie"
        ),
        pytest.param(
            "# -*- coding: latin-1 -*-\né\r".encode("latin-1"),
            "# -*- coding: latin-1 -*-\né\r",
            "iso-8859-1",
            id="latin-1 by cookie",
        ),
        pytest.param(
            "#!/bin/sh\n# vim: fileencoding=cp1252 :\n'€'".encode("cp1252"),
            "#!/bin/sh\n# vim: fileencoding=cp1252 :\n'€'",
            "cp1252",
            id="cp1252 on the second line",
        ),
        pytest.param(
            "# coding: euc-jp\n'日本'\n".encode("euc-jp"),
            "# coding: euc-jp\n'日本'\n",
            "euc-jp",
            id="two bytes each",
        ),
        pytest.param(
            b"\n\n# coding: latin-1\n", "\n\n# coding: latin-1\n", "utf-8", id="cookie on the third line"
        ),
        pytest.param(b"# coding: U8\n", "# coding: U8\n", "utf-8", id="another name of UTF-8"),
        pytest.param(
            b"\x0c# coding: ascii\n", "\x0c# coding: ascii\n", "ascii", id="form feed before the cookie"
        ),
        pytest.param(b"", "", "utf-8", id="empty"),
    ],
)
def test_source_is_utf8_and_goes_back_to_the_same_bytes(data: bytes, text: str, encoding: str) -> None:
    source = decode_source("a.py", data)
    assert source.data.decode() == text
    assert source.encoding == encoding
    assert source.to_file(source.data) == data


@given(
    st.sampled_from(
        ["", "latin-1", "cp1252", "utf-8", "koi8-r", "shift_jis", "utf-7", "hz", "iso2022_jp", "big5"]
    ),
    st.sampled_from([b"", BOM]),
    st.one_of(st.binary(), st.text().map(str.encode)),
)
def test_a_file_goes_back_to_its_bytes_or_is_refused(encoding: str, bom: bytes, rest: bytes) -> None:
    data = bom + (f"# coding: {encoding}\n".encode() if encoding else b"") + rest
    try:
        source = decode_source("a.py", data)
    except UnreadableError as error:
        event(error.rejection.code)
        return
    assert source.to_file(source.data) == data
    assert not source.data.startswith(BOM) or data.startswith(BOM * 2)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(
            b"a\nb = '\xe9'\n", "is not utf-8: line 2 holds the byte 0xe9", id="latin-1 not declared"
        ),
        pytest.param(
            b"a\rb\r\n'\xe9'\n", "is not utf-8: line 3 holds the byte 0xe9", id="lines as Python counts"
        ),
        pytest.param(
            b"# coding: ascii\n'\xe9'", "is not ascii: line 2 holds the byte 0xe9", id="more than declared"
        ),
        pytest.param(
            b"# coding: nonsense\n", "declares an unknown encoding: nonsense", id="unknown encoding"
        ),
        pytest.param(b"# coding: rot13\n", "'rot13' is not a text encoding", id="no text encoding"),
        pytest.param(b"# coding: hex\nold\n", "'hex' is not a text encoding", id="no text encoding of bytes"),
        pytest.param(
            BOM + b"# coding: latin-1\n",
            "begins with a UTF-8 byte order mark but declares another encoding",
            id="byte order mark against cookie",
        ),
        pytest.param("old".encode("utf-16"), "is UTF-16, which Python does not read as source", id="UTF-16"),
        pytest.param(
            b"# coding: iso-2022-jp\n\x1b(Bold\n",
            "iso-2022-jp, which would not give back the same bytes",
            id="no way back",
        ),
        pytest.param(
            b"'\xed\xa0\x80'", "is not utf-8: line 1 holds the byte 0xed", id="half a surrogate pair"
        ),
    ],
)
def test_what_python_would_not_decode_is_refused(data: bytes, reason: str) -> None:
    error = undecodable(data)
    assert error.rejection.code == "RP003"
    assert reason in error.rejection.message


@pytest.mark.parametrize(
    ("declared", "name"), [("utf-7", "utf-7"), ("U7", "utf-7"), ("unicode_escape", "unicode-escape")]
)
def test_an_encoding_that_hides_names_is_refused_by_its_own(declared: str, name: str) -> None:
    with pytest.raises(UnreadableError, match=f"is in the encoding {name}, in which other bytes"):
        decode_source("a.py", f"# coding: {declared}\nold = 1\n".encode())
