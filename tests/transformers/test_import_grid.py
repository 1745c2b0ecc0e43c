"""From-imports in columns, as isort lays them out by itself."""

import pytest

from codemods.transformers.import_grid import on_grid
from codemods.transformers.import_groups import read_statement


def grid(code: str, length: int = 30, comments: str = "") -> str:
    return on_grid(read_statement(comments.encode(), code.encode()), length).lines.decode()


@pytest.mark.parametrize(
    ("code", "after"),
    [
        pytest.param(
            "from a import (\n    b,\n    c)\n", "from a import b, c\n", id="on one line where it fits"
        ),
        pytest.param(
            "from a import bbbb, cccc, dddd, eeee\n",
            "from a import (bbbb, cccc,\n               dddd, eeee)\n",
            id="in columns",
        ),
        pytest.param(
            "from a import bb, cccc, ddddd, e\n",
            "from a import (bb, cccc,\n               ddddd, e)\n",
            id="a bracket too many",
        ),
        pytest.param(
            "from a import cccccccccccccccc, dd\n",
            "from a import (\n    cccccccccccccccc, dd)\n",
            id="below the bracket",
        ),
        pytest.param(
            "from a import ccccccccccccccccc\n", "from a import \\\n    ccccccccccccccccc\n", id="one name"
        ),
        pytest.param(
            "    from a import bb as cc, dd, ee\n",
            "    from a import (bb as cc,\n                   dd, ee)\n",
            id="indented, with as",
        ),
        pytest.param(
            "from a import bb, cc, ddd, eeee\r\n",
            "from a import (bb, cc, ddd,\r\n               eeee)\r\n",
            id="line ends",
        ),
        pytest.param(
            "from . import bbbb, cccc, dddd, eeee",
            "from . import (bbbb, cccc,\n               dddd, eeee)",
            id="the end of a file",
        ),
    ],
)
def test_names_stand_in_columns(code: str, after: str) -> None:
    assert grid(code) == after
    assert grid(after) == after
    assert grid(code, comments="# why\n") == f"# why\n{after}"


@pytest.mark.parametrize(
    "code",
    [
        "from a import bbbb, cccc, dddd, eeee  # why\n",
        "import aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n",
        "from aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa import *\n",
        "from aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa import b\n",
        "from aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa import b, c\n",
    ],
)
def test_what_it_can_not_lay_out_stays(code: str) -> None:
    assert grid(code) == code
