"""The trees of the cases: a clone with the work of a person done, and the migration for it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.cases.most_imported import most_imported_modules, most_imported_names
from benchmarks.generate import generate
from benchmarks.random_migrations.making import Made, Names, make
from benchmarks.random_migrations.trees import Tree
from benchmarks.subjects import COMMIT, git

MIGRATION = "case.toml"


@dataclass(frozen=True, slots=True)
class CaseTree:
    """A tree, ready to be measured on."""

    title: str
    folder: Path
    migration: str
    """The file in it, or the name of a built-in migration."""
    words: tuple[str, ...] = ()
    """What the floor looks for: the last words of what is moved; none where there is no floor."""
    chosen: str = ""
    """What is moved, in words."""


def modules_moved(source: Path, work: Path, count: int = 3) -> CaseTree:
    """The most imported modules moved with `git mv`, with a shim `from new import *` in the old place."""
    return _made(source, work, "modules moved", most_imported_modules, count)


def names_renamed(source: Path, work: Path, count: int = 4) -> CaseTree:
    """The most imported functions and classes renamed where they stand; the old name stays as an alias."""
    return _made(source, work, "names renamed", most_imported_names, count)


def many_symbols(source: Path, work: Path, count: int = 500) -> CaseTree:
    """As many names renamed as a large migration has."""
    return _made(source, work, f"{count} symbols", most_imported_names, count)


def built_in(source: Path, work: Path, migration: str) -> CaseTree:
    """A tree as it is, for a built-in migration."""
    folder = _clone(source, work / f"{source.resolve().name}-as-it-is")
    return CaseTree(f"{source.resolve().name}: {migration}", folder, migration)


def small_tree(work: Path, files: int = 1_000) -> CaseTree:
    """A generated tree of the real repository's shape, with its built-in migration."""
    folder = work / f"generated-{files}"
    if not (folder / ".git").exists():
        generate(folder, files)
    return CaseTree(f"generated, {files:,} files", folder, "websocket-manager")


ONE_FILE: dict[str, Callable[[int], str]] = {
    "calls": lambda count: "from shop import old\n\n" + "old(1)\n" * count,
    "aliases": lambda count: "".join(f"from shop import old as a{each}\n" for each in range(count)),
    "patches": lambda count: (
        "from unittest.mock import patch\n\nimport user\n\n"
        + "".join(f"patch('user.old', {each})\n" for each in range(count))
    ),
}
"""One file with so many changed calls, aliases or patches, by what it has many of."""


def one_file(kind: str, count: int, work: Path) -> CaseTree:
    """A small tree in which one file has `count` places that change; see `ONE_FILE`."""
    folder = work / f"{kind}-{count}"
    if not (folder / ".git").exists():
        folder.mkdir(parents=True)
        texts = {
            "shop.py": "def new(count=1, *, size=1):\n    return count\n\n\nold = new\n",
            "user.py": "from shop import old\n\nprint(old(2))\n",
            "many.py": ONE_FILE[kind](count),
            MIGRATION: '[[symbol]]\nold = "shop:old"\nnew = "shop:new"\nsignature = "(count=1)"\n'
            'call = "(size=count)"\n',
        }
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8")
        git(folder, "init", "-q")
        _commit(folder)
    return CaseTree(f"{count:,} {kind} in one file", folder, MIGRATION)


def _made(
    source: Path,
    work: Path,
    kind: str,
    choose: Callable[[Tree, Names, int], Sequence[str]],
    count: int,
) -> CaseTree:
    """A clone of a tree in which `count` of its names are moved, by a rule that anyone can repeat."""
    name = source.resolve().name
    folder = work / f"{name}-{kind.replace(' ', '-')}"
    if not (folder / MIGRATION).exists():
        tree = Tree(_clone(source, folder))
        made = Made()
        for each in choose(tree, Names(tree), count):
            make(tree, each, made, star_only=True)
        (folder / MIGRATION).write_text("\n".join(made.tables), encoding="utf-8")
        _commit(folder)
    names = re.findall(r'^old = "(.*)"$', (folder / MIGRATION).read_text(encoding="utf-8"), re.MULTILINE)
    words = tuple(re.split(r"[.:]", each)[-1] for each in names)
    return CaseTree(f"{name}: {kind}", folder, MIGRATION, words, ", ".join(f"`{each}`" for each in names))


def _clone(source: Path, folder: Path) -> Path:
    if not (folder / ".git").exists():
        git(source, "clone", "-q", "--shared", str(source.resolve()), str(folder))
    return folder


def _commit(folder: Path) -> None:
    git(folder, "add", "-A")
    git(folder, *COMMIT)
