"""Agents and data collector: an ordinary Mesa model to whoever asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mesa
import numpy as np
import pytest

from pullthrough.agents import (
    SME,
    AcademicGroup,
    CapabilitySponsor,
    ExportOffice,
    FundingBody,
    InvestmentScreening,
    Prime,
    ProcurementAgency,
    RegionalCluster,
)
from pullthrough.model import PullThroughModel
from pullthrough.world import codes
from pullthrough.world.tables import FLOW_NAMES

if TYPE_CHECKING:
    from conftest import Tiny


@pytest.fixture
def model(tiny: Tiny) -> PullThroughModel:
    return tiny.run(quarters=8)


def test_there_is_an_agent_for_every_row(model: PullThroughModel) -> None:
    w = model.tables
    expected = {
        Prime: (w.organisations.kind == codes.PRIME).sum(),
        SME: (w.organisations.kind == codes.SME).sum(),
        AcademicGroup: (w.organisations.kind == codes.ACADEMIC).sum(),
        CapabilitySponsor: len(w.segments),
        FundingBody: len(w.instruments),
        ProcurementAgency: 1,
        ExportOffice: 1,
        InvestmentScreening: 1,
        RegionalCluster: len(w.clusters),
    }
    assert {actor: len(model.agents_by_type[actor]) for actor in expected} == expected
    assert len(model.agents) == sum(expected.values())
    assert set(model.agent_types) == set(expected)
    assert all(isinstance(agent, mesa.Agent) for agent in model.agents)


def test_agents_are_made_once_and_only_when_asked_for(tiny: Tiny) -> None:
    model = tiny.run(quarters=2)
    assert not model.views._made
    first = model.agents_by_type[SME][0]
    assert model.agents_by_type[SME][0] is first
    assert len(model.agents) == len(model.agents)


def test_an_agent_reads_and_writes_its_row(model: PullThroughModel) -> None:
    firm = model.agents_by_type[SME][3]
    row = model.tables.organisations[firm.row]
    assert firm.cash == row.cash and firm.kind == codes.SME
    firm.cash = 12345
    assert model.tables.organisations.cash[firm.row] == 12345
    row.turnover = 777
    assert firm.turnover == 777
    firm.nickname = "Bold"  # what is no state of the row is the agent's own
    assert firm.nickname == "Bold"
    with pytest.raises(AttributeError, match="no state or decision 'casch'"):
        _ = firm.casch


def test_an_agent_follows_its_row_through_the_run(tiny: Tiny) -> None:
    model = tiny.model()
    sponsor = model.agents_by_type[CapabilitySponsor][0]
    before = sponsor.mu.copy()
    model.run_for(6)
    assert sponsor.conceived == model.tables.segments.conceived[0]
    assert not np.array_equal(sponsor.mu, before)


def test_state_is_all_fields_by_name(model: PullThroughModel) -> None:
    body = model.agents_by_type[FundingBody][0]
    assert tuple(body.state()) == model.tables.instruments.dtype.names
    assert body.state()["pot"] == body.pot


def test_an_agent_can_be_asked_for_its_decision(model: PullThroughModel) -> None:
    rules, levers = model.tables.rules[0], model.tables.levers[0]
    firm = model.agents_by_type[SME][0]
    firm.cash = 10**6
    firm.outside_option = 0
    assert firm.enters_defence(10.0**6, rules)
    firm.cash = 0
    assert not firm.enters_defence(10.0**6, rules)
    agency = model.agents_by_type[ProcurementAgency][0]
    assert agency.procedure(codes.LARGE, False, levers) == levers.procurement.large_time


def test_a_subclass_of_the_caller_plays_the_role(tiny: Tiny) -> None:
    model = tiny.model(compiled=False, actors={"SME": Loud})
    assert {type(a) for a in model.agents if isinstance(a, SME)} == {Loud}
    assert model.agents_by_type[Loud][0].shout() == "I have " + str(model.agents_by_type[Loud][0].cash)


def test_agents_can_be_selected_and_summed_as_in_mesa(model: PullThroughModel) -> None:
    inside = model.agents_by_type[SME].select(lambda firm: firm.standing == codes.ACTIVE)
    org = model.tables.organisations
    assert len(inside) == ((org.kind == codes.SME) & (org.standing == codes.ACTIVE)).sum()
    assert sum(inside.get("cash")) == org.cash[(org.kind == codes.SME) & (org.standing == codes.ACTIVE)].sum()


def test_the_data_collector_holds_every_flow_and_stock(model: PullThroughModel) -> None:
    frame = model.datacollector.get_model_vars_dataframe()
    assert len(frame) == 8
    for i, name in enumerate(FLOW_NAMES):
        assert frame[name].tolist() == model.flows[:8, i].tolist()
    assert frame["active_smes"].tolist() == model.tables.stocks.active_smes[:8].tolist()
    assert frame["stock_trl_3"].tolist() == model.tables.stocks.trl[:8, 3].tolist()
    model.step()
    assert len(model.datacollector.get_model_vars_dataframe()) == 9


def test_asking_changes_nothing(tiny: Tiny) -> None:
    asked, unasked = tiny.model(), tiny.model()
    for _ in range(6):
        asked.step()
        unasked.step()
        _ = [agent.state() for agent in asked.agents]
        _ = asked.datacollector.get_model_vars_dataframe()
    assert asked.flows.tobytes() == unasked.flows.tobytes()
    assert asked.tables.organisations.tobytes() == unasked.tables.organisations.tobytes()


class Loud(SME):
    """An SME with a method that is no decision."""

    def shout(self) -> str:
        """Plain Python for the notebook."""
        return f"I have {self.cash}"
