"""What the walks over one file have found so far."""

import ast

from msgspec import Struct

from codemods.semantic.access import (
    Access,
)
from codemods.semantic.binding import Binding, Declaration, Import, Scope
from codemods.semantic.dunder_all import DunderAllReader
from codemods.semantic.nodes import PlaceToOffset
from codemods.semantic.span import Span
from codemods.semantic.string_names import PatchTarget, StringConstant
from codemods.values.source import Source


class Quoted(Struct, frozen=True):
    """A string that holds an annotation: where its text was parsed, and the scope that reads it."""

    constant: ast.Constant
    scope: int
    place: PlaceToOffset


class Extent(Struct, frozen=True):
    """The 1-based lines of a function's or class's body."""

    first: int
    last: int
    scope: int


class FactsBuilder:
    """Collects for one file; several texts of it (doctest examples, say) add to it."""

    def __init__(self, source: Source, names: frozenset[str], plain: frozenset[str] = frozenset()) -> None:
        self.source = source
        self.names = names
        self.plain = plain
        """The names whose uses nobody will ask how they are used."""
        self.scopes: list[Scope] = []
        self.bindings: list[Binding] = []
        self.uses: list[Access] = []
        self.imports: list[Import] = []
        self.declarations: list[Declaration] = []
        self.texts: list[StringConstant] = []
        self.targets: list[PatchTarget] = []
        self.aliases: dict[str, str] = {}
        """Local names of `patch` and the like, where the file gives them others."""
        self.listing = DunderAllReader(source)
        """What the module's `__all__` lists."""
        self.constants: dict[str, ast.Constant] = {}
        """The module-level names that stand for one plain string."""
        self.quoted: list[Quoted] = []
        self.docstrings: list[ast.Constant] = []
        self.extents: list[Extent] = []
        self.quiet: list[Span] = []
        """The statements that the walk over the file passed by."""
        self.read_strings: set[Span] = set()
        """The strings that were read as code or as targets, which are no texts then."""
        self._classes: list[str] = []
        self._blocks = 0

    def add_scope(self, scope: Scope, class_name: str = "") -> int:
        """Add a scope and give its index; a class's own scope comes with the class's name."""
        self.scopes.append(scope)
        inherited = self._classes[scope.parent] if scope.parent >= 0 else ""
        self._classes.append(class_name.lstrip("_") if class_name else inherited)
        return len(self.scopes) - 1

    def next_block(self) -> int:
        """A number for a list of statements that no other list has."""
        self._blocks += 1
        return self._blocks

    def known_as(self, name: str, scope: int) -> str:
        """What a name spelled in a scope is called: private names in classes are mangled (6.2.1)."""
        if not name.startswith("__") or name.endswith("__") or not self._classes[scope]:
            return name
        return f"_{self._classes[scope]}{name}"
