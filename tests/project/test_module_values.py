"""The places at which a module object with deprecated names goes on as a value."""

import pytest

from codemods.project.held_modules import HeldModules
from codemods.project.module_values import ModuleValues
from codemods.project.unexplained_names import UnexplainedNames
from tests.in_memory import TextTree


def handed_on(text: str) -> list[tuple[int, str]]:
    """The lines of a file after its import at which a module goes on, with the module's name."""
    tree = TextTree({"app.py": f"from acme import old\n{text}\n"})
    held = HeldModules(tree.project)
    values = ModuleValues(tree.project, held, UnexplainedNames(tree.project, held))
    source, found = tree.source("app.py"), values.handed_on(tree.table("app.py"))
    return [(source.line_of(each.offset), each.held.module) for each in found]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param("f(old)", [2], id="an argument"),
        pytest.param("class K:\n    m = old", [3], id="an attribute of a class"),
        pytest.param("vars(old)", [2], id="its variables"),
        pytest.param("getattr(old, name)", [2], id="a computed name"),
        pytest.param("old.make()", [], id="no value"),
        pytest.param("m = old\nm.make()", [], id="another name that is followed"),
        pytest.param("getattr(old, 'make')", [], id="a name that is told"),
        pytest.param("import logging\nlogging.getLogger('acme.old')", [], id="the name of a logger"),
    ],
)
def test_where_a_module_goes_on(text: str, lines: list[int]) -> None:
    assert handed_on(text) == [(line, "acme.old") for line in lines]
