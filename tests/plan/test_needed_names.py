"""The names that modules must go on having."""

from codemods.plan.needed_names import NeededNames
from codemods.project.dotted_paths import ModuleAttribute


def test_needed_names_tell_the_modules_of_which_they_are_new() -> None:
    needed = NeededNames()
    make, build = ModuleAttribute("m.py", "make"), ModuleAttribute("n.py", "build")
    assert needed.add({make: "app.py"}) == {"m.py"}
    assert needed.add({make: "other.py", build: "app.py"}) == {"n.py"}
    assert (needed.of("m.py"), needed.of("app.py")) == ({"make": "app.py"}, {})
