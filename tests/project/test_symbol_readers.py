"""Where the readers of a deprecated symbol went, and whether any stays."""

from codemods.project.symbol_readers import ReaderOutcome, SymbolReaders
from codemods.values.rules import Symbol
from tests.in_memory import TextTree, symbol

MAKE, BUILD = Symbol("acme.old", "make"), Symbol("acme.new", "build")
USED = "from acme.old import make\nmake()\n"


def outcome(files: dict[str, str], *tables: str, also: frozenset[Symbol] = frozenset()) -> ReaderOutcome:
    """What became of the readers of `acme.old:make`."""
    tree = TextTree(files, *tables)
    assert tree.plan.candidates
    return SymbolReaders(tree.project, tree.decisions, also).outcome(MAKE)


def test_readers_that_moved() -> None:
    found = outcome({"a.py": USED, "b.py": "from acme import old\nold.make()\n", "c.py": "x = 1\n"})
    assert found.migrated_to == {BUILD}
    assert found.moved_files == {"a.py", "b.py"}
    assert not found.any_stays
    assert not found.bound_early


def test_readers_that_went_to_several_places() -> None:
    tables = (
        symbol("acme.old:make", "acme.new:build", when="called"),
        symbol("acme.old:make", "acme.new:wait", when="value"),
    )
    value = "from acme.old import make\nx = make\n"
    files = {"acme/new.py": "build = wait = 1\n", "a.py": USED, "b.py": value}
    assert outcome(files, *tables).migrated_to == {BUILD, Symbol("acme.new", "wait")}


def test_a_reader_whose_call_cannot_follow_stays() -> None:
    rule = symbol("acme.old:make", "acme.new:build", signature="(user=None)", call="(user)")
    found = outcome({"a.py": "from acme.old import make\nmake(*x)\n", "b.py": USED}, rule)
    assert found.any_stays
    assert found.moved_files == {"b.py"}


def test_the_module_that_defines_a_symbol_stays_its_reader() -> None:
    assert outcome({"acme/old.py": "def make(): ...\nmake()\n"}).any_stays


def test_a_symbol_that_is_read_at_run_time_has_a_reader_that_stays() -> None:
    assert outcome({"a.py": USED}, also=frozenset({MAKE})).any_stays
    assert not outcome({"a.py": USED}, also=frozenset({BUILD})).any_stays


def test_a_symbol_without_readers() -> None:
    assert outcome({"a.py": "x = 'make'\n"}) == ReaderOutcome(frozenset(), False, frozenset())
