"""Put an inventory together: pure, from what a survey found."""

from collections.abc import Callable, Collection, Iterable, Sequence

from codemods.plan.inventory.criteria import criteria
from codemods.plan.inventory.mentions import mentions_in_strings
from codemods.plan.path_keys import PathKeys
from codemods.values.category import DEFAULT_CATEGORIES, OTHER
from codemods.values.finding_texts import DEFINITION
from codemods.values.inventory import DeprecatedModule, Inventory, Mention
from codemods.values.plan import Survey
from codemods.values.rules import Migration
from codemods.values.verification import Verification


def take_inventory(
    migration: Migration,
    survey: Survey,
    texts: Iterable[Mention],
    modules: Sequence[DeprecatedModule],
    keys: PathKeys,
    unread: Collection[str],
    wanted: Callable[[str], bool] = lambda _path: True,
    verified: Sequence[Verification] = (),
) -> Inventory:
    """Take the inventory of a whole tree, and list what is wanted of it.

    `texts` are the mentions in files other than Python's, `modules` those that deprecated symbols come from,
    `unread` the codes of findings on files that could not be looked into, and `verified` what commands found
    that ran on the tree as it is.
    """
    entries = [keys.entry(each) for each in survey.references]
    unread_files = tuple(each for each in survey.findings if each.code in unread)
    mentions = sorted((*mentions_in_strings(survey.findings), *texts))
    named = tuple(kind.name for kind in migration.categories or DEFAULT_CATEGORIES)
    other = (OTHER,) if any(entry.category == OTHER for entry in entries) and OTHER not in named else ()
    return Inventory(
        migration=migration.name,
        entries=tuple(entry for entry in entries if wanted(entry.path)),
        mentions=tuple(mention for mention in mentions if wanted(mention.path)),
        criteria=criteria(entries, migration.categories, modules, len(unread_files), verified),
        categories=named + other,
        unread=unread_files,
        candidates=survey.candidates,
        definitions=tuple(
            each for each in survey.findings if each.code == DEFINITION.code and wanted(each.path)
        ),
        has_owners=keys.owner is not None,
    )
