"""The figures of a sweep: which of them fit depends on its points."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pullthrough.present.figures import heat_map, response_curves, scatter, tornado
from pullthrough.present.figures.page import Page, save
from pullthrough.present.figures.style import styled
from pullthrough.present.figures.swept import Swept, read_sweep

Draw = Callable[[Swept], Page]


def draw_sweep(folder: Path) -> list[Path]:
    """Draw what a sweep found into ``<folder>/figures``; returns the files."""
    written: list[Path] = []
    sweeps = read_sweep(folder)
    with styled():
        for swept in sweeps:
            suffix = f"_{swept.scenario}" if len(sweeps) > 1 else ""
            for name, draw in fitting(swept).items():
                written += save(draw(swept), folder / "figures" / (name + suffix))
    return written


def fitting(swept: Swept) -> dict[str, Draw]:
    """The figures that fit the points, by name."""
    kind = swept.results.manifest["config"]["design"]["kind"]
    numeric = swept.numeric()
    if not numeric:
        return {}
    if kind == "grid" and len(numeric) >= 2:
        return {"heat_map": heat_map.draw, "response_curves": response_curves.draw}
    if kind in ("grid", "list") and len(swept.factors) <= 2:
        return {"response_curves": response_curves.draw}
    if kind == "one_at_a_time":
        return {"tornado": tornado.draw}
    return {"scatter": scatter.draw}
