"""When a migration is over: each criterion measured, or said not to be, and none assumed."""

from collections.abc import Iterator, Sequence

from codemods.inventory.counting import count
from codemods.values.categories import DEFAULT_CATEGORIES, Category
from codemods.values.inventory import Criterion, Entry, Home
from codemods.values.printing import number_of

_RUN = "`repoint verify -- pytest ...`"


def criteria(
    entries: Sequence[Entry], categories: Sequence[Category], homes: Sequence[Home], unread: int
) -> tuple[Criterion, ...]:
    """Give the criteria of a migration over a whole tree, by its categories, modules and symbols.

    `unread` is the number of files that could not be looked into: while there are any, nothing that was
    counted is done.
    """
    kinds = categories or DEFAULT_CATEGORIES
    named = [kind.name for kind in kinds]
    others = sorted({entry.category for entry in entries} - set(named))
    return (
        *(_references(name, entries, unread) for name in (*named, *others)),
        *(_warnings(kind.name) for kind in kinds if is_for_tests(kind)),
        *_homes(entries, homes, unread),
        Criterion("everything works as before", "not measured", f"reading can't tell; {_RUN} runs the tests"),
    )


def is_for_tests(category: Category) -> bool:
    """Whether a category is one of tests: all its globs say so."""
    return all("test" in glob or "spec" in glob for glob in category.globs)


def _references(name: str, entries: Sequence[Entry], unread: int) -> Criterion:
    left = count(entry for entry in entries if entry.category == name)
    said = f"{left.references} left, in {number_of(left.files, 'file')}" if left.references else "none left"
    return _measured(f"0 deprecated references in {name}", left.references, said, unread)


def _warnings(name: str) -> Criterion:
    return Criterion(f"0 deprecation warnings in {name}", "not measured", f"{_RUN} counts them")


def _homes(entries: Sequence[Entry], homes: Sequence[Home], unread: int) -> Iterator[Criterion]:
    """The modules that go, and the deprecated names that stay elsewhere in the tree."""
    for home in homes:
        if home.goes:
            left = count(
                entry for entry in entries if _module(entry) == home.module and entry.path != home.path
            )
            there = f"{home.path} exists" if home.path else "it is gone"
            leading = f"references to it: {left.references}, in {number_of(left.files, 'file')}"
            said = f"{there}; {leading}"
            in_the_way = left.references + bool(home.path)
            yield _measured(f"{home.module} removed", in_the_way, said if in_the_way else there, unread)
        elif home.path:
            said = f"{home.path} has {', '.join(home.names) or 'none'}"
            yield _measured(f"no deprecated name in {home.module}", len(home.names), said, unread)


def _module(entry: Entry) -> str:
    return entry.reference.symbol.partition(":")[0]


def _measured(text: str, left: int, said: str, unread: int) -> Criterion:
    if left or not unread:
        return Criterion(text, "open" if left else "done", said, left)
    return Criterion(
        text, "not measured", f"{said}, but {number_of(unread, 'file')} could not be looked into"
    )
