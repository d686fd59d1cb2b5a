"""Portfolios of levers that a search found."""

from __future__ import annotations

import math
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pullthrough.observe.registry import OUTCOMES
from pullthrough.present.figures.load import described
from pullthrough.present.figures.stamp import alike, with_interval
from pullthrough.present.names import human_name, named_in, unit_beside
from pullthrough.present.pages.charts.files import Rows, factor, named, read, shown, unit_of, value
from pullthrough.present.pages.charts.ranges import ranges
from pullthrough.present.pages.charts.style import spec
from pullthrough.present.pages.charts.view import Column, Spec, Table, View
from pullthrough.study.storage.folder import read_manifest

PLAIN = ("portfolio", "evaluation", "sum", "levers", "within", "on_front", "knee")


def portfolios(folder: Path) -> Iterable[View]:
    """Doses and goals of each portfolio as parallel coordinates, then each goal with its interval."""
    kept, effects = read(folder / "portfolios.csv"), read(folder / "pareto.csv")
    goals = list(dict.fromkeys(r["outcome"] for r in effects if r["goal"] == "1"))
    levers = [name for name in kept[0] if name not in PLAIN and len({r[name] for r in kept}) > 1] if kept else []
    if not kept or not goals:
        return
    heading_of = {r["portfolio"]: _head(r) for r in kept}
    yield View(
        "portfolios",
        "Which portfolios are not beaten by any other?",
        "A column a portfolio: above the doses of its levers, below what each goal gains over the baseline, from runs on fresh "
        "seeds. Darker: the larger dose; the better end of the goal. Bends: from there on more of one goal costs much of the "
        "others.",
        _grid(list(heading_of.values())),
        Table(COLUMNS, _cells(kept, effects, levers, goals, heading_of)),
        finding=_knee(kept, effects, goals),
    )
    tables: dict[str, Table] = {}
    for goal in goals:
        title = named(goal, next(r["unit"] for r in effects if r["outcome"] == goal))
        cells = [
            (heading_of[r["portfolio"]], *(shown(r, c) for c in ("difference", "ci_low", "ci_high", "searched")))
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


COLUMNS = (
    Column("portfolio", "Portfolio", text=True),
    Column("part", "Lever or goal", text=True),
    Column("axis", "Which", text=True),
    Column("words", "Dose, or change of the goal", text=True),
    Column("shade", "shade", shown=False),
)
LEVERS, GOALS = "Levers: doses", "Goals: change against the baseline"


def _head(row: dict[str, str]) -> str:
    """A portfolio by its name, with what it is if that is not plain: where the front bends, or beaten on fresh seeds."""
    if row["knee"] == "1":
        return f"{row['portfolio']} (bends)"
    return row["portfolio"] if row["on_front"] == "1" else f"{row['portfolio']} (beaten)"


def _cells(
    kept: Rows, effects: Rows, levers: list[str], goals: list[str], heads: dict[str, str]
) -> list[tuple[Any, ...]]:
    """A cell a portfolio and lever or goal: its words, and how dark it is."""
    by = {(r["portfolio"], r["outcome"]): r for r in effects}
    rows: list[tuple[Any, ...]] = []
    for name in (*levers, *goals):
        goal = name in goals
        values = [shown(by[r["portfolio"], name], "difference") if goal else value(r[name]) for r in kept]
        known = [v for v in values if v is not None]
        low, span = min(known, default=0.0), (max(known, default=1.0) - min(known, default=0.0)) or 1.0
        down = goal and described(name)[1] < 0
        unit = next(r["unit"] for r in effects if r["outcome"] == name) if goal else unit_beside(f"policy.{name}")
        words = named(name, unit) if goal else f"{factor(name)}{f', {unit}' if unit else ''}"
        told = alike([math.nan if v is None else v for v in values])
        for r, v, number in zip(kept, values, told, strict=True):
            if v is not None:
                place = (v - low) / span
                text = number if goal else f"{v:,g}"
                rows.append(
                    (
                        heads[r["portfolio"]],
                        GOALS if goal else LEVERS,
                        words,
                        text,
                        1 - place if down else place,
                    )
                )
    return rows


def _knee(kept: Rows, effects: Rows, goals: list[str]) -> str:
    """The portfolio at which the front bends, by what it brings; else how many are not beaten."""
    knee = next((r for r in kept if r["knee"] == "1"), None)
    if knee is None:
        return f"{sum(r['on_front'] == '1' for r in kept)} of {len(kept)} portfolios are not beaten on fresh seeds."
    mine = {r["outcome"]: r for r in effects if r["portfolio"] == knee["portfolio"]}
    brings = "; ".join(f"{named(g, mine[g]['unit'])} {alike([shown(mine[g], 'difference') or 0.0])[0]}" for g in goals)
    return f"The front bends at {knee['portfolio']}, GBP {value(knee['sum']) or 0:,.0f} million a year: {brings}."


def _grid(portfolios: list[str]) -> Spec:
    x = {"field": "portfolio", "type": "nominal", "sort": portfolios, "title": None,
         "axis": {"labelAngle": 0, "orient": "top", "domain": False, "ticks": False}}  # fmt: skip
    y = {
        "field": "axis",
        "type": "nominal",
        "sort": None,
        "title": None,
        "axis": {"domain": False, "ticks": False, "labelLimit": 480},
    }
    colour = {
        "field": "shade",
        "type": "quantitative",
        "legend": None,
        "scale": {"domain": [0, 1], "range": ["#f3f5f7", "#5aa7d6"]},
    }
    inner: Spec = {
        "width": {"step": 78},
        "height": {"step": 24},
        "layer": [
            {
                "mark": {"type": "rect", "stroke": "#fff", "strokeWidth": 2},
                "encoding": {"x": x, "y": y, "color": colour},
            },
            {"mark": {"type": "text", "fontSize": 11.5}, "encoding": {"x": x, "y": y, "text": {"field": "words"}}},
        ],
    }
    header = {"labelOrient": "top", "labelAnchor": "start", "labelPadding": 24}
    body: Spec = {
        "facet": {
            "row": {"field": "part", "type": "nominal", "sort": [LEVERS, GOALS], "title": None, "header": header}
        },
        "spec": inner,
        "resolve": {"scale": {"y": "independent"}, "axis": {"x": "independent"}},
    }
    return spec(body, width=None, words="A field of cells: doses and changes of goals by portfolio.")


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
            "Which portfolio holds in many worlds?",
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
            finding=_best(told, passed, wanted),
        )
    yield from _contents(folder)
    yield from _plain(folder)


def _best(told: Rows, passed: Rows, wanted: list[str]) -> str:
    """The portfolio that does best on average in the first outcome, and in how many worlds it keeps every threshold."""
    rows = [
        r for r in told if r["outcome"] == (wanted or [told[0]["outcome"]])[0] and value(r["difference"]) is not None
    ]
    if not rows:
        return ""
    better = described(rows[0]["outcome"])[1] or 1
    best = max(rows, key=lambda r: better * (value(r["difference"]) or 0.0))
    middle, below, above = (shown(best, c) or 0.0 for c in ("difference", "q05", "q95"))
    change, low, high = with_interval(middle, below, above)
    words = (
        f"{named(best['outcome'], best['unit'])}: “{best['portfolio']}” does best on average, {change} "
        f"(nine worlds in ten: {low} to {high})"
    )
    keeps = next(
        (value(r["share"]) for r in passed if (r["portfolio"], r["outcome"]) == (best["portfolio"], "all")), None
    )
    return words + (f"; it keeps all thresholds in {100 * keeps:.0f} % of the worlds." if keeps is not None else ".")


def _contents(folder: Path) -> Iterable[View]:
    """What each portfolio sets."""
    settings = read_manifest(folder).get("config", {}).get("study", {}).get("robust", {}).get("portfolios") or {}
    rows = [
        (
            name,
            human_name(f"policy.{lever}"),
            f"{dose:,g}" if isinstance(dose, int | float) else str(dose),
            unit_beside(f"policy.{lever}"),
        )
        for name, levers in settings.items()
        for lever, dose in (levers or {}).items()
    ]
    columns = tuple(Column(n, n.capitalize(), text=True) for n in ("portfolio", "lever", "dose", "unit"))
    if rows:
        yield View(
            "contents", "What is in each portfolio?", "The levers that it sets.", {}, Table(columns, rows), folded=False
        )


def _plain(folder: Path) -> Iterable[View]:
    heads: tuple[Column, ...]
    good = [
        (r["portfolio"], described(r["outcome"])[0] if r["outcome"] != "all" else "all thresholds",
         unit_of(r) if r["outcome"] != "all" else "",
         shown(r, "threshold") if r["outcome"] != "all" else None, *(value(r[c]) for c in ("share", "surely", "surely_not")))
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
        (r["portfolio"], r["found_by"], named_in(r["where"]), value(r["coverage"]), r["quasi_p"])
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
    yield from _trade_offs(folder)
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


def _trade_offs(folder: Path) -> Iterable[View]:
    """Which outcomes go together over the worlds."""
    rows = [
        (
            r["portfolio"],
            *(described(r[c])[0] if r[c] in OUTCOMES else r[c] for c in ("one", "other")),
            value(r["correlation"]),
        )
        for r in read(folder / "trade_offs.csv")
    ]
    columns = (
        Column("portfolio", "Portfolio", text=True),
        Column("one", "One", text=True),
        Column("other", "Other", text=True),
        Column("correlation", "Correlation over worlds"),
    )
    if rows:
        says = (
            "Correlation of differences over the worlds: of two outcomes where more is better, below zero means that one is paid "
            "for with the other."
        )
        yield View("trade-offs", "What goes with what?", says, {}, Table(columns, rows), folded=False)
