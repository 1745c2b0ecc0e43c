"""Notebooks of any layout: only strings with edits change, and the new file holds the very program."""

import json
import tempfile
from pathlib import Path

import nbformat
from hypothesis import given
from hypothesis import strategies as st

from codemods.migration.load import parse_migration
from codemods.plan.engine import make_plan
from codemods.tree.notebooks.notebook_program import NotebookProgram, notebook_program
from codemods.values.edit import splice
from tests.random_examples import examples

MIGRATION = parse_migration('[[symbol]]\nold = "lib.core:make"\nnew = "lib.new:build"\n', "m.toml")
LINES = st.sampled_from(
    [
        *("from lib.core import make", "from lib.core import make, other", "import lib.core", "import os"),
        *("from lib.new import thing", "make('é')", "x = make(1) + lib.core.make(2)", "lib.core.other()"),
        *("", "# make \u2028 \U0001f600", "%time make()", "!ls", "s = '''\n%make\n'''", "y = '\\n\"\\u00e9'"),
    ]
)
CELLS = st.lists(st.lists(LINES, max_size=5), max_size=4)


@st.composite
def notebooks(draw: st.DrawFn) -> bytes:
    """The bytes of a notebook: any code, laid out in any way."""
    cells = []
    for number, lines in enumerate(draw(CELLS)):
        code = "\n".join(lines) + draw(st.sampled_from(["", "\n"]))
        source: object = code if draw(st.booleans()) else code.splitlines(keepends=True)
        if not isinstance(source, str) and draw(st.booleans()):
            source = code.split("\x00")  # All lines in one string of a list.
        head: dict[str, object] = {
            "cell_type": "code",
            "id": f"c{number}",
            "metadata": {},
            "execution_count": None,
        }
        cells.append({**head, "outputs": [], "source": source})
        cells.append({"cell_type": "markdown", "id": f"m{number}", "metadata": {}, "source": "make é"})
    layout = {
        "indent": draw(st.sampled_from([None, 0, 1, 4])),
        "ensure_ascii": draw(st.booleans()),
        "separators": draw(st.sampled_from([(",", ":"), (", ", ": "), (" ,", " :")])),
        "sort_keys": draw(st.booleans()),
    }
    book = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    text = json.dumps(book, **layout)  # type: ignore[arg-type]
    if draw(st.booleans()):
        text = text.replace("make", "m\\u0061ke")
    data = (text + draw(st.sampled_from(["", "\n"]))).replace("\n", draw(st.sampled_from(["\n", "\r\n"])))
    return draw(st.sampled_from([b"", b"\xef\xbb\xbf"])) + data.encode()


def program_of(data: bytes) -> NotebookProgram:
    return notebook_program(data.removeprefix(b"\xef\xbb\xbf"))


def strings_of(program: NotebookProgram) -> list[list[bytes]]:
    return [[program.text[start:end] for start, end in cell.strings.places] for cell in program.cells]


def rest_of(program: NotebookProgram) -> list[bytes]:
    """The text between the sources."""
    parts, done = [], 0
    for cell in program.cells:
        start, end = cell.strings.start, (cell.strings.places or ((0, cell.strings.start + 1),))[-1][1]
        parts.append(program.text[done:start])
        done = end
    return [*parts, program.text[done:]]


@given(notebooks())
@examples(40)
def test_only_strings_with_edits_change(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "a.ipynb"
        file.write_bytes(data)
        plan = make_plan(Path(folder), MIGRATION)
        assert not [each for each in plan.findings if each.code in ("RP009", "RP401")]
        for change in plan.files:
            assert change.before == data
            before, after = program_of(data), program_of(change.after)
            assert splice(before.text, change.edits) == after.text
            assert rest_of(before) == rest_of(after)
            for old, new, one, other in zip(
                strings_of(before), strings_of(after), before.cells, after.cells, strict=True
            ):
                code = before.program[one.start : one.end]
                if code == after.program[other.start : other.end]:
                    assert old == new
                else:
                    # A string that says the same is written the same.
                    said = set(map(json.loads, old))
                    assert all(each in old for each in new if json.loads(each) in said)
            nbformat.validate(json.loads(change.after.decode("utf-8-sig")))
            file.write_bytes(change.after)
            assert make_plan(Path(folder), MIGRATION).files == ()
