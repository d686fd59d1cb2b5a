"""Clusters: regional networks of organisations recruit members and cost money; what they do for them others read."""

from __future__ import annotations

import typing

from pullthrough.agents import Organisation, RegionalCluster
from pullthrough.world import draws, ledger
from pullthrough.world.codes import ACTIVE, DRAW_JOIN, NEVER, NO_ROW, QUARTERS_PER_YEAR
from pullthrough.world.codes import SME as SME_KIND

if typing.TYPE_CHECKING:
    from pullthrough.world.state import ClusterRow, OrganisationRow, State


def step(state: State):
    """Pay for clusters, keep or lose members, recruit, and list who is a member."""
    quarter = state.clock[0].t
    for region in range(len(state.clusters)):
        run_cluster(state, region, state.cluster_strength[quarter, region])
    for organisation_row in range(len(state.organisations)):
        if state.networks[organisation_row].cluster != NO_ROW:
            stay_or_leave(state, organisation_row)
    for region in range(len(state.clusters)):
        cluster = state.clusters[region]
        if cluster.strength > 0.0:
            recruit(state, region, True)
            recruit(state, region, False)
        cluster.reach = RegionalCluster.reaches(cluster, cluster.smes + cluster.others, state.rules[0])
    for region in range(len(state.clusters)):
        state.clusters[region].told = chance_of_being_told(state, region)
        state.labour[region].extra_places = state.rules[0].clusters.training * state.clusters[region].reach
    list_members(state)


def chance_of_being_told(state: State, region):
    """Chance a quarter that a firm outside hears of defence from clusters: that of its region, else the best next door."""
    rules = state.rules[0]
    best = RegionalCluster.tells(state.clusters[region], rules)
    for neighbour in range(len(state.clusters)):
        if state.neighbours[region, neighbour] == 1:
            best = max(best, rules.clusters.neighbour_weight * RegionalCluster.tells(state.clusters[neighbour], rules))
    return best


def run_cluster(state: State, region, strength):
    """Set the strength that the policy asks for, note the launch, pay the public cost."""
    cluster = state.clusters[region]
    cluster.strength = strength
    cluster.smes = 0
    cluster.others = 0
    if strength <= 0.0:
        cluster.launched = NEVER
        return
    if cluster.launched == NEVER:
        cluster.launched = state.clock[0].t
    cost = RegionalCluster.running_cost(cluster, state.rules[0])
    ledger.move(state.accounts, ledger.TREASURY, ledger.OFFICIALS, cost)
    state.flow[0].cluster_cost += cost


def stay_or_leave(state: State, organisation_row: int):
    """A member leaves when the cluster ends or it cannot pay the year's fee."""
    network = state.networks[organisation_row]
    organisation = state.organisations[organisation_row]
    cluster = state.clusters[network.cluster]
    due = (state.clock[0].t - network.joined) % QUARTERS_PER_YEAR == 0
    fee = int(state.rules[0].clusters.fee)
    if cluster.strength <= 0.0 or (due and organisation.cash < fee):
        network.cluster = NO_ROW
        return
    if due:
        pay_fee(state, organisation, fee)
    count_member(cluster, organisation)


def pay_fee(state: State, organisation: OrganisationRow, fee):
    """Fee and time of a member for a year."""
    ledger.pay_out(state.accounts, organisation, ledger.OFFICIALS, fee)
    state.flow[0].cluster_fees += fee


def count_member(cluster: ClusterRow, organisation: OrganisationRow):
    """Count a member by its sort."""
    if organisation.kind == SME_KIND:
        cluster.smes += 1
    else:
        cluster.others += 1


def recruit(state: State, region, smes):
    """Fill the vacancies for SMEs, or for others, from the region and, less readily, from its neighbours.

    Each candidate joins with chance vacancies / sum of weights x its weight, by a draw of its own.
    """
    rules = state.rules[0]
    cluster = state.clusters[region]
    age = float(state.clock[0].t - cluster.launched)
    if smes:
        vacant = RegionalCluster.places(cluster, rules.clusters.smes, age, rules) - cluster.smes
    else:
        vacant = RegionalCluster.places(cluster, rules.clusters.others, age, rules) - cluster.others
    if vacant < 1.0:
        return
    pool = 0.0
    for home_region in range(len(state.clusters)):
        weight = region_weight(state, region, home_region, rules)
        if weight > 0.0:
            for place in range(state.clusters[home_region].first_local, state.clusters[home_region].past_local):
                pool += weight * readiness(state, state.locals[place], smes, rules)
    if pool <= 0.0:
        return
    for home_region in range(len(state.clusters)):
        weight = region_weight(state, region, home_region, rules)
        if weight > 0.0:
            for place in range(state.clusters[home_region].first_local, state.clusters[home_region].past_local):
                chance = vacant / pool * weight * readiness(state, state.locals[place], smes, rules)
                if chance > 0.0:
                    offer_membership(state, region, state.locals[place], chance)


def region_weight(state: State, region, home_region, rules):
    """Readiness of organisations of a region to join the cluster of another: 1 at home, less next door, else 0."""
    if home_region == region:
        return 1.0
    return rules.clusters.neighbour_weight if state.neighbours[region, home_region] == 1 else 0.0


def readiness(state: State, organisation_row: int, smes, rules):
    """Readiness of an organisation to join a cluster: 1 inside defence, less outside; 0 for members and the other sort."""
    organisation = state.organisations[organisation_row]
    if state.networks[organisation_row].cluster != NO_ROW or (organisation.kind == SME_KIND) != smes:
        return 0.0
    return 1.0 if organisation.standing == ACTIVE else rules.clusters.outside_weight


def offer_membership(state: State, region, organisation_row: int, chance):
    """One candidate joins, or not."""
    quarter = state.clock[0].t
    organisation = state.organisations[organisation_row]
    fee = int(state.rules[0].clusters.fee)
    uniform = draws.uniform(draws.pair(state.clusters[region].key, organisation.key), DRAW_JOIN, quarter, 0)
    if Organisation.joins_cluster(organisation, uniform, chance, fee):
        network = state.networks[organisation_row]
        network.cluster = region
        network.joined = quarter
        pay_fee(state, organisation, fee)
        count_member(state.clusters[region], organisation)


def list_members(state: State):
    """Members by cluster, in the order of slots."""
    for region in range(len(state.clusters)):
        state.clusters[region].past_member = 0
    for organisation_row in range(len(state.organisations)):
        if state.networks[organisation_row].cluster != NO_ROW:
            state.clusters[state.networks[organisation_row].cluster].past_member += 1
    place = 0
    for region in range(len(state.clusters)):
        cluster = state.clusters[region]
        cluster.first_member = place
        place += cluster.past_member
        cluster.past_member = cluster.first_member
    for organisation_row in range(len(state.organisations)):
        if state.networks[organisation_row].cluster != NO_ROW:
            cluster = state.clusters[state.networks[organisation_row].cluster]
            state.cluster_members[cluster.past_member] = organisation_row
            cluster.past_member += 1
