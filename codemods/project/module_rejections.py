"""Why references through a module object stay, in words."""

from codemods.project.choose_rule import Rejection, RuleChoice
from codemods.project.local_names import LocalNameAccess


def mixed(name: str, each: LocalNameAccess) -> Rejection:
    """A name that stands for one of several modules."""
    return Rejection(
        "RP106",
        f"`{name}` may be bound to different modules here",
        "give each of them a name of its own, then run repoint again",
        each.reaches[0].symbol,
    )


def by_string(each: LocalNameAccess) -> Rejection:
    """A module object cannot move where a string names one of its deprecated attributes."""
    assert each.member is not None
    assert each.member.symbol is not None
    return Rejection(
        "RP302",
        f"the string `{each.member.symbol.leaf}` names a deprecated attribute of this module object",
        "change the string and the module by hand, to what the code under test uses now",
        each.member.symbol,
    )


def replaced(each: LocalNameAccess, choice: RuleChoice) -> Rejection:
    """What a test reads of a name that it replaces is the replacement."""
    return Rejection(
        "RP302",
        f"`{choice.rule.old.leaf}` is replaced here by a target that stays, and read through its module",
        "change both by hand, to what the code under test uses now",
        each.reaches[0].symbol,
    )


def beside_writes(choice: RuleChoice) -> Rejection:
    """A file that assigns to a module's names must go on reading them from there."""
    return Rejection(
        "RP107",
        f"`{choice.rule.old.leaf}` stays: this file assigns to its module, which cannot move",
        "see the findings on the other uses of the module",
        choice.rule.old,
    )


def module_replaced(choice: RuleChoice, who: str) -> Rejection:
    """What is read through a module object that a test replaces."""
    return Rejection(
        "RP302",
        f"`{choice.rule.old.leaf}` stays: {who} replaces the module object that it is read through",
        "change both by hand, to what the code under test uses then",
        choice.rule.old,
    )


def watched(module: str, looker: str) -> Rejection:
    """An import whose warnings or failure a test looks at."""
    return Rejection(
        "RP105",
        f"this test looks at what importing `{module}` does (`{looker}`)",
        "decide whether the test should go, or test the canonical module",
    )


def no_module(module: str) -> Rejection:
    """A module that is not in the tree, though its package is."""
    return Rejection(
        "RP104",
        f"there is no module `{module}` in the tree, though its package is",
        "add the module first, or say in the migration where it is",
    )
