"""Foreign investment: offers of capital come for firms with promising technology and little cash, and are screened."""

from __future__ import annotations

from pullthrough.agents import SME, InvestmentScreening, Organisation
from pullthrough.processes import projects, seeing
from pullthrough.world import draws, ledger
from pullthrough.world.kinds import (
    ACTIVE,
    DEVELOPING,
    DRAW_OFFER_MALIGN,
    DRAW_OFFER_SCREENED,
    DRAW_OFFER_WHO,
    DRAW_OFFER_WITHDRAWN,
    DRAW_OFFERS,
    KEY_OFFER,
    MOST_OFFERS,
    NEVER,
    READY_TRL,
)
from pullthrough.world.kinds import SME as SME_KIND


def step(w):
    """The number of offers in a segment is Poisson(lambda_s x openness)."""
    t = w.clock[0].t
    openness = w.levers[t].investment.openness
    for s in range(len(w.segments)):
        segment = w.segments[s]
        for n in range(draws.poisson(segment.key, DRAW_OFFERS, t, segment.capital_offers * openness, MOST_OFFERS)):
            key = draws.child(segment.key, KEY_OFFER, t * MOST_OFFERS + n)
            j = sought(w, segment, key)
            if j != NEVER:
                offer(w, j, key)


def sought(w, segment, key):
    """The project that the investor wants: of those that are worth their cost and whose owner is short of cash, the luckiest.

    One draw for each pair of offer and project, so that whom an offer finds does not depend on rows. NEVER if none.
    """
    best = NEVER
    top = -1.0
    for a in range(segment.first, segment.past):
        j = w.roster[a]
        tech = w.technologies[j]
        luck = draws.uniform(draws.pair(key, tech.key), DRAW_OFFER_WHO, 0, 0)
        if luck > top and open_to_offers(w, tech):  # the draw first, since it is quicker than the look
            top = luck
            best = j
    return best


def open_to_offers(w, tech):
    """Whether a project is unfinished, without foreign money, and owned by an SME that would pay for it but has not the cash."""
    if tech.status > DEVELOPING or tech.trl >= READY_TRL or tech.capital > 0 or projects.orphaned(w, tech):
        return False
    owner = w.organisations[tech.owner]
    if owner.kind != SME_KIND or owner.standing != ACTIVE or owner.foreign_owned:
        return False
    cost = still_to_pay(w, tech)
    if not SME.short_of_cash(owner, cost):
        return False
    return Organisation.coinvests(owner, seeing.hope(w, tech), cost, w.rules[0])


def still_to_pay(w, tech):
    """What it will cost to bring a project to the readiness asked, GBP thousand."""
    return projects.remaining_cost(tech, w.levers[w.clock[0].t].procurement.minimum_trl, w.rules[0])


def offer(w, j, key):
    """One offer: looked at, then blocked, called in, withdrawn or accepted."""
    rules = w.rules[0].foreign_investment
    levers = w.levers[w.clock[0].t]
    office = w.investment_screening[0]
    flow = w.flow[0]
    flow.capital_offers += 1
    office.offers += 1
    pay_officials(w, InvestmentScreening.cost_of_looking(office, levers, w.rules[0]))
    u = draws.uniform(key, DRAW_OFFER_SCREENED, 0, 0)
    if draws.uniform(key, DRAW_OFFER_MALIGN, 0, 0) < rules.malign_share:
        if InvestmentScreening.recognises(office, u, levers):
            call_in(w)
            office.blocked += 1
            flow.offers_blocked += 1
        else:
            lose(w, j)
        return
    delay = 0
    if InvestmentScreening.calls_in(office, u, levers, w.rules[0]):
        call_in(w)
        if draws.uniform(key, DRAW_OFFER_WITHDRAWN, 0, 0) < rules.withdrawn:
            flow.offers_withdrawn += 1
            return
        delay = rules.review_time
    invest(w, j, delay)


def call_in(w):
    """A full review of one offer."""
    w.investment_screening[0].called_in += 1
    pay_officials(w, int(w.rules[0].foreign_investment.review_cost))


def invest(w, j, delay):
    """Growth capital: the investor takes the firm over and promises to pay for the project, as the work is done."""
    rules = w.rules[0].foreign_investment
    tech = w.technologies[j]
    tech.capital = int(min(rules.cover * still_to_pay(w, tech), rules.cap))
    tech.capital_from = w.clock[0].t + delay
    w.organisations[tech.owner].foreign_owned = True
    w.flow[0].foreign_deals += 1


def lose(w, j):
    """A malign deal that nobody recognised: control of the technology leaves, and rivals abroad gain by it."""
    tech = w.technologies[j]
    w.organisations[tech.owner].foreign_owned = True
    projects.abandon(w, j)
    tech.offshore = True
    w.segments[tech.segment].leaked += w.rules[0].foreign_investment.loss_leak
    w.investment_screening[0].missed += 1
    w.flow[0].contested += 1


def pay_officials(w, cost):
    """Officials of the screening office, paid by the public."""
    ledger.move(w.accounts, ledger.TREASURY, ledger.OFFICIALS, cost)
    w.flow[0].screening_cost += cost
