"""What imports spell: absolute paths, and the names of files as modules."""

import pytest

from codemods.project.dotted_paths import (
    ResolvedPath,
    absolute_module,
    imported_path,
    last_component,
    module_depth,
    module_name,
    old_path,
)
from codemods.semantic.binding import ImportBinding
from codemods.tree.module_index import ModuleIndex
from codemods.values.rules import ModuleRule, RuleTable, TableKind
from codemods.values.symbol import Symbol
from tests.in_memory import TextTree

MODULE = ModuleRule("acme.old", "acme.new", table=RuleTable(TableKind.MODULE, 1))


@pytest.mark.parametrize(
    ("text", "path", "depth"),
    [
        pytest.param("import make", "make", 1, id="a module"),
        pytest.param("import make.part", "make", 1, id="the first component of a dotted module"),
        pytest.param("import acme.make as make", "acme.make", 2, id="a dotted module under a name"),
        pytest.param("from acme.old import make", "acme.old.make", 2, id="a name of a module"),
        pytest.param("from acme.old import x as make", "acme.old.x", 2, id="another name of it"),
        pytest.param("from . import make", "pack.make", 1, id="a module of the same package"),
        pytest.param("from .old import make", "pack.old.make", 2, id="a name of a module beside"),
        pytest.param("from ..acme import make", "acme.make", 1, id="two dots"),
    ],
)
def test_what_an_import_binds_a_name_to(text: str, path: str, depth: int) -> None:
    facts = TextTree({"pack/__init__.py": "", "pack/app.py": text}).table("pack/app.py").facts
    (binding,) = (each for each in facts.bindings if isinstance(each, ImportBinding))
    assert ".".join(imported_path(facts, binding)) == path
    assert module_depth(facts, binding) == depth


def test_dots_in_a_package_count_from_the_package_itself() -> None:
    facts = TextTree({"pack/__init__.py": "from .old import make"}).table("pack/__init__.py").facts
    assert absolute_module(facts, facts.imports[0]) == ("pack", "old")


def test_the_names_of_files_as_modules() -> None:
    modules = ModuleIndex(["src/pack/__init__.py", "src/pack/part.py", "no-module.py"])
    assert module_name(modules, "src/pack/part.py") == "pack.part"
    assert module_name(modules, "src/pack/__init__.py") == "pack"
    assert module_name(modules, "no-module.py") is None
    assert last_component(modules, "src/pack/part.py") == "part"
    assert last_component(modules, "no-module.py") is None


@pytest.mark.parametrize(
    ("resolved", "path"),
    [
        pytest.param(ResolvedPath(3, symbol=Symbol("acme.old", "make")), "acme.old:make", id="a symbol"),
        pytest.param(ResolvedPath(2, module=MODULE), "acme.old", id="a module"),
        pytest.param(None, "", id="nothing deprecated"),
    ],
)
def test_what_a_path_means_as_rules_spell_it(resolved: ResolvedPath | None, path: str) -> None:
    assert old_path(resolved) == path
