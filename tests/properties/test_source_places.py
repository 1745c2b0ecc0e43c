"""Laws of `Source`: positions of `ast` find their text in any encoding and with any line ends."""

import ast
import re

from hypothesis import given
from hypothesis import strategies as st

from codemods.values.source import Source
from tests.properties.moves import renamed
from tests.properties.programs import Program, programs
from tests.properties.rendering import RENDERINGS, Rendering

TEXTS = st.text(alphabet="ab é🐍\u2028\r\n\t\f\v").map(str.encode)


@given(programs([renamed()]), RENDERINGS)
def test_a_name_stands_where_ast_says(program: Program, style: Rendering) -> None:
    rendered = style.file(program.files[program.places[0]])
    data = rendered.removeprefix(b"\xef\xbb\xbf").decode(style.encoding).encode()
    text = re.sub(rb"coding: [-\w]+", b"coding: utf-8", data)
    source = Source("consumer.py", text)
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Name):
            start = source.offset(node.lineno, node.col_offset)
            assert text[start : start + len(node.id.encode())] == node.id.encode()
            assert source.line_of(start) == node.lineno


@given(TEXTS)
def test_lines_make_up_the_text(text: bytes) -> None:
    source = Source("any.py", text)
    lines = [source.line_text(line) for line in range(1, source.line_count + 1)]
    assert b"".join(lines) == text


@given(TEXTS, st.data())
def test_a_place_is_counted_in_characters(text: bytes, data: st.DataObject) -> None:
    source = Source("any.py", text)
    characters = text.decode()
    index = data.draw(st.integers(0, len(characters)))
    offset = len(characters[:index].encode())
    line, column = source.position(offset)
    assert source.offset(line, 0) + len(characters[:index].encode()[source.line_start(line) :]) == offset
    assert column == len(text[source.line_start(line) : offset].decode()) + 1


@given(TEXTS, st.sampled_from(["utf-8", "latin-1"]), st.booleans())
def test_a_file_is_encoded_as_it_was(text: bytes, encoding: str, bom: bool) -> None:
    mark = b"\xef\xbb\xbf" if bom and encoding == "utf-8" else b""
    characters = text.decode().encode(encoding, "ignore").decode(encoding)
    source = Source("any.py", characters.encode(), encoding, mark)
    assert source.to_file(characters.encode()) == mark + characters.encode(encoding)
