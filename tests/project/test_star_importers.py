"""The files that star-import from a module, and the modules whose names a file's star imports may bring."""

import pytest

from codemods.project.project import Project
from tests.in_memory import TextTree


def project(**files: str) -> Project:
    """A tree of modules."""
    return TextTree({f"{name}.py": text for name, text in files.items()}, homes={}).project


@pytest.mark.parametrize(
    ("files", "importers"),
    [
        pytest.param({"a": "from m import *"}, {"a.py"}, id="directly"),
        pytest.param({"a": "from b import *", "b": "from m import *"}, {"a.py", "b.py"}, id="through one"),
        pytest.param({"a": "from m import make"}, set(), id="a name alone"),
        pytest.param({"a": "from n import *", "n": "# m"}, set(), id="from another module"),
        pytest.param({"a": "from m import *", "b": "# from m import *"}, {"a.py"}, id="in a comment"),
        pytest.param({"a": "from m import *\n("}, set(), id="in a file that does not parse"),
    ],
)
def test_a_module_and_its_star_importers(files: dict[str, str], importers: set[str]) -> None:
    found = project(m="make = 1", **files).star_importers.with_importers("m.py")
    assert found == {"m.py", *importers}


def test_modules_that_star_import_each_other() -> None:
    found = project(a="from b import *", b="from a import *").star_importers
    assert found.with_importers("a.py") == found.with_importers("b.py") == {"a.py", "b.py"}


def test_a_file_that_cannot_be_imported_has_no_star_importers() -> None:
    tree = TextTree({"a-b.py": "", "a.py": "from m import *"}, homes={})
    assert tree.project.star_importers.with_importers("a-b.py") == {"a-b.py"}


@pytest.mark.parametrize(
    ("files", "sources"),
    [
        pytest.param({"a": "from m import *\nnew"}, {"a.py": {"m.py"}}, id="directly"),
        pytest.param(
            {"a": "from b import *\nnew", "b": "from m import *"},
            {"a.py": {"b.py", "m.py"}},
            id="through another",
        ),
        pytest.param(
            {"a": "from b import *\nnew", "b": "from m import *\n__all__ = ['old']"},
            {"a.py": {"b.py"}},
            id="`__all__` lets nothing new through",
        ),
        pytest.param(
            {"a": "from b import *\nnew", "b": "from m import *\n__all__ = ['make']"},
            {"a.py": {"b.py", "m.py"}},
            id="`__all__` lists a deprecated name, which may become a new one",
        ),
        pytest.param({"a": "from x import *\nnew"}, {"a.py": set()}, id="from outside the tree"),
        pytest.param({"a": "from m import *"}, {}, id="a file that does not spell the name"),
        pytest.param({"a": "from m import new"}, {}, id="a file without star imports"),
    ],
)
def test_the_files_that_spell_a_name_and_have_star_imports(
    files: dict[str, str], sources: dict[str, set[str]]
) -> None:
    found = project(m="", **files).star_importers.spelling("new")
    assert {table.facts.path: modules for table, modules in found} == sources
