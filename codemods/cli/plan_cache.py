"""Answers that an earlier run has given of the very same tree, and those that this one gives the next.

Of the same tree: each path, and what the system tells of each, is what it was, and so is all that was asked.
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
from codemods.values.inventory import DeprecatedModule
from codemods.values.plan import FileChange, Plan, Survey
from codemods.values.tree import UnreadableError

Answer = TypeVar("Answer")

_ACCIDENTS = frozenset(("RP004", "RP009"))


@dataclass(frozen=True, slots=True)
class _Change:
    """A file's change without its texts: the one is on disk, the other follows from it."""

    path: str
    edits: tuple[Edit, ...]
    references: int


@dataclass(frozen=True, slots=True)
class _Kept:
    plan: Plan
    """Without files."""
    changes: tuple[_Change, ...]


def plan_of(job: PlanJob) -> Plan:
    """The plan for a job. Raises MigrationError when the migration does not fit the tree."""

    def made() -> Plan:
        with TerminalProgress() as progress:
            return job.engine(progress).plan()

    def kept(plan: Plan) -> _Kept:
        changes = (_Change(each.path, each.edits, each.references) for each in plan.files)
        return _Kept(replace(plan, files=()), tuple(changes))

    def told(encoded: bytes) -> Plan:
        known = msgspec.msgpack.decode(encoded, type=_Kept)
        return replace(known.plan, files=tuple(_with_texts(job, change) for change in known.changes))

    return _answer(job, ("plan",), made, kept, told, lambda plan: plan.findings)


def survey_of(job: PlanJob, paths: Sequence[str] | None) -> Survey:
    """The references in a job's tree, or in some of its files. Raises MigrationError as `plan_of` does."""

    def made() -> Survey:
        with TerminalProgress() as progress:
            return job.unnarrowed.engine(progress).survey(paths)

    def told(encoded: bytes) -> Survey:
        return msgspec.msgpack.decode(encoded, type=Survey)

    asked = ("survey", paths)
    return _answer(job, asked, made, lambda survey: survey, told, lambda survey: survey.findings)


def survey_and_homes_of(job: PlanJob) -> tuple[Survey, tuple[DeprecatedModule, ...]]:
    """The references in a job's whole tree, and the modules that deprecated symbols come from.

    Raises MigrationError as `plan_of` does.
    """

    def made() -> tuple[Survey, tuple[DeprecatedModule, ...]]:
        with TerminalProgress() as progress:
            engine = job.unnarrowed.engine(progress)
            return engine.survey(), engine.homes()

    def told(encoded: bytes) -> tuple[Survey, tuple[DeprecatedModule, ...]]:
        return msgspec.msgpack.decode(encoded, type=tuple[Survey, tuple[DeprecatedModule, ...]])

    asked = ("survey and homes",)
    return _answer(job, asked, made, lambda both: both, told, lambda both: both[0].findings)


def _answer(
    job: PlanJob,
    asked: tuple[object, ...],
    made: Callable[[], Answer],
    kept: Callable[[Answer], object],
    told: Callable[[bytes], Answer],
    found: Callable[[Answer], Sequence[Finding]],
) -> Answer:
    memory = job.memory
    key = _key(job, asked) if memory.enabled else b""
    if not key:
        return made()
    known = memory.read((key,)).get(key)
    if known is not None:
        try:
            return told(known)
        except (StaleEditError, UnreadableError):
            pass  # A file was changed since the tree was listed.
        except (ValueError, RecursionError):
            memory.discard()
    answer = made()
    if _lasts(job, found(answer)):
        # Half a surrogate pair, in a file's name or text, has no encoded form.
        with suppress(UnicodeEncodeError):
            memory.write({key: _encoded(kept(answer))})
    return answer


def _lasts(job: PlanJob, found: Sequence[Finding]) -> bool:
    """Whether an answer rests on the tree as it was listed, and on nothing that may be otherwise next time.

    A file that could not be read, though the listing has it as one that can be, was lost to an accident. What
    git searches is what is staged, and that may have changed since the tree was listed.
    """
    foreseen = frozenset(job.tree.unsearched)
    if any(each.code in _ACCIDENTS and each.path not in foreseen for each in found):
        return False
    return job.repository is None or job.repository.index_state() == job.index


def _key(job: PlanJob, asked: tuple[object, ...]) -> bytes:
    """What stands for the tree and for what was asked; empty where a change of the tree might not show."""
    tree = job.tree
    if not tree.stamp or tree.submodules or job.documents.files:
        return b""
    state = (tree.stamp, tree.root, tree.unsearched, tree.links, tree.unlisted)
    told = (asked, job.migration, job.selection, job.config.roots)
    try:
        return job.memory.key(b"answer", _encoded((state, told)))
    except UnicodeEncodeError:
        return b""


def _with_texts(job: PlanJob, change: _Change) -> FileChange:
    source = read_source(job.tree, change.path)
    after = source.to_file(splice(source.data, change.edits))
    return FileChange(change.path, source.to_file(source.data), after, change.edits, change.references)


def _encoded(value: object) -> bytes:
    return msgspec.msgpack.encode(value, enc_hook=_plain, order="deterministic")


def _plain(value: object) -> object:
    if isinstance(value, Signature):
        return str(value)
    # What `enc_hook` is to raise: a value of a new kind must say here what of it an answer rests on.
    raise NotImplementedError(f"{type(value).__name__} can't be part of what an answer rests on")
