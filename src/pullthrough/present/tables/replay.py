"""The table that a replay ends with: published figures beside the model's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pullthrough.parameters.schema.quarters import label
from pullthrough.present.console import Figures, console, format_number, print_footer
from pullthrough.present.tables.compare import print_comparison, print_matched

if TYPE_CHECKING:
    from rich.table import Table

    from pullthrough.study.kinds.replay import Compared, Replayed


def show(found: Replayed, figures: Figures = list, outcomes: Sequence[str] = ()) -> None:
    """Print the comparison, published figures beside the model's, and where the results are."""
    out = console()
    print_comparison(out, found, outcomes)
    if found.figures:
        out.print(replay_table(found.figures, found.design.tested.name))
    print_matched(out, found.twins)
    print_footer(out, found, figures)


def replay_table(figures: Sequence[Compared], scenario: str) -> Table:
    """One row a published figure, of one scenario."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for head in ("published", "unit", "from", "quarters"):
        table.add_column(head)
    for head in ("figure", "model", "5-95 % of runs"):
        table.add_column(head, justify="right")
    table.add_column("figure is")
    table.add_column("reliability, source", style="dim")
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
