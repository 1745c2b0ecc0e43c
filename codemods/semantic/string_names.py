"""Names that a file spells in strings: constants, entries of `__all__`, targets of patches."""

from msgspec import Struct

from codemods.semantic.span import Span

OWN_NAME = ("__name__",)
UNKNOWN = ("?",)


class StringConstant(Struct, frozen=True, array_like=True):
    """A string constant that spells a tracked name, outside docstrings."""

    value: str
    span: Span
    line: int
    dunder_all_list: int = 0
    """For an entry of the module's `__all__`, a number that is equal for the entries of one list; else 0."""
    callee: str = ""
    """The dotted name of the call that it is an argument of, as far as it is spelled plainly."""


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
    first_dynamic: int = -1
    """The offset of the first thing that only run time can tell; -1 for none."""


class PatchTarget(Struct, frozen=True, array_like=True):
    """A place that names something in a module's namespace by a string, a keyword or at run time.

    What it names is `path`, below `base`: nothing for an absolute path, OWN_NAME for the module itself,
    UNKNOWN, or a chain of names in `scope`, which starts at the offset `at`.
    """

    form: str
    """A key of `forms.FORMS`, `module` for a module looked up by its name, `attribute` for what is read
    from one, empty for an unknown callable that takes a module and a name."""
    path: tuple[str, ...]
    span: Span
    components: tuple[Span, ...]
    """Where the path's last components stand, as many as are spelled plainly."""
    line: int
    base: tuple[str, ...] = ()
    scope: int = 0
    start: int = 0
    creates_mock: bool = False
    """Whether the call makes a mock of its own, shaped by what it replaces."""

    @property
    def text(self) -> str:
        """The path as it is spelled."""
        return ".".join(self.path)
