"""`repoint retire`: what nothing refers to any more goes, as a commit of its own."""

import os
import sys
from collections.abc import Mapping

from codemods.apply.journal import RefRecord
from codemods.apply.journal_records import staging_entries
from codemods.apply.land_removal import land_removal
from codemods.apply.locked_tree import LockedTree, find_tree, lock_tree
from codemods.cli.commands.diff import patches_of, report
from codemods.cli.commands.undo import settle_first
from codemods.cli.exit_codes import say
from codemods.cli.formats.deletion_patch import deletion
from codemods.cli.request import PlanJob, Request, look_up
from codemods.cli.terminal import stdout
from codemods.cli.terminal.patch_colours import coloured
from codemods.cli.terminal.progress_bar import TerminalProgress
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

REFUSED = 1


def retire(request: Request, commit: bool, show: bool, hooks: bool = True) -> int:
    """Remove what the migration retires, or show it. Gives the exit code: 1 while something refers to it."""
    root = request.tree_root
    if show:
        place = find_tree(root)
        return _shown(place, _planned(_looked_up(request, place)))
    with lock_tree(root) as place:
        settle_first(place)
        _check_place(place, commit)
        job = _looked_up(request, place)
        retirement = _planned(job)
        if retirement.blockers or not retirement.gone:
            return _refused(retirement)
        _check_committed(place, job, retirement, commit)
        return _done(place, retirement, commit, hooks)


def _check_place(place: LockedTree, commit: bool) -> None:
    """Raise RepointError where nothing could be committed, or staged."""
    if place.repository is not None:
        check_at_rest(place.repository)
        if commit and not place.repository.head:
            raise RepointError(
                f"{place.repository.top}: there is no commit yet to build on; make the first one"
            )
    elif commit:
        raise RepointError(f"{place.root}: no git repository, so nothing can be committed; pass --no-commit")


def _looked_up(request: Request, place: LockedTree) -> PlanJob:
    job = look_up(request, place.root)
    if not job.migration.retire:
        raise RepointError(
            f"{job.migration.origin}: the migration has no [retire] table, so nothing is to be removed; "
            'add one: modules = ["pkg.old"], symbols = ["pkg:make"]'
        )
    return job


def _planned(job: PlanJob) -> Retirement:
    with TerminalProgress() as progress:

        def surveyed(tree: FolderTree | OverlayTree) -> Survey:
            return Engine(tree, job.migration, job.selection, job.config.roots, progress).survey()

        return plan_retirement(job.tree, job.migration, job.config.roots, surveyed)


def _shown(place: LockedTree, retirement: Retirement) -> int:
    """Print what would go, as a patch, and what stands in its way."""
    plan = Plan(retirement.migration, retirement.files, ())
    patches = patches_of(place.root, plan)
    for each in retirement.removed:
        patches[each.path] = deletion(each, os.access(place.root / each.path, os.X_OK))
    text = b"".join(patches[path] for path in sorted(patches, key=os.fsencode))
    stdout.show(coloured(text) if stdout.wants_colour(sys.stdout) else text, place.root)
    if retirement.blockers or not retirement.gone:
        return _refused(retirement)
    report(retirement.notes, False)
    say(f"{_counted(retirement)} would go: {', '.join(retirement.gone)}")
    return 0


def _refused(retirement: Retirement) -> int:
    if not retirement.gone:
        say(f"{printable(retirement.migration)}: everything that is to be retired is gone already")
        return 0
    report(retirement.blockers, False)
    files = number_of(len({each.path for each in retirement.blockers}), "file")
    say(
        f"nothing is retired: {number_of(len(retirement.blockers), 'place')} in {files} must be settled first"
    )
    return REFUSED


def _counted(retirement: Retirement) -> str:
    return f"{number_of(len(retirement.removed), 'file')} and parts of {len(retirement.files)} more"


def _check_committed(place: LockedTree, job: PlanJob, retirement: Retirement, commit: bool) -> None:
    """Refuse while uncommitted work has to do with it: the commit would not be what was surveyed."""
    repository = place.repository
    if repository is None:
        return
    touched = [*(each.path for each in retirement.removed), *(each.path for each in retirement.files)]
    names = {repository.git_path(place.root, path) for path in touched}
    work = {
        name: each for name, each in uncommitted_files(repository).items() if name.endswith((".py", ".pyi"))
    }
    if not commit:
        work = {name: each for name, each in work.items() if each.unstaged or each.conflict}
    blobs = read_blobs(repository.top, [blob for each in work.values() for blob in (each.head, each.index)])
    engine = Engine(job.tree, job.migration, job.selection, job.config.roots)
    for name, each in sorted(work.items()):
        if name in names or engine.concerned(_contents(place, name, each, blobs)):
            todo = "commit or stash them" if commit else "`git add` or stash them"
            raise RepointError(
                f"{name}: holds {each.description} that have to do with it; {todo}, then run repoint again"
            )


def _contents(place: LockedTree, name: str, work: UncommittedFile, blobs: Mapping[str, bytes]) -> list[bytes]:
    assert place.repository is not None
    file = place.repository.top / name
    there = [file.read_bytes()] if file.is_file() else []
    return [*there, *(blobs[blob] for blob in (work.head, work.index) if blob)]


def _done(place: LockedTree, retirement: Retirement, commit: bool, hooks: bool) -> int:
    repository = place.repository
    entries = staging_entries(place, repository, retirement.files, {}) if repository else {}
    why, ref = f"retire {retirement.migration}", None
    if commit:
        tip = _committed(place, retirement, entries, hooks)
        assert repository is not None
        ref = RefRecord(current_ref(repository), repository.head, tip, 1)
    number = land_removal(place, why, retirement.files, retirement.removed, entries, ref)
    report(retirement.notes, False)
    for name in retirement.gone:
        say(f"retired {name}")
    where = (
        f"commit {ref.after[:12]} on {printable(ref.ref.removeprefix(HEADS))}"
        if ref
        else "staged"
        if repository
        else "written"
    )
    say(f"{_counted(retirement)}, {where}; `repoint undo {number}` takes it back")
    return 0


def _committed(
    place: LockedTree, retirement: Retirement, entries: Mapping[str, IndexEntry], hooks: bool
) -> str:
    """Make the commit; nothing refers to it yet."""
    repository = place.repository
    assert repository is not None
    every: dict[str, IndexEntry | None] = {
        repository.git_path(place.root, path): entry for path, entry in entries.items()
    }
    every.update({repository.git_path(place.root, each.path): None for each in retirement.removed})
    message = with_trailer(repository, _message(retirement), f"{TRAILER}: {printable(retirement.migration)}")
    return build_series(repository, repository.head, [Commit(message, every)], place.state, hooks)[0]


def _message(retirement: Retirement) -> str:
    listed = "\n".join(f"- {name}" for name in retirement.gone)
    return f"{printable(retirement.migration)}: retire what nothing refers to\n\n{listed}\n"
