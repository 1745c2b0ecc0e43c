"""One symbol that every peer is asked to rename: a migration file for repoint, its parts for the others."""

import tomllib
from dataclasses import dataclass, replace
from pathlib import Path

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Rename:
    """A migration of one symbol."""

    file: Path
    old_module: str
    old: str
    new_module: str
    new: str

    @property
    def leaf(self) -> str:
        """The last part of the old module's name."""
        return self.old_module.rpartition(".")[2]

    @property
    def said(self) -> str:
        """`old → new`."""
        return f"{self.old_module}:{self.old} → {self.new_module}:{self.new}"

    @property
    def in_place(self) -> "Rename":
        """The same rename without the move: where the name is defined, it gets its new one."""
        return replace(self, new_module=self.old_module)

    @property
    def scan_new(self) -> str:
        """A migration by which `repoint scan` counts the references to the new symbol."""
        return f'name = "new"\n\n[[symbol]]\nold = "{self.new_module}:{self.new}"\nmanual = "counted"\n'

    @property
    def scan_old(self) -> str:
        """Likewise, to the old one."""
        return f'name = "old"\n\n[[symbol]]\nold = "{self.old_module}:{self.old}"\nmanual = "counted"\n'


def load_rename(file: Path) -> Rename:
    """Read a migration of one symbol. Raises OSError, or ValueError where it holds anything else."""
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    match table:
        case {"symbol": [{"old": str(old), "new": str(new)}]} if ":" in old and ":" in new:
            (old_module, _, name), (new_module, _, new_name) = old.partition(":"), new.partition(":")
            return Rename(file.resolve(), old_module, name, new_module, new_name)
    raise ValueError(f"{file}: expected one [[symbol]] with old and new, as `module:name`")


def names_of(migration: Path) -> list[str]:
    """The last names that a migration's symbols and modules are spelled by, sorted."""
    table = tomllib.loads(migration.read_text(encoding="utf-8"))
    symbols = [str(entry["old"]) for entry in table.get("symbol", [])]
    modules = [str(entry["old"]) for entry in table.get("module", [])]
    return sorted({name.rpartition(":")[2].rpartition(".")[2] for name in (*symbols, *modules)})
