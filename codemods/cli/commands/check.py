"""`repoint check`: a gate for CI and pre-commit, which fails while references remain."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from codemods.cli.baseline_file import Baseline
from codemods.cli.exit_codes import COULD_NOT_RUN, say
from codemods.cli.plan_cache import survey_of
from codemods.cli.request import PlanJob, Request, look_up
from codemods.cli.survey import nothing_could_be_read, put, say_unmatched, say_unread, unread
from codemods.plan.gate.remaining import Remaining, check_categories, remaining
from codemods.plan.inventory.take_inventory import PathKeys, keys
from codemods.tree.selection import is_selected
from codemods.tree.word_index import WordIndex
from codemods.values.finding import Finding
from codemods.values.plan import Survey
from codemods.values.plural import number_of
from codemods.values.printable import escaped
from codemods.values.reference import Applicability
from codemods.values.tree import Selection

Format = Literal["text", "json", "github", "sarif", "gitlab", "junit"]
FINDINGS = 1
"""The exit code while references remain."""


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """What is let through, and in which form the rest is given."""

    categories: tuple[str, ...] = ()
    baseline: Path | None = None
    update: bool = False
    """Whether to write the baseline instead of holding the tree to it."""
    format: Format = "text"
    output: Path | None = None


def check(request: Request, gate: CheckOptions) -> int:
    """Check the tree. Gives the exit code: 1 while references remain, 2 when nothing could be read."""
    root = request.tree_root
    job = look_up(request, root)
    chosen = check_categories(gate.categories, job.migration.categories)
    by = keys(job.migration)
    baseline = Baseline.open(gate.baseline, job.migration.name, new=gate.update) if gate.baseline else None
    survey = _survey(job)
    dark = unread(survey.findings)
    say_unmatched(job)
    say_unread(dark)
    if nothing_could_be_read(survey.candidates, dark):
        return COULD_NOT_RUN
    entries = [by.entry(each) for each in survey.references]
    entries = [entry for entry in entries if not chosen or entry.category in chosen]
    if baseline is not None and gate.update:
        unseen = {escaped(each.path) for each in dark}
        say(
            baseline.update(entries, lambda path: path not in unseen and _is_asked_for(job, chosen, by, path))
        )
        return 0
    found = remaining(job.migration, entries, baseline.allowed if baseline else None)
    _put(job, gate, found, len(entries) - len(found), dark)
    _report(found, len(entries) - len(found), len(dark))
    return FINDINGS if found else 0


def _survey(job: PlanJob) -> Survey:
    """The references of the tree, or of the files that were asked for.

    Most of the files that a commit hook passes spell none of the names, and need no engine.
    """
    chosen: list[str] | None = None
    if job.selection.paths:
        wanted = Selection(job.selection.paths)
        chosen = [path for path in job.tree.paths if is_selected(wanted, path)]
        if not WordIndex(job.tree).among(chosen, job.migration.leaves):
            return Survey((), (), 0)
    return survey_of(job, chosen)


def _is_asked_for(job: PlanJob, chosen: frozenset[str], by: PathKeys, path: str) -> bool:
    """Whether a file is among those that an update is about."""
    return is_selected(Selection(job.selection.paths), path) and (not chosen or by.category(path) in chosen)


def _put(
    job: PlanJob, gate: CheckOptions, found: Sequence[Remaining], allowed: int, dark: Sequence[Finding]
) -> None:
    if gate.format in ("text", "github"):
        from codemods.cli.formats import check_text

        put(check_text.as_text(found) if gate.format == "text" else check_text.as_github(found), gate.output)
    elif gate.format == "junit":
        from codemods.cli.formats.check_junit import as_junit

        put(as_junit(found, job.migration.name), gate.output)
    else:
        from codemods.cli.formats import check_json, check_sarif

        if gate.format == "gitlab":
            put(check_json.as_gitlab(found), gate.output)
        elif gate.format == "sarif":
            put(check_json.encode(check_sarif.as_sarif(found, dark)), gate.output)
        else:
            document = check_json.check_document(job.migration.name, found, allowed, dark)
            put(check_json.encode(document), gate.output)


def _report(found: Sequence[Remaining], allowed: int, dark: int) -> None:
    files = len({each.entry.path for each in found})
    some = f"{number_of(len(found), 'deprecated reference')} in {number_of(files, 'file')}"
    parts = [some if found or allowed else f"no deprecated reference {'was found' if dark else 'remains'}"]
    if allowed:
        parts.append(f"{allowed} more are let through by the baseline")
    moves = sum(each.entry.reference.applicability is not Applicability.MANUAL for each in found)
    if moves:
        parts.append(f"`repoint apply` moves {moves} of them")
    if dark:
        parts.append(f"{number_of(dark, 'file')} could not be looked into")
    say("; ".join(parts))
