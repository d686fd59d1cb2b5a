"""The card that a validation ends with: each target, what the model gives, and the verdict."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pullthrough.present.console import Figures, console, format_number, print_footer
from pullthrough.present.tables.fitting import Column, Fitted

if TYPE_CHECKING:
    from pullthrough.study.kinds.validate import Validation
    from pullthrough.study.methods.scoring import Score

NOTE = (
    "PASS: the mean and nine runs in ten within the tolerance. WARN: the mean within twice the tolerance. fitted: "
    "parameters were fitted to this figure, so it does not test them."
)
HEADS = (
    Column("target", text=True),
    Column("published", keep=97),
    Column("tolerance", keep=60),
    Column("model", keep=98),
    Column("5 to 95 % of runs", keep=50),
    Column("within", keep=70),
    Column("members", keep=20),
    Column("fitted", text=True, keep=40),
    Column("verdict", text=True, keep=99),
)


def show(found: Validation, figures: Figures = list, outcomes: Sequence[str] = ()) -> None:
    """Print the card, and where the results are."""
    out, design = console(), found.design
    observe = design.tested.observe
    years = f"{observe.first_year} to {observe.last_year}"
    members = len(design.points)
    runs = f"{members} members x {design.replicates} runs" if members > 1 else f"{design.replicates} runs"
    out.print(f"\n{design.tested.title} ({design.tested.name}), {years}, {runs}, seed {design.seed}")
    out.print(card(found.scores).table(out.width))
    out.print(NOTE, style="dim")
    print_footer(out, found, figures)


def card(scores: Sequence[Score]) -> Fitted:
    """One row a target."""
    table = Fitted(*HEADS)
    for s in scores:
        t = s.target
        band = f"{format_number(s.low)} to {format_number(s.high)}"
        shares = ["" if not s.n else f"{100 * share:.0f} %" for share in (s.within, s.members)]
        fitted = "yes" if t.fitted else ""
        table.add_row(
            s.name,
            format_number(t.value),
            format_number(t.tolerance),
            format_number(s.mean),
            band,
            *shares,
            fitted,
            s.verdict,
        )
    return table
