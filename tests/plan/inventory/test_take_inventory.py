"""What an inventory lists of a survey, and what it counts of the whole tree."""

from codemods.plan.inventory.take_inventory import take_inventory
from codemods.plan.path_keys import PathKeys
from codemods.values.finding import Finding
from codemods.values.inventory import Inventory, Mention
from codemods.values.plan import Survey
from codemods.values.reference import Applicability, Reference
from tests.in_memory import MAKE, migration

CATEGORIES = '[categories]\ntests = ["tests/"]\n'
APP = Reference("app.py", 1, 1, "call", "acme.old:make", Applicability.AUTOMATIC)
TEST = Reference("tests/a.py", 1, 1, "call", "acme.old:make", Applicability.AUTOMATIC)
README = Mention("README.md", 1, 1, "markdown", ("make",))


def taken(
    *references: Reference, findings: tuple[Finding, ...] = (), owners: str | None = None, only: str = ""
) -> Inventory:
    """The inventory of some references and a README, of the paths that start like `only`."""
    rules = migration(MAKE, CATEGORIES)
    return take_inventory(
        rules,
        Survey(references, findings, 7),
        [README],
        (),
        PathKeys.of(rules, owners),
        {"RP001"},
        lambda path: path.startswith(only),
    )


def test_references_come_with_their_category_and_owner() -> None:
    found = taken(APP, TEST, owners="* @all\ntests/ @qa\n")
    assert [(each.path, each.category, each.owner) for each in found.entries] == [
        ("app.py", "other", "@all"),
        ("tests/a.py", "tests", "@qa"),
    ]
    assert (found.has_owners, found.candidates) == (True, 7)


def test_files_of_no_category_have_one_where_there_are_any() -> None:
    assert taken(APP, TEST).categories == ("tests", "other")
    assert taken(TEST).categories == ("tests",)


def test_mentions_in_strings_stand_with_those_in_other_files() -> None:
    spelled = Finding("app.py", 3, 5, "RP301", "m", "a", "acme.old:make")
    found = taken(findings=(spelled,))
    assert found.mentions == (README, Mention("app.py", 3, 5, "python", ("acme.old.make",)))


def test_criteria_are_about_the_whole_tree_whatever_is_listed() -> None:
    part = taken(APP, TEST, only="tests/")
    assert ([each.path for each in part.entries], part.mentions) == (["tests/a.py"], ())
    assert part.criteria == taken(APP, TEST).criteria
    assert part.categories == ("tests", "other")


def test_findings_on_files_that_could_not_be_looked_into_are_told_apart() -> None:
    unread, other = Finding("odd.py", 3, 1, "RP001", "m"), Finding("app.py", 3, 1, "RP101", "m")
    found = taken(findings=(unread, other))
    assert found.unread == (unread,)
    assert {each.state for each in found.criteria} == {"not measured"}
