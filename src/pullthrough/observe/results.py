"""From tables and notes to the outcomes of one run."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from pullthrough.observe import acquisition, events, flows, market, regions, research, spending, trade
from pullthrough.observe.columns import Columns
from pullthrough.observe.registry import CURVES, EVENTS, MODEL_OUTCOMES, MODULES, SERIES
from pullthrough.observe.window import Window
from pullthrough.parameters.policy.setting import Setting
from pullthrough.world.tables import Tables

Array = NDArray[np.float64]


@dataclass(frozen=True)
class RunResult:
    """What one run showed.

    Attributes:
        outcomes: one number each, nan where not defined.
        series: a value a quarter, from the first year after the burn-in to the last quarter run.
        curves: a value for each x, see the registry.
        events: keys and quarters of events, see :mod:`pullthrough.observe.events`.
        followed: what a counterfactual study has seen of those it follows; no other run has any.
    """

    outcomes: dict[str, float]
    series: dict[str, Array]
    curves: dict[str, Array]
    events: dict[str, NDArray[np.int64]] = field(default_factory=dict)
    followed: dict[str, Array] = field(default_factory=dict)


def _by_column(tables: Tables) -> Tables:
    """The tables with those that grow in columns, rows in use alone."""
    clock = tables.clock[0]
    technologies = Columns(tables.technologies[: int(clock.technologies)])
    requirements = Columns(tables.requirements[: int(clock.requirements)])
    return tables._replace(technologies=technologies, requirements=requirements)


def measure(setting: Setting, tables: Tables, noted: NDArray[np.int64]) -> RunResult:
    """Measure a run.

    Args:
        setting: gives calendar and window of observation.
        tables: the final state.
        noted: flows, shape (quarters, len(FLOW_NAMES)).
    """
    window = Window.of(setting, int(tables.clock.t[0]))
    tables = _by_column(tables)
    outcomes, curves = regions.measure(setting, window, tables)
    for module in MODULES:
        if module is not regions:
            found, drawn = module.measure(window, tables, noted)
            outcomes |= found
            curves |= drawn
    series = flows.series(window, tables, noted) | spending.series(window, tables, noted) | trade.series(window, noted)
    series |= acquisition.series(window, tables, noted) | market.series(window, tables, noted)
    series |= research.series(window, tables, noted)
    told = events.measure(tables)
    return RunResult(
        {name: float(outcomes[name]) for name in MODEL_OUTCOMES},
        {name: series[name] for name in SERIES},
        {name: curves[name] for name in CURVES},
        {f"{name}_{part}": told[f"{name}_{part}"] for name in EVENTS for part in ("key", "quarter")},
    )
