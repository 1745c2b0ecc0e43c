"""Put an inventory together: pure, from what a survey found."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from codemods.plan.batching.categorise import OTHER, category_key
from codemods.plan.batching.codeowners import owner_key
from codemods.plan.inventory.criteria import criteria
from codemods.plan.inventory.mentions import in_strings
from codemods.values.category import DEFAULT_CATEGORIES
from codemods.values.inventory import DeprecatedModule, Inventory, InventoryEntry, Mention
from codemods.values.plan import Survey
from codemods.values.reference import Reference
from codemods.values.rules import Migration
from codemods.values.verification import Verification


@dataclass(frozen=True, slots=True)
class PathKeys:
    """What kind of file a path is, and whose; `owner` is None where no CODEOWNERS file says."""

    category: Callable[[str], str]
    owner: Callable[[str], str] | None = None

    def entry(self, reference: Reference) -> InventoryEntry:
        """The entry of a reference."""
        path = reference.path
        return InventoryEntry(
            reference, self.category(path), self.owner(path) if self.owner is not None else ""
        )


def keys(migration: Migration, owners: str | None = None) -> PathKeys:
    """The keys of a migration's categories, and of a CODEOWNERS file's text. Raises RepointError."""
    return PathKeys(category_key(migration.categories), owner_key(owners) if owners is not None else None)


def take_inventory(
    migration: Migration,
    survey: Survey,
    texts: Iterable[Mention],
    homes: Sequence[DeprecatedModule],
    by: PathKeys,
    unread: Collection[str],
    wanted: Callable[[str], bool] = lambda _path: True,
    verified: Sequence[Verification] = (),
) -> Inventory:
    """Take the inventory of a whole tree, and list what is wanted of it.

    `unread` are the codes of findings on files that could not be looked into.
    """
    entries = [by.entry(each) for each in survey.references]
    dark = tuple(each for each in survey.findings if each.code in unread)
    mentions = sorted((*in_strings(survey.findings), *texts))
    named = tuple(kind.name for kind in migration.categories or DEFAULT_CATEGORIES)
    other = (OTHER,) if any(entry.category == OTHER for entry in entries) and OTHER not in named else ()
    return Inventory(
        migration=migration.name,
        entries=tuple(entry for entry in entries if wanted(entry.path)),
        mentions=tuple(mention for mention in mentions if wanted(mention.path)),
        criteria=criteria(entries, migration.categories, homes, len(dark), verified),
        categories=named + other,
        unread=dark,
        candidates=survey.candidates,
        owned=by.owner is not None,
    )
