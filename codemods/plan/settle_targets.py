"""All targets of a tree together: settled against the decisions, with the names that they hold."""

from collections.abc import Callable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from codemods.project.decide_targets import TargetDecider
from codemods.project.decision import Decision, Diagnostic, ReferenceRecord
from codemods.project.definitions import Definitions
from codemods.project.dotted_paths import ModuleAttribute
from codemods.project.file_context import ChangeLimits
from codemods.project.project import Project
from codemods.project.readers import Readers
from codemods.project.resolved_targets import ResolvedTarget, resolved_targets
from codemods.project.target_decisions import StringChange, TargetDecision
from codemods.semantic.scope_table import ScopeTable
from codemods.values import finding_texts as texts
from codemods.values.rules import Symbol


class SettledTargets(Struct, frozen=True):
    """What becomes of every target, by file."""

    changes: Mapping[str, tuple[StringChange, ...]]
    remarks: Mapping[str, tuple[Diagnostic, ...]]
    holds: Mapping[ModuleAttribute, str]
    """The names that must stay bound, each with a file whose targets name it."""
    keeps: Mapping[ModuleAttribute, str]
    """Those of them that must go on standing for the old object."""
    references: Mapping[str, tuple[ReferenceRecord, ...]]
    """The targets that name something deprecated, by file."""


class ProgramTargets:
    """The targets of one tree."""

    def __init__(
        self, project: Project, definitions: Definitions, limits: Callable[[str], ChangeLimits]
    ) -> None:
        self._project = project
        self._definitions = definitions
        self._limits = limits
        self._aims: dict[str, tuple[ScopeTable, list[ResolvedTarget]]] = {}

    def settle(self, names: Mapping[str, ScopeTable], decisions: Mapping[str, Decision]) -> SettledTargets:
        """Settle every target against the decisions on all files."""
        aims = {path: self.aims(path, each) for path, each in names.items()}
        read = frozenset(symbol for each in aims.values() for symbol in _read_at_run_time(each))
        readers = Readers(self._project, decisions, read)
        follower = TargetDecider(self._project, self._definitions, decisions, readers)
        changes: dict[str, tuple[StringChange, ...]] = {}
        remarks: dict[str, tuple[Diagnostic, ...]] = {}
        references: dict[str, tuple[ReferenceRecord, ...]] = {}
        holds: dict[ModuleAttribute, str] = {}
        keeps: dict[ModuleAttribute, str] = {}
        for path, own in aims.items():
            verdicts = [(aim, self._limited(path, aim, follower.settle(aim, names[path]))) for aim in own]
            verdicts = list(_agreed(verdicts))
            changes[path] = tuple({v.change.span: v.change for _, v in verdicts if v.change}.values())
            remarks[path] = tuple(dict.fromkeys(_remarks(path, verdicts, decisions)))
            references[path] = tuple(_noted(verdicts))
            for hold in (verdict.hold for _, verdict in verdicts if verdict.hold):
                holds.setdefault(hold, path)
            for keep in (verdict.keep for _, verdict in verdicts if verdict.keep):
                keeps.setdefault(keep, path)
        changed = {path: each for path, each in changes.items() if each}
        return SettledTargets(changed, remarks, holds, keeps, references)

    def aims(self, path: str, names: ScopeTable) -> list[ResolvedTarget]:
        """The targets of one file, worked out once for the same facts."""
        known = self._aims.get(path)
        if known is None or known[0] is not names:
            self._aims[path] = known = (names, resolved_targets(self._project, names))
        return known[1]

    def _limited(self, path: str, aim: ResolvedTarget, verdict: TargetDecision) -> TargetDecision:
        """A change where nothing may change: the name that it would follow must stay instead."""
        limits = self._limits(path)
        if verdict.change is None:
            return verdict
        mark = limits.protected(aim.offset) or limits.protected(verdict.change.span.start)
        symbol = aim.reach.symbol if aim.reach is not None else None
        stays = mark.rejection.about(symbol) if mark is not None else limits.about(symbol)
        if stays is None:
            return verdict
        hops = aim.reach.hops if aim.reach is not None else ()
        remarks = (Diagnostic(aim.offset, stays),)
        return TargetDecision(hold=hops[0] if hops else None, remarks=remarks)


def _noted(verdicts: list[tuple[ResolvedTarget, TargetDecision]]) -> Iterator[ReferenceRecord]:
    """The targets that move, each edited place once, and those that stay with a finding."""
    done: set[int] = set()
    for aim, verdict in verdicts:
        symbol = aim.reach.symbol if aim.reach is not None else None
        place = verdict.change.span.start if verdict.change is not None else aim.offset
        stays = verdict.change is None and symbol is not None and verdict.remarks
        if (verdict.change is not None or stays) and place not in done:
            done.add(place)
            yield ReferenceRecord(place, "string", str(symbol or ""), verdict.change is not None)


def _read_at_run_time(aims: list[ResolvedTarget]) -> Iterator[Symbol]:
    """The symbols that targets read where they are defined."""
    for aim in aims:
        if aim.reads and aim.reach is not None and aim.reach.symbol is not None and not aim.reach.hops:
            yield aim.reach.symbol


def _agreed(
    verdicts: list[tuple[ResolvedTarget, TargetDecision]],
) -> Iterator[tuple[ResolvedTarget, TargetDecision]]:
    """Let no target change that may stand for several things, unless all of them become the same."""
    by_place: dict[int, set[tuple[str, str] | None]] = {}
    for aim, verdict in verdicts:
        became = (verdict.change.old, verdict.change.new) if verdict.change is not None else None
        by_place.setdefault(aim.offset, set()).add(became if aim.reach is not None else None)
    for aim, verdict in verdicts:
        alone = len(by_place[aim.offset]) == 1 or aim.form == "patch.multiple"
        if verdict.change is None or alone:
            yield aim, verdict
            continue
        assert aim.reach is not None
        remark = Diagnostic(aim.offset, texts.SEVERAL_TARGETS.fill(aim.reach.symbol, target=aim.text))
        hold = aim.reach.hops[0] if aim.reach.hops else None
        yield aim, replace(verdict, change=None, hold=hold, remarks=(remark,))


def _remarks(
    path: str, verdicts: list[tuple[ResolvedTarget, TargetDecision]], decisions: Mapping[str, Decision]
) -> Iterator[Diagnostic]:
    late = {hop for other, each in decisions.items() if other != path for hop in each.others.read_late}
    for aim, verdict in verdicts:
        yield from verdict.remarks
        hop = aim.reach.hops[0] if aim.reach is not None and aim.reach.hops else None
        told = any(remark.rejection.code == texts.STRING_TARGET.code for remark in verdict.remarks)
        if aim.reach is not None and hop in late and not aim.reads and not told:
            moving = texts.TARGET_READERS_MOVE.fill(aim.reach.symbol, target=aim.text)
            yield Diagnostic(aim.offset, moving)
