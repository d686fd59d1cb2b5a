"""The figures of a comparison, drawn from its result folder alone; one file a figure.

Adding a figure: write ``<name>.py`` with ``draw(results) -> Page`` and name it in :func:`load_figures`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pullthrough.present.figures.load import Results
    from pullthrough.present.figures.page import Page

NAMES = (
    "adoption_over_time",
    "effects",
    "trl_funnel",
    "where_it_fails",
    "cumulative_incidence",
    "new_entrants",
    "twins",
)


def draw_all(folder: Path, names: Sequence[str] | None = None) -> list[Path]:
    """Draw the figures of a result folder into ``<folder>/figures``, each as PNG and as SVG.

    Args:
        folder: a result folder with ``manifest.json``; a table that is missing leaves its panels empty, and says so.
        names: which figures, of :data:`NAMES`; all of them if None.

    Returns:
        The files written, in order. Equal result files give equal bytes.

    Raises:
        ValueError: for a name that is no figure.
        FileNotFoundError: if the folder has no ``manifest.json``.
    """
    wanted = NAMES if names is None else tuple(names)
    unknown = [name for name in wanted if name not in NAMES]
    if unknown:
        raise ValueError(f"no such figure: {', '.join(unknown)}; there are {', '.join(NAMES)}")

    load_matplotlib()
    from pullthrough.present.figures.load import load
    from pullthrough.present.figures.page import save
    from pullthrough.present.figures.style import styled

    results, figures, written = load(folder), load_figures(), []
    with styled():
        for name in wanted:
            written += save(figures[name](results), folder / "figures" / name)
    return written


def load_matplotlib() -> None:
    """Import matplotlib whatever ``MPLBACKEND`` names: figures are written by Agg, and a notebook's display may not be here."""
    if "matplotlib" in sys.modules:
        return
    named = os.environ.pop("MPLBACKEND", None)
    try:
        import matplotlib  # noqa: F401
    finally:
        if named is not None:
            os.environ["MPLBACKEND"] = named


def load_figures() -> dict[str, Callable[[Results], Page]]:
    """What draws each figure; matplotlib is loaded here, only when something is drawn."""
    load_matplotlib()
    import matplotlib.backends.backend_svg  # noqa: F401, which saving would load

    from pullthrough.present.figures import (
        adoption_over_time,
        cumulative_incidence,
        effects,
        new_entrants,
        trl_funnel,
        twins,
        where_it_fails,
    )

    return {
        "adoption_over_time": adoption_over_time.draw,
        "effects": effects.draw,
        "trl_funnel": trl_funnel.draw,
        "where_it_fails": where_it_fails.draw,
        "cumulative_incidence": cumulative_incidence.draw,
        "new_entrants": new_entrants.draw,
        "twins": twins.draw,
    }
