"""What the walks over one file have collected so far."""

import ast

from msgspec import Struct

from codemods.semantic.access import Access, LooseAttribute
from codemods.semantic.binding import Binding, Declaration, Import, ImportBinding, Scope
from codemods.semantic.class_statements import ClassStatement
from codemods.semantic.dunder_all import DunderAllReader
from codemods.semantic.lazy_modules import LazyModules
from codemods.semantic.nodes import PlaceToOffset
from codemods.semantic.span import Span
from codemods.semantic.string_names import AskedName, PatchTarget, StringConstant
from codemods.semantic.version_branches import VersionChoices
from codemods.values.source import Source


class QuotedAnnotation(Struct, frozen=True):
    """A string that holds an annotation, with the scope that reads it.

    `to_offset` turns the positions of the text that the string was parsed from into the file's offsets.
    """

    constant: ast.Constant
    scope: int
    to_offset: PlaceToOffset


class Body(Struct, frozen=True):
    """The 1-based lines of a function's or class's body, both included, and the scope that it opens."""

    first_line: int
    last_line: int
    scope: int


class FactsBuilder:
    """Collects for one file; several texts of it (doctest examples, say) add to it."""

    def __init__(
        self,
        source: Source,
        tracked: frozenset[str],
        without_usage: frozenset[str] = frozenset(),
        old: frozenset[str] = frozenset(),
    ) -> None:
        self.source = source
        self.tracked = tracked
        self.old = old
        """The last components of deprecated symbols."""
        self.without_usage = without_usage
        """Tracked names of which it does not matter how they are used, so that it is not worked out."""
        self.scopes: list[Scope] = []
        self.bindings: list[Binding | ImportBinding] = []
        self.accesses: list[Access] = []
        self.classes: list[ClassStatement] = []
        self.imports: list[Import] = []
        self.declarations: list[Declaration] = []
        self.strings: list[StringConstant] = []
        self.patch_targets: list[PatchTarget] = []
        self.loose_attributes: list[LooseAttribute] = []
        self.patch_aliases: dict[str, str] = {}
        """The file's own names for `patch` and the like; see `patch_calls.patch_aliases`."""
        self.asked_names: list[AskedName] = []
        self.keyword_names: set[str] = set()
        self.dunder_all = DunderAllReader()
        self.lazy_modules: LazyModules | None = None
        self.constants: dict[str, ast.Constant] = {}
        """The module-level names that stand for one plain string."""
        self.quoted_annotations: list[QuotedAnnotation] = []
        self.field_texts: list[Span] = []
        self.shown_texts: list[Span] = []
        self.docstrings: list[ast.Constant] = []
        """The docstrings that may hold examples."""
        self.bodies: list[Body] = []
        self.versions = VersionChoices()
        self.unaffected: list[Span] = []
        """The statements that the walk over the file left out."""
        self.left_out: tuple[Span, ...] = ()
        """The definitions that were not parsed."""
        self.interpreted_strings: set[Span] = set()
        """The strings that were read as code or as patch targets, so that they are not constants as well."""
        self._class_names: list[str] = []
        """For each scope, the class that private names in it are mangled for; empty outside classes."""
        self._last_list_id = 0

    def add_scope(self, scope: Scope, class_name: str = "") -> int:
        """Add a scope and give its index; a class's own scope comes with the class's name."""
        self.scopes.append(scope)
        inherited = self._class_names[scope.parent] if scope.parent is not None else ""
        self._class_names.append(class_name.lstrip("_") if class_name else inherited)
        return len(self.scopes) - 1

    def new_list_id(self) -> int:
        """A number for a list of statements that no other list has."""
        self._last_list_id += 1
        return self._last_list_id

    def mangled(self, name: str, scope: int) -> str:
        """The name that Python uses for one spelled in a scope: private names are mangled (6.2.1)."""
        if not name.startswith("__") or name.endswith("__") or not self._class_names[scope]:
            return name
        return f"_{self._class_names[scope]}{name}"
