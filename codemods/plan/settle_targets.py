"""All patch targets of a program together: settled against the decisions, with the names that they need."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from codemods.project.decide_targets import TargetDecider
from codemods.project.decision import Decision, Diagnostic, ReferenceRecord
from codemods.project.definitions import Definitions
from codemods.project.dotted_paths import ModuleAttribute, old_path
from codemods.project.file_context import ChangeLimits
from codemods.project.project import Project
from codemods.project.replaced_modules import imported_under, replaced_modules
from codemods.project.resolved_targets import ResolvedTarget, resolved_targets
from codemods.project.symbol_readers import SymbolReaders
from codemods.project.target_context import TargetContext
from codemods.project.target_decisions import HeldSymbol, StringChange, TargetDecision
from codemods.project.targets_at_home import (
    TargetAtHome,
    computed_holds,
    held_below,
    held_symbols,
    replaced_at_home,
)
from codemods.project.version_support import VersionSupport
from codemods.semantic.patch_forms import PatchForm
from codemods.semantic.scope_table import ScopeTable
from codemods.values import finding_texts as texts
from codemods.values.rejection import Rejection
from codemods.values.symbol import Symbol

Decided = tuple[ResolvedTarget, TargetDecision]


class SettledTargets(Struct, frozen=True):
    """What becomes of every target, by file."""

    changes: dict[str, tuple[StringChange, ...]]
    diagnostics: dict[str, tuple[Diagnostic, ...]]
    needed: dict[ModuleAttribute, str]
    """The names that must stay bound, each with a file whose targets name it."""
    kept_objects: dict[ModuleAttribute, str]
    """Those of them that must go on standing for the old object."""
    references: dict[str, tuple[ReferenceRecord, ...]]
    """The targets that name something deprecated, by file."""
    held: dict[Symbol, HeldSymbol]
    """The symbols whose readers must stay, since a target that replaces them stays."""


class ProgramTargets:
    """The targets of one program."""

    def __init__(
        self, project: Project, definitions: Definitions, limits: Callable[[str], ChangeLimits]
    ) -> None:
        self._project = project
        self._definitions = definitions
        self._limits = limits
        self._known: dict[str, tuple[ScopeTable, list[ResolvedTarget], VersionSupport]] = {}

    def settle(
        self,
        tables: Mapping[str, ScopeTable],
        decisions: Mapping[str, Decision],
        held: Mapping[Symbol, HeldSymbol],
    ) -> SettledTargets:
        """Settle every target against the decisions on all files; the readers of `held` symbols stay."""
        targets = {path: self.targets(path, each) for path, each in tables.items()}
        readers = SymbolReaders(self._project, decisions)
        context = TargetContext(
            self._project, self._definitions, decisions, readers, replaced_at_home(targets), held
        )
        decider = TargetDecider(context)
        read_late: dict[ModuleAttribute, set[str]] = defaultdict(set)
        for path, decision in decisions.items():
            for name in decision.others.read_late:
                read_late[name].add(path)
        settled = SettledTargets({}, {}, {}, {}, {}, {})
        limits = cache(self._limits)
        at_home: list[TargetAtHome] = []
        by_file: dict[str, list[Decided]] = {}
        for path, own in targets.items():
            decided = [
                (each, self._limited(path, each, decider.decide(each, tables[path]), limits)) for each in own
            ]
            by_file[path] = agreed = list(_agreed(decided))
            _write_down(settled, path, agreed, read_late)
            changed = {each.use for each in decisions[path].uses} if path in decisions else ()
            at_home += _at_home(path, agreed, changed)
        settled.held.update(imported_under(self._project, tables, decisions))
        settled.held.update(replaced_modules(self._project, by_file, decisions))
        settled.held.update(computed_holds(self._project, readers, at_home))
        settled.held.update(held_symbols(at_home, readers))
        settled.held.update(held_below(by_file, readers, self._definitions))
        return settled

    def targets(self, path: str, table: ScopeTable) -> list[ResolvedTarget]:
        """The targets of one file, worked out once for the same facts."""
        known = self._known.get(path)
        if known is None or known[0] is not table:
            versions = VersionSupport(self._project, self._definitions, table)
            self._known[path] = known = (table, resolved_targets(self._project, table), versions)
        return known[1]

    def naming(self, symbols: Collection[Symbol], tables: Mapping[str, ScopeTable]) -> set[str]:
        """The files with a target that names one of some symbols where it is defined, beside its module."""
        return {
            path
            for path, table in tables.items()
            if any(
                each.beside is not None and each.symbol_at_home in symbols
                for each in self.targets(path, table)
            )
        }

    def _supported(self, path: str, target: ResolvedTarget) -> Rejection | None:
        """Why a target stays in code that supports versions without the new name; None for any other."""
        versions = self._known[path][2]
        resolved = target.resolved
        if resolved is None:
            return None
        if resolved.symbol is not None:
            return versions.keeps(resolved.symbol, target.offset)
        return versions.keeps_module(resolved.module, target.offset) if resolved.module is not None else None

    def _limited(
        self,
        path: str,
        target: ResolvedTarget,
        decision: TargetDecision,
        limits_of: Callable[[str], ChangeLimits],
    ) -> TargetDecision:
        """A change where nothing may change: the name that it would follow must stay instead."""
        if decision.change is None:
            return decision
        limits = limits_of(path)
        starts = (each.span.start for each in (decision.change, decision.also) if each is not None)
        protected = next(filter(None, map(limits.protected, (target.offset, *starts))), None)
        symbol = target.resolved.symbol if target.resolved is not None else None
        stays = protected.rejection.about(symbol) if protected is not None else limits.about(symbol)
        stays = stays or self._supported(path, target)
        if stays is None:
            return decision
        return TargetDecision(needs=_first_name(target), diagnostics=(Diagnostic(target.offset, stays),))


def _write_down(
    settled: SettledTargets,
    path: str,
    decided: list[Decided],
    read_late: Mapping[ModuleAttribute, set[str]],
) -> None:
    """Add one file's targets to what is settled."""
    made = (change for _, each in decided for change in (each.change, each.also))
    changes = {change.span: change for change in made if change is not None}
    if changes:
        settled.changes[path] = tuple(changes.values())
    settled.diagnostics[path] = tuple(dict.fromkeys(_diagnostics(path, decided, read_late)))
    settled.references[path] = tuple(_references(decided))
    for _, each in decided:
        if each.needs is not None:
            settled.needed.setdefault(each.needs, path)
        if each.keeps_object is not None:
            settled.kept_objects.setdefault(each.keeps_object, path)


def _references(decided: Sequence[Decided]) -> Iterator[ReferenceRecord]:
    """The targets that move, each edited place once, and those that stay with a finding."""
    done: set[int] = set()
    for target, decision in decided:
        change = decision.change
        offset = change.span.start if change is not None else target.offset
        stays = change is None and target.resolved is not None and decision.diagnostics
        if (change is not None or stays) and offset not in done:
            done.add(offset)
            stands = change is not None and change.old == change.new
            yield ReferenceRecord(
                offset, "string", old_path(target.resolved), change is not None, stands=stands
            )


def _at_home(path: str, decided: Sequence[Decided], changed: Collection[int]) -> Iterator[TargetAtHome]:
    """The targets of a file that name a symbol in the module that defines it.

    `changed` are the accesses, by index, that the decision on the file changes.
    """
    for target, decision in decided:
        symbol = target.symbol_at_home
        if symbol is not None:
            moves = decision.change is not None or decision.followed
            written = target.beside in changed or (target.access and target.access.index in changed)
            said = (target.offset, decision.diagnostics)
            yield TargetAtHome(path, symbol, target.reads, moves, *said, bool(written))


def _agreed(decided: Sequence[Decided]) -> Iterator[Decided]:
    """Let no target change that may stand for several things, unless all of them become the same."""
    by_offset: dict[int, set[tuple[str, str] | None]] = {}
    for target, decision in decided:
        became = (decision.change.old, decision.change.new) if decision.change is not None else None
        by_offset.setdefault(target.offset, set()).add(became if target.resolved is not None else None)
    for target, decision in decided:
        alone = len(by_offset[target.offset]) == 1 or target.form is PatchForm.PATCH_MULTIPLE
        if decision.change is None or alone:
            yield target, decision
            continue
        assert target.resolved is not None
        several = texts.SEVERAL_TARGETS.fill(target.resolved.symbol, target=target.text)
        diagnostics = (Diagnostic(target.offset, several),)
        yield target, replace(decision, change=None, needs=_first_name(target), diagnostics=diagnostics)


def _diagnostics(
    path: str, decided: Sequence[Decided], read_late: Mapping[ModuleAttribute, set[str]]
) -> Iterator[Diagnostic]:
    """The findings on one file's targets; `read_late` are the names that files look up when they run."""
    for target, decision in decided:
        yield from decision.diagnostics
        name = _first_name(target)
        if name is None or target.resolved is None or target.reads or not read_late.get(name, set()) - {path}:
            continue
        if not any(each.rejection.code == texts.STRING_TARGET.code for each in decision.diagnostics):
            moving = texts.TARGET_READERS_MOVE.fill(target.resolved.symbol, target=target.text)
            yield Diagnostic(target.offset, moving)


def _first_name(target: ResolvedTarget) -> ModuleAttribute | None:
    """The name of a module's namespace that a target goes through first."""
    return target.resolved.through[0] if target.resolved is not None and target.resolved.through else None
