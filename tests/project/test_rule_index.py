"""Which rule a symbol or a module follows: pure over a migration and the tree's paths."""

import pytest

from codemods.project.dotted_paths import ResolvedPath
from codemods.project.rule_index import RuleIndex, wanted_names
from codemods.tree.module_index import ModuleIndex
from codemods.values.symbol import Symbol
from tests.in_memory import migration, module, symbol

MAKE = symbol("acme.old:make", "acme.new:build")
PATHS = ("acme/__init__.py", "acme/old.py", "acme/new.py")
PACKAGES = ("lib/__init__.py", "lib/old/__init__.py", "lib/old/part.py", "lib/new/__init__.py")


def index(*tables: str, paths: tuple[str, ...] = PATHS) -> RuleIndex:
    """The rules of some tables over a tree of some paths."""
    return RuleIndex(migration(*tables), ModuleIndex(paths))


def parts(path: str) -> tuple[str, ...]:
    """A dotted path's components."""
    return tuple(path.split("."))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(Symbol("acme.old", "make"), [Symbol("acme.new", "build")], id="its own rule"),
        pytest.param(Symbol("acme.old", "other"), [Symbol("acme.fresh", "other")], id="its module's rule"),
        pytest.param(Symbol("gone.part", "x"), [Symbol("fresh.part", "x")], id="a package's rule"),
        pytest.param(Symbol("acme.new", "other"), [], id="none"),
        pytest.param(Symbol("acme.older", "other"), [], id="none, for a module of a longer name"),
    ],
)
def test_the_rules_of_a_symbol(old: Symbol, new: list[Symbol]) -> None:
    rules = index(MAKE, module("acme.old", "acme.fresh"), module("gone", "fresh"))
    assert [rule.new for rule in rules.for_symbol(old)] == new


def test_a_rule_by_a_module_says_where_it_stands() -> None:
    (rule,) = index(module("acme.old", "acme.fresh")).for_symbol(Symbol("acme.old", "other"))
    assert str(rule.table) == "module[1]"


def test_only_a_rule_of_its_own_is_a_symbols_own() -> None:
    rules = index(MAKE, module("acme.old", "acme.fresh"))
    assert rules.has_own(Symbol("acme.old", "make"))
    assert not rules.has_own(Symbol("acme.old", "other"))


@pytest.mark.parametrize(
    ("path", "new"),
    [
        pytest.param("lib/old/__init__.py", "lib.new", id="the package"),
        pytest.param("lib/old/part.py", "lib.new.part", id="a module below it"),
        pytest.param("lib/new/__init__.py", None, id="the new package"),
        pytest.param("lib/__init__.py", None, id="the package around"),
    ],
)
def test_the_rule_of_a_module_file(path: str, new: str | None) -> None:
    rules = index(module("lib.old", "lib.new"), paths=(*PACKAGES, "lib/new/part.py"))
    rule = rules.for_file(path)
    assert (rule.new if rule else None) == new


def test_no_rule_leads_to_a_module_that_the_new_package_lacks() -> None:
    assert index(module("lib.old", "lib.new"), paths=PACKAGES).for_file("lib/old/part.py") is None


@pytest.mark.parametrize(
    ("table", "followed"),
    [
        pytest.param('new = "lib.new"\npackage = true', "lib.new.part", id="moved as a whole"),
        pytest.param('manual = "no"', None, id="gone alone"),
        pytest.param('manual = "no"\npackage = true', "no", id="gone as a whole"),
    ],
)
def test_a_module_below_one_that_is_told_of(table: str, followed: str | None) -> None:
    rule = index(f'[[module]]\nold = "lib.old"\n{table}', paths=PACKAGES).for_file("lib/old/part.py")
    assert (rule and (rule.new or rule.manual)) == followed


def test_a_whole_package_has_what_a_table_below_it_is_not_about() -> None:
    whole = '[[module]]\nold = "lib"\nnew = "web"\npackage = true\n'
    paths = (*PACKAGES, "fresh.py")
    rule = index(whole, module("lib.old", "fresh"), paths=paths).for_file("lib/old/part.py")
    assert rule is not None
    assert rule.new == "web.old.part"


def test_the_package_that_takes_the_place_of_one_around_it_stays() -> None:
    rules = index('[[module]]\nold = "lib"\nnew = "lib.new"\npackage = true', paths=PACKAGES)
    assert rules.for_file("lib/new/__init__.py") is None
    assert rules.for_symbol(Symbol("gone", "name")) == ()
    (rule,) = rules.for_symbol(Symbol("lib.old", "name"))
    assert rule.new == Symbol("lib.new.old", "name")


@pytest.mark.parametrize(
    ("new", "leads_to"),
    [
        pytest.param("acme.new", "acme.new:name", id="of the tree: it is looked up there"),
        pytest.param("outer.new", "say so", id="of elsewhere: nobody can tell what it has"),
    ],
)
def test_names_without_a_rule_of_a_module_that_says_something_of_them(new: str, leads_to: str) -> None:
    rules = index(f'[[module]]\nold = "acme.old"\nnew = "{new}"\nothers = "say so"')
    (rule,) = rules.for_symbol(Symbol("acme.old", "name"))
    assert str(rule.new or rule.manual) == leads_to
    assert rules.others("acme.old") == "say so"


@pytest.mark.parametrize(
    ("tables", "moves"),
    [
        pytest.param((), True, id="no symbol has a rule of its own"),
        pytest.param((symbol("acme.old:make", manual="no"),), False, id="one has"),
        pytest.param((symbol("acme.old.part:make", manual="no"),), False, id="one of a module below has"),
        pytest.param((symbol("acme.older:make", manual="no"),), True, id="one of another module has"),
    ],
)
def test_a_module_rule_moves_every_name(tables: tuple[str, ...], moves: bool) -> None:
    rules = index(module("acme.old", "acme.new"), *tables)
    rule = rules.for_file("acme/old.py")
    assert rule is not None
    assert rules.moves_every_name(rule) is moves


@pytest.mark.parametrize(
    ("path", "symbol_name", "internal"),
    [
        pytest.param("lib/old/part.py", "other", True, id="from inside"),
        pytest.param("lib/old/__init__.py", "other", True, id="from the package itself"),
        pytest.param("app.py", "other", False, id="from outside"),
        pytest.param("lib/old/alone.py", "other", False, id="from a module that stays"),
        pytest.param("lib/old/part.py", "make", False, id="from inside, with a rule of its own"),
    ],
)
def test_a_reference_from_within_the_deprecated_package_is_internal(
    path: str, symbol_name: str, internal: bool
) -> None:
    rules = index(
        module("lib.old", "lib.new"),
        symbol("lib.old:make", "lib.new:build"),
        paths=(*PACKAGES, "lib/new/part.py", "lib/old/alone.py", "app.py"),
    )
    resolved = ResolvedPath(3, symbol=Symbol("lib.old", symbol_name))
    assert rules.is_internal(resolved, path) is internal


def test_a_module_that_is_named_from_within_its_package_is_internal() -> None:
    rules = index(module("lib.old", "lib.new"), paths=(*PACKAGES, "lib/new/part.py", "app.py"))
    resolved = ResolvedPath(2, module=rules.for_file("lib/old/__init__.py"))
    assert rules.is_internal(resolved, "lib/old/part.py")
    assert not rules.is_internal(resolved, "app.py")


def test_a_symbol_is_found_at_exactly_its_path() -> None:
    rules = index(MAKE)
    assert rules.symbol_at(parts("acme.old.make")) == Symbol("acme.old", "make")
    assert rules.symbol_at(parts("acme.old.make.more")) is None
    assert rules.symbol_at(parts("acme.old")) is None


@pytest.mark.parametrize(
    ("path", "depth", "expected"),
    [
        pytest.param("gone.old.name.more", 0, (3, Symbol("gone.old", "name")), id="a name of the module"),
        pytest.param("gone.old", 2, (2, "gone.new"), id="the module"),
        pytest.param("gone.old.part.name", 3, (4, Symbol("gone.old.part", "name")), id="a module below"),
        pytest.param("gone.old.__file__", 0, (2, "gone.new"), id="the module, by an attribute of its own"),
        pytest.param("gone.older.name", 0, None, id="another module"),
        pytest.param("acme.old.name", 0, None, id="a module of the tree is not outside"),
    ],
)
def test_a_path_outside_the_tree(path: str, depth: int, expected: tuple[int, Symbol | str] | None) -> None:
    rules = index(module("gone.old", "gone.new"), module("acme.old", "acme.new"))
    found = rules.resolve_outside(parts(path), depth)
    meant = found and (found.symbol or (found.module and found.module.new))
    assert (found and (found.depth, meant)) == expected


def test_facades_are_known_by_their_files() -> None:
    table = '[[facade]]\nmodule = "acme"\n[[facade]]\nmodule = "elsewhere"\n'
    assert index(MAKE, table).facades == {"acme/__init__.py"}


def test_a_file_defines_the_top_level_names_of_its_symbols() -> None:
    tables = (MAKE, symbol("acme.old:Make.now", "acme.new:now"), symbol("elsewhere:x", "acme.new:y"))
    assert index(*tables).defined_names == {"acme/old.py": {"make", "Make"}}


def test_the_names_that_make_a_file_interesting() -> None:
    tables = symbol("acme.old:Make.now", "acme.new:Build.later"), module("acme.gone", "acme.fresh")
    wanted = wanted_names(migration(*tables))
    assert wanted.old == {"now"}
    assert wanted.new == {"Build"}
    assert wanted.old_modules == {"gone"}
    assert wanted.new_modules == {"new", "fresh"}
    assert index(*tables).leaves == {"now", "gone"}
