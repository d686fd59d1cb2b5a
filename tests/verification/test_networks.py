"""Ties are mutual and die with a firm; knowledge moves only along them; clusters recruit, pay and end as they should."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from conftest import flow, used

from pullthrough.agents import CapabilitySponsor
from pullthrough.processes import engagement
from pullthrough.processes.shared import membership, projects
from pullthrough.world import draws, geometry
from pullthrough.world.codes import DRAW_INVITE, MOST_TIES, NO_ROW

if TYPE_CHECKING:
    from conftest import Tiny

    from pullthrough.model import PullThroughModel

PEOPLE = {"population.suppliers": 150, "population.potential_entrants": 200, "clusters.sample": 0.15}
EAST, LONDON = 0, 1  # regions of the tiny world in the order of its file, with south_west and scotland
SOCIABLE = {"ties.meet_segment": 0.5, "ties.meet_region": 0.5, "ties.decay": 0.02}
NO_CLUSTER = {"clusters.east": 0.0}


def ties_of(model: PullThroughModel) -> dict[tuple[int, int], float]:
    """Strength by (row, partner's row) of all ties."""
    w = model.tables
    found = {}
    for i, n in enumerate(w.networks.ties.tolist()):
        for tie in w.ties[i * MOST_TIES : i * MOST_TIES + n]:
            assert (i, int(tie.partner)) not in found, "nobody knows somebody twice"
            found[i, int(tie.partner)] = float(tie.strength)
    return found


@pytest.mark.parametrize("world", [{}, SOCIABLE], ids=["usual", "sociable"])
def test_ties_are_mutual_and_no_more_than_there_is_room_for(tiny: Tiny, world: dict[str, float]) -> None:
    model = tiny.model({**PEOPLE, **world})
    for _ in range(model.quarters):
        model.step()
        found = ties_of(model)
        assert all(found.get((j, i)) == strength for (i, j), strength in found.items())
        assert all(i != j and 0.0 < strength <= 1.0 for (i, j), strength in found.items())
        assert model.tables.networks.ties.min() >= 0 and model.tables.networks.ties.max() <= MOST_TIES
    assert len(found) > 50


def test_a_new_firm_knows_nobody_and_is_a_member_of_nothing(tiny: Tiny) -> None:
    model = tiny.model({**PEOPLE, "exit.death_hazard": 0.2})
    for _ in range(model.quarters):
        before = model.tables.organisations.key.copy()
        model.step()
        new = model.tables.organisations.key != before
        assert not model.tables.networks.ties[new].any()
        assert not {j for _, j in ties_of(model)} & set(np.flatnonzero(new).tolist()), "and nobody knows it"
        assert (model.tables.networks.cluster[new] == NO_ROW).all()
    assert flow(model, "ties_formed").sum() > 0


def test_without_new_meetings_ties_fade_to_nothing(tiny: Tiny) -> None:
    quiet = {"ties.meet_segment": 0.0, "ties.meet_region": 0.0, "ties.meet_event": 0.0, "processes.tenders": False}
    model = tiny.run({**PEOPLE, **quiet}, levers=NO_CLUSTER)
    assert not model.tables.networks.ties.any() and not flow(model, "meetings").any()


def test_knowledge_stays_between_what_was_known_before(tiny: Tiny) -> None:
    """Learning moves towards others: nobody ends outside the range of what somebody knew."""
    model = tiny.model({**PEOPLE, "processes.exit": False, "transfer.rate": 0.2})
    low, high = (f(model.tables.organisations.k, axis=0) for f in (np.min, np.max))
    before = model.tables.organisations.k.copy()
    model.run()
    after = model.tables.organisations.k
    assert np.all(after >= low) and np.all(after <= high) and not np.array_equal(before, after)
    assert after.std() < before.std(), "and all come closer to each other"


def test_transfer_narrows_the_spread_of_projects(tiny: Tiny) -> None:
    off, on = (tiny.run({**PEOPLE, "processes.transfer": switch, "transfer.rate": 0.5}, levers=NO_CLUSTER)
               for switch in (False, True))  # fmt: skip
    assert on.results().outcomes["diversity"] < off.results().outcomes["diversity"]


def test_ideas_that_draw_on_a_partner_lie_between_both(tiny: Tiny) -> None:
    still = {**PEOPLE, "ideas.position_spread": 0.0, "transfer.joint_ideas": 1.0, "transfer.mix": 0.5,
             "processes.steering": False}  # fmt: skip
    model = tiny.run(still, quarters=20)
    k, quarter = model.tables.organisations.k.copy(), model.tables.clock.technologies[0]
    advisers = model.tables.networks.adviser.copy()
    keys = model.tables.organisations.key.copy()
    same = (advisers != NO_ROW) & (keys[advisers] == model.tables.networks.adviser_key)
    model.step()
    born = used(model.tables)["technologies"][quarter:]
    mine = born[(born["origin"] == 0) & same[born["owner"]]]
    owners = mine["owner"]
    assert len(mine) > 3
    np.testing.assert_allclose(mine["x"], (k[owners] + k[advisers[owners]]) / 2, rtol=1e-12)


def test_a_cluster_recruits_in_its_region_and_next_door_only_and_takes_what_it_is_built_for(tiny: Tiny) -> None:
    model = tiny.run(PEOPLE, levers=NO_CLUSTER, later={"clusters.east": 1.0}, start=8)
    members = model.tables.regional_notes.members
    assert not members[:8].any() and members[8:, EAST].all() and not members[:, LONDON:].any()
    region = model.tables.organisations.region[model.tables.networks.cluster == EAST]
    assert set(region.tolist()) <= {EAST, LONDON}
    rules = model.setting.world.clusters
    full = rules.sample * (rules.smes + rules.others)
    assert 0.5 * full < members[-1, EAST] < 1.5 * full + 2
    assert np.all(np.diff(members[8 : 8 + rules.ramp // 2, EAST]) >= 0)


def test_a_cluster_costs_what_its_strength_says_and_ends_with_it(tiny: Tiny) -> None:
    levers = {"clusters.east": 2.0}
    model = tiny.checked_run({**PEOPLE, "clusters.premises": 0.0}, levers=levers, later=NO_CLUSTER, start=16)
    cost = flow(model, "cluster_cost")
    assert set(cost[:16].tolist()) == {int(2.0 * model.setting.world.clusters.cost / 4)} and not cost[16:].any()
    assert flow(model, "cluster_fees")[:16].sum() > 0
    assert not model.tables.regional_notes.members[16:].any() and (model.tables.networks.cluster == NO_ROW).all()


def test_places_kept_for_members_go_to_members(tiny: Tiny) -> None:
    shares = []
    for share in (0.0, 0.5, 1.0):
        model = tiny.run(PEOPLE, levers={"engagement.regional_share": share})
        shares.append(flow(model, "regional_engagements").sum() / flow(model, "engagements").sum())
    assert shares[0] < shares[1] < shares[2]


@pytest.mark.parametrize("newcomers", [0, 2])
def test_short_lists_are_those_of_looking_at_everybody(tiny: Tiny, newcomers: int) -> None:
    w = tiny.run(PEOPLE, levers={"engagement.regional_share": 0.5}, quarters=24).tables
    rules, t = w.rules[0], int(w.clock.t[0])
    with np.errstate(over="ignore"):
        engagement.list_available(w)
    looked = 0
    for r in w.open[: int(w.clock.open[0])]:
        need = w.requirements[r]
        segment = w.segments[need.segment]
        required_trl = w.levers[t].procurement.minimum_trl
        everybody = []
        for j in w.roster[segment.first : segment.past]:
            tech = w.technologies[j]
            ready = CapabilitySponsor.can_be_ready(segment, tech.trl, required_trl, need.planned - t, rules)
            if projects.is_available(tech) and ready:
                with np.errstate(over="ignore"):
                    error = draws.uniform(draws.pair(need.key, tech.key), DRAW_INVITE, 0, 0) - 0.5
                error *= 2.0 * rules.invitations.judgement
                gap = geometry.distance(tech.x, need.y)
                left = w.sponsor_gap_left[tech.trl]
                everybody.append((-(CapabilitySponsor.invitation_score(segment, gap, left) + error), int(j)))
        everybody.sort()
        members = [j for _, j in everybody if membership.is_member(w, w.technologies[j].owner)]
        new = [j for _, j in everybody if engagement.is_newcomer(w, w.technologies[j].owner)]
        with np.errstate(over="ignore"):
            engagement.shortlist(w, r, 4, newcomers, 3)
        for listed, best in ((w.short_all[:4], [j for _, j in everybody]), (w.short_members[:3], members),
                             (w.short_newcomers[:newcomers], new)):  # fmt: skip
            assert [j for j in listed.tolist() if j != NO_ROW] == best[: len(listed)]
        looked += len(members) > 0
    assert looked > 5


def test_outreach_and_clusters_make_more_firms_look(tiny: Tiny) -> None:
    def looks(**levers: float) -> float:
        run = tiny.run(PEOPLE, levers={name.replace("__", "."): value for name, value in levers.items()})
        return float(run.tables.regional.noticed.sum())

    alone = looks(clusters__east=0.0)
    assert looks(clusters__east=0.0, entry__outreach=5000.0) > alone
    assert looks(clusters__east=2.0) > alone


def test_entrants_settle_with_a_cluster_next_door_only(tiny: Tiny) -> None:
    pulled = {**PEOPLE, "clusters.pull": 0.5}
    with_cluster, without = (tiny.run(pulled, levers={"clusters.east": s}) for s in (2.0, 0.0))
    settlers = with_cluster.tables.regional.settlers.sum(axis=0)
    assert settlers[EAST] > 0 and not settlers[LONDON:].any()
    assert not without.tables.regional.settlers.any()


def test_entrants_and_adoptions_of_all_regions_are_those_of_the_country(tiny: Tiny) -> None:
    model = tiny.run(PEOPLE)
    assert np.array_equal(model.tables.regional.entrants.sum(axis=1)[: model.quarters], flow(model, "entrants"))
    result = model.results()
    assert result.curves["adoptions_by_region"].sum() == pytest.approx(result.outcomes["adoptions_per_year"])
    assert result.curves["regional_share"].sum() == pytest.approx(1.0)
