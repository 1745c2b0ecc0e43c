"""Names that are read from objects which nothing tells."""

import pytest

from codemods.project.held_modules import HeldModules
from codemods.project.unexplained_names import UnexplainedNames
from tests.in_memory import TextTree


def of(text: str) -> tuple[set[str], list[str]]:
    """The unexplained names of a file, and the symbols that it reads through packages."""
    tree = TextTree({"app.py": text})
    unexplained, table = UnexplainedNames(tree.project, HeldModules(tree.project)), tree.table("app.py")
    return set(unexplained.names(table)), [str(each) for _, each in unexplained.reads_through_packages(table)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("from acme import old\nold.make()", set(), id="read from its module"),
        pytest.param("def f(m):\n    m.make()", {"make"}, id="read from a parameter"),
        pytest.param("import other\nother.make()", set(), id="read from a module outside the tree"),
        pytest.param("x = f().make", {"make"}, id="read from what a call gives"),
        pytest.param("x = 'make'", {"make"}, id="spelled as a string"),
        pytest.param("x = 'acme.old:make'", {"old", "make"}, id="spelled as a path"),
        pytest.param("x = 'to make'", set(), id="spelled in prose"),
        pytest.param("__all__ = ['make']", set(), id="listed"),
    ],
)
def test_the_names_that_nothing_explains(text: str, names: set[str]) -> None:
    assert of(text)[0] == names


def test_a_name_behind_the_name_of_its_module_may_be_read_through_the_package() -> None:
    assert of("def f(package):\n    package.old.make()")[1] == ["acme.old:make"]
    assert of("import acme.old\nacme.old.make()")[1] == []
