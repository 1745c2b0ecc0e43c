"""Finding the code cells in JSON of any form."""

import json

import pytest

from codemods.tree.notebooks.read_cells import NotANotebookError, read_notebook

CELL = {"cell_type": "code", "source": ["a\n", "b"]}


def test_strings_are_where_their_places_say() -> None:
    text = json.dumps(
        {"x": [{"é": 1}], "cells": [CELL, {"cell_type": "markdown", "source": "c"}, CELL]}, indent=2
    )
    cells = read_notebook(text).cells
    assert [(cell.number, cell.code, cell.is_list) for cell in cells] == [
        (1, "a\nb", True),
        (3, "a\nb", True),
    ]
    for each in (string for cell in cells for string in cell.strings):
        assert json.loads(text[each.start : each.end]) == each.value


@pytest.mark.parametrize(
    ("metadata", "is_python"),
    [
        ({}, True),
        ({"kernelspec": {"language": "python", "name": "x"}}, True),
        ({"language_info": {"name": "ipython"}}, True),
        ({"language_info": {"name": "R"}, "kernelspec": {"language": "python"}}, False),
        ({"kernelspec": {"language": "Julia"}}, False),
        ({"kernelspec": "odd", "language_info": ["odd"]}, True),
        ("odd", True),
    ],
)
def test_the_language_is_the_kernels(metadata: object, is_python: bool) -> None:
    notebook = read_notebook(json.dumps({"cells": [CELL], "metadata": metadata}))
    assert notebook.is_python == is_python
    assert len(notebook.python_cells) == is_python


def test_a_cell_of_another_language_is_none_of_pythons() -> None:
    other = {**CELL, "metadata": {"vscode": {"languageId": "sql"}}}
    old = {"cell_type": "code", "input": "x", "language": "ruby"}
    notebook = read_notebook(json.dumps({"worksheets": [{"cells": [other, old, {**CELL, "metadata": {}}]}]}))
    assert [cell.number for cell in notebook.python_cells] == [3]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "1",
        "{",
        "{}",
        '{"cells": {}}',
        '{"cells": [1]}',
        '{"cells": [{"cell_type": "code"}]}',
        '{"cells": [{"cell_type": "code", "source": 1}]}',
        '{"cells": [{"cell_type": "code", "source": ["a", 1]}]}',
        '{"cells": [{"cell_type": "code", "source": ["a",]}]}',
        '{"cells": [{"cell_type": "code", "source": "a", "source": "b"}]}',
        '{"cells": [{"cell_type": "code", "source": "a\nb"}]}',
        '{"cells": []} x',
        '{"cells": [],}',
        '{"cells": [] "a": 1}',
        '{"worksheets": [1]}',
        '{"worksheets": []}',
        '{"cells": [], "x": ' + "[" * 100_000,
        '{"cells": [], "x": ' + "1" * 5000 + "}",
    ],
)
def test_other_texts_are_no_notebooks(text: str) -> None:
    with pytest.raises(NotANotebookError):
        read_notebook(text)
