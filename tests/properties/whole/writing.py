"""Writes whole programs: a home, and files of pieces that read the deprecated name from it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from tests.properties.whole.homes import Files, Home, draw_home, in_a_cycle
from tests.properties.whole.members import MEMBERS
from tests.properties.whole.module_objects import BELOW_PACKAGE, MODULE_OBJECTS
from tests.properties.whole.name_readers import READERS
from tests.properties.whole.version_support import COMPAT

Source = tuple[str, str]
"""A module, and the name by which it has the deprecated object."""

PREAMBLE = (
    "import contextlib, functools, importlib, importlib.util, operator, pkgutil, string, sys, types, typing\n"
    "from seen import show\n"
)
SEEN = "def show(value):\n    print(repr(value(1)) if callable(value) else value)\n"
USES = {
    "function": ("print({}(1))", "print(repr({}(2)))", "show({})"),
    "class": ("print({}(1))", "show({})", "print({}.of(2))", "print({}.tag)"),
    "constant": ("print({})", "show({})"),
}
PLACES = ("app/a.py", "app/b.py", "main.py", "shop/use.py", "app/__init__.py")
GROUPS = [
    [text.strip("\n") for text in re.split(r"(?m)^====$", group)]
    for group in (MODULE_OBJECTS, BELOW_PACKAGE, READERS, COMPAT)
]


@dataclass(frozen=True)
class Piece:
    """Some lines of one file, and the files that it brings along."""

    text: str
    others: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Whole:
    """One program: its home, and its files with their pieces."""

    home: Home
    pieces: tuple[tuple[str, tuple[Piece, ...]], ...]

    @property
    def entries(self) -> list[str]:
        """The dotted names of the files that are run."""
        return [dotted(path) for path, _ in self.pieces]

    @property
    def files(self) -> Files:
        """The tree."""
        texts = {"seen.py": SEEN, **self.home.files}
        for path, pieces in self.pieces:
            for folder in _above(path):
                texts.setdefault(f"{folder}/__init__.py", "")
            texts |= dict(other for piece in pieces for other in piece.others)
            texts[path] = "\n".join([PREAMBLE, *(piece.text for piece in pieces)]) + "\n"
        return {path: text.encode() for path, text in texts.items()}

    def with_pieces(self, at: int, pieces: Sequence[Piece]) -> "Whole":
        """The program with other pieces in one of its files; without the file, where there are none."""
        changed = [
            (path, tuple(pieces) if number == at else kept) for number, (path, kept) in enumerate(self.pieces)
        ]
        return replace(self, pieces=tuple(each for each in changed if each[1]))


def dotted(path: str) -> str:
    """The name of the module in a file."""
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _above(path: str) -> list[str]:
    parts = path.split("/")[:-1]
    return ["/".join(parts[: depth + 1]) for depth in range(len(parts))]


def draw_program(random: Random) -> Whole:
    """One program of one to four files."""
    if random.random() < 0.12:
        return _draw_members(random)
    home = draw_home(random)
    sources, quiet = _draw_sources(random, home)
    numbers = iter(range(1, 100))
    pieces = []
    for path in random.sample(PLACES, random.choice((1, 1, 2, 3))):
        if path in home.files:
            continue
        writer = _Writer(random, home, path)
        own = [
            writer.piece(random.choice(sources), next(numbers)) for _ in range(random.choice((1, 2, 2, 3, 4)))
        ]
        pieces.append((path, tuple(own)))
    if random.random() < 0.1:
        home = in_a_cycle(home)
    return Whole(replace(home, files={**home.files, **quiet}), tuple(pieces))


def _draw_sources(random: Random, home: Home) -> tuple[list[Source], dict[str, str]]:
    """Where the name may be taken from: its home, and modules that hand it on and print nothing."""
    sources, files = [(home.module, home.name)] * 3, {"lib/__init__.py": ""}
    for path in ("lib/names.py", "lib/more.py")[: random.choice((0, 0, 0, 1, 1, 2))]:
        module, name = random.choice(sources)
        here = dotted(path)
        forms = [f"from {module} import {name}\n"] * 4 + [
            f"from {module} import {name} as {name}\n",
            f"from {module} import {name} as given\n",
            f"from {module} import *\n",
            f'from {module} import {name}\n__all__ = ["{name}"]\n',
            f"import {module}\n{name} = {module}.{name}\n",
            f"import {module} as under\n{name} = under.{name}\n",
            f"from {module} import {name} as given\n{name} = given\n",
            f"try:\n    from {module} import {name}\nexcept ImportError:\n    {name} = None\n",
            f"if True:\n    from {module} import {name}\n",
            f"from {module} import {name}\n\ndef local(n):\n    return {name}\n",
        ]
        if module.startswith("lib."):
            forms += [f"from .{module.removeprefix('lib.')} import {name}\n"] * 4
        text = random.choice(forms)
        files[path] = text
        if random.random() < 0.2:
            files["lib/__init__.py"] = f"from . import {here.partition('.')[2]}\n"
        given = "given" if text.endswith("as given\n") else name
        sources += [(here, given)] * 2
    return sources, files


def _draw_members(random: Random) -> Whole:
    """A program for a rule that renames a method."""
    toml = 'name = "whole"\n[[symbol]]\nold = "shop.core:Basket.total"\nnew = "shop.core:Basket.amount"\n'
    body = '    def amount(self):\n        return "sum"\n    def total(self):\n        return '
    body += random.choice(('"sum"\n', "self.amount()\n"))
    body += random.choice(("", "    def describe(self):\n        return self.total(), 1\n"))
    if "describe" not in body:
        body += "    def describe(self):\n        return self.amount(), 1\n"
    files = {"shop/__init__.py": "", "shop/core.py": f"class Basket:\n{body}"}
    home = Home(toml, files, "shop.core", "Basket.total", "shop.core", "Basket.amount", "member")
    texts = [
        text.strip("\n").replace("$C", "Basket").replace("$N", "total") for text in MEMBERS.split("\n====\n")
    ]
    numbers = iter(range(1, 100))
    pieces = []
    for path in random.sample(PLACES[:3], random.choice((1, 2))):
        writer = _Writer(random, home, path)
        own = [
            writer.filled(random.choice(texts), ("shop.core", "total"), next(numbers))
            for _ in range(random.choice((1, 2)))
        ]
        pieces.append((path, tuple(own)))
    return Whole(home, tuple(pieces))


class _Writer:
    """Fills the pieces of one file."""

    def __init__(self, random: Random, home: Home, path: str) -> None:
        self._random = random
        self._home = home
        self._path = path

    def piece(self, source: Source, number: int) -> Piece:
        """One piece that reads the name from a source."""
        weights = (8, 2 if "." in source[0] else 0, 10, 3 if source[0] == self._home.module else 0)
        group = self._random.choices(GROUPS, weights)[0]
        return self.filled(self._random.choice(group), source, number)

    def filled(self, text: str, source: Source, number: int) -> Piece:
        """A piece's text with everything put in."""
        module, name = source
        package, _, leaf = module.rpartition(".")
        values = {
            "M": module, "N": name, "P": package, "L": leaf, "u": str(number),
            "BELOW": module.partition(".")[2], "NM": self._home.new_module, "NN": self._home.new_name,
        }  # fmt: skip
        top = text.startswith("top\n")
        parts = re.split(r"(?m)^@@ (.*)$", text.removeprefix("top\n"))
        values["from"], values["x"] = self._from(source, number, self._path)
        own = self._body(parts[0].strip("\n"), values, module, self._path)
        if not top and self._random.random() < 0.35:
            body = re.sub("(?m)^(?=.)", "    ", own)
            own = f"def run{number}():\n{body}\nrun{number}()"
        others = []
        for path, body in zip(parts[1::2], parts[2::2], strict=True):
            where = _filled(path, values)
            others.append((where, self._body(body.strip("\n"), values, module, where) + "\n"))
        return Piece(own, tuple(others))

    def _body(self, text: str, values: dict[str, str], module: str, path: str) -> str:
        lines, given = [], dict(values)
        given["import"], given["expr"] = self._module(module, values["u"], path)
        if "$mod" in text:
            line, given["mod"] = self._module(module, values["u"], path)
            lines.append(line)
        if "$import_package" in text:
            lines.append(f"import {module}")
            given["import_package"] = values["P"]
            if self._random.random() < 0.4:
                lines.append(f"import {values['P']} as whole{values['u']}")
                given["import_package"] = f"whole{values['u']}"
        if 'sys.modules["$M' in text:
            lines.append(f"import {module}")
        lines.append(text)
        return _used(_filled("\n".join(filter(None, lines)), given), self._random, self._home.kind)

    def _module(self, module: str, number: str, path: str) -> Source:
        """An import of the module and the expression that gives it; the import may be empty."""
        package, _, leaf = module.rpartition(".")
        alias = f"mod{number}"
        forms = [(f"import {module}", module), (f"import {module} as {alias}", alias)] * 2
        if package:
            forms += [
                (f"from {package} import {leaf}", leaf),
                (f"from {package} import {leaf} as {alias}", alias),
            ] * 2
            if package.partition(".")[0] == path.partition("/")[0]:
                relative = package.partition(".")[2]
                forms += [(f"from .{relative} import {leaf}", leaf)] * 2
            forms += [("", f'__import__("{module}").{module.partition(".")[2]}')]
            forms += [(f"import {module}", f'getattr({package}, "{leaf}")')]
            forms += [("", f'importlib.import_module(".{leaf}", "{package}")')]
        if "/" not in path and path.startswith(("help", "more")):
            return self._random.choice([each for each in forms if each[0] and "importlib" not in each[1]])
        forms += [("", f'importlib.import_module("{module}")'), ("", f'sys.modules["{module}"]')]
        line, expression = self._random.choice(forms)
        if expression.startswith("sys."):
            line = f"import {module}"
        return line, expression

    def _from(self, source: Source, number: int, path: str) -> Source:
        """An import of the name, and the local name that it binds."""
        module, name = source
        forms = [(f"from {module} import {name}", name)] * 5 + [
            (f"from {module} import {name} as f{number}", f"f{number}"),
            (f"from {module} import {name} as {name}", name),
            (f"from {module} import (\n        {name},\n    )", name),
        ]
        first, _, rest = module.partition(".")
        if rest and first == path.partition("/")[0]:
            forms += [(f"from .{rest} import {name}", name)] * 3
        if module == self._home.module:
            forms.append((f"from {module} import keep, {name}", name))
        return self._random.choice(forms)


def _filled(text: str, values: dict[str, str]) -> str:
    """A text with its placeholders filled; what goes over lines is indented as the placeholder is."""

    def fill(found: re.Match[str]) -> str:
        name = found.group(1)
        return "$" if name is None else values[name]

    return re.sub(r"\\\$|\$(import_package|import|from|expr|mod|BELOW|NM|NN|M|N|P|L|u|x)", fill, text)


def _used(text: str, random: Random, kind: str) -> str:
    def use(found: re.Match[str]) -> str:
        return random.choice(USES[kind]).format(
            f"({found.group(1)})" if " " in found.group(1) else found.group(1)
        )

    return re.sub(r"<<(.*)>>", use, text)
