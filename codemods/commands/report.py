"""`repoint report`: the plan as a page for a browser."""

import sys
from dataclasses import dataclass
from pathlib import Path

from codemods.batching.categories import category_key
from codemods.commands.diff import patches_of
from codemods.commands.history import check_history, history_of, with_plan
from codemods.commands.request import Job, Request, look_up, references
from codemods.errors import RepointError
from codemods.guard import say
from codemods.output import save, terminal
from codemods.output.progress import TerminalProgress
from codemods.report.render import Contents, page
from codemods.repository.opening import open_repository
from codemods.values.plan import Plan
from codemods.values.printing import number_of
from codemods.values.tree import Unreadable

SAMPLES = 30
"""Commits that a burn-down looks at where nothing else is said."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Where the page goes, and what is in it beside the plan."""

    output: Path | None = None
    """None is standard output."""
    samples: int = 0
    """How many commits the burn-down looks at; 0 leaves it out."""


def report(request: Request, wanted: Wanted) -> int:
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
        terminal.emit(data)
    else:
        save.save(wanted.output, data)
    said = f"{number_of(len(plan.files), 'file')} would change, {references(plan)}"
    say(f"{wanted.output}: {said}" if wanted.output else said)
    return 0


def _check(root: Path, wanted: Wanted) -> None:
    """Raise RepointError for what is bound to fail, before anything takes time."""
    if wanted.samples:
        check_history(root)
    if wanted.output is not None:
        save.check_writable(wanted.output)
    elif sys.stdout.isatty():
        raise RepointError("a page is not for a terminal; name a file for it: -o report.html")


def _sources(job: Job, plan: Plan) -> dict[str, bytes]:
    """The bytes of the files that stay as they are and have something to show, where they can be read."""
    told = {each.path for each in plan.references} | {each.path for each in plan.findings}
    sources = {}
    for path in told - {change.path for change in plan.files}:
        try:
            sources[path] = job.tree.read(path)
        except Unreadable:
            continue
    return sources
