"""What theory says must rise or fall, under common random numbers. Nothing here rests on chance."""

from __future__ import annotations

from itertools import pairwise
from math import inf
from typing import TYPE_CHECKING

import numpy as np
import pytest
from conftest import flow, used

from pullthrough.world.codes import DEVELOPING, NEVER

if TYPE_CHECKING:
    from conftest import Tiny

SEEDS = pytest.mark.parametrize("seed", [1, 2, 3])


def first_quarter(values: np.ndarray) -> np.ndarray:
    """Quarters, with what never came as the far future."""
    return np.where(values == NEVER, inf, values.astype(float))


@SEEDS
def test_a_longer_horizon_publishes_no_requirement_later(tiny: Tiny, seed: int) -> None:
    published = [
        first_quarter(used(tiny.run(levers={"pipeline.horizon": h}, seed=seed).tables)["requirements"]["published"])
        for h in (0, 2, 6, 12, 40)
    ]
    for shorter, longer in pairwise(published):
        assert np.all(longer <= shorter)
    assert np.any(published[-1] < published[0])


@SEEDS
def test_a_longer_lead_engages_for_the_first_time_no_later(tiny: Tiny, seed: int) -> None:
    def first(lead: int) -> float:
        engaged = np.flatnonzero(flow(tiny.run(levers={"engagement.lead": lead}, seed=seed), "engagements"))
        return float(engaged[0]) if engaged.size else inf

    firsts = [first(lead) for lead in (0, 1, 4, 8, 16, 40)]
    assert firsts == sorted(firsts, reverse=True)
    assert firsts[0] == inf > firsts[-1]


@SEEDS
def test_more_slots_invite_the_same_and_more(tiny: Tiny, seed: int) -> None:
    """In the quarter in which engagement begins, before it has changed anything."""
    start, invited = 16, []
    off = {"engagement.lead": 0, "engagement.newcomer_share": 0, "engagement.regional_share": 0}
    for slots in (1, 2, 4, 8, 16):
        later = {"engagement.lead": 40, "engagement.slots": slots}
        need = used(tiny.run(levers=off, later=later, start=start, quarters=start + 1, seed=seed).tables)[
            "requirements"
        ]
        invited.append([set(row["invited"][: row["invitations"]].tolist()) for row in need])
    for fewer, more in pairwise(invited):
        assert all(a <= b for a, b in zip(fewer, more, strict=True))
    assert sum(map(len, invited[-1])) > sum(map(len, invited[0])) > 0


@SEEDS
@pytest.mark.parametrize("share", [0.25, 0.5, 1.0])
def test_slots_for_newcomers_go_to_newcomers_while_there_are_any(tiny: Tiny, seed: int, share: float) -> None:
    start, slots = 16, 4
    later = {"engagement.lead": 40, "engagement.slots": slots, "engagement.newcomer_share": share}
    model = tiny.run(levers={"engagement.lead": 0}, later=later, start=start, quarters=start, seed=seed)
    tech = used(model.tables)["technologies"].copy()
    new = (model.tables.organisations.contracts == 0) & (model.tables.organisations.delivered == 0)
    model.step()
    rules, asked = model.setting.world, model.tables.levers[start].procurement.minimum_trl
    for row in used(model.tables)["requirements"]:
        invited = row["invited"][: row["invitations"]]
        invited = invited[invited < len(tech)]  # those begun this quarter are left out
        if row["invitations"] < slots:
            continue
        soon = (asked - tech["trl"]) * rules.development.quickest_step <= row["planned"] - start
        could = (tech["segment"] == row["segment"]) & (tech["status"] <= DEVELOPING) & soon & new[tech["owner"]]
        there_are = len(set(np.flatnonzero(could).tolist()) | set(invited[new[tech["owner"][invited]]].tolist()))
        assert new[model.tables.technologies.owner[row["invited"][:slots]]].sum() >= min(
            np.ceil(share * slots), there_are
        )


@SEEDS
def test_a_longer_procedure_lets_no_first_tender_sooner(tiny: Tiny, seed: int) -> None:
    """Of tenders that are open already when procedures change nothing changes; later ones wait as the rule says."""
    tiers = ("small_time", "medium_time", "large_time")
    for quarters in (1, 5, 12):
        levers = {f"procurement.{tier}": quarters for tier in tiers} | {"procurement.ring_fence": 0}
        one_route = {"processes.routes": False}
        need = used(tiny.run(one_route, levers=levers, seed=seed).tables)["requirements"]
        once = (need["let"] != NEVER) & (need["relaunches"] == 0)
        assert once.any()
        assert set((need["let"] - need["opened"])[once].tolist()) == {quarters}
        assert set(need["assurance"][once].tolist()) == {quarters}


@SEEDS
def test_a_cheaper_public_service_changes_only_what_it_costs(tiny: Tiny, seed: int) -> None:
    """Officials' time is a cost and not a condition: halving its price moves money and nothing else."""
    costs = ("notice", "engagement", "approvals", "haste", "call_administration")
    dear, cheap = (tiny.run({f"public_cost.{c}": value for c in costs}, seed=seed) for value in (20.0, 10.0))
    a, b = used(dear.tables), used(cheap.tables)
    for table in ("technologies", "requirements", "organisations", "careers", "stocks"):
        assert a[table].tobytes() == b[table].tobytes(), table
    for name in ("administration", "haste_cost", "engagement_cost", "notice_cost"):
        assert np.array_equal(flow(dear, name), 2 * flow(cheap, name)) and flow(dear, name).any()


@SEEDS
def test_a_wider_ring_fence_is_never_below_a_narrow_one_when_it_begins(tiny: Tiny, seed: int) -> None:
    start = 12
    shares = (0.0, 0.1, 0.5, 1.0)
    fenced = [
        tiny.run(levers={"procurement.ring_fence": 0}, later={"procurement.ring_fence": share}, start=start,
                 quarters=start + 1, seed=seed).tables.segments.ring_fence.sum()
        for share in shares
    ]  # fmt: skip
    assert fenced == sorted(fenced) and fenced[0] == 0 < fenced[-1]


@SEEDS
def test_a_higher_bar_of_readiness_admits_no_more_bids(tiny: Tiny, seed: int) -> None:
    """In the quarter in which the bar changes."""
    most = 0
    for start in (12, 16, 20):
        bids = []
        for trl in range(1, 10):
            later = {"procurement.minimum_trl": trl, "procurement.novel_minimum_trl": trl}
            model = tiny.run(later=later, start=start, quarters=start + 1, seed=seed)
            bids.append(int(flow(model, "sme_bids")[-1]))
        assert bids[-1] <= bids[0]  # in between who is shut out leaves staff time to others
        most = max(most, bids[0] - bids[-1])
    assert most > 0, "the bar shuts nobody out, so nothing was tried"


@SEEDS
def test_notices_nobody_reads_change_nothing_but_their_cost(tiny: Tiny, seed: int) -> None:
    """Publication works through what is read, and sharper sight of it; without either it is paper."""
    blind = {"processes.targeting": False, "processes.engagement": False, "signal.precision_published": 0.0}
    one, other = (tiny.run(blind, levers={"pipeline.horizon": h}, seed=seed) for h in (2, 12))
    assert used(one.tables)["technologies"].tobytes() == used(other.tables)["technologies"].tobytes()
    assert flow(other, "notice_cost").sum() > flow(one, "notice_cost").sum()


@SEEDS
def test_engagement_without_information_or_steering_moves_no_design(tiny: Tiny, seed: int) -> None:
    """Its only channel is information: a project that cannot steer has the same design, engaged or not."""
    frozen = {
        "steering.rate": 0.0,
        "processes.exit": False,
        "processes.ties": False,
        "processes.transfer": False,
    }  # a new firm would know the need of its own day
    engaged, not_engaged = (tiny.run(frozen, levers={"engagement.lead": lead}, seed=seed) for lead in (16, 0))
    a, b = used(engaged.tables)["technologies"], used(not_engaged.tables)["technologies"]
    positions = [{int(k): x.tobytes() for k, x in zip(t["key"], t["x"], strict=True)} for t in (a, b)]
    both = positions[0].keys() & positions[1].keys()
    assert len(both) > 100
    assert all(positions[0][k] == positions[1][k] for k in both)
