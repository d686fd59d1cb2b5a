"""Drawing the figures of a study, on two cores if there are two."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from pullthrough.present.figures import NAMES, draw_all
from pullthrough.study.starting import context


def draw(folder: Path, kind: str = "compare", *, parallel: bool = False) -> list[Path]:
    """Draw all figures of a result folder; in parallel, two processes draw one half each."""
    if kind == "dose":
        from pullthrough.present.figures.dose import draw_dose

        return draw_dose(folder)
    if kind == "attribute":
        from pullthrough.present.figures.attribution import draw_attribution

        return draw_attribution(folder)
    if kind == "replay":
        from pullthrough.present.figures.replay import draw_replay

        return draw_replay(folder)
    if kind == "levers":
        from pullthrough.present.figures.levers import draw_levers

        return draw_levers(folder)
    if kind == "sweep":
        from pullthrough.present.figures.sweep import draw_sweep

        return draw_sweep(folder)
    if kind == "sensitivity":
        from pullthrough.present.figures.sensitivity import draw_sensitivity

        return draw_sensitivity(folder)
    if kind == "compare" and (folder / "comparisons.csv").is_file():
        from pullthrough.present.figures.scenarios import draw_scenarios

        return [*draw_all(folder), *draw_scenarios(folder)]
    if not parallel:
        return draw_all(folder)
    with ProcessPoolExecutor(2, context()) as pool:  # these need not load what draws: the server they fork from has
        halves = [pool.submit(draw_all, folder, NAMES[half::2]) for half in (0, 1)]
        return sorted(path for half in halves for path in half.result())
