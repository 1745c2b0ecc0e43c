"""The facts of a tree's files: read once, on demand, and anew for names that are asked for later."""

from collections.abc import Mapping

import pytest

from codemods.project.module_store import ModuleStore
from codemods.semantic.facts import Facts
from codemods.semantic.parse_source import ParseError
from codemods.semantic.read_facts import read_facts
from codemods.semantic.tracked_names import WantedNames
from codemods.values.source import Source
from tests.in_memory import TextTree

WANTED = WantedNames(frozenset({"make"}))


class TextReader:
    """Reads facts from texts, and remembers which files it read."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.texts = texts
        self.read: list[str] = []

    def facts(self, path: str, wanted: WantedNames) -> Facts | None:
        """A text's facts; None when it cannot be parsed."""
        self.read.append(path)
        try:
            return read_facts(Source(path, self.texts[path].encode()), path[:-3], False, wanted)
        except ParseError:
            return None

    def may_star(self, path: str) -> bool:
        """Whether a text has a star import."""
        return "import *" in self.texts[path]

    def may_bind(self, path: str, name: str) -> bool:
        return self.may_spell(path, name)

    def may_spell(self, path: str, name: str) -> bool:
        """Whether a text holds a name."""
        return name in self.texts[path]


def store(texts: Mapping[str, str]) -> tuple[ModuleStore, TextReader]:
    """A store over texts, and the reader that it asks."""
    tree = TextTree(texts, homes={})
    reader = TextReader(texts)
    return ModuleStore(tree.program.modules, reader, tree.project.store.search, WANTED), reader


def test_a_file_is_read_once() -> None:
    found, reader = store({"a.py": "make = 1\n"})
    assert reader.read == []
    assert found.scope_table("a.py") is found.scope_table("a.py", ("make",))
    assert reader.read == ["a.py"]


def test_a_file_that_cannot_be_parsed_is_read_once_too() -> None:
    found, reader = store({"a.py": "make = ("})
    assert found.scope_table("a.py") is found.scope_table("a.py", ("other",)) is None
    assert reader.read == ["a.py"]


def test_facts_are_read_anew_for_other_names_and_keep_those_that_were_asked_for() -> None:
    found, reader = store({"a.py": "make = 1\none = 2\ntwo = 3\n"})
    for names in ((), ("one",), ("two",), ("one", "two")):
        table = found.scope_table("a.py", names)
    assert table is not None
    assert {name for _, name in table.bindings} == {"make", "one", "two"}
    assert reader.read == ["a.py"] * 3


def test_facts_are_complete_about_a_name_that_the_file_does_not_spell() -> None:
    found, reader = store({"a.py": "make = 1\n"})
    table = found.scope_table("a.py")
    assert found.scope_table("a.py", ("other",)) is table
    assert table is not None
    assert "other" in table.facts.tracked
    assert reader.read == ["a.py"]


def test_names_that_were_asked_for_are_read_at_once_after_the_facts_were_forgotten() -> None:
    found, reader = store({"a.py": "make = 1\none = 2\n"})
    found.scope_table("a.py", ("one",))
    found.forget(["a.py"])
    table = found.scope_table("a.py")
    assert table is not None
    assert (0, "one") in table.bindings
    assert reader.read == ["a.py"] * 2


def test_a_module_is_read_once_for_however_many_names_it_may_bind() -> None:
    found, reader = store({"a.py": "make = 1\none = 2\ntwo = 3\n"})
    for name in ("one", "two", "three"):
        table = found.namespace("a.py", name)
        assert table is not None
        assert ((0, name) in table.bindings) is (name != "three")
    assert reader.read == ["a.py"]


def test_facts_that_are_complete_about_a_name_answer_for_the_namespace() -> None:
    found, reader = store({"a.py": "make = 1\n"})
    assert found.scope_table("a.py") is found.namespace("a.py", "make")
    assert reader.read == ["a.py"]


def test_the_namespace_of_a_changed_file_is_that_of_its_new_text() -> None:
    found, reader = store({"a.py": "one = 1\n", "b.py": "one = 1\n"})
    new = Source("a.py", b"two = 1\n")
    after = found.with_changes({"a.py": lambda wanted: read_facts(new, "a", False, wanted)})
    for path, name in (("a.py", "two"), ("b.py", "one")):
        table = after.namespace(path, name)
        assert table is not None
        assert {each for _, each in table.bindings} == {name}
    assert reader.read == ["b.py"]


def test_tracked_names_count_once_the_facts_are_forgotten() -> None:
    found, _ = store({"a.py": "alias = 1\n", "b.py": "alias = 1\n"})
    for path in ("a.py", "b.py"):
        found.scope_table(path)
    found.track(["alias"])
    found.forget(["a.py"])
    bound = {path: table.bindings for path in ("a.py", "b.py") if (table := found.scope_table(path))}
    assert (0, "alias") in bound["a.py"]
    assert (0, "alias") not in bound["b.py"]
    assert found.wanted.old == {"make", "alias"}


def test_changed_files_have_new_facts_and_the_others_are_not_read_again() -> None:
    found, reader = store({"a.py": "make = 1\n", "b.py": "make = 1\n"})
    found.scope_table("b.py")
    new = Source("a.py", b"made = make\n")
    changed = found.with_changes({"a.py": lambda wanted: read_facts(new, "a", False, wanted)})
    before, after, other = found.scope_table("a.py"), changed.scope_table("a.py"), changed.scope_table("b.py")
    assert before is not None
    assert after is not None
    assert other is not None
    assert (0, "make") in before.bindings
    assert (0, "make") not in after.bindings
    assert (0, "make") in other.bindings
    assert reader.read == ["b.py", "a.py"]


def test_a_word_is_looked_for_in_the_whole_tree() -> None:
    found, reader = store({"a.py": "make = 1\n", "b.py": "makes = 1\n", "c.py": "# make\n"})
    assert found.files_spelling("make") == {"a.py", "c.py"}
    assert reader.read == []


@pytest.mark.parametrize(
    ("text", "spells"),
    [
        pytest.param("import pack.mod", True, id="its dotted name"),
        pytest.param("from pack import mod", True, id="its name and its package's"),
        pytest.param("import mod", False, id="its name alone"),
        pytest.param("import pack", False, id="its package's name alone"),
    ],
)
def test_the_files_that_spell_a_module(text: str, spells: bool) -> None:
    files = {"pack/__init__.py": "", "pack/mod.py": "", "pack/near.py": "from . import mod", "a.py": text}
    found, _ = store(files)
    assert found.files_spelling_module("pack/mod.py") == [*(["a.py"] if spells else []), "pack/near.py"]


@pytest.mark.parametrize(
    ("text", "may"),
    [
        pytest.param("patch('m.make')", True, id="the end of a string"),
        pytest.param("make('m')", False, id="a call"),
        pytest.param("'make'", True, id="a string of its own"),
    ],
)
def test_a_text_may_name_a_target(text: str, may: bool) -> None:
    found, reader = store({"a.py": text})
    assert found.may_hold_target("a.py", "make") is may
    assert reader.read == []


def test_a_file_read_ahead_for_a_name_is_not_read_again_once_that_is_tracked() -> None:
    found, _ = store({"a.py": "make = alias = 1\n"})
    found.read_ahead(["alias"])
    table = found.scope_table("a.py")
    assert table is not None
    assert (0, "alias") in table.bindings
    assert found.is_read_for("a.py", {"make", "alias"})
    assert not found.is_read_for("a.py", {"other"})
    assert found.wanted.old == {"make"}


def test_what_is_read_ahead_costs_no_file_that_would_parse_without_it() -> None:
    found, _ = store({"a.py": "make = 1\n\n\ndef broken():\n    alias = 1 +\n    return alias\n"})
    found.read_ahead(["alias"])
    table = found.scope_table("a.py")
    assert table is not None
    assert (0, "make") in table.bindings
    assert not found.is_read_for("a.py", {"alias"})
