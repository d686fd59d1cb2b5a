"""Drawing the figures of a study, on two cores if there are two."""

from __future__ import annotations

import gc
import multiprocessing
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from pathlib import Path

from pullthrough.present import drawn
from pullthrough.present.console import Figures
from pullthrough.present.figures import draw_all, load_figures, load_matplotlib
from pullthrough.study.execution.process_context import context, follow_parent

HALVES = (
    ("adoption_over_time", "effects", "cumulative_incidence"),
    ("twins", "new_entrants", "trl_funnel", "where_it_fails"),
)
"""What each of the two draws: either half takes as long, and what is looked at first comes first."""


class Drawing:
    """Draws the figures of a study while this process goes on, and ends with the context.

    A process beside this one can be started before there is anything to draw: it loads what draws, which takes as long as
    the tables. It then makes a copy of itself, and each draws one half.
    """

    def __init__(self, folder: Path, figures: str) -> None:
        """A study that will be drawn.

        Args:
            folder: where its results will be.
            figures: the file of ``figures/`` that its kind names; empty: those of a comparison.
        """
        self.folder, self.figures = folder, figures
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Drawing:
        return self

    def __exit__(self, *error: object) -> None:
        if self._pool:
            self._pool.shutdown()

    def prepare(self) -> None:
        """Start the process, if there are two halves to be drawn."""
        if self._pool is None and not _own_figures(self.folder, self.figures):
            self._pool = ProcessPoolExecutor(1, context(), initializer=_load)
            self._pool.submit(int)  # a process starts with the first thing to do

    def begin(self) -> Figures:
        """Begin to draw what is not there yet, or without a process wait until the figures are asked for."""
        if kept := drawn.kept(self.folder):
            return lambda: kept
        if self._pool is None or _own_figures(self.folder, self.figures):
            return lambda: _noted(self.folder, draw(self.folder, self.figures))
        halves = self._pool.submit(_draw_halves, self.folder)
        return lambda: _noted(self.folder, halves.result())


def _noted(folder: Path, files: Sequence[Path]) -> Sequence[Path]:
    drawn.keep(folder)
    return files


def _load() -> None:
    follow_parent()
    gc.disable()  # it is soon gone
    load_figures()


def _draw_halves(folder: Path) -> list[Path]:
    if "fork" not in multiprocessing.get_all_start_methods():
        return draw_all(folder)
    with ProcessPoolExecutor(1, multiprocessing.get_context("fork"), initializer=follow_parent) as copy:
        second = copy.submit(draw_all, folder, HALVES[1])
        return sorted(draw_all(folder, HALVES[0]) + second.result())


def draw(folder: Path, figures: str = "") -> list[Path]:
    """Draw all figures of a result folder; returns their files."""
    load_matplotlib()
    name = _own_figures(folder, figures)
    if not name:
        return draw_all(folder)
    draw_own: Callable[[Path], list[Path]] = getattr(
        import_module(f"pullthrough.present.figures.{name}"), f"draw_{name}"
    )
    return draw_own(folder)


def _own_figures(folder: Path, figures: str) -> str:
    """The file of ``figures/`` that draws a folder by itself; empty if two processes share the figures of a comparison."""
    return figures or ("scenarios" if (folder / "comparisons.csv").is_file() else "")
