"""What `repoint retire` does: remove what nothing refers to any more, as a commit of its own."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass

from codemods.apply.journal import RefRecord
from codemods.apply.land_removal import land_removal
from codemods.apply.locked_tree import LockedTree, find_tree, lock_tree
from codemods.apply.staging import staging_entries
from codemods.cli.commands.run_undo import undo_interrupted
from codemods.cli.exit_codes import ExitCode
from codemods.cli.formats.check_result import A_SCREEN
from codemods.cli.formats.deletion_patch import deletion_patch
from codemods.cli.formats.findings_text import print_by_file, print_findings
from codemods.cli.formats.plan_patches import plan_patches
from codemods.cli.request import PlanJob, Request, prepare_job
from codemods.cli.terminal import stdout
from codemods.cli.terminal.patch_colours import coloured
from codemods.cli.terminal.progress_bar import TerminalProgress
from codemods.cli.terminal.stderr import inform
from codemods.git.commit_series import build_series
from codemods.git.commits import Commit, with_trailer
from codemods.git.index import IndexEntry
from codemods.git.read_blobs import read_blobs
from codemods.git.refs import HEADS, current_ref
from codemods.git.repository import check_at_rest
from codemods.git.status import UncommittedFile, uncommitted_files
from codemods.plan.batching.commit_messages import TRAILER
from codemods.plan.engine import Engine
from codemods.plan.retiring.plan_retirement import plan_retirement
from codemods.tree.open_tree import FolderTree
from codemods.tree.overlay_tree import OverlayTree
from codemods.values.errors import RepointError
from codemods.values.plan import Plan, Survey
from codemods.values.plural import number_of
from codemods.values.printable import printable
from codemods.values.retirement import Retirement
from codemods.values.source import NOTEBOOK_SUFFIX


@dataclass(frozen=True, slots=True)
class RetireOptions:
    """Whether the removal is only shown, and how it is committed."""

    dry_run: bool = False
    commit: bool = True
    """Whether to make a commit; else it is only staged."""
    hooks: bool = True
    """Whether git's commit hooks run."""
    verbose: bool = False
    """Whether every place in the way is listed, also where there are many."""


def run_retire(request: Request, options: RetireOptions) -> ExitCode:
    """Remove what the migration retires, or show it. Ends with FOUND while something refers to it."""
    root = request.tree_root
    if options.dry_run:
        tree = find_tree(root)
        return _show(tree, _plan(_prepare_job(request, tree)), options.verbose)
    with lock_tree(root) as tree:
        undo_interrupted(tree)
        _check_repository(tree, options)
        job = _prepare_job(request, tree)
        retirement = _plan(job)
        if retirement.blockers or not retirement.retired:
            return _report_blockers(retirement, options.verbose)
        _check_committed(tree, job, retirement, options)
        return _remove(tree, retirement, options)


def _check_repository(tree: LockedTree, options: RetireOptions) -> None:
    """Raise RepointError where nothing could be committed, or staged."""
    if tree.repository is not None:
        check_at_rest(tree.repository)
        if options.commit and not tree.repository.head:
            raise RepointError(
                f"{tree.repository.top}: there is no commit yet to build on; make the first one"
            )
    elif options.commit:
        raise RepointError(f"{tree.root}: no git repository, so nothing can be committed; pass --no-commit")


def _prepare_job(request: Request, tree: LockedTree) -> PlanJob:
    job = prepare_job(request, tree.root)
    if not job.migration.retire:
        raise RepointError(
            f"{job.migration.origin}: the migration has no [retire] table, so nothing is to be removed; "
            'add one: modules = ["pkg.old"], symbols = ["pkg:make"]'
        )
    return job


def _plan(job: PlanJob) -> Retirement:
    with TerminalProgress() as progress:

        def survey(view: FolderTree | OverlayTree) -> Survey:
            roots, configuration = job.config.roots, job.configuration
            return Engine(
                view, job.migration, job.selection, roots, progress, configuration=configuration
            ).survey()

        return plan_retirement(job.tree, job.migration, job.config.roots, survey)


def _show(tree: LockedTree, retirement: Retirement, verbose: bool) -> ExitCode:
    """Print what would go, as a patch, and what stands in its way."""
    plan = Plan(retirement.migration, retirement.files, ())
    patches = plan_patches(tree.root, plan)
    for each in retirement.removed:
        patches[each.path] = deletion_patch(each, os.access(tree.root / each.path, os.X_OK))
    text = b"".join(patches[path] for path in sorted(patches, key=os.fsencode))
    stdout.show_paged(coloured(text) if stdout.wants_colour(sys.stdout) else text, tree.root)
    if retirement.blockers or not retirement.retired:
        return _report_blockers(retirement, verbose)
    print_findings(retirement.notes)
    inform(f"{_counts(retirement)} would go: {', '.join(retirement.retired)}")
    return ExitCode.OK


def _report_blockers(retirement: Retirement, verbose: bool) -> ExitCode:
    if not retirement.retired:
        inform(f"{printable(retirement.migration)}: everything that is to be retired is gone already")
        return ExitCode.OK
    listed = verbose or len(retirement.blockers) <= A_SCREEN
    (print_findings if listed else print_by_file)(retirement.blockers)
    files = number_of(len({each.path for each in retirement.blockers}), "file")
    more = "" if listed else "; `repoint retire -v` lists them"
    places = number_of(len(retirement.blockers), "place")
    inform(f"nothing is retired: {places} in {files} must be settled first{more}")
    return ExitCode.FOUND


def _counts(retirement: Retirement) -> str:
    return f"{number_of(len(retirement.removed), 'file')} and parts of {len(retirement.files)} more"


def _check_committed(tree: LockedTree, job: PlanJob, retirement: Retirement, options: RetireOptions) -> None:
    """Raise RepointError for related uncommitted work: the commit would not be the tree that was surveyed."""
    repository = tree.repository
    if repository is None:
        return
    touched = [*(each.path for each in retirement.removed), *(each.path for each in retirement.files)]
    names = {repository.git_path(tree.root, path) for path in touched}
    programs = (".py", ".pyi", NOTEBOOK_SUFFIX)
    work = {name: each for name, each in uncommitted_files(repository).items() if name.endswith(programs)}
    if not options.commit:
        work = {name: each for name, each in work.items() if each.unstaged or each.conflict}
    blobs = read_blobs(repository.top, [blob for each in work.values() for blob in (each.head, each.index)])
    engine = Engine(job.tree, job.migration, job.selection, job.config.roots)
    for name, each in sorted(work.items()):
        if name in names or engine.is_spelled_in(_contents(tree, name, each, blobs)):
            todo = "commit or stash them" if options.commit else "`git add` or stash them"
            raise RepointError(
                f"{name}: holds {each.description} that have to do with it; {todo}, then run repoint again"
            )


def _contents(tree: LockedTree, name: str, work: UncommittedFile, blobs: Mapping[str, bytes]) -> list[bytes]:
    assert tree.repository is not None
    file = tree.repository.top / name
    there = [file.read_bytes()] if file.is_file() else []
    return [*there, *(blobs[blob] for blob in (work.head, work.index) if blob)]


def _remove(tree: LockedTree, retirement: Retirement, options: RetireOptions) -> ExitCode:
    repository = tree.repository
    entries = staging_entries(tree, repository, retirement.files, {}) if repository else {}
    why, ref = f"retire {retirement.migration}", None
    if options.commit:
        tip = _commit(tree, retirement, entries, options.hooks)
        assert repository is not None
        ref = RefRecord(current_ref(repository), repository.head, tip, 1)
    number = land_removal(tree, why, retirement.files, retirement.removed, entries, ref)
    print_findings(retirement.notes)
    for name in retirement.retired:
        inform(f"retired {name}")
    where = (
        f"commit {ref.after[:12]} on {printable(ref.ref.removeprefix(HEADS))}"
        if ref
        else "staged"
        if repository
        else "written"
    )
    inform(f"{_counts(retirement)}, {where}; `repoint undo {number}` takes it back")
    return ExitCode.OK


def _commit(tree: LockedTree, retirement: Retirement, entries: Mapping[str, IndexEntry], hooks: bool) -> str:
    """Make the commit and give its name; no branch has it yet."""
    repository = tree.repository
    assert repository is not None
    every: dict[str, IndexEntry | None] = {
        repository.git_path(tree.root, path): entry for path, entry in entries.items()
    }
    every.update({repository.git_path(tree.root, each.path): None for each in retirement.removed})
    message = with_trailer(repository, _message(retirement), f"{TRAILER}: {printable(retirement.migration)}")
    return build_series(repository, repository.head, [Commit(message, every)], tree.state, hooks)[0]


def _message(retirement: Retirement) -> str:
    listed = "\n".join(f"- {name}" for name in retirement.retired)
    return f"{printable(retirement.migration)}: retire what nothing refers to\n\n{listed}\n"
