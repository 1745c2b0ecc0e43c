"""A migration is checked against the tree before anything is rewritten; an error names both sides."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from codemods.plan.check_migration import check_migration
from codemods.project.project import Project
from codemods.values.errors import MigrationError
from tests.in_memory import TextTree, module, symbol

RENAME = symbol("acme.old:make", "acme.new:build")


def refusal(new: str, *tables: str, files: Mapping[str, str] | None = None) -> str:
    """The error for a tree whose `acme.new` has this text; empty where the migration fits."""
    tree = TextTree({"acme/new.py": new, **(files or {})}, *tables)
    try:
        check_migration(tree.project, tree.definitions, tree.tree)
    except MigrationError as error:
        return str(error)
    return ""


def calling(call: str) -> str:
    """A rule with this new call."""
    return symbol("acme.old:make", "acme.new:build", signature="(a=None, b=None)", call=call)


def test_an_error_names_the_table_the_symbol_the_file_and_what_to_do() -> None:
    assert refusal("", calling("(a)"), RENAME.replace("make", "other")) == (
        'migration.toml: symbol[1]: new = "acme.new:build": `acme.new` is in the tree (acme/new.py) '
        "but does not bind `build`; name what it does bind, or define it first"
    )


def test_an_error_in_one_module_says_how_to_rename_in_place() -> None:
    hint = '; `definition = "rename"` beside it'
    assert hint in refusal("def build(): ...", symbol("acme.new:build", "acme.new:make"))
    assert hint not in refusal("class Build: ...", symbol("acme.new:Build.make", "acme.new:Builder.make"))
    assert hint not in refusal("", RENAME)


def test_an_error_in_one_module_does_not_ask_for_the_old_name() -> None:
    there = "def to_bytes(): ...\ndef to_byte(): ..."
    asked = refusal(there, symbol("acme.new:to_bytes", "acme.new:to_bytess"))
    assert 'did you mean "acme.new:to_byte"?' in asked


def test_a_module_with_getattr_does_not_give_what_no_file_spells() -> None:
    lazy = "def __getattr__(name):\n    return {'make': 1}[name]"
    assert "does not bind `build`" in refusal(lazy, RENAME)
    assert refusal(lazy, RENAME, files={"acme/table.py": "NAMES = ['build']"}) == ""


def test_an_error_about_a_call_names_the_definition() -> None:
    assert refusal("def build(a): ...", RENAME.replace("make", "other"), calling("(a, x=b)")) == (
        "migration.toml: symbol[2]: call = '(a, x=b)': `acme.new:build` would refuse it: "
        "it takes no argument `x`; change `call` or the definition"
    )


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("def build(): ...", id="a definition"),
        pytest.param("from x import build", id="a re-export"),
        pytest.param("from x import *", id="a star that may bring it"),
        pytest.param("if x:\n    build = 1\nelse:\n    build = 2", id="a conditional one"),
        pytest.param(
            "def __getattr__(name):\n    return {'build': 1}[name]", id="`__getattr__` that spells it"
        ),
        pytest.param(
            "import lib\ndef __getattr__(name):\n    return getattr(lib, name)",
            id="`__getattr__` that hands on",
        ),
        pytest.param("def broken(", id="a module that does not parse: nothing is known of it"),
    ],
)
def test_a_module_that_binds_the_name_is_right(text: str) -> None:
    assert refusal(text, RENAME) == ""


@pytest.mark.parametrize(
    ("call", "definition", "words"),
    [
        pytest.param("(a)", "def build(a): ...", "", id="it fits"),
        pytest.param("(a, b)", "def build(a): ...", "takes 1 positional", id="too many"),
        pytest.param("(a)", "def build(*, a): ...", "takes 0 positional", id="keyword-only by position"),
        pytest.param("(a=a)", "def build(a, /): ...", "no argument `a`", id="positional-only by keyword"),
        pytest.param("(z=a)", "def build(**more): ...", "", id="a double star takes any"),
        pytest.param("(a)", "def build(a, b): ...", "requires `b`", id="too few"),
        pytest.param("(a)", "class build:\n    def __init__(self, a): ...", "", id="a class without `self`"),
        pytest.param(
            "(a, b)",
            "class build:\n    def __init__(self, a): ...",
            "takes 1 positional",
            id="a class refuses",
        ),
        pytest.param("(a, b)", "build = partial(f)", "", id="what cannot be told is believed"),
        pytest.param("(a, x='y')", "def build(a, x): ...", "", id="a literal counts as an argument"),
    ],
)
def test_the_definition_must_take_what_the_call_passes(call: str, definition: str, words: str) -> None:
    found = refusal(definition, calling(call))
    assert words in found
    assert bool(found) is bool(words)


def test_a_class_stands_for_its_attributes() -> None:
    assert refusal("class Build:\n    now = 1", symbol("acme.old:make", "acme.new:Build.now")) == ""
    assert "does not bind `Build.now`" in refusal("", symbol("acme.old:make", "acme.new:Build.now"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param(
            "class Build:\n    def make(self): ...", 'did you mean "acme.new:Build.make"?', id="a typo"
        ),
        pytest.param("class Build: ...", "has no `maek`", id="nothing like it"),
        pytest.param("class Build:\n    def maek(self): ...", "", id="a method"),
        pytest.param("class Build:\n    def f(self): self.maek = 1", "", id="of its instances"),
        pytest.param("class Build: ...\nBuild.maek = 1", "", id="given to it"),
        pytest.param("class Build: ...\nsetattr(Build, name, 1)", "", id="given to it by a computed name"),
        pytest.param("class Build(Base): ...", "", id="perhaps inherited"),
        pytest.param("@made\nclass Build: ...", "", id="perhaps from a decorator"),
        pytest.param("Build = made()", "", id="no class that the tree tells"),
    ],
)
def test_a_class_must_have_the_attribute(text: str, words: str) -> None:
    found = refusal(text, symbol("acme.old:make", "acme.new:Build.maek"))
    assert words in found
    assert bool(found) is bool(words)


@pytest.mark.parametrize(
    ("table", "files", "words"),
    [
        pytest.param(
            symbol("acme.old:make", "acme.nwe:build"), {}, 'did you mean "acme.new"?', id="of a symbol"
        ),
        pytest.param(module("acme.old", "acme.nwe"), {}, 'did you mean "acme.new"?', id="of a module"),
        pytest.param(symbol("acme.old:make", "acme.olds:make"), {}, "", id="like the old one alone"),
        pytest.param(symbol("acme.old:make", "acme.other:make"), {}, "", id="like none"),
        pytest.param(module("acme.old", "acmee.new"), {}, "", id="in a package that is elsewhere"),
        pytest.param(module("acme.old", "acme.nwe"), {"acme/nwe/m.py": ""}, "", id="a folder of modules"),
        pytest.param(
            module("acme.old", "acme.nwe"), {"app.py": "import acme.nwe"}, "", id="imported: made elsewhere"
        ),
        pytest.param(
            module("acme.old", "acme.nwe"),
            {"acme/__init__.py": "__path__ = f()"},
            "",
            id="of a spread package",
        ),
    ],
)
def test_a_module_that_its_package_does_not_hold(table: str, files: dict[str, str], words: str) -> None:
    found = refusal("def build(): ...", table, files=files)
    assert words in found
    assert bool(found) is bool(words)


OLD = {"acme/old.py": "def make(): ..."}


@pytest.mark.parametrize(
    ("table", "files", "words"),
    [
        pytest.param(
            module("acme.old", "acme.files"),
            OLD,
            "(acme/__init__.py) but holds no module `files`",
            id="its place in the tree",
        ),
        pytest.param(
            module("library", "acme.files"), {}, "holds no module `files`", id="of a library's module"
        ),
        pytest.param(
            module("library", "acme.files.deep"), {}, "`acme` is in the tree", id="with its package"
        ),
        pytest.param(
            module("library", "acme.new.deep"),
            {},
            "`acme.new` is in the tree (acme/new.py)",
            id="below a module",
        ),
        pytest.param(module("library", "acme.new"), {}, "", id="it is there"),
        pytest.param(module("library", "other.new"), {}, "", id="of another library"),
        pytest.param(module("acme.gone", "acme.files"), {}, "", id="the tree has not got the old one either"),
        pytest.param(
            module("library", "acme.files"), {"acme/files/a/b.py": ""}, "", id="a folder of modules"
        ),
        pytest.param(
            module("library", "acme.files"), {"acme/files.pyi": ""}, "", id="a stub beside an extension"
        ),
        pytest.param(
            module("library", "acme.files"), {"acme/files.so": ""}, "", id="an extension that no list has"
        ),
        pytest.param(
            module("library", "acme.files"),
            {"acme/__init__.py": "import new as files"},
            "",
            id="bound by its package",
        ),
        pytest.param(
            module("library", "acme.files"),
            {"acme/__init__.py": "__path__ = f()"},
            "",
            id="of a spread package",
        ),
        pytest.param(
            module("library", "acme.files"),
            {"app.py": "from acme.files import x"},
            "",
            id="generated: it is imported",
        ),
        pytest.param(
            module("library", "acme.files"),
            {"app.py": "from acme import files"},
            "",
            id="generated: taken from its package",
        ),
        pytest.param(
            module("library", "acme.files"),
            {"acme/app.py": "from .files import x"},
            "",
            id="generated: from beside it",
        ),
        pytest.param(
            module("library", "acme.files"),
            {"app.py": "from other.files import x"},
            "no module",
            id="another is imported",
        ),
    ],
)
def test_the_new_module_of_a_module_table_must_be_there(
    table: str, files: dict[str, str], words: str
) -> None:
    found = refusal("", table, files=files)
    assert words in found
    assert bool(found) is bool(words)
    assert not found or found.startswith("migration.toml: module[1]: new = ")
    assert not found or found.endswith(
        "; add it first, or name the module that takes the place of the old one"
    )


def test_a_librarys_own_rules_are_for_all_of_its_versions() -> None:
    tree = TextTree({"acme/new.py": ""}, module("library", "acme.files"))
    origin = replace(tree.project.migration, origin="acme (built-in)")
    project = Project(origin, tree.project.store, tree.project.imports)
    check_migration(project, tree.definitions, tree.tree)


def test_an_old_name_may_be_gone_already() -> None:
    assert refusal("def build(): ...", symbol("acme.old:makes", "acme.new:build")) == ""


@pytest.mark.parametrize(
    ("text", "is_refused"),
    [
        pytest.param("def make(): ...", True, id="function"),
        pytest.param("class make: ...", True, id="class"),
        pytest.param("from acme.new import build as make", True, id="function of another module"),
        pytest.param("import acme.new as make", False, id="module under another name"),
        pytest.param("import sys\nmake = sys.modules['acme.old.make'] = Lazy()", False, id="made module"),
        pytest.param("", False, id="nothing of that name"),
    ],
)
@pytest.mark.parametrize("path", ["acme/old.py", "acme/old/__init__.py"])
def test_a_function_or_class_is_no_module(path: str, text: str, is_refused: bool) -> None:
    found = refusal("def build(): ...", module("acme.old.make", "acme.new"), files={path: text})
    told = f'`make` is a name in the module `acme.old` ({path}); use [[symbol]] old = "acme.old:make"'
    assert (told in found) is is_refused


def test_a_module_is_no_symbol() -> None:
    assert "`acme.old` is a module: use [[module]]" in refusal("", symbol("acme:old", "acme:new"))
    bound = {"acme/__init__.py": "from .old import make as old\nnew = 1"}
    assert refusal("", symbol("acme:old", "acme:new"), files=bound) == ""


def test_nothing_is_asked_of_modules_outside_the_tree() -> None:
    assert refusal("", symbol("acme.old:make", "elsewhere:build")) == ""


def test_nothing_is_asked_for_a_manual_rule() -> None:
    assert refusal("", symbol("acme.old:make", manual="by hand")) == ""
