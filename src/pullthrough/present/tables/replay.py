"""The table that a replay ends with: published figures beside the model's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pullthrough.parameters.schema.quarters import label
from pullthrough.present.console import Figures, console, format_number, print_footer
from pullthrough.present.tables.compare import print_comparison
from pullthrough.present.tables.fitting import Column, Fitted
from pullthrough.present.tables.matched import print_matched

if TYPE_CHECKING:
    from pullthrough.study.kinds.replay import Compared, Replayed


def show(found: Replayed, figures: Figures = list, outcomes: Sequence[str] = ()) -> None:
    """Print the comparison, published figures beside the model's, and where the results are."""
    out = console()
    print_comparison(out, found, outcomes)
    if found.figures:
        out.print(replay_table(found.figures, found.design.tested.name).table(out.width))
    print_matched(out, found.twins)
    print_footer(out, found, figures)


def replay_table(figures: Sequence[Compared], scenario: str) -> Fitted:
    """One row a published figure, of one scenario."""
    table = Fitted(
        Column("published", text=True),
        Column("unit", text=True, keep=40),
        Column("from", text=True, keep=99),
        Column("quarters", keep=20),
        Column("figure", keep=98),
        Column("model", keep=97),
        Column("5-95 % of runs", keep=60),
        Column("figure is", text=True, keep=96),
        Column("reliability, source", text=True, keep=10, style="dim"),
    )
    panel = ""
    for c in figures:
        if c.scenario != scenario:
            continue
        about = (c.about.title, c.about.unit) if c.panel != panel else ("", "")
        panel = c.panel
        band = f"{format_number(c.q05)} to {format_number(c.q95)}"
        verdict = {"near": "within a tenth", "inside": "inside"}.get(c.inside, f"{c.inside} the band")
        numbers = (format_number(c.published), format_number(c.mean), band)
        table.add_row(*about, label(c.start), str(c.quarters), *numbers, verdict, f"{c.reliability}, {c.source}")
    return table
