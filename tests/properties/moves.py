"""The migrations under test: each with its stand-in modules and its mapping of recordings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from codemods.migration.load import parse_migration
from codemods.values.rules import Migration
from tests.properties.recorder import Note

OLD = "acme.old.factory"
NEW = "acme.new.manager"
EXTRA = "acme.new.extra"
KINDS = ("function", "class", "error")

CLASS = """
class {name}{base}:
    symbol = "{symbol}"
    tag = 7

    def __init__(self, *args, **kwargs):
        called("{symbol}", *args, **kwargs)

    @classmethod
    def made(cls, *args):
        return called("{symbol}.made", *args)
"""
FUNCTION = """
def {name}(*args, **kwargs):
    return called("{symbol}", *args, **kwargs)


{name}.symbol = "{symbol}"
{name}.tag = 7
{name}.made = lambda *args: called("{symbol}.made", *args)
"""


class Printer(Protocol):
    """What Hypothesis prints examples with."""

    def text(self, text: str) -> None:
        """Print a text as it is."""


@dataclass(frozen=True)
class Move:
    """One migration, the tree's modules that it concerns, and what it does to a recording."""

    name: str
    toml: str
    modules: Mapping[str, str]
    """Paths to sources of the deprecated, the canonical and the neighbouring modules."""
    symbols: Mapping[str, str]
    """Old to new, `module:name`, as recordings tag them; `module:` for a module object."""
    arguments: Mapping[str, str] = field(default_factory=dict)
    """New parameter to old parameter, for the symbol whose calls change."""
    parameters: tuple[str, ...] = ()
    """The old parameters, in order; empty where calls stay as they are."""
    new_leaf: str = "build"

    def _repr_pretty_(self, printer: "Printer", cycle: bool) -> None:
        """Show the name alone when Hypothesis prints an example."""
        printer.text(self.name)

    @property
    def migration(self) -> Migration:
        """The migration as the engine takes it."""
        return parse_migration(self.toml, f"{self.name}.toml")

    @property
    def files(self) -> dict[str, bytes]:
        """The modules as files."""
        return {path: source.encode() for path, source in self.modules.items()}

    def mapped(self, notes: list[Note]) -> list[object]:
        """A recording with every old symbol and call replaced by what the migration makes of it.

        A call that the migration has no form for stays as it is.
        """
        return [self._map(note) for note in notes]

    def leaves(self, notes: list[Note]) -> bool:
        """Whether a recording still holds a deprecated symbol that the migration can move."""
        return self.mapped(notes) != notes

    def _map(self, value: object) -> object:
        match value:
            case ("call", ("symbol", str() as symbol), args, kwargs) if self.arguments:
                return self._map_call(symbol, args, kwargs)
            case ("symbol", str() as symbol):
                return ("symbol", self._map_symbol(symbol))
            case ("module", str() as name):
                return ("module", self.symbols.get(f"{name}:", name))
            case tuple():
                return tuple(map(self._map, value))
        return value

    def _map_symbol(self, symbol: str) -> str:
        for old, new in self.symbols.items():
            if symbol == old or symbol.startswith(f"{old}."):
                return new + symbol.removeprefix(old)
        return symbol

    def _map_call(self, symbol: str, args: object, kwargs: object) -> object:
        assert isinstance(kwargs, tuple)
        bound = {key: value for key, value in kwargs if value is not None}
        if symbol not in self.symbols or set(bound) - set(self.arguments.values()):
            return ("call", ("symbol", symbol), args, self._map(kwargs))
        given = {new: bound.get(old, _literal(old)) for new, old in self.arguments.items()}
        shown = tuple(sorted((key, self._map(value)) for key, value in given.items()))
        return ("call", ("symbol", self._map_symbol(symbol)), args, shown)


def _literal(text: str) -> object:
    return text[1:-1] if text.startswith("'") else None


def stand_in(module: str, name: str, kind: str) -> str:
    """The source of one recording function, class or exception class."""
    base = "(Exception)" if kind == "error" else ""
    template = FUNCTION if kind == "function" else CLASS
    return template.format(name=name, symbol=f"{module}:{name}", base=base)


def module(dotted: str, names: tuple[str, ...], kind: str, extra: str = "") -> str:
    """The source of a module that binds recording stand-ins under these names."""
    parts = (stand_in(dotted, name, kind) for name in names)
    return "from recorder import called, tracked\n" + "".join(parts) + extra


def tree(kind: str, extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """The packages around the deprecated module, with one module that no migration names."""
    return {
        "acme/__init__.py": "",
        "acme/old/__init__.py": "",
        "acme/new/__init__.py": "",
        "acme/use/__init__.py": "",
        "acme/old/factory.py": module(OLD, ("make", "craft", "keep", "legacy"), kind),
        "acme/new/manager.py": module(NEW, ("build", "spare"), kind),
        "acme/new/extra.py": module(EXTRA, ("craft",), kind),
        "acme/other.py": module("acme.other", ("make", "build", "factory", "keep"), kind),
        **(extra or {}),
    }


def symbol_table(old: str, new: str, rest: str = "") -> str:
    """One `[[symbol]]` table."""
    return f'[[symbol]]\nold = "{old}"\nnew = "{new}"\n{rest}\n'


LEGACY = f'[[symbol]]\nold = "{OLD}:legacy"\nmanual = "no canonical form"\n'
CRAFT = symbol_table(f"{OLD}:craft", f"{EXTRA}:craft")


def renamed(kind: str = "function") -> Move:
    """Another module and another name; a second symbol moves to a second module."""
    toml = 'name = "renamed"\n' + symbol_table(f"{OLD}:make", f"{NEW}:build") + CRAFT + LEGACY
    symbols = {f"{OLD}:make": f"{NEW}:build", f"{OLD}:craft": f"{EXTRA}:craft"}
    return Move(f"renamed-{kind}", toml, tree(kind), symbols)


def moved(kind: str = "function") -> Move:
    """Another module, the same name."""
    toml = 'name = "moved"\n' + symbol_table(f"{OLD}:make", f"{NEW}:make") + CRAFT
    modules = tree(kind, {"acme/new/manager.py": module(NEW, ("make", "spare"), kind)})
    symbols = {f"{OLD}:make": f"{NEW}:make", f"{OLD}:craft": f"{EXTRA}:craft"}
    return Move(f"moved-{kind}", toml, modules, symbols, new_leaf="make")


def at_home(kind: str = "function") -> Move:
    """The same module, another name."""
    toml = 'name = "at-home"\n' + symbol_table(f"{OLD}:make", f"{OLD}:build")
    names = ("make", "build", "craft", "keep", "legacy")
    modules = tree(kind, {"acme/old/factory.py": module(OLD, names, kind)})
    return Move(f"at-home-{kind}", toml, modules, {f"{OLD}:make": f"{OLD}:build"})


def into_package(kind: str = "function") -> Move:
    """The new name lives in a package's `__init__`."""
    toml = 'name = "into-package"\n' + symbol_table(f"{OLD}:make", "acme.new:build")
    modules = tree(kind, {"acme/new/__init__.py": module("acme.new", ("build", "spare"), kind)})
    return Move(f"into-package-{kind}", toml, modules, {f"{OLD}:make": "acme.new:build"})


def into_class(kind: str = "function") -> Move:
    """The new name is an attribute of a class: only the class can be imported."""
    toml = 'name = "into-class"\n' + symbol_table(f"{OLD}:make", f"{NEW}:Builder.build")
    method = stand_in(NEW, "made_by_builder", kind).replace(":made_by_builder", ":Builder.build")
    holder = "\n\nclass Builder:\n    build = staticmethod(made_by_builder)\n"
    source = module(NEW, ("spare",), kind, method + holder)
    modules = tree(kind, {"acme/new/manager.py": source})
    symbols = {f"{OLD}:make": f"{NEW}:Builder.build"}
    return Move(f"into-class-{kind}", toml, modules, symbols, new_leaf="Builder")


def whole_module(kind: str = "function") -> Move:
    """The module object moves, with all that is in it."""
    names = ("make", "craft", "keep", "legacy")
    toml = f'name = "whole-module"\n[[module]]\nold = "{OLD}"\nnew = "{NEW}"\n'
    modules = tree(kind, {"acme/new/manager.py": module(NEW, (*names, "spare"), kind)})
    symbols = {f"{OLD}:{name}": f"{NEW}:{name}" for name in names}
    return Move(f"whole-module-{kind}", toml, modules, {**symbols, f"{OLD}:": NEW}, new_leaf="manager")


def with_call(name: str, signature: str, call: str, takes: str, arguments: Mapping[str, str]) -> Move:
    """A rename whose calls change: `takes` is the new function's own parameter list."""
    rest = f'signature = "{signature}"\ncall = "{call}"\n'
    toml = f'name = "{name}"\n' + symbol_table(f"{OLD}:make", f"{NEW}:build", rest)
    sources = {
        "acme/old/factory.py": module(OLD, ("keep",), "function", bound(OLD, "make", signature)),
        "acme/new/manager.py": module(NEW, ("spare",), "function", bound(NEW, "build", takes)),
    }
    symbols = {f"{OLD}:make": f"{NEW}:build"}
    return Move(name, toml, tree("function", sources), symbols, arguments, parameters(signature))


def parameters(signature: str) -> tuple[str, ...]:
    """The parameter names of a signature in source form."""
    parts = (part.partition("=")[0].strip() for part in signature.strip("()").split(","))
    return tuple(part for part in parts if part not in ("", "*", "/"))


def bound(home: str, name: str, signature: str) -> str:
    """The source of a function that records its arguments by parameter."""
    shown = "".join(f", {parameter}={parameter}" for parameter in parameters(signature))
    lines = (
        f"\n\ndef {name}{signature}:",
        f'    return called("{home}:{name}"{shown})',
        f'\n\n{name}.symbol = "{home}:{name}"',
        f"{name}.tag = 7\n",
    )
    return "\n".join(lines)


RENAMES = (renamed, moved, at_home, into_package, into_class, whole_module)
CALLS = (
    with_call(
        "dropped",
        "(user=None, uid=None)",
        "(user)",
        "(user=None, mode=None)",
        {"user": "user", "mode": "None"},
    ),
    with_call("keyword", "(user, uid=None)", "(owner=user)", "(*, owner)", {"owner": "user"}),
    with_call(
        "swapped",
        "(user=None, uid=None)",
        "(uid, user=user)",
        "(uid=None, user=None)",
        {"uid": "uid", "user": "user"},
    ),
    with_call(
        "literal",
        "(user=None, *, uid=None)",
        "(user, mode='fast', key=uid)",
        "(user=None, mode=None, key=None)",
        {"user": "user", "mode": "'fast'", "key": "uid"},
    ),
)
