"""What modules bind: by themselves, by star imports, `__all__`, `__getattr__` and as packages."""

import pytest

from codemods.project.dotted_paths import ModuleAttribute
from codemods.project.namespaces import CombinedDunderAll, Namespaces
from codemods.values.symbol import Symbol
from tests.in_memory import TextTree

MAKES = "from acme.old import make\n"


def namespaces(**files: str) -> Namespaces:
    """The namespaces of a tree of modules."""
    return TextTree({f"{name}.py": text for name, text in files.items()}).project.namespaces


def parts(path: str) -> tuple[str, ...]:
    """A dotted path's components."""
    return tuple(path.split("."))


@pytest.mark.parametrize(
    ("text", "binds"),
    [
        pytest.param("def build(): ...", True, id="a definition"),
        pytest.param("build = 1", True, id="an assignment"),
        pytest.param("from x import build", True, id="an import"),
        pytest.param("from x import *", True, id="a star of a module outside the tree, perhaps"),
        pytest.param("from acme.other import *", False, id="a star of a module that has it not"),
        pytest.param("def __getattr__(name): ...", True, id="a module with `__getattr__`, perhaps"),
        pytest.param("def f():\n    build = 1", False, id="a local name"),
        pytest.param("class C:\n    build = 1", False, id="a class attribute"),
        pytest.param("x = 'build'", False, id="a string"),
        pytest.param("def build(", True, id="a module that does not parse, perhaps"),
        pytest.param("", False, id="nothing"),
    ],
)
def test_a_module_binds_a_name(text: str, binds: bool) -> None:
    tree = TextTree({"acme/new.py": text, "acme/other.py": ""})
    assert tree.project.namespaces.binds(Symbol("acme.new", "build")) is binds


def test_no_star_brings_an_underscored_name_from_outside_the_tree() -> None:
    tree = TextTree({"acme/new.py": "from x import *"})
    assert not tree.project.namespaces.binds(Symbol("acme.new", "_build"))


def test_a_package_binds_its_modules() -> None:
    assert namespaces().binds(Symbol("acme", "new"))


def test_of_a_module_outside_the_tree_everything_is_believed() -> None:
    assert namespaces().binds(Symbol("elsewhere", "anything"))


def test_every_module_has_what_a_module_object_has() -> None:
    assert namespaces(m="").has("m.py", "__file__")


def test_a_module_that_writes_to_its_globals_may_have_any_name() -> None:
    found = namespaces(m="globals()['x' + 'y'] = 1\n", n="")
    assert found.may_have("m.py", "anything")
    assert not found.has("m.py", "anything")
    assert not found.may_have("n.py", "anything")


@pytest.mark.parametrize(
    ("text", "has"),
    [
        pytest.param("TABLE = {'make': 1}\ndef __getattr__(name): ...", True, id="a table of names"),
        pytest.param("TABLE = ['acme.old.make']\ndef __getattr__(name): ...", True, id="a table of paths"),
        pytest.param("def __getattr__(name): ...", False, id="no string spells it"),
        pytest.param("TABLE = {'make': 1}", False, id="no `__getattr__`"),
        pytest.param("make = 'make'\ndef __getattr__(name): ...", False, id="it binds the name"),
    ],
)
def test_a_module_has_a_name_by_its_getattr_alone(text: str, has: bool) -> None:
    assert namespaces(m=text).has_by_getattr("m", "make", "app.py") is has


@pytest.mark.parametrize(
    ("files", "origin"),
    [
        pytest.param({"m": "def make(): ..."}, "m.make", id="a definition"),
        pytest.param({"m": MAKES}, "acme.old.make", id="a re-export"),
        pytest.param({"m": "from n import one as make", "n": "one = 1"}, "n.one", id="a renamed one"),
        pytest.param({"m": "from acme.old import *"}, "acme.old.make", id="a star import"),
        pytest.param({"m": "from x import make"}, "x.make", id="out of the tree"),
        pytest.param({"m": "from x import *"}, "m.make", id="a star import out of the tree"),
        pytest.param({"m": MAKES + "make = 1"}, "m.make", id="another binding beside it"),
        pytest.param({"m": MAKES + "from n import make", "n": ""}, "m.make", id="two imports"),
        pytest.param({"m": "from n import make", "n": "from m import make"}, "m.make", id="a circle"),
        pytest.param({"m": "def ("}, "m.make", id="a module that does not parse"),
    ],
)
def test_where_the_tree_defines_what_a_path_means(files: dict[str, str], origin: str) -> None:
    assert namespaces(**files).origin(("m", "make"), "app.py") == parts(origin)


@pytest.mark.parametrize(
    ("package", "path", "expected"),
    [
        pytest.param("", "p.old.make", ("p/old.py", 2), id="a module of a package"),
        pytest.param("", "p.none.make", ("p/__init__.py", 1), id="the package"),
        pytest.param("", "q.old", (None, 0), id="no module"),
        pytest.param("def old(): ...", "p.old.make", ("p/__init__.py", 1), id="a function of that name"),
        pytest.param("from x import old", "p.old.make", ("p/__init__.py", 1), id="something else imported"),
        pytest.param("from p import old", "p.old.make", ("p/old.py", 2), id="the module itself imported"),
        pytest.param("import p.old", "p.old.make", ("p/old.py", 2), id="the module imported by its path"),
    ],
)
def test_the_module_that_a_path_begins_with(package: str, path: str, expected: tuple[str, int]) -> None:
    tree = TextTree({"p/__init__.py": package, "p/old.py": ""}, '[[module]]\nold = "p.old"\nnew = "p.new"\n')
    assert tree.project.namespaces.module_prefix(parts(path), "app.py", 0) == expected


def test_an_import_statement_says_that_a_path_is_a_module() -> None:
    tables = '[[module]]\nold = "p.old"\nnew = "p.new"\n'
    tree = TextTree({"p/__init__.py": "def old(): ...", "p/old.py": ""}, tables)
    assert tree.project.namespaces.module_prefix(("p", "old"), "app.py", 2) == ("p/old.py", 2)


def test_the_last_star_import_comes_first() -> None:
    tree = TextTree(
        {"m.py": "from n import *\nfrom x import *\nfrom acme.old import *\n", "n.py": "other = 1"}
    )
    table, found = tree.table("m.py"), tree.project.namespaces
    assert list(found.star_paths(table, "make")) == [parts("acme.old.make"), parts("x.make")]
    assert list(found.star_paths(table, "make", in_tree=True)) == [parts("acme.old.make")]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        pytest.param("from acme.old import *", ModuleAttribute("acme/old.py", "make"), id="a star import"),
        pytest.param("from acme.old import *\nmake = 1", None, id="a binding beside it"),
        pytest.param(MAKES, None, id="an import that spells the name"),
        pytest.param("from x import *", None, id="a star import out of the tree"),
        pytest.param("def (", None, id="a module that does not parse"),
    ],
)
def test_a_module_has_a_name_by_a_star_alone(text: str, source: ModuleAttribute | None) -> None:
    assert namespaces(m=text).star_source(ModuleAttribute("m.py", "make")) == source


@pytest.mark.parametrize(
    ("text", "name", "exported"),
    [
        pytest.param("make = 1", "make", True, id="a public name"),
        pytest.param("_make = 1", "_make", False, id="a private name"),
        pytest.param("make = 1\n__all__ = ['other']", "make", False, id="a name that `__all__` leaves out"),
        pytest.param("_make = 1\n__all__ = ['_make']", "_make", True, id="a name that `__all__` lists"),
        pytest.param("make = 1\n__all__ = ['make']\n__all__.remove('make')", "make", False, id="removed"),
        pytest.param("make = 1\n__all__ = names()", "make", True, id="a computed `__all__`"),
        pytest.param("from acme.old import *", "make", True, id="a star of a star"),
        pytest.param("from m import *", "make", False, id="a module that star-imports itself"),
        pytest.param("make = (", "make", False, id="a module that does not parse"),
    ],
)
def test_a_star_import_brings_a_name_in(text: str, name: str, exported: bool) -> None:
    assert namespaces(m=text).star_exports("m", name, "app.py") is exported


def test_modules_that_star_import_each_other_come_to_an_end() -> None:
    found = namespaces(m="from n import *", n="from m import *\nfrom acme.old import *")
    assert found.star_exports("m", "make", "app.py")
    assert not found.star_exports("m", "none", "app.py")


def test_of_a_module_outside_the_tree_a_star_brings_public_names() -> None:
    assert namespaces().star_exports("elsewhere", "make", "app.py")
    assert not namespaces().star_exports("elsewhere", "_make", "app.py")


@pytest.mark.parametrize(
    ("text", "known"),
    [
        pytest.param("make = 1", True, id="no `__all__`"),
        pytest.param("__all__ = ['make']", True, id="a plain one"),
        pytest.param("__all__ = names()", False, id="a computed one"),
        pytest.param("import n\n__all__ = n.__all__", True, id="another module's"),
        pytest.param("import x\n__all__ = x.__all__", False, id="one from outside the tree"),
    ],
)
def test_it_is_known_what_a_star_import_brings(text: str, known: bool) -> None:
    assert namespaces(m=text, n="__all__ = ['one']").knows_star_exports("m", "app.py") is known


class TestDunderAll:
    """`__all__` together with the lists of other modules that it includes."""

    def combined(self, **files: str) -> CombinedDunderAll:
        return namespaces(**files).dunder_all("m.py")

    def test_a_module_without_one(self) -> None:
        found = self.combined(m="make = 1")
        assert (found.exists, found.complete, found.decides) == (False, True, False)

    def test_its_own_entries(self) -> None:
        found = self.combined(m="__all__ = ['make']")
        assert found.decides
        assert found.lists("make")
        assert found.modules_listing("make") == ["m.py"]
        assert found.names == {"make"}

    def test_entries_of_a_module_that_it_includes(self) -> None:
        found = self.combined(m="import n\n__all__ = ['make'] + n.__all__", n="__all__ = ['make', 'old']")
        assert found.decides
        assert found.modules_listing("make") == ["m.py", "n.py"]

    def test_an_included_module_without_a_list(self) -> None:
        found = self.combined(m="import n\n__all__ = ['make'] + n.__all__", n="make = 1")
        assert (found.exists, found.complete, found.lists("make")) == (True, False, True)

    def test_lists_that_include_each_other(self) -> None:
        found = self.combined(
            m="import n\n__all__ = ['make'] + n.__all__", n="import m\n__all__ = ['make'] + m.__all__"
        )
        assert found.modules_listing("make") == ["m.py", "n.py"]

    def test_a_list_that_is_imported_by_its_name(self) -> None:
        found = self.combined(m="from n import __all__ as names\n__all__ = names", n="__all__ = ['make']")
        assert found.lists("make")

    def test_a_list_through_a_re_export_of_its_module(self) -> None:
        files = {"m": "from q import n\n__all__ = n.__all__", "q": "import n", "n": "__all__ = ['make']"}
        assert self.combined(**files).lists("make")

    def test_a_name_that_is_taken_out_again(self) -> None:
        found = self.combined(m="__all__ = ['make', 'old']\n__all__.remove('make')")
        assert not found.lists("make")
