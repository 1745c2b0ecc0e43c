"""Edits of a cell's code in the JSON strings that hold it."""

import json

import pytest

from codemods.tree.notebooks.edit_cell import edit_cell
from codemods.tree.notebooks.notebook_program import notebook_program
from codemods.values.edit import Edit, splice
from codemods.values.host_file import UnplacedEditError

BEFORE, BEHIND = '{"cells": [{"cell_type": "code", "source": ', "}]}"


def edited(source: str, *edits: tuple[int, int, str]) -> str:
    """The JSON of a cell's source after edits of its code, by offsets in it."""
    text = f"{BEFORE}{source}{BEHIND}"
    code = "".join(json.loads(source)).encode() + b"\n"
    made = [Edit(start, end, code[start:end], new.encode()) for start, end, new in edits]
    program = notebook_program(text.encode())
    after = splice(text.encode(), edit_cell(program.text, program.cells[0].strings, made)).decode()
    found = after.removeprefix(BEFORE).removesuffix(BEHIND)
    assert f"{BEFORE}{found}{BEHIND}" == after
    assert "".join(json.loads(found)).encode() == splice(code, made).removesuffix(b"\n")
    return found


@pytest.mark.parametrize(
    ("source", "edits", "after"),
    [
        pytest.param('["a\\n", "b"]', [(0, 1, "xy")], '["xy\\n", "b"]', id="inside a string"),
        pytest.param('["a\\n",\n  "b"]', [(0, 2, "")], '["b"]', id="first line goes"),
        pytest.param('["a\\n",\n  "b"]', [(2, 4, "")], '["a"]', id="last line goes"),
        pytest.param('["a\\n", "b\\n",  "c"]', [(2, 4, "")], '["a\\n", "c"]', id="a line in between goes"),
        pytest.param('["a\\n", "b\\n",  "c"]', [(0, 2, ""), (4, 6, "")], '["b"]', id="two lines go"),
        pytest.param('[\n "a"\n]', [(0, 2, "")], "[\n \n]", id="the only line goes"),
        pytest.param('[\n "a"\n]', [(1, 1, "\nb")], '[\n "a\\n",\n "b"\n]', id="a new line"),
        pytest.param('["a\\n",\n  "b"]', [(2, 2, "x\n")], '["a\\n",\n  "x\\n",\n  "b"]', id="one in between"),
        pytest.param('["a"]', [(2, 2, "b\n")], '["a\\n", "b"]', id="a line comes behind"),
        pytest.param("[]", [(0, 0, "b\n")], '["b\\n"]', id="into an empty list"),
        pytest.param('["a\\n", "b"]', [(0, 3, "x")], '["x"]', id="two lines become one"),
        pytest.param('["a\\n", "", "b"]', [(0, 1, "x")], '["x\\n", "", "b"]', id="an empty string stays"),
        pytest.param('["a", "b\\n", "c"]', [(0, 1, "x")], '["x", "b\\n", "c"]', id="no lines"),
        pytest.param('["a\\nb\\n", "c"]', [(0, 1, "x")], '["x\\nb\\n", "c"]', id="two lines in a string"),
        pytest.param('["\\u0061 = \\"\\u00e9\\" # a\\n", "b"]', [(11, 12, "c")],
                     '["\\u0061 = \\"\\u00e9\\" # c\\n", "b"]', id="escapes beside it stay"),
        pytest.param('["\\u0061b"]', [(0, 1, "x")], '["xb"]', id="an escape goes"),
        pytest.param('"a\\nb"', [(0, 1, "x\ny")], '"x\\ny\\nb"', id="one string"),
        pytest.param('"a\\nb"', [(2, 4, "")], '"a"', id="the last line of one string"),
        pytest.param('"a"', [(0, 2, "")], '""', id="all of one string"),
        pytest.param('["a"]', [(0, 1, "é")], '["\\u00e9"]', id="new text in a file of ASCII"),
        pytest.param('["é"]', [(0, 2, "ü")], '["ü"]', id="new text beside others"),
        pytest.param('["\\ud83d\\ude00a"]', [(4, 5, "b")], '["\\ud83d\\ude00b"]', id="surrogates"),
    ],
)  # fmt: skip
def test_only_the_strings_change_that_hold_an_edit(
    source: str, edits: list[tuple[int, int, str]], after: str
) -> None:
    assert edited(source, *edits) == after


def test_an_edit_over_two_cells_has_no_place() -> None:
    cell = '{"cell_type": "code", "source": ["a"]}'
    program = notebook_program(f'{{"cells": [{cell}, {cell}]}}'.encode())
    one, other = program.cells
    for start, end in ((0, other.start + 1), (one.end, one.end + 1), (0, one.end + 1)):
        with pytest.raises(UnplacedEditError):
            program.edits([Edit(start, end, program.program[start:end], b"x\n")])
    with pytest.raises(UnplacedEditError):
        program.edits([Edit(0, one.end, program.program[: one.end], b"x")])


def test_what_is_no_python_is_not_edited() -> None:
    program = notebook_program(b'{"cells": [{"cell_type": "code", "source": ["%a\\n", "b"]}]}')
    with pytest.raises(UnplacedEditError):
        program.edits([Edit(0, 1, b"0", b"1")])
    assert program.edits([Edit(3, 4, b"b", b"c")])
