"""A line on standard error that says what is being done, for runs that take longer than a second."""

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

PATIENCE = 1.0
"""Seconds before the line is shown."""
_PAUSE = 0.1
"""Seconds for which it stays as it is."""


class TerminalProgress:
    """A codemods.values.progress.Progress that draws the stage of a run; a context manager, entered for each.

    It is drawn by the steps themselves: a thread that drew it would keep the work from other processes.
    """

    def __init__(self, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._drawn_from = time.monotonic() + patience
        self._stage = ""
        self._bar: Bar | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        self._drawn_from = time.monotonic() + self._patience
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar:
            self._bar.stop()
        self._bar, self._task, self._stage = None, None, ""

    def step(self, stage: str, done: int, total: int) -> None:
        """Show the stage at `done` of `total`, if standard error is a terminal and it is time."""
        now = time.monotonic()
        is_news = self._bar is not None and (stage != self._stage or 0 < total == done)
        if now < self._drawn_from and not is_news:
            return
        if self._bar is None:
            if not sys.stderr.isatty():
                return
            self._bar = _start()
        if stage != self._stage or self._task is None:
            if self._task is not None:
                self._bar.remove_task(self._task)
            self._stage, self._task = stage, self._bar.add_task(stage, counted="")
        counted = f"{done:,} of {total:,}" if total else ""
        self._bar.update(self._task, completed=done, total=total or None, counted=counted)
        self._bar.refresh()
        self._drawn_from = now + _PAUSE


def _start() -> "Bar":
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[counted]}"))
    bar = Bar(*columns, console=Console(stderr=True), transient=True, auto_refresh=False)
    bar.start()
    return bar
