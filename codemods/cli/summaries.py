"""Counts and times in words, as the last line of several commands has them."""

from datetime import datetime

from codemods.values.finding_texts import DEFINITION
from codemods.values.plan import Plan
from codemods.values.plural import number_of
from codemods.values.reference import CODEMOD_PLACE


def reference_summary(plan: Plan) -> str:
    """Say how many references move and stay, and how many findings there are.

    Of a codemod, how many places change.
    """
    what, moves = "reference", "to move"
    if any(each.kind == CODEMOD_PLACE for each in plan.references):
        what, moves = "place", "to change"
    moved, kept = (sum(number for _, number in kinds) for kinds in (plan.moved, plan.kept))
    # Definitions stay in any case; `scan` lists them.
    findings = sum(each.code != DEFINITION.code for each in plan.findings)
    return f"{number_of(moved, what)} {moves}, {kept} to stay; {number_of(findings, 'finding')}"


def local_time(when: str) -> str:
    """Give a time of the journal (ISO 8601) in the zone of this machine."""
    return datetime.fromisoformat(when).astimezone().strftime("%Y-%m-%d %H:%M:%S")
