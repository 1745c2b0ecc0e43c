"""Where code reads a member by its old name or by its new one, as an object has it: both names stay."""

from collections.abc import Sequence

from codemods.project.members import Members
from codemods.semantic.span import Span
from codemods.semantic.version_branches import VersionBranches
from codemods.values.symbol import Symbol


def keeps_member(
    members: Members, path: str, symbol: Symbol, choices: Sequence[VersionBranches], offset: int
) -> bool:
    """Whether a place that names a member, at a byte offset, stays for objects that lack the new one.

    Of a class in the tree that is what stands beside a part of a choice that asks what is there, or tries the
    new name. A class outside the tree may lack the new name in all of the file.
    """
    for rule in members.rules_of(symbol):
        news = members.naming_new(path, rule)
        olds = members.naming_old(path, rule) if news else ()
        for choice in choices if news else ():
            if choice.only_fails or not (choice.probed or rule.is_outside):
                continue
            new = choice.parts_with(news)
            parted = any(one != other for one in new for other in choice.parts_with(olds))
            if rule.is_outside and (parted or (choice.probed and 0 in new)):
                return True
            if any(new - {index} and _holds(part, offset) for index, part in enumerate(choice.parts)):
                return True
    return False


def _holds(part: Sequence[Span], offset: int) -> bool:
    return any(span.start <= offset < span.end for span in part)
