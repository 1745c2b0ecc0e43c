"""Import cycles: one that was not there before is a finding on the import that closes it."""

import pytest

from tests.in_memory import TextTree

NEW = "from user import helper\ndef build(): ...\n"
USER = "from acme.old import make\ndef helper(): return make()\n"
HOMES = {"acme/__init__.py": "", "acme/old.py": "def make(): ...\n", "acme/new.py": NEW}


def codes(user: str, homes: dict[str, str] = HOMES, **files: str) -> list[str]:
    """The codes of the findings on `user.py`."""
    return TextTree({"user.py": user, **files}, homes=homes).codes("user.py")


def test_a_cycle_through_the_canonical_module() -> None:
    tree = TextTree({"user.py": USER}, homes=HOMES)
    (finding,) = [each for each in tree.plan.findings if each.code == "RP205"]
    assert (finding.path, finding.line) == ("user.py", 1)
    assert finding.message.endswith("closes an import cycle: acme/new.py imports user.py")
    assert "import build" in tree.after("user.py")


def test_a_cycle_through_others() -> None:
    new = {
        "acme/new.py": "import far\ndef build(): ...\n",
        "far.py": "try:\n    from user import helper\nfinally: ...\n",
    }
    assert codes(USER, {**HOMES, **new}) == ["RP205"]


LOCAL = "def f():\n    from acme.old import make\n    make()\n"
TYPES = "if TYPE_CHECKING:\n    from acme.old import make\ndef f(x: 'make'): ...\n"
NONE = {
    "nothing comes back": (USER, {"acme/new.py": "def build(): ...\n"}),
    "it comes back in a function": (USER, {"acme/new.py": "def build():\n    from user import helper\n"}),
    "it is for types alone": (
        USER,
        {"acme/new.py": "if TYPE_CHECKING:\n    import user\ndef build(): ...\n"},
    ),
    "it is in a docstring": (USER, {"acme/new.py": '"""\nimport user\n"""\ndef build(): ...\n'}),
    "the new import is in a function": (LOCAL, {}),
    "the new import is for types": (TYPES, {}),
    "it was there before": ("import acme.new\n" + USER, {}),
    "it was there through the old": (USER, {"acme/old.py": "from acme.new import build as make\n"}),
}


@pytest.mark.parametrize(("user", "homes"), NONE.values(), ids=NONE)
def test_no_cycle_where(user: str, homes: dict[str, str]) -> None:
    assert "RP205" not in codes(user, {**HOMES, **homes})


def test_the_package_around_a_module_is_no_cycle() -> None:
    files = {"acme/user.py": "from acme.old import make\nmake()\n"}
    homes = {**HOMES, "acme/__init__.py": "import acme.user\n", "acme/new.py": "def build(): ...\n"}
    assert TextTree(files, homes=homes).codes("acme/user.py") == []
