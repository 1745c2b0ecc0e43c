"""When a migration is over: each criterion is measured, or reported as not measured; none is assumed."""

from collections.abc import Iterator, Sequence

from codemods.plan.inventory.counting import count
from codemods.values.category import DEFAULT_CATEGORIES, Category
from codemods.values.inventory import Criterion, CriterionState, DeprecatedModule, InventoryEntry
from codemods.values.plural import number_of
from codemods.values.printable import printable
from codemods.values.verification import Verification

_RUN = "`repoint verify -- pytest ...`"


def criteria(
    entries: Sequence[InventoryEntry],
    categories: Sequence[Category],
    modules: Sequence[DeprecatedModule],
    unread: int,
    verified: Sequence[Verification] = (),
) -> tuple[Criterion, ...]:
    """Give the criteria of a migration over a whole tree, by its categories, modules and symbols.

    `verified` is what commands found that ran on the tree as it is, `unread` the number of files that could
    not be looked into: while there are any, nothing that was counted is done.
    """
    named = [kind.name for kind in categories or DEFAULT_CATEGORIES]
    others = sorted({entry.category for entry in entries} - set(named))
    return (
        *(_references(name, entries, unread) for name in (*named, *others)),
        *_warnings(verified),
        *_removals(entries, modules, unread),
        *_behaviour(verified),
    )


def _references(name: str, entries: Sequence[InventoryEntry], unread: int) -> Criterion:
    left = count(entry for entry in entries if entry.category == name)
    detail = f"{left.references} left, in {number_of(left.files, 'file')}" if left.references else "none left"
    return _measured(f"0 deprecated references in {name}", left.references, detail, unread)


def _warnings(verified: Sequence[Verification]) -> Iterator[Criterion]:
    """The deprecation warnings of each command that ran on this very tree."""
    if not verified:
        detail = f"not on this commit, with nothing uncommitted; {_RUN} counts them"
        yield Criterion("0 deprecation warnings while tests run", CriterionState.NOT_MEASURED, detail)
    for each in verified:
        text = f"0 deprecation warnings from `{printable(each.command)}`"
        yield _measured(text, each.warnings, f"{each.warnings or 'none'} left", 0)


def _behaviour(verified: Sequence[Verification]) -> Iterator[Criterion]:
    """Whether the commands that ran on this very tree found anything worse with the plan applied."""
    if not verified:
        detail = f"reading can't tell; {_RUN} runs the tests"
        yield Criterion("everything works as before", CriterionState.NOT_MEASURED, detail)
    for each in verified:
        text = f"everything works as before, by `{printable(each.command)}`"
        tests = f"{number_of(each.tests, 'test')} compared" if each.tests else "no tests told apart"
        worse = f"{len(each.worse)} worse with the plan applied" if each.worse else "nothing worse"
        yield _measured(text, len(each.worse), f"{worse}, {tests}" if each.planned else tests, 0)


def _removals(
    entries: Sequence[InventoryEntry], modules: Sequence[DeprecatedModule], unread: int
) -> Iterator[Criterion]:
    """The modules that go, and the deprecated names that stay elsewhere in the tree."""
    for each in modules:
        if each.is_deprecated:
            left = count(
                entry
                for entry in entries
                if f"{_module(entry)}.".startswith(f"{each.module}.") and entry.path != each.path
            )
            there = f"{each.path} exists" if each.path is not None else "it is gone"
            leading = f"references to it: {left.references}, in {number_of(left.files, 'file')}"
            in_the_way = left.references + (each.path is not None)
            detail = f"{there}; {leading}" if in_the_way else there
            yield _measured(f"{each.module} removed", in_the_way, detail, unread)
        elif each.path is not None:
            detail = f"{each.path} has {', '.join(each.names) or 'none'}"
            yield _measured(f"no deprecated name in {each.module}", len(each.names), detail, unread)


def _module(entry: InventoryEntry) -> str:
    return entry.reference.symbol.partition(":")[0]


def _measured(text: str, left: int, detail: str, unread: int) -> Criterion:
    """A criterion by how much is left; not measured where the rest may be in unread files."""
    if left or not unread:
        return Criterion(text, CriterionState.OPEN if left else CriterionState.DONE, detail, left)
    detail = f"{detail}, but {number_of(unread, 'file')} could not be looked into"
    return Criterion(text, CriterionState.NOT_MEASURED, detail)
