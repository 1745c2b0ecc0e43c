"""Code that runs with and without the new name stays; `lib` stands for a library, `acme` is in the tree."""

import pytest

from codemods.project.decision import Decision
from tests.in_memory import TextTree, module, symbol
from tests.project.decisions import NEW, codes, decided, kinds

RULE = symbol("lib:old", "lib:new")
MOVED = symbol("lib.a:Thing", "lib.b:Thing")
HERE = symbol("acme.old:make", "acme.new:build")

STAYS = {
    "new first": (RULE, "try: from lib import new\nexcept ImportError: from lib import old as new\nnew()\n"),
    "old first": (RULE, "try: from lib import old\nexcept ImportError: from lib import new as old\nold()\n"),
    "by version": (
        RULE,
        "import lib\nif lib.V: from lib import new as f\nelse: from lib import old as f\nf()\n",
    ),
    "hasattr": (RULE, "import lib\nf = lib.new if hasattr(lib, 'new') else lib.old\n"),
    "asked before": (RULE, "import lib\nNEW = hasattr(lib, 'new')\nf = lib.old()\n"),
    "attribute error": (RULE, "import lib\ntry: f = lib.new\nexcept AttributeError: f = lib.old\n"),
    "getattr or": (RULE, "import lib\nf = getattr(lib, 'new', None) or lib.old\n"),
    "default of getattr": (RULE, "import lib\nf = getattr(lib, 'new', lib.old)\n"),
    "filled in": (RULE, "import lib\nif not hasattr(lib, 'new'): lib.new = lib.old\n"),
    "left early": (RULE, "import lib\ndef f():\n  if lib.V: return lib.new()\n  return lib.old()\n"),
    "two tests": (RULE, "import lib\nif V: f = lib.new\nif not V: f = lib.old\n"),
    "two versions": (RULE, "import lib\nif V[0] >= 2: f = lib.new\nif V[0] < 2: f = lib.old\n"),
    "two words for a version": (
        RULE,
        "import lib\nif six.PY3: f = lib.new\nif sys.version_info[0] == 2: f = lib.old\n",
    ),
    "two values": (RULE, "import lib\nif V == 1: f = lib.old\nif V == 2: f = lib.new\n"),
    "none or not": (RULE, "import lib\nif V is None: f = lib.old\nif V and x: f = lib.new\n"),
    "one name, two blocks": (
        MOVED,
        "try: from lib.a import Thing\nexcept ImportError: Thing = None\n"
        "if Thing is None: from lib.b import Thing\nThing()\n",
    ),
    "find_spec": (
        MOVED,
        "if find_spec('lib.b'): from lib.b import Thing\nelse: from lib.a import Thing\nThing()\n",
    ),
    "a flag": (
        MOVED,
        "try:\n  import lib.b\n  B = True\nexcept ImportError: B = False\n"
        "def f():\n  if not B:\n    from lib.a import Thing\n    Thing()\n",
    ),
    "asked for the old one": (RULE, "import lib\nif hasattr(lib, 'old'): lib.old()\n"),
    "elsewhere in such a file": (
        RULE,
        "import lib\ntry: f = lib.new\nexcept AttributeError: f = lib.old\ndef g(): lib.old()\n",
    ),
    "in the tree": (
        HERE,
        "try: from acme.new import build\nexcept ImportError: from acme.old import make as build\nbuild()\n",
    ),
}
MOVES = {
    "without the new name": (RULE, "try: from lib import old\nexcept ImportError: old = None\nold()\n"),
    "another library first": (
        RULE,
        "try: from fast import f\nexcept ImportError: from lib import old as f\nf()\n",
    ),
    "another name of the new module": (
        MOVED,
        "if v: from lib.b import Other\nelse: from lib.a import Thing\nThing()\n",
    ),
    "for type checkers": (
        MOVED,
        "if TYPE_CHECKING: from lib.b import Thing\nelse: from lib.a import Thing\nThing()\n",
    ),
    "tests that ask different things": (
        RULE,
        "import lib\nif sys.argv: lib.old()\nif len(sys.argv) > 3: lib.new()\n",
    ),
    "tests on one side": (RULE, "import lib\nif rows > 1: lib.old()\nif rows > 3: lib.new()\n"),
    "one test twice": (RULE, "import lib\nif rows: lib.old()\nif rows: lib.new()\n"),
    "new name beside it": (RULE, "from lib import new, old\nnew()\nold()\n"),
    "a choice between two names of the tree": (
        HERE,
        "from acme import new, old\ndef f(x):\n  if x: return new.build()\n  return old.make()\n",
    ),
}


@pytest.mark.parametrize(("table", "text"), STAYS.values(), ids=STAYS)
def test_stays(table: str, text: str) -> None:
    decision = decided(text, table)
    assert kinds(decision, moves=True) == []
    assert kinds(decision, moves=False) != []
    assert set(codes(decision)) == {"RP115"}


@pytest.mark.parametrize(("table", "text"), MOVES.values(), ids=MOVES)
def test_moves(table: str, text: str) -> None:
    decision = decided(text, table)
    assert kinds(decision, moves=True) != []
    assert kinds(decision, moves=False) == []


@pytest.mark.parametrize(("table", "text"), STAYS.values(), ids=STAYS)
def test_all_of_it_moves_once_old_versions_are_given_up(table: str, text: str) -> None:
    assert "RP115" not in codes(decided(text, 'compat = "collapse"', table))


def test_modules_stay_as_names_do() -> None:
    text = "try: from lib.b import x\nexcept ImportError: from lib.a import x\n"
    assert codes(decided(text, module("lib.a", "lib.b"))) == ["RP115"]
    text = "try: import lib.b as m\nexcept ImportError: import lib.a as m\n"
    assert kinds(decided(text, module("lib.a", "lib.b")), moves=True) == []


def in_package(text: str) -> Decision:
    """The decision on a file, where a package of the tree lacks the deprecated module."""
    files = {**NEW, "acme/__init__.py": "", "app.py": text}
    memory = TextTree(files, module("acme.gone", "acme.new"))
    memory.planner.plan(["app.py"])
    return memory.planner.decided.decisions["app.py"]


@pytest.mark.parametrize(
    "text",
    [
        "try: from acme.gone import x\nexcept ImportError: x = None\n",
        "try: from acme.gone import *\nexcept ImportError: x = None\n",
        "try: import acme.gone as m\nexcept ImportError: m = None\n",
        "with suppress(ImportError): from acme.gone import x\n",
    ],
)
def test_an_import_that_is_known_to_fail_stays_where_code_makes_up_for_it(text: str) -> None:
    decision = in_package(text)
    assert kinds(decision, moves=True) == []
    assert set(codes(decision)) == {"RP112"}


def test_an_import_that_fails_unguarded_moves() -> None:
    assert kinds(in_package("from acme.gone import build\n"), moves=True) == ["import"]


def test_readers_of_a_module_that_has_either_take_what_is_there() -> None:
    memory = TextTree(
        {
            **NEW,
            "both.py": "try: from lib.b import Thing\nexcept ImportError: from lib.a import Thing\n",
            "app.py": "from both import Thing\nThing()\n",
        },
        MOVED,
    )
    memory.planner.plan(["app.py", "both.py"])
    assert memory.planner.decided.decisions["app.py"].references == ()
