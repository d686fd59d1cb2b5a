"""Charts that one kind of study has: each takes the folder, and gives views."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from pullthrough.present.pages.charts.of_kinds import dose, fit, levers, parts, robust
from pullthrough.present.pages.charts.view import View

VIEWS: dict[str, Callable[[Path], Iterable[View]]] = {
    "ensemble.csv": robust.ensemble,
    "regret.csv": robust.regret,
    "dose_response.csv": dose.dose,
    "attribution.csv": parts.attribution,
    "indices.csv": parts.indices,
    "validation.csv": fit.validation,
    "waves.csv": fit.calibration,
    "replay.csv": fit.replay,
    "verdicts.csv": levers.levers,
}
"""By the file whose presence brings them."""


ALSO_SHOWN = {"waves.csv": ("left_out.csv",), "verdicts.csv": ()}


def of_kind(folder: Path) -> tuple[list[View], set[str]]:
    """The views of a folder that a comparison does not have, and the files that they show."""
    views: list[View] = []
    drawn: set[str] = set()
    for name, build in VIEWS.items():
        if (folder / name).is_file() and (found := list(build(folder))):
            views += found
            drawn |= {name, *ALSO_SHOWN.get(name, ())}
    return views, drawn
