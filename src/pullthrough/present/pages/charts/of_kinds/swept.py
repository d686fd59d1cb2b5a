"""The effect over the points of a design: a field of two factors, a line along one, or a mark a point."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from pathlib import Path

from pullthrough.present.figures.load import described
from pullthrough.present.figures.stamp import alike
from pullthrough.present.names import human_name
from pullthrough.present.pages.charts.files import Rows, factor, named, read, shown, value
from pullthrough.present.pages.charts.style import INK, QUIET, TESTED, spec
from pullthrough.present.pages.charts.view import Column, Spec, Table, View
from pullthrough.study.storage.folder import read_manifest
from pullthrough.text.safe import one_line

PLAIN = ("point", "scenario", "against", "outcome", "unit", "baseline", "policy", "difference", "ci_low", "ci_high", "n",
         "share_better")  # fmt: skip
MOST_VALUES, MOST_CHOICES = 14, 40
"""Values of a factor that a field has room for, and pictures to choose from."""


def responses(folder: Path) -> Iterable[View]:
    """What comes out at each point, and where a difference changes its sign."""
    told = read(folder / "responses.csv")
    against = read_manifest(folder).get("against")
    told = [row for row in told if row["against"] == against] or told
    if not told:
        return
    factors = [name for name in told[0] if name not in PLAIN]
    numbers = [name for name in factors if all(value(row[name]) is not None for row in told)]
    if len(factors) >= 2 and len(numbers) >= 2 and _is_grid(told, factors):
        yield _field(folder, told, numbers[0], numbers[1], [f for f in factors if f not in numbers[:2]])
    elif numbers:
        yield _along(folder, told, numbers, joined=len(factors) == 1)
    else:
        yield _listed(folder, told, factors)
    if switches := _switching(folder):
        yield switches


def _is_grid(told: Rows, factors: Sequence[str]) -> bool:
    """Whether every value of each factor meets every value of the others."""
    values = [{row[name] for row in told} for name in factors]
    points = {tuple(row[name] for name in factors) for row in told}
    return len(points) == math.prod(map(len, values)) and max(map(len, values)) <= MOST_VALUES


def _title(folder: Path, row: dict[str, str], several: bool) -> str:
    words = named(row["outcome"], row["unit"])
    titles = read_manifest(folder).get("titles", {})
    scenario = one_line(titles.get(row["scenario"], row["scenario"])).partition(":")[0]
    return f"{words}: {scenario}" if several else words


def _panels(folder: Path, told: Rows, rest: Sequence[str] = ()) -> dict[str, Rows]:
    """The rows of each picture that may be chosen, by its title."""
    several, found = len({row["scenario"] for row in told}) > 1, dict[str, Rows]()
    for row in told:
        fixed = "".join(f"; {factor(name)} {row[name]}" for name in rest)
        found.setdefault(_title(folder, row, several) + fixed, []).append(row)
    return dict(list(found.items())[:MOST_CHOICES])


def _field(folder: Path, told: Rows, across: str, up: str, rest: Sequence[str]) -> View:
    tables: dict[str, Table] = {}
    columns = (
        Column("across", factor(across).capitalize()),
        Column("up", factor(up).capitalize()),
        Column("difference", "Difference"),
        Column("low", "95 % interval from"),
        Column("high", "to"),
        Column("words", "words", text=True, shown=False),
        Column("shade", "shade", shown=False),
    )
    for title, rows in _panels(folder, told, rest).items():
        better = described(rows[0]["outcome"])[1] or 1
        numbers = [[shown(row, name) for name in ("difference", "ci_low", "ci_high")] for row in rows]
        largest = max((abs(n[0]) for n in numbers if n[0] is not None), default=0.0)
        places = max(0, min(9, 1 - math.floor(math.log10(largest)))) if largest else 0
        cells = [
            (
                value(row[across]),
                value(row[up]),
                *number,
                _words(number, places),
                better * number[0] / largest if number[0] is not None and largest else 0.0,
            )
            for row, number in zip(rows, numbers, strict=True)
        ]
        tables[title] = Table(columns, cells, title)
    first = next(iter(tables.values()))
    return View(
        "responses",
        "Where does it help, and where not?",
        "A cell a pair of values: the mean paired difference between policy and baseline there. Blue: better, orange: worse "
        "(of an outcome of which neither more nor less is better: more, less). In brackets: its 95 % interval holds zero.",
        _field_spec(factor(across), factor(up)),
        first,
        tables,
        finding=_reach(folder, told),
    )


def _words(number: Sequence[float | None], places: int) -> str:
    """What stands in a cell; in brackets what is not sure."""
    middle, low, high = number
    if middle is None:
        return "–"
    text = f"{middle:+,.{places}f}".replace("-", "−")
    text = text if any(sign in "123456789" for sign in text) else "0"
    sure = low is not None and high is not None and (low > 0 or high < 0)
    return text if sure else f"({text})"


def _field_spec(across: str, up: str) -> Spec:
    x = {
        "field": "across",
        "type": "ordinal",
        "title": across,
        "axis": {"labelAngle": 0, "titleY": 30, "domain": False},
    }
    y = {
        "field": "up",
        "type": "ordinal",
        "title": up,
        "sort": "descending",
        "axis": {"domain": False, "titleLimit": 600, "titleY": -12},
    }
    colour = {
        "field": "shade",
        "type": "quantitative",
        "legend": None,
        "scale": {"domain": [-1, 0, 1], "range": ["#B34700", "#f3f5f7", "#0072B2"], "interpolate": "rgb"},
    }
    ink = {"condition": {"test": "abs(datum.shade) > 0.6", "value": "#ffffff"}, "value": INK}
    layers: list[Spec] = [
        {"mark": {"type": "rect", "stroke": "#fff", "strokeWidth": 2}, "encoding": {"x": x, "y": y, "color": colour}},
        {
            "mark": {"type": "text", "fontSize": 11.5},
            "encoding": {"x": x, "y": y, "text": {"field": "words"}, "color": ink},
        },
    ]
    body: Spec = {"width": {"step": 68}, "height": {"step": 30}, "layer": layers}
    return spec(body, width=None, words="A field of cells: the effect at each pair of values; the numbers are below.")


def _along(folder: Path, told: Rows, factors: Sequence[str], *, joined: bool) -> View:
    tables: dict[str, Table] = {}
    columns = (
        Column("along", "Value of the factor"),
        Column("difference", "Difference"),
        Column("low", "95 % interval from"),
        Column("high", "to"),
    )
    for title, rows in _panels(folder, told).items():
        for name in factors:
            cells = sorted(
                (value(row[name]) or 0.0, *(shown(row, c) for c in ("difference", "ci_low", "ci_high"))) for row in rows
            )
            label = title if len(factors) == 1 else f"{title}, by {factor(name)}"
            if len(tables) < MOST_CHOICES:
                tables[label] = Table(columns, cells, label)
    x = {"field": "along", "type": "quantitative", "title": factor(factors[0]) if len(factors) == 1 else "value of the factor",
         "scale": {"zero": False}, "axis": {"titleY": 30, "grid": False}}  # fmt: skip
    y = {"field": "difference", "type": "quantitative", "title": None, "axis": {"format": ",~r"}}
    layers: list[Spec] = [
        {"mark": {"type": "rule", "color": QUIET}, "encoding": {"y": {"datum": 0, "type": "quantitative"}}},
        {
            "mark": {"type": "rule", "color": TESTED[0], "opacity": 0.55, "aria": False},
            "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}},
        },
        *([{"mark": {"type": "line", "color": TESTED[0]}, "encoding": {"x": x, "y": y}}] if joined else []),
        {
            "mark": {"type": "point", "filled": True, "size": 45, "color": TESTED[0], "opacity": 1},
            "encoding": {"x": x, "y": y},
        },
    ]
    return View(
        "responses",
        "How does the effect depend on what was varied?",
        "A mark a point of the design: the mean paired difference between policy and baseline there, with its 95 % interval."
        + ("" if joined else " All factors vary at once, so that marks of one value differ."),
        spec({"layer": layers}, width=460, height=260, words="The effect at each point; the numbers are below."),
        next(iter(tables.values())),
        tables,
        finding=_reach(folder, told),
    )


def _listed(folder: Path, told: Rows, factors: Sequence[str]) -> View:
    """A table, where a factor is a word."""
    columns = (
        *(Column(name, factor(name).capitalize(), text=True) for name in factors),
        Column("difference", "Difference"),
        Column("low", "95 % interval from"),
        Column("high", "to"),
    )
    tables = {
        title: Table(
            columns,
            [
                (
                    *(one_line(row[name]).replace("_", " ") for name in factors),
                    *(shown(row, c) for c in ("difference", "ci_low", "ci_high")),
                )
                for row in rows
            ],
            title,
        )
        for title, rows in _panels(folder, told).items()
    }
    return View("responses", "What comes out at each point?", "The mean paired difference between policy and baseline, with its "
                "95 % interval.", {}, next(iter(tables.values())), tables, folded=False)  # fmt: skip


def _reach(folder: Path, told: Rows) -> str:
    """How far the effect on the first outcome goes over the points."""
    panel, rows = next(iter(_panels(folder, told).items()))
    known = [n for row in rows if (n := shown(row, "difference")) is not None]
    better = described(rows[0]["outcome"])[1]
    if not known:
        return ""
    ends = alike([min(known), max(known)])
    sides = [(value(row["ci_low"]) or 0.0, value(row["ci_high"]) or 0.0) for row in rows]
    helps = sum(low > 0 if better > 0 else high < 0 for low, high in sides)
    words = f"{panel}: the difference goes from {ends[0]} to {ends[1]} over the points"
    return f"{words}; surely better at {helps} of {len(rows)}." if better else f"{words}."


def _switching(folder: Path) -> View | None:
    """Where a difference changes its sign, surely on both sides."""
    rows = [
        (
            human_name(r["factor"]),
            named(r["outcome"], r["unit"]),
            *(value(r[c]) for c in ("value", "ci_low", "ci_high")),
            _others(r["others"]),
        )
        for r in read(folder / "switching.csv")
        if r["clear"] == "1"
    ]
    columns = (
        Column("factor", "Factor", text=True),
        Column("outcome", "Outcome", text=True),
        Column("value", "Difference is 0 at"),
        Column("low", "95 % interval from"),
        Column("high", "to"),
        Column("others", "The others at", text=True),
    )
    says = (
        "Values at which the mean difference is zero, with differences that are sure on both sides. switching.csv has the "
        "others."
    )
    if not rows:
        return None
    return View(
        "switching", "Where does it change from better to worse?", says, {}, Table(columns, rows[:60]), folded=False
    )


def _others(told: str) -> str:
    """The values of the other factors in words."""
    pairs = (part.partition("=") for part in told.split() if "=" in part)
    return ", ".join(f"{human_name(key)} {at}" for key, _, at in pairs)
