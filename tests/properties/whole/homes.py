"""Where the deprecated symbol of a generated program lives, what replaces it, and the tree without it."""

import ast
from dataclasses import dataclass, replace
from random import Random

from codemods.migration.load import parse_migration
from codemods.values.rules import Migration, RetiredNames
from codemods.values.symbol import Symbol

Files = dict[str, bytes]

DEFINITIONS = {
    "function": 'def $n(*given):\n    return ("made", given)\n',
    "class": (
        "class $n:\n"
        "    tag = 7\n"
        "    def __init__(self, *given):\n        self.given = given\n"
        '    def __repr__(self):\n        return f"made {self.given}"\n'
        '    @classmethod\n    def of(cls, *given):\n        return "made of", given\n'
    ),
    "constant": "$n = 7\n",
}
NAMES = {"function": ("make", "build"), "class": ("Make", "Build"), "constant": ("MAKE", "BUILD")}


@dataclass(frozen=True)
class Home:
    """One migration, and the files that hold its old and its new name."""

    toml: str
    files: dict[str, str]
    module: str
    name: str
    new_module: str
    new_name: str
    kind: str
    whole: bool = False
    """Whether the rule is for the module."""

    @property
    def migration(self) -> Migration:
        """The migration as the engine takes it."""
        return parse_migration(self.toml, "whole.toml")

    @property
    def retire(self) -> RetiredNames:
        """What `retire` is to remove; nothing for a member, which it does not take."""
        if self.kind == "member":
            return RetiredNames()
        if self.whole:
            return RetiredNames(modules=(self.module,))
        return RetiredNames(symbols=(Symbol(self.module, self.name),))

    def gone(self, files: Files) -> Files:
        """The tree without the definition of the old member."""
        path = f"{self.module.replace('.', '/')}.py"
        return {**files, path: without(files[path], *self.name.split("."))}


def without(source: bytes, owner: str, member: str) -> bytes:
    """A source without the methods of a name in a class."""
    lines = source.decode().splitlines(keepends=True)
    for owned in ast.parse(source).body:
        for node in owned.body if isinstance(owned, ast.ClassDef) and owned.name == owner else ():
            if isinstance(node, ast.FunctionDef) and node.name == member:
                lines[node.lineno - 1 : node.end_lineno] = [""] * len(
                    lines[node.lineno - 1 : node.end_lineno]
                )
    return "".join(lines).encode()


def defined(name: str, kind: str) -> str:
    """The source of a definition."""
    return DEFINITIONS[kind].replace("$n", name)


def draw_home(random: Random) -> Home:
    """Choose the rule, the modules and the definitions."""
    kind = random.choice(("function", "function", "function", "class", "class", "constant"))
    old, new = NAMES[kind]
    package = random.choice(("shop", "shop", "shop", "", "shop.till"))
    leaf = random.choice(("core", "core", "core", old)) if package else "core"
    module = f"{package}.{leaf}" if package else leaf
    rule = random.choice(("here", "moved", "both", "both", "module", "module"))
    new_module = (
        module if rule == "here" else random.choice((f"{package}.fresh".strip("."), "fresh", "depot.fresh"))
    )
    new_name = old if rule in ("moved", "module") else new
    if rule == "module":
        toml = f'name = "whole"\n[[module]]\nold = "{module}"\nnew = "{new_module}"\n'
    else:
        toml = f'name = "whole"\n[[symbol]]\nold = "{module}:{old}"\nnew = "{new_module}:{new_name}"\n'
    files = dict.fromkeys(_packages(module, new_module), "")
    files |= _modules(random, (module, old), (new_module, new_name), kind, rule == "module")
    if package and random.random() < 0.25 and rule != "module":
        forms = (f"from .{leaf} import {old}\n", f"from . import {leaf}\n", f"from .{leaf} import *\n")
        files[f"{package.replace('.', '/')}/__init__.py"] = random.choice(forms)
    return Home(toml, files, module, old, new_module, new_name, kind, rule == "module")


def _packages(*modules: str) -> list[str]:
    found = []
    for module in modules:
        parts = module.split(".")[:-1]
        found += ["/".join(parts[: depth + 1]) + "/__init__.py" for depth in range(len(parts))]
    return found


def _modules(
    random: Random, old: tuple[str, str], new: tuple[str, str], kind: str, whole: bool
) -> dict[str, str]:
    """The sources of the two modules, or of the one that has both."""
    keep = defined("keep", "function")
    fresh = defined(new[1], kind)
    listed = f'__all__ = ["{old[1]}", "keep"]\n' if random.random() < 0.2 else ""
    own = f"def own():\n    return repr({old[1]})[:1]\n" if random.random() < 0.15 and not whole else ""
    if old[0] == new[0]:
        forms = [fresh + defined(old[1], kind), fresh + f"{old[1]} = {new[1]}\n"]
        return {_file(old[0]): listed + random.choice(forms) + keep + own}
    forms = [defined(old[1], kind), defined(old[1], kind)]
    if not whole:
        named = new[1] if new[1] == old[1] else f"{new[1]} as {old[1]}"
        forms.append(f"from {new[0]} import {named}\n")
    spare = defined("spare", "function") + (keep if whole else "")
    return {_file(old[0]): listed + random.choice(forms) + keep + own, _file(new[0]): fresh + spare}


def in_a_cycle(home: Home) -> Home:
    """The home with an import cycle: the old module hands the new name on, and the new one needs the old."""
    if home.module == home.new_module or home.kind == "member":
        return home
    old, new = _file(home.module), _file(home.new_module)
    named = home.new_name if home.new_name == home.name else f"{home.new_name} as {home.name}"
    keep = defined("keep", "function")
    files = {
        old: f"base = 1\n{keep}from {home.new_module} import {named}\n",
        new: f"from {home.module} import base\n{home.files[new]}",
    }
    return replace(home, files={**home.files, **files})


def _file(module: str) -> str:
    return module.replace(".", "/") + ".py"
