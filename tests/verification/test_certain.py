"""Certain success and certain failure, of development and of integration. Each test says precisely what must hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from conftest import flow, used

from pullthrough.world import ledger
from pullthrough.world.codes import ABANDONED, EVALUATION, IN_DELIVERY, MET, NEVER, NO_ROW, NOTHING, NOVEL

if TYPE_CHECKING:
    from conftest import Tiny

    from pullthrough.model import PullThroughModel

NEVER_PASSES = {"development.pass_odds": -50.0, "development.pass_capability": 0.0, "development.pass_distance": 0.0}
ALWAYS_PASSES = {**NEVER_PASSES, "development.pass_odds": 50.0}
ALWAYS_FAILS = {"delivery.failure_floor": 1.0}
NEVER_FAILS = {"delivery.failure_floor": 0.0, "delivery.failure_base": 0.0, "delivery.failure_per_trl": 0.0}
NOBODY_GOES = {"processes.exit": False}
NEVER_READY = {"procurement.minimum_trl": 7, "procurement.novel_minimum_trl": 7}


def test_development_that_always_fails_gains_no_readiness(tiny: Tiny) -> None:
    model = tiny.checked_run(NEVER_PASSES, levers=NEVER_READY)
    tech = used(model.tables)["technologies"]
    assert ((tech["reached"] != NEVER).sum(axis=1) == 1).all(), "every technology stays at the TRL at which it began"
    assert tech["tries"].max() > 0, "some step was finished and repeated"
    for name in ("adoptions", "novel_contracts", "integrations"):
        assert not flow(model, name).any(), name
    assert model.results().outcomes["bridged"] in (0.0, pytest.approx(np.nan, nan_ok=True))


def test_development_that_always_kills_leaves_no_second_try(tiny: Tiny) -> None:
    model = tiny.checked_run({**NEVER_PASSES, "development.die_share": 1.0})
    assert not used(model.tables)["technologies"]["tries"].any()
    assert flow(model, "abandoned").sum() > 0


def test_development_that_always_passes_repeats_nothing_and_loses_nothing(tiny: Tiny) -> None:
    patient = {"development.abandon_hazard": 0.0, "development.die_share": 1.0, **NOBODY_GOES, **NEVER_FAILS}
    patient["foreign_investment.malign_share"] = 0.0  # nothing is lost abroad either
    model = tiny.checked_run({**ALWAYS_PASSES, **patient})
    tech = used(model.tables)["technologies"]
    assert not tech["tries"].any()
    assert not flow(model, "abandoned").any() and not (tech["status"] == ABANDONED).any()
    assert model.tables.stocks.trl[:, 7:9].sum() > 0


@pytest.mark.parametrize("seed", [2, 3, 5])
def test_integration_that_always_fails_adopts_nothing(tiny: Tiny, seed: int) -> None:
    model = tiny.checked_run(ALWAYS_FAILS, seed=seed)
    assert flow(model, "integrations").sum() == flow(model, "integration_failures").sum() > 0
    assert not flow(model, "adoptions").any() and not flow(model, "overruns").any()
    assert set(used(model.tables)["technologies"]["adopted"].tolist()) == {NEVER}
    need = used(model.tables)["requirements"]
    assert not (need["winner"][need["status"] == MET] == NOVEL).any()


@pytest.mark.parametrize("seed", [1, 2])
def test_every_failed_integration_returns_exactly_what_was_not_paid(tiny: Tiny, seed: int) -> None:
    quiet = {**NOBODY_GOES, "processes.budgets": False}  # so that nothing else comes back, and budgets are even
    model = tiny.model({**ALWAYS_FAILS, **quiet}, seed=seed)
    for _ in range(model.quarters):
        before = used(model.tables)["requirements"].copy()
        account = int(model.tables.accounts[ledger.SEGMENTS])
        model.step()
        after = used(model.tables)["requirements"][: len(before)]
        failed = after["failures"] > before["failures"]
        price = before["price"][failed]
        lost = (price * model.setting.world.delivery.failure_loss).astype(np.int64)
        assert flow(model, "failure_losses")[-1] == lost.sum()
        assert np.all(after["winner"][failed] == NOTHING) and np.all(after["technology"][failed] == NO_ROW)
        reserved = after["price"][(after["status"] == EVALUATION) & (before["status"] != EVALUATION)].sum()
        came_back = int(model.tables.accounts[ledger.SEGMENTS]) - account - quarterly_budget(model) + int(reserved)
        assert came_back == int((price - lost).sum())
    assert flow(model, "integration_failures").sum() > 0


def quarterly_budget(model: PullThroughModel) -> int:
    """What all segments are granted in a quarter."""
    market = model.setting.world.market
    shares = [segment.budget_share for segment in model.setting.world.segments.values()]
    return sum(int(market.spend * market.tendered_share * 0.25 * share) for share in shares)


def test_integration_that_never_fails_delivers_every_contract_in_time(tiny: Tiny) -> None:
    model = tiny.checked_run({**NEVER_FAILS, **NOBODY_GOES})
    need = used(model.tables)["requirements"]
    assert flow(model, "integrations").sum() > 0
    assert not flow(model, "integration_failures").any() and not flow(model, "failure_losses").any()
    met = need["status"] == MET
    assert np.array_equal(need["delivered"][met], need["delivery_due"][met])
    t = int(model.tables.clock.t[0])
    assert (need["delivery_due"][need["status"] == IN_DELIVERY] > t).all()
