"""Make the plan: decide every candidate to a fixed point, rewrite, prove, and collect the findings."""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence

from codemods.plan.cycle_findings import closed_cycles
from codemods.plan.file_references import references_of
from codemods.plan.process_pool import Workers, failure_of
from codemods.plan.rewrite_file import MANY_WORKS, NotRewritten, RewriteJob, RewrittenFile, rewrite_file
from codemods.plan.ripple_groups import ripple_groups
from codemods.plan.settle_targets import ProgramTargets, SettledTargets
from codemods.plan.string_findings import strings_that_stay
from codemods.plan.workspace import Workspace
from codemods.project.binding_outcomes import outcome_of
from codemods.project.decide_file import decide_file
from codemods.project.decision import BindingOutcome, Decision, Diagnostic
from codemods.project.definitions import Definitions
from codemods.project.dotted_paths import ModuleAttribute
from codemods.project.file_context import ChangeLimits, FileContext
from codemods.project.new_names import UntrackedNameError
from codemods.project.project import Project
from codemods.semantic.import_scan import spelled_imports
from codemods.semantic.scope_table import ScopeTable
from codemods.values import finding_texts as texts
from codemods.values.finding import Finding
from codemods.values.plan import FileChange, Plan, Survey
from codemods.values.progress import Progress
from codemods.values.reference import Reference
from codemods.values.rejection import Rejection
from codemods.values.source import Source


class Planner:
    """One plan in the making; `limits` says what of a file may change."""

    def __init__(
        self,
        project: Project,
        workspace: Workspace,
        definitions: Definitions,
        limits: Callable[[Source], ChangeLimits],
        progress: Progress,
        workers: Workers,
    ) -> None:
        self.project = project
        self.workspace = workspace
        self.definitions = definitions
        self.limits = limits
        self.progress = progress
        self.workers = workers
        self.decisions: dict[str, Decision] = {}
        self.names: dict[str, ScopeTable] = {}
        self.held: dict[str, dict[str, str]] = {}
        self.patched: dict[str, dict[str, str]] = {}
        """For each file the names that must go on existing in it, each with a file that reads it."""
        self.targets = ProgramTargets(project, definitions, self._limits_at)
        self.settled = SettledTargets({}, {}, {}, {}, {})
        self.findings: list[Finding] = []
        self.unproved: dict[str, Finding] = {}
        self.blocked: set[str] = set()
        self.candidates: Container[str] = frozenset()
        self.deciding: set[str] = set()
        self.carried: dict[str, RewrittenFile] = {}

    def plan(self, candidates: Sequence[str]) -> Plan:
        """Give the plan for the candidates, in an order that depends on nothing but the tree."""
        self._settle_all(candidates)
        changes = self._rewrite()
        while self.unproved.keys() - self.blocked:
            self._block(self.unproved.keys() - self.blocked)
            changes = self._rewrite()
        self._report()
        references = self._references({change.path for change in changes})
        return Plan(
            migration=self.project.migration.name,
            files=tuple(sorted(changes, key=lambda change: change.path)),
            findings=self._all_findings(),
            references=references,
            groups=ripple_groups([each.path for each in changes], self.decisions, self.settled.changes),
            candidates=len(self.decisions),
        )

    def survey(self, candidates: Sequence[str], others: Container[str] | None = None) -> Survey:
        """Give the references that the candidates hold, with nothing rewritten or proved.

        With `others`, they are some of the tree's only, all of which `others` holds; what their targets name
        elsewhere is decided with them, and not reported.
        """
        self._settle_all(candidates, others)
        self._report()
        wanted = frozenset(self.decisions) if others is None else frozenset(candidates)
        references = (each for each in self._references(self.decisions.keys()) if each.path in wanted)
        findings = (each for each in self._all_findings() if others is None or each.path in wanted)
        return Survey(tuple(references), tuple(findings), len(wanted & self.decisions.keys()))

    def _all_findings(self) -> tuple[Finding, ...]:
        return tuple(sorted({*self.findings, *self.unproved.values(), *self.workspace.findings.values()}))

    def _settle_all(self, candidates: Sequence[str], others: Container[str] | None = None) -> None:
        self.workspace.preload(candidates, self.project.wanted, self.workers, self.progress)
        self.candidates = frozenset(candidates) if others is None else others
        self._hold_for_unread(candidates)
        self.project.attribute_readers.expect(candidates)
        for path in candidates:
            if path not in self.decisions:
                self._decide(path)
        self._follow_aliases()
        if others is not None:
            self._decide_named(candidates)
        self._settle()

    def _decide_named(self, paths: Iterable[str]) -> None:
        """Decide the modules of whose namespaces the targets of some files name something."""
        for path in paths:
            for aim in self.targets.targets(path, self.names[path]) if path in self.names else ():
                for attribute in aim.resolved.through if aim.resolved is not None else ():
                    self._bound(attribute)

    def _block(self, paths: Iterable[str]) -> None:
        """Leave files as they are, and decide again whatever depends on them."""
        fresh = sorted(paths)
        self.blocked.update(fresh)
        for path in fresh:
            self._decide(path)
        self._settle()

    def _hold_for_unread(self, candidates: Sequence[str]) -> None:
        """Let modules go on binding what files import from them that this Python cannot parse."""
        for path in candidates:
            source = self.workspace.source(path)
            if source is None or self.project.scope_table(path) is not None:
                continue
            module, is_package = self.workspace.module(path), self.project.modules.is_package(path)
            for each in spelled_imports(source.data):
                home = self.project.modules.find(".".join(each.absolute(module, is_package)), path)
                for name in self.project.rules.leaves.intersection(each.names) if home is not None else ():
                    self.held.setdefault(home or "", {})[name] = path

    def _limits_at(self, path: str) -> ChangeLimits:
        source = self.workspace.source(path)
        return self._limits_of(source) if source is not None else ChangeLimits()

    def _limits_of(self, source: Source) -> ChangeLimits:
        if source.path in self.blocked:
            return ChangeLimits(texts.FILE_UNPROVED.fill())
        return self.limits(source)

    def _decide(self, path: str) -> None:
        """Decide one file; one that we fail on is a finding, and its names stay as they are."""
        self.deciding.add(path)
        try:
            self._decide_file(path)
        except Exception as error:
            self.decisions.pop(path, None)
            self._failed(NotRewritten(path, 0, texts.REWRITING_FAILED.fill(reason=failure_of(error))))
        self.deciding.discard(path)

    def _bound(self, attribute: ModuleAttribute) -> BindingOutcome | None:
        """What a name of a module is now; a module that is still to be decided is decided for it."""
        on_the_way: ModuleAttribute | None = attribute
        seen: set[ModuleAttribute] = set()
        while on_the_way is not None and on_the_way not in seen:
            seen.add(on_the_way)
            waiting = on_the_way.path in self.candidates and on_the_way.path not in self.decisions
            if waiting and on_the_way.path not in self.deciding:
                self._decide(on_the_way.path)
            on_the_way = self.project.namespaces.star_source(on_the_way)
        return outcome_of(self.project.namespaces, self.decisions, attribute)

    def _decide_file(self, path: str) -> None:
        asked: frozenset[str] = frozenset()
        while True:
            names = self.project.scope_table(path, asked)
            source = self.workspace.source(path)
            if names is None or source is None:
                return
            limits = self._limits_of(source)
            try:
                held, patched = self.held.get(path, {}), self.patched.get(path, {})
                file = FileContext(self.project, self.definitions, names, limits, held, patched, self._bound)
                self.decisions[path] = decide_file(file)
            except UntrackedNameError as error:
                asked |= {error.name}
                continue
            self.names[path] = names
            return

    def _follow_aliases(self) -> None:
        """Decide the files that read a deprecated symbol under another name, to a fixed point."""
        seen: set[ModuleAttribute] = set()
        while True:
            aliases = {
                attribute
                for decision in self.decisions.values()
                for attribute in decision.namespace.other_names
            } - seen
            if not aliases:
                return
            seen |= aliases
            for path in self.project.track_aliases(sorted(aliases)):
                self._decide(path)

    def _settle(self) -> None:
        """Decide again what others' kept references and targets hold, until nothing new is held.

        Who reads an object needs the old one; who replaces a name needs no more than the name.
        """
        while True:
            if self._decide_outdated():
                continue
            self.settled = self.targets.settle(self.names, self.decisions)
            objects = dict(self.settled.kept_objects)
            for path, decision in sorted(self.decisions.items(), key=lambda each: each[0]):
                objects |= {
                    attribute: path for attribute in decision.others.needed if attribute not in objects
                }
            fresh = _taken_in(self.held, objects) | _taken_in(self.patched, self.settled.needed)
            if not fresh:
                return
            for path in sorted(fresh & self.decisions.keys()):
                self._decide(path)

    def _decide_outdated(self) -> bool:
        """Decide again what rests on another module's names as they were; whether there was any."""
        outdated = [
            path
            for path, decision in self.decisions.items()
            if any(self._bound(attribute) != bound for attribute, bound in decision.others.assumed.items())
        ]
        for path in outdated:
            self._decide(path)
        return bool(outdated)

    def _rewrite(self) -> list[FileChange]:
        """Carry the decisions out, file by file, and prove the tree; what fails is noted, and stays."""
        from codemods.plan.prove_program import unproved_files

        paths = sorted(
            path for path in self.decisions if self.decisions[path].changes or path in self.settled.changes
        )
        carried: dict[str, RewrittenFile] = {}
        works = [self.work(path) for path in paths]
        made = self.workers.map(
            rewrite_file, works, lambda done: self.progress.step("rewriting", done, len(works)), MANY_WORKS
        )
        for path, work, result in zip(paths, works, made, strict=True):
            if isinstance(result, NotRewritten):
                self._failed(result)
            elif result is not None:
                carried[path] = RewrittenFile.of(work, result)
        for failure in unproved_files(self.project, carried, self.linking()):
            self._failed(failure)
        self.carried = carried
        return [result.change for result in carried.values()]

    def linking(self) -> list[str]:
        """The files that may name what a changed file no longer binds: the decided ones, and readers."""
        gone = (
            ModuleAttribute(path, name)
            for path, decision in self.decisions.items()
            for name in decision.namespace.renamed
            if name not in self.project.rules.leaves
        )
        return sorted(
            {
                *self.decisions,
                *(
                    reader
                    for attribute in gone
                    for reader in self.project.attribute_readers.possible(attribute)
                ),
            }
        )

    def work(self, path: str) -> RewriteJob:
        """What is to be done to one file."""
        source = self.workspace.source(path)
        assert source is not None
        strings = self.settled.changes.get(path, ())
        return RewriteJob(source, self.names[path].facts, self.decisions[path], strings, self.project.wanted)

    def _failed(self, failure: NotRewritten) -> None:
        column = 1 if failure.line else 0
        self.unproved[failure.path] = failure.rejection.at(failure.path, failure.line, column)

    def _report(self) -> None:
        closed = closed_cycles(self.project, self.workspace, self.carried, self.names, self.decisions)
        for path, remark in closed:
            source = self.workspace.source(path)
            assert source is not None
            self.findings.append(_finding(source, remark))
        for path, decision in self.decisions.items():
            source = self.workspace.source(path)
            assert source is not None
            limits = self._limits_of(source)
            if limits.rejection is not None:
                self._report_limited(source, decision, limits.rejection)
            else:
                strings = strings_that_stay(self.project, self.names[path])
                for remark in (*decision.diagnostics, *strings, *self.settled.diagnostics.get(path, ())):
                    self.findings.append(_finding(source, remark))

    def _report_limited(self, source: Source, decision: Decision, why: Rejection) -> None:
        """Of a file that was not to be changed: one finding for all that stays, and the definitions."""
        code = texts.DEFINITION.code
        definitions = [remark for remark in decision.diagnostics if remark.rejection.code == code]
        self.findings += [_finding(source, remark) for remark in definitions]
        strings = self.settled.diagnostics.get(source.path, ())
        stay = decision.number(moves=False) + len(strings)
        if stay and why.advice:
            places = [
                remark.offset for remark in (*decision.diagnostics, *strings) if remark not in definitions
            ]
            text = texts.REFERENCES_STAY_IN_FILE if stay > 1 else texts.REFERENCE_STAYS_IN_FILE
            remark = Diagnostic(min(places, default=0), why.within(text, number=stay))
            self.findings.append(_finding(source, remark))

    def _references(self, written: Container[str]) -> tuple[Reference, ...]:
        found: list[Reference] = []
        read = frozenset[ModuleAttribute]().union(
            *(decision.others.read for decision in self.decisions.values())
        )
        for path, decision in self.decisions.items():
            source = self.workspace.source(path)
            assert source is not None
            noted = [*decision.references, *self.settled.references.get(path, ())]
            remarks = [*decision.diagnostics, *self.settled.diagnostics.get(path, ())]
            found += references_of(self.project, source, noted, remarks, decision, path in written, read)
        return tuple(sorted(found))


def _finding(source: Source, remark: Diagnostic) -> Finding:
    return remark.rejection.at(source.path, *source.position(remark.offset))


def _taken_in(known: dict[str, dict[str, str]], holds: Mapping[ModuleAttribute, str]) -> set[str]:
    """Add what is held, by file and name; gives the files for which that is news."""
    fresh = [attribute for attribute in holds if attribute.name not in known.get(attribute.path, {})]
    for attribute in fresh:
        known.setdefault(attribute.path, {})[attribute.name] = holds[attribute]
    return {attribute.path for attribute in fresh}
