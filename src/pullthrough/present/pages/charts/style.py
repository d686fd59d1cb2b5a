"""How charts look: one configuration, the colours of scenarios, words for dates.

Colours are Okabe and Ito's, safe for colour-blind readers; each scenario also has a dash of its own and its name at the end of
its line, so that a chart reads in grey.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

FONT = "system-ui, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif"
INK, QUIET, RULE, GRID = "#1d2329", "#545d66", "#b9c0c7", "#e8ebee"
BASELINE = "#6b7178"
TESTED = ("#0072B2", "#B34700", "#007A5A", "#A0527D", "#7A6A00", "#3F6BC4", "#8A3B12")
"""Colours of the tested scenarios, dark enough for words on white (at least 4.5 : 1)."""
DASHES = ([1, 0], [8, 3], [2, 2], [10, 3, 2, 3], [5, 2], [1, 3], [12, 2])
BASELINE_DASH = [4, 3]
WIDTH = 640

VERDICTS = {
    "better": ("#007A5A", "triangle-up"),
    "worse": ("#B34700", "triangle-down"),
    "higher": ("#444B52", "diamond"),
    "lower": ("#444B52", "diamond"),
    "unclear": ("#6b7178", "circle"),
    "no change": ("#6b7178", "square"),
}

CONFIG: dict[str, Any] = {
    "background": None,
    "font": FONT,
    "view": {"stroke": None},
    "axis": {
        "labelColor": INK,
        "titleColor": QUIET,
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "gridColor": GRID,
        "domainColor": RULE,
        "tickColor": RULE,
        "labelLimit": 380,
        "labelFlush": False,
        "titleAnchor": "start",
    },
    "axisY": {"titleAngle": 0, "titleAlign": "left", "titleY": -12, "titleX": 0},
    "header": {"labelColor": INK, "labelFontSize": 12.5, "labelFontWeight": 600, "titleColor": QUIET},
    "legend": {
        "labelColor": INK,
        "titleColor": QUIET,
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "orient": "top",
        "symbolStrokeWidth": 2.5,
        "symbolOpacity": 1,
        "labelLimit": 420,
    },
    "text": {"fontSize": 12, "color": INK},
    "line": {"strokeWidth": 2},
    "tick": {"thickness": 2},
    "range": {"category": list(TESTED)},
}


def colour_of(names: Sequence[str]) -> dict[str, Any]:
    """The scale that gives each scenario its colour, the baseline first."""
    many = [TESTED[i % len(TESTED)] for i in range(len(names) - 1)]
    return {"domain": list(names), "range": [BASELINE, *many]}


def of_tested(scale: dict[str, Any]) -> dict[str, Any]:
    """A scale without the baseline, where only differences from it are drawn."""
    return {key: values[1:] for key, values in scale.items()}


def dash_of(names: Sequence[str]) -> dict[str, Any]:
    """The scale that gives each scenario its dash."""
    many = [list(DASHES[i % len(DASHES)]) for i in range(len(names) - 1)]
    return {"domain": list(names), "range": [BASELINE_DASH, *many]}


def shape_of(names: Sequence[str]) -> dict[str, Any]:
    """The scale that gives each scenario its mark."""
    shapes = ("circle", "diamond", "triangle-up", "square", "triangle-down", "cross", "triangle-right")
    return {"domain": list(names), "range": ["stroke", *(shapes[i % len(shapes)] for i in range(len(names) - 1))]}


def spec(body: dict[str, Any], *, width: int | None = WIDTH, height: Any = None, words: str = "") -> dict[str, Any]:
    """A specification in the common style.

    Args:
        body: marks, encodings and layers.
        width, height: of the plot, in pixels; None where the body says so itself.
        words: what somebody hears who does not see the chart.
    """
    sizes = {k: v for k, v in (("width", width), ("height", height)) if v is not None}
    return {"description": words, "data": {"name": "table"}, **sizes, **body, "config": CONFIG}


SIGNED = "datum.value === 0 ? '0' : format(datum.value, '+,.0f')"
"""How differences are written at an axis."""
