"""What is decided for one file: imports, local names, and what it tells the rest of the program."""

import pytest

from tests.in_memory import MAKE, symbol
from tests.project.decisions import brought, codes, decided


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("from acme.old import make\nmake()", ["acme.new:build"], id="a name"),
        pytest.param("from acme.old import make", ["acme.new:build"], id="a name that nothing uses"),
        pytest.param(
            "from acme.old import make as mk\nmk()", ["acme.new:build as mk"], id="an author's alias"
        ),
        pytest.param(
            "from acme.old import make as build\nbuild()", ["acme.new:build"], id="an alias like the new name"
        ),
        pytest.param("import acme.old\nacme.old.make()", ["acme.new:"], id="a module"),
        pytest.param("import acme.old as f\nf.make()", ["acme.new: as f"], id="a module under an alias"),
        pytest.param("from acme import old\nold.make()", ["acme:new"], id="a module of a package"),
        pytest.param(
            "from acme import old\nold.make()\nold.keep", ["+acme.new:build"], id="a module still in use"
        ),
        pytest.param(
            "import acme.old\nacme.old.make()\nacme.old.keep", ["+acme.new:"], id="a dotted one in use"
        ),
        pytest.param(
            "import acme.old\nacme.old.make()\nacme.x", ["acme.new:"], id="one whose package is in use"
        ),
        pytest.param("from acme.old import *\nmake()", ["+acme.new:build"], id="a star"),
        pytest.param("from acme.old import keep\nkeep()", [], id="nothing of ours"),
    ],
)
def test_imports(text: str, expected: list[str]) -> None:
    assert brought(decided(text)) == expected


def test_definitions_stay_until_they_are_retired() -> None:
    text = "def make(): ...\nclass craft: ...\nkeep = 1\n"
    decision = decided(text, MAKE, symbol("acme.old:craft", "acme.new:craft"), path="acme/old.py")
    assert codes(decision) == ["RP111", "RP111"]
    assert not decision.changes
