"""The card that a validation ends with: each target, what the model gives, and the verdict."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pullthrough.present.console import Figures, console, format_number, print_footer

if TYPE_CHECKING:
    from rich.table import Table

    from pullthrough.study.kinds.validate import Validation
    from pullthrough.study.methods.scoring import Score

NOTE = (
    "PASS: the mean and nine runs in ten within the tolerance. WARN: the mean within twice the tolerance. fitted: "
    "parameters were fitted to this figure, so it does not test them."
)
HEADS = ("target", "published", "tolerance", "model", "5 to 95 % of runs", "within", "members", "fitted", "verdict")


def show(found: Validation, figures: Figures = list, outcomes: Sequence[str] = ()) -> None:
    """Print the card, and where the results are."""
    out, design = console(), found.design
    observe = design.tested.observe
    years = f"{observe.first_year} to {observe.last_year}"
    members = len(design.points)
    runs = f"{members} members x {design.replicates} runs" if members > 1 else f"{design.replicates} runs"
    out.print(f"\n{design.tested.title} ({design.tested.name}), {years}, {runs}, seed {design.seed}")
    out.print(card(found.scores))
    out.print(NOTE, style="dim")
    print_footer(out, found, figures)


def card(scores: Sequence[Score]) -> Table:
    """One row a target."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for head in HEADS:
        table.add_column(head, justify="left" if head in ("target", "fitted", "verdict") else "right")
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
