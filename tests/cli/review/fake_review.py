"""A review in memory: a planner that turns `old` into `new`, and a desk that answers from a list."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from codemods.cli.review import Style, review
from codemods.cli.review.decision_store import DecisionStore
from codemods.cli.review.outcome import ReviewOutcome
from codemods.values.finding import Finding
from codemods.values.plan import FileChange, Plan, RippleGroup
from codemods.values.tree import Kept

USE = re.compile(rb"\bold\(")
IMPORT = b"import old"


def program(*uses: int, lines: int = 0) -> bytes:
    """A file that imports `old` in line 1 and calls it in these lines."""
    last = max((*uses, lines))
    rest = (b"x = old(%d)\n" % n if n in uses else b"y = %d\n" % n for n in range(2, last + 1))
    return IMPORT + b"\n" + b"".join(rest)


class Words:
    """A `Planning` over texts: calls of `old` become `new`, and the import follows when none is left.

    `groups` are the files that land together, the first is the one that the others follow. A file in
    `after_all` reads `newest` in place of `new` while the file that it names is not kept as a whole.
    """

    def __init__(
        self,
        files: Mapping[str, bytes],
        groups: Iterable[Sequence[str]] = (),
        findings: Sequence[Finding] = (),
        after_all: Mapping[str, str] | None = None,
    ) -> None:
        self.files = dict(files)
        self.groups = [tuple(group) for group in groups]
        self.findings = tuple(findings)
        self.after_all = dict(after_all or {})
        self.asked: list[tuple[Kept, ...]] = []
        self.refusals: dict[bytes, str] = {}

    def plan(self, keeps: Sequence[Kept] = ()) -> Plan:
        """The plan; texts that stay are not in it."""
        changes = [
            FileChange(path, text, self._after(path, text, keeps), (), 1) for path, text in self.files.items()
        ]
        changed = [change for change in changes if change.after != change.before]
        paths = [change.path for change in changed]
        tied = [tuple(path for path in group if path in paths) for group in self.groups]
        alone = [(path,) for path in paths if not any(path in group for group in self.groups)]
        groups = [RippleGroup(group[0], tuple(sorted(group))) for group in (*tied, *alone) if group]
        return Plan("words", tuple(changed), self.findings, groups=tuple(groups))

    def without(self, keeps: Sequence[Kept]) -> Plan:
        self.asked.append(tuple(keeps))
        return self.plan(keeps)

    def refuse(self, path: str, after: bytes) -> str:
        return self.refusals.get(after, "")

    def _after(self, path: str, text: bytes, keeps: Sequence[Kept]) -> bytes:
        mine = [keep for keep in keeps if keep.path == path]
        if any(not keep.lines for keep in mine):
            return text
        stay = {line for keep in mine for first, last in keep.lines for line in range(first, last + 1)}
        kept = {keep.path for keep in keeps if not keep.lines}
        word = b"newest" if path in self.after_all and self.after_all[path] not in kept else b"new"
        lines = [
            line if number in stay else USE.sub(word + b"(", line)
            for number, line in enumerate(text.splitlines(keepends=True), 1)
        ]
        if not any(USE.search(line) for line in lines):
            lines = [line.replace(IMPORT, b"import " + word) for line in lines]
        return b"".join(lines)


@dataclass
class Script:
    """A `Desk` that answers from a list until that is at its end, and writes down what it shows."""

    answers: list[str]
    editor: Callable[[bytes], bytes] = bytes
    shown: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    styles: list[tuple[Style, str]] = field(default_factory=list)
    edits: list[tuple[str, bytes]] = field(default_factory=list)
    asked: int = 0

    def patch(self, data: bytes) -> None:
        self.shown.append(data.decode("utf-8", "replace"))

    def say(self, line: str, style: Style = Style.PLAIN) -> None:
        assert line.isprintable()
        self.shown.append(line)
        self.styles.append((style, line))

    def ask(self, question: str) -> str | None:
        self.shown.append(question)
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

    def tell(self, line: str) -> None:
        assert line.isprintable()
        self.told.append(line)

    @property
    def headings(self) -> list[str]:
        """The files that were asked about, as they were headed."""
        return [line for style, line in self.styles if style is Style.HEADING]

    @property
    def errors(self) -> list[str]:
        """What was said to be wrong."""
        return [line for style, line in self.styles if style is Style.ERROR]

    @property
    def text(self) -> str:
        """The whole dialogue."""
        return "\n".join(self.shown)


class Room:
    """Reviews of one tree, one after another, with the notes kept on disk in between."""

    def __init__(self, folder: Path, words: Words) -> None:
        self.notes = folder / "state" / "review.json"
        self.words = words

    def review(self, *answers: str, editor: Callable[[bytes], bytes] = bytes) -> tuple[ReviewOutcome, Script]:
        """Go through the plan with these answers, all of which must be asked for."""
        desk = Script(list(answers), editor)
        outcome = review(self.words.plan(), self.words, desk, DecisionStore.load(self.notes))
        assert desk.asked >= len(answers), f"not asked for: {answers[desk.asked :]}\n{desk.text}"
        return outcome, desk


def kept(outcome: ReviewOutcome) -> dict[str, tuple[tuple[int, int], ...]]:
    """What stays, by path: lines, or nothing for the whole file."""
    return {keep.path: keep.lines for keep in outcome.keeps}
