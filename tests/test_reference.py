"""The same decisions run as ordinary Mesa objects (benchmarks/reference) give the same run to the last bit.

The reference shares the decisions, codes and parameters with the compiled model, and none of its loops, tables, sums or
bookkeeping: two independent ways to the same numbers.
"""

from __future__ import annotations

import random
import sys
from dataclasses import astuple
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from conftest import Tiny
from numpy.testing import assert_array_equal

from pullthrough.model import PullThroughModel
from pullthrough.world import draws
from pullthrough.world.tables import FLOW_NAMES

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))
from reference import SWITCHED_BACK, SWITCHED_OFF, ReferenceModel
from reference import draws as plain_draws

WHOLE = {"calendar.last_year": 2035}
UNUSUAL = {
    "calendar.burn_in": 6, "calendar.last_year": 2025, "exit.patience": 2, "delivery.failure_base": 0.8,
    "tender.slip_limit": 1, "tender.offered_for": 4, "signal.notices_read": 3, "signal.precision_segment": 0.0,
    "steering.freeze": 0.0, "instruments.open_call.carry_over": False, "instruments.themed_call.newcomers_only": True,
    "instruments.science_programme.theme": "requirement", "instruments.innovation_loan.budget": 20000.0,
}  # fmt: skip
NEARLY_NOBODY = {
    "population.primes": 1, "population.academic_groups": 0, "population.suppliers": 3, "population.potential_entrants": 9,
    "calendar.last_year": 2025,
}  # fmt: skip
LOSSES = {"processes.private_money": False, "processes.exit": False, "population.civil_profit": -0.2}
CASES: dict[str, tuple[dict[str, Any], bool, int | None, int]] = {  # world, reformed, quarters, seed
    "levers from the start": ({}, True, 24, 1),
    "levers from the start, whole run": (WHOLE, True, None, 2),
    "2012 regime, whole run": (WHOLE, False, None, 3),
    "unusual rules": (UNUSUAL, True, None, 4),
    "needs are revised": ({"need.revision": 0.2, "need.revision_size": 0.8}, True, None, 7),
    "nearly nobody": (NEARLY_NOBODY, True, None, 5),
    "some processes off, civil losses": (LOSSES, True, None, 6),
}
OF_ORGANISATION = (
    "key", "standing", "entered", "cash", "debt", "turnover", "defence_revenue", "attention", "practice", "stake",
    "proposals_yearly", "bids_yearly", "outside_option", "rd_left", "support_base", "belief_award",
    "belief_contract", "awards", "contracts", "delivered", "first_award", "first_contract", "poor_quarters", "projects",
    "ideas_begun",
)  # fmt: skip
OF_TECHNOLOGY = (
    "status", "trl", "ln_quality", "believed_distance", "prospect", "engagements", "first_engaged_trl", "step_cost",
    "step_spent", "tries", "grant", "public_spent", "own_spent", "investor_spent", "idle", "begun", "funded", "adopted",
    "orders", "tender_seen", "tender_distance", "x", "reached",
)  # fmt: skip


OF_WAYS = ("awards_with_user",)
"""What the ways into service beside tenders count though they are switched off: the reference has no users in view."""


@pytest.fixture(params=list(CASES), scope="module")
def both(request: pytest.FixtureRequest, tiny: Tiny) -> tuple[PullThroughModel, ReferenceModel]:
    """A compiled run and the reference's run of the same setting and seed."""
    world, reformed, quarters, seed = CASES[request.param]
    world = {**{f"processes.{name}": False for name in SWITCHED_OFF}, **SWITCHED_BACK, **world}
    model = tiny.run(world, reformed=reformed, quarters=quarters, seed=seed)
    return model, ReferenceModel(model.setting, seed).run(quarters)


def test_flows_are_the_same_in_every_quarter(both: tuple[PullThroughModel, ReferenceModel]) -> None:
    model, reference = both
    noted = reference.datacollector.model_vars
    mine = np.array([noted[name] for name in FLOW_NAMES]).T
    differ = [(int(t), FLOW_NAMES[i], int(mine[t, i]), int(model.flows[t, i]))
              for t, i in np.argwhere(mine != model.flows[: len(mine)]) if FLOW_NAMES[i] not in OF_WAYS]  # fmt: skip
    assert not differ, f"(quarter, flow, reference, compiled): {differ[:10]}"
    assert mine[:, FLOW_NAMES.index("ideas")].sum() > 0


def test_ledger_and_stocks_are_the_same(both: tuple[PullThroughModel, ReferenceModel]) -> None:
    model, reference = both
    assert len(reference.accounts_held) == len(model.tables.accounts)
    assert reference.accounts_held == model.tables.accounts.tolist()
    assert sum(reference.accounts_held) == 0
    noted = reference.datacollector.model_vars
    for name in model.tables.stocks.dtype.names:
        mine = np.array(noted[f"stock_{name}"])
        assert_array_equal(mine, model.tables.stocks[name][: len(mine)], err_msg=name)


def test_organisations_are_the_same(both: tuple[PullThroughModel, ReferenceModel]) -> None:
    model, reference = both
    table = model.tables.organisations
    columns = {name: [getattr(org, name) for org in reference.organisations] for name in (*OF_ORGANISATION, "k")}
    assert not [name for name, mine in columns.items() if mine != table[name].tolist()]
    careers = model.tables.careers[: int(model.tables.clock.careers[0])].tolist()
    mine = [astuple(career) for career in reference.careers]
    assert (
        len(mine) == len(careers) and not [pair for pair in zip(mine, careers, strict=True) if pair[0] != pair[1]][:5]
    )


def test_live_technologies_are_the_same(both: tuple[PullThroughModel, ReferenceModel]) -> None:
    model, reference = both
    clock = model.tables.clock[0]
    theirs = {int(row.key): row for row in model.tables.technologies[model.tables.live[: clock.live]]}
    mine = {tech.key: tech for sponsor in reference.sponsors for tech in sponsor.technologies}
    assert len(mine) == len(theirs) and not list(mine.keys() ^ theirs.keys())[:5]
    differ = [
        (key, name, getattr(tech, name), theirs[key][name].tolist())
        for key, tech in mine.items()
        for name in OF_TECHNOLOGY
        if getattr(tech, name) != theirs[key][name].tolist()
    ]
    assert not differ[:5]


def test_draws_on_python_integers_are_the_same() -> None:
    source = random.Random(1)
    for _ in range(2000):
        key, other = source.getrandbits(64), source.getrandbits(64)
        decision, quarter, index = source.randrange(1, 40), source.randrange(0, 200), source.randrange(0, 9000)
        with np.errstate(over="ignore"):
            a, b = np.uint64(key), np.uint64(other)
            expected = (
                int(draws.child(a, decision, index)), int(draws.pair(a, b)), draws.uniform(a, decision, quarter, index),
                draws.normal(a, decision, quarter, index), draws.poisson(a, decision, quarter, 0.9, 4),
            )  # fmt: skip
        assert expected == (
            plain_draws.child(key, decision, index), plain_draws.pair(key, other),
            plain_draws.uniform(key, decision, quarter, index), plain_draws.normal(key, decision, quarter, index),
            plain_draws.poisson(key, decision, quarter, 0.9, 4),
        )  # fmt: skip
