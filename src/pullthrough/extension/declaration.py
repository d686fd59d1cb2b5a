"""What an extension may declare.

A run without the extension's code is the run of the model: an extension adds lines to the schedule, replaces whole lines
or single decisions, and keeps what it stores in tables of its own. It may not

* change the tables, settings or outcomes of the model, or the order of its schedule;
* replace the bookkeeping that other lines rely on (:data:`BOOKKEEPING`), or act before the quarter has begun or after it
  has been noted;
* allocate, call NumPy or raise in a rule: rules are compiled as those of the model are;
* draw other than by ``draws.uniform(key, number, quarter, index)``, with numbers from :data:`OWN_DRAWS` on;
* move money other than by ``world.ledger``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import FunctionType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pullthrough.engine.extended import AFTER, BEFORE, INSTEAD
from pullthrough.observe.window import Window
from pullthrough.parameters.checking.extended import Number

BOOKKEEPING = ("new_year", "rosters", "attention", "accounts", "notes")
"""Lines of the schedule that always run, and that no other line can take the place of."""

OWN_DRAWS = 10_000
"""Numbers of draws from here on are never used by the model."""


@dataclass(frozen=True)
class Process:
    """A process and its place: a function ``step(state)`` before, after or instead of a line of the schedule."""

    place: str
    line: str
    step: FunctionType


def before(line: str, step: Callable[[Any], None]) -> Process:
    """A process that runs before a line of the schedule, in each quarter."""
    return Process(BEFORE, line, step)  # type: ignore[arg-type]


def after(line: str, step: Callable[[Any], None]) -> Process:
    """A process that runs after a line of the schedule, in each quarter."""
    return Process(AFTER, line, step)  # type: ignore[arg-type]


def instead(line: str, step: Callable[[Any], None]) -> Process:
    """A process in the place of a line of the schedule; the switch of that line, ``world.processes.<line>``, is its own."""
    return Process(INSTEAD, line, step)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Flow:
    """A sum that starts at 0 in each quarter: a count, or GBP thousand.

    Attributes:
        unit, label: for tables.
        public_cost: it is money that the public pays, so that the outcomes of public cost count it.
    """

    unit: str
    label: str
    public_cost: bool = False


@dataclass(frozen=True)
class Run:
    """A run that has ended, as an outcome sees it.

    Attributes:
        window: the quarters in which outcomes are measured.
        tables: the tables of the model, see ``world/tables.py``.
        own: tables of the extension by name, such as ``own["organisations"]``.
        flows: every flow by name, those of the extension included, shape (quarters,).
    """

    window: Window
    tables: Any
    own: Mapping[str, Any]
    flows: Mapping[str, NDArray[np.int64]]

    def flow(self, name: str) -> NDArray[np.int64]:
        """A flow in the quarters of the window, shape (quarters of the window,)."""
        return self.flows[name][self.window.start : self.window.stop]

    def yearly(self, name: str) -> float:
        """A flow a year, mean over the window; nan if the window is empty."""
        return float(self.flow(name).sum()) / self.window.years if self.window.years else float("nan")


@dataclass(frozen=True)
class Outcome:
    """One number a run, as those of ``observe/registry.py``.

    Attributes:
        unit, label: for tables and figures.
        estimator: how it is computed, in words.
        better: +1 if more is better, -1 if less is, 0 if that depends on whom you ask.
        measure: computes it; nan where it is not defined.
    """

    unit: str
    label: str
    estimator: str
    better: int
    measure: Callable[[Run], float]


@dataclass(frozen=True)
class Extension:
    """What is added to the model; every part may be left out.

    Attributes:
        title: what it is called in a table.
        actors: subclasses with replaced decisions, by the role of ``pullthrough.agents.ROLES`` that they play.
        processes: own processes; those at one place run in the order given.
        levers: by name; a policy sets ``extension: {name: value}``, a command ``policy.extension.name=value``, and rules
            read ``state.levers[quarter].extension.name``.
        numbers: numbers of the world by name; ``world.extension.name=value``; rules and replaced decisions read
            ``rules.extension.name``.
        fields: for a table of the model (organisations, technologies, requirements, segments, instruments) own fields with
            their first value, 0 for a whole number and 0.0 for any other; rules read and write
            ``state.extension.organisations[row].name``. A new entity in an old row begins with the first value.
        flows: by name; rules add to ``state.extension.flow[0].name``.
        outcomes: by name.
    """

    title: str
    actors: Mapping[str, type] = field(default_factory=dict)
    processes: tuple[Process, ...] = ()
    levers: Mapping[str, Number] = field(default_factory=dict)
    numbers: Mapping[str, Number] = field(default_factory=dict)
    fields: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    flows: Mapping[str, Flow] = field(default_factory=dict)
    outcomes: Mapping[str, Outcome] = field(default_factory=dict)

    @property
    def keeps_nothing(self) -> bool:
        """Whether it has nothing of its own in the state, so that its rules see the tables of the model and no others."""
        return not (self.levers or self.numbers or self.fields or self.flows)
