"""Decide the files of a program until no decision rests on what another one has changed since."""

from collections.abc import Callable, Collection, Container, Iterable, Mapping, Sequence

from codemods.plan.cautious_limits import Caution, CautiousLimits
from codemods.plan.needed_names import NeededNames
from codemods.plan.process_pool import failure_of
from codemods.plan.program import Program
from codemods.plan.rewrite_file import NotRewritten
from codemods.plan.risky_imports import RiskyImport
from codemods.plan.settle_targets import ProgramTargets, SettledTargets
from codemods.plan.settle_values import SettledValues, settle_values
from codemods.project.binding_outcomes import outcome_of
from codemods.project.decide_file import decide_file
from codemods.project.decision import BindingOutcome, Decision
from codemods.project.dotted_paths import ModuleAttribute
from codemods.project.file_context import ChangeLimits, FileContext, UntrackedNameError
from codemods.project.target_decisions import HeldSymbol
from codemods.project.targets_at_home import replaced_at_home, replaced_names
from codemods.semantic.import_scan import spelled_imports
from codemods.semantic.scope_table import ScopeTable
from codemods.values import finding_texts as texts
from codemods.values.progress import NoProgress, Progress
from codemods.values.source import Source
from codemods.values.symbol import Symbol


class ProgramDecider:
    """Holds the decisions on a program's files and targets; `limits` says what of a file may change."""

    def __init__(
        self,
        program: Program,
        limits: Callable[[Source], ChangeLimits],
        progress: Progress | None = None,
    ) -> None:
        self.program = program
        self.decisions: dict[str, Decision] = {}
        self.tables: dict[str, ScopeTable] = {}
        """The scopes of each decided file, as complete as they were when it was decided."""
        self.targets = SettledTargets({}, {}, {}, {}, {}, {})
        """What becomes of the targets, once everything is decided."""
        self.values = SettledValues({}, {}, {})
        """The module objects that are handed on as values."""
        self.limits = CautiousLimits(program.workspace, limits)
        """What of each file may change."""
        self.must_stay = NeededNames()
        """The names that references need which stay: they must go on standing for the old objects."""
        self.replaced = NeededNames()
        """The names that targets replace which cannot follow: it is enough that these exist."""
        self.held: dict[Symbol, HeldSymbol] = {}
        """The symbols whose readers stay with a target that replaces them where they are defined."""
        self._project = program.project
        self._progress = progress or NoProgress()
        self._targets = ProgramTargets(program.project, program.definitions, self.limits.at)
        self._candidates: Container[str] = frozenset()
        self._patched: Mapping[Symbol, Collection[str]] = {}
        self._patched_names: frozenset[ModuleAttribute] = frozenset()
        self._in_progress: set[str] = set()

    def decide(self, candidates: Sequence[str], others: Container[str] | None = None) -> None:
        """Decide the candidates, and whatever reads a deprecated symbol through them, to the fixed point.

        With `others`, the candidates are some of the tree's only, all of which `others` holds; of the rest
        those are decided that the candidates' targets name.
        """
        self._candidates = frozenset(candidates) if others is None else others
        self._keep_for_unparsed(candidates)
        self._project.store.expect(candidates)
        self._project.computed_targets.expect(candidates)
        self._look_for_patches(candidates)
        for number, path in enumerate(candidates):
            self._progress.step("deciding files", number, len(candidates))
            if path not in self.decisions:
                self._decide(path)
        self._follow_aliases()
        if others is not None:
            self._decide_named(candidates)
        self._hand_on(partial=others is not None)
        self._settle()

    def leave(self, paths: Iterable[str], risky: Iterable[RiskyImport] = ()) -> None:
        """Leave files, and imports that must not change, and decide again what depends on them."""
        for path in sorted(self.limits.leave(paths, risky)):
            self._decide(path)
        self._settle()

    def take_care(self, path: str, caution: Caution) -> None:
        """Decide a file that failed with some caution, and whatever depends on it."""
        self.limits.take_care(path, caution)
        self._decide(path)
        self._settle()

    def _keep_for_unparsed(self, candidates: Sequence[str]) -> None:
        """Let modules go on binding what files import from them that this Python cannot parse."""
        workspace, modules = self.program.workspace, self._project.modules
        needed: dict[ModuleAttribute, str] = {}
        for path in candidates:
            source = workspace.source(path)
            if source is None or self._project.scope_table(path) is not None:
                continue
            module, is_package = workspace.module(path), modules.is_package(path)
            for each in spelled_imports(source.data):
                home = modules.find(".".join(each.absolute(module, is_package)), path)
                for name in self._project.rules.leaves.intersection(each.names) if home is not None else ():
                    needed[ModuleAttribute(home or "", name)] = path
        self.must_stay.add(needed)

    def _decide(self, path: str) -> None:
        """Decide one file; where repoint itself fails, that is a finding, and the file stays as it is."""
        self._in_progress.add(path)
        try:
            self._decide_file(path)
        except Exception as error:
            self.decisions.pop(path, None)
            self.limits.fail(NotRewritten(path, 0, texts.REWRITING_FAILED.fill(reason=failure_of(error))))
        self._in_progress.discard(path)

    def _decide_file(self, path: str) -> None:
        if self._project.scope_table(path) is not None and self.program.workspace.source(path) is not None:
            self.decisions[path], self.tables[path] = self.decided_with(path)

    def decided_with(self, path: str, caution: Caution | None = None) -> tuple[Decision, ScopeTable]:
        """The decision on a readable file, with another caution than is taken, and its scopes."""
        source = self.program.source(path)
        limits = self.limits.of(source) if caution is None else self.limits.with_caution(source, caution)
        caution = caution or self.limits.cautions.get(path, Caution())
        # Of a member's class it is told where it is defined, whatever else is asked of the file.
        also = self._project.rules.defined_names.get(path, frozenset())
        while True:
            table = self._project.scope_table(path, also)
            assert table is not None
            file = FileContext(
                self._project,
                self.program.definitions,
                table,
                limits,
                self._of_twins(self.must_stay, path),
                self._of_twins(self.replaced, path),
                self._patched,
                self._patched_names,
                self.held,
                self.values.modules,
                self.values.below,
                self._outcome,
                caution.aliases,
            )
            try:
                return decide_file(file), table
            except UntrackedNameError as error:
                # New names may collide with some that the facts have not been about so far.
                also |= error.names

    def _of_twins(self, names: NeededNames, path: str) -> Mapping[str, str]:
        """The names that must go on existing in a module, or in the stub or the module beside it."""
        twin = self._project.modules.twin(path)
        return {**names.of(twin), **names.of(path)} if twin is not None else names.of(path)

    def _outcome(self, name: ModuleAttribute) -> BindingOutcome | None:
        """What a name of a module is now; a module that is still to be decided is decided for it."""
        step: ModuleAttribute | None = name
        seen: set[ModuleAttribute] = set()
        while step is not None and step not in seen:
            seen.add(step)
            waiting = step.path in self._candidates and step.path not in self.decisions
            # Modules that import one another are decided with what is known of the other so far, and
            # again by `_decide_outdated` once that has changed.
            if waiting and step.path not in self._in_progress:
                self._decide(step.path)
            step = self._project.namespaces.star_source(step)
        return outcome_of(self._project.namespaces, self.decisions, name)

    def _look_for_patches(self, candidates: Sequence[str]) -> None:
        """Find out which names targets replace: what reads these goes on looking them up when it runs."""
        tables = {path: self._project.scope_table(path) for path in candidates}
        targets = {
            path: self._targets.targets(path, table) for path, table in tables.items() if table is not None
        }
        self._patched = replaced_at_home(targets)
        self._patched_names = frozenset(replaced_names(targets))

    def _follow_aliases(self) -> None:
        """Decide the files that read a deprecated symbol under another name, to a fixed point."""
        seen: set[ModuleAttribute] = set()
        while True:
            found = frozenset[ModuleAttribute]().union(
                *(decision.namespace.other_names for decision in self.decisions.values())
            )
            aliases = found - seen
            if not aliases:
                return
            seen |= aliases
            for path in self._project.track_aliases(sorted(aliases)):
                self._decide(path)

    def _decide_named(self, paths: Iterable[str]) -> None:
        """Decide the modules of whose namespaces the targets of some files name something."""
        for path in paths:
            for target in self._targets.targets(path, self.tables[path]) if path in self.tables else ():
                for name in target.resolved.through if target.resolved is not None else ():
                    self._outcome(name)

    def _hand_on(self, partial: bool) -> None:
        """Let what may be read from module objects that are handed on stay there.

        What these are does not depend on any decision.
        """

        def read(path: str) -> ScopeTable | None:
            self._decide(path)
            return self.tables.get(path)

        self.values = settle_values(self._project, dict(self.tables), self.decisions, read, partial)
        changed = self.replaced.add(self.values.needed)
        if self.values.below:
            changed |= self.decisions.keys()
        for path in sorted((changed | self.values.handed_on.keys()) & self.decisions.keys()):
            self._decide(path)

    def _settle(self) -> None:
        """Decide again what others' references and targets need, until nothing new is needed.

        Each round takes names in and lets none go, so that it comes to an end.
        """
        while True:
            self._progress.step("following changes to other files", 0, 0)
            if self._decide_outdated():
                continue
            self.targets = self._targets.settle(self.tables, self.decisions, self.held)
            if self._hold_members():
                continue
            needed = dict(self.targets.kept_objects)
            for path, decision in sorted(self.decisions.items(), key=lambda each: each[0]):
                needed |= {name: path for name in decision.others.needed if name not in needed}
            changed = self.must_stay.add(needed) | self.replaced.add(self.targets.needed)
            changed |= self._hold(self.targets.held)
            if not changed:
                return
            twins = filter(None, map(self._project.modules.twin, sorted(changed)))
            for path in sorted(changed.union(twins) & self.decisions.keys()):
                self._decide(path)

    def _hold(self, held: Mapping[Symbol, HeldSymbol]) -> set[str]:
        """Hold the readers of symbols; gives the files that have some, or that replace the symbols."""
        fresh = {symbol: each for symbol, each in held.items() if symbol not in self.held}
        # A module that may be replaced may turn out to be: then all of its references stay.
        fresh |= {
            symbol: each
            for symbol, each in held.items()
            if not symbol.name and each.is_sure and not self.held.get(symbol, each).is_sure
        }
        fresh |= {
            symbol: each
            for symbol, each in held.items()
            if each.below and not self.held.get(symbol, HeldSymbol("", {})).below
        }
        self.held |= fresh
        patching = {path for symbol in fresh for path in self._patched.get(symbol, ())}
        patching |= {path for each in fresh.values() for path, _ in each.reasons}
        patching |= {each.path for each in fresh.values()}
        patching |= self._targets.naming(fresh, self.tables) if fresh else set()
        whole = {symbol.module for symbol in fresh if not symbol.name}
        about = self.decisions.items() if whole else ()
        patching |= {path for path, each in about if not whole.isdisjoint(each.modules)}
        below = {symbol for symbol, each in fresh.items() if each.below}
        return patching | {
            path
            for path, each in self.decisions.items()
            if not fresh.keys().isdisjoint(each.symbols.late) or not below.isdisjoint(each.symbols.migrated)
        }

    def _hold_members(self) -> bool:
        """Let a member that is written stay everywhere, where it stays anywhere; whether one did."""
        members = self._project.members
        if members is None:
            return False
        stays = frozenset[Symbol]().union(*(each.symbols.stayed for each in self.decisions.values()))
        named = {each.symbol for own in self.targets.references.values() for each in own if not each.moves}
        held = members.hold_together(lambda symbol: symbol in stays or str(symbol) in named)
        paths = {path for symbol in held for path in members.files_of(symbol)}
        paths.update(
            path for path, each in self.decisions.items() if not held.isdisjoint(each.symbols.migrated)
        )
        for path in sorted(paths & self.decisions.keys()):
            self._decide(path)
        return bool(held)

    def _decide_outdated(self) -> bool:
        """Decide again what rests on another module's names as they were; whether there was any."""
        outdated = [
            path
            for path, decision in self.decisions.items()
            if any(self._outcome(name) != outcome for name, outcome in decision.others.assumed.items())
        ]
        for path in outdated:
            self._decide(path)
        return bool(outdated)
