"""What membership of a cluster, or its neighbourhood, means to an organisation; read by other processes."""

from __future__ import annotations

import typing

from pullthrough.agents import SME, RegionalCluster
from pullthrough.world import draws
from pullthrough.world.codes import DRAW_SETTLE, NO_ROW

if typing.TYPE_CHECKING:
    from pullthrough.world.state import State

SITES_FROM, SITES_TO = 5, 7  # shared test sites serve the steps from one TRL to the other


def is_member(state: State, organisation_row: int):
    """Whether an organisation is a member of a cluster."""
    return state.networks[organisation_row].cluster != NO_ROW


def reach(state: State, organisation_row: int):
    """Reach of the cluster of which an organisation is a member, 0 if of none: what a cluster can do for it.

    For processes that give members further help; what a cluster does for its region hangs on ``state.clusters[region].reach``.
    """
    cluster_region = state.networks[organisation_row].cluster
    return 0.0 if cluster_region == NO_ROW else state.clusters[cluster_region].reach


def site_factor(state: State, organisation_row: int, trl):
    """Cost of a step of development relative to that without shared test sites."""
    cluster_region = state.networks[organisation_row].cluster
    if cluster_region == NO_ROW or trl < SITES_FROM or trl >= SITES_TO:
        return 1.0
    return RegionalCluster.site_factor(state.clusters[cluster_region], state.rules[0])


def fellow(state: State, organisation_row: int, uniform, somebody: int):
    """A fellow member of an organisation's cluster, drawn evenly; ``somebody`` if it is a member of none."""
    cluster_region = state.networks[organisation_row].cluster
    if cluster_region == NO_ROW:
        return somebody
    cluster = state.clusters[cluster_region]
    count = cluster.past_member - cluster.first_member
    return state.cluster_members[cluster.first_member + min(int(uniform * count), count - 1)] if count > 0 else somebody


def choose_region(state: State, organisation_row: int):
    """A firm that enters may settle with the strongest cluster next door instead of at home."""
    firm = state.organisations[organisation_row]
    best = NO_ROW
    top = state.clusters[firm.region].reach
    for region in range(len(state.clusters)):
        if state.neighbours[firm.region, region] == 1 and state.clusters[region].reach > top:
            top = state.clusters[region].reach
            best = region
    if best == NO_ROW:
        return
    uniform = draws.uniform(firm.key, DRAW_SETTLE, 0, 0)
    if SME.relocates(firm, uniform, state.clusters[firm.region].reach, top, state.rules[0]):
        firm.region = best
        state.regional[state.clock[0].t, best].settlers += 1
