"""The table that a study of levers ends with: what was expected of each, and what was found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pullthrough.present.console import Figures, console, format_number, print_footer
from pullthrough.present.tables.fitting import Column, Fitted

if TYPE_CHECKING:
    from pullthrough.study.kinds.levers import LeversFound, Verdict

NOTE = (
    "difference: of the channel, last dose against the first, paired by seed. worse: outcomes that got worse at any dose, "
    "their 95 % t-interval excluding 0; one in twenty is named wrongly by chance. Expectations were written down before."
)


def show(found: LeversFound, figures: Figures = list, outcomes: Sequence[str] = ()) -> None:
    """Print the verdicts, where the results are, and which figures there are."""
    out, design = console(), found.design
    plans = len(found.verdicts)
    out.print(f"\n{plans} plans on {design.tested.title} ({design.tested.name}), {design.replicates} replicates")
    out.print(verdict_table(found.verdicts).table(out.width))
    out.print(NOTE, style="dim")
    print_footer(out, found, figures)


def verdict_table(verdicts: Sequence[Verdict]) -> Fitted:
    """One row a plan."""
    table = Fitted(
        Column("lever", text=True),
        Column("doses", text=True, keep=60),
        Column("channel", text=True, keep=50),
        Column("expected", text=True, keep=70),
        Column("found", text=True, keep=99),
        Column("difference", keep=80),
        Column("worse", text=True, keep=20, style="dim"),
        Column("defect", text=True, keep=98, style="bold"),
    )
    for v in verdicts:
        doses = f"{v.asked.doses[0]:g} to {v.asked.doses[-1]:g}"
        doses += "".join(f", with {lever} {value:g}" for lever, value in v.asked.given.items())
        expected = "more" if v.asked.sign > 0 else "less"
        change = format_number(v.channel.difference, signed=True)
        table.add_row(v.lever, doses, v.asked.channel, expected, v.found, change, ", ".join(v.worse), v.defect)
    return table
