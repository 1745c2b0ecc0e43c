"""What a module's name is once its module, or the one that has it by a star, is decided."""

from codemods.project.binding_outcomes import outcome_of
from codemods.project.decision import BindingOutcome
from codemods.project.dotted_paths import ModuleAttribute
from codemods.values.symbol import Symbol
from tests.in_memory import TextTree

BUILD = Symbol("acme.new", "build")
USED = "from acme.old import make\nmake()\n"


def outcome(path: str = "m.py", name: str = "make", **files: str) -> BindingOutcome | None:
    """What became of a name of a module."""
    tree = TextTree({f"{module}.py": text for module, text in files.items()})
    assert tree.plan.candidates
    return outcome_of(tree.project.namespaces, tree.decisions, ModuleAttribute(path, name))


def test_a_renamed_import() -> None:
    assert outcome(m=USED) == BindingOutcome(("build",), {"build": BUILD})


def test_a_name_that_stays_under_its_alias() -> None:
    found = outcome(name="mk", m="from acme.old import make as mk\nmk()\n")
    assert found == BindingOutcome(None, {"mk": BUILD})


def test_a_name_that_comes_by_a_star_follows_the_module_that_imports_it() -> None:
    assert outcome(n=USED, m="from n import *\nmake\n") == BindingOutcome(("build",), {"build": BUILD})
    assert outcome(o=USED, n="from o import *\n", m="from n import *\nmake\n") == outcome(m=USED)


def test_modules_that_star_import_each_other() -> None:
    assert outcome(m="from n import *\nmake\n", n="from m import *\nmake\n") == BindingOutcome(None, {})


def test_nothing_is_known_of_a_module_that_is_not_decided() -> None:
    assert outcome("n.py", m=USED, n="x = 1\n") is None
