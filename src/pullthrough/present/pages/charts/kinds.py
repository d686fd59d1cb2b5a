"""Charts that one kind of study has: each takes the folder, and gives views and the names of the files that they show."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from pullthrough.present.figures.load import described, shown_unit
from pullthrough.present.pages.charts.files import factor, outcome, read, value
from pullthrough.present.pages.charts.ranges import ranges
from pullthrough.present.pages.charts.style import QUIET, spec
from pullthrough.present.pages.charts.view import Column, Table, View
from pullthrough.text.safe import one_line

CHANCE = 1.96
"""Half the width of a 95 % interval in standard deviations."""

MOST_OUTCOMES = 12
"""So many are drawn; the table has all."""


def ensemble(folder: Path) -> Iterable[View]:
    """Whether effects hold over plausible numbers: chance alone and everything varied, one below the other."""
    rows: list[tuple[Any, ...]] = []
    for row in read(folder / "ensemble.csv"):
        difference, low, high = value(row["difference"]), value(row["q05"]), value(row["q95"])
        if difference is None or not (scale := _scale(row, difference, low, high)):
            continue
        chance = CHANCE * (value(row["sd_chance"]) or 0.0) / scale
        helps = value(row["share_helps"])
        rows.append(
            (
                outcome(row["outcome"]),
                row["unit"],
                difference,
                low,
                high,
                value(row["sd_chance"]),
                value(row["sd_parameters"]),
                helps,
                difference / scale,
                difference / scale - chance,
                difference / scale + chance,
                (low or 0.0) / scale,
                (high or 0.0) / scale,
            )
        )
    if not rows:
        return
    columns = (
        Column("outcome", "Outcome", text=True),
        Column("unit", "Unit", text=True),
        Column("difference", "Mean effect"),
        Column("low", "5th percentile of members"),
        Column("high", "95th percentile"),
        Column("chance", "s.d. by chance"),
        Column("numbers", "s.d. by assumptions"),
        Column("helps", "Share of members in which it is better", "share"),
        *(Column(name, name, shown=False) for name in ("relative", "chance_low", "chance_high", "all_low", "all_high")),
    )
    yield View(
        "ensemble",
        "Does it hold in other plausible worlds?",
        "Effects over the plausible sets of numbers, each outcome in units of its own largest value. Thick: what chance in the model alone "
        "could do to one study. Thin: from the 5th to the 95th percentile of everything varied.",
        ranges(
            label="outcome",
            middle="relative",
            low="chance_low",
            high="chance_high",
            second=("all_low", "all_high"),
            title="effect, in parts of the largest value of the outcome",
            tips=[("outcome", "Outcome"), ("difference", "Mean effect"), ("helps", "Better in, share")],
        ),
        Table(columns, rows[:40] if len(rows) > 40 else rows),
    )


def _scale(row: dict[str, str], *values: float | None) -> float:
    return max((abs(v) for v in values if v is not None), default=0.0)


def regret(folder: Path) -> Iterable[View]:
    """What choosing a scenario would cost where another had been better."""
    rows = [
        (outcome(r["outcome"]), r["unit"], r["scenario"], value(r["mean"]), value(r["worst"]), value(r["share_best"]))
        for r in read(folder / "regret.csv")
    ]
    if not rows:
        return
    columns = (
        Column("outcome", "Outcome", text=True),
        Column("unit", "Unit", text=True),
        Column("scenario", "Scenario", text=True),
        Column("mean", "Mean regret"),
        Column("worst", "Worst regret"),
        Column("best", "Best in, share of worlds", "share"),
    )
    body = {
        "mark": {"type": "rect", "stroke": "#fff"},
        "encoding": {
            "x": {"field": "scenario", "type": "nominal", "title": None, "axis": {"labelAngle": 0, "orient": "top"}},
            "y": {"field": "outcome", "type": "nominal", "sort": None, "title": None},
            "color": {
                "field": "best",
                "type": "quantitative",
                "title": "best in, share of worlds",
                "scale": {"domain": [0, 1], "range": ["#f3f5f7", "#0072B2"]},
                "legend": {"format": ".0%"},
            },
            "tooltip": [
                {"field": "outcome"},
                {"field": "scenario"},
                {"field": "best", "format": ".0%"},
                {"field": "worst", "format": ",.3~r"},
            ],
        },
    }
    yield View(
        "regret",
        "What could one regret?",
        "Regret: how much worse a scenario is than the best of those compared, world by world. Darker: best in more of the worlds.",
        spec(body, width=360, height={"step": 19}, words="In what share of worlds each scenario is best."),
        Table(columns, rows),
    )


def dose(folder: Path) -> Iterable[View]:
    """One lever, dose by dose."""
    rows = [
        (
            _named(r["outcome"], r["unit"]),
            r["kind"],
            value(r["dose"]),
            *(_shown(r, name) for name in ("policy", "difference", "ci_low", "ci_high")),
        )
        for r in read(folder / "dose_response.csv")
    ]
    lever = next((r["lever"] for r in read(folder / "dose_response.csv", 1)), "")
    if not rows:
        return
    columns = (
        Column("outcome", "Outcome", text=True),
        Column("kind", "What it is", text=True),
        Column("dose", factor(lever).capitalize()),
        Column("policy", "Mean"),
        Column("difference", "Difference"),
        Column("low", "95 % interval from"),
        Column("high", "to"),
    )
    x = {
        "field": "dose",
        "type": "quantitative",
        "title": factor(lever),
        "axis": {"titleAnchor": "middle", "titleY": 30},
    }
    y = {"field": "difference", "type": "quantitative", "title": None, "axis": {"tickCount": 5, "format": ",~r"}}
    colour = {
        "field": "kind",
        "type": "nominal",
        "title": None,
        "scale": {"domain": ["channel", "headline", "loss"], "range": ["#6b7178", "#0072B2", "#B34700"]},
    }
    inner = {
        "width": 250,
        "height": 150,
        "layer": [
            {"mark": {"type": "rule", "color": QUIET}, "encoding": {"y": {"datum": 0, "type": "quantitative"}}},
            {
                "mark": {"type": "area", "opacity": 0.18, "aria": False},
                "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}, "color": colour},
            },
            {"mark": {"type": "line", "point": True}, "encoding": {"x": x, "y": y, "color": colour}},
        ],
    }
    facet = {
        "field": "outcome",
        "type": "nominal",
        "sort": None,
        "title": None,
        "header": {"labelAnchor": "start", "labelLimit": 250},
    }
    yield View(
        "dose",
        "What does more of it do?",
        "Difference from the first dose, with its 95 % interval. Grey: how it works; blue: what it is for; red: what it may make worse.",
        spec(
            {"facet": facet, "columns": 3, "spec": inner, "resolve": {"scale": {"y": "independent"}}},
            width=None,
            words="A panel an outcome, a point a dose.",
        ),
        Table(columns, rows),
    )


def attribution(folder: Path) -> Iterable[View]:
    """Which part of a policy does what."""
    told = read(folder / "attribution.csv")
    names = list(dict.fromkeys(r["outcome"] for r in told))
    tables = {}
    for name in names:
        mine = [r for r in told if r["outcome"] == name]
        columns = (
            Column("measure", "Measure", text=True),
            Column("value", f"Its part, {_unit(mine[0])}"),
            Column("low", "95 % interval from"),
            Column("high", "to"),
            Column("alone", "Alone"),
            Column("last", "If it comes last"),
        )
        rows = [
            (
                one_line(r["measure"]).replace("_", " "),
                *(_shown(r, c) for c in ("value", "ci_low", "ci_high", "alone", "last")),
            )
            for r in mine
        ]
        table = Table(columns, rows, _named(name, mine[0]["unit"]))
        tables[table.title] = table
    if tables:
        yield View(
            "attribution",
            "Which part does what?",
            "The part of the whole effect that each measure has (Shapley value: its mean contribution over all orders), with its 95 % interval.",
            ranges(
                label="measure",
                middle="value",
                low="low",
                high="high",
                title="part of the effect",
                tips=[("measure", "Measure"), ("value", "Its part"), ("alone", "Alone"), ("last", "If it comes last")],
            ),
            next(iter(tables.values())),
            tables,
        )


def indices(folder: Path) -> Iterable[View]:
    """Which assumptions matter: a bar a factor."""
    told = read(folder / "indices.csv")
    tables: dict[str, Table] = {}
    total = bool(told) and "total" in told[0]
    keys = (
        ("total", "total_low", "total_high")
        if total
        else tuple(k for k in ("mu_star", "mu_star_low", "mu_star_high") if told and k in told[0])
    )
    if not told or len(keys) < 3:
        return
    for of, name in dict.fromkeys((r["of"], r["outcome"]) for r in told):
        mine = [r for r in told if (r["of"], r["outcome"]) == (of, name)]
        rows = sorted(
            ((factor(r["factor"]), *(value(r[k]) for k in keys)) for r in mine), key=lambda row: -(row[1] or 0.0)
        )
        columns = (
            Column("factor", "Assumption", text=True),
            Column("value", "Total index" if total else "Mean absolute effect"),
            Column("low", "95 % interval from"),
            Column("high", "to"),
        )
        title = f"{outcome(name)}, {of}"
        tables[title] = Table(columns, rows, title)
    yield View(
        "indices",
        "Which assumptions matter?",
        "Share of the variance to which each assumption contributes, alone or with others (total Sobol' index), with its 95 % interval."
        if total
        else "Mean absolute effect of moving each assumption through its range (Morris), with its 95 % interval.",
        ranges(
            label="factor",
            middle="value",
            low="low",
            high="high",
            title="total index" if total else "mean absolute effect",
            tips=[("factor", "Assumption"), ("value", "Value")],
        ),
        next(iter(tables.values())),
        tables,
    )


def validation(folder: Path) -> Iterable[View]:
    """The model beside what was published, target by target."""
    rows = []
    for r in read(folder / "validation.csv"):
        wanted, tolerance, mean, low, high = (value(r[k]) for k in ("value", "tolerance", "mean", "q05", "q95"))
        if wanted is None or not tolerance or mean is None:
            continue
        scaled = [None if v is None else (v - wanted) / tolerance for v in (mean, low, high)]
        words = "fitted" if r.get("fitted") == "1" else "left out of the fit"
        rows.append(
            (outcome(r["outcome"]), r["unit"], wanted, tolerance, mean, low, high, r["verdict"], words, *scaled)
        )
    if not rows:
        return
    columns = (
        Column("target", "Target", text=True),
        Column("unit", "Unit", text=True),
        Column("published", "Published"),
        Column("tolerance", "Tolerance"),
        Column("mean", "Model, mean"),
        Column("q05", "5th percentile"),
        Column("q95", "95th percentile"),
        Column("verdict", "Verdict", text=True),
        Column("fitted", "Used in the fit", text=True),
        *(Column(n, n, shown=False) for n in ("middle", "low", "high")),
    )
    yield View(
        "validation",
        "How near is the model to what was published?",
        "Distance of the model from the published value in units of its tolerance: between -1 and 1 is within it.",
        ranges(
            label="target",
            middle="middle",
            low="low",
            high="high",
            colour="fitted",
            title="distance, in tolerances",
            symlog=1.0,
            tips=[("target", "Target"), ("published", "Published"), ("mean", "Model"), ("verdict", "Verdict")],
        ),
        Table(columns, rows),
    )


def calibration(folder: Path) -> Iterable[View]:
    """How the waves of a calibration narrowed what is plausible, and how left-out targets were met."""
    waves = [
        (f"wave {r['wave']}", value(r["points"]), value(r["plausible_runs"]), value(r["space_left"]))
        for r in read(folder / "waves.csv")
    ]
    if waves:
        columns = (
            Column("wave", "Wave", text=True),
            Column("points", "Points"),
            Column("runs", "Plausible of the points run", "share"),
            Column("left", "Part of the space that is left", "share"),
        )
        body = {
            "mark": {"type": "bar", "opacity": 0.85},
            "encoding": {
                "y": {"field": "wave", "type": "ordinal", "sort": None, "title": None},
                "x": {
                    "field": "left",
                    "type": "quantitative",
                    "title": "part of the space that is left",
                    "axis": {"format": ".0%"},
                    "scale": {"domain": [0, 1]},
                },
            },
        }
        yield View(
            "waves",
            "How much did each wave rule out?",
            "Part of the space of assumptions that is still plausible after each wave of runs.",
            spec(body, width=420, height={"step": 24}, words="Part of the space left, by wave."),
            Table(columns, waves),
        )
    left = [
        (outcome(r["target"]), value(r["n"]), value(r["mean"]), value(r["within"]), value(r["anywhere"]))
        for r in read(folder / "left_out.csv")
    ]
    if left:
        columns = (
            Column("target", "Target left out", text=True),
            Column("n", "Members"),
            Column("mean", "Mean of members"),
            Column("within", "Members within tolerance", "share"),
            Column("anywhere", "Points anywhere within it", "share"),
        )
        body = {
            "layer": [
                {
                    "mark": {"type": "bar", "opacity": 0.85},
                    "encoding": {
                        "x": {
                            "field": "within",
                            "type": "quantitative",
                            "title": "share within tolerance",
                            "axis": {"format": ".0%"},
                        }
                    },
                },
                {
                    "mark": {"type": "tick", "color": "#1d2329", "height": 16},
                    "encoding": {"x": {"field": "anywhere", "type": "quantitative"}},
                },
            ],
            "encoding": {"y": {"field": "target", "type": "nominal", "sort": None, "title": None}},
        }
        yield View(
            "left-out",
            "Would it have met a target that it was not shown?",
            "Bar: share of the members found without a target that meet it. Mark: share of all points that do.",
            spec(body, width=420, height={"step": 24}, words="Share within tolerance by target left out."),
            Table(columns, left),
        )


def replay(folder: Path) -> Iterable[View]:
    """Published figures beside the model's, year by year."""
    tables: dict[str, Table] = {}
    told = read(folder / "replay.csv")
    for title in dict.fromkeys(r["title"] for r in told):
        mine = [r for r in told if r["title"] == title]
        rows: list[tuple[Any, ...]] = [
            (
                r["name"],
                r["scenario"],
                value(r["mean"]),
                value(r["q05"]),
                value(r["q95"]),
                value(r["published"]),
                _year(r["start"]),
            )
            for r in mine
        ]
        columns = (
            Column("name", "When", text=True),
            Column("scenario", "Scenario", text=True),
            Column("mean", "Model, mean"),
            Column("q05", "5th percentile"),
            Column("q95", "95th percentile"),
            Column("published", "Published"),
            Column("year", "Year", shown=False),
        )
        tables[f"{title}, {mine[0]['unit']}"] = Table(columns, rows, f"{title}, {mine[0]['unit']}")
    if not tables:
        return
    x = {
        "field": "year",
        "type": "quantitative",
        "title": None,
        "axis": {"format": "d", "grid": False},
        "scale": {"zero": False},
    }
    y = {"type": "quantitative", "title": None, "axis": {"format": ",~r"}}
    layers = [
        {
            "mark": {"type": "rule", "opacity": 0.5},
            "encoding": {
                "x": x,
                "y": {**y, "field": "q05"},
                "y2": {"field": "q95"},
                "color": {"field": "scenario", "type": "nominal", "title": None},
            },
        },
        {
            "mark": {"type": "line", "point": True},
            "encoding": {
                "x": x,
                "y": {**y, "field": "mean"},
                "color": {"field": "scenario", "type": "nominal", "title": None},
            },
        },
        {
            "mark": {"type": "point", "shape": "cross", "filled": True, "size": 110, "color": "#1d2329", "opacity": 1},
            "encoding": {"x": x, "y": {**y, "field": "published"}},
        },
    ]
    yield View(
        "replay",
        "How did the model do on what is known?",
        "Line: mean of the runs with nine runs in ten. Cross: what was published.",
        spec({"layer": layers}, height=260, words="The model beside published figures."),
        next(iter(tables.values())),
        tables,
    )


def _year(start: str) -> float | None:
    year, _, number = start.partition("Q")
    return float(year) + (float(number) - 1) / 4 if year.isdigit() and number.isdigit() else None


def levers(folder: Path) -> Iterable[View]:
    """What each lever was expected to do, and what was found."""
    told = read(folder / "verdicts.csv")
    if not told:
        return
    rows = [
        (
            factor(r["lever"]),
            f"{r['from']} → {r['to']}",
            outcome(r["channel"]),
            r["expected"],
            r["found"],
            value(r["difference"]),
            value(r["ci_low"]),
            value(r["ci_high"]),
            ", ".join(outcome(name) for name in (r.get("worse") or "").split()),
        )
        for r in told
    ]
    columns = (
        Column("lever", "Lever", text=True),
        Column("dose", "From, to", text=True),
        Column("channel", "Shows in", text=True),
        Column("expected", "Expected", text=True),
        Column("found", "Found", text=True),
        Column("difference", "Difference"),
        Column("low", "95 % interval from"),
        Column("high", "to"),
        Column("worse", "Made worse", text=True),
    )
    yield View(
        "levers",
        "What does each lever do?",
        "Each lever moved alone: what was expected of it, and what the runs showed.",
        {},
        Table(columns, rows),
        folded=False,
    )


def _named(name: str, unit: str) -> str:
    shown = _unit({"outcome": name, "unit": unit})
    return f"{described(name)[0]}, {shown}" if shown else described(name)[0]


def _unit(row: dict[str, str]) -> str:
    unit = shown_unit(row["outcome"], row["unit"])
    return "per cent" if unit == "share" else "" if unit == "1" else unit


def _shown(row: dict[str, str], name: str) -> float | None:
    found = value(row[name])
    return found if found is None or _unit(row) != "per cent" else 100 * found


VIEWS: dict[str, Callable[[Path], Iterable[View]]] = {
    "ensemble.csv": ensemble,
    "regret.csv": regret,
    "dose_response.csv": dose,
    "attribution.csv": attribution,
    "indices.csv": indices,
    "validation.csv": validation,
    "waves.csv": calibration,
    "replay.csv": replay,
    "verdicts.csv": levers,
}
"""By the file whose presence brings them."""

ALSO_SHOWN = {"waves.csv": ("left_out.csv",), "verdicts.csv": ()}


def of_kind(folder: Path) -> tuple[list[View], set[str]]:
    """The views of a folder that a comparison does not have, and the files that they show."""
    views: list[View] = []
    drawn: set[str] = set()
    for name, build in VIEWS.items():
        if (folder / name).is_file() and (found := list(build(folder))):
            views += found
            drawn |= {name, *ALSO_SHOWN.get(name, ())}
    return views, drawn
