"""What membership of a cluster, or its neighbourhood, means to an organisation; read by other processes."""

from __future__ import annotations

from pullthrough.agents import SME, RegionalCluster
from pullthrough.world import draws
from pullthrough.world.kinds import DRAW_SETTLE, NEVER

SITES_FROM, SITES_TO = 5, 7  # shared test sites serve the steps from one TRL to the other


def is_member(w, i):
    """Whether an organisation is a member of a cluster."""
    return w.networks[i].cluster != NEVER


def reach(w, i):
    """Reach of the cluster of which an organisation is a member, 0 if of none: what a cluster can do for it.

    For processes that give members further help; what a cluster does for its region hangs on ``w.clusters[region].reach``.
    """
    cluster = w.networks[i].cluster
    return 0.0 if cluster == NEVER else w.clusters[cluster].reach


def site_factor(w, i, trl):
    """Cost of a step of development relative to that without shared test sites."""
    cluster = w.networks[i].cluster
    if cluster == NEVER or trl < SITES_FROM or trl >= SITES_TO:
        return 1.0
    return RegionalCluster.site_factor(w.clusters[cluster], w.rules[0])


def settle(w, i):
    """A firm that enters may settle with the strongest cluster next door instead of at home."""
    firm = w.organisations[i]
    best = NEVER
    top = w.clusters[firm.region].reach
    for r in range(len(w.clusters)):
        if w.neighbours[firm.region, r] == 1 and w.clusters[r].reach > top:
            top = w.clusters[r].reach
            best = r
    if best == NEVER:
        return
    u = draws.uniform(firm.key, DRAW_SETTLE, 0, 0)
    if SME.settles(firm, u, w.clusters[firm.region].reach, top, w.rules[0]):
        firm.region = best
        w.regional[w.clock[0].t, best].settlers += 1
