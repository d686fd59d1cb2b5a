"""The state of an extension in one run: tables of its own beside those of the model, which stay as they are.

Rules of an extension see the tables of the model with three differences: ``rules`` and ``levers`` have a further group
``extension``, and a further table ``extension`` holds what the extension writes. The rows of its tables are those of the
model's tables of the same name.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pullthrough.extension.declaration import Extension, Run
from pullthrough.observe.window import Window
from pullthrough.parameters.checking.extended import EXTENSION
from pullthrough.parameters.policy.setting import Setting
from pullthrough.world.layout import layout
from pullthrough.world.tables import FLOW_NAMES, Tables

ROWS = ("organisations", "technologies", "requirements", "segments", "instruments")
"""Tables of the model, each row with a key, to which an extension can add fields."""

Written = namedtuple("Written", ["flow", *ROWS])  # type: ignore[misc]
ExtendedTables = namedtuple("ExtendedTables", [*Tables._fields, EXTENSION])  # type: ignore[misc]


class OwnState:
    """The tables of an extension.

    Args:
        extension: what it declares.
        setting: gives its levers and numbers.
        tables: of the model, at the start.
    """

    def __init__(self, extension: Extension, setting: Setting, tables: Tables) -> None:
        self.extension = extension
        quarters = setting.world.calendar.quarters
        self.flows = np.zeros((quarters, len(extension.flows)), np.int64)
        self._flow = np.zeros(1, _record({"t": 0} | dict.fromkeys(extension.flows, 0))).view(np.recarray)
        self._rows = {name: self._begun(name, getattr(tables, name)) for name in ROWS}
        numbers = {name: _zero(number.whole) for name, number in extension.numbers.items()}
        self._rules = _widened(tables.rules, numbers)
        for name in numbers:
            self._rules[EXTENSION][name][:] = setting.world.extension[name]
        self.take_levers(setting, tables)

    def __getstate__(self) -> dict[str, Any]:
        """Everything but the code, which whoever reads this finds for itself."""
        return {name: value for name, value in self.__dict__.items() if name != "extension"}

    def take_levers(self, setting: Setting, tables: Tables) -> None:
        """The levers of a setting, for all quarters."""
        own = {name: _zero(number.whole) for name, number in self.extension.levers.items()}
        self._levers = _widened(tables.levers, own)
        series = setting.timeline.values(len(tables.levers))
        for name in own:
            self._levers[EXTENSION][name][:] = series[f"{EXTENSION}.{name}"]

    @property
    def tables(self) -> Mapping[str, Any]:
        """The tables with fields of the extension, by name."""
        return {name: self._rows[name] for name in self.extension.fields}

    def of(self, tables: Tables) -> Any:
        """The tables as rules of the extension see them."""
        if self.extension.keeps_nothing:
            return tables
        for name in self.extension.fields:
            self._renew(name, getattr(tables, name))
        named = tables._replace(rules=self._rules, levers=self._levers)
        written = Written(self._flow, **self._rows)  # type: ignore[call-arg]
        return ExtendedTables(*named, written)  # type: ignore[call-arg]

    def layout(self, tables: Tables) -> str:
        """Text that changes whenever the layout of these tables does."""
        if self.extension.keeps_nothing:
            return layout(tables)
        own = (self._rules, self._levers, self._flow, *self._rows.values())
        return layout(tables) + "".join(str(table.dtype.descr) for table in own)

    def begin(self, t: int) -> None:
        """Begin a quarter: nothing has flowed."""
        self._flow[:] = 0
        self._flow.t[0] = t

    def end(self, t: int) -> None:
        """Note what has flowed."""
        self.flows[t] = [self._flow[name][0] for name in self.extension.flows]

    def with_cost(self, noted: NDArray[np.int64]) -> NDArray[np.int64]:
        """The flows of the model, shape (quarters, flows), in which the administration has spent what the extension costs.

        Nothing but sums of public cost is made of that flow, so that they count it and nothing else changes.
        """
        costs = [flow.public_cost for flow in self.extension.flows.values()]
        if not any(costs):
            return noted
        counted = noted.copy()
        counted[:, FLOW_NAMES.index("administration")] += self.flows[:, costs].sum(axis=1)
        return counted

    def outcomes(self, setting: Setting, tables: Tables, noted: NDArray[np.int64]) -> dict[str, float]:
        """The outcomes of the extension, by name.

        Args:
            setting: gives the window.
            tables: of the model, when the run has ended.
            noted: flows of the model, shape (quarters, flows).
        """
        flows = dict(zip((*FLOW_NAMES, *self.extension.flows), (*noted.T, *self.flows.T), strict=True))
        run = Run(Window.of(setting, int(tables.clock.t[0])), tables, self.tables, flows)
        return {name: float(outcome.measure(run)) for name, outcome in self.extension.outcomes.items()}

    def copy(self, setting: Setting, tables: Tables) -> OwnState:
        """The same state, with the levers of another setting from here on."""
        other = OwnState(self.extension, setting, tables)
        other.flows[:] = self.flows
        other._rows = {name: rows.copy() for name, rows in self._rows.items()}
        return other

    def _begun(self, name: str, table: Any) -> Any:
        first = self.extension.fields.get(name, {})
        rows = np.zeros(len(table) if first else 0, _record({"key": 0} | dict(first), key="u8")).view(np.recarray)
        for column, value in first.items():
            rows[column] = value
        return rows

    def _renew(self, name: str, table: Any) -> None:
        """Give a row the first values if another entity is in it than before; make as many rows as the model has."""
        rows = self._rows[name]
        if len(rows) < len(table):
            longer = self._begun(name, table)
            longer[: len(rows)] = rows
            self._rows[name] = rows = longer
        new = np.flatnonzero(rows.key != table.key)
        if len(new):
            rows.key[new] = table.key[new]
            for column, value in self.extension.fields[name].items():
                rows[column][new] = value


def _zero(whole: bool) -> float:
    return 0 if whole else 0.0


def _record(columns: Mapping[str, float], **kinds: str) -> np.dtype[Any]:
    """A record of whole numbers, where the first value is one, and other numbers."""
    return np.dtype([(n, kinds.get(n, "i8" if isinstance(v, int) else "f8")) for n, v in columns.items()], align=True)


def _widened(table: NDArray[Any], columns: Mapping[str, float]) -> Any:
    """A copy of a table that is only read, with a group ``extension``; the table itself if there is nothing to add."""
    if not columns:
        return table
    assert table.dtype.fields is not None
    own = [(name, kind[0]) for name, kind in table.dtype.fields.items()]
    wider = np.zeros(len(table), np.dtype([*own, (EXTENSION, _record(columns))], align=True)).view(np.recarray)
    for name, _ in own:
        wider[name] = table[name]
    return wider
