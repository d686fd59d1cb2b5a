"""Within one call, more money never funds fewer proposals: of the same proposals those funded before are funded still."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from conftest import root, used

if TYPE_CHECKING:
    from conftest import Tiny

INSTRUMENTS = tuple(root().world.instruments)
BUDGETS = (0.0, 200.0, 1000.0, 4000.0, 20000.0, 100000.0)


@pytest.mark.parametrize("instrument", INSTRUMENTS)
def test_a_larger_pot_funds_the_same_and_more(tiny: Tiny, instrument: str) -> None:
    column, most = INSTRUMENTS.index(instrument), 0
    everybody = {"trl_min": 1, "trl_max": 8, "partner_needed": False, "applicants": ["sme", "prime", "academic"],
                 "proposal_cost": 0, "decision_time": 4,
                 "award_cap": BUDGETS[1] / 4}  # fmt: skip  # nobody asks for more than the smallest pot holds
    world = {f"instruments.{instrument}.{name}": value for name, value in everybody.items()}
    world |= {"instruments.*.opens_every": 1, "instruments.*.carry_over": False}
    world |= {"attention.staff_share": 1.0, "attention.academic_share": 1.0}  # nobody has to choose among projects
    world |= {"processes.development": False, "processes.exit": False}  # so that awards of the quarter can be counted
    nothing = {f"funding.{name}": 0.0 for name in INSTRUMENTS}
    for quarter in (8, 12, 16):  # the first money there is: whoever has a grant afterwards got it then
        counts, smaller = [], set[int]()
        for budget in BUDGETS:
            later = {f"funding.{instrument}": budget}
            model = tiny.run(world, levers=nothing, later=later, start=quarter, quarters=quarter + 1)
            counts.append(int(model.tables.instruments.awards[column]))
            larger = set(np.flatnonzero(used(model.tables)["technologies"]["grant"] > 0).tolist())
            assert len(larger) == counts[-1]
            assert smaller <= larger
            smaller = larger
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
