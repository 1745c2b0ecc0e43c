"""The files under review as the newest plan has them; what is left keeps the change that it was left with."""

from collections.abc import Collection
from dataclasses import dataclass

from codemods.values.finding import Finding
from codemods.values.plan import FileChange, Plan, RippleGroup


@dataclass(frozen=True, slots=True)
class PlanByPath:
    """Changes, groups and findings by path; each change is in just one group."""

    changes: dict[str, FileChange]
    groups: dict[str, RippleGroup]
    findings: dict[str, tuple[Finding, ...]]


def listed(plan: Plan) -> PlanByPath:
    """Sort a plan by path."""
    findings: dict[str, list[Finding]] = {}
    for finding in plan.findings:
        findings.setdefault(finding.path, []).append(finding)
    return PlanByPath(
        {change.path: change for change in plan.files},
        {change.path: RippleGroup(change.path, (change.path,)) for change in plan.files}
        | {path: group for group in plan.groups for path in group.paths},
        {path: tuple(found) for path, found in findings.items()},
    )


def carried(old: PlanByPath, new: PlanByPath, kept: Collection[str]) -> PlanByPath:
    """Take over a newer plan, made without the `kept` files, in whole groups, which stay as they were."""
    changes = {**new.changes, **{path: old.changes[path] for path in kept}}
    return PlanByPath(
        {**{path: changes[path] for path in old.changes if path in changes}, **changes},
        {**new.groups, **{path: old.groups[path] for path in kept}},
        {**new.findings, **{path: old.findings.get(path, ()) for path in kept}},
    )
