"""Make a plan, or a survey, of a program: decide its files, rewrite and prove them, and report."""

from collections.abc import Callable, Container, Mapping, Sequence

from codemods.plan.cycle_findings import closed_cycles
from codemods.plan.decide_program import ProgramDecider
from codemods.plan.entered_cycles import entered_cycles
from codemods.plan.loaded_lookups import unloaded_lookups
from codemods.plan.process_pool import Workers
from codemods.plan.program import Program
from codemods.plan.report_program import program_findings, program_references
from codemods.plan.rewrite_file import RewrittenFile
from codemods.plan.ripple_groups import ripple_groups
from codemods.plan.risky_imports import RiskyImport, lost_submodules
from codemods.project.file_context import ChangeLimits
from codemods.values.plan import Plan, Survey
from codemods.values.progress import Progress
from codemods.values.source import Source


class Planner:
    """One plan in the making; `limits` says what of a file may change."""

    def __init__(
        self,
        program: Program,
        limits: Callable[[Source], ChangeLimits],
        progress: Progress,
        workers: Workers,
    ) -> None:
        self.program = program
        self.decided = ProgramDecider(program, limits, progress)
        self.rewritten: Mapping[str, RewrittenFile] = {}
        self._progress = progress
        self._workers = workers

    def plan(self, candidates: Sequence[str]) -> Plan:
        """Give the plan for the candidates, in an order that depends on nothing but the tree."""
        from codemods.plan.rewrite_program import rewrite_program
        from codemods.plan.unproved_lines import be_cautious

        decided = self.decided
        self._decide(candidates)
        self.rewritten = rewrite_program(decided, self._workers, self._progress)
        risky = self._risky()
        # Of a file that fails, some stays as it is, or all, and so may others that were to follow it. So does
        # an import whose successor would break others.
        while decided.limits.failing or any(each.breaks for each in risky):
            be_cautious(decided)
            decided.leave(decided.limits.failing, [each for each in risky if each.breaks])
            self.rewritten = rewrite_program(decided, self._workers, self._progress)
            risky = self._risky()
        changes = [self.rewritten[path].change for path in sorted(self.rewritten)]
        return Plan(
            migration=self.program.migration.name,
            files=tuple(changes),
            findings=program_findings(decided, risky),
            references=program_references(decided, self.rewritten),
            groups=ripple_groups([*self.rewritten], decided.decisions, decided.targets.changes),
            candidates=len(decided.decisions),
        )

    def _risky(self) -> list[RiskyImport]:
        """The imports of the plan, as far as it is made, that do more than bind their names."""
        decided, rewritten = self.decided, self.rewritten
        self._progress.step("looking for import cycles", 0, 0)
        after = self.program.imports.with_changes({path: each.source for path, each in rewritten.items()})
        found = [
            each
            for look in (closed_cycles, lost_submodules, unloaded_lookups)
            for each in look(self.program, rewritten, decided.tables, decided.decisions, after)
        ]
        targets = decided.targets.changes
        found += entered_cycles(self.program, rewritten, decided.tables, decided.decisions, targets, after)
        return [each for each in found if not decided.limits.is_held(each)]

    def survey(self, candidates: Sequence[str], others: Container[str] | None = None) -> Survey:
        """Give the references that the candidates hold, with nothing rewritten or proved.

        With `others`, they are some of the tree's only, all of which `others` holds; what their targets name
        elsewhere is decided with them, and not reported.
        """
        decided = self.decided
        self._decide(candidates, others)
        wanted = frozenset(decided.decisions) if others is None else frozenset(candidates)
        references = program_references(decided, decided.decisions)
        findings = program_findings(decided)
        return Survey(
            references=tuple(each for each in references if each.path in wanted),
            findings=tuple(each for each in findings if others is None or each.path in wanted),
            candidates=len(wanted & decided.decisions.keys()),
        )

    def _decide(self, candidates: Sequence[str], others: Container[str] | None = None) -> None:
        project, workspace = self.program.project, self.program.workspace
        if project.migration.modules:
            sources = filter(None, map(workspace.source, candidates))
            project.expect_aliases({source.path: source.data for source in sources})
        workspace.preload(candidates, project.store.wanted, self._workers, self._progress)
        self.decided.decide(candidates, others)
