"""Replay: a comparison over years that have passed, beside what was published of them.

Each published figure is compared with the same ratio or sum of the model over the same quarters, run by run; whether it
lies in the band that holds nine runs in ten is said of each. Money is as published, at prices of the time; where a panel
says so, the model's, at 2021 prices, is taken to those prices by the world's deflator.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pullthrough.observe.registry import SERIES
from pullthrough.parameters.checking.problems import Problem, nearest_name
from pullthrough.parameters.policy.prices import price_level
from pullthrough.parameters.schema.quarters import QUARTERS_PER_YEAR, label, number_of
from pullthrough.parameters.schema.root import Root
from pullthrough.parameters.schema.study import Published, Replay, ReplayPanel
from pullthrough.parameters.schema.world import Market
from pullthrough.study.execution.run_design import Report
from pullthrough.study.kinds.compare import Comparison, compare
from pullthrough.study.kinds.equal_cost import design_of
from pullthrough.study.kinds.kind import Kind
from pullthrough.study.output import tables
from pullthrough.study.output.dictionary import Line, lines_of, write_dictionary
from pullthrough.study.storage.csv_tables import write_csv
from pullthrough.study.storage.store import SERIES_PREFIX, Row, iter_runs

Floats = NDArray[np.float64]
REPLAY = {
    "panel": ("", "name of the published series"),
    "title": ("", "what it is"),
    "unit": ("", "unit of mean, quantiles and published"),
    "kind": ("", "figure: a published figure and the model over the same quarters; year: the model in a year"),
    "name": ("", "of the figure, or the year"),
    "start": ("", "first quarter of the period"),
    "quarters": ("quarters", "length of the period"),
    "scenario": ("", "name of the scenario"),
    "n": ("runs", "runs in which the model's value is defined"),
    "mean": ("see unit", "mean of the model's value over runs"),
    "q05": ("see unit", "quantile 0.05 over runs"),
    "q95": ("see unit", "quantile 0.95 over runs"),
    "published": ("see unit", "as published, at prices of the time"),
    "inside": (
        "",
        "whether the published figure lies inside, above or below the band from q05 to q95; near: outside it, but within a "
        "tenth of a mean that hardly scatters",
    ),
    "reliability": ("", "A official, audit or peer-reviewed; B press report of an official figure; C secondary"),
    "source": ("", "of the published figure"),
    "note": ("", "how far the two can be compared"),
}


A_TENTH = 0.1
"""Runs hardly scatter if their band is no wider than a tenth of the mean either way; then that is how near a figure should be."""


def held_against(published: float, mean: float, low: float, high: float) -> str:
    """Where a published figure lies: ``inside`` the band of runs, ``near`` a mean that hardly scatters, ``above`` or ``below``.

    Args:
        published: p; mean: m of the runs; low, high: their quantiles 0.05 and 0.95.

    Returns:
        ``near`` where ``high - low <= 0.2 |m|`` and ``|m - p| <= 0.1 |p|``, outside the band.
    """
    if low <= published <= high:
        return "inside"
    if high - low <= 2 * A_TENTH * abs(mean) and abs(mean - published) <= A_TENTH * abs(published):
        return "near"
    return "above" if published > high else "below"


@dataclass(frozen=True)
class Compared:
    """One figure, or one year of the line (without ``published``), of one scenario.

    Attributes:
        kind: ``figure`` or ``year``.
        start: quarters since year 0; ``quarters``: how many are covered.
        inside: of the published figure, see :func:`held_against`.
    """

    panel: str
    about: ReplayPanel
    kind: str
    name: str
    start: int
    quarters: int
    scenario: str
    n: int
    mean: float
    q05: float
    q95: float
    published: float
    inside: str
    reliability: str
    source: str


@dataclass(frozen=True)
class Replayed(Comparison):
    """A comparison, and its figures beside the published ones."""

    figures: tuple[Compared, ...] = ()


def replay(root: Root, folder: Path, command: str = "", report: Report = lambda done, total: None) -> Replayed:
    """Compare as usual, then write ``replay.csv``."""
    found = compare(root, folder, command, report)
    series = [
        SERIES_PREFIX + name for name in sorted({s for p in root.study.replay.panels.values() for s in _series(p)})
    ]
    runs = list(iter_runs(folder, series))
    rows = [row for scenario in found.design.scenarios for row in compared(root, runs, scenario.name)]
    write_csv(folder / "replay.csv", tuple(REPLAY), map(_line, rows))
    write_dictionary(folder / "data_dictionary.csv", columns())
    return Replayed(**vars(found), figures=tuple(r for r in rows if r.kind == "figure"))


def compared(root: Root, runs: list[Row], scenario: str) -> Iterator[Compared]:
    """Every year and every published figure of every panel, in one scenario."""
    mine = [r for r in runs if r.scenario == scenario and not r.error]
    first = QUARTERS_PER_YEAR * root.world.calendar.first_year
    for name, panel in root.study.replay.panels.items():
        values = {s: np.array([r.series[s] for r in mine]) for s in _series(panel)}
        if not mine:
            continue
        quarters = next(iter(values.values())).shape[1]
        if panel.current_prices:
            values = {
                s: of_runs * prices_by_quarter(root.world.market, first, quarters) for s, of_runs in values.items()
            }
        for year in range(root.observe.first_year, root.observe.last_year + 1):
            start = QUARTERS_PER_YEAR * year + panel.year_begins - 1
            if start - first + QUARTERS_PER_YEAR <= quarters:
                yield _compared(name, panel, "year", str(year), start, QUARTERS_PER_YEAR, scenario, values, first, None)
        for title, figure in panel.published.items():
            start = number_of(figure.start) or 0
            if start - first >= 0 and start - first + figure.quarters <= quarters:
                yield _compared(name, panel, "figure", title, start, figure.quarters, scenario, values, first, figure)


def prices_by_quarter(market: Market, first: int, quarters: int) -> Floats:
    """Prices of each quarter's year over those of 2021, shape (quarters,).

    Args:
        first: the first quarter, in quarters since year 0; quarters: how many.
    """
    return price_level(market, first // QUARTERS_PER_YEAR + np.arange(quarters) // QUARTERS_PER_YEAR)


def over(panel: ReplayPanel, values: dict[str, Floats], start: int, quarters: int) -> Floats:
    """The panel's quantity over a period, run by run, from series of shape (runs, quarters).

    ``scale x top`` (a year's worth of the sum, the mean, or the last value), over the sum of ``bottom`` if there is one.
    """
    here = slice(start, start + quarters)
    top = np.sum([values[name][:, here] for name in panel.top], axis=0)
    if panel.bottom:
        whole = np.sum([values[name][:, here] for name in panel.bottom], axis=(0, 2))
        part = top[:, -1] if panel.how == "last" else top.sum(axis=1)
        ratio: Floats = np.divide(part, whole, out=np.full(len(part), np.nan), where=whole > 0)
        return panel.scale * ratio
    if panel.how == "sum":
        return panel.scale * top.sum(axis=1) * QUARTERS_PER_YEAR / quarters
    return panel.scale * (top[:, -1] if panel.how == "last" else top.mean(axis=1))


def problems_of(root: Root) -> Iterator[Problem]:
    """What is wrong with the words of a replay: names of series, dates."""
    if not root.study.replay.panels:
        yield Problem("study.replay.panels", {}, "must hold at least one panel; experiment=replay has those there are")
    if not root.study.series:
        yield Problem("study.series", False, "must be true: a replay is made of series")
    for name, panel in root.study.replay.panels.items():
        here = f"study.replay.panels.{name}"
        for series in _series(panel):
            if series not in SERIES:
                yield Problem(f"{here}.top", series, "is no series", nearest_name(series, SERIES))
        for title, figure in panel.published.items():
            if number_of(figure.start) is None:
                yield Problem(f"{here}.published.{title}.start", figure.start, "must be a quarter such as 2019Q2")
            if not (figure.source or panel.source):
                yield Problem(f"{here}.published.{title}.source", "", "must be named here or for the panel")


def _compared(
    name: str,
    panel: ReplayPanel,
    kind: str,
    title: str,
    start: int,
    quarters: int,
    scenario: str,
    values: dict[str, Floats],
    first: int,
    figure: Published | None,
) -> Compared:
    n, mean, *quantiles = tables.spread(over(panel, values, start - first, quarters)[:, None])[0]
    low, high = (quantiles[list(tables.QUANTILES).index(q)] for q in ("q05", "q95"))
    value = figure.value if figure else float("nan")
    inside = held_against(value, mean, low, high) if figure and n else ""
    source = (figure.source or panel.source) if figure else ""
    reliability = figure.reliability if figure else ""
    place = (name, panel, kind, title, start, quarters, scenario)
    return Compared(*place, int(n), mean, low, high, value, inside, reliability, source)


def _series(panel: ReplayPanel) -> list[str]:
    return [*panel.top, *panel.bottom]


def _line(c: Compared) -> tuple[object, ...]:
    about = (c.panel, c.about.title, c.about.unit, c.kind, c.name, label(c.start), c.quarters, c.scenario)
    return *about, c.n, c.mean, c.q05, c.q95, c.published, c.inside, c.reliability, c.source, c.about.note


def columns() -> Iterator[Line]:
    """What the columns of ``replay.csv`` mean."""
    return lines_of("replay.csv", REPLAY)


KIND = Kind("replay", replay, design_of, Replay, problems_of, table="replay", figures="replay", columns=columns)
