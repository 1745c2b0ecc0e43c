"""The plan as a series of commits, each of which leaves the tree whole (`apply --commit`, `fleet`)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from codemods.apply.journal import RefRecord
from codemods.apply.land_series import IgnoreRevsCommit, land_here, land_on_branch
from codemods.apply.locked_tree import LockedTree
from codemods.apply.staging import staging_entries
from codemods.cli.apply_options import ApplyOptions, SeriesOptions
from codemods.cli.exit_codes import ExitCode
from codemods.cli.formats import plan_json
from codemods.cli.formats.encode_json import encode_json
from codemods.cli.formats.findings_text import print_findings
from codemods.cli.formats.output_files import make_empty_folder
from codemods.cli.formats.plan_patches import plan_patches
from codemods.cli.request import PlanJob
from codemods.cli.snapshot_planning import Snapshot, SnapshotPlanning, with_edits
from codemods.cli.summaries import reference_summary
from codemods.cli.terminal import stdout
from codemods.cli.terminal.stderr import inform
from codemods.cli.unread_files import is_held_up
from codemods.git.blame_ignore_revs import (
    IGNORE_REVS_FILE,
    check_unchanged,
    ignored_revisions,
    revisions_entry,
    with_revisions,
)
from codemods.git.commit_series import build_series
from codemods.git.commits import Commit, with_trailer
from codemods.git.index import IndexEntry
from codemods.git.mails import write_mails
from codemods.git.refs import HEADS, current_ref, new_branch, shown_branch
from codemods.git.repository import Repository, check_identity
from codemods.git.status import UncommittedFile
from codemods.plan.batching.batch_by import parse_batch_by
from codemods.plan.batching.commit_messages import DEFAULT_TEMPLATE, TRAILER, check_template, commit_messages
from codemods.plan.batching.cut_batches import make_batches
from codemods.plan.batching.whole_batches import CutGroups
from codemods.tree.codeowners_file import read_owners
from codemods.values.batch import Batch
from codemods.values.errors import RepointError
from codemods.values.plan import Plan, RippleGroup
from codemods.values.plural import number_of
from codemods.values.printable import printable


@dataclass(frozen=True, slots=True)
class Series:
    """The commits of a plan, the oldest first, with the batch of each, and where they are."""

    plan: Plan
    commits: tuple[tuple[str, Batch], ...]
    tip: str = ""
    """The last commit; with `--blame-ignore` it belongs to no batch."""
    branch: str = ""
    number: int = 0
    """The number of the apply in the journal; 0 when nothing landed."""
    mails: str = ""
    """The command that applies the mails that were written; empty for none."""


def ready_for_series(repository: Repository, series: SeriesOptions) -> None:
    """Raise RepointError for options that cannot be followed, before anything takes time."""
    if series.branch is not None:
        new_branch(repository, series.branch)
    if not repository.head:
        raise RepointError(f"{repository.top}: there is no commit yet to build on; make the first one")
    if series.authorship is None:
        check_identity(repository)
    if series.blame_ignore and series.commit and not series.branch:
        check_unchanged(repository)
    if series.mails is not None:
        make_empty_folder(series.mails)


def check_series(tree: LockedTree, job: PlanJob, series: SeriesOptions) -> None:
    """Raise RepointError for batches that cannot be made, and messages that cannot be filled in."""
    _cut(tree, job, series)(())
    if series.message is not None:
        check_template(series.message, "--message")
    elif job.config.message is not None:
        check_template(job.config.message, f'{job.root / "pyproject.toml"}: [tool.repoint], key "message"')


def make_series(
    tree: LockedTree,
    job: PlanJob,
    planning: SnapshotPlanning,
    series: SeriesOptions,
    differing: Mapping[str, UncommittedFile],
    edited: Mapping[str, bytes],
) -> Series:
    """Make the commits and land them, or write them as mails. `differing` files hold uncommitted work.

    Raises RepointError, with everything as it was.
    """
    repository = tree.repository
    assert repository is not None
    batches, plan = planning.engine(Snapshot.HEAD).batches(
        planning.plan(Snapshot.HEAD), _cut(tree, job, series)
    )
    plan = with_edits(plan, edited)
    if not plan.files:
        return Series(plan, ())
    entries = _entries(tree, repository, plan, planning.raw(Snapshot.HEAD, differing), differing)
    commits = [
        Commit(message, {repository.git_path(tree.root, path): entries[path] for path in batch.paths})
        for message, batch in zip(_messages(repository, job, series, plan, batches), batches, strict=True)
    ]
    names = build_series(repository, repository.head, commits, tree.state, series.hooks, series.authorship)
    revisions = _ignored(tree, plan.migration, series, names) if series.blame_ignore else None
    tip = revisions.commit if revisions else names[-1]
    mails = write_mails(repository, tip, series.mails) if series.mails is not None else ""
    made = Series(plan, tuple(zip(names, batches, strict=True)), tip, mails=mails)
    return _landed(tree, planning, series, made, differing, edited, revisions) if series.commit else made


def _entries(
    tree: LockedTree,
    repository: Repository,
    plan: Plan,
    raw: Mapping[str, bytes],
    differing: Mapping[str, UncommittedFile],
) -> dict[str, IndexEntry]:
    """The entries of the plan's files in the commits; a mode that is only staged is not committed."""
    entries = staging_entries(tree, repository, plan.files, raw)
    modes = {path: differing[path].head_mode for path in raw}
    return {path: replace(entry, mode=modes.get(path) or entry.mode) for path, entry in entries.items()}


def _cut(tree: LockedTree, job: PlanJob, series: SeriesOptions) -> CutGroups:
    repository = tree.repository
    assert repository is not None
    by = parse_batch_by(series.batch_by)
    below = "" if tree.root == repository.top else repository.git_path(tree.root, "") + "/"
    owners = read_owners(repository.top) if by.kind == "owner" else None

    def cut(groups: Sequence[RippleGroup]) -> tuple[Batch, ...]:
        categories = job.migration.categories
        return make_batches(groups, by, categories=categories, owners_text=owners, below=below)

    return cut


def _messages(
    repository: Repository, job: PlanJob, series: SeriesOptions, plan: Plan, batches: Sequence[Batch]
) -> Iterator[str]:
    template = series.message or job.config.message or DEFAULT_TEMPLATE
    for message in commit_messages(plan, batches, template):
        yield with_trailer(repository, message, f"{TRAILER}: {printable(plan.migration)}")


def _ignored(
    tree: LockedTree, migration: str, series: SeriesOptions, names: Sequence[str]
) -> IgnoreRevsCommit:
    repository = tree.repository
    assert repository is not None
    before = ignored_revisions(repository)
    after = with_revisions(before, f"repoint: {printable(migration)}", names)
    entry = revisions_entry(repository, after)
    text = f"{printable(migration)}: let blame look through the series\n"
    message = with_trailer(repository, text, f"{TRAILER}: {printable(migration)}")
    commit = Commit(message, {IGNORE_REVS_FILE: entry})
    made = build_series(repository, names[-1], [commit], tree.state, series.hooks, series.authorship)
    return IgnoreRevsCommit(made[0], before, after, entry)


def _landed(
    tree: LockedTree,
    planning: SnapshotPlanning,
    series: SeriesOptions,
    made: Series,
    differing: Mapping[str, UncommittedFile],
    edited: Mapping[str, bytes],
    revisions: IgnoreRevsCommit | None,
) -> Series:
    repository = tree.repository
    assert repository is not None
    migration, total = made.plan.migration, len(made.commits) + bool(revisions)
    if series.branch is not None:
        ref = RefRecord(new_branch(repository, series.branch), "", made.tip, total)
        return replace(made, branch=series.branch, number=land_on_branch(tree, migration, ref))
    disk = with_edits(planning.plan(Snapshot.DISK), edited)
    entries = staging_entries(tree, repository, disk.files, planning.raw(Snapshot.INDEX, differing))
    ref = RefRecord(current_ref(repository), repository.head, made.tip, total)
    number = land_here(tree, migration, disk.files, entries, ref, revisions, differing)
    return replace(made, branch=ref.ref.removeprefix(HEADS), number=number)


def report_series(tree: LockedTree, made: Series, options: ApplyOptions) -> ExitCode:
    """Print what became of a plan. Ends with COULD_NOT_RUN when nothing could be done."""
    plan = made.plan
    if options.json:
        patches = plan_patches(tree.root, plan)
        done = plan_json.series_document(plan, patches, made.commits, made.branch, made.number)
        stdout.emit(encode_json(done))
    else:
        print_findings(plan.findings)
    for number, (commit, batch) in enumerate(made.commits, 1):
        name = printable(batch.name)
        inform(f"{commit[:12]} {number}/{len(made.commits)} {name}: {number_of(len(batch.paths), 'file')}")
    if made.commits and made.tip != made.commits[-1][0]:
        inform(f"{made.tip[:12]} {IGNORE_REVS_FILE}: lists them, for git blame")
    undo = "; `repoint undo` takes it back" if made.number else ""
    inform(f"{_landing(made)}; {reference_summary(plan)}{undo}")
    failed = not plan.files and is_held_up(plan) and not options.interactive
    return ExitCode.COULD_NOT_RUN if failed else ExitCode.OK


def _landing(made: Series) -> str:
    if not made.commits:
        return "nothing to commit"
    where = [f"on {shown_branch(made.branch)}"] if made.branch else []
    where += [f"written as mails for `{made.mails}`"] if made.mails else []
    files, commits = number_of(len(made.plan.files), "file"), number_of(len(made.commits), "commit")
    return f"{files} in {commits} {', '.join(where)}"
