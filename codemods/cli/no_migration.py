"""What is said where nothing names a migration: what there is, and what would find something here."""

import sys

from codemods.migration.built_ins import BuiltIn, built_ins
from codemods.tree.imported_packages import imported_packages
from codemods.tree.open_tree import FolderTree
from codemods.values.errors import RepointError
from codemods.values.plural import number_of


def no_migration(tree: FolderTree) -> RepointError:
    """The error to raise, with the built-in migrations that would find something in a tree first."""
    known = built_ins()
    telling = {package for each in known for package in each.packages} - sys.stdlib_module_names
    counts = imported_packages(tree, telling)

    def files(migration: BuiltIn) -> int:
        return max((counts[package] for package in migration.packages), default=0)

    fitting = sorted((each for each in known if files(each)), key=lambda each: (-files(each), each.name))
    names = ", ".join(f"{each.name} ({number_of(files(each), 'file')})" for each in fitting)
    others = ", ".join(each.name for each in known if each not in fitting)
    lines = [
        "no migration: pass --migration NAME|FILE, or set `migration` under [tool.repoint] in pyproject.toml",
        f"  built-in, for packages that are imported here: {names}" if names else "",
        f"  built-in{', others' if names else ''}: {others}" if others else "",
        "  `repoint migrations` says what each is for; your own file is three lines: docs/migrations.md",
    ]
    return RepointError("\n".join(filter(None, lines)))
