"""Mesa's view of a run: agents and data collector, made when somebody asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import mesa
import numpy as np

from pullthrough.world.kinds import ACADEMIC, PRIME, SME
from pullthrough.world.tables import FLOW_NAMES

if TYPE_CHECKING:
    from pullthrough.model import PullThroughModel

ROLE_OF_KIND = {PRIME: "Prime", SME: "SME", ACADEMIC: "AcademicGroup"}
OFFICES = {
    "CapabilitySponsor": "segments",
    "FundingBody": "instruments",
    "ProcurementAgency": "agency",
    "ExportOffice": "export_office",
    "InvestmentScreening": "investment_screening",
    "RegionalCluster": "clusters",
}


class Views:
    """Makes the agents of a model on first access: two thousand of them cost more than a third of a whole run."""

    def __init__(self, model: PullThroughModel) -> None:
        self._model = model
        self._made = False

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
        """A data collector with a row a quarter run so far: all flows, and the stocks the observer noted."""
        model = self._model
        run = int(model.tables.clock.t[0]) + 1
        columns: dict[str, Any] = {name: model.flows[:run, i].tolist() for i, name in enumerate(FLOW_NAMES)}
        stocks = model.tables.stocks[:run]
        for name in stocks.dtype.names:
            values = np.asarray(stocks[name])
            if values.ndim == 1:
                columns[name] = values.tolist()
            else:
                columns.update({f"stock_{name}_{k}": values[:, k].tolist() for k in range(1, values.shape[1])})
        collector = mesa.DataCollector(model_reporters=dict.fromkeys(columns, _unasked))
        collector.model_vars = columns
        return collector


def _unasked(model: Any) -> None:
    """The values were noted as the model ran; nothing is left to report."""
