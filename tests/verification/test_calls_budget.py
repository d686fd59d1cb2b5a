"""Within one call, more money never funds fewer proposals: those funded before are funded still."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from conftest import root, used

if TYPE_CHECKING:
    from conftest import Tiny

    from pullthrough.model import PullThroughModel

INSTRUMENTS = tuple(root().world.instruments)
BUDGETS = (0.0, 200.0, 1000.0, 4000.0, 20000.0, 100000.0)


def funded_by(model: PullThroughModel, column: int, before: np.ndarray) -> set[int]:
    """Rows of the technologies that an instrument funded in the last quarter."""
    tech = used(model.tables)["technologies"]
    free = np.ones(len(tech), bool)
    free[: len(before)] = before["grant"] == 0
    now = tech["grant_from"] == model.tables.clock.t[0] + model.tables.instruments.decision_time[column]
    paid = (tech["paid_by"] & model.tables.instruments.bit[column]) != 0
    return set(np.flatnonzero(free & now & paid & (tech["grant"] + tech["public_spent"] > 0)).tolist())


@pytest.mark.parametrize("instrument", INSTRUMENTS)
def test_a_larger_pot_funds_the_same_and_more(tiny: Tiny, instrument: str) -> None:
    column, most = INSTRUMENTS.index(instrument), 0
    always_open = {f"instruments.{instrument}.opens_every": 1, f"instruments.{instrument}.carry_over": False}
    for quarter in (8, 12, 16, 20):
        counts, smaller = [], set[int]()
        for budget in BUDGETS:
            model = tiny.run(always_open, later={f"funding.{instrument}": budget}, start=quarter, quarters=quarter)
            awards, before = int(model.tables.instruments.awards[column]), used(model.tables)["technologies"].copy()
            model.step()
            funded = funded_by(model, column, before)
            assert smaller <= funded
            counts.append(int(model.tables.instruments.awards[column]) - awards)
            smaller = funded
        assert counts == sorted(counts)
        assert counts[0] == 0
        most = max(most, counts[-1])
    assert most > 0, "the largest pot funds something"


def test_what_was_left_of_one_year_is_there_the_next_only_if_the_record_says_so(tiny: Tiny) -> None:
    for carried in (True, False):
        model = tiny.run(
            {"instruments.open_call.carry_over": carried, "instruments.open_call.opens_every": 1},
            levers={"funding.open_call": 10.0}, quarters=8,
        )  # fmt: skip  # 2.5 a quarter pays for no award
        column = INSTRUMENTS.index("open_call")
        assert model.tables.instruments.awards[column] == 0
        assert model.tables.instruments.pot[column] == (8 * 2 if carried else 0)


def test_the_pots_are_never_overspent(tiny: Tiny) -> None:
    model = tiny.model()
    for _ in range(model.quarters):
        pots = model.tables.instruments.pot.sum()
        model.step()
        income = (model.tables.budgets[model.tables.clock.t[0]] * 0.25).astype(np.int64).sum()
        assert model.tables.flow.award_money[0] <= pots + income


def test_awards_keep_to_their_record(tiny: Tiny) -> None:
    model = tiny.run()
    world = model.setting.world
    tech = used(model.tables)["technologies"]
    for column, (name, instrument) in enumerate(world.instruments.items()):
        mine = tech[(tech["paid_by"] & model.tables.instruments.bit[column]) != 0]
        kinds = set(model.tables.organisations.kind[mine["owner"]].tolist())
        admitted = {k for k in range(3) if model.tables.instruments.admits_kind[column][k]}
        assert kinds <= admitted, name
        highest = np.array([np.flatnonzero(row != -1).max(initial=0) for row in mine["reached"]])
        assert (highest >= instrument.trl_min).all(), name
