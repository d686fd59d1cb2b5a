"""Clusters: regional networks of organisations recruit members and cost money; what they do for them others read."""

from __future__ import annotations

from pullthrough.agents import Organisation, RegionalCluster
from pullthrough.world import draws, ledger
from pullthrough.world.kinds import ACTIVE, DRAW_JOIN, NEVER
from pullthrough.world.kinds import SME as SME_KIND

YEAR = 4  # quarters


def step(w):
    """Pay for clusters, keep or lose members, recruit, and list who is a member."""
    t = w.clock[0].t
    for r in range(len(w.clusters)):
        run(w, r, w.cluster_strength[t, r])
    for i in range(len(w.organisations)):
        if w.networks[i].cluster != NEVER:
            stay_or_leave(w, i)
    for r in range(len(w.clusters)):
        cluster = w.clusters[r]
        if cluster.strength > 0.0:
            recruit(w, r, True)
            recruit(w, r, False)
        cluster.reach = RegionalCluster.reaches(cluster, cluster.smes + cluster.others, w.rules[0])
    for r in range(len(w.clusters)):
        w.clusters[r].told = told(w, r)
        w.labour[r].extra_places = w.rules[0].clusters.training * w.clusters[r].reach
    list_members(w)


def told(w, region):
    """Chance a quarter that a firm outside hears of defence from clusters: that of its region, else the best next door."""
    rules = w.rules[0]
    best = RegionalCluster.tells(w.clusters[region], rules)
    for r in range(len(w.clusters)):
        if w.neighbours[region, r] == 1:
            best = max(best, rules.clusters.neighbour_weight * RegionalCluster.tells(w.clusters[r], rules))
    return best


def run(w, r, strength):
    """Set the strength that the policy asks for, note the launch, pay the public cost."""
    cluster = w.clusters[r]
    cluster.strength = strength
    cluster.smes = 0
    cluster.others = 0
    if strength <= 0.0:
        cluster.launched = NEVER
        return
    if cluster.launched == NEVER:
        cluster.launched = w.clock[0].t
    cost = RegionalCluster.running_cost(cluster, w.rules[0])
    ledger.move(w.accounts, ledger.TREASURY, ledger.OFFICIALS, cost)
    w.flow[0].cluster_cost += cost


def stay_or_leave(w, i):
    """A member leaves when the cluster ends or it cannot pay the year's fee."""
    own = w.networks[i]
    org = w.organisations[i]
    cluster = w.clusters[own.cluster]
    due = (w.clock[0].t - own.joined) % YEAR == 0
    fee = int(w.rules[0].clusters.fee)
    if cluster.strength <= 0.0 or (due and org.cash < fee):
        own.cluster = NEVER
        return
    if due:
        pay_fee(w, org, fee)
    count(cluster, org)


def pay_fee(w, org, fee):
    """Fee and time of a member for a year."""
    ledger.pay_out(w.accounts, org, ledger.OFFICIALS, fee)
    w.flow[0].cluster_fees += fee


def count(cluster, org):
    """Count a member by its sort."""
    if org.kind == SME_KIND:
        cluster.smes += 1
    else:
        cluster.others += 1


def recruit(w, r, smes):
    """Fill the vacancies for SMEs, or for others, from the region and, less readily, from its neighbours.

    Each candidate joins with chance vacancies / sum of weights x its weight, by a draw of its own.
    """
    rules = w.rules[0]
    cluster = w.clusters[r]
    age = float(w.clock[0].t - cluster.launched)
    if smes:
        vacant = RegionalCluster.places(cluster, rules.clusters.smes, age, rules) - cluster.smes
    else:
        vacant = RegionalCluster.places(cluster, rules.clusters.others, age, rules) - cluster.others
    if vacant < 1.0:
        return
    pool = 0.0
    for home in range(len(w.clusters)):
        weight = region_weight(w, r, home, rules)
        if weight > 0.0:
            for m in range(w.clusters[home].first_local, w.clusters[home].past_local):
                pool += weight * readiness(w, w.locals[m], smes, rules)
    if pool <= 0.0:
        return
    for home in range(len(w.clusters)):
        weight = region_weight(w, r, home, rules)
        if weight > 0.0:
            for m in range(w.clusters[home].first_local, w.clusters[home].past_local):
                chance = vacant / pool * weight * readiness(w, w.locals[m], smes, rules)
                if chance > 0.0:
                    invite(w, r, w.locals[m], chance)


def region_weight(w, r, home, rules):
    """Readiness of organisations of a region to join the cluster of region r: 1 at home, less next door, else 0."""
    if home == r:
        return 1.0
    return rules.clusters.neighbour_weight if w.neighbours[r, home] == 1 else 0.0


def readiness(w, i, smes, rules):
    """Readiness of an organisation to join a cluster: 1 inside defence, less outside; 0 for members and the other sort."""
    org = w.organisations[i]
    if w.networks[i].cluster != NEVER or (org.kind == SME_KIND) != smes:
        return 0.0
    return 1.0 if org.standing == ACTIVE else rules.clusters.outside_weight


def invite(w, r, i, chance):
    """One candidate joins, or not."""
    t = w.clock[0].t
    org = w.organisations[i]
    fee = int(w.rules[0].clusters.fee)
    u = draws.uniform(draws.pair(w.clusters[r].key, org.key), DRAW_JOIN, t, 0)
    if Organisation.joins_cluster(org, u, chance, fee):
        own = w.networks[i]
        own.cluster = r
        own.joined = t
        pay_fee(w, org, fee)
        count(w.clusters[r], org)


def list_members(w):
    """Members by cluster, in the order of slots."""
    for r in range(len(w.clusters)):
        w.clusters[r].past_member = 0
    for i in range(len(w.organisations)):
        if w.networks[i].cluster != NEVER:
            w.clusters[w.networks[i].cluster].past_member += 1
    place = 0
    for r in range(len(w.clusters)):
        cluster = w.clusters[r]
        cluster.first_member = place
        place += cluster.past_member
        cluster.past_member = cluster.first_member
    for i in range(len(w.organisations)):
        if w.networks[i].cluster != NEVER:
            cluster = w.clusters[w.networks[i].cluster]
            w.cluster_members[cluster.past_member] = i
            cluster.past_member += 1
