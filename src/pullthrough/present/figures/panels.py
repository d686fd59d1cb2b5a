"""Small multiples: a panel for each outcome, in rows of three."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from matplotlib.axes import Axes

from pullthrough.present.figures.load import described
from pullthrough.present.figures.page import Page, page, wrap
from pullthrough.present.figures.style import QUIET, SMALL

COLUMNS = 3
LINE = 0.16
HEAD: dict[str, Any] = {"size": 9, "weight": "bold", "va": "baseline", "linespacing": 1.15}

Draw = Callable[[Axes, str], None]


def panelled(
    names: Sequence[str],
    draw: Draw,
    notes: dict[str, str],
    *,
    title: str,
    lines: Sequence[str],
    foot: Sequence[str],
    findings: Sequence[str] = (),
    key: Sequence[Any] = (),
    size: tuple[float, float] = (2.15, 1.7),
    left: float = 0.95,
    across: float = 3.1,
    below: float = 0.75,
    columns: int = COLUMNS,
    right: float = 0.55,
) -> Page:
    """A page with a panel for each outcome.

    Args:
        names: of the outcomes.
        draw: draws the panel of one outcome.
        notes: what stands above a panel in small print: the unit and which way is better.
        title, lines, foot, findings, key: as of a page.
        size: of a panel; ``left``: of the first panel from the edge; ``across``: from one panel to the next.
        below: room under a panel for its axis; ``right``: beside the last one.
    """
    columns = min(columns, max(1, len(names)))
    room = across - 0.35
    titles = {name: wrap(described(name)[0], 9, room, bold=True) for name in names}
    most = max((len(words) for words in titles.values()), default=1)
    down = size[1] + below + 0.3 + LINE * most
    drawn = page(
        title, lines, foot, down * math.ceil(len(names) / columns) - 0.1, findings=findings, key=key,
        width=max(8.0, left + across * columns - (across - size[0]) + right),
    )  # fmt: skip
    for i, name in enumerate(names):
        top = 0.28 + LINE * most + down * (i // columns)
        axes = drawn.axes(left + across * (i % columns), top, *size)
        back = -min(left - 0.4, across - size[0] - 0.35) / size[0]
        axes.text(back, 1 + 0.27 / size[1], "\n".join(titles[name]), transform=axes.transAxes, **HEAD)
        axes.text(back, 1 + 0.11 / size[1], notes.get(name, ""), transform=axes.transAxes, size=SMALL, color=QUIET)
        draw(axes, name)
    return drawn
