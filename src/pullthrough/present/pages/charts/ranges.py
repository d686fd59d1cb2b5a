"""Charts of a value with a range: one form for ensembles, indices, shares of an effect, targets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pullthrough.present.pages.charts.style import QUIET, TESTED, spec
from pullthrough.present.pages.charts.view import Spec

ROW = 21


def ranges(
    *,
    label: str,
    middle: str,
    low: str,
    high: str,
    title: str,
    colour: str | None = None,
    zero: bool = True,
    facet: str | None = None,
    symlog: float = 0.0,
    tips: Sequence[tuple[str, str]] = (),
    words: str = "",
    second: tuple[str, str] | None = None,
    apart: bool = False,
) -> Spec:
    """A mark a row with a line for its range.

    Args:
        label, middle, low, high: columns with the words and the three numbers of a row.
        title: of the axis.
        colour: a column that colours the marks.
        zero: whether a line marks zero.
        facet: a column whose values have a panel each, with an axis of its own.
        symlog: width of the straight part of a symmetric logarithm; 0 for a straight axis.
        tips: columns and headings that are shown for the mark that is pointed at.
        words: what is said to somebody who does not see it.
        second: columns of a second, wider range that is drawn thin.
        apart: whether marks of a row that differ in colour stand below each other.
    """
    y = {
        "field": label,
        "type": "nominal",
        "sort": None,
        "title": None,
        "axis": {"ticks": False, "domain": False, "labelPadding": 8, "grid": True},
    }
    scale: dict[str, Any] = {"type": "symlog", "constant": symlog} if symlog else {"zero": zero}
    x = {
        "field": middle,
        "type": "quantitative",
        "title": title,
        "scale": scale,
        "axis": {"format": ",~r", "titleAnchor": "middle", "titleY": 30, "tickCount": 6},
    }
    paint: dict[str, Any] = (
        {"color": {"field": colour, "type": "nominal", "title": None}} if colour else {"color": {"value": TESTED[0]}}
    )
    offset = {"yOffset": {"field": colour, "type": "nominal"}} if colour and apart else {}
    tip = [{"field": name, "title": heading} for name, heading in tips]
    layers: list[Spec] = []
    if zero:
        layers.append(
            {"mark": {"type": "rule", "color": QUIET}, "encoding": {"x": {"datum": 0, "type": "quantitative"}}}
        )
    for ends, width in (((second, 1.2),) if second else ()) + (((low, high), 3.2),):
        layers.append(
            {
                "mark": {"type": "rule", "strokeWidth": width, "aria": False},
                "encoding": {"y": y, **offset, "x": {**x, "field": ends[0]}, "x2": {"field": ends[1]}, **paint},
            }
        )
    layers.append(
        {
            "mark": {"type": "point", "filled": True, "size": 60, "opacity": 1},
            "encoding": {"y": y, **offset, "x": x, **paint, "tooltip": tip},
        }
    )
    inner: Spec = {"width": 420, "height": {"step": ROW}, "layer": layers}
    if not facet:
        return spec(inner, width=None, words=words)
    header = {"labelOrient": "top", "labelAnchor": "start", "labelPadding": 3}
    body = {
        "facet": {"row": {"field": facet, "type": "nominal", "sort": None, "title": None, "header": header}},
        "spec": inner,
        "resolve": {"scale": {"x": "independent", "y": "independent"}},
    }
    return spec(body, width=None, words=words)
