"""Which measure of a package does what: one panel an outcome, one bar a measure, the whole below."""

from __future__ import annotations

from pathlib import Path

from pullthrough.present.figures import draw_all
from pullthrough.present.figures.load import Results, load
from pullthrough.present.figures.page import Page, save
from pullthrough.present.figures.shares import Row, share_page, share_rows
from pullthrough.present.figures.style import styled
from pullthrough.study.kinds.attribute import EXACT


def draw_attribute(folder: Path) -> list[Path]:
    """Draw the attribution of a result folder and the effects of the whole; returns the files."""
    results, rows = load(folder), share_rows(folder / "attribution.csv")
    with styled():
        drawn = save(attribution(results, rows), folder / "figures" / "attribution")
    return drawn + draw_all(folder, ["effects"])


def attribution(results: Results, rows: list[Row]) -> Page:
    """One panel for each outcome; measures keep one order, that of the rows."""
    method = rows[0]["method"] if rows else EXACT
    how = (
        "every combination of them is run"
        if method == EXACT
        else "in orders drawn anew for every replicate, each also reversed"
    )
    return share_page(
        results,
        rows,
        "measure",
        "Which measure does what?",
        [
            f"Package: {results.title('policy')}, against {results.title('baseline')}.",
            "Each bar is a measure's share of the effect of the whole package (Shapley value): what it adds, averaged "
            f"over the orders in which the measures can be put together; {how}. The bars add up to the whole, below. "
            "Circle: the measure alone. Cross: added to all the others.",
        ],
    )
