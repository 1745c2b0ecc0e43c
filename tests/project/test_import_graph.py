"""Which file comes to import which, and which new import closes a cycle."""

from collections.abc import Mapping

import pytest

from codemods.project.import_graph import ImportGraph, ImportPath, new_cycle
from codemods.tree.module_index import ModuleIndex
from codemods.values.source import Source


def sources(files: Mapping[str, str]) -> dict[str, Source]:
    """Sources by path."""
    return {path: Source(path, text.encode()) for path, text in files.items()}


def graph(files: Mapping[str, str]) -> ImportGraph:
    """The imports among files."""
    return ImportGraph(ModuleIndex(files), sources(files).get)


@pytest.mark.parametrize(
    ("files", "path"),
    [
        pytest.param({"a.py": "import b", "b.py": ""}, ("a.py", "b.py"), id="an import"),
        pytest.param({"a.py": "from b import x", "b.py": ""}, ("a.py", "b.py"), id="a from-import"),
        pytest.param(
            {"a.py": "import c", "c.py": "import b", "b.py": ""}, ("a.py", "c.py", "b.py"), id="through one"
        ),
        pytest.param(
            {"a.py": "import c, b", "c.py": "import b", "b.py": ""}, ("a.py", "b.py"), id="the shortest path"
        ),
        pytest.param({"a.py": "", "b.py": "import a"}, None, id="the other way round"),
        pytest.param({"a.py": "def f():\n    import b", "b.py": ""}, None, id="inside a function"),
        pytest.param(
            {"a.py": "if TYPE_CHECKING:\n    import b\nelse:\n    import c", "b.py": "", "c.py": ""},
            None,
            id="for types alone",
        ),
        pytest.param({"a.py": '"""\nimport b\n"""', "b.py": ""}, None, id="text that looks like an import"),
        pytest.param({"a.py": "import b\n(", "b.py": ""}, None, id="a file that does not parse"),
        pytest.param({"a.py": "import a, b", "b.py": "import a"}, ("a.py", "b.py"), id="it imports itself"),
    ],
)
def test_a_path_of_imports(files: dict[str, str], path: ImportPath | None) -> None:
    assert graph(files).path_between("a.py", "b.py") == path


def test_a_path_leads_back_to_where_it_starts() -> None:
    assert graph({"a.py": "import b", "b.py": "import a"}).path_between("a.py", "a.py") == (
        "a.py",
        "b.py",
        "a.py",
    )


def test_a_scan_that_was_fooled_is_corrected_and_another_path_found() -> None:
    files = {"a.py": "import c\n'''\nimport b\n'''", "b.py": "", "c.py": "import d", "d.py": "import b"}
    found = graph(files)
    assert found.imported_by("a.py") == {"b.py", "c.py"}
    assert found.path_between("a.py", "b.py") == ("a.py", "c.py", "d.py", "b.py")
    assert found.imported_by("a.py") == {"c.py"}


def test_an_import_runs_the_packages_around_it_and_the_submodules_taken_from_it() -> None:
    files = {"a.py": "from p.q import m", "p/__init__.py": "", "p/q/__init__.py": "", "p/q/m.py": ""}
    assert graph(files).imported_by("a.py") == {"p/__init__.py", "p/q/__init__.py", "p/q/m.py"}


def test_the_packages_around_a_file_run_before_it() -> None:
    files = {"p/__init__.py": "", "p/m.py": "from p import n\nfrom . import n", "p/n.py": ""}
    assert graph(files).imported_by("p/m.py") == {"p/n.py"}


def test_what_cannot_be_read_imports_nothing() -> None:
    found = ImportGraph(ModuleIndex(["a.py"]), lambda _path: None)
    assert found.imported_by("a.py") == found.surely_imported_by("a.py") == frozenset()


class TestChanges:
    """The graph over new texts for some files."""

    FILES: Mapping[str, str] = {"a.py": "import c", "b.py": "'''\nimport a\n'''", "c.py": ""}

    def test_a_new_text_has_its_own_imports(self) -> None:
        before = graph(self.FILES)
        after = before.with_changes(sources({"a.py": "import b"}))
        assert after.imported_by("a.py") == {"b.py"}
        assert before.imported_by("a.py") == {"c.py"}

    def test_both_learn_what_a_file_without_a_new_text_imports(self) -> None:
        before = graph(self.FILES)
        after = before.with_changes(sources({"a.py": "import b"}))
        assert before.imported_by("b.py") == {"a.py"}
        assert after.surely_imported_by("b.py") == frozenset()
        assert before.imported_by("b.py") == frozenset()
        assert before.path_between("b.py", "c.py") is None


BEFORE = {"a.py": "import old", "b.py": "import a", "old.py": ""}


@pytest.mark.parametrize(
    ("before", "text", "cycle"),
    [
        pytest.param(BEFORE, "import b", ("b.py", "a.py"), id="a new one"),
        pytest.param(BEFORE, "def f():\n    import b", None, id="none while the module is imported"),
        pytest.param({**BEFORE, "a.py": "import b"}, "import b", None, id="one that was there"),
        pytest.param({**BEFORE, "b.py": ""}, "import b", None, id="nothing comes back"),
        pytest.param(
            {**BEFORE, "a.py": "import old", "old.py": "import b"}, "import b", None, id="one through others"
        ),
    ],
)
def test_an_import_closes_a_cycle(before: dict[str, str], text: str, cycle: ImportPath | None) -> None:
    old = graph(before)
    assert new_cycle(old, old.with_changes(sources({"a.py": text})), "a.py", "b.py") == cycle
