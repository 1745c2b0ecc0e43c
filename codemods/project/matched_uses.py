"""The uses of a local name, each with the rule that it follows or the reason why it stays."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from codemods.project.choose_rule import RuleChoice
from codemods.values import finding_texts as texts
from codemods.values.rejection import Rejection
from codemods.values.symbol import Symbol

if TYPE_CHECKING:
    from codemods.project.expression_uses import PlannedExpression


@dataclass(slots=True)
class MatchedUses:
    """Which of a name's uses follow which rule, and which of them stay.

    By index in `Facts.uses`; None stands for a name that nothing reads.
    """

    choices: dict[int | None, RuleChoice] = field(default_factory=dict)
    rejections: dict[int | None, Rejection] = field(default_factory=dict)
    expressions: dict[int, "PlannedExpression"] = field(default_factory=dict)
    """The uses in whose place an expression comes."""

    def targets(self) -> list[Symbol]:
        """The canonical symbols that the moving uses need, in the order of the source."""
        return list(dict.fromkeys(choice.new for choice in self.choices.values()))

    def reject(self, reason: Callable[[RuleChoice], Rejection], *indices: int | None) -> None:
        """Turn some choices into rejections; without indices, all of them."""
        for index in indices or tuple(self.choices):
            self.rejections[index] = reason(self.choices.pop(index))

    def name_taken(self, why: str, *indices: int | None) -> None:
        """Reject choices because a canonical name cannot be brought in; without indices, all of them."""

        def reason(choice: RuleChoice) -> Rejection:
            return texts.NAME_NOT_FREE.fill(choice.rule.old, new=choice.new.leaf, why=why)

        self.reject(reason, *indices)

    def parts_ways(self, name: str, why: str) -> None:
        """Reject all choices because they go to several symbols while the local name must stay."""
        both = " and ".join(f"`{target.leaf}`" for target in self.targets())

        def reason(choice: RuleChoice) -> Rejection:
            return texts.USES_PART_WAYS.fill(choice.rule.old, name=name, targets=both, why=why)

        self.reject(reason)
