"""Drawing the figures of a study, on two cores if there are two."""

from __future__ import annotations

import gc
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from pathlib import Path

from pullthrough.present.figures import draw_all
from pullthrough.study.starting import context

OWN_FIGURES = ("dose", "attribution", "replay", "levers", "sweep", "sensitivity", "scenarios")
"""Files of ``figures/`` that draw the figures of a kind of study: ``<name>.draw_<name>(folder)``."""

HALVES = (("adoption_over_time", "effects", "cumulative_incidence"), ("twins", "new_entrants", "trl_funnel"))
"""What each of two processes draws of a comparison: either half takes as long, and what is looked at first comes first."""


def draw(folder: Path, kind: str = "compare", *, parallel: bool = False) -> list[Path]:
    """Draw all figures of a result folder; in parallel, two processes draw one half each."""
    name = "attribution" if kind == "attribute" else kind
    if name in OWN_FIGURES:
        return _own(name, folder)
    if kind == "compare" and (folder / "comparisons.csv").is_file():
        return [*draw_all(folder), *_own("scenarios", folder)]
    if not parallel:
        return draw_all(folder)
    # these need not load what draws, the server they fork from has; nor look for garbage in what came with it
    with ProcessPoolExecutor(2, context(), gc.freeze) as pool:
        halves = [pool.submit(draw_all, folder, names) for names in HALVES]
        return sorted(path for half in halves for path in half.result())


def _own(name: str, folder: Path) -> list[Path]:
    found: list[Path] = getattr(import_module(f"pullthrough.present.figures.{name}"), f"draw_{name}")(folder)
    return found
