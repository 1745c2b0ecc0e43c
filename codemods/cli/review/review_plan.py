"""A review of the plan in the terminal (`apply --interactive`), and the plan that comes of a review."""

import hashlib
from dataclasses import replace
from pathlib import Path

from codemods.apply.locked_tree import LockedTree
from codemods.cli.review.decision_store import DecisionStore
from codemods.cli.review.dialogue import review
from codemods.cli.review.interfaces import Planning
from codemods.cli.review.outcome import ReviewOutcome
from codemods.cli.review.stdio_terminal import StdioTerminal
from codemods.values import finding_texts as texts
from codemods.values.plan import Plan
from codemods.values.tree import ProtectedFile


def review_in_terminal(tree: LockedTree, plan: Plan, planning: Planning) -> tuple[Plan, dict[str, bytes]]:
    """Review a plan in the terminal; gives the plan for what was taken, and edited texts by path."""
    decisions = DecisionStore.load(decisions_file(tree, plan.migration))
    return reviewed(review(plan, planning, StdioTerminal(tree.root), decisions), planning)


def decisions_file(tree: LockedTree, migration: str) -> Path:
    """Where the decisions on a migration are stored: beside the tree's journal, a file for each migration."""
    name = hashlib.sha256(migration.encode()).hexdigest()[:16]
    return tree.state / "reviews" / f"{name}.json"


def reviewed(outcome: ReviewOutcome, planning: Planning) -> tuple[Plan, dict[str, bytes]]:
    """The plan for the files that were taken in a review, and edited texts by path."""
    taken = outcome.plan
    changed = [each.path for each in taken.files if each.path not in outcome.taken]
    if changed:
        rest = [ProtectedFile(path, texts.CHANGED_IN_REVIEW.fill()) for path in changed]
        taken = planning.without([*outcome.keeps, *rest])
    # The reviewer knows which files are not settled; the summary has said so.
    unsettled = outcome.open.union(changed)
    findings = (
        each for each in taken.findings if each.code != texts.DECLINED.code or each.path not in unsettled
    )
    return replace(taken, findings=tuple(findings)), dict(outcome.edited)
