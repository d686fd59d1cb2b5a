"""Through what an effect works: one panel an outcome, one bar a channel, the rest and the whole below."""

from __future__ import annotations

from pathlib import Path

from pullthrough.present.figures import draw_all
from pullthrough.present.figures.load import Results, load
from pullthrough.present.figures.page import Page, save
from pullthrough.present.figures.shares import Row, share_page, share_rows
from pullthrough.present.figures.style import styled
from pullthrough.study.kinds.channels import FILE


def draw_channels(folder: Path) -> list[Path]:
    """Draw the split of a result folder and the effects of the whole; returns the files."""
    results, rows = load(folder), share_rows(folder / FILE)
    with styled():
        drawn = save(split(results, rows), folder / "figures" / "channels")
    return drawn + draw_all(folder, ["effects"])


def split(results: Results, rows: list[Row]) -> Page:
    """One panel for each outcome; channels keep one order, that of the rows."""
    return share_page(
        results,
        rows,
        "channel",
        "Through what does it work?",
        [
            results.compared(),
            "Each bar is what opening a channel adds to the effect, averaged over the orders in which the channels can be "
            "opened (Shapley value); a closed one is closed in both scenarios. The last but one is what is left when all are "
            "closed. The bars add up to the whole, below. Circle: opened alone. Cross: what closing it alone takes away.",
        ],
    )
