"""How far a study has come: a bar with the time left on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Any, TextIO

from pullthrough.present.console import plain_console

if TYPE_CHECKING:
    from rich.progress import Progress

BETWEEN_LINES = 10.0  # seconds


class StudyProgress:
    """A context in which ``report(done, total)`` shows how many runs are finished."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self.stream = stream or sys.stderr
        self.bar: Progress | None = _bar() if self.stream.isatty() else None
        self.task: Any = None
        self.began = self.spoke = time.monotonic()
        self.first = 0
        self.started: tuple[float, int] | None = None

    def __enter__(self) -> StudyProgress:
        if self.bar:
            self.bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.bar:
            self.bar.stop()

    def report(self, done: int, total: int) -> None:
        """Show that so many runs of so many are finished."""
        if self.bar:
            if self.task is None:
                self.task = self.bar.add_task("runs", total=total)
            self.bar.update(self.task, completed=done)
            return
        now = time.monotonic()
        if self.started is None and done > self.first and self.spoke != self.began:
            self.started = now, done  # what came before, such as compiling, says nothing of the time that runs take
        if self.spoke == self.began and done < total:
            self.first, self.spoke = done, now + 1e-9
            self._say(f"{total - done} runs to do" + (f", {done} done before" if done else ""))
        elif self.started and now - self.spoke >= BETWEEN_LINES and done < total:
            self.spoke = now
            since, then = self.started
            self._say(f"{done} of {total} runs, {_left(done - then, total - done, now - since)}")

    def _say(self, text: str) -> None:
        print(f"pullthrough: {text}", file=self.stream, flush=True)


def _left(done: int, to_do: int, seconds: float) -> str:
    if done <= 0:
        return "time remaining not known yet"
    left = seconds / done * to_do
    return f"about {left:.0f} s remaining" if left < 120 else f"about {left / 60:.0f} min remaining"


def _bar() -> Progress:
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
    )
    return Progress(*columns, console=plain_console(sys.stderr), transient=True)
