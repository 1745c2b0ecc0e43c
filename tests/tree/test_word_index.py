"""Which files spell a word: the answer of a search of the tree, with one search for all words."""

from collections.abc import Collection, Iterable
from pathlib import Path

import pytest

from codemods.tree.open_tree import open_tree
from codemods.tree.overlay_tree import OverlayTree
from codemods.tree.word_index import FEW_FILES, WordIndex
from codemods.values import finding_texts as texts
from codemods.values.tree import SearchHits, UnreadableError
from tests.tree.files import Git

TEXTS = {
    "a.py": b"old()\n",
    "b.py": b"older = new\n",
    "c.py": b"new(old)\n",
    "d.py": "naïve = old\n".encode("latin-1"),
    "e.py": b"",
}


class CountingTree:
    """A tree in memory that counts the searches of all of it."""

    def __init__(self) -> None:
        self.searches: list[frozenset[str]] = []
        self.paths = tuple(TEXTS)

    def read(self, path: str) -> bytes:
        if path == "e.py":
            raise UnreadableError(texts.NOT_THERE.fill())
        return TEXTS[path]

    def holding(self, words: Iterable[str], before: str = "") -> list[str]:
        wanted = frozenset(words)
        self.searches.append(wanted)
        found = {"old": ["a.py", "c.py", "d.py"], "new": ["b.py", "c.py"], "naïve": ["d.py"]}
        return sorted({"e.py", *(path for word in wanted for path in found.get(word, ()))})

    def holding_each(self, words: Iterable[str], before: str) -> None:
        """It does not tell."""

    def search(self, words: Iterable[str]) -> SearchHits:
        return SearchHits(self.holding(words), [])


def test_one_search_answers_for_every_word_that_the_run_is_about() -> None:
    tree = CountingTree()
    index = WordIndex(tree, ("old", "new"))
    assert index.holding({"old"}) == {"a.py", "c.py", "d.py", "e.py"}
    assert index.holding({"new"}) == {"b.py", "c.py", "e.py"}
    assert index.holding({"old", "new"}) == index.candidates
    assert tree.searches == [frozenset({"old", "new"})]


def test_another_word_is_searched_for() -> None:
    tree = CountingTree()
    index = WordIndex(tree, ("old",))
    assert index.holding({"new"}) == {"b.py", "c.py", "e.py"}
    assert tree.searches[-1] == {"new"}


def test_a_word_that_is_not_ascii_is_searched_for() -> None:
    assert WordIndex(CountingTree(), ("naïve",)).holding({"naïve"}) == {"d.py", "e.py"}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        pytest.param(
            ("old",), {"a.py", "c.py", "d.py", "e.py"}, id="whole words only, and what can't be read"
        ),
        pytest.param(("old", "older"), {"a.py", "b.py", "c.py", "d.py", "e.py"}, id="any of several"),
        pytest.param((), set(), id="no word"),
        pytest.param(("",), set(), id="an empty word"),
    ],
)
def test_a_few_files_are_read_instead_of_searched(words: Collection[str], found: set[str]) -> None:
    tree = CountingTree()
    assert WordIndex(tree).among(tree.paths, words) == found
    assert tree.searches == []


def test_a_text_in_memory_is_not_read_again() -> None:
    tree = CountingTree()
    assert WordIndex(tree, (), {"a.py": b"new"}.get).among(("a.py",), ("new",)) == {"a.py"}


def test_many_files_are_searched_rather_than_read() -> None:
    tree = CountingTree()
    paths = [*tree.paths, *(f"x{number}.py" for number in range(FEW_FILES))]
    assert WordIndex(tree).among(paths, ("new",)) == {"b.py", "c.py", "e.py"}
    assert tree.searches == [frozenset({"new"})]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("from a import *\n", True, id="plain"),
        pytest.param("from a import(  *)\n", False, id="no Python"),
        pytest.param("from a import\t*\n", True, id="a tab"),
        pytest.param("from a import*\n", True, id="no space"),
        pytest.param("from a import \\\n  *\n", True, id="over two lines"),
        pytest.param("from a import \\\r\n  *\r\n", True, id="over two lines of Windows"),
        pytest.param("from a import b\nc = 2 * 3\n", False, id="another star"),
        pytest.param("reimport *\n", False, id="another word"),
    ],
)
@pytest.mark.parametrize("tracked", [False, True])
def test_star_imports_are_found(repository: Path, git: Git, text: str, found: bool, tracked: bool) -> None:
    (repository / "m.py").write_bytes(text.encode())
    if tracked:
        git("add", ".")
    tree = open_tree(repository)
    assert list(tree.search([]).star_importers) == (["m.py"] if found else [])
    over = OverlayTree(tree, {"m.py": None, "n.py": b"from a import *"})
    assert list(over.search([]).star_importers) == ["n.py"]


def test_files_that_find_names_are_known_from_the_first_search_by_git(repository: Path, git: Git) -> None:
    (repository / "m.py").write_text("def __getattr__(name): ...\n")
    (repository / "n.py").write_text("old = __getattr__s\n")
    assert open_tree(repository).search(["old"]).finders is None
    git("add", ".")
    tree = open_tree(repository)
    assert tree.search(["old"]).finders == ["m.py"]
    assert tree.search(f"{letter}{other}" for letter in "abcdef" for other in "abcdef").finders is None
    over = OverlayTree(tree, {"m.py": None, "o.py": b"__getattr__ = old"})
    index = WordIndex(over, ("old",))
    assert index.candidates == {"n.py", "o.py"}
    (repository / "n.py").write_text("__getattr__ = None")
    assert index.holding({"__getattr__"}) == {"o.py"}
    assert WordIndex(over, ("old",)).holding({"__getattr__"}) == {"n.py", "o.py"}
