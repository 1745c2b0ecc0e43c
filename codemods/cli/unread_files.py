"""Files that could not be looked into: what `scan` and `check` print about them, and what follows."""

import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from codemods.cli.request import PlanJob
from codemods.cli.terminal.stderr import inform
from codemods.plan.gate.remaining import BaselineKey, unread_key
from codemods.tree.selection import unmatched_paths
from codemods.values.finding import Finding
from codemods.values.finding_texts import UNCOMMITTED, UNREAD_FILES
from codemods.values.plan import Plan
from codemods.values.printable import printable

_SHOWN_RULES = 5
"""How many rules that match nothing are printed; a published table has thousands, a project uses few."""


def unread_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Give the findings on files that could not be looked into."""
    return tuple(finding for finding in findings if finding.code in UNREAD_FILES)


def print_unread(unread: Iterable[Finding]) -> None:
    """Print which files could not be looked into, and why, to standard error."""
    for each in unread:
        place = f"{each.path}:{each.line}" if each.line else each.path
        inform(f"{printable(place)}: could not be looked into: {printable(each.message)} ({each.code})")


def holding_up(
    job: PlanJob, unread: Iterable[Finding], allowed: Mapping[BaselineKey, int]
) -> tuple[Finding, ...]:
    """The files that may hold references for all that is known, and that no baseline lets through.

    A file that does not parse here may be a template, or run under another Python; one that may not be read,
    or whose blob git cannot fetch, may hold anything. A dead link and a pipe hold nothing.
    """
    left_out = {each.path for each in job.selection.protected}

    def may_hold(finding: Finding) -> bool:
        return finding.path in left_out or os.path.isfile(os.path.join(job.tree.root, finding.path))

    found = [each for each in unread if may_hold(each)]
    counts = Counter(map(unread_key, found))
    return tuple(each for each in found if counts[unread_key(each)] > allowed.get(unread_key(each), 0))


def print_unmatched_rules(unmatched: Sequence[str]) -> None:
    """Print which rules of the migration matched nothing, to standard error; of a long table a few."""
    for each in unmatched[:_SHOWN_RULES]:
        inform(f"the migration's {printable(each)}")
    if (more := len(unmatched) - _SHOWN_RULES) > 0:
        inform(f"the migration has {more:,} more {'rule' if more == 1 else 'rules'} with nothing here")


def print_unmatched(job: PlanJob) -> None:
    """Print which of the given paths hold no Python file of the tree, to standard error."""
    for path in unmatched_paths(job.selection, job.tree.paths):
        inform(f"{printable(path)}: no Python file of the tree is there; untracked files are not looked at")


def is_held_up(plan: Plan) -> bool:
    """Whether an empty plan is empty because nothing could be read, or because of uncommitted work."""
    codes = {finding.code for finding in plan.findings}
    return UNCOMMITTED.code in codes or (not plan.candidates and not codes.isdisjoint(UNREAD_FILES))
