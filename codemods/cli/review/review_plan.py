"""`repoint apply --interactive`: a review of the plan in the terminal, and the plan that comes of it."""

import hashlib
from dataclasses import replace

from codemods.apply.locked_tree import LockedTree
from codemods.cli.review.decision_store import DecisionStore
from codemods.cli.review.dialogue import review
from codemods.cli.review.interfaces import Planning
from codemods.cli.review.stdio_terminal import StdioTerminal
from codemods.values import finding_texts as texts
from codemods.values.plan import Plan
from codemods.values.tree import ProtectedFile


def review_in_terminal(tree: LockedTree, plan: Plan, planning: Planning) -> tuple[Plan, dict[str, bytes]]:
    """Review a plan in the terminal; gives the plan for the files that were taken, and edited texts by path.

    Decisions are stored beside the tree's journal, in a file for each migration.
    """
    name = hashlib.sha256(plan.migration.encode()).hexdigest()[:16]
    decisions = DecisionStore.load(tree.state / "reviews" / f"{name}.json")
    outcome = review(plan, planning, StdioTerminal(tree.root), decisions)
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
