"""Offers: novel technologies, an incumbent's proven product and foreign suppliers compete for one requirement."""

from __future__ import annotations

import math

from pullthrough.agents import Organisation, ProcurementAgency
from pullthrough.processes import projects, seeing, suppliers, supply_chain, teaming
from pullthrough.world import draws, geometry, ledger
from pullthrough.world.kinds import (
    BIDDING,
    CODEVELOPMENT,
    DRAW_BID_NOISE,
    DRAW_BID_PRICE,
    DRAW_FOREIGN,
    DRAW_FOREIGN_QUALITY,
    DRAW_LEGACY,
    DRAW_LEGACY_WHO,
    FOREIGN,
    IMPORT,
    IN_SERVICE,
    LEGACY,
    NEVER,
    NOTHING,
    NOVEL,
    OPEN_COMPETITION,
    SINGLE_SOURCE,
    UK_COMPETITION,
)
from pullthrough.world.kinds import SME as SME_KIND

NOBODY = -2  # no row either, and not NEVER


def gather(w, r, procedure):
    """Gather all offers for requirement ``r``, choose the winner, and write it into the requirement.

    Returns NOVEL, LEGACY or FOREIGN, or NOTHING if no offer is acceptable.
    """
    need = w.requirements[r]
    incumbent = NEVER if need.ring_fenced else who_supplies(w, need)
    if need.route == SINGLE_SOURCE and incumbent == NEVER:
        need.route = UK_COMPETITION  # nobody to be the one supplier
    n = novel_offers(w, r, procedure, only_supplier(need, incumbent))
    foreign = not need.ring_fenced and foreign_offer(w, need)
    need.bidders = n + int(incumbent != NEVER) + int(foreign)
    if need.route == SINGLE_SOURCE:
        need.bidders = 1  # it may show two products
    need.winner = NOTHING
    need.winner_distance = math.nan
    need.loser_distance = math.nan
    top = -math.inf
    if n > 0:
        top = choose_novel(w, r, n)
    if incumbent != NEVER:
        top = consider_legacy(w, r, incumbent, top)
    if foreign:
        top = consider_foreign(w, r, top)
    segment = w.segments[need.segment]
    interest = n + need.refused
    segment.rivals = segment.rivals + w.rules[0].belief.public_weight * (interest - segment.rivals)
    settle(w, r, n)
    return need.winner


def only_supplier(need, incumbent):
    """The one organisation that may offer: NEVER if anybody may, NOBODY if none at home may show novel technology."""
    if need.route == SINGLE_SOURCE:
        return incumbent
    return NOBODY if need.route == IMPORT else NEVER


def novel_offers(w, r, procedure, only):
    """Write the novel bids into ``w.bids`` and return their number; those who bid pay for it.

    Whoever would bid and is not admitted by the route learns that it did not win.
    """
    rules = w.rules[0]
    levers = w.levers[w.clock[0].t]
    need = w.requirements[r]
    segment = w.segments[need.segment]
    asked = ProcurementAgency.readiness_asked(w.agency[0], need.ring_fenced, levers)
    value = ProcurementAgency.value_at_home(w.agency[0], float(need.value), need.route, rules)
    need.refused = 0
    n = 0
    for a in range(segment.first_ripe, segment.past_ripe):
        j = w.ripe[a]
        tech = w.technologies[j]
        free = projects.at_liberty(tech) or tech.status == IN_SERVICE
        if not free or tech.tender != NEVER or tech.trl < asked:
            continue
        engagements = tech.engagements if tech.target == r else 0
        tau = seeing.precision(w, tech, need, engagements)
        gap = seeing.believed_distance(w, tech, need, tau)
        owner = w.organisations[tech.owner]
        fit = Organisation.expected_fit(owner, gap, tau, rules)
        trust = rules.private_money.trust  # the tender is there: how plans were kept before no longer matters
        worth = Organisation.prospect(owner, fit, value, segment.rivals, trust, rules)
        cost = Organisation.bid_cost(owner, value, procedure, levers.procurement.bid_cost_factor, rules)
        if not Organisation.bids(owner, worth, float(cost)):
            continue
        lead = teaming.leader(w, tech, value)
        if lead == NEVER or not teaming.will_bid(w, tech, lead, worth, cost):
            continue
        if only != NEVER and lead != only:
            need.refused += 1
            learn(w, owner, False)
        else:
            n = add_bid(w, n, j, lead, cost, math.log(max(fit, 1e-300)) + tech.ln_quality)
    for b in range(n):
        pay_for_bid(w, w.bids[b], rules)
    return n


def add_bid(w, n, j, lead, cost, believed_merit):
    """Enter a bid; a leader that bids already keeps the better of the two technologies. Returns the number of bids."""
    for b in range(n):
        bid = w.bids[b]
        if bid.lead == lead:
            if believed_merit > bid.believed_merit:
                bid.technology = j
                bid.believed_merit = believed_merit
            return n
    bid = w.bids[n]
    bid.technology = j
    bid.lead = lead
    bid.cost = cost
    bid.believed_merit = believed_merit
    return n + 1


def pay_for_bid(w, bid, rules):
    """The leader pays for the bid, and for the search if the technology is a partner's."""
    lead = w.organisations[bid.lead]
    owner = w.organisations[w.technologies[bid.technology].owner]
    search = 0
    if lead.key != owner.key:
        search = int(teaming.search_cost(w, bid.lead, w.technologies[bid.technology].owner))
    ledger.pay_out(w.accounts, lead, ledger.INDUSTRY, min(lead.cash, bid.cost + search))
    if owner.kind == SME_KIND:
        w.flow[0].sme_bids += 1


def choose_novel(w, r, n):
    """Score the novel bids; write the best acceptable one into the requirement. Returns its score."""
    rules = w.rules[0]
    levers = w.levers[w.clock[0].t]
    need = w.requirements[r]
    ln_quality = ProcurementAgency.ln_quality_on_route(w.agency[0], need.route, rules)
    dearer = ProcurementAgency.ln_price_on_route(w.agency[0], need.route, rules)
    top = -math.inf
    for b in range(n):
        bid = w.bids[b]
        tech = w.technologies[bid.technology]
        lead = w.organisations[bid.lead]
        gap = geometry.distance(tech.x, need.y)
        merit = tech.ln_quality + geometry.ln_fit(gap, rules.signal.fit_width) + ln_quality
        pair = draws.pair(need.key, tech.key)
        ln_price = Organisation.ln_price(lead, draws.normal(pair, DRAW_BID_PRICE, 0, 0), need.bidders, rules)
        ln_price += supply_chain.ln_premium(w, lead)
        ln_price += dearer
        error = draws.normal(pair, DRAW_BID_NOISE, need.relaunches, 0)
        bid.distance = gap
        score = ProcurementAgency.bid_score(w.agency[0], merit, ln_price, lead.delivered, error, levers, rules)
        if score > top and ProcurementAgency.accepts(w.agency[0], merit, rules):
            top = score
            need.winner = NOVEL
            need.technology = bid.technology
            need.contractor = bid.lead
            need.price = price(need, ln_price)
            need.merit = merit
    return top


def consider_legacy(w, r, incumbent, top):
    """The incumbent's proven product: scored and priced like the rest, no technology risk. Returns the higher score."""
    rules = w.rules[0]
    levers = w.levers[w.clock[0].t]
    need = w.requirements[r]
    org = w.organisations[incumbent]
    merit = proven_merit(w, need)
    ln_price = Organisation.ln_price(org, draws.normal(need.key, DRAW_BID_PRICE, 0, 1), need.bidders, rules)
    ln_price += supply_chain.ln_premium(w, org)
    ln_price += ProcurementAgency.ln_price_on_route(w.agency[0], need.route, rules)
    error = draws.normal(need.key, DRAW_BID_NOISE, need.relaunches, 1)
    experience = ProcurementAgency.experience_counted(w.agency[0], org.delivered, need.route)
    score = ProcurementAgency.bid_score(w.agency[0], merit, ln_price, experience, error, levers, rules)
    if score > top and ProcurementAgency.accepts(w.agency[0], merit, rules):
        need.winner = LEGACY
        need.technology = NEVER
        need.contractor = incumbent
        need.price = price(need, ln_price)
        need.merit = merit
        return score
    return top


def proven_merit(w, need):
    """Merit of the incumbent's proven product for a need: normal about its mean, and a partner nation's knowledge.

    It is the same product whether or not anybody may offer it, so that what won can be held against it.
    """
    rules = w.rules[0]
    merit = rules.tender.legacy_quality + rules.tender.legacy_spread * draws.normal(need.key, DRAW_LEGACY, 0, 0)
    return merit + ProcurementAgency.ln_quality_on_route(w.agency[0], need.route, rules)


def consider_foreign(w, r, top):
    """A foreign supplier's product, without the experience of delivering to this customer. Returns the higher score."""
    rules = w.rules[0]
    levers = w.levers[w.clock[0].t]
    need = w.requirements[r]
    segment = w.segments[need.segment]
    merit = (
        segment.import_quality
        + segment.leaked
        + rules.tender.legacy_spread * draws.normal(need.key, DRAW_FOREIGN_QUALITY, 0, 0)
    )
    ln_price = math.log(segment.import_price) - rules.tender.competition_discount * math.log(need.bidders)
    error = draws.normal(need.key, DRAW_BID_NOISE, need.relaunches, 2)
    score = ProcurementAgency.bid_score(w.agency[0], merit, ln_price, 0, error, levers, rules)
    if score > top and ProcurementAgency.accepts(w.agency[0], merit, rules):
        need.winner = FOREIGN
        need.technology = NEVER
        need.contractor = NEVER
        need.price = price(need, ln_price)
        need.merit = merit
        return score
    return top


def price(need, ln_price):
    """Price in whole GBP thousand, at most the value that the budget holds for the requirement."""
    return max(1, min(need.value, int(need.value * math.exp(ln_price))))


def who_supplies(w, need):
    """The incumbent: one of the segment's suppliers able to lead, by lot in proportion to support base; else NEVER."""
    u = draws.uniform(need.key, DRAW_LEGACY_WHO, 0, 0)
    return suppliers.by_lot(w, need.segment, float(need.value), u)


def foreign_offer(w, need):
    """Whether a foreign supplier offers, where the route admits it."""
    if need.route == IMPORT:
        return True
    if need.route != OPEN_COMPETITION:
        return False
    if not ProcurementAgency.admits_foreign(w.agency[0], w.segments[need.segment].sovereignty):
        return False
    return draws.uniform(need.key, DRAW_FOREIGN, 0, 0) < w.rules[0].tender.foreign_offers


def settle(w, r, n):
    """Bind the winner, and record how far winner and best loser were from the need, and what the proven product had been."""
    need = w.requirements[r]
    need.proven_merit = proven_merit(w, need)
    if need.contractor != NEVER and need.winner != NOTHING:
        need.contractor_key = w.organisations[need.contractor].key
    need.codeveloped = need.route == CODEVELOPMENT and (need.winner == NOVEL or need.winner == LEGACY)
    for b in range(n):
        bid = w.bids[b]
        owner = w.organisations[w.technologies[bid.technology].owner]
        won = need.winner == NOVEL and bid.technology == need.technology
        learn(w, owner, won)
        if won:
            need.winner_distance = bid.distance
            count_sme_win(w, owner)
        elif math.isnan(need.loser_distance) or bid.distance < need.loser_distance:
            need.loser_distance = bid.distance
    if need.winner == NOVEL:
        tech = w.technologies[need.technology]
        if tech.target == r:
            seeing.look_back(w, tech)
        tech.tender = r
        if tech.status != IN_SERVICE:
            tech.status = BIDDING


def learn(w, owner, won):
    """The owner of an offered technology updates its believed chance of winning."""
    weight = w.rules[0].belief.own_weight
    owner.belief_contract = Organisation.learns(owner, owner.belief_contract, 1.0 if won else 0.0, weight)


def count_sme_win(w, owner):
    """Statistics of bids by SMEs, for the news that potential entrants hear."""
    if owner.kind == SME_KIND:
        w.flow[0].sme_wins += 1
        if owner.delivered == 0:
            w.flow[0].sme_wins_new += 1
