"""Names that a file spells in strings: constants, entries of `__all__`, targets of patches."""

from enum import Enum

from msgspec import Struct

from codemods.semantic.patch_forms import PatchForm
from codemods.semantic.span import Span


class DunderAllEntry(Struct, frozen=True, array_like=True):
    """A string as an entry of the module's `__all__`. All entries of one list share `list_id`."""

    list_id: int
    alone: bool
    """Whether exactly one entry can stand there: as an argument of `append`, or assigned to an item."""


class StringConstant(Struct, frozen=True, array_like=True):
    """A string constant that spells a tracked name, outside docstrings. `line` is 1-based."""

    value: str
    span: Span
    line: int
    dunder_all_entry: DunderAllEntry | None = None
    callee: str | None = None
    """The dotted name of the call that it is an argument of, as far as that is a plain name."""


class DunderAll(Struct, frozen=True, array_like=True):
    """What the statements on a module's `__all__` say (language reference 7.11)."""

    included: frozenset[str] = frozenset()
    """The names that they spell as entries, in whatever way."""
    uneditable: frozenset[str] = frozenset()
    """The names that they spell so that they cannot be edited there, or take out again."""
    removed: frozenset[str] = frozenset()
    """The names that are taken out again."""
    included_from: tuple[tuple[str, ...], ...] = ()
    """The chains of names that stand for another module's `__all__`, whose entries are entries here."""
    is_dynamic: bool = False
    """Whether only run time can tell what else is listed, or left out."""


class PathRoot(Enum):
    """What the path that a string spells starts from."""

    ABSOLUTE = "absolute"
    OWN_MODULE = "own module"
    """The module itself, by `__name__`."""
    OWN_PACKAGE = "own package"
    """The package of the module, by `__package__`."""
    NAMES = "names"
    """The object that a chain of names in the code stands for."""
    UNKNOWN = "unknown"
    """Something that only run time can tell."""


class AskedName(Struct, frozen=True, array_like=True):
    """A name that nothing else looks for, and that code asks an object about: `hasattr(module, "name")`.

    The object stands at the byte offset `start`; of `__import__("a.b")`, which gives `a`, the string does.
    """

    start: int
    name: str


class PatchTarget(Struct, frozen=True, array_like=True):
    """A place that names something in a module's namespace by a string, a keyword or at run time.

    What it names is `path`, below `root`. `base` are the names that the root NAMES stands for; they are read
    in `scope`, and what is read starts at the byte offset `start`. `line` is 1-based.
    """

    form: PatchForm
    path: tuple[str, ...]
    span: Span
    components: tuple[Span, ...]
    """Where the path's last components stand, as many as are spelled plainly."""
    line: int
    root: PathRoot = PathRoot.ABSOLUTE
    base: tuple[str, ...] = ()
    scope: int = 0
    start: int = 0
    creates_mock: bool = False
    """Whether the call makes a mock of its own, shaped by what it replaces."""
    named: int = 1
    """How many attributes of one object the call names: several, for `patch.multiple`."""
    owner: tuple[Span, ...] = ()
    """Where the components of a module's path stand that is spelled apart from the attribute's name."""
    handed_on: bool = False
    """Whether what it reads goes on from here: into a name that nothing follows, a container, a call, ..."""
    loads: bool = True
    """Whether the module is imported where it is not loaded yet; False for `sys.modules["a.b"]`."""
    replaces: bool = False
    """Whether it is a key of `sys.modules` under which another module is put, or none."""

    @property
    def text(self) -> str:
        """The path as it is spelled."""
        return ".".join(self.path)
