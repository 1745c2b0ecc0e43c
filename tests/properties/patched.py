"""Package trees whose tests patch names of modules in every form, run in a process of their own."""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

MIGRATION = """
name = "patched"

[[symbol]]
old = "acme.old.factory:make"
new = "acme.new.manager:build"
"""
HOMES = {
    "acme/__init__.py": "",
    "acme/old/__init__.py": "",
    "acme/new/__init__.py": "",
    "acme/use/__init__.py": "",
    "acme/old/factory.py": "def make(*args):\n    return 'real', *args\n",
    "acme/new/manager.py": "def build(*args):\n    return 'real', *args\n",
    "acme/seen.py": "notes = []\n",
}
MODULES = ("acme.use.a", "acme.use.b", "acme.c", "main")
"""The modules that hand the symbol on, each perhaps to the next."""
RUN = """\
import sys
sys.path.insert(0, '.')
import json, test_all, acme.seen
print(json.dumps(acme.seen.notes))
"""
HEAD = """\
import importlib, sys
from unittest import mock
from unittest.mock import Mock, patch, patch as p
from acme.seen import notes

def told(label, call):
    try:
        notes.append([label, str(call())])
    except Exception as error:
        notes.append([label, type(error).__name__])

def used(module, made):
    made.return_value = 'fake'
    return module.use(), made.call_count
"""


@dataclass(frozen=True)
class Patched:
    """A tree with its tests."""

    files: Mapping[str, str]

    def shown(self) -> str:
        """The files that are not the same in every tree, for a person."""
        own = {path: text for path, text in self.files.items() if path not in HOMES}
        return "\n".join(f"--- {path}\n{text.removeprefix(HEAD)}" for path, text in own.items())


def path_of(module: str) -> str:
    """The file of a module."""
    return module.replace(".", "/") + ".py"


def imports(source: str, name: str, place: str) -> list[tuple[str, str, str]]:
    """The ways to import a name from a module: the statement, how it is called, the local name if any."""
    package, _, leaf = source.rpartition(".")
    forms = [
        (f"from {source} import {name}", name, name),
        (f"from {source} import {name} as craft", "craft", "craft"),
        (f"import {source}", f"{source}.{name}", ""),
        (f"import {source} as other", f"other.{name}", ""),
        (f"try:\n    from {source} import {name}\nexcept ImportError:\n    {name} = None", name, name),
        (f"from {source} import *", name, name),
    ]
    if package:
        forms.append((f"from {package} import {leaf}", f"{leaf}.{name}", ""))
    if place.startswith("acme.use.") and source.startswith("acme.use."):
        forms.append((f"from .{leaf} import {name}", name, name))
    return forms


def patches(module: str, name: str) -> list[str]:
    """The ways to patch a name of a module `m`, each with a call of what the module has it for."""
    counted = f"used({module}, made)"
    withs = [
        f'patch("{module}.{name}")',
        f'p("{module}.{name}")',
        f'mock.patch(target="{module}.{name}")',
        f'patch.object({module}, "{name}")',
        f'patch.object(target={module}, attribute="{name}")',
        f'patch(f"{{{module}.__name__}}.{name}")',
        f'patch(WHERE_{module.replace(".", "_")} + ".{name}")',
        f'patch.object(sys.modules["{module}"], "{name}")',
        f'patch.object(importlib.import_module("{module}"), "{name}")',
    ]
    forms = [f"with {each} as made:\n        return {counted}" for each in withs]
    given = [f'patch.multiple("{module}", {name}=made)', f"patch.multiple({module}, {name}=made)"]
    forms += [f"made = Mock()\n    with {each}:\n        return {counted}" for each in given]
    forms += [
        f"with patch('{module}.{name}') as made:\n        {module}.{name}.return_value = 'fake'\n"
        f"        return {module}.use(), {module}.{name}.call_count",
        f'return getattr({module}, "{name}")(1)',
        f'return hasattr({module}, "{name}")',
        f'return sys.modules["{module}"].{name}(2)',
        f'found = importlib.import_module("{module}")\n    return found.{name}(3)',
        f"saved, {module}.{name} = {module}.{name}, Mock(return_value='fake')\n"
        f"    result = {module}.use()\n    {module}.{name} = saved\n    return result",
    ]
    return forms


@st.composite
def patched_trees(draw: DrawFn) -> Patched:
    """One to four modules that hand `make` on, and tests that patch it there."""
    files, handed = dict(HOMES), [("acme.old.factory", "make")]
    places: list[tuple[str, str]] = []
    for module in draw(st.lists(st.sampled_from(MODULES), min_size=1, max_size=4, unique=True)):
        source, name = draw(st.sampled_from(handed))
        statement, called, local = draw(st.sampled_from(imports(source, name, module)))
        where = draw(st.sampled_from(("module", "module", "module", "function")))
        if where == "function" and "*" not in statement:
            indented = statement.replace("\n", "\n    ")
            files[path_of(module)] = f"def use():\n    {indented}\n    return {called}(0)\n"
            continue
        listed = draw(st.sampled_from(("", f"__all__ = [{local!r}, 'use']\n"))) if local else ""
        files[path_of(module)] = f"{statement}\n{listed}\ndef use():\n    return {called}(0)\n"
        if local:
            handed.append((module, local))
            places.append((module, local))
    files["test_all.py"] = HEAD + "\n".join(tests(draw, places))
    files["run.py"] = RUN
    return Patched(files)


def tests(draw: DrawFn, places: Sequence[tuple[str, str]]) -> list[str]:
    """The tests' imports, and a function for each patch."""
    modules = dict.fromkeys(module for module, _ in places)
    lines = [f'import {module}\nWHERE_{module.replace(".", "_")} = "{module}"' for module in modules]
    for label in range(draw(st.integers(1, 4)) if places else 0):
        module, name = draw(st.sampled_from(places))
        form = draw(st.sampled_from(patches(module, name)))
        lines.append(f"def test_{label}():\n    {form}\ntold({label}, test_{label})\n")
    return lines


def recording(files: Mapping[str, bytes], root: Path) -> object:
    """What the tests tell when they are run in a process of their own."""
    for path, data in files.items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    command = [sys.executable, "-I", "-B", "run.py"]
    result = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    return json.loads(result.stdout) if result.returncode == 0 else result.stderr.splitlines()[-1]
