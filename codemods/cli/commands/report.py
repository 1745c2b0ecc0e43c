"""`repoint report`: the plan as a page for a browser."""

import sys
from dataclasses import dataclass
from pathlib import Path

from codemods.cli.commands.diff import patches_of
from codemods.cli.exit_codes import say
from codemods.cli.formats import save
from codemods.cli.report.count_history import check_history, history_of, with_plan
from codemods.cli.report.render_page import Contents, page
from codemods.cli.request import PlanJob, Request, look_up, references
from codemods.cli.terminal import stdout
from codemods.cli.terminal.progress_bar import TerminalProgress
from codemods.git.repository import open_repository
from codemods.plan.batching.categorise import category_key
from codemods.values.errors import RepointError
from codemods.values.plan import Plan
from codemods.values.plural import number_of
from codemods.values.tree import UnreadableError

SAMPLES = 30
"""Commits that a burn-down looks at where nothing else is said."""


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """Where the page goes, and what is in it beside the plan."""

    output: Path | None = None
    """None is standard output."""
    samples: int = 0
    """How many commits the burn-down looks at; 0 leaves it out."""


def report(request: Request, wanted: ReportOptions) -> int:
    """Write the page. Gives the exit code."""
    root = request.tree_root
    _check(root, wanted)
    job = look_up(request, root)
    category = category_key(job.migration.categories)
    with TerminalProgress() as progress:
        plan = job.engine(progress).plan()
        history = None
        if wanted.samples:
            history = history_of(root, job.migration, category, wanted.samples, progress)
            history = with_plan(history, job.migration, plan)
    repository = open_repository(root)
    contents = Contents(
        title=root.name,
        commit=repository.head if repository else "",
        plan=plan,
        patches=patches_of(root, plan),
        sources=_sources(job, plan),
        category=category,
        history=history,
    )
    data = page(contents)
    if wanted.output is None:
        stdout.emit(data)
    else:
        save.save(wanted.output, data)
    said = f"{number_of(len(plan.files), 'file')} would change, {references(plan)}"
    say(f"{wanted.output}: {said}" if wanted.output else said)
    return 0


def _check(root: Path, wanted: ReportOptions) -> None:
    """Raise RepointError for what is bound to fail, before anything takes time."""
    if wanted.samples:
        check_history(root)
    if wanted.output is not None:
        save.check_writable(wanted.output)
    elif sys.stdout.isatty():
        raise RepointError("a page is not for a terminal; name a file for it: -o report.html")


def _sources(job: PlanJob, plan: Plan) -> dict[str, bytes]:
    """The bytes of the files that stay as they are and have something to show, where they can be read."""
    told = {each.path for each in plan.references} | {each.path for each in plan.findings}
    sources = {}
    for path in told - {change.path for change in plan.files}:
        try:
            sources[path] = job.tree.read(path)
        except UnreadableError:
            continue
    return sources
