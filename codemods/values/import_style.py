"""How a tree wants its imports to look, as its own settings say it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ImportStyle:
    """What the settings of the tree's import sorter and formatter say; the defaults where there are none."""

    sorts: bool = False
    """Whether a tool sorts the imports."""
    within_sections: bool | None = None
    """Whether `import a` and `from a import b` are sorted among each other; None where nothing says so."""
    line_length: int | None = None
    """In characters; None where nothing says so."""
    combines_aliases: bool = False
    """Whether a name with `as` shares a from-import with others, where a tool sorts the imports."""
    single_line: bool = False
    """Whether each name has a from-import of its own."""
    joins_lines: bool = False
    """Whether a from-import of several lines is put on one where it fits."""


NO_STYLE = ImportStyle()
