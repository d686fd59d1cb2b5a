"""Portfolios of levers that a search found."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pullthrough.present.figures.load import described
from pullthrough.present.pages.charts.files import factor, named, read, shown, value
from pullthrough.present.pages.charts.ranges import ranges
from pullthrough.present.pages.charts.style import spec
from pullthrough.present.pages.charts.view import Column, Spec, Table, View

PLAIN = ("portfolio", "evaluation", "sum", "levers", "within", "on_front", "knee")


def portfolios(folder: Path) -> Iterable[View]:
    """Doses and goals of each portfolio as parallel coordinates, then each goal with its interval."""
    kept, effects = read(folder / "portfolios.csv"), read(folder / "pareto.csv")
    goals = list(dict.fromkeys(r["outcome"] for r in effects if r["goal"] == "1"))
    levers = [name for name in kept[0] if name not in PLAIN and len({r[name] for r in kept}) > 1] if kept else []
    if not kept or not goals:
        return
    by = {(r["portfolio"], r["outcome"]): r for r in effects}
    rows: list[tuple[Any, ...]] = []
    for name in (*levers, *goals):
        values = [value(r[name] if name in levers else by[r["portfolio"], name]["difference"]) for r in kept]
        known = [v for v in values if v is not None]
        low, span = min(known, default=0.0), (max(known, default=1.0) - min(known, default=0.0)) or 1.0
        down = name in goals and described(name)[1] < 0
        label = factor(name) if name in levers else described(name)[0]
        for r, v in zip(kept, values, strict=True):
            if v is not None:
                place = (v - low) / span
                rows.append((r["portfolio"], _what(r), label, v, 1 - place if down else place))
    columns = (
        Column("portfolio", "Portfolio", text=True),
        Column("what", "What it is", text=True),
        Column("axis", "Lever or goal", text=True),
        Column("value", "Dose, or change of the goal"),
        Column("place", "From 0 to 1", shown=False),
    )
    yield View(
        "portfolios",
        "Which portfolios are not beaten by any other?",
        "Each line is a portfolio: first the doses of levers, then what each goal gains, its better end on top. From runs on "
        "fresh seeds.",
        _parallel(),
        Table(columns, rows),
    )
    tables: dict[str, Table] = {}
    for goal in goals:
        title = named(goal, next(r["unit"] for r in effects if r["outcome"] == goal))
        cells = [
            (r["portfolio"], *(shown(r, c) for c in ("difference", "ci_low", "ci_high", "searched")))
            for r in effects
            if r["outcome"] == goal
        ]
        heads = (
            Column("portfolio", "Portfolio", text=True),
            Column("difference", "Difference, fresh runs"),
            Column("low", "95 % interval from"),
            Column("high", "to"),
            Column("searched", "In the search, partly luck"),
        )
        tables[title] = Table(heads, cells, title)
    yield View(
        "portfolio-goals",
        "What does each portfolio bring, and how sure is that?",
        "Change of a goal against the baseline over fresh pairs of runs, with its 95 % interval by chance.",
        ranges(
            label="portfolio",
            middle="difference",
            low="low",
            high="high",
            title="difference from the baseline",
            tips=[("portfolio", "Portfolio"), ("difference", "Difference"), ("searched", "In the search")],
        ),
        next(iter(tables.values())),
        tables,
    )


def _what(row: dict[str, str]) -> str:
    return (
        "the front bends"
        if row["knee"] == "1"
        else "on the front"
        if row["on_front"] == "1"
        else "beaten on fresh seeds"
    )


def _parallel() -> Spec:
    x = {"field": "axis", "type": "nominal", "sort": None, "title": None, "axis": {"labelAngle": -35, "grid": True}}
    y = {"field": "place", "type": "quantitative", "axis": None}
    colour = {
        "field": "what",
        "type": "nominal",
        "title": None,
        "scale": {
            "domain": ["the front bends", "on the front", "beaten on fresh seeds"],
            "range": ["#B34700", "#0072B2", "#9a9a9a"],
        },
    }
    body: Spec = {
        "mark": {"type": "line", "point": True},
        "encoding": {
            "x": x,
            "y": y,
            "color": colour,
            "detail": {"field": "portfolio"},
            "tooltip": [{"field": "portfolio"}, {"field": "axis"}, {"field": "value", "format": ",.3~r"}],
        },
    }
    return spec(body, height=300, words="Portfolios as lines over levers and goals.")


def choices(folder: Path) -> Iterable[View]:
    """What holds where: portfolios over worlds, thresholds, worlds of failure, and figures worth having."""
    told = read(folder / "robust.csv")
    passed = read(folder / "thresholds.csv")
    wanted = [name for name in dict.fromkeys(r["outcome"] for r in passed) if name != "all"]
    tables: dict[str, Table] = {}
    for name in wanted or list(dict.fromkeys(r["outcome"] for r in told))[:6]:
        mine = [r for r in told if r["outcome"] == name and r["difference"]]
        if not mine:
            continue
        title = named(name, mine[0]["unit"])
        rows = [
            (r["portfolio"], *(shown(r, c) for c in ("difference", "q05", "q95")), value(r["share_favourable"]))
            for r in mine
        ]
        heads = (
            Column("portfolio", "Portfolio", text=True),
            Column("difference", "Mean over worlds"),
            Column("low", "5 % of worlds are below"),
            Column("high", "95 % are below"),
            Column("helps", "Better in, share of worlds", "share"),
        )
        tables[title] = Table(heads, rows, title)
    if tables:
        yield View(
            "robust",
            "Which portfolio holds in many plausible worlds?",
            "Mean difference from the baseline over the worlds, each by its weight, and the range of nine in ten of them: "
            "everything that was varied.",
            ranges(
                label="portfolio",
                middle="difference",
                low="low",
                high="high",
                title="difference from the baseline",
                tips=[("portfolio", "Portfolio"), ("difference", "Mean"), ("helps", "Better in, share")],
            ),
            next(iter(tables.values())),
            tables,
        )
    yield from _plain(folder)


def _plain(folder: Path) -> Iterable[View]:
    heads: tuple[Column, ...]
    good = [
        (r["portfolio"], described(r["outcome"])[0] if r["outcome"] != "all" else "all thresholds", r["unit"],
         *(value(r[c]) for c in ("threshold", "share", "surely", "surely_not")))
        for r in read(folder / "thresholds.csv")
    ]  # fmt: skip
    if good:
        heads = (
            Column("portfolio", "Portfolio", text=True),
            Column("outcome", "Good enough", text=True),
            Column("unit", "Unit", text=True),
            Column("threshold", "Threshold"),
            Column("share", "In worlds", "share"),
            Column("surely", "Surely", "share"),
            Column("not", "Surely not", "share"),
        )
        yield View("thresholds", "In how many worlds is it good enough?", "Weight of the worlds that meet each threshold; "
            "surely: "
                   "with their whole 95 % interval.", {}, Table(heads, good), folded=False)  # fmt: skip
    failing = [
        (r["portfolio"], r["found_by"], r["where"], value(r["coverage"]), r["quasi_p"])
        for r in read(folder / "worlds_of_failure.csv")
    ]
    if failing:
        heads = (
            Column("portfolio", "Portfolio", text=True),
            Column("by", "Found by", text=True),
            Column("where", "Where it fails", text=True),
            Column("coverage", "Share of its failures", "share"),
            Column("p", "Quasi-p", text=True),
        )
        yield View("failing", "Where does it fail?", "Worlds of failure by peeling (box) and by a classification tree. "
            "Quasi-p: how likely chance "
                   "would make the box as dense without each limit.", {}, Table(heads, failing), folded=False)  # fmt: skip
    worth = [
        (
            described(r["figure"])[0] if r["kind"] == "outcome" else factor(r["figure"]),
            r["kind"],
            *(value(r[c]) for c in ("explained", "left", "value")),
        )
        for r in read(folder / "information.csv")
        if (value(r["explained"]) or 0) > (value(r["by_lot"]) or 0)
    ]
    if worth:
        heads = (
            Column("figure", "Figure", text=True),
            Column("kind", "Kind", text=True),
            Column("explained", "Explains", "share"),
            Column("left", "Doubt left"),
            Column("value", "Gain"),
        )
        yield View("information", "Which figure, if it existed, would settle the "
            "choice?", "Share of the doubt about best against second best that a "
                   "published figure would remove, and what choosing with it would "
                       "gain.", {}, Table(heads, worth[:20]), folded=False)  # fmt: skip
