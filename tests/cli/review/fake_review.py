"""A review in memory: a planning that turns `old` into `new`, and a terminal with a list of answers."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from codemods.cli.review.decision_store import DecisionStore
from codemods.cli.review.dialogue import review
from codemods.cli.review.interfaces import Style
from codemods.cli.review.outcome import ReviewOutcome
from codemods.values.finding import Finding
from codemods.values.plan import FileChange, Plan, RippleGroup
from codemods.values.tree import ProtectedFile

USE = re.compile(rb"\bold\(")
IMPORT = b"import old"


def program(*uses: int, lines: int = 0) -> bytes:
    """A file that imports `old` in line 1 and calls it in these lines."""
    last = max((*uses, lines))
    rest = (b"x = old(%d)\n" % n if n in uses else b"y = %d\n" % n for n in range(2, last + 1))
    return IMPORT + b"\n" + b"".join(rest)


class WordPlanning:
    """A `Planning` over texts: calls of `old` become `new`, and the import with the last of them.

    `groups` are the files that land together; the first is the one that the others follow. A file in
    `newest_with` reads `newest` in place of `new` while the file that it maps to is not kept as a whole.
    """

    def __init__(
        self,
        files: Mapping[str, bytes],
        groups: Iterable[Sequence[str]] = (),
        findings: Sequence[Finding] = (),
        newest_with: Mapping[str, str] | None = None,
    ) -> None:
        self.files = dict(files)
        self.groups = [tuple(group) for group in groups]
        self.findings = tuple(findings)
        self.newest_with = dict(newest_with or {})
        self.keeps: list[tuple[ProtectedFile, ...]] = []
        """What it was asked to plan with, each time."""
        self.refusals: dict[bytes, str] = {}
        """Reasons to refuse edited texts, by text."""

    def plan(self, keeps: Sequence[ProtectedFile] = ()) -> Plan:
        """The plan, without files that stay as they are."""
        changes = [
            FileChange(path, text, self._after(path, text, keeps), (), 1) for path, text in self.files.items()
        ]
        changed = [change for change in changes if change.after != change.before]
        paths = [change.path for change in changed]
        tied = [tuple(path for path in group if path in paths) for group in self.groups]
        alone = [(path,) for path in paths if not any(path in group for group in self.groups)]
        groups = [RippleGroup(group[0], tuple(sorted(group))) for group in (*tied, *alone) if group]
        return Plan("words", tuple(changed), self.findings, groups=tuple(groups))

    def without(self, keeps: Sequence[ProtectedFile]) -> Plan:
        self.keeps.append(tuple(keeps))
        return self.plan(keeps)

    def refusal(self, path: str, after: bytes) -> str | None:
        return self.refusals.get(after)

    def _after(self, path: str, text: bytes, keeps: Sequence[ProtectedFile]) -> bytes:
        mine = [keep for keep in keeps if keep.path == path]
        if any(not keep.lines for keep in mine):
            return text
        stay = {line for keep in mine for first, last in keep.lines for line in range(first, last + 1)}
        kept = {keep.path for keep in keeps if not keep.lines}
        word = b"newest" if path in self.newest_with and self.newest_with[path] not in kept else b"new"
        lines = [
            line if number in stay else USE.sub(word + b"(", line)
            for number, line in enumerate(text.splitlines(keepends=True), 1)
        ]
        if not any(USE.search(line) for line in lines):
            lines = [line.replace(IMPORT, b"import " + word) for line in lines]
        return b"".join(lines)


@dataclass
class ScriptedTerminal:
    """A `Terminal` that answers from a list, up to its end, and records what it shows."""

    answers: list[str]
    editor: Callable[[bytes], bytes] = bytes
    dialogue: list[str] = field(default_factory=list)
    informed: list[str] = field(default_factory=list)
    styles: list[tuple[Style, str]] = field(default_factory=list)
    edits: list[tuple[str, bytes]] = field(default_factory=list)
    asked: int = 0

    def show_patch(self, data: bytes) -> None:
        self.dialogue.append(data.decode("utf-8", "replace"))

    def show(self, line: str, style: Style = Style.PLAIN) -> None:
        assert line.isprintable()
        self.dialogue.append(line)
        self.styles.append((style, line))

    def ask(self, question: str) -> str | None:
        self.dialogue.append(question)
        self.asked += 1
        if self.asked > len(self.answers):
            return None
        answer = self.answers[self.asked - 1]
        if answer == "^C":
            raise KeyboardInterrupt
        return answer

    def edit(self, path: str, text: bytes) -> bytes:
        self.edits.append((path, text))
        return self.editor(text)

    def inform(self, line: str) -> None:
        assert line.isprintable()
        self.informed.append(line)

    @property
    def headings(self) -> list[str]:
        """The headings of the files that were asked about."""
        return [line for style, line in self.styles if style is Style.HEADING]

    @property
    def errors(self) -> list[str]:
        """The lines in the style of errors."""
        return [line for style, line in self.styles if style is Style.ERROR]

    @property
    def text(self) -> str:
        """The whole dialogue."""
        return "\n".join(self.dialogue)


class ReviewedTree:
    """A tree that is reviewed several times, with the decisions stored on disk in between."""

    def __init__(self, folder: Path, planning: WordPlanning) -> None:
        self.decisions = folder / "state" / "review.json"
        self.planning = planning

    def review(
        self, *answers: str, editor: Callable[[bytes], bytes] = bytes
    ) -> tuple[ReviewOutcome, ScriptedTerminal]:
        """Go through the plan with these answers, all of which must be asked for."""
        terminal = ScriptedTerminal(list(answers), editor)
        decisions = DecisionStore.load(self.decisions)
        outcome = review(self.planning.plan(), self.planning, terminal, decisions)
        assert terminal.asked >= len(answers), f"not asked: {answers[terminal.asked :]}\n{terminal.text}"
        return outcome, terminal


def kept_lines(outcome: ReviewOutcome) -> dict[str, tuple[tuple[int, int], ...]]:
    """The lines that stay, by path; empty for the whole file."""
    return {keep.path: keep.lines for keep in outcome.keeps}
