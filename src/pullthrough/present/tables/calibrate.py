"""The tables that a calibration ends with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from pullthrough.present.console import Figures, console, format_number, print_footer
from pullthrough.present.tables.fitting import Fitted
from pullthrough.present.tables.plain import plain_table
from pullthrough.study.kinds.calibrate import effective

if TYPE_CHECKING:
    from pullthrough.study.kinds.calibrate import Calibration

CALIBRATION_NOTE = (
    "Plausible: no target further off than the cut, in standard deviations of figure, model, emulator and replicates. "
    "ensemble.yaml is a design: copy it to configs/design and run study=ensemble over it."
)
LEFT_OUT_NOTE = (
    "Members chosen by the other targets alone, compared with the one left out: the share within its tolerance, beside that "
    "of points all over the ranges. A target that the others do not help to meet rests on its own figure."
)


def show(found: Calibration, figures: Figures = list, outcomes: Sequence[str] = ()) -> None:
    """Print what came out, and where the results are."""
    out = console()
    for number, wave in enumerate(found.waves, 1):
        kept = 100 * float(np.mean(wave.implausible <= 3.0))
        out.print(f"wave {number}: {len(wave.places)} points, {kept:.0f} % plausible by their own runs")
    out.print(range_table(found).table(out.width))
    out.print(
        f"{len(found.members)} members, which by their weights amount to {effective(found.weights):.0f}; how much of each "
        f"range they "
        "cover is in coverage.csv."
    )
    out.print(CALIBRATION_NOTE, style="dim")
    out.print(left_out_table(found).table(out.width))
    out.print(LEFT_OUT_NOTE, style="dim")
    print_footer(out, found, figures)


def range_table(found: Calibration) -> Fitted:
    """One row a factor: the range searched, and that of the members."""
    table = plain_table("parameter", "searched", "plausible", "weighted mean")
    for j, f in enumerate(found.factors):
        if f.options:
            labels = [f.at(u)[0] for u in found.members[:, j]]
            shares = [sum(w for label, w in zip(labels, found.weights, strict=True) if label == o) for o in f.labels]
            kept = ", ".join(f"{o} {100 * share:.0f} %" for o, share in zip(f.labels, shares, strict=True))
            table.add_row(f.name, ", ".join(map(str, f.labels)), kept, "")
            continue
        values = np.array([float(f.at(u)[0]) for u in found.members[:, j]])
        plausible = f"{format_number(values.min())} to {format_number(values.max())}" if values.size else "none"
        mean = format_number(float(values @ found.weights)) if values.size else ""
        table.add_row(f.name, f"{format_number(f.low)} to {format_number(f.high)}", plausible, mean)
    return table


def left_out_table(found: Calibration) -> Fitted:
    """One row a target."""
    table = plain_table("left out", "members", "mean", "published", "within", "within anywhere")
    for o in found.left_out:
        shares = (f"{100 * share:.0f} %" for share in (o.within, o.anywhere))
        table.add_row(o.target, str(o.n), format_number(o.mean), format_number(found.targets[o.target].value), *shares)
    return table
