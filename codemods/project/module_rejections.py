"""Why references through a module object stay, in words."""

from codemods.project.choose_rule import Choice, Refusal
from codemods.project.local_names import GroupUse


def mixed(name: str, each: GroupUse) -> Refusal:
    """A name that stands for one of several modules."""
    return Refusal(
        "RP106",
        f"`{name}` may be bound to different modules here",
        "give each of them a name of its own, then run repoint again",
        each.reaches[0].symbol,
    )


def by_string(each: GroupUse) -> Refusal:
    """A module object cannot move where a string names one of its deprecated attributes."""
    assert each.member is not None
    assert each.member.symbol is not None
    return Refusal(
        "RP302",
        f"the string `{each.member.symbol.leaf}` names a deprecated attribute of this module object",
        "change the string and the module by hand, to what the code under test uses now",
        each.member.symbol,
    )


def replaced(each: GroupUse, choice: Choice) -> Refusal:
    """What a test reads of a name that it replaces is the replacement."""
    return Refusal(
        "RP302",
        f"`{choice.rule.old.leaf}` is replaced here by a target that stays, and read through its module",
        "change both by hand, to what the code under test uses now",
        each.reaches[0].symbol,
    )


def beside_writes(choice: Choice) -> Refusal:
    """A file that assigns to a module's names must go on reading them from there."""
    return Refusal(
        "RP107",
        f"`{choice.rule.old.leaf}` stays: this file assigns to its module, which cannot move",
        "see the findings on the other uses of the module",
        choice.rule.old,
    )


def module_replaced(choice: Choice, who: str) -> Refusal:
    """What is read through a module object that a test replaces."""
    return Refusal(
        "RP302",
        f"`{choice.rule.old.leaf}` stays: {who} replaces the module object that it is read through",
        "change both by hand, to what the code under test uses then",
        choice.rule.old,
    )


def watched(module: str, looker: str) -> Refusal:
    """An import whose warnings or failure a test looks at."""
    return Refusal(
        "RP105",
        f"this test looks at what importing `{module}` does (`{looker}`)",
        "decide whether the test should go, or test the canonical module",
    )


def no_module(module: str) -> Refusal:
    """A module that is not in the tree, though its package is."""
    return Refusal(
        "RP104",
        f"there is no module `{module}` in the tree, though its package is",
        "add the module first, or say in the migration where it is",
    )
