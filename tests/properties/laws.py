"""What must hold of every plan, as functions over a program; tests pick the laws that they state."""

import io
import tempfile
import tokenize
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from hypothesis import assume

from codemods.plan.engine import make_plan
from codemods.values.finding_texts import STAYING_REFERENCES
from codemods.values.plan import Plan
from codemods.values.tree import Selection
from tests.properties.moves import Move
from tests.properties.programs import Program
from tests.properties.recorder import Note
from tests.properties.sandbox import compiled, run

WHOLE = Selection()
HOME = "RP111"
"""The finding on a deprecated definition, which stays."""
LEFT_ALONE = {"RP401", *STAYING_REFERENCES} - {HOME}
"""Codes of findings that say why a reference stays."""


def planned(
    files: Mapping[str, bytes], move: Move, selection: Selection = WHOLE, order: Iterable[str] = ()
) -> Plan:
    """The plan for a tree, written to a folder in a given order."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for path in order or files:
            place = root / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(files[path])
        return make_plan(root, move.migration, selection)


def applied(files: Mapping[str, bytes], plan: Plan) -> dict[str, bytes]:
    """The tree after a plan; its `before` must be what the tree holds."""
    for change in plan.files:
        assert change.before == files[change.path], f"{change.path} was not read as it is"
    return {**files, **{change.path: change.after for change in plan.files}}


def recording(program: Program, files: Mapping[str, bytes]) -> list[Note]:
    """What the program does with these files in place of its own.

    Of several modules it is what each of them does: when a module is imported first may change.
    """
    if len(program.places) == 1:
        entries = (*program.preloaded, *program.entries)
        return run(files, entries, type_checking=program.type_checking)
    notes = run(files, program.entries, watched=program.places)
    return sorted(notes, key=lambda note: str(note[0]))


def report(program: Program, plan: Plan) -> str:
    """The program and what the plan made of it, for a person who must find the mistake."""
    changed = "\n".join(f"+++ {change.path}\n{change.after.decode()}" for change in plan.files)
    findings = "\n".join(
        f"{one.path}:{one.line} {one.code} {one.message}"
        for one in plan.findings
        if one.path in program.places
    )
    return f"\n{program.shown()}\n{changed}\n{findings}"


def same_calls(program: Program, plan: Plan) -> list[Note]:
    """Before and after, the program makes the same calls, the mapping applied; gives the calls after."""
    before = recording(program, program.files)
    assume(program.preloaded or not any(map(unloaded, before)))
    after = recording(program, applied(program.files, plan))
    assert program.move.mapped(before) == program.move.mapped(after), report(program, plan)
    return after


def unloaded(note: Note) -> bool:
    """Whether a note, of one module or of several, is of a module that was not there."""
    inner = note[1] if len(note) == 2 and isinstance(note[1], tuple) else note
    return inner[0] in ("raised", "ended") and inner[-1] is True


def whole_after(program: Program, plan: Plan) -> None:
    """Every file of the tree compiles afterwards."""
    for path, source in applied(program.files, plan).items():
        try:
            compiled(source, path)
        except SyntaxError as error:
            raise AssertionError(f"{path}: {error}{report(program, plan)}") from error


def explained(program: Program, plan: Plan, after: list[Note]) -> None:
    """Where the program still reaches a deprecated symbol, a finding says why."""
    if program.move.leaves(after):
        assert reasons(plan), f"left without a finding{report(program, plan)}"


def reasons(plan: Plan) -> list[str]:
    """The codes of the findings about references that stay."""
    return [finding.code for finding in plan.findings if finding.code in LEFT_ALONE]


def settled(program: Program, plan: Plan) -> None:
    """A second run over the tree after the plan plans nothing, and finds the same to say."""
    if any(finding.code in ("RP107", "RP113", "RP401") for finding in plan.findings) or reasons(plan):
        return  # what stays may be free to move once its neighbours have moved
    again = planned(applied(program.files, plan), program.move)
    assert not again.files, f"second run: {again.files[0].after.decode()}{report(program, plan)}"
    kept, left = Counter(reasons(plan)), Counter(reasons(again))
    assert kept == left, f"findings then {kept}, now {left}{report(program, plan)}"


def comments_kept(program: Program, plan: Plan) -> None:
    """No comment gets lost; the same comment may stand there less often, with an import less."""
    for change in plan.files:
        lost = comments(change.before) - comments(change.after)
        assert not lost, f"lost {lost}{report(program, plan)}"


def comments(source: bytes) -> set[str]:
    """The comments of a source."""
    tokens = tokenize.tokenize(io.BytesIO(source).readline)
    return {token.string for token in tokens if token.type == tokenize.COMMENT}
