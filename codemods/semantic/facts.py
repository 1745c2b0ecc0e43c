"""The facts of one file: frozen values that pickle, in byte offsets over the file's source."""

from msgspec import Struct

from codemods.semantic.access import Access
from codemods.semantic.binding import (
    Binding,
    Declaration,
    Import,
    Scope,
)
from codemods.semantic.span import Span
from codemods.semantic.string_names import DunderAll, PatchTarget, StringConstant


class Facts(Struct, frozen=True, array_like=True):
    """Everything that one file says about the tracked names."""

    path: str
    module: str
    is_package: bool
    scopes: tuple[Scope, ...]
    bindings: tuple[Binding, ...]
    accesses: tuple[Access, ...]
    imports: tuple[Import, ...]
    declarations: tuple[Declaration, ...] = ()
    strings: tuple[StringConstant, ...] = ()
    patch_targets: tuple[PatchTarget, ...] = ()
    dunder_all: DunderAll = DunderAll()
    has_module_getattr: bool = False
    """Whether the module defines `__getattr__` (PEP 562)."""
    computes_names: bool = False
    """Whether the module may give itself names that it does not spell, by `globals()` or the like."""
    tracked: frozenset[str] = frozenset()
    """The tracked names: what the facts are complete about."""
    unaffected: tuple[Span, ...] = ()
    """Statements that spell none of them, in whole lines; see `resolution.quiet`."""

    def in_doctest(self, scope: int) -> bool:
        """Whether a scope is that of a docstring's examples, or inside it."""
        while scope > 0 and self.scopes[scope].kind != "module":
            scope = self.scopes[scope].parent
        return scope > 0
