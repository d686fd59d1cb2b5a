"""Drawing the figures of a study, on two cores if there are two."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

from pullthrough.present.console import Figures
from pullthrough.present.figures import draw_all
from pullthrough.study.starting import context

OWN_FIGURES = ("dose", "attribution", "replay", "levers", "sweep", "sensitivity")
"""Files of ``figures/`` that draw the figures of a kind of study: ``<name>.draw_<name>(folder)``."""

HALVES = (("adoption_over_time", "effects", "cumulative_incidence"), ("twins", "new_entrants", "trl_funnel"))
"""What each of two processes draws: either half takes as long, and what is looked at first comes first."""


@contextmanager
def drawing(folder: Path, kind: str, *, parallel: bool) -> Iterator[Figures]:
    """Draw all figures of a result folder; in parallel, two processes draw one half each while the caller goes on.

    Yields:
        What waits for the figures and returns their files.
    """
    if _own_figures(folder, kind) or not parallel:
        yield lambda: draw(folder, kind)
        return
    # these need not load what draws, the server they fork from has; nor look for garbage in what came with it
    with ProcessPoolExecutor(2, context(), initializer=gc.freeze) as pool:
        halves = [pool.submit(draw_all, folder, names) for names in HALVES]
        yield lambda: sorted(path for half in halves for path in half.result())


def draw(folder: Path, kind: str = "compare") -> list[Path]:
    """Draw all figures of a result folder; returns their files."""
    name = _own_figures(folder, kind)
    if not name:
        return draw_all(folder)
    found = draw_all(folder) if name == "scenarios" else []
    return [*found, *getattr(import_module(f"pullthrough.present.figures.{name}"), f"draw_{name}")(folder)]


def _own_figures(folder: Path, kind: str) -> str:
    """The file of ``figures/`` that a study has to itself; empty if it has the figures of any comparison."""
    if kind == "compare":
        return "scenarios" if (folder / "comparisons.csv").is_file() else ""
    name = "attribution" if kind == "attribute" else kind
    return name if name in OWN_FIGURES else ""
