"""Whole plans and surveys, kept from one run for the next one over the same tree.

The tree is the same when its paths are, and what the system tells of each file (size, times, inode); the
migration, the selection and the question have to be the same as well.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from inspect import Signature
from typing import TypeVar

import msgspec

from codemods.cli.request import PlanJob
from codemods.cli.terminal.progress_bar import TerminalProgress
from codemods.tree.decoding import read_source
from codemods.values.edit import Edit, StaleEditError, splice
from codemods.values.finding import Finding
from codemods.values.finding_texts import INTERNAL, UNREADABLE
from codemods.values.inventory import DeprecatedModule
from codemods.values.plan import FileChange, Plan, Survey
from codemods.values.tree import UnreadableError

Answer = TypeVar("Answer")

_ACCIDENTS = frozenset((UNREADABLE.code, INTERNAL.code))
"""Findings that the next run over the same tree may not have."""


@dataclass(frozen=True, slots=True)
class _PackedChange:
    """A file's change without its texts: the old one is on disk, and the new one follows from it."""

    path: str
    edits: tuple[Edit, ...]
    references: int


@dataclass(frozen=True, slots=True)
class _PackedPlan:
    plan: Plan
    """Without files."""
    changes: tuple[_PackedChange, ...]


def cached_plan(job: PlanJob) -> Plan:
    """Plan a job. Raises MigrationError when the migration does not fit the tree."""

    def compute() -> Plan:
        with TerminalProgress() as progress:
            # What formatters do rests on more than the tree, so that the plan is kept as it is without them.
            return replace(job, formatters=None).engine(progress).plan()

    def pack(plan: Plan) -> _PackedPlan:
        changes = (_PackedChange(each.path, each.edits, each.references) for each in plan.files)
        return _PackedPlan(replace(plan, files=()), tuple(changes))

    def unpack(data: bytes) -> Plan:
        packed = msgspec.msgpack.decode(data, type=_PackedPlan)
        return replace(packed.plan, files=tuple(_with_texts(job, change) for change in packed.changes))

    plan = _cached(job, ("plan",), compute, pack, unpack, lambda plan: plan.findings)
    if job.formatters is None:
        return plan
    from codemods.plan.format_plan import format_plan

    return format_plan(plan, job.formatters)


def cached_survey(job: PlanJob, paths: Sequence[str] | None) -> Survey:
    """Survey a job's tree, or some of its files (None for all). Raises MigrationError as `cached_plan`."""

    def compute() -> Survey:
        with TerminalProgress() as progress:
            return job.without_paths.engine(progress).survey(paths)

    def unpack(data: bytes) -> Survey:
        return msgspec.msgpack.decode(data, type=Survey)

    question = ("survey", paths)
    return _cached(job, question, compute, lambda survey: survey, unpack, lambda survey: survey.findings)


def cached_survey_and_homes(job: PlanJob) -> tuple[Survey, tuple[DeprecatedModule, ...]]:
    """Survey a job's whole tree, and give the modules that deprecated symbols come from as well.

    Raises MigrationError as `cached_plan`.
    """

    def compute() -> tuple[Survey, tuple[DeprecatedModule, ...]]:
        with TerminalProgress() as progress:
            engine = job.without_paths.engine(progress)
            return engine.survey(), engine.deprecated_modules()

    def unpack(data: bytes) -> tuple[Survey, tuple[DeprecatedModule, ...]]:
        return msgspec.msgpack.decode(data, type=tuple[Survey, tuple[DeprecatedModule, ...]])

    question = ("survey and homes",)
    return _cached(job, question, compute, lambda both: both, unpack, lambda both: both[0].findings)


def _cached(
    job: PlanJob,
    question: tuple[object, ...],
    compute: Callable[[], Answer],
    pack: Callable[[Answer], object],
    unpack: Callable[[bytes], Answer],
    findings: Callable[[Answer], Sequence[Finding]],
) -> Answer:
    cache = job.cache
    key = _key(job, question) if cache.enabled else None
    if key is None:
        return compute()
    known = cache.read((key,)).get(key)
    if known is not None:
        cache.write({})  # There is no more to read: it closes the file.
        try:
            return unpack(known)
        except (StaleEditError, UnreadableError):
            pass  # A file was changed since the tree was listed.
        except (ValueError, RecursionError):
            cache.discard()
    answer = compute()
    if _is_repeatable(job, findings(answer)):
        # Half a surrogate pair, in a file's name or text, has no encoded form.
        with suppress(UnicodeEncodeError):
            cache.write({key: _encoded(pack(answer))})
    return answer


def _is_repeatable(job: PlanJob, findings: Sequence[Finding]) -> bool:
    """Whether the next run over the same tree would give the same answer.

    A file that could not be read, though the listing has it as readable, was lost to an accident. And git
    searches the index, which may have changed since the tree was listed.
    """
    foreseen = frozenset(job.tree.unsearched)
    if any(each.code in _ACCIDENTS and each.path not in foreseen for each in findings):
        return False
    return job.repository is None or job.repository.index_state() == job.index_state


def _key(job: PlanJob, question: tuple[object, ...]) -> bytes | None:
    """What identifies the tree and the question; None where a change of the tree might not show."""
    tree = job.tree
    # What a type checker answers rests on the packages of an environment, too.
    # So does what a codemod makes, on its own code and that of its libraries.
    if (
        job.ask_types is not None
        or job.codemod is not None
        or not tree.stamp
        or tree.submodules
        or job.documents.files
    ):
        return None
    state = (tree.stamp, tree.root, tree.unsearched, tree.links, tree.unlisted)
    asked = (
        question,
        job.migration,
        job.selection,
        job.config.roots,
        job.config.code_style,
        job.configuration,
    )
    try:
        return job.cache.key(b"answer", _encoded((state, asked)))
    except UnicodeEncodeError:
        return None


def _with_texts(job: PlanJob, change: _PackedChange) -> FileChange:
    source = read_source(job.tree, change.path)
    after = source.to_file(splice(source.file_text, change.edits))
    return FileChange(change.path, source.to_file(source.file_text), after, change.edits, change.references)


def _encoded(value: object) -> bytes:
    return msgspec.msgpack.encode(value, enc_hook=_encodable, order="deterministic")


def _encodable(value: object) -> object:
    if isinstance(value, Signature):
        return str(value)
    # What `enc_hook` has to raise. Add a form for each new kind of value that an answer depends on.
    raise NotImplementedError(f"{type(value).__name__} has no form in the cache")
