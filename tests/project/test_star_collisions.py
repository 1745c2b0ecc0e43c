"""Whether a new name in a module would overwrite another one in the module's star importers."""

import pytest

from codemods.project.decision import NewImport
from codemods.project.local_names import LocalName
from codemods.project.star_collisions import star_collision
from tests.in_memory import TextTree

BUILD = NewImport("acme.new", "build")


def collision(
    importer: str, module: str = "from acme.old import make\n", scope: int = 0, **files: str
) -> str:
    """What `build` in place of `make` would do to a file that star-imports `m`."""
    others = {f"{name}.py": text for name, text in files.items()}
    tree = TextTree({"m.py": module, "user.py": f"from m import *\n{importer}\n", **others})
    return star_collision(tree.project, tree.table("m.py"), LocalName(scope, "make"), BUILD)


@pytest.mark.parametrize(
    "importer",
    [
        pytest.param("build = 1", id="its own"),
        pytest.param("from x import build", id="another import"),
        pytest.param("from n import *\nbuild", id="another star import"),
    ],
)
def test_a_star_importer_has_another_meaning_for_the_name(importer: str) -> None:
    found = collision(importer, n="build = 1")
    assert found == "user.py takes this module over by `import *`, and has another `build`"


@pytest.mark.parametrize(
    "importer",
    [
        pytest.param("", id="it does not spell the name"),
        pytest.param("build", id="it reads a name that nothing else brings"),
        pytest.param("from acme.new import build", id="it imports the very object"),
        pytest.param("from acme.new import *\nbuild", id="a star brings the very object"),
    ],
)
def test_a_star_importer_takes_no_harm(importer: str) -> None:
    assert collision(importer) == ""


def test_a_built_in_that_a_star_importer_reads_would_be_hidden() -> None:
    tree = TextTree({"m.py": "from acme.old import make\n", "user.py": "from m import *\nprint(1)\n"})
    local, table = LocalName(0, "make"), tree.table("m.py")
    assert star_collision(tree.project, table, local, NewImport("acme.new", "print"))
    assert not star_collision(tree.project, table, local, NewImport("acme.new", "other"))


@pytest.mark.parametrize(
    ("module", "scope"),
    [
        pytest.param("from acme.old import make\n__all__ = ['x']\n", 0, id="`__all__` leaves it out"),
        pytest.param("from acme.old import make\nbuild = 1\n", 0, id="the module has the name already"),
        pytest.param("from acme.old import make\nfrom acme.new import *\n", 0, id="a star brings it already"),
        pytest.param("def f():\n    from acme.old import make\n", 1, id="a function's name"),
    ],
)
def test_the_module_exports_no_new_name(module: str, scope: int) -> None:
    assert collision("build = 1", module, scope) == ""


def test_a_private_name_does_not_come_with_a_star() -> None:
    tree = TextTree({"m.py": "from acme.old import make\n", "user.py": "from m import *\n_build = 1\n"})
    new = NewImport("acme.new", "_build")
    assert star_collision(tree.project, tree.table("m.py"), LocalName(0, "make"), new) == ""


def test_an_entry_of_dunder_all_that_is_renamed_exports_the_new_name() -> None:
    assert collision("build = 1", "from acme.old import make\n__all__ = ['make']\n")
