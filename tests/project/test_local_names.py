"""What binds a local name, and what may be meant by it."""

import pytest

from codemods.project.local_names import LocalName, modules_through, what_else_binds
from codemods.project.resolve_local_names import local_names_of
from tests.in_memory import MAKE, TextTree, module

IMPORT = "from acme.old import make\n"


def local_name(text: str, *tables: str) -> LocalName:
    """The one name of a file that leads to anything deprecated."""
    tree = TextTree({"app.py": text}, *tables)
    (local,) = local_names_of(tree.project, tree.table("app.py"))
    return local


@pytest.mark.parametrize(
    ("text", "impure", "what"),
    [
        pytest.param(IMPORT + "make()", False, "", id="the import alone"),
        pytest.param(IMPORT + "make = 1", True, "an assignment", id="an assignment"),
        pytest.param(IMPORT + "def make(): ...", True, "a function", id="a function"),
        pytest.param(IMPORT + "make = None", False, "a fallback", id="a fallback of None"),
        pytest.param(IMPORT + "del make", False, "", id="a deletion"),
        pytest.param(IMPORT + "from other import make", True, "another import", id="another import"),
        pytest.param(
            IMPORT + "class C:\n    make\n    make = make",
            True,
            "a class body",
            id="a class body that may mean either",
        ),
        pytest.param(
            "if x:\n    from acme.old import make\nelif y:\n    import make\nelse:\n    make = 1\n",
            True,
            "an assignment and another import",
            id="two of them",
        ),
        pytest.param(
            "from acme import old\nold.make()\nold = 1", True, "an assignment", id="beside a module"
        ),
    ],
)
def test_what_else_binds_a_name(text: str, impure: bool, what: str) -> None:
    local = local_name(text)
    assert (local.impure, what_else_binds(local)) == (impure, what)


@pytest.mark.parametrize(
    ("text", "direct", "star"),
    [
        pytest.param(IMPORT, True, False, id="the symbol"),
        pytest.param("from acme import old\nold.make()", False, False, id="a module on the way"),
        pytest.param("import acme.old\nacme.old.make()", False, False, id="a package on the way"),
        pytest.param("from acme.old import *\nmake()", True, True, id="a star import"),
        pytest.param("from acme.old import *\n" + IMPORT + "make()", True, False, id="both"),
    ],
)
def test_what_the_name_means(text: str, direct: bool, star: bool) -> None:
    local = local_name(text)
    assert (local.direct, local.star) == (direct, star)


@pytest.mark.parametrize(
    ("text", "modules"),
    [
        pytest.param("import acme.old\nacme.old.make()\nacme.old.make()", [("acme", "old")], id="each once"),
        pytest.param("from acme import old\nold.make()", [("acme", "old")], id="a member of a package"),
        pytest.param(IMPORT + "make()", [], id="none for the symbol itself"),
    ],
)
def test_the_modules_through_which_uses_reach(text: str, modules: list[tuple[str, ...]]) -> None:
    assert list(modules_through(local_name(text))) == modules


def test_a_module_that_moves_itself_is_one_of_them_without_a_use() -> None:
    local = local_name("import acme.old\nacme.old\n", MAKE, module("acme.old", "acme.new"))
    assert list(modules_through(local)) == [("acme", "old")]
    assert [each.is_module for each in local.uses] == [True]
