"""Which local names of a file lead to anything deprecated, and what each of their uses reaches."""

import pytest

from codemods.project.local_names import LocalName
from codemods.project.resolve_local_names import local_names_of
from tests.in_memory import TextTree


def found(text: str, **files: str) -> list[LocalName]:
    """The local names of a file; `files` are others, by the names of their modules."""
    tree = TextTree({"app.py": text, **{f"{name}.py": other for name, other in files.items()}})
    return local_names_of(tree.project, tree.table("app.py"))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("from acme.old import make\n", ["make"], id="the symbol, unused"),
        pytest.param("from acme.old import make as mk\n", ["mk"], id="under an alias"),
        pytest.param("from acme import old\nold.make()\n", ["old"], id="a module on the way"),
        pytest.param("from acme import old\nold.craft()\n", [], id="a module for other names"),
        pytest.param("from acme.new import make\nmake()\n", [], id="another module's name"),
        pytest.param("def make(): ...\nmake()\n", [], id="a name of its own"),
        pytest.param("from acme.old import *\nmake()\n", ["make"], id="a star import's name"),
        pytest.param("from acme.old import *\n__all__ = ['make']\n", ["make"], id="one that only a list has"),
        pytest.param("from acme.old import *\ndef make(): ...\nmake()\n", [], id="a star that is overruled"),
    ],
)
def test_the_names_that_lead_to_something_deprecated(text: str, names: list[str]) -> None:
    assert [each.name for each in found(text)] == names


def test_the_same_name_in_two_scopes_is_two_local_names() -> None:
    text = "from acme.old import make\nmake()\ndef f():\n    from acme.old import make\n    make(); make()\n"
    outer, inner = found(text)
    assert outer.scope == 0 != inner.scope
    assert (len(outer.uses), len(inner.uses)) == (1, 2)


def test_a_use_reaches_as_far_as_the_deprecated_path() -> None:
    (local,) = found("import acme.old\nacme.old.make.tag\nacme.new\n")
    reached, other = local.uses
    assert [str(each.symbol) for each in reached.resolutions] == ["acme.old:make"]
    assert (reached.use.attrs, reached.attrs) == (("old", "make", "tag"), 2)
    assert (other.resolutions, other.attrs) == ((), 0)


def test_a_use_goes_through_the_module_that_hands_the_name_on() -> None:
    (local,) = found("import user\nuser.make()\n", user="from acme.old import make\n")
    ((resolved,),) = (each.resolutions for each in local.uses)
    assert [(each.path, each.name) for each in resolved.through] == [("user.py", "make")]


def test_a_string_beside_a_module_names_what_that_defines() -> None:
    (local,) = found("from acme import old\npatch.object(old, 'make')\nold.make\n")
    assert [len(each.members) for each in local.uses] == [1, 0]


def test_a_string_beside_a_module_that_imports_the_name_names_no_definition() -> None:
    (local,) = found(
        "import user\npatch.object(user, 'make')\nuser.make\n", user="from acme.old import make\n"
    )
    assert not any(each.members for each in local.uses)


def test_all_that_binds_a_name_is_one_local_name() -> None:
    text = "try:\n    from acme.old import make\nexcept ImportError:\n    make = None\nmake()\n"
    (local,) = found(text)
    assert (len(local.sources), len(local.others), local.listed) == (1, 1, False)
    (star,) = found("from acme.old import *\n__all__ = ['make']\n")
    assert (star.star, star.listed) == (True, True)
