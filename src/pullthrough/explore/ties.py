"""Who has ties with whom at the end of a year, in both runs of a pair."""

from __future__ import annotations

from typing import Any

import numpy as np

from pullthrough.explore.pair import ANECDOTE, KINDS, WORLDS, Pair
from pullthrough.present.pages.charts.regions import PLACES, label
from pullthrough.present.pages.charts.style import INK, spec
from pullthrough.present.pages.charts.view import Column, Spec, Table, View

MOST_NODES, MOST_EDGES = 140, 260
"""So many organisations and ties are drawn."""

SHADES, SHAPES = ("#B34700", "#0072B2", "#007A5A"), ("square", "circle", "triangle-up")


def network(pair: Pair) -> View | None:
    """A picture for each year noted and each world."""
    columns = (
        Column("what", "What", text=True),
        Column("who", "Who", text=True),
        Column("where", "Where", text=True),
        Column("ties", "Ties"),
        *(Column(name, name, shown=False) for name in ("x", "y", "x2", "y2")),
    )
    tables: dict[str, Table] = {}
    for year in sorted(pair.worlds[1].ties, reverse=True):
        for words, world in zip(reversed(WORLDS), reversed(pair.worlds), strict=True):
            rows, told = _drawn(pair, *world.ties[year])
            if rows:
                title = f"End of {year}, {words}: {told}"
                tables[title] = Table(columns, rows, title)
    if not tables:
        return None
    says = (
        f"Organisations inside defence with most ties, in the tile of their region, and the ties between them. {ANECDOTE} "
        "Where a dot lies within its tile means nothing."
    )
    return View("ties", "Who has ties with whom?", says, _network_spec(), next(iter(tables.values())), tables)


def _drawn(pair: Pair, people: np.ndarray, one: np.ndarray, other: np.ndarray) -> tuple[list[tuple[Any, ...]], str]:
    """Rows of the organisations and ties that are drawn, and how many there are in all."""
    keys, number = np.unique(np.concatenate([one, other]), return_counts=True)
    degree = dict(zip(keys.tolist(), number.tolist(), strict=True))
    order = sorted(people.T.tolist(), key=lambda who: (-degree.get(who[0], 0), who[0]))[:MOST_NODES]
    regions = list(pair.setting.world.population.firms_by_region)
    places = {who[0]: _place(regions[int(who[2])], int(who[2]), int(who[0])) for who in order}
    rows: list[tuple[Any, ...]] = [
        (
            "organisation",
            KINDS[int(kind)],
            label(regions[int(region)]),
            float(degree.get(key, 0)),
            *places[key],
            None,
            None,
        )
        for key, kind, region in order
    ]
    both = [(a, b) for a, b in zip(one.tolist(), other.tolist(), strict=True) if a in places and b in places]
    rows += [("tie", "", "", None, *places[a], *places[b]) for a, b in both[:MOST_EDGES]]
    return rows, f"{people.shape[1]} organisations, {len(one)} ties"


def _place(region: str, number: int, key: int) -> tuple[float, float]:
    """A place within the tile of a region, always the same for the same organisation."""
    column, line = PLACES.get(region, (number % 4, 5 + number // 4))
    aside, down = (((key >> shift) & 1023) / 1023 for shift in (8, 24))
    return column + 0.08 + 0.84 * aside, line + 0.2 + 0.72 * down


def _network_spec() -> Spec:
    scale = {"zero": False, "nice": False}
    x: Spec = {"field": "x", "type": "quantitative", "axis": None, "scale": {**scale, "domain": [0, 4]}}
    y: Spec = {
        "field": "y",
        "type": "quantitative",
        "axis": None,
        "scale": {**scale, "reverse": True, "domain": [0, 5]},
    }
    names = list(KINDS.values())
    colour = {
        "field": "who",
        "type": "nominal",
        "title": None,
        "scale": {"domain": names, "range": SHADES},
    }
    shape = {
        "field": "who",
        "type": "nominal",
        "title": None,
        "scale": {"domain": names, "range": SHAPES},
    }
    tiles = [
        {"x": c + 0.02, "x2": c + 0.98, "y": r + 0.02, "y2": r + 0.98, "name": label(name)}
        for name, (c, r) in PLACES.items()
    ]
    tip = [{"field": "who", "title": "Who"}, {"field": "where", "title": "Where"}, {"field": "ties", "title": "Ties"}]
    tile = {"data": {"values": tiles}, "encoding": {"x": x, "y": y, "x2": {"field": "x2"}, "y2": {"field": "y2"}}}
    layers = [
        {**tile, "mark": {"type": "rect", "color": "#F3F5F7", "aria": False}},
        {
            "data": {"values": tiles},
            "mark": {"type": "text", "align": "left", "dx": 4, "dy": 9, "fontSize": 11, "color": INK},
            "encoding": {"x": x, "y": y, "text": {"field": "name"}},
        },
        {
            "transform": [{"filter": "datum.what == 'tie'"}],
            "mark": {"type": "rule", "color": "#8a949d", "opacity": 0.35, "aria": False},
            "encoding": {"x": x, "y": y, "x2": {"field": "x2"}, "y2": {"field": "y2"}},
        },
        {
            "transform": [{"filter": "datum.what == 'organisation'"}],
            "mark": {"type": "point", "filled": True, "size": 46, "opacity": 0.9},
            "encoding": {"x": x, "y": y, "color": colour, "shape": shape, "tooltip": tip},
        },
    ]
    return spec(
        {"layer": layers}, width=560, height=520, words="Organisations in the tiles of their regions and their ties."
    )
