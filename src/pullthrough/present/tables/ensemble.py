"""The tables that a comparison over an ensemble ends with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pullthrough.present.console import Figures, console, format_number, heading, print_footer
from pullthrough.present.tables.fitting import Fitted
from pullthrough.present.tables.headlines import headlines
from pullthrough.present.tables.plain import plain_table

if TYPE_CHECKING:
    from pullthrough.study.kinds.ensemble import Ensemble

ENSEMBLE_NOTE = (
    "Mean paired difference at each member of the ensemble. parameters: standard deviation between members beyond chance. "
    "favourable: share of members in which the policy is better, where one way is; significant: share whose own 95 % "
    "interval excludes 0 on the side of most members. Members are the least implausible worlds tried, by the targets named; "
    "what no member varies is not in these figures."
)
REGRET_NOTE = (
    "Regret: what a scenario loses against the best of those compared, in each member; best in: share of members in which "
    "none is better. Outcomes of which neither more nor less is better have none."
)


def show(found: Ensemble, figures: Figures = list, outcomes: Sequence[str] = ()) -> None:
    """Print what came out, and where the results are."""
    out = console()
    heading(out, found.design, f"{len(found.design.points)} members x {found.design.replicates} pairs")
    out.print(ensemble_table(found).table(out.width))
    out.print(ENSEMBLE_NOTE, style="dim")
    out.print(regret_table(found).table(out.width))
    out.print(REGRET_NOTE, style="dim")
    for text in found.told.values():
        out.print(f"- {text}", highlight=False)
    print_footer(out, found, figures)


def ensemble_table(found: Ensemble) -> Fitted:
    """One row an outcome."""
    table = plain_table(
        "outcome", "unit", "difference", "5 to 95 % of members", "chance", "parameters", "favourable", "significant"
    )
    for r in found.robust:
        band = f"{format_number(r.q05, signed=True)} to {format_number(r.q95, signed=True)}"
        helps = f"{100 * r.share_favourable:.0f} %" if r.members and r.outcome.better else ""
        shares = [helps, f"{100 * r.share_significant:.0f} %" if r.members else ""]
        sds = format_number(r.sd_chance), format_number(r.sd_parameters)
        table.add_row(r.outcome.label, r.outcome.unit, format_number(r.difference, signed=True), band, *sds, *shares)
    return table


def regret_table(found: Ensemble) -> Fitted:
    """One row an outcome and scenario, of the headlines."""
    table = plain_table("outcome", "unit", "scenario", "mean regret", "worst regret", "best in")
    shown = headlines(found.robust, lambda r: r.outcome.name)
    for r in shown:
        for lost in (x for x in found.regrets if x.outcome == r.outcome.name):
            share = f"{100 * lost.share_best:.0f} %"
            table.add_row(
                r.outcome.label, lost.unit, lost.scenario, format_number(lost.mean), format_number(lost.worst), share
            )
    return table
