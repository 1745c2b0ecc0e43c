"""A progress bar on standard error, for runs that take longer than a second."""

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

PATIENCE = 1.0
"""Seconds before the bar is shown."""


class TerminalProgress:
    """A codemods.values.progress.Progress that draws a bar; a context manager, entered for each run."""

    def __init__(self, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._shown_from = time.monotonic() + patience
        self._bar: Bar | None = None
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> Self:
        self._shown_from = time.monotonic() + self._patience
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar:
            self._bar.stop()
        self._bar, self._tasks = None, {}

    def step(self, stage: str, done: int, total: int) -> None:
        """Show the stage at `done` of `total`, if standard error is a terminal and it is time."""
        if self._bar is None:
            if time.monotonic() < self._shown_from or not sys.stderr.isatty():
                return
            self._bar = _start()
        if stage not in self._tasks:
            self._tasks[stage] = self._bar.add_task(stage, total=total)
        self._bar.update(self._tasks[stage], completed=done, total=total)


def _start() -> "Bar":
    from rich.console import Console
    from rich.progress import Progress as Bar

    bar = Bar(console=Console(stderr=True), transient=True)
    bar.start()
    return bar
