"""`repoint apply --commit`: the plan as a series of commits, each of which leaves the tree whole."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from codemods.apply.journal import RefRecord
from codemods.apply.journal_records import staging_entries
from codemods.apply.land_series import Revisions, land_here, land_on_branch
from codemods.apply.locked_tree import LockedTree
from codemods.cli.apply_options import ApplyOptions, SeriesOptions
from codemods.cli.commands.diff import patches_of, report
from codemods.cli.exit_codes import COULD_NOT_RUN, say
from codemods.cli.formats import plan_json
from codemods.cli.formats.save import empty_folder
from codemods.cli.request import PlanJob, held_up, references
from codemods.cli.snapshot_planning import SnapshotPlanning, with_edits
from codemods.cli.terminal import stdout
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
from codemods.plan.batching.commit_messages import DEFAULT, TRAILER, check_template, commit_messages
from codemods.plan.batching.cut_batches import make_batches
from codemods.plan.batching.whole_batches import Cut
from codemods.tree.codeowners_file import read_owners
from codemods.values.batch import Batch
from codemods.values.errors import RepointError
from codemods.values.plan import Plan, RippleGroup
from codemods.values.plural import number_of
from codemods.values.printable import printable


@dataclass(frozen=True, slots=True)
class Made:
    """A series that was made: its commits, the oldest first, with the batch of each, and where it is."""

    plan: Plan
    commits: tuple[tuple[str, Batch], ...]
    tip: str = ""
    """The last commit, which is none of the batches' with `--blame-ignore`."""
    branch: str = ""
    number: int = 0
    """Of the apply in the journal; 0 when nothing landed."""
    mails: str = ""
    """The command that takes the mails that were written; empty for none."""


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
        empty_folder(series.mails)


def check_series(place: LockedTree, job: PlanJob, series: SeriesOptions) -> None:
    """Raise RepointError for batches that cannot be made, and messages that cannot be filled in."""
    _cut(place, job, series)(())
    if series.message is not None:
        check_template(series.message, "--message")
    elif job.config.message is not None:
        check_template(job.config.message, f'{job.root / "pyproject.toml"}: [tool.repoint], key "message"')


def make_series(
    place: LockedTree,
    job: PlanJob,
    planning: SnapshotPlanning,
    series: SeriesOptions,
    differing: Mapping[str, UncommittedFile],
    edited: Mapping[str, bytes],
) -> Made:
    """Make the commits and land them, or write them as mails. `differing` files hold uncommitted work.

    Raises RepointError, with everything as it was.
    """
    repository = place.repository
    assert repository is not None
    batches, plan = planning.engine("head").batches(planning.plan("head"), _cut(place, job, series))
    plan = with_edits(plan, edited)
    if not plan.files:
        return Made(plan, ())
    entries = _entries(place, repository, plan, planning.raw("head", differing), differing)
    commits = [
        Commit(message, {repository.git_path(place.root, path): entries[path] for path in batch.paths})
        for message, batch in zip(_messages(repository, job, series, plan, batches), batches, strict=True)
    ]
    names = build_series(repository, repository.head, commits, place.state, series.hooks, series.authorship)
    revisions = _ignored(place, plan.migration, series, names) if series.blame_ignore else None
    tip = revisions.commit if revisions else names[-1]
    mails = write_mails(repository, tip, series.mails) if series.mails is not None else ""
    made = Made(plan, tuple(zip(names, batches, strict=True)), tip, mails=mails)
    return _landed(place, planning, series, made, differing, edited, revisions) if series.commit else made


def _entries(
    place: LockedTree,
    repository: Repository,
    plan: Plan,
    raw: Mapping[str, bytes],
    differing: Mapping[str, UncommittedFile],
) -> dict[str, IndexEntry]:
    """What the commits have of the plan's files: no mode either that is staged only."""
    entries = staging_entries(place, repository, plan.files, raw)
    modes = {path: differing[path].head_mode for path in raw}
    return {path: replace(entry, mode=modes.get(path) or entry.mode) for path, entry in entries.items()}


def _cut(place: LockedTree, job: PlanJob, series: SeriesOptions) -> Cut:
    repository = place.repository
    assert repository is not None
    by = parse_batch_by(series.batch_by)
    below = "" if place.root == repository.top else repository.git_path(place.root, "") + "/"
    owners = read_owners(repository.top) if by.kind == "owner" else None

    def cut(groups: Sequence[RippleGroup]) -> tuple[Batch, ...]:
        categories = job.migration.categories
        return make_batches(groups, by, categories=categories, owners_text=owners, below=below)

    return cut


def _messages(
    repository: Repository, job: PlanJob, series: SeriesOptions, plan: Plan, batches: Sequence[Batch]
) -> Iterator[str]:
    template = series.message or job.config.message or DEFAULT
    for message in commit_messages(plan, batches, template):
        yield with_trailer(repository, message, f"{TRAILER}: {printable(plan.migration)}")


def _ignored(place: LockedTree, migration: str, series: SeriesOptions, names: Sequence[str]) -> Revisions:
    repository = place.repository
    assert repository is not None
    before = ignored_revisions(repository)
    after = with_revisions(before, f"repoint: {printable(migration)}", names)
    entry = revisions_entry(repository, after)
    text = f"{printable(migration)}: let blame look through the series\n"
    message = with_trailer(repository, text, f"{TRAILER}: {printable(migration)}")
    commit = Commit(message, {IGNORE_REVS_FILE: entry})
    made = build_series(repository, names[-1], [commit], place.state, series.hooks, series.authorship)
    return Revisions(made[0], before, after, entry)


def _landed(
    place: LockedTree,
    planning: SnapshotPlanning,
    series: SeriesOptions,
    made: Made,
    differing: Mapping[str, UncommittedFile],
    edited: Mapping[str, bytes],
    revisions: Revisions | None,
) -> Made:
    repository = place.repository
    assert repository is not None
    migration, total = made.plan.migration, len(made.commits) + bool(revisions)
    if series.branch is not None:
        ref = RefRecord(new_branch(repository, series.branch), "", made.tip, total)
        return replace(made, branch=series.branch, number=land_on_branch(place, migration, ref))
    disk = with_edits(planning.plan("disk"), edited)
    entries = staging_entries(place, repository, disk.files, planning.raw("index", differing))
    ref = RefRecord(current_ref(repository), repository.head, made.tip, total)
    number = land_here(place, migration, disk.files, entries, ref, revisions, differing)
    return replace(made, branch=ref.ref.removeprefix(HEADS), number=number)


def report_series(place: LockedTree, made: Made, how: ApplyOptions) -> int:
    """Print what became of a plan. Gives the exit code."""
    plan = made.plan
    if how.json:
        patches = patches_of(place.root, plan)
        done = plan_json.series_document(plan, patches, made.commits, made.branch, made.number)
        stdout.emit(plan_json.encode(done))
    report(plan.findings, how.json)
    for number, (commit, batch) in enumerate(made.commits, 1):
        name = printable(batch.name)
        say(f"{commit[:12]} {number}/{len(made.commits)} {name}: {number_of(len(batch.paths), 'file')}")
    if made.commits and made.tip != made.commits[-1][0]:
        say(f"{made.tip[:12]} {IGNORE_REVS_FILE}: lists them, for git blame")
    say(f"{_landing(made)}; {references(plan)}{'; `repoint undo` takes it back' if made.number else ''}")
    return COULD_NOT_RUN if not plan.files and held_up(plan) and not how.interactive else 0


def _landing(made: Made) -> str:
    if not made.commits:
        return "nothing to commit"
    where = [f"on {shown_branch(made.branch)}"] if made.branch else []
    where += [f"written as mails for `{made.mails}`"] if made.mails else []
    files, commits = number_of(len(made.plan.files), "file"), number_of(len(made.commits), "commit")
    return f"{files} in {commits} {', '.join(where)}"
