"""Imports of one block: an import of the same module takes a name in, and nothing is imported twice."""

import pytest

from tests.in_memory import MAKE, planned, symbol

CRAFT = symbol("acme.old:craft", "acme.new:build")
FILES = {"acme/new.py": "build = other = 1\n", "acme/old.py": "make = craft = keep = 1\n"}


def moved(text: str) -> str:
    """The file after the plan; `make` and `craft` both go to `acme.new:build`."""
    return planned(text, MAKE, CRAFT, files=FILES)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "from acme.new import other\nfrom acme.old import make\n",
            "from acme.new import build, other\n",
            id="an import before it",
        ),
        pytest.param(
            "from acme.old import make\nfrom acme.new import other\n",
            "from acme.new import build, other\n",
            id="an import after it",
        ),
        pytest.param(
            "from acme.new import build\nfrom acme.old import make\nmake()\n",
            "from acme.new import build\nbuild()\n",
            id="one that has the name",
        ),
        pytest.param(
            "from acme.new import build as b\nfrom acme.old import make\nmake()\n",
            "from acme.new import build as b, build\nbuild()\n",
            id="one that has it under an alias",
        ),
        pytest.param(
            "from acme.old import make\nfrom acme.old import craft\nmake(craft)\n",
            "from acme.new import build\nbuild(build)\n",
            id="two that become one",
        ),
        pytest.param(
            "from acme.old import make, keep\nfrom acme.old import craft\nmake(craft)\n",
            "from acme.old import keep\nfrom acme.new import build\nbuild(build)\n",
            id="two of which one keeps a name",
        ),
        pytest.param(
            "from acme.new import other\nfrom acme.old import make\nfrom acme.old import craft\n",
            "from acme.new import build, other\n",
            id="two at once",
        ),
        pytest.param(
            "def f():\n    from acme.new import other\n    from acme.old import make\n    make()\n",
            "def f():\n    from acme.new import build, other\n    build()\n",
            id="in a function",
        ),
    ],
)
def test_one_import_takes_the_other_in(text: str, expected: str) -> None:
    assert moved(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "from acme.new import other\ndef f():\n    from acme.old import make\n    make()\n",
            "from acme.new import other\ndef f():\n    from acme.new import build\n    build()\n",
            id="in another scope",
        ),
        pytest.param(
            "from acme.new import other\nif x:\n    from acme.old import make\n",
            "from acme.new import other\nif x:\n    from acme.new import build\n",
            id="in another block",
        ),
        pytest.param(
            "try:\n    from acme.new import other\nexcept E:\n    from acme.old import make\n",
            "try:\n    from acme.new import other\nexcept E:\n    from acme.new import build\n",
            id="in another branch",
        ),
        pytest.param(
            "if x:\n    from acme.old import make\nelse:\n    from acme.old import make\nmake()\n",
            "if x:\n    from acme.new import build\nelse:\n    from acme.new import build\nbuild()\n",
            id="two branches",
        ),
        pytest.param(
            "from acme.new import other\nimport acme.old\nacme.old.make()\n",
            "from acme.new import other\nimport acme.new\nacme.new.build()\n",
            id="no module among names",
        ),
        pytest.param(
            "from acme.new import other\nmake = 1\nfrom acme.old import make\nmake()\n",
            "from acme.new import other\nmake = 1\nfrom acme.new import build as make\nmake()\n",
            id="a name that is bound in between",
        ),
        pytest.param(
            "from acme.old import make\nmake()\nfrom acme.new import other\n",
            "from acme.new import build\nbuild()\nfrom acme.new import other\n",
            id="after a use",
        ),
        pytest.param(
            "from acme.new import *\nfrom acme.old import make\n",
            "from acme.new import *\nfrom acme.new import build\n",
            id="a star",
        ),
        pytest.param(
            "import acme.new\nfrom acme.old import make\n",
            "import acme.new\nfrom acme.new import build\n",
            id="the module",
        ),
        pytest.param(
            "from acme.new.build import x\nfrom acme.old import make\n",
            "from acme.new.build import x\nfrom acme.new import build\n",
            id="a longer path",
        ),
    ],
)
def test_an_import_takes_nothing_in(text: str, expected: str) -> None:
    assert moved(text) == expected


def test_a_name_that_is_bound_again_in_between_is_imported_again() -> None:
    text = "from acme.old import make\nmake()\nmake = 1\nfrom acme.old import make\nmake()\n"
    after = moved(text)
    assert after.count("from acme.new import build as make") == 2
