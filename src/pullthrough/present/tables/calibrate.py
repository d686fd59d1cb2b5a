"""The tables that a calibration and a comparison over an ensemble end with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pullthrough.present.console import Figures, console, figure, heading, where
from pullthrough.present.tables.headlines import headlines
from pullthrough.study.kinds.ensemble import Ensemble

if TYPE_CHECKING:
    from rich.table import Table

    from pullthrough.study.kinds.calibrate import Calibration

ENSEMBLE_NOTE = (
    "Mean paired difference at each member of the ensemble. parameters: standard deviation between members beyond chance. "
    "helps: share of members in which the policy is better, where one way is; clear: share whose own 95 % "
    "interval leaves out 0 on the side of most members. Members are plausible by the targets named; what no member varies "
    "is not in these figures."
)
REGRET_NOTE = (
    "Regret: what a scenario loses against the best of those compared, in each member; best in: share of members in which "
    "none is better. Outcomes of which neither more nor less is better have none."
)
CALIBRATION_NOTE = (
    "Plausible: no target further off than the cut, in standard deviations of figure, model, emulator and replicates. "
    "ensemble.yaml is a design: copy it to configs/design and run study=ensemble over it."
)

LEFT_OUT_NOTE = (
    "Members chosen by the other targets alone, held against the one left out: the share within its tolerance, beside that "
    "of points all over the ranges. A target that the others do not help to meet rests on its own figure."
)


def show(found: Calibration | Ensemble, figures: Figures = list) -> None:
    """Print what came out, and where the results are."""
    out = console()
    if isinstance(found, Ensemble):
        heading(out, found.design, f"{len(found.design.points)} members x {found.design.replicates} pairs")
        out.print(ensemble_table(found))
        out.print(ENSEMBLE_NOTE, style="dim")
        out.print(regret_table(found))
        out.print(REGRET_NOTE, style="dim")
        for text in found.told.values():
            out.print(f"- {text}", highlight=False)
    else:
        for number, wave in enumerate(found.waves, 1):
            kept = 100 * float(np.mean(wave.implausible <= 3.0))
            out.print(f"wave {number}: {len(wave.places)} points, {kept:.0f} % plausible by their own runs")
        out.print(range_table(found))
        out.print(CALIBRATION_NOTE, style="dim")
        out.print(left_out_table(found))
        out.print(LEFT_OUT_NOTE, style="dim")
    where(out, found, figures)


def ensemble_table(found: Ensemble) -> Table:
    """One row an outcome."""
    table = _table("outcome", "unit", "difference", "5 to 95 % of members", "chance", "parameters", "helps", "clear")
    for r in found.robust:
        band = f"{figure(r.q05, signed=True)} to {figure(r.q95, signed=True)}"
        helps = f"{100 * r.share_helps:.0f} %" if r.members and r.outcome.better else ""
        shares = [helps, f"{100 * r.share_clear:.0f} %" if r.members else ""]
        sds = figure(r.sd_chance), figure(r.sd_parameters)
        table.add_row(r.outcome.label, r.outcome.unit, figure(r.difference, signed=True), band, *sds, *shares)
    return table


def regret_table(found: Ensemble) -> Table:
    """One row an outcome and scenario, of the headlines."""
    table = _table("outcome", "unit", "scenario", "mean regret", "worst regret", "best in")
    shown = headlines(found.robust, lambda r: r.outcome.name)
    for r in shown:
        for lost in (x for x in found.regrets if x.outcome == r.outcome.name):
            share = f"{100 * lost.share_best:.0f} %"
            table.add_row(r.outcome.label, lost.unit, lost.scenario, figure(lost.mean), figure(lost.worst), share)
    return table


def range_table(found: Calibration) -> Table:
    """One row a factor: the range searched, and that of the members."""
    table = _table("parameter", "searched", "plausible", "weighted mean")
    for j, f in enumerate(found.factors):
        values = np.array([float(f.at(u)[0]) for u in found.members[:, j]])
        plausible = f"{figure(values.min())} to {figure(values.max())}" if values.size else "none"
        mean = figure(float(values @ found.weights)) if values.size else ""
        table.add_row(f.name, f"{figure(f.low)} to {figure(f.high)}", plausible, mean)
    return table


def left_out_table(found: Calibration) -> Table:
    """One row a target."""
    table = _table("left out", "members", "mean", "published", "within", "within anywhere")
    for o in found.left_out:
        shares = (f"{100 * share:.0f} %" for share in (o.within, o.anywhere))
        table.add_row(o.target, str(o.n), figure(o.mean), figure(found.targets[o.target].value), *shares)
    return table


def _table(first: str, *heads: str) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(first)
    for head in heads:
        table.add_column(head, justify="left" if head == "unit" else "right")
    return table
