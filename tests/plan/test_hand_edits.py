"""A new text that a person wrote is taken when it parses, and all that it names is there."""

import pytest

from codemods.plan.hand_edits import refusal
from tests.in_memory import TextTree

USER = "from acme.old import make\n\ndef f(user):\n    return make(user)\n"
MOVED = USER.replace("acme.old", "acme.new").replace("make", "build")
HUB = {"hub.py": "from acme.old import make\n", "reader.py": "import hub\nhub.make()\n"}


def refused(text: str | bytes, path: str = "app.py", before: str = USER, **files: str) -> str | None:
    """Why a text can't be the file's next to the rest of the plan; None when it can."""
    tree = TextTree({"app.py": before, **HUB, **files})
    assert tree.plan.files
    return refusal(tree.planner, path, text if isinstance(text, bytes) else text.encode())


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(MOVED, id="as planned"),
        pytest.param(USER, id="as before"),
        pytest.param("", id="empty"),
        pytest.param(f"import os\n{MOVED}os.getpid()\n", id="with another import"),
        pytest.param(f"{MOVED}print(len(__name__), __file__)\n", id="builtins and what modules have"),
        pytest.param(
            MOVED.replace("build", "make").replace("import make", "import build as make"), id="alias"
        ),
        pytest.param(f"{MOVED}lambda x: [y for y in x if (z := y)]\n", id="names of scopes"),
        pytest.param("from acme.new import *\nbuild(unknown)\n", id="a star may bind anything"),
        pytest.param(f"{MOVED}import elsewhere\nelsewhere.thing()\n", id="what lies outside the tree"),
        pytest.param(
            "import acme.new\n\ndef f(user):\n    return acme.new.build(user)\n", id="by its module"
        ),
    ],
)
def test_a_text_that_works_is_taken(text: str) -> None:
    assert refused(text) is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param("def f(:\n", "line 1: invalid syntax", id="syntax"),
        pytest.param("x = 1\n  y = 2\n", "line 2: unexpected indent", id="indent"),
        pytest.param(b"# \xff\n", "is not utf-8: line 1 holds the byte 0xff", id="bytes"),
        pytest.param("x = 1\0\n", "source code string cannot contain null bytes", id="a null byte"),
        pytest.param(MOVED.replace("return build", "return biuld"), "nothing binds `biuld`", id="misspelt"),
        pytest.param("build(make)\n", "nothing binds `build` or `make`", id="import lost"),
        pytest.param("from acme.new import make\n", "line 1: acme/new.py has no `make`", id="half moved"),
        pytest.param("import acme.new as n\nn.make()\n", "line 2: acme/new.py has no `make`", id="attribute"),
        pytest.param("from acme.nwe import build\n", "line 1: acme/__init__.py has no `nwe`", id="module"),
        pytest.param("import acme.nwe\n", "line 1: acme/__init__.py has no `nwe`", id="module imported"),
        pytest.param("from hub import spam\n", "line 1: hub.py has no `spam`", id="from another file"),
    ],
)
def test_a_text_that_does_not_is_refused_with_the_reason(text: str | bytes, reason: str) -> None:
    assert refused(text) == reason


def test_a_name_that_was_unbound_before_may_stay_so() -> None:
    before = USER + "magic()\n"
    assert refused(MOVED + "magic()\n", before=before) is None
    assert refused(MOVED + "more_magic()\n", before=before) == "nothing binds `more_magic`"


def test_what_others_read_of_it_must_be_there() -> None:
    assert refused("from acme.new import build\n", "hub.py") is None
    reason = refused("x = 1\n", "hub.py") or ""
    assert "it would no longer bind `build`, which reader.py:2 reads from it" in reason


def test_what_a_target_patches_must_be_there() -> None:
    test = "from unittest.mock import patch\n\ndef test():\n    with patch('app.make'): ...\n"
    assert refused(MOVED, **{"test_app.py": test}) is None
    assert "test_app.py" in (refused("x = 1\n", **{"test_app.py": test}) or "")


def test_what_led_nowhere_before_may_go_on_so() -> None:
    lost = "from acme.new import lost\nimport acme.gone\n"
    assert refused(lost + MOVED, before=lost + USER) is None
    assert refused(lost.replace("gone", "away") + MOVED, before=lost + USER) is not None


def test_what_may_be_there_at_run_time_is_there() -> None:
    lazy = "def __getattr__(name): ...\n"
    assert refused("from lazy import anything\n", **{"lazy.py": lazy}) is None
