"""From runs in memory to what the page shows: the same facts, views and words as a folder gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import chain
from typing import Any

import numpy as np

from pullthrough import __version__
from pullthrough.explore.question import Asked
from pullthrough.observe.registry import CURVES, SERIES, Measure
from pullthrough.parameters.policy.changes import changes_of
from pullthrough.parameters.register.limits import caveats
from pullthrough.parameters.schema.quarters import QUARTERS_PER_YEAR
from pullthrough.present.figures.load import Effect, Fan, Results, Twins, described, shown_unit
from pullthrough.present.pages.charts.facts import Facts
from pullthrough.present.pages.charts.regional import of_runs
from pullthrough.study.design.design import Design
from pullthrough.study.methods import matched_events
from pullthrough.study.methods.effects import effects_between
from pullthrough.study.output.manifest import now
from pullthrough.study.output.tables import spread
from pullthrough.study.storage.store import Row


def facts(asked: Asked, rows: Sequence[Row], pairs: int, about: Mapping[str, Any] | None = None) -> Facts:
    """What the page is made of, from so many whole pairs.

    Args:
        asked: the question.
        rows: the runs of its whole pairs.
        pairs: how many there are.
        about: its :func:`manifest`, if it is there already.
    """
    names = [s.name for s in asked.settings]
    by_name = {name: [row for row in rows if row.scenario == name] for name in names}
    effects = {name: _effects(by_name[names[0]], by_name[name]) for name in names[1:]}
    twins = {name: _twins(asked, rows, names[0], name) for name in names[1:]}
    several = len(names) > 2
    results = Results(
        manifest={**(about or manifest(asked)), "replicates": pairs, "runs": len(names) * pairs},
        effects=effects[names[-1]],
        fans=dict(chain(*(_fans(name, mine, asked) for name, mine in by_name.items()))),
        twins=twins[names[-1]],
        effects_of=effects if several else {"": effects[names[-1]]},
        twins_of=twins if several else {"": twins[names[-1]]},
    )
    return Facts(results, of_runs(rows, names[0], names[1:]))


def manifest(asked: Asked) -> dict[str, Any]:
    """What a folder would say of the study, but for how many pairs there are yet."""
    root, settings = asked.root, asked.settings
    design = Design(settings, asked.question.pairs, root.seed)
    calendar = asdict(root.world.calendar)
    population = {"firms_by_region": dict(root.world.population.firms_by_region)}
    return {
        "run_id": design.fingerprint[:10],
        "fingerprint": design.fingerprint,
        "command": asked.question.command(),
        "world": root.world.name,
        "against": settings[0].name,
        "scenario": settings[-1].name,
        "titles": {s.name: s.title for s in settings},
        "changes": {s.name: changes_of(s, settings[0]) for s in settings[1:]},
        "observe": asdict(root.observe),
        "total_runs": len(settings) * asked.question.pairs,
        "failures": 0,
        "seed": root.seed,
        "versions": {"pullthrough": __version__},
        "policies": {s.name: [asdict(change) for change in s.timeline.changes] for s in settings},
        "limits": list(caveats()),
        "started": now(),
        "config": {
            "world": {"calendar": calendar, "population": population},
            "study": {"kind": "compare", "outcomes": list(root.study.outcomes)},
            "experiment": {},
        },
    }


def _effects(without: Sequence[Row], having: Sequence[Row]) -> tuple[Effect, ...]:
    found = []
    for e in effects_between(without, having):
        label, better = described(e.outcome.name)
        unit = shown_unit(e.outcome.name, e.outcome.unit)
        numbers = e.baseline, e.policy, e.difference, e.ci_low, e.ci_high, e.n, e.share_better
        found.append(Effect(e.outcome.name, label, unit, better, *numbers))
    return tuple(found)


def _fans(name: str, rows: Sequence[Row], asked: Asked) -> list[tuple[tuple[str, str], Fan]]:
    sound = [row for row in rows if not row.error]
    first = float(asked.root.world.calendar.first_year)
    if not sound:
        return []
    series = [m for m in SERIES.values() if m.name in sound[0].series]
    curves = [m for m in CURVES.values() if m.name in sound[0].curves]
    told = [
        *((m, first, 1 / QUARTERS_PER_YEAR, [row.series[m.name] for row in sound]) for m in series),
        *((m, float(m.x_label.startswith("TRL")), 1.0, [row.curves[m.name] for row in sound]) for m in curves),
    ]
    return [((name, m.name), fan) for m, fan in _fans_of(told)]


def _fans_of(told: Sequence[tuple[Measure, float, float, list[Any]]]) -> Iterator[tuple[Measure, Fan]]:
    """A fan for each measure: (measure, first x, step of x, a row of values a run).

    The points of all measures are taken together: quantiles of ten thousand points cost little more than those of ten.
    """
    every = spread(np.concatenate([np.array(rows, float) for *_, rows in told], axis=1))
    at = 0
    for measure, first, step, rows in told:
        points = len(rows[0])
        found = every[at : at + points]
        x = first + step * np.arange(points, dtype=np.float64)
        yield measure, Fan(measure.unit, len(rows), x, found[:, 1], found[:, 2], found[:, -1])
        at += points


def _twins(asked: Asked, rows: Sequence[Row], against: str, tested: str) -> dict[str, Twins]:
    pairs = matched_events.pairs_of(rows, against, tested, matched_events.window_of(asked.settings[-1]))
    found: dict[str, Twins] = {}
    for t in matched_events.twins(pairs):
        found.setdefault(t.what, Twins({}, {})).classes[t.name] = (t.mean, t.ci_low, t.ci_high)
    return found
