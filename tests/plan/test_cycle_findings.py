"""Import cycles: an import that would close one in which names are taken stays; any other has a finding."""

import pytest

from codemods.values.reference import Applicability
from tests.in_memory import TextTree

NEW = "from user import helper\ndef build(): ...\n"
USER = "from acme.old import make\ndef helper(): return make()\n"
HOMES = {"acme/__init__.py": "", "acme/old.py": "def make(): ...\n", "acme/new.py": NEW}


def codes(user: str, homes: dict[str, str] = HOMES, **files: str) -> list[str]:
    """The codes of the findings on `user.py`."""
    return TextTree({"user.py": user, **files}, homes=homes).codes("user.py")


def test_a_cycle_through_the_canonical_module() -> None:
    tree = TextTree({"user.py": USER}, homes=HOMES)
    held = [each for each in tree.plan.findings if each.code == "RP117"]
    assert [(each.path, each.line) for each in held] == [("user.py", 1), ("user.py", 2)]
    assert held[0].message.endswith("would close an import cycle: acme/new.py imports user.py")
    assert {each.applicability for each in tree.plan.references} == {Applicability.MANUAL}
    assert tree.plan.files == ()


def test_a_cycle_through_others() -> None:
    new = {
        "acme/new.py": "import far\ndef build(): ...\n",
        "far.py": "try:\n    from user import helper\nfinally: ...\n",
    }
    assert codes(USER, {**HOMES, **new}) == ["RP117", "RP117"]


def test_a_cycle_by_a_name_of_the_package_around() -> None:
    rule = '[[symbol]]\nold = "acme.old:make"\nnew = "acme:build"\n'
    homes = {**HOMES, "acme/__init__.py": "import acme.user\ndef build(): ...\n"}
    tree = TextTree({"acme/user.py": "from acme.old import make\nmake()\n"}, rule, homes=homes)
    assert tree.codes("acme/user.py") == ["RP117", "RP117"]


MODULES = '[[module]]\nold = "acme.old"\nnew = "acme.new"\n'
PLAIN = {**HOMES, "acme/new.py": "import user\ndef make(): return user.helper()\n"}


def test_a_cycle_in_which_nothing_is_taken_has_a_finding() -> None:
    tree = TextTree({"user.py": "import acme.old\ndef helper(): acme.old.make()\n"}, MODULES, homes=PLAIN)
    assert tree.codes("user.py") == ["RP205"]
    assert "import acme.new" in tree.after("user.py")


def test_a_cycle_in_which_a_module_is_read_at_import_is_held() -> None:
    tree = TextTree({"user.py": "import acme.old\nhelper = acme.old.make\n"}, MODULES, homes=PLAIN)
    assert tree.codes("user.py") == ["RP117", "RP117"]


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
    assert {"RP117", "RP205"}.isdisjoint(codes(user, {**HOMES, **homes}))


def test_the_package_around_a_module_is_no_cycle() -> None:
    files = {"acme/user.py": "from acme.old import make\nmake()\n"}
    homes = {**HOMES, "acme/__init__.py": "import acme.user\n", "acme/new.py": "def build(): ...\n"}
    assert TextTree(files, homes=homes).codes("acme/user.py") == []
