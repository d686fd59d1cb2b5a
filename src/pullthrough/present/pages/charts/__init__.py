"""Charts as data: functions from the tables of a folder to Vega-Lite specifications.

Reports, the explorer and notebooks show the same.

Nothing here draws; a browser or a notebook does. See :func:`views_of`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pullthrough.present.figures.load import load
from pullthrough.present.pages.charts import (
    files,
    forest,
    money,
    of_kinds,
    over_time,
    pipeline,
    regions,
    same_money,
    suppliers,
    twins,
)
from pullthrough.present.pages.charts.facts import Facts
from pullthrough.present.pages.charts.regional import regional
from pullthrough.present.pages.charts.view import View

COMPARISON = (
    forest.forest,
    over_time.over_time,
    pipeline.pipeline,
    pipeline.origins,
    pipeline.yields,
    pipeline.routes,
    suppliers.entrants,
    suppliers.chain,
    regions.regions,
    money.money,
    same_money.same_money,
    twins.twins,
)
"""What a comparison shows, in this order."""

BESIDE = ("fates",)
"""What a table beside a comparison shows, after it."""


def facts_of(folder: Path) -> Facts:
    """What the charts of a folder are made of.

    Raises:
        FileNotFoundError: if there is no ``manifest.json``.
    """
    results = load(folder)
    facts = Facts(results, {})
    return Facts(results, regional(folder, facts.against, facts.tested))


def views_of(folder: str | Path) -> list[View]:
    """Every view of a result folder; a notebook shows each by itself.

    >>> [view.title for view in views_of("outputs/mine")]  # doctest: +SKIP
    """
    return list(all_views(Path(folder), facts_of(Path(folder))))


def all_views(folder: Path, facts: Facts) -> Iterator[View]:
    """The views of the kind of study, those of a comparison, and a plain table for whatever is left."""
    own, drawn = of_kinds.of_kind(folder)
    yield from (view for view in own if view.name not in BESIDE)
    yield from of_comparison(facts)
    yield from (view for view in own if view.name in BESIDE)
    yield from files.as_views(folder, drawn)


def of_comparison(facts: Facts) -> Iterator[View]:
    """The views that any comparison has."""
    if any(facts.effects(name) for name in facts.tested):
        for build in COMPARISON:
            view = build(facts)
            if view is not None:
                yield view
