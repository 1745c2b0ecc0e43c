"""How a retirement spreads over the files that only hand the name on."""

import pytest

from codemods.plan.retiring.retirement_spread import FileCuts
from tests.plan.retiring.retiring_trees import RetiringTree

OLD = "acme.old:make"


def lost(files: dict[str, str], *retired: str) -> dict[str, set[str]]:
    """The names that each file loses, by its path."""
    return {path: cuts.names for path, cuts in RetiringTree(files, *retired).spread.cuts.items()}


def test_the_module_itself_loses_it() -> None:
    tree = RetiringTree({}, OLD)
    assert tree.spread.cuts == {"acme/old.py": FileCuts(names={"make"}, own={"make"})}
    assert (tree.spread.words, tree.spread.files) == ({"make"}, ("acme/old.py",))


def test_re_exports_are_followed_under_whatever_name_to_the_end() -> None:
    files = {
        "acme/__init__.py": "from acme.old import make as made\n",
        "facade.py": "from acme import made\n",
        "listed.py": "from facade import made as built\n__all__ = ['built']\n",
    }
    assert lost(files, OLD) == {
        "acme/old.py": {"make"},
        "acme/__init__.py": {"made"},
        "facade.py": {"made"},
        "listed.py": {"built"},
    }


def test_entries_for_what_a_star_import_brought_go() -> None:
    tree = RetiringTree({"acme/__init__.py": "from acme.old import *\n__all__ = ['make', 'craft']\n"}, OLD)
    (entry,) = tree.spread.cuts["acme/__init__.py"].entries.values()
    assert entry.value == "make"


def test_re_exports_of_a_removed_module_and_of_its_names_go() -> None:
    files = {
        "acme/__init__.py": "from . import old\nfrom .old import craft as old_craft\n",
        "acme/old.py": "import acme.old\ndef craft(): ...\n",
    }
    tree = RetiringTree(files, "acme.old")
    assert {path: cuts.names for path, cuts in tree.spread.cuts.items()} == {
        "acme/__init__.py": {"old", "old_craft"}
    }
    assert tree.spread.files == ("acme/__init__.py",)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        pytest.param("user.py", "from acme.old import make\n", id="meant for nobody else"),
        pytest.param(
            "facade.py",
            "from acme.old import make as make\nprint([n for n in globals() if n == 'make'])\n",
            id="found by a string in the file",
        ),
        pytest.param("facade.py", "from acme.old import make\nmake()\n", id="used in the file"),
        pytest.param("facade.py", "def f():\n    from acme.old import make\n", id="in a function"),
        pytest.param(
            "facade.py",
            "try:\n    from acme.old import make\nexcept ImportError:\n    pass\n",
            id="where it may be missing",
        ),
        pytest.param(
            "facade.py", "from acme.old import make\nfrom acme.new import make\n", id="bound elsewise too"
        ),
        pytest.param("facade.py", "from acme.new import make\n", id="of another module"),
    ],
)
def test_no_re_export_of_it(path: str, text: str) -> None:
    assert path not in lost({path: text}, OLD)


def test_a_re_export_that_a_string_may_find_is_no_mere_one() -> None:
    reader = 'import pkgutil\nname = "made"\npkgutil.resolve_name(f"acme.names.{name}")\n'
    files = {"acme/names.py": "from acme.old import make as made\n__all__ = ['made']\n"}
    assert "acme/names.py" in lost(files, OLD)
    assert "acme/names.py" not in lost({**files, "reader.py": reader}, OLD)
