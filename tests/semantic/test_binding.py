"""What an import and a binding say of themselves."""

import pytest

from tests.semantic.facts_of_text import read


@pytest.mark.parametrize(
    ("text", "local", "is_reexport"),
    [
        pytest.param("import a.old", "a", False, id="the first component"),
        pytest.param("import a.old as b", "b", False, id="as"),
        pytest.param("from m import old", "old", False, id="from"),
        pytest.param("from m import old as old", "old", True, id="marked as a re-export"),
    ],
)
def test_an_alias_binds(text: str, local: str, is_reexport: bool) -> None:
    (alias,) = read(text).imports[0].aliases

    assert (alias.local, alias.is_reexport) == (local, is_reexport)


@pytest.mark.parametrize(
    ("text", "is_star"),
    [
        pytest.param("from old import *", True, id="a star"),
        pytest.param("from old import a", False, id="a name"),
        pytest.param("import old", False, id="a module"),
    ],
)
def test_an_import_is_a_star(text: str, is_star: bool) -> None:
    assert read(text).imports[0].is_star is is_star


@pytest.mark.parametrize(
    ("text", "is_own"),
    [
        pytest.param("old = 1", True, id="an assignment"),
        pytest.param("def old(): 0", True, id="a definition"),
        pytest.param("import old", False, id="an import"),
        pytest.param("del old", False, id="a deletion"),
    ],
)
def test_a_binding_is_the_module_s_own(text: str, is_own: bool) -> None:
    assert read(text).bindings[0].is_own is is_own
