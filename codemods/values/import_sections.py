"""The sections into which a tree's sorter puts imports, as its settings say it."""

from dataclasses import dataclass
from fnmatch import fnmatchcase

FUTURE, STDLIB, THIRDPARTY = "FUTURE", "STDLIB", "THIRDPARTY"
FIRSTPARTY, LOCALFOLDER = "FIRSTPARTY", "LOCALFOLDER"
USUAL_ORDER = (FUTURE, STDLIB, THIRDPARTY, FIRSTPARTY, LOCALFOLDER)


@dataclass(frozen=True, slots=True)
class ImportSections:
    """The sections by isort's names for them, and what is in which."""

    order: tuple[str, ...] = USUAL_ORDER
    known: tuple[tuple[str, str], ...] = ()
    """Patterns of modules, each with its section."""
    own: frozenset[str] = frozenset()
    """The names of modules and packages in the folders where the sorter looks for the tree's own."""
    own_package: bool = False
    """Whether the package that a file is in is the tree's own as well."""
    default: str = THIRDPARTY
    unparted: frozenset[str] = frozenset()
    """Sections with no empty line before them."""
    headings: tuple[tuple[str, str], ...] = ()
    """Sections that a comment heads, each with the comment."""

    def section_of(self, module: str, level: int, standard: frozenset[str], package: str) -> int | None:
        """Where in the order the section of an import is; None where that has no such section.

        `level` counts its dots, `standard` are the modules of the standard library, and `package` is the
        top-level package of the file that it stands in.
        """
        name = self._name_of(module, level, standard, package)
        return self.order.index(name) if name in self.order else None

    def _name_of(self, module: str, level: int, standard: frozenset[str], package: str) -> str:
        if level or module == "__future__":
            return LOCALFOLDER if level else FUTURE
        parts = module.split(".")
        for length in range(len(parts), 0, -1):
            path = ".".join(parts[:length])
            for pattern, section in self.known:
                if fnmatchcase(path, pattern):
                    return section
        if parts[0] in standard:
            return STDLIB
        if parts[0] in self.own or (self.own_package and parts[0] == package):
            return FIRSTPARTY
        return self.default

    def heading(self, section: int) -> str | None:
        """The comment above a section of the order."""
        return dict(self.headings).get(self.order[section])
