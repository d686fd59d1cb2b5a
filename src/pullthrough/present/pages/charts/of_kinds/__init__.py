"""Charts that one kind of study has: each takes the folder, and gives views."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from pullthrough.present.pages.charts.of_kinds import (
    dose,
    emulated,
    fates,
    fit,
    levers,
    parts,
    portfolios,
    robust,
    swept,
    treated,
)
from pullthrough.present.pages.charts.view import View

VIEWS: dict[str, Callable[[Path], Iterable[View]]] = {
    "ensemble.csv": robust.ensemble,
    "regret.csv": robust.regret,
    "dose_response.csv": dose.dose,
    "attribution.csv": parts.attribution,
    "channels.csv": parts.channels,
    "indices.csv": parts.indices,
    "screening.csv": parts.indices,
    "responses.csv": swept.responses,
    "counterfactual.csv": treated.counterfactual,
    "precision.csv": fit.precision,
    "validation.csv": fit.validation,
    "waves.csv": fit.calibration,
    "replay.csv": fit.replay,
    "verdicts.csv": levers.levers,
    "portfolios.csv": portfolios.portfolios,
    "emulator.csv": emulated.emulator,
    "robust.csv": portfolios.choices,
    "fates.csv": fates.fates,
}
"""By the file whose presence brings them."""


ALSO_SHOWN = {
    "waves.csv": ("left_out.csv",),
    "verdicts.csv": (),
    "emulator.csv": ("held_out.csv",),
    "portfolios.csv": ("pareto.csv", "evaluations.csv"),
    "responses.csv": ("switching.csv",),
    "ensemble.csv": ("failing.csv",),
    "robust.csv": ("thresholds.csv", "worlds_of_failure.csv", "information.csv", "trade_offs.csv"),
}


def of_kind(folder: Path) -> tuple[list[View], set[str]]:
    """The views of a folder that a comparison does not have, and the files that they show."""
    views: list[View] = []
    drawn: set[str] = set()
    for name, build in VIEWS.items():
        known = {view.name for view in views}
        if (folder / name).is_file() and (found := [view for view in build(folder) if view.name not in known]):
            views += found
            drawn |= {name, *ALSO_SHOWN.get(name, ())}
    return views, drawn
