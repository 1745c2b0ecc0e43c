"""Where the readers of a deprecated symbol went, and whether any stays."""

from codemods.project.symbol_readers import ReaderOutcome, SymbolReaders
from codemods.values.symbol import Symbol
from tests.in_memory import TextTree, symbol

MAKE, BUILD = Symbol("acme.old", "make"), Symbol("acme.new", "build")
USED = "from acme.old import make\nmake()\n"
LATE = "from acme import old\ndef f(): return old.make()\n"
STRICT = symbol("acme.old:make", "acme.new:build", signature="(user=None)", call="(user)")


def readers(files: dict[str, str], *tables: str) -> SymbolReaders:
    """The readers of a tree's symbols."""
    tree = TextTree(files, *tables)
    assert tree.plan.candidates
    return SymbolReaders(tree.project, tree.decisions)


def outcome(files: dict[str, str], *tables: str) -> ReaderOutcome:
    """What became of the readers of `acme.old:make`."""
    return readers(files, *tables).outcome(MAKE)


def reached(files: dict[str, str], *tables: str, path: str = "test_a.py") -> ReaderOutcome:
    """What became of those that a target in a file reaches."""
    return readers(files, *tables).reached(MAKE, path)


def test_readers_that_moved() -> None:
    found = readers({"a.py": USED, "b.py": "from acme import old\nold.make()\n", "c.py": "x = 1\n"})
    assert found.outcome(MAKE) == ReaderOutcome(frozenset({BUILD}), any_stays=False, any_late=True)
    assert found.moved_files(MAKE) == {"a.py", "b.py"}


def test_readers_that_went_to_several_places() -> None:
    tables = (
        symbol("acme.old:make", "acme.new:build", when="called"),
        symbol("acme.old:make", "acme.new:wait", when="value"),
    )
    value = "from acme.old import make\nx = make\n"
    files = {"acme/new.py": "build = wait = 1\n", "a.py": USED, "b.py": value}
    assert outcome(files, *tables).migrated_to == {BUILD, Symbol("acme.new", "wait")}


def test_a_reader_whose_call_cannot_follow_stays() -> None:
    found = outcome({"a.py": "from acme.old import make\nmake(*x)\n", "b.py": USED}, STRICT)
    assert found.any_stays


def test_the_module_that_defines_a_symbol_stays_its_reader() -> None:
    assert outcome({"acme/old.py": "def make(): ...\nmake()\n"}).any_stays
    assert reached({"acme/old.py": "def make(): ...\ndef f(): return make()\n"}).any_stays


def test_what_a_deprecated_definition_reads_itself_does_not_count() -> None:
    assert not reached({"acme/old.py": "def make(n): return make(n - 1)\n"}).any_stays
    wrapper = symbol("b:wrap", "acme.new:build")
    inside = {"c.py": LATE, "b.py": "def wrap(*a):\n    from acme.old import make\n    return make(*a)\n"}
    assert not reached(inside, STRICT, wrapper).any_stays
    assert reached(inside, STRICT).any_stays


def test_a_patch_reaches_those_alone_that_look_the_name_up_when_they_run() -> None:
    early = {"a.py": "from acme.old import make\nmake(*x)\n"}
    assert reached({**early, "b.py": LATE}, STRICT) == ReaderOutcome(
        frozenset({BUILD}), any_stays=False, any_late=True
    )
    local = {"b.py": "def f():\n    from acme.old import make\n    return make(*x)\n"}
    assert reached(local, STRICT).any_stays


def test_a_patch_reaches_no_other_test() -> None:
    stays = "from acme import old\ndef f(): return old.make(*x)\n"
    assert not reached({"test_b.py": stays, "b.py": LATE}, STRICT).any_stays
    assert reached({"test_b.py": stays, "b.py": LATE}, STRICT, path="test_b.py").any_stays
    assert reached({"tests/helpers.py": stays, "b.py": LATE}, STRICT).any_stays


def test_a_symbol_without_readers() -> None:
    assert outcome({"a.py": "x = 'make'\n"}) == ReaderOutcome(frozenset(), any_stays=False, any_late=False)
