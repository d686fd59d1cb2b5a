"""The effects on the headline outcomes, relative to the baseline, with their intervals."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from pullthrough.present.figures.load import Effect
from pullthrough.present.figures.stamp import beside, differences, unit_words
from pullthrough.present.pages.charts.facts import Facts
from pullthrough.present.pages.charts.style import QUIET, SIGNED, VERDICTS, colour_of, of_tested, shape_of, spec
from pullthrough.present.pages.charts.view import Column, Spec, Table, View
from pullthrough.present.tables.headlines import GROUPS, REST, group_of

ROW, WIDE = 19, 430  # pixels
HEADLINES = "Headline outcomes"
FROM_NOTHING = 50.0
"""A difference that is so many times its baseline has no percentage: it starts from about zero."""
BY_VERDICT = {"worse": "What gets worse", "better": "What gets better", "unclear": "What is unclear"}
COLUMNS = (
    Column("outcome", "Outcome", text=True),
    Column("scenario", "Scenario", text=True),
    Column("baseline", "Baseline", text=True),
    Column("policy", "With the policy", text=True),
    Column("difference", "Difference", text=True),
    Column("interval", "95 % interval", text=True),
    Column("verdict", "Verdict", text=True),
    Column("pairs", "Pairs"),
    Column("group", "Group", text=True, shown=False),
    Column("relative", "Per cent of baseline", shown=False),
    Column("low", "Low", shown=False),
    Column("high", "High", shown=False),
)


def forest(facts: Facts) -> View:
    """One row an outcome; of several scenarios a mark each."""
    rows = _rows(facts)
    drawn = [row for row in rows if row[9] is not None]
    lacking = len({row[0] for row in rows}) - len({row[0] for row in drawn})
    says = (
        "Each mark is the mean difference from the baseline between runs that meet the same chance events, in per cent of the "
        "baseline; its line is the 95 % interval. The axis is squeezed away from zero, so that small and large effects are both "
        "seen. Choose what is shown here, or a word in the key to see its rows alone."
    )
    if lacking:
        some = (
            "An outcome that starts from about zero has"
            if lacking == 1
            else f"{lacking} outcomes that start from about zero have"
        )
        says += f" {some} no percentage and can be read in the table."
    columns = tuple(
        Column(c.name, c.label, c.unit, c.text, c.shown and (c.name != "scenario" or len(facts.tested) > 1))
        for c in COLUMNS
    )
    tables = {title: Table(columns, some, title) for title, some in _choices(facts, rows).items()}
    return View(
        name="effects",
        title="What changes, how surely, and what gets worse?",
        says=says,
        spec=_spec(facts) if drawn else {},
        table=tables[HEADLINES],
        choices=tables if drawn else {},
    )


def _choices(facts: Facts, rows: list[tuple[Any, ...]]) -> dict[str, list[tuple[Any, ...]]]:
    """What may be shown: the headlines, those of one verdict or subject, and everything; as a list, for whoever uses keys."""
    found = {HEADLINES: rows}
    for word, title in BY_VERDICT.items():
        found[title] = [row for row in rows if row[6] == word]
    for group in dict.fromkeys(row[8] for row in rows):
        found[group] = [row for row in rows if row[8] == group]
    everything = list(dict.fromkeys(e.outcome for name in facts.tested for e in facts.effects(name)))
    found[f"All {len(everything)} outcomes"] = _rows(facts, everything)
    return {
        title: some for title, some in found.items() if title == HEADLINES or any(row[9] is not None for row in some)
    }


def _rows(facts: Facts, outcomes: Sequence[str] = ()) -> list[tuple[Any, ...]]:
    groups: dict[str, list[tuple[Any, ...]]] = {name: [] for name in (*(g for g, _ in GROUPS), REST)}
    for outcome in outcomes or [effect.outcome for effect in facts.headlines(facts.tested[0])]:
        group = group_of(outcome)
        for scenario, effect in facts.measured(outcome):
            groups[group].append(_row(group, facts.labels[scenario], effect))
    return [row for rows in groups.values() for row in rows]


def _row(group: str, scenario: str, effect: Effect) -> tuple[Any, ...]:
    change, low, high = differences(effect)
    interval = f"{low} to {high}" if math.isfinite(effect.ci_low) else "one pair: none"
    relative = [math.nan if from_nothing(effect) else 100 * v / abs(effect.baseline) for v in ends(effect)]
    known = math.isfinite(relative[0])
    return (
        effect.label + unit_words(effect.unit, "(", ")"),
        scenario,
        *beside(effect),
        change,
        interval,
        verdict(effect),
        effect.n,
        group,
        *((v if known and math.isfinite(v) else None) for v in relative),
    )


def from_nothing(effect: Effect) -> bool:
    """Whether the baseline is so near to zero that a difference in per cent of it says nothing."""
    return abs(effect.difference) > FROM_NOTHING * abs(effect.baseline) or not effect.baseline


def ends(effect: Effect) -> tuple[float, float, float]:
    """The difference and the ends of its interval."""
    return effect.difference, effect.ci_low, effect.ci_high


def verdict(effect: Effect) -> str:
    """The word for an effect; of a single pair there is none."""
    return effect.verdict if math.isfinite(effect.ci_low) else "one pair"


def _spec(facts: Facts) -> Spec:
    several = len(facts.tested) > 1
    groups = [*(group for group, _ in GROUPS), REST]
    words = list(VERDICTS)
    if several:
        colour: dict[str, Any] = {
            "field": "scenario",
            "type": "nominal",
            "title": None,
            "scale": of_tested(colour_of(facts.names)),
        }
        shape: Spec = {"field": "scenario", "type": "nominal", "title": None, "scale": of_tested(shape_of(facts.names))}
        field = "scenario"
    else:
        colours, shapes = ([VERDICTS[w][i] for w in words] for i in (0, 1))
        colour = {"field": "verdict", "type": "nominal", "title": None, "scale": {"domain": words, "range": colours}}
        shape = {"field": "verdict", "type": "nominal", "title": None, "scale": {"domain": words, "range": shapes}}
        field = "verdict"
    y: dict[str, Any] = {
        "field": "outcome",
        "type": "nominal",
        "sort": None,
        "title": None,
        "axis": {"ticks": False, "domain": False, "labelPadding": 8, "grid": True},
    }
    offset: Spec = {"yOffset": {"field": "scenario", "type": "nominal", "sort": facts.names[1:]}} if several else {}
    x: dict[str, Any] = {
        "field": "relative",
        "type": "quantitative",
        "title": "difference, per cent of the baseline",
        "scale": {"type": "symlog", "constant": 5, "nice": False},
        "axis": {
            "values": [-1000, -300, -100, -30, -10, 0, 10, 30, 100, 300, 1000, 3000, 10000],
            "labelExpr": SIGNED,
            "labelOverlap": True,
            "titleY": 30,
            "titleAnchor": "middle",
        },
    }
    chosen: Spec = {"condition": {"param": "chosen", "value": 1}, "value": 0.08}
    tip: list[Spec] = [
        {"field": c.name, "title": c.label, "type": "nominal"}
        for c in COLUMNS
        if c.shown and (several or c.name != "scenario")
    ]
    inner: Spec = {
        "height": {"step": ROW if not several else max(9, ROW // 2 + 1)},
        "width": WIDE,
        "layer": [
            {
                "mark": {"type": "rule", "color": QUIET, "strokeWidth": 1},
                "encoding": {"x": {"datum": 0, "type": "quantitative"}},
            },
            {
                "mark": {"type": "rule", "strokeWidth": 2.4, "aria": False},
                "encoding": {
                    "y": y,
                    **offset,
                    "x": {**x, "field": "low"},
                    "x2": {"field": "high"},
                    "color": colour,
                    "opacity": chosen,
                },
            },
            {
                "params": [{"name": "chosen", "select": {"type": "point", "fields": [field]}, "bind": "legend"}],
                "mark": {"type": "point", "filled": True, "size": 62, "opacity": 1},
                "encoding": {
                    "y": y,
                    **offset,
                    "x": x,
                    "color": colour,
                    "shape": shape,
                    "opacity": chosen,
                    "tooltip": tip,
                },
            },
            *([] if several else [_numbers(y)]),
        ],
    }
    return spec(
        {
            "transform": [{"filter": "isValid(datum.relative)"}],
            "facet": {
                "row": {
                    "field": "group",
                    "type": "nominal",
                    "sort": groups,
                    "title": None,
                    "header": {"labelOrient": "top", "labelAnchor": "start", "labelPadding": 3},
                }
            },
            "spec": inner,
            "resolve": {"scale": {"y": "independent"}},
            "spacing": 8,
        },
        width=None,
        words="Differences of outcomes from the baseline with their intervals; the table beside it has the numbers.",
    )


def _numbers(y: Spec) -> Spec:
    """The difference in the unit of the outcome, to the right of the plot."""
    mark = {"type": "text", "align": "left", "x": WIDE + 14, "color": QUIET, "fontSize": 12}
    return {"mark": mark, "encoding": {"y": y, "text": {"field": "difference"}}}
