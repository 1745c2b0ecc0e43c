"""Carry one file's decision out: rewrite it, splice, and prove the result; pure, so it runs anywhere."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from codemods.execution.pool import failure_of
from codemods.planning.strings import StringChange
from codemods.proof.file import prove
from codemods.proof.shape import compare_shape
from codemods.resolution.lookup import Names
from codemods.resolution.model import Facts
from codemods.resolution.read import Wanted
from codemods.rewriting.file import edits_for
from codemods.rewriting.lines import Unwritable
from codemods.ripple.decision import Decision
from codemods.values.edits import Edit, splice
from codemods.values.plan import FileChange
from codemods.values.source import Source


@dataclass(frozen=True, slots=True)
class Work:
    """All that is needed to rewrite one file."""

    source: Source
    facts: Facts
    decision: Decision
    strings: tuple[StringChange, ...]
    wanted: Wanted


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a file is left as it was: the finding's code, the 1-based line (0 for none) and the reason."""

    path: str
    code: str
    line: int
    reason: str


def carry_out(work: Work) -> FileChange | Failure | None:
    """Give the file's change with its proof passed, why there is none, or None when nothing changes."""
    try:
        return _rewritten(work)
    except Unwritable as error:
        return Failure(work.source.path, "RP401", work.source.line_of(error.offset), error.reason)
    except UnicodeEncodeError as error:
        reason = f"its encoding cannot hold the new text: {error.reason}"
        return Failure(work.source.path, "RP401", 0, reason)
    except Exception as error:
        return Failure(work.source.path, "RP009", 0, failure_of(error))


def _rewritten(work: Work) -> FileChange | Failure | None:
    source, facts = work.source, work.facts
    stored = [each.use for each in work.strings if each.use is not None]
    decision = replace(work.decision, uses=[*work.decision.uses, *stored])
    edits = tuple(sorted((*edits_for(source, facts, decision), *_quoted(source, work.strings))))
    data = splice(source.data, edits)
    if data == source.data:
        return None
    after = source.to_file(data)
    rewritten = Source(source.path, data)
    said = {each.span: each.new for each in work.strings if each.use is None}
    failure = prove(Names(facts), decision, rewritten, work.wanted)
    failure = failure or compare_shape(source, facts, decision, said, rewritten)
    if failure is not None:
        return Failure(source.path, "RP401", failure.line, failure.reason)
    moved = sum(decision.moved.values()) + len(work.strings)
    return FileChange(source.path, source.to_file(source.data), after, edits, moved)


def _quoted(source: Source, strings: Iterable[StringChange]) -> Iterable[Edit]:
    return (_string_edit(source, each) for each in strings if each.use is None)


def _string_edit(source: Source, change: StringChange) -> Edit:
    """Change the one component of a target that differs, wherever the string's quotes are."""
    start = source.data.find(change.old.encode(), change.span.start, change.span.end)
    if start < 0:
        raise Unwritable(change.span.start, f"`{change.old}` is not spelled plainly here")
    kept, dot, old = change.old.rpartition(".")
    start += len((kept + dot).encode())
    new = change.new.rpartition(".")[2]
    return Edit(start, start + len(old.encode()), old.encode(), new.encode())
