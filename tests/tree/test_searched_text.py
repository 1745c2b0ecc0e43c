"""What a search for words sees of a notebook."""

import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from codemods.tree.open_tree import open_tree

CELL = {"cell_type": "code", "outputs": ["make"], "source": "import os\nmake()"}


def write(folder: Path, name: str, *cells: Mapping[str, object]) -> None:
    (folder / name).write_text(json.dumps({"cells": cells}))


@pytest.mark.parametrize("in_git", [False, True])
def test_names_are_found_in_code_cells(tmp_path: Path, in_git: bool) -> None:
    write(tmp_path, "behind_an_escape.ipynb", CELL)
    write(tmp_path, "in_an_output.ipynb", {**CELL, "source": "other()"})
    write(tmp_path, "in_a_text.ipynb", {"cell_type": "markdown", "source": "make"})
    (tmp_path / "of_escapes.ipynb").write_text('{"cells": [{"cell_type": "code", "source": ["m\\u0061ke"]}]}')
    (tmp_path / "broken.ipynb").write_text('{"cells": make')
    (tmp_path / "a.py").write_text("make()")
    if in_git:
        for command in (["init", "-q"], ["add", "."]):
            subprocess.run(["git", *command], cwd=tmp_path, check=True)
    tree = open_tree(tmp_path)
    wanted = ["a.py", "behind_an_escape.ipynb", "broken.ipynb", "of_escapes.ipynb"]
    assert list(tree.holding(["make"])) == wanted
    assert list(tree.search(["make"]).holding) == wanted
    assert list(open_tree(tmp_path, notebooks=False).paths) == ["a.py"]


def test_a_changed_notebook_is_read_anew(tmp_path: Path) -> None:
    write(tmp_path, "a.ipynb", CELL)
    tree = open_tree(tmp_path)
    assert list(tree.holding(["make"])) == ["a.ipynb"]
    write(tmp_path, "a.ipynb", {**CELL, "source": "import os\nmany()"})
    os.utime(tmp_path / "a.ipynb", ns=(1, 1))
    assert list(tree.holding(["make"])) == []
