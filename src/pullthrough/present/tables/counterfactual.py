"""The table that a counterfactual study ends with: what each treatment did after some years, exact and as published."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pullthrough.parameters.schema.study import TREATMENTS
from pullthrough.present.console import Figures, console, format_number, print_footer
from pullthrough.present.tables.fitting import Column, Fitted

if TYPE_CHECKING:
    from pullthrough.study.kinds.counterfactual import Treated
    from pullthrough.study.methods.contrasts import Contrast

SHOWN = {
    "award_open": ("turnover", "supplying", "later_contract", "later_awards", "trl", "adopted"),
    "award_directed": ("turnover", "supplying", "later_contract", "later_awards", "trl", "adopted"),
    "contract": ("turnover", "productivity", "inside", "supplying", "later_contract"),
    "engagement": ("later_contract", "trl", "adopted"),
    "acquisition": ("exists", "orders"),
}
OF_SWITCHES = ("knowledge", "staffing", "capability", "inside", "adoptions")
AFTER = (3, 5, 6, 10)
NOTE = (
    "exact: the same firm or project with and without it, in worlds that are the same but for that. published: those who just "
    "got it less those who just missed it, as an evaluator sees them. Mean and 95 % interval, clustered by world; *: it leaves "
    "out 0. Of a switch: all SMEs there at the time. Other groups, outcomes and years are in counterfactual.csv."
)


def show(found: Treated, figures: Figures = list, outcomes: Sequence[str] = ()) -> None:
    """Print the table, how many could be treated, and where the results are."""
    out, design = console(), found.design
    out.print(f"\n{design.against.title} ({design.against.name}), {design.replicates} worlds, seed {design.seed}")
    out.print(table(found.contrasts, design.years).table(out.width))
    for kind, (treated, runs) in found.treated.items():
        if treated < runs:
            out.print(
                f"{kind}: {treated} of {runs} runs had somebody to treat; the others' worlds have too few near-misses"
            )
    out.print(NOTE, style="dim")
    print_footer(out, found, figures)


def table(contrasts: list[Contrast], years: int) -> Fitted:
    """One row a kind, outcome and year; exact and published beside each other."""
    drawn = Fitted(
        Column("treatment", text=True),
        Column("outcome", text=True, keep=99),
        Column("unit", text=True, keep=30),
        Column("years", keep=97),
        Column("exact", keep=98),
        Column("95 % interval", keep=60),
        Column("n", keep=20),
        Column("published", keep=80),
        Column("95 % interval", keep=50),
        Column("n", keep=10),
    )
    place = {(c.kind, c.estimand, c.outcome, c.year): c for c in contrasts if c.group == "all"}
    last = ""
    for kind in dict.fromkeys(c.kind for c in contrasts):
        line = kind in TREATMENTS
        for outcome in SHOWN[kind] if line else OF_SWITCHES:
            for year in [y for y in AFTER if y <= years] or [years]:
                exact = place.get((kind, "exact" if line else "exact_inside", outcome, year))
                published = place.get((kind, "published", outcome, year))
                if exact and (exact.n or (published and published.n)):
                    names = ("" if kind == last else kind, outcome, exact.unit, str(year))
                    drawn.add_row(*names, *_cells(exact), *_cells(published))
                    last = kind
    return drawn


def _cells(contrast: Contrast | None) -> tuple[str, str, str]:
    if contrast is None or not contrast.n:
        return "", "", ""
    star = "*" if contrast.ci_low > 0 or contrast.ci_high < 0 else ""
    band = f"{format_number(contrast.ci_low, signed=True)} to {format_number(contrast.ci_high, signed=True)}"
    return format_number(contrast.difference, signed=True) + star, band, str(contrast.n)
