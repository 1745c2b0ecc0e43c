"""`repoint apply --interactive`: a plan, and what is left of it after a review in the terminal."""

import hashlib
from dataclasses import replace

from codemods.apply.locked_tree import LockedTree
from codemods.cli.review import Planning, TerminalDesk, review
from codemods.cli.review.decision_store import DecisionStore
from codemods.cli.review.outcome import DECLINED, GO_ON
from codemods.values.plan import Plan
from codemods.values.tree import Kept


def reviewed(place: LockedTree, plan: Plan, planning: Planning) -> tuple[Plan, dict[str, bytes]]:
    """Have a plan reviewed; gives what was taken of it, and the texts that were edited, by path.

    Decisions are kept by migration, in the folder where the tree's journal is.
    """
    known = hashlib.sha256(plan.migration.encode()).hexdigest()[:16]
    notes = DecisionStore.load(place.state / "reviews" / f"{known}.json")
    outcome = review(plan, planning, TerminalDesk(place.root), notes)
    taken = outcome.plan
    waiting = [each.path for each in taken.files if each.path not in outcome.taken]
    if waiting:
        rest = [Kept(path, DECLINED, "it changed during the review", GO_ON) for path in waiting]
        taken = planning.without([*outcome.keeps, *rest])
    told = tuple(each for each in taken.findings if each.advice != GO_ON)
    return replace(taken, findings=told), dict(outcome.edited)
