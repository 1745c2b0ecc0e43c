"""Make the plan: decide every candidate to a fixed point, rewrite, prove, and collect the findings."""

import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from codemods.planning.strings import (
    StringChange,
    settle_target,
    spelled_paths,
    strings_that_stay,
    targets_in,
)
from codemods.planning.workspace import Workspace
from codemods.proof.file import prove
from codemods.resolution.lookup import Names
from codemods.resolution.model import Span
from codemods.rewriting.file import edits_for
from codemods.rewriting.lines import Unwritable
from codemods.ripple.decide import Decider
from codemods.ripple.decision import Decision, Remark
from codemods.ripple.definitions import Definitions
from codemods.ripple.paths import Hop
from codemods.ripple.project import Project
from codemods.ripple.record import Limits
from codemods.ripple.settle import UntrackedName
from codemods.values.edits import Edit, splice
from codemods.values.findings import Finding
from codemods.values.plan import FileChange, Plan
from codemods.values.progress import Progress
from codemods.values.source import Source


class Planner:
    """One plan in the making; `limits` says what of a file may change."""

    def __init__(
        self,
        project: Project,
        workspace: Workspace,
        definitions: Definitions,
        limits: Callable[[Source], Limits],
        progress: Progress,
    ) -> None:
        self.project = project
        self.workspace = workspace
        self.definitions = definitions
        self.limits = limits
        self.progress = progress
        self.decisions: dict[str, Decision] = {}
        self.names: dict[str, Names] = {}
        self.held: dict[str, set[str]] = {}
        self.strings: dict[str, list[StringChange]] = {}
        self.findings: list[Finding] = []
        self.unproved: dict[str, Finding] = {}
        self.blocked: set[str] = set()

    def plan(self, candidates: Sequence[str]) -> Plan:
        """Give the plan for the candidates, in an order that depends on nothing but the tree."""
        for done, path in enumerate(candidates):
            self.progress.step("reading", done, len(candidates))
            self._decide(path)
        self._follow_aliases()
        self._settle()
        changes = list(self._rewrite())
        while self.unproved.keys() - self.blocked:
            self._block(self.unproved.keys() - self.blocked)
            changes = list(self._rewrite())
        self._report()
        moved, kept = self._counts(changes)
        findings = {*self.findings, *self.unproved.values(), *self.workspace.findings.values()}
        return Plan(
            migration=self.project.migration.name,
            files=tuple(sorted(changes, key=lambda change: change.path)),
            findings=tuple(sorted(findings)),
            moved=tuple(sorted(moved.items())),
            kept=tuple(sorted(kept.items())),
            candidates=len(self.decisions),
        )

    def _block(self, paths: Iterable[str]) -> None:
        """Leave files as they are, and decide again whatever depends on them."""
        fresh = sorted(paths)
        self.blocked.update(fresh)
        for path in fresh:
            self._decide(path)
        self._settle()

    def _limits_of(self, source: Source) -> Limits:
        if source.path in self.blocked:
            return Limits("RP401", "the file could not be proved, so it stays as it is")
        return self.limits(source)

    def _decide(self, path: str) -> None:
        """Decide one file; one that we fail on is a finding, and its names stay as they are."""
        try:
            self._decide_file(path)
        except Exception as error:
            self.decisions.pop(path, None)
            self._failed(path, error)

    def _decide_file(self, path: str) -> None:
        asked: frozenset[str] = frozenset()
        while True:
            names = self.project.names(path, asked)
            source = self.workspace.source(path)
            if names is None or source is None:
                return
            limits = self._limits_of(source)
            try:
                decider = Decider(
                    self.project, self.definitions, names, limits, sorted(self.held.get(path, ()))
                )
                self.decisions[path] = decider.decide()
            except UntrackedName as error:
                asked |= {error.name}
                continue
            self.names[path] = names
            return

    def _follow_aliases(self) -> None:
        """Decide the files that read a deprecated symbol under another name, to a fixed point."""
        seen: set[Hop] = set()
        while True:
            aliases = {hop for decision in self.decisions.values() for hop in decision.aliases_out} - seen
            if not aliases:
                return
            seen |= aliases
            for path in self.project.notice(sorted(aliases)):
                self._decide(path)

    def _settle(self) -> None:
        """Decide again what others' kept references and targets hold, until nothing new is held."""
        while True:
            wanted = {hop for decision in self.decisions.values() for hop in decision.holds}
            wanted |= self._settle_strings()
            fresh = {hop for hop in wanted if hop.name not in self.held.setdefault(hop.path, set())}
            if not fresh:
                return
            for hop in fresh:
                self.held[hop.path].add(hop.name)
            for path in sorted({hop.path for hop in fresh} & set(self.decisions)):
                self._decide(path)

    def _settle_strings(self) -> set[Hop]:
        held: set[Hop] = set()
        self.strings = {}
        for path, names in self.names.items():
            source = self.workspace.source(path)
            assert source is not None
            limits = self._limits_of(source)
            for target in targets_in(self.project, names):
                settled = settle_target(target, names, self.decisions)
                blocked = bool(limits.code) or limits.ignores(target.text.span.start)
                if isinstance(settled, StringChange) and blocked:
                    settled = target.reach.hops[0]
                if isinstance(settled, StringChange):
                    self.strings.setdefault(path, []).append(settled)
                elif isinstance(settled, Hop):
                    held.add(settled)
        return held

    def _rewrite(self) -> Iterable[FileChange]:
        paths = sorted(
            path for path in self.decisions if self.decisions[path].changes or path in self.strings
        )
        for done, path in enumerate(paths):
            self.progress.step("rewriting", done, len(paths))
            try:
                change = self._rewrite_one(path)
            except Exception as error:
                self._failed(path, error)
                continue
            if change is not None:
                yield change

    def _rewrite_one(self, path: str) -> FileChange | None:
        source, names, decision = self.workspace.source(path), self.names[path], self.decisions[path]
        assert source is not None
        try:
            strings = self.strings.get(path, ())
            stored = [each.use for each in strings if each.use is not None]
            decision = replace(decision, uses=[*decision.uses, *stored])
            quoted = (_string_edit(source, each) for each in strings if each.use is None)
            edits = tuple(sorted((*edits_for(source, names.facts, decision), *quoted)))
            data = splice(source.data, edits)
            after = source.to_file(data)
        except Unwritable as error:
            self._unproved(path, source.line_of(error.offset), error.reason)
            return None
        except UnicodeEncodeError as error:
            self._unproved(path, 0, f"its encoding cannot hold the new text: {error.reason}")
            return None
        if data == source.data:
            return None
        failure = prove(names, decision, Source(path, data, source.encoding, source.bom), self.project.wanted)
        if failure is not None:
            self._unproved(path, failure.line, failure.reason)
            return None
        before = source.to_file(source.data)
        moved = sum(decision.moved.values()) + len(self.strings.get(path, ()))
        return FileChange(path, before, after, edits, moved)

    def _failed(self, path: str, error: Exception) -> None:
        place = traceback.extract_tb(error.__traceback__)[-1]
        reason = f"repoint failed on this file: {type(error).__name__}: {error} ({place.name}:{place.lineno})"
        advice = "the file is left as it was; please report this"
        self.unproved[path] = Finding(path, 0, 0, "RP009", reason, advice)

    def _unproved(self, path: str, line: int, reason: str) -> None:
        advice = "the file is left as it was; rewrite it by hand, and please report this"
        self.unproved[path] = Finding(path, line, 1 if line else 0, "RP401", reason, advice)

    def _report(self) -> None:
        for path, decision in self.decisions.items():
            source = self.workspace.source(path)
            assert source is not None
            followed = frozenset(change.span for change in self.strings.get(path, ()))
            embedded = spelled_paths(self.project, self.names[path], followed)
            limits = self._limits_of(source)
            if limits.code == "RP006" and decision.kept:
                self.findings.append(
                    Finding(path, 0, 0, limits.code, limits.why, "pass --generated to take it")
                )
            elif limits.code:
                self._report_passed(source, decision)
            else:
                strings = strings_that_stay(self.project, self.names[path])
                for remark in (*decision.remarks, *embedded, *strings, *self._held_targets(path)):
                    self.findings.append(_finding(source, remark))

    def _report_passed(self, source: Source, decision: Decision) -> None:
        """Of a file that was not to be changed, only what others go through is worth a word."""
        passed = {hop for each in self.decisions.values() for hop in each.passed}
        for remark in decision.remarks:
            if remark.only_if_passed is not None and remark.only_if_passed in passed:
                self.findings.append(_finding(source, remark))

    def _held_targets(self, path: str) -> Iterable[Remark]:
        """Targets that go on resolving, but may no longer reach what the code under test calls."""
        late = {hop for other, decision in self.decisions.items() if other != path for hop in decision.late}
        for target in targets_in(self.project, self.names[path]):
            hop = next(iter(target.reach.hops), None)
            if hop is None:
                continue
            if hop.name in self.held.get(hop.path, ()):
                message = f"`{target.text.value}` goes on resolving, but the module may call another name now"
            elif hop in late and hop.path in self.decisions:
                message = (
                    f"`{target.text.value}` is also read through its module elsewhere; these readers move"
                )
            else:
                continue
            advice = "patch the names that the code under test uses now"
            symbol = str(target.reach.symbol)
            yield Remark(target.text.span.start, "RP302", message, advice, symbol)

    def _counts(self, changes: Sequence[FileChange]) -> tuple[Counter[str], Counter[str]]:
        moved: Counter[str] = Counter()
        kept: Counter[str] = Counter()
        written = {change.path for change in changes}
        for path, decision in self.decisions.items():
            kept.update(decision.kept)
            (moved if path in written else kept).update(decision.moved)
        moved["string"] += sum(len(each) for path, each in self.strings.items() if path in written)
        return +moved, +kept


def _finding(source: Source, remark: Remark) -> Finding:
    line, column = source.place(remark.offset)
    return Finding(source.path, line, column, remark.code, remark.message, remark.advice, remark.symbol)


def _string_edit(source: Source, change: StringChange) -> Edit:
    """Change the one component of a target that differs, wherever the string's quotes are."""
    start = source.data.find(change.old.encode(), change.span.start, change.span.end)
    if start < 0:
        raise Unwritable(change.span.start, f"`{change.old}` is not spelled plainly here")
    old, new = change.old.rpartition("."), change.new.rpartition(".")
    start += len((old[0] + old[1]).encode())
    span = Span(start, start + len(old[2].encode()))
    return Edit(span.start, span.end, old[2].encode(), new[2].encode())
