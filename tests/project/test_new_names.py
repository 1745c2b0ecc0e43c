"""Which new local names are free in a file."""

from collections.abc import Mapping
from types import MappingProxyType

import pytest

from codemods.project.decision import NewImport
from codemods.project.file_context import ChangeLimits, FileContext, UntrackedNameError
from codemods.project.local_names import LocalName
from codemods.project.new_names import NewNames
from codemods.project.resolve_local_names import local_names_of
from codemods.values.symbol import Symbol
from tests.in_memory import TextTree
from tests.project.decisions import NEW

BUILD = NewImport("acme.new", "build")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        pytest.param("from acme.old import make\nmake()", "", id="free"),
        pytest.param("build = 1\nfrom acme.old import make\nmake()", "already bound", id="bound there"),
        pytest.param(
            "from acme.old import make\ndef f(build):\n    make()", "means something else", id="bound between"
        ),
        pytest.param(
            "from acme.new import build\nfrom acme.old import make", "", id="bound to the very symbol"
        ),
    ],
)
def test_what_is_in_the_way(text: str, why: str) -> None:
    new_names, local = names_of(text)
    found = new_names.obstacle(local, "build", BUILD, [each.use for each in local.uses])
    assert bool(found) == bool(why)
    assert why in found


def test_a_name_that_is_brought_in_is_taken() -> None:
    new_names, local = names_of("from acme.old import make\n")
    assert new_names.obstacle(local, "build", BUILD, []) == ""
    assert "brings in another" in new_names.obstacle(local, "build", NewImport("acme.other", "build"), [])


def test_a_submodule_of_the_package_would_take_the_name_over() -> None:
    text = "from acme.old import make\n"
    new_names, local = names_of(text, "acme/__init__.py", {"acme/build.py": ""})
    assert "submodule `build`" in new_names.obstacle(local, "build", BUILD, [])


def test_a_name_that_the_facts_are_not_complete_about_is_asked_for() -> None:
    new_names, local = names_of("from acme.old import make\nelsewhere = 1\n")
    with pytest.raises(UntrackedNameError) as caught:
        new_names.obstacle(local, "elsewhere", NewImport("acme.new", "elsewhere"), [])
    assert caught.value.names == {"elsewhere"}


@pytest.mark.parametrize("text", ["", "make().elsewhere\n", "from .elsewhere import other\n"])
def test_one_that_no_name_of_the_file_can_be_is_not(text: str) -> None:
    new_names, local = names_of("from acme.old import make\n" + text)
    assert new_names.obstacle(local, "elsewhere", NewImport("acme.new", "elsewhere"), []) == ""


@pytest.mark.parametrize(
    "text", ["make()\\\n.a; elsewhere\n", "ｅlsewhere = 1; make.elsewhere\n", "# elsewhere\n"]
)
def test_but_one_that_may_be_is(text: str) -> None:
    new_names, local = names_of("from acme.old import make\n" + text)
    with pytest.raises(UntrackedNameError):
        new_names.obstacle(local, "elsewhere", NewImport("acme.new", "elsewhere"), [])


def test_a_module_cannot_import_from_itself() -> None:
    new_names, local = names_of("from acme.old import make\n", "acme/new.py")
    assert new_names.is_own(local, Symbol("acme.new", "build"))
    assert not new_names.is_own(local, Symbol("acme.other", "build"))


def names_of(
    text: str, path: str = "app.py", more: Mapping[str, str] = MappingProxyType({})
) -> tuple[NewNames, LocalName]:
    """The new names of a file, and the one name in it that leads to anything deprecated."""
    tree = TextTree({**NEW, **more, path: text})
    names = tree.table(path)
    (local,) = local_names_of(tree.project, names)
    file = FileContext(tree.project, tree.definitions, names, ChangeLimits())
    return NewNames(file, lambda _: None), local
