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
from codemods.plan.batching.batch_option import parse_batch_by
from codemods.plan.batching.commit_messages import (
    CODEMOD_TEMPLATE,
    DEFAULT_TEMPLATE,
    TRAILER,
    check_template,
    commit_messages,
)
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


def check_repository(repository: Repository, options: SeriesOptions) -> None:
    """Raise RepointError for options that cannot be followed, before anything takes time."""
    if options.branch is not None:
        new_branch(repository, options.branch)
    if not repository.head:
        raise RepointError(f"{repository.top}: there is no commit yet to build on; make the first one")
    if options.authorship is None:
        check_identity(repository)
    if options.blame_ignore and options.commit and not options.branch:
        check_unchanged(repository)
    if options.mails is not None:
        make_empty_folder(options.mails)


class SeriesMaker:
    """Makes the series of one job, in the repository of its tree."""

    def __init__(self, tree: LockedTree, job: PlanJob, options: SeriesOptions) -> None:
        """Raises RepointError for batches that cannot be cut, and messages that cannot be filled in."""
        assert tree.repository is not None
        self._tree = tree
        self._repository = tree.repository
        self._job = job
        self._options = options
        self._cut = self._cutter()
        self._cut(())
        if options.message is not None:
            check_template(options.message, "--message")
        elif job.config.message is not None:
            settings = job.root / "pyproject.toml"
            check_template(job.config.message, f'{settings}: [tool.repoint], key "message"')

    def batches(self, planning: SnapshotPlanning) -> tuple[tuple[Batch, ...], Plan]:
        """The batches of the last plan, one for each commit, and the plan with its groups then."""
        return planning.engine(Snapshot.HEAD).batches(planning.plan(Snapshot.HEAD), self._cut)

    def make(
        self,
        planning: SnapshotPlanning,
        differing: Mapping[str, UncommittedFile],
        edited: Mapping[str, bytes],
    ) -> Series:
        """Make the commits and land them, or write them as mails.

        `differing` are the files with uncommitted work, and `edited` the texts of files that were edited by
        hand, by path. Raises RepointError, with everything as it was.
        """
        batches, plan = self.batches(planning)
        plan = with_edits(plan, edited)
        if not plan.files:
            return Series(plan, ())
        entries = self._entries(plan, planning.raw(Snapshot.HEAD, differing), differing)
        commits = [
            Commit(message, {self._git_path(path): entries[path] for path in batch.paths})
            for message, batch in zip(self._messages(plan, batches), batches, strict=True)
        ]
        names = self._build(self._repository.head, commits)
        revisions = self._ignore_revs_commit(plan.migration, names) if self._options.blame_ignore else None
        tip = revisions.commit if revisions else names[-1]
        folder = self._options.mails
        mails = write_mails(self._repository, tip, folder) if folder is not None else ""
        series = Series(plan, tuple(zip(names, batches, strict=True)), tip, mails=mails)
        if not self._options.commit:
            return series
        total = len(commits) + bool(revisions)
        if self._options.branch is not None:
            ref = RefRecord(new_branch(self._repository, self._options.branch), "", tip, total)
            number = land_on_branch(self._tree, plan.migration, ref)
        else:
            disk = with_edits(planning.plan(Snapshot.DISK), edited).files
            raw = planning.raw(Snapshot.INDEX, differing)
            staged = staging_entries(self._tree, self._repository, disk, raw)
            ref = RefRecord(current_ref(self._repository), self._repository.head, tip, total)
            number = land_here(self._tree, plan.migration, disk, staged, ref, revisions, differing)
        branch = self._options.branch or ref.ref.removeprefix(HEADS)
        return replace(series, branch=branch, number=number)

    def _git_path(self, path: str) -> str:
        return self._repository.git_path(self._tree.root, path)

    def _build(self, parent: str, commits: Sequence[Commit]) -> list[str]:
        options = self._options
        return build_series(
            self._repository, parent, commits, self._tree.state, options.hooks, options.authorship
        )

    def _entries(
        self, plan: Plan, raw: Mapping[str, bytes], differing: Mapping[str, UncommittedFile]
    ) -> dict[str, IndexEntry]:
        """The entries of the plan's files in the commits; a mode that is only staged is not committed."""
        entries = staging_entries(self._tree, self._repository, plan.files, raw)
        modes = {path: differing[path].head_mode for path in raw}
        return {path: replace(entry, mode=modes.get(path) or entry.mode) for path, entry in entries.items()}

    def _cutter(self) -> CutGroups:
        top = self._repository.top
        by = parse_batch_by(self._options.batch_by)
        below = "" if self._tree.root == top else self._git_path("") + "/"
        owners = read_owners(top) if by.kind == "owner" else None
        categories = self._job.migration.categories

        def cut(groups: Sequence[RippleGroup]) -> tuple[Batch, ...]:
            return make_batches(groups, by, categories=categories, owners_text=owners, below=below)

        return cut

    def _messages(self, plan: Plan, batches: Sequence[Batch]) -> Iterator[str]:
        template = self._options.message or self._job.config.message or self._default_template
        for message in commit_messages(plan, batches, template):
            yield self._with_trailer(message, plan.migration)

    @property
    def _default_template(self) -> str:
        return DEFAULT_TEMPLATE if self._job.codemod is None else CODEMOD_TEMPLATE

    def _with_trailer(self, message: str, migration: str) -> str:
        return with_trailer(self._repository, message, f"{TRAILER}: {printable(migration)}")

    def _ignore_revs_commit(self, migration: str, names: Sequence[str]) -> IgnoreRevsCommit:
        """Make the commit that lists the others for git blame."""
        before = ignored_revisions(self._repository)
        after = with_revisions(before, f"repoint: {printable(migration)}", names)
        entry = revisions_entry(self._repository, after)
        text = f"{printable(migration)}: let blame look through the series\n"
        commit = Commit(self._with_trailer(text, migration), {IGNORE_REVS_FILE: entry})
        return IgnoreRevsCommit(self._build(names[-1], [commit])[0], before, after, entry)


def report_series(tree: LockedTree, series: Series, options: ApplyOptions) -> ExitCode:
    """Print what became of a plan. Ends with COULD_NOT_RUN when nothing could be done."""
    plan = series.plan
    if not options.json:
        print_findings(plan.findings)
    for number, (commit, batch) in enumerate(series.commits, 1):
        name = printable(batch.name)
        inform(f"{commit[:12]} {number}/{len(series.commits)} {name}: {number_of(len(batch.paths), 'file')}")
    if series.commits and series.tip != series.commits[-1][0]:
        inform(f"{series.tip[:12]} {IGNORE_REVS_FILE}: lists them, for git blame")
    inform(series_summary(series))
    # Last, so that it is known what was done where the document can't be written.
    if options.json:
        patches = plan_patches(tree.root, plan)
        document = plan_json.series_document(plan, patches, series.commits, series.branch, series.number)
        stdout.emit(encode_json(document))
    failed = not plan.files and is_held_up(plan) and not options.interactive
    return ExitCode.COULD_NOT_RUN if failed else ExitCode.OK


def series_summary(series: Series) -> str:
    """What became of a plan, in one line."""
    undo = "; `repoint undo` takes it back" if series.number else ""
    return f"{_landing(series)}; {reference_summary(series.plan)}{undo}"


def _landing(series: Series) -> str:
    if not series.commits:
        return "nothing to commit"
    where = [f"on {shown_branch(series.branch)}"] if series.branch else []
    where += [f"written as mails for `{series.mails}`"] if series.mails else []
    files, commits = number_of(len(series.plan.files), "file"), number_of(len(series.commits), "commit")
    return f"{files} in {commits} {', '.join(where)}"
