"""Ways in which a file may hold the same program: encoding, BOM, line ends, tabs, form feeds."""

import re
from dataclasses import dataclass

from hypothesis import strategies as st

BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Rendering:
    """How a program's text becomes a file's bytes."""

    newline: str = "\n"
    encoding: str = "utf-8"
    cookie: bool = False
    bom: bool = False
    tabs: bool = False
    form_feeds: bool = False
    last_newline: bool = True
    word: str = ""
    """Put into every label, so that byte and character columns differ."""

    def file(self, source: bytes) -> bytes:
        """The file for a program written plainly: UTF-8, LF, spaces."""
        text = re.sub(r"\b(note|guard)\((\d+)", rf'\1("{self.word}\2"', source.decode())
        if self.tabs:
            text = re.sub(r"^(?: {4})+", lambda found: "\t" * (len(found[0]) // 4), text, flags=re.M)
        if self.form_feeds:
            text = re.sub(r"^(def|class|if) ", r"\f\1 ", text, flags=re.M)
        if not self.last_newline:
            text = text.removesuffix("\n")
        head = f"# -*- coding: {self.encoding} -*-\n" if self.cookie else ""
        data = (head + text).replace("\n", self.newline).encode(self.encoding)
        return (BOM if self.bom else b"") + data


UNICODE = st.sampled_from(("", "é", "🐍 é", "\u2028"))
RENDERINGS = st.builds(
    Rendering,
    newline=st.sampled_from(("\n", "\r\n")),
    cookie=st.booleans(),
    bom=st.booleans(),
    tabs=st.booleans(),
    form_feeds=st.booleans(),
    last_newline=st.booleans(),
    word=UNICODE,
) | st.builds(
    Rendering,
    newline=st.sampled_from(("\n", "\r\n")),
    encoding=st.sampled_from(("latin-1", "cp1252", "iso-8859-15")),
    cookie=st.just(True),
    tabs=st.booleans(),
    last_newline=st.booleans(),
    word=st.just("é"),
)
