"""What `repoint check` does: fail while references remain, as a gate for CI and pre-commit."""

from dataclasses import dataclass
from pathlib import Path

from codemods.cli.baseline_file import Baseline
from codemods.cli.exit_codes import ExitCode
from codemods.cli.formats.check_result import KEPT_RESULTS, CheckResult
from codemods.cli.formats.output_files import write_output
from codemods.cli.formats.registry import CheckFormat
from codemods.cli.passed_over import PassedOver
from codemods.cli.plan_cache import cached_survey
from codemods.cli.request import PlanJob, Request, prepare_job
from codemods.cli.target_python import print_newer_python
from codemods.cli.terminal.stderr import inform
from codemods.cli.unread_files import (
    holding_up,
    print_unmatched,
    print_unmatched_rules,
    print_unread,
    unread_findings,
)
from codemods.plan.gate.remaining import check_categories, remaining
from codemods.plan.path_keys import PathKeys
from codemods.tree.selection import is_selected
from codemods.tree.word_index import WordIndex
from codemods.values.plan import Survey
from codemods.values.plural import number_of
from codemods.values.printable import escaped
from codemods.values.reference import Applicability
from codemods.values.tree import Selection


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """Which references pass, and how the others are given."""

    categories: tuple[str, ...] = ()
    """The categories that are checked; all of them when there is none."""
    baseline: Path | None = None
    update_baseline: bool = False
    """Whether to write the baseline instead of holding the tree to it."""
    allow_unresolved: bool = False
    """Whether somebody has looked at the places that may name a member by an object of unknown class."""
    verbose: bool = False
    """Whether every place is listed, also where there are many."""
    format: CheckFormat = CheckFormat.TEXT
    output: Path | None = None
    """None is standard output."""


def run_check(request: Request, options: CheckOptions) -> ExitCode:
    """Check the tree. Ends with FOUND while references remain, COULD_NOT_RUN when too little was read."""
    job = prepare_job(request, request.tree_root)
    categories = check_categories(options.categories, job.migration.categories)
    path_keys = PathKeys.of(job.migration)
    baseline = _baseline(job, options)
    passed_over = PassedOver(job)
    survey = _survey(job)
    if options.allow_unresolved:
        survey = survey.without_unresolved()
    unread = unread_findings(survey.findings)
    print_unmatched(job)
    print_unread(unread)
    entries = [path_keys.entry(each) for each in survey.references]
    entries = [entry for entry in entries if not categories or entry.category in categories]
    own = [each for each in unread if not categories or path_keys.category(each.path) in categories]
    if baseline is not None and options.update_baseline:
        unread_paths = {escaped(each.path) for each in unread}
        paths = Selection(job.selection.paths)

        def is_checked(path: str) -> bool:
            if path in unread_paths or not is_selected(paths, path):
                return False
            return not categories or path_keys.category(path) in categories

        inform(baseline.update(entries, holding_up(job, own, {}), is_checked))
        return ExitCode.OK
    found = remaining(job.migration, entries, baseline.allowed if baseline else None)
    held_up = holding_up(job, own, baseline.allowed if baseline else {})
    allowed = len(entries) - len(found)
    result = CheckResult(job.migration.name, found, allowed, unread, options.verbose, held_up)
    write_output(options.format.write(result), options.output)
    passed_over.inform()
    inform(_summary(result, bool(survey.unmatched), job.codemod is not None))
    if options.format is CheckFormat.SARIF and len(found) > KEPT_RESULTS:
        inform(f"GitHub keeps {KEPT_RESULTS} results of a SARIF file: the others are in no alert of its")
    print_newer_python(job.root, unread)
    print_unmatched_rules(survey.unmatched)
    if found or survey.unmatched:
        return ExitCode.FOUND
    return ExitCode.COULD_NOT_RUN if held_up else ExitCode.OK


def _baseline(job: PlanJob, options: CheckOptions) -> Baseline | None:
    if options.baseline is None:
        return None
    return Baseline.open(options.baseline, job.migration.name, may_be_new=options.update_baseline)


def _survey(job: PlanJob) -> Survey:
    """The references of the tree, or of the files that were asked for.

    Most of the files that a commit hook passes hold none of the names, and need no engine.
    """
    paths: list[str] | None = None
    if job.selection.paths:
        selection = Selection(job.selection.paths)
        paths = [path for path in job.tree.paths if is_selected(selection, path)]
        if job.codemod is None and not WordIndex(job.tree).among(paths, job.migration.leaves):
            return Survey((), (), 0)
    return cached_survey(job, paths)


def _summary(result: CheckResult, some_unmatched: bool, is_codemod: bool = False) -> str:
    what = "place to change" if is_codemod else "deprecated reference"
    several = "places to change" if is_codemod else None
    found, unread = result.remaining, len(result.unread)
    if found or result.allowed:
        parts = [f"{number_of(len(found), what, several)} in {number_of(result.files, 'file')}"]
    else:
        parts = [f"no {what} {'was found' if unread or some_unmatched else 'remains'}"]
    if result.allowed:
        parts.append(f"{result.allowed} more are let through by the baseline")
    moves = sum(each.entry.reference.applicability is not Applicability.MANUAL for each in found)
    if moves:
        parts.append(f"`repoint apply` moves {moves} of them")
    if unread:
        parts.append(f"{number_of(unread, 'file')} could not be looked into")
    if result.held_up:
        parts.append("old names may be in use there, so this is no pass: mend it, or take it into a baseline")
    return "; ".join(parts)
