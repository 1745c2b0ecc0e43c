"""The facts of one file: frozen values that pickle. All offsets count bytes of the file's source."""

from msgspec import Struct

from codemods.semantic.access import Access, LooseAttribute
from codemods.semantic.binding import Binding, Declaration, Import, ImportBinding, Scope, ScopeKind
from codemods.semantic.class_statements import ClassStatement
from codemods.semantic.lazy_modules import LazyModules
from codemods.semantic.span import Span
from codemods.semantic.string_names import AskedName, DunderAll, PatchTarget, StringConstant
from codemods.semantic.version_branches import VersionChoices
from codemods.values.source import NOTEBOOK_SUFFIX


class Facts(Struct, frozen=True, array_like=True):
    """Everything that one file says about the tracked names.

    Scopes are given by their index in `scopes`; the file's own module scope is 0.
    """

    path: str
    module: str
    is_package: bool
    scopes: tuple[Scope, ...]
    bindings: tuple[Binding | ImportBinding, ...]
    accesses: tuple[Access, ...]
    imports: tuple[Import, ...]
    declarations: tuple[Declaration, ...] = ()
    strings: tuple[StringConstant, ...] = ()
    patch_targets: tuple[PatchTarget, ...] = ()
    loose_attributes: tuple[LooseAttribute, ...] = ()
    dunder_all: DunderAll = DunderAll()
    lazy_modules: LazyModules | None = None
    has_module_getattr: bool = False
    """Whether the module defines `__getattr__` (PEP 562)."""
    keyword_names: frozenset[str] = frozenset()
    """The tracked names that become keys of a dictionary by a keyword: `dict(name=...)`."""
    computes_names: bool = False
    """Whether the module may give itself names that it does not spell, by `globals()` or the like."""
    reads_names: bool = False
    """Whether the file may read names that it does not spell as code, from a namespace or an object."""
    tracked: frozenset[str] = frozenset()
    """The names that the facts are complete about."""
    unbound: frozenset[str] = frozenset()
    """More names, spelled as attributes alone: the file neither binds nor reads one by itself."""
    field_texts: tuple[Span, ...] = ()
    """The code whose text strings keep beside its value: in fields of t-strings, and in `f"{name=}"`."""
    shown_texts: tuple[Span, ...] = ()
    """Those of them whose text is printed: in `f"{name=}"`."""
    unaffected: tuple[Span, ...] = ()
    """The whole lines of statements that spell none of them; see `unaffected_statements`."""

    versions: VersionChoices = VersionChoices()
    """Where the file may support two versions of what the names come from."""

    asked_names: tuple[AskedName, ...] = ()
    classes: tuple[ClassStatement, ...] = ()
    """The classes that have a tracked base."""
    read_otherwise: frozenset[str] = frozenset()
    """The names that code of the file may read which is not Python, such as the magics of a notebook."""
    left_out: tuple[Span, ...] = ()
    """The definitions that were not parsed, since they spell none of the names: an error may hide in one."""

    @property
    def is_notebook(self) -> bool:
        """Whether the file is a Jupyter notebook, whose cells run in any order."""
        return self.path.endswith(NOTEBOOK_SUFFIX)

    def keeps_text(self, offset: int) -> bool:
        """Whether a string keeps the text of the code at an offset."""
        return any(span.start <= offset < span.end for span in self.field_texts)

    def shows_text(self, offset: int) -> bool:
        """Whether a string prints the text of the code at an offset."""
        return any(span.start <= offset < span.end for span in self.shown_texts)

    def in_doctest(self, scope: int) -> bool:
        """Whether a scope is that of a docstring's examples, or inside it."""
        around: int | None = scope
        while around and self.scopes[around].kind is not ScopeKind.MODULE:
            around = self.scopes[around].parent
        return bool(around)
