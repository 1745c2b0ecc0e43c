"""What the commands do: read the options' meaning, make a plan, hand it to the ends."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from codemods.apply import ApplyResult, apply_plan
from codemods.discovery.config import load_config
from codemods.discovery.globs import to_selection
from codemods.discovery.root import find_root
from codemods.engine import make_plan
from codemods.guard import COULD_NOT_RUN, say
from codemods.migration.load import load_migration
from codemods.output import document, findings, save, stat, terminal
from codemods.output.colour import coloured
from codemods.output.patch import patch
from codemods.output.progress import TerminalProgress
from codemods.values.findings import Finding
from codemods.values.plan import Plan

DEFAULT_MIGRATION = "websocket-manager"
UNREAD = frozenset(f"RP00{number}" for number in (1, 2, 3, 4, 5, 9))
"""Findings on files that could not be looked into."""


@dataclass(frozen=True, slots=True)
class Request:
    """What to plan: the options that `diff` and `apply` share."""

    paths: tuple[str, ...] = ()
    root: Path | None = None
    migration: str | None = None
    generated: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """In which form `diff` gives the plan, and where to."""

    json: bool = False
    stat: bool = False
    output: Path | None = None
    per_file: Path | None = None


def diff(request: Request, shape: Shape) -> int:
    """Show the plan and write nothing into the tree. Gives the exit code."""
    root, plan = _plan(request)
    if shape.output:
        save.save(shape.output, patch(plan.files))
    if shape.per_file:
        save.save_each(shape.per_file, plan.files)
    if shape.json:
        terminal.emit(document.encode(document.diff_document(plan)))
    elif shape.stat:
        counts = [stat.count(change) for change in plan.files]
        terminal.show(stat.stat(counts, terminal.width()).encode(), root)
    elif not (shape.output or shape.per_file):
        _show_patch(plan, root)
    _report(plan.findings, shape.json)
    say(_planned(plan))
    return 0


def apply(request: Request, stage: bool, json: bool) -> int:
    """Write the plan and stage it. Gives the exit code: 2 when nothing could be done."""
    root, plan = _plan(request)
    result = apply_plan(root, plan, stage)
    everything = sorted((*plan.findings, *result.findings))
    if json:
        done = document.apply_document(plan, result.written, result.staged, everything)
        terminal.emit(document.encode(done))
    _report(everything, json)
    say(_applied(plan, result))
    if result.problem:
        say(f"repoint: the files are written, but nothing is staged: {result.problem}")
        return COULD_NOT_RUN
    return COULD_NOT_RUN if _in_vain(plan, result) else 0


def _plan(request: Request) -> tuple[Path, Plan]:
    here = Path.cwd()
    root = request.root.resolve() if request.root else find_root(here)
    config = load_config(root)
    if request.migration:
        migration = load_migration(request.migration, here)
    else:
        migration = load_migration(config.migration or DEFAULT_MIGRATION, root)
    kept = (*migration.facades, *(facade.module for facade in config.facade))
    migration = replace(migration, facades=tuple(dict.fromkeys(kept)))
    selection = to_selection(root, here, request.paths, config.exclude, request.generated)
    with TerminalProgress() as progress:
        return root, make_plan(root, migration, selection, config.roots, progress)


def _show_patch(plan: Plan, root: Path) -> None:
    text = patch(plan.files)
    terminal.show(coloured(text) if terminal.wants_colour(sys.stdout) else text, root)


def _report(found: Sequence[Finding], json: bool) -> None:
    """Print findings for people, unless the data holds them already."""
    if not json:
        findings.print_findings(found)
        if found:
            say("")


def _planned(plan: Plan) -> str:
    groups = sum(len(group.paths) > 1 for group in plan.groups)
    together = f" ({_count(groups, 'ripple group')} among them)" if groups else ""
    return f"{_count(len(plan.files), 'file')} would change{together}, {_references(plan)}"


def _applied(plan: Plan, result: ApplyResult) -> str:
    left = len(plan.files) - len(result.written)
    parts = [f"{_count(len(result.written), 'file')} written, {len(result.staged)} staged"]
    if left:
        parts.append(f"{left} of the plan left as they were")
    return ", ".join(parts) + f"; {_references(plan)}"


def _references(plan: Plan) -> str:
    moved, kept = (sum(number for _, number in kinds) for kinds in (plan.moved, plan.kept))
    return f"{_count(moved, 'reference')} to move, {kept} to stay; {_count(len(plan.findings), 'finding')}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _in_vain(plan: Plan, result: ApplyResult) -> bool:
    """Whether there was something to do and none of it could be done."""
    if plan.files:
        return not result.written
    return not plan.candidates and any(finding.code in UNREAD for finding in plan.findings)
