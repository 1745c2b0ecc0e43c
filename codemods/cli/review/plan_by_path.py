"""The newest plan of a review, by path; a file that is declined keeps the change it was declined with."""

from collections.abc import Collection
from dataclasses import dataclass

from codemods.values.finding import Finding
from codemods.values.plan import FileChange, Plan, RippleGroup
from codemods.values.reference import Reference


@dataclass(frozen=True, slots=True)
class PlanByPath:
    """The changes of a plan with their groups, findings and references, each by path."""

    changes: dict[str, FileChange]
    groups: dict[str, RippleGroup]
    """For every change, the one group that holds it."""
    findings: dict[str, tuple[Finding, ...]]
    references: dict[str, tuple[Reference, ...]]


def plan_by_path(plan: Plan) -> PlanByPath:
    """Sort a plan by path."""
    findings: dict[str, list[Finding]] = {}
    for finding in plan.findings:
        findings.setdefault(finding.path, []).append(finding)
    references: dict[str, list[Reference]] = {}
    for reference in plan.references:
        references.setdefault(reference.path, []).append(reference)
    return PlanByPath(
        {change.path: change for change in plan.files},
        {change.path: RippleGroup(change.path, (change.path,)) for change in plan.files}
        | {path: group for group in plan.groups for path in group.paths},
        {path: tuple(found) for path, found in findings.items()},
        {path: tuple(found) for path, found in references.items()},
    )


def merge_plans(old: PlanByPath, new: PlanByPath, kept: Collection[str]) -> PlanByPath:
    """Merge a newer plan, made without the `kept` files, with what the older plan has of these.

    `kept` holds whole groups. The order of the older plan is preserved.
    """
    changes = {**new.changes, **{path: old.changes[path] for path in kept}}
    return PlanByPath(
        {**{path: changes[path] for path in old.changes if path in changes}, **changes},
        {**new.groups, **{path: old.groups[path] for path in kept}},
        {**new.findings, **{path: old.findings.get(path, ()) for path in kept}},
        {**new.references, **{path: old.references.get(path, ()) for path in kept}},
    )
