"""Which portfolio holds where: regret, thresholds, worlds of failure in words, and figures that would settle the choice."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pullthrough.observe.registry import OUTCOMES
from pullthrough.present.console import Figures, console, format_number, heading, print_footer
from pullthrough.present.tables.fitting import Column, Fitted
from pullthrough.present.tables.plain import plain_table

if TYPE_CHECKING:
    from pullthrough.study.kinds.robust import Chosen

MOST = 8
NOTE = (
    "Each world counts by its weight. mean, 5 to 95 %: difference from the baseline over worlds. agree: weight of the worlds "
    "whose difference has the sign of "
    "the mean. regret: what is lost against the best option in the same world. What no world varies is not in these figures."
)
FIGURES_NOTE = (
    "How much a published figure would reduce the doubt about the choice, each with the error of study.robust.accuracy. doubt "
    "left: standard deviation of best "
    "less second best. A figure that explains no more than by lot is left out."
)


def show(found: Chosen, figures: Figures = list, outcomes: Sequence[str] = ()) -> None:
    """Print what holds where, and what would be worth knowing."""
    out = console()
    heading(out, found.design, f"{len(found.design.points)} worlds x {found.design.replicates} pairs")
    out.print(option_table(found).table(out.width))
    out.print(NOTE, style="dim")
    if found.thresholds:
        out.print(threshold_table(found).table(out.width))
    for failure in found.failing:
        p = f" Quasi-p by limit: {failure.quasi_p}." if failure.quasi_p else ""
        out.print(f"- {failure.where}{p}", highlight=False)
    for name, share in found.switched.items():
        out.print(f"- {name} has changed its levers in {100 * share:.0f} % of the runs.", highlight=False)
    for text in settled(found):
        out.print(text, style="bold")
    told = worth_knowing(found)
    if told.rows:
        out.print(told.table(out.width))
        out.print(FIGURES_NOTE, style="dim")
    print_footer(out, found, figures)


def option_table(found: Chosen) -> Fitted:
    """One row an option and outcome: that of the decision, and those with a threshold."""
    heads = ("5 to 95 % of worlds", "agree", "mean regret", "worst regret", "best in")
    table = Fitted(
        Column("portfolio", text=True),
        Column("outcome", text=True, keep=99),
        Column("unit", text=True, keep=10),
        Column("mean", keep=98),
        *(Column(head, keep=80 - i) for i, head in enumerate(heads)),
    )
    wanted = list(dict.fromkeys([found.decision, *(t.outcome for t in found.thresholds if t.outcome in OUTCOMES)]))
    lost = {(r.scenario, r.outcome): r for r in found.regrets}
    for name in wanted:
        for option in found.options:
            r = next(r for r in found.effects[option] if r.outcome.name == name)
            band = f"{format_number(r.q05, signed=True)} to {format_number(r.q95, signed=True)}"
            better = r.share_favourable if r.difference * (r.outcome.better or 1) > 0 else 1 - r.share_favourable
            mine = lost.get((option, name))
            cells = (
                (format_number(mine.mean), format_number(mine.worst), f"{100 * mine.share_best:.0f} %")
                if mine
                else ("", "", "")
            )
            table.add_row(
                option,
                r.outcome.label,
                r.outcome.unit,
                format_number(r.difference, signed=True),
                band,
                f"{100 * better:.0f} %",
                *cells,
            )
    return table


def threshold_table(found: Chosen) -> Fitted:
    """One row an option and threshold."""
    numbers = (Column(head, keep=80 - i) for i, head in enumerate(("threshold", "in worlds", "surely", "surely not")))
    table = Fitted(Column("portfolio", text=True), Column("good enough", text=True, keep=99), *numbers)
    for t in found.thresholds:
        label = OUTCOMES[t.outcome].label if t.outcome in OUTCOMES else "all thresholds"
        wanted = f"{format_number(t.threshold, signed=True)} {t.unit}" if math.isfinite(t.threshold) else ""
        table.add_row(
            t.portfolio,
            label,
            wanted,
            *(f"{100 * s:.0f} %" if math.isfinite(s) else "" for s in (t.share, t.surely, t.surely_not)),
        )
    return table


def settled(found: Chosen) -> Iterator[str]:
    """The choice without any figure, and what knowing everything would be worth."""
    if found.made is None:
        return
    names = (found.design.against.name, *found.options)
    unit = OUTCOMES[found.decision].unit
    label = OUTCOMES[found.decision].label.lower()
    yield (
        f"By {label} one would choose {names[found.made.best]}, before {names[found.made.second]}; to know the world itself "
        f"would gain "
        f"at most {format_number(found.made.perfect)} {unit}."
    )
    known = [g for g in found.information if g.explained > g.by_lot]
    if known:
        g = known[0]
        name = OUTCOMES[g.figure].label if g.figure in OUTCOMES else g.figure
        yield (
            f"The figure most worth having is '{name}': it would take the doubt about that choice from "
            f"{format_number(g.doubt)} to "
            f"{format_number(g.left)} {unit} "
            f"(standard deviation) and gain {format_number(g.value)}."
        )
    else:
        yield "No figure looked at would reduce the doubt about that choice by more than one drawn by lot."


def worth_knowing(found: Chosen) -> Fitted:
    """One row a figure that explains more than by lot."""
    table = plain_table("figure", "unit", "explains", "doubt left", "gain")
    for g in [g for g in found.information if g.explained > g.by_lot][:MOST]:
        known = OUTCOMES.get(g.figure)
        label, unit = (known.label, known.unit) if known else (g.figure, "")
        table.add_row(label, unit, f"{100 * g.explained:.0f} %", format_number(g.left), format_number(g.value))
    return table
