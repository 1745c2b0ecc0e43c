"""Put a rule about one deprecated name into a draft, with what speaks for it: sure, likely, or open."""

import ast
from collections.abc import Iterator, Mapping

from codemods.migration.drafts import Confidence, RuleDraft, RuleKind, Value
from codemods.plan.drafting.evidence import Evidence
from codemods.plan.drafting.public_paths import is_private, public_path
from codemods.plan.drafting.tree_names import Target, TreeNames
from codemods.semantic.deprecation_marks import MarkKind
from codemods.values.symbol import Symbol

LONGEST = 400
"""How many characters of a text are told beside each use."""
"""How many characters of a text are told beside each use."""


class RuleDrafter:
    """Makes the drafts for one deprecated name, by the evidence on it."""

    def __init__(self, names: TreeNames, evidence: Evidence) -> None:
        self._names = names
        self._evidence = evidence
        self._old = evidence.old

    def sure(self, new: Symbol | None, keys: Mapping[str, Value], reason: str) -> RuleDraft:
        """A rule that can be applied as it is."""
        return RuleDraft(
            RuleKind.SYMBOL,
            str(self._old),
            _text(new),
            keys=keys,
            evidence=tuple(self.lines(reason)),
            reason=reason,
        )

    def likely(self, target: Target | None, keys: Mapping[str, Value], reason: str) -> RuleDraft:
        """A rule that a person has to confirm; an open one where there is nothing to name."""
        if target is None or target.is_module or not target.symbol.name or target.symbol.module == "builtins":
            return self.open(reason)
        new = self.path(target)
        if new == self._old or is_private(new):
            return self.open(reason)
        outcome = {} if "expression" in keys else keys
        return RuleDraft(
            RuleKind.SYMBOL,
            str(self._old),
            str(new),
            self._manual(f"probably {new}: {reason}"),
            outcome,
            tuple(self.lines(reason)),
            Confidence.LIKELY,
            reason,
        )

    def open(self, reason: str) -> RuleDraft:
        """A rule that a person has to finish."""
        return RuleDraft(
            RuleKind.SYMBOL,
            str(self._old),
            manual=self._manual(f"{self._old}: {reason}"),
            evidence=tuple(self.lines(reason)),
            confidence=Confidence.OPEN,
            reason=reason,
        )

    def path(self, target: Target) -> Symbol:
        """How what takes the place is imported best: as the text spells it, else by a public path."""
        same = self._names.ultimate(target).symbol
        for each in self._evidence.named:
            found = each.spelled is not None and self._names.ultimate(each.target).symbol == same
            if found and each.spelled is not None and not is_private(each.spelled):
                return each.spelled
        return public_path(self._names, target, self._old)

    def _manual(self, otherwise: str) -> str:
        """What is told of each use: the author's own text, where there is one."""
        return self._evidence.text[:LONGEST] or otherwise

    def lines(self, reason: str = "") -> Iterator[str]:
        """What speaks for a rule: the definition, its marks, and what is the same; not the `reason` again."""
        evidence = self._evidence
        path = evidence.view.path
        if evidence.target is not None and evidence.target.node is not None:
            node = evidence.target.node
            shown = ast.unparse(node).splitlines()
            head = next((each for each in shown if not each.lstrip().startswith("@")), "")
            yield f"{path}:{node.lineno}: {head[:LONGEST]}"
        for mark in evidence.marks:
            if mark.kind not in (MarkKind.ALIAS, MarkKind.DELEGATION):
                yield f"{path}:{mark.line}: {mark.kind}: {mark.text[:LONGEST]}"
        for each in evidence.equivalents:
            if each.how == reason or (each.target is None and not each.is_expression):
                continue
            yield f"{path}:{each.line}: {each.how}"


def _text(symbol: Symbol | None) -> str | None:
    return str(symbol) if symbol is not None else None
