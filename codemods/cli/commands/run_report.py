"""What `repoint report` does: write the plan as a page for a browser."""

import sys
from dataclasses import dataclass
from pathlib import Path

from codemods.cli.exit_codes import ExitCode
from codemods.cli.formats.output_files import check_writable, write_output
from codemods.cli.formats.plan_patches import plan_patches
from codemods.cli.report.count_history import check_history, count_history, with_moved
from codemods.cli.report.render_page import ReportContents, render_page
from codemods.cli.request import PlanJob, Request, prepare_job
from codemods.cli.summaries import reference_summary
from codemods.cli.terminal.progress_bar import TerminalProgress
from codemods.cli.terminal.stderr import inform
from codemods.git.repository import open_repository
from codemods.values.category import category_key
from codemods.values.errors import RepointError
from codemods.values.plan import Plan
from codemods.values.plural import number_of
from codemods.values.tree import UnreadableError

SAMPLES = 30
"""How many commits a burn-down looks at unless `--samples` gives another number."""


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """Where the page is written to, and what it holds beside the plan."""

    output: Path | None = None
    """None is standard output."""
    samples: int | None = None
    """How many commits the burn-down looks at; None leaves it out."""


def run_report(request: Request, options: ReportOptions) -> ExitCode:
    """Write the page. Raises RepointError when that can't be done."""
    root = request.tree_root
    _check(root, options)
    job = prepare_job(request, root)
    category = category_key(job.migration.categories)
    with TerminalProgress() as progress:
        plan = job.engine(progress).plan()
        history = None
        if options.samples:
            history = count_history(root, job.migration, category, options.samples, progress)
            history = with_moved(history, job.migration, plan)
    repository = open_repository(root)
    contents = ReportContents(
        title=root.name,
        commit=repository.head if repository else "",
        plan=plan,
        patches=plan_patches(root, plan),
        sources=_sources(job, plan),
        category=category,
        history=history,
    )
    data = render_page(contents)
    write_output(data, options.output)
    summary = f"{number_of(len(plan.files), 'file')} would change, {reference_summary(plan)}"
    inform(f"{options.output}: {summary}" if options.output else summary)
    return ExitCode.OK


def _check(root: Path, options: ReportOptions) -> None:
    """Raise RepointError, before anything takes time, for what would fail at the end."""
    if options.samples:
        check_history(root)
    if options.output is not None:
        check_writable(options.output)
    elif sys.stdout.isatty():
        raise RepointError("a page is not for a terminal; name a file for it: -o report.html")


def _sources(job: PlanJob, plan: Plan) -> dict[str, bytes]:
    """The bytes of unchanged files that hold references or findings, where they can be read."""
    shown = {each.path for each in plan.references} | {each.path for each in plan.findings}
    sources = {}
    for path in shown - {change.path for change in plan.files}:
        try:
            sources[path] = job.tree.read(path)
        except UnreadableError:
            continue
    return sources
