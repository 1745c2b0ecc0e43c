"""How a tree wants its imports and its long lines to look, as its own settings say it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from codemods.values.import_sections import ImportSections


@dataclass(frozen=True, slots=True)
class CodeStyle:
    """What the settings of the tree's import sorter and formatter say; the defaults where there are none."""

    sorts: bool = False
    """Whether a tool sorts the imports."""
    within_sections: bool | None = None
    """Whether `import a` and `from a import b` are sorted among each other; None where nothing says so."""
    line_length: int | None = None
    """How long the line of an import may be, in characters; None where nothing says so."""
    combines_aliases: bool = False
    """Whether a name with `as` shares a from-import with others, where a tool sorts the imports."""
    single_line: bool = False
    """Whether each name has a from-import of its own."""
    joins_lines: bool = False
    """Whether a from-import of several lines is put on one where it fits."""
    code_length: int | None = None
    """How long any other line may be, in characters; None where nothing says so."""
    blank_before_comments: bool = False
    """Whether an empty line stands before the comments above an import, but at the head of a section."""
    by_ruff: bool = False
    """Whether it is ruff: `a.b` comes before `a10`, and no line before comments that begin a section."""
    by_type: bool = True
    """Whether constants come before classes, and these before other names, where a tool sorts the imports."""
    grid_length: int | None = None
    """How long the line of an import may be where isort lays its names out in columns; else None."""
    sections: "ImportSections | None" = None
    """The sections of imports; None where nothing says so, or they have a form that is not known."""
    formatted: bool = False
    """Whether black or ruff lays out the code."""


NO_STYLE = CodeStyle()
