"""Every decision gives what its equation says, the same bits in whatever form it is called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numba
import pytest
from examples_firms import FIRMS
from examples_market import MARKET
from examples_measures import MEASURES
from examples_networks import NETWORKS
from examples_offices import OFFICES
from examples_research import RESEARCH
from examples_suppliers import SUPPLIERS
from examples_supply import SUPPLY
from examples_trade import TRADE
from examples_uptake import UPTAKE
from worked_example import Example, bits

from pullthrough.agents import ROLES, VIRTUAL
from pullthrough.engine.binding import Binder, is_decision
from pullthrough.engine.quarter import OPTIONS
from pullthrough.model import PullThroughModel

if TYPE_CHECKING:
    from conftest import Tiny

EXAMPLES = (*SUPPLIERS, *FIRMS, *OFFICES, *TRADE, *NETWORKS, *UPTAKE, *SUPPLY, *MARKET, *MEASURES, *RESEARCH)


@pytest.fixture(scope="module")
def model(uncompiled: Tiny) -> PullThroughModel:
    return uncompiled.model(compiled=False)


@pytest.fixture(scope="module")
def compiler() -> Binder:
    return Binder(ROLES, numba.njit(**OPTIONS), VIRTUAL)


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_worked_example(example: Example) -> None:
    assert example.on_namespace() == pytest.approx(example.result, rel=1e-12, abs=1e-12)


def test_every_decision_has_a_worked_example() -> None:
    there_are = {
        f"{role}.{name}" for role, actor in ROLES.items() for name, value in vars(actor).items() if is_decision(value)
    }
    assert {example.decision for example in EXAMPLES} == there_are


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_namespace_record_and_mesa_agent_give_the_same_bits(example: Example, model: PullThroughModel) -> None:
    plain = bits(example.on_namespace())
    arguments = example.arguments(example.records())
    assert bits(example.call(example.rule, example.record(), arguments)) == plain
    agent = agent_in(model, example)
    if example.role == "Organisation":  # no agent is of the base class
        assert bits(example.call(example.rule, agent, arguments)) == plain
    else:
        assert bits(getattr(agent, example.name)(**arguments)) == plain


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_compiled_decision_gives_the_same_bits(example: Example, compiler: Binder) -> None:
    compiled = compiler.function(example.rule)
    arguments = example.arguments(example.records())
    assert bits(example.call(compiled, example.record(), arguments)) == bits(example.on_namespace())


def agent_in(model: PullThroughModel, example: Example) -> Any:
    """An agent of a model with the state of the example."""
    role = "SME" if example.role == "Organisation" else example.role
    agent = model.agents_by_type[ROLES[role]][0]
    for name in agent.record.dtype.names:
        if name in example.state:
            setattr(agent, name, example.state[name])
        elif name not in ("kind", "key"):
            agent.record[name] = 0
    return agent
