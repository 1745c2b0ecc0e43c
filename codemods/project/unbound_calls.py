"""Calls of a member through its class, `Client.send(...)`, which may pass the object before all else."""

from collections.abc import Sequence

from codemods.project.calls_in_place import positions_touched
from codemods.semantic.access import Argument
from codemods.values.rules import SymbolRule


def may_pass_object(rule: SymbolRule, arguments: Sequence[Argument]) -> bool:
    """Whether the first argument may be the object, so that the others have other places than it seems.

    A class method takes none. Where the call would lack an argument without its first one, it passes none.
    """
    owner, _, name = rule.old.name.rpartition(".")
    # By convention (PEP 8) a class is written in capitals and small letters; another object passes itself.
    if not owner.rpartition(".")[2][:1].isupper() or not name:
        return False
    by_place = [each for each in arguments if each.keyword is None and each.star != "**"]
    if not by_place:
        return False
    if rule.signature is None:
        return bool(positions_touched(rule))
    if any(each.star for each in arguments):
        return True
    named = {each.keyword: None for each in arguments if each.keyword is not None}
    try:
        rule.signature.parameters.bind(*by_place[1:], **named)
    except TypeError:
        return False
    return True
