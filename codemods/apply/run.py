"""Applying a whole plan: file by file, no failure stopping the others."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from codemods.apply.staging import Staging, open_staging
from codemods.apply.write import write_file
from codemods.errors import RepointError
from codemods.values.findings import Finding
from codemods.values.plan import FileChange, Plan

UNCOMMITTED = "RP008"


@dataclass(frozen=True, slots=True)
class ApplyResult:
    """What became of a plan: paths written, those of them staged, and what stood in the way."""

    written: tuple[str, ...] = ()
    staged: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    problem: str = ""
    """Why nothing could be staged after the files were written; empty when all went well."""


def apply_plan(root: Path, plan: Plan, stage: bool = True) -> ApplyResult:
    """Write a plan's files; in a git repository stage exactly them, leaving out files with uncommitted work.

    Raises RepointError, before anything is written, when git can't say which files those are.
    """
    staging = open_staging(root) if stage else None
    if staging is None:
        written, findings = _write(root, plan.files)
        return ApplyResult(tuple(written), (), tuple(findings))
    return _write_and_stage(root, plan.files, staging)


def _write_and_stage(root: Path, changes: Sequence[FileChange], staging: Staging) -> ApplyResult:
    real = {change.path: Path(os.path.realpath(root / change.path)) for change in changes}
    dirty = staging.uncommitted(real.values())
    written, findings = _write(root, (change for change in changes if real[change.path] not in dirty))
    findings += (_uncommitted(path) for path, file in real.items() if file in dirty)
    paths, left = tuple(written), tuple(sorted(findings))
    try:
        staging.add(written.values())
    except RepointError as error:
        return ApplyResult(paths, (), left, str(error))
    return ApplyResult(paths, paths, left)


def _write(root: Path, changes: Iterable[FileChange]) -> tuple[dict[str, Path], list[Finding]]:
    """Give the files written, by path, and the findings on those that were not."""
    written: dict[str, Path] = {}
    findings: list[Finding] = []
    for change in changes:
        result = write_file(root, change)
        if isinstance(result, Finding):
            findings.append(result)
        else:
            written[change.path] = result
    return written, findings


def _uncommitted(path: str) -> Finding:
    message = "holds uncommitted changes, or is not tracked; neither written nor staged"
    advice = "commit or stash them and run repoint again, or write without staging: --no-stage"
    return Finding(path, 0, 0, UNCOMMITTED, message, advice)
