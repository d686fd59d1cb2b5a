"""Mesa's view of a run: agents and data collector, made when somebody asks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

import mesa
import numpy as np

from pullthrough.world.codes import ACADEMIC, PRIME, SME
from pullthrough.world.tables import FLOW_NAMES, Tables

ROLE_OF_KIND = {PRIME: "Prime", SME: "SME", ACADEMIC: "AcademicGroup"}
OFFICES = {
    "CapabilitySponsor": "segments",
    "FundingBody": "instruments",
    "ProcurementAgency": "agency",
    "ExportOffice": "export_office",
    "InvestmentScreening": "investment_screening",
    "RegionalCluster": "clusters",
}


class Run(Protocol):
    """What of a model is looked at."""

    roles: dict[str, type]
    tables: Tables
    flows: np.ndarray


class Views:
    """Makes the agents of a model on first access: two thousand of them cost more than a third of a whole run."""

    def __init__(self, model: Run) -> None:
        self._model = model
        self._made = False
        self._noted: NotedCollector | None = None
        self.own_collector: mesa.DataCollector | None = None

    def make(self) -> None:
        """Make one agent a row of organisations, segments, instruments and regions, and the agency and offices."""
        if self._made:
            return
        self._made = True
        roles = self._model.roles
        for row, kind in enumerate(self._model.tables.organisations.kind):
            roles[ROLE_OF_KIND[int(kind)]](self._model, row)
        for role, table in OFFICES.items():
            for row in range(len(getattr(self._model.tables, table))):
                roles[role](self._model, row)

    def all_agents(self, agents: Any) -> Any:
        """The given agent set, filled."""
        self.make()
        return agents

    def collector(self) -> mesa.DataCollector:
        """The user's own data collector; else one with a row a quarter run so far: all flows, and the stocks noted."""
        if self.own_collector is not None:
            return self.own_collector
        run = int(self._model.tables.clock.t[0]) + 1
        if self._noted is None or len(self._noted) != run:
            self._noted = NotedCollector(self._columns(run), run)
        return self._noted

    def _columns(self, run: int) -> dict[str, list[Any]]:
        model = self._model
        columns: dict[str, list[Any]] = {name: model.flows[:run, i].tolist() for i, name in enumerate(FLOW_NAMES)}
        stocks = model.tables.stocks[:run]
        for name in stocks.dtype.names:
            values = np.asarray(stocks[name])
            if values.ndim == 1:
                columns[name] = values.tolist()
            else:
                columns.update({f"stock_{name}_{k}": values[:, k].tolist() for k in range(1, values.shape[1])})
        return columns


class NotedCollector(mesa.DataCollector):
    """A Mesa data collector of what was noted as the model ran: filled from the start, and nothing is left to collect.

    Args:
        columns: by name, a value for each quarter run so far.
        run: number of quarters run so far.
    """

    def __init__(self, columns: Mapping[str, list[Any]], run: int) -> None:
        super().__init__(model_reporters=dict.fromkeys(columns, _unasked))
        self.model_vars = dict(columns)
        self._collection_steps = [float(quarter) for quarter in range(1, run + 1)]  # as Mesa's clock counts

    def __len__(self) -> int:
        return len(self._collection_steps)

    def collect(self, model: Any) -> None:
        """Nothing: every quarter was noted as it was run."""


def _unasked(model: Any) -> None:
    """The values were noted as the model ran; nothing is left to report."""
