import codecs
import os
import socket
from pathlib import Path

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from codemods.tree.decoding import decode_source, read_source
from codemods.tree.open_tree import FolderTree
from codemods.values.tree import UnreadableError
from tests.tree.conftest import Lay, Unprivileged

BOM = codecs.BOM_UTF8


def refused(data: bytes) -> UnreadableError:
    """The refusal to decode some bytes."""
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
    except UnreadableError as refusal:
        event(refusal.rejection.code)
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
        pytest.param(b"# coding: rot13\n", "cannot be decoded as rot13", id="no text encoding"),
        pytest.param(
            BOM + b"# coding: latin-1\n",
            "begins with a UTF-8 byte order mark but declares another encoding",
            id="byte order mark against cookie",
        ),
        pytest.param("old".encode("utf-16"), "is UTF-16, which Python does not read as source", id="UTF-16"),
        pytest.param(
            b"# coding: utf-7\n+AGEAYg-\n",
            "utf-7, which would not give back the same bytes",
            id="no way back",
        ),
        pytest.param(b"# coding: utf-7\n+2AA-\n", "utf-7, which would not give", id="half a pair by UTF-7"),
        pytest.param(
            b"'\xed\xa0\x80'", "is not utf-8: line 1 holds the byte 0xed", id="half a surrogate pair"
        ),
    ],
)
def test_what_python_would_not_decode_is_refused(data: bytes, reason: str) -> None:
    refusal = refused(data)
    assert refusal.rejection.code == "RP003"
    assert reason in refusal.rejection.message


class TestDisk:
    def refusal(self, root: Path, path: str = "a.py") -> tuple[str, str]:
        tree = FolderTree(os.path.realpath(root), (path,))
        with pytest.raises(UnreadableError) as caught:
            read_source(tree, path)
        return caught.value.rejection.code, caught.value.rejection.message

    def test_a_file_is_read(self, tmp_path: Path, lay: Lay) -> None:
        lay(tmp_path, "a/ü.py")
        source = read_source(FolderTree(str(tmp_path), ()), "a/ü.py")
        assert (source.path, source.data) == ("a/ü.py", b"old\n")

    def test_vanished(self, tmp_path: Path) -> None:
        assert self.refusal(tmp_path) == ("RP004", "has vanished since the tree was listed")

    def test_folder_turned_file(self, tmp_path: Path, lay: Lay) -> None:
        lay(tmp_path, "a")
        assert self.refusal(tmp_path, "a/b.py") == ("RP004", "has vanished since the tree was listed")

    def test_no_permission(self, tmp_path: Path, lay: Lay, unprivileged: Unprivileged) -> None:
        lay(tmp_path, "a.py")
        (tmp_path / "a.py").chmod(0)
        with unprivileged():
            assert self.refusal(tmp_path) == ("RP004", "cannot be read: Permission denied")

    def test_folder(self, tmp_path: Path) -> None:
        (tmp_path / "a.py").mkdir()
        assert self.refusal(tmp_path) == ("RP004", "is a folder, not a file")

    def test_pipe_is_not_waited_on(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "a.py")
        assert self.refusal(tmp_path) == ("RP004", "is a pipe, not a file")

    def test_socket(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind("a.py")
            assert self.refusal(tmp_path) == ("RP004", "is a socket, not a file")

    def test_link_out_of_the_tree(self, tmp_path: Path, lay: Lay) -> None:
        lay(tmp_path, "tree-2/b.py", "tree/c.py")
        (tmp_path / "tree/a.py").symlink_to("../tree-2/b.py")
        reason = "is a symbolic link to ../tree-2/b.py, outside the tree"
        assert self.refusal(tmp_path / "tree") == ("RP005", reason)

    def test_link_to_nothing(self, tmp_path: Path) -> None:
        (tmp_path / "a.py").symlink_to("b.py")
        assert self.refusal(tmp_path) == ("RP004", "is a symbolic link to b.py, which does not exist")

    def test_link_to_itself(self, tmp_path: Path) -> None:
        (tmp_path / "a.py").symlink_to("a.py")
        assert self.refusal(tmp_path) == ("RP004", "is a symbolic link to a.py, which does not exist")

    def test_link_to_a_file_that_is_not_looked_at(self, tmp_path: Path, lay: Lay) -> None:
        lay(tmp_path, "made/b.py")
        (tmp_path / "a.py").symlink_to("made/b.py")
        reason = "is a symbolic link to made/b.py, which is not among the files that are looked at"
        assert self.refusal(tmp_path) == ("RP005", reason)
