"""Which files read a name from a module's namespace, or may, or patch it."""

import pytest

from codemods.project.dotted_paths import ModuleAttribute
from tests.in_memory import TextTree

MAKE = ModuleAttribute("m.py", "make")
MODULE = "from acme.old import make\n"


@pytest.mark.parametrize(
    ("reader", "reads"),
    [
        pytest.param("from m import make", True, id="a from-import"),
        pytest.param("from m import *\nmake", True, id="a star and the name"),
        pytest.param("import m\nm.make", True, id="an attribute"),
        pytest.param("def f(x):\n    return x.make  # m", False, id="an attribute of another object"),
        pytest.param("from q import x\nx.make  # m", False, id="an attribute of what a library gives"),
        pytest.param("from m import other\nmake = 1", False, id="another name of the module"),
        pytest.param("from n import make\n# m", False, id="another module's name"),
        pytest.param("from m import make\n(", False, id="a file that does not parse"),
    ],
)
def test_a_name_of_a_namespace_is_read(reader: str, reads: bool) -> None:
    tree = TextTree({"m.py": MODULE, "reader.py": reader})
    assert tree.project.attribute_readers.is_read(MAKE) is reads


def test_a_name_is_read_from_a_star_importer() -> None:
    tree = TextTree({"m.py": MODULE, "star.py": "from m import *", "reader.py": "from star import make"})
    assert tree.project.attribute_readers.is_read(MAKE)
    assert tree.project.attribute_readers.possible(MAKE) == ["reader.py"]


def test_a_module_does_not_count_as_its_own_reader() -> None:
    assert not TextTree({"m.py": f"{MODULE}import m\nm.make"}).project.attribute_readers.is_read(MAKE)


def test_a_possible_reader_spells_the_name_and_the_module() -> None:
    files = {"m.py": MODULE, "both.py": "# m, make", "name.py": "make = 1", "module.py": "import m"}
    assert TextTree(files).project.attribute_readers.possible(MAKE) == ["both.py"]


def test_what_candidates_bind_is_looked_for_together_and_found_all_the_same() -> None:
    files = {f"m{number}.py": MODULE for number in range(600)}
    files |= {f"reader{number}.py": f"from m{number} import make" for number in range(3)}
    project = TextTree(files).project
    project.store.expect(sorted(files))
    readers = project.attribute_readers
    found = [readers.possible(ModuleAttribute(f"m{number}.py", "make")) for number in range(4)]
    assert found == [["reader0.py"], ["reader1.py"], ["reader2.py"], []]


@pytest.mark.parametrize(
    ("text", "patches"),
    [
        pytest.param("patch('m.make')", True, id="a string"),
        pytest.param("import m\npatch.object(m, 'make')", True, id="a name beside its module"),
        pytest.param("import m\nm.make()", False, id="a call"),
        pytest.param("patch('m.other')\n# make", False, id="another name"),
    ],
)
def test_a_file_patches_a_name(text: str, patches: bool) -> None:
    tree = TextTree({"m.py": MODULE, "test_m.py": f"from unittest.mock import patch\n{text}\n"})
    found = tree.project.attribute_readers.patching_files(MAKE)
    assert found == (["test_m.py"] if patches else [])
