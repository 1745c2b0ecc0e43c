"""A file whose proof fails: as much of its change as can be proved, with aliases or with lines that stay."""

from collections.abc import Sequence

from msgspec.structs import replace

from codemods.plan.cautious_limits import Caution
from codemods.plan.decide_program import ProgramDecider
from codemods.plan.rewrite_file import NotRewritten, rewrite_file
from codemods.plan.rewrite_program import rewrite_job
from codemods.values.finding_texts import SYNTAX_ERROR, TOO_DEEP

_MOST_LINES = 400
"""In files with more lines that change the search would take too long: such a file stays as a whole."""
_UNPARSED = frozenset({SYNTAX_ERROR.code, TOO_DEEP.code})
"""Why no change of a file can be proved, whatever is left of it."""


def be_cautious(decided: ProgramDecider) -> set[str]:
    """Find for each failing file what has to be left of its change, and decide it so; gives these files.

    A file that has been through this once, and fails nevertheless, is not tried again.
    """
    settled: set[str] = set()
    for path in sorted(decided.limits.failing - decided.limits.cautions.keys()):
        if path not in decided.decisions or decided.limits.failures[path].code in _UNPARSED:
            continue
        caution = _caution_for(decided, path)
        if caution is not None:
            decided.take_care(path, caution)
            settled.add(path)
    return settled


def _caution_for(decided: ProgramDecider, path: str) -> Caution | None:
    """The least caution under which a file can be proved; None where nothing of it can."""
    if _is_proved(decided, path, Caution(aliases=True)):
        return Caution(aliases=True)
    lines = _changing_lines(decided, path)
    if not 1 < len(lines) <= _MOST_LINES:
        return None
    moving: set[int] = set()
    todo = [lines]
    while todo:
        some = todo.pop()
        held = Caution(lines=frozenset(lines) - moving - {*some})
        if _is_proved(decided, path, held):
            moving.update(some)
        elif len(some) > 1:
            half = len(some) // 2
            todo += [some[half:], some[:half]]
    # What hangs on a line that stays does so as well, so that perhaps nothing moves after all.
    left = Caution(lines=frozenset(lines) - moving)
    return left if decided.decided_with(path, left)[0].number(moves=True) else None


def _changing_lines(decided: ProgramDecider, path: str) -> Sequence[int]:
    """The lines, counted from 1, with references that move."""
    source = decided.program.source(path)
    offsets = [each.offset for each in decided.decisions[path].references if each.moves]
    offsets += [each.span.start for each in decided.targets.changes.get(path, ())]
    return sorted({source.line_of(offset) for offset in offsets})


def _is_proved(decided: ProgramDecider, path: str, caution: Caution) -> bool:
    """Whether a file can be rewritten and proved with some caution."""
    decision, table = decided.decided_with(path, caution)
    job = rewrite_job(decided, path)
    strings = (s for s in job.strings if job.source.line_of(s.span.start) not in caution.lines)
    trial = replace(job, facts=table.facts, decision=decision, strings=tuple(strings))
    result = rewrite_file(trial)
    return not isinstance(result, NotRewritten) and (result is not None or not decision.changes)
