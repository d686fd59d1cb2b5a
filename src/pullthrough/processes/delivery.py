"""Delivery and adoption: contracts are paid and delivered; integrated novel technology enters service, or fails."""

from __future__ import annotations

from pullthrough.agents import ProcurementAgency
from pullthrough.processes import contracts, payments, projects
from pullthrough.world import draws, ledger
from pullthrough.world.kinds import (
    CONTRACTED,
    DRAW_INTEGRATION,
    FOREIGN,
    IN_DELIVERY,
    IN_SERVICE,
    MET,
    NEVER,
    NOVEL,
    TOP_TRL,
)
from pullthrough.world.kinds import SME as SME_KIND


def step(w):
    """Pay each contract's instalment; at its end accept it, or find that integration failed."""
    t = w.clock[0].t
    for n in range(w.clock[0].open):
        r = w.open[n]
        need = w.requirements[r]
        if need.status != IN_DELIVERY:
            continue
        if contractor_gone(w, need):
            break_off(w, r)
            continue
        instalment(w, need)
        if t >= need.delivery_due:
            finish(w, r)


def contractor_gone(w, need):
    """Whether the contractor failed during delivery."""
    return need.contractor != NEVER and w.organisations[need.contractor].key != need.contractor_key


def instalment(w, need):
    """Pay evenly over the delivery time, but hold back the share that is due only on acceptance."""
    rules = w.rules[0]
    before_acceptance = int(need.price * rules.delivery.failure_loss)
    quarters = need.delivery_due - need.let
    done = w.clock[0].t - need.let + 1
    due = before_acceptance * min(done, quarters) // quarters
    pay(w, need, max(0, due - need.paid))


def pay(w, need, amount):
    """Pay the contractor, who pays for production and hands a partner its share; a foreign supplier is paid abroad."""
    rules = w.rules[0]
    need.paid += amount
    w.flow[0].spend += amount
    if need.winner == FOREIGN:
        ledger.move(w.accounts, ledger.ESCROW, ledger.ABROAD, amount)
        return
    lead = w.organisations[need.contractor]
    lead.paid_this_year += amount
    lead.revenue_this_year += amount
    if lead.kind == SME_KIND:
        w.flow[0].spend_sme += amount
    competed = need.bidders > 1
    margin = rules.private_money.margin if competed else rules.tender.regulated_profit
    share = 0
    if need.winner == NOVEL:
        tech = w.technologies[need.technology]
        if tech.owner != need.contractor and not projects.orphaned(w, tech):
            share = int(amount * rules.teaming.subcontract_share)
            w.organisations[tech.owner].revenue_this_year += share
            w.dealings[tech.owner].as_partner += share
            payments.pay(w, tech.owner, ledger.ESCROW, share, int(share * (1.0 - margin)))
    rest = amount - share
    payments.pay(w, need.contractor, ledger.ESCROW, rest, int(rest * (1.0 - margin)))


def finish(w, r):
    """Acceptance. Novel technology is integrated with a chance of failure; a proven product simply arrives."""
    need = w.requirements[r]
    if need.winner == NOVEL:
        w.flow[0].integrations += 1
        rules = w.rules[0]
        chance = ProcurementAgency.failure_chance(w.agency[0], need.trl_gap, need.assurance, rules)
        if draws.uniform(draws.pair(need.key, w.technologies[need.technology].key), DRAW_INTEGRATION, 0, 0) < chance:
            fail(w, r)
            return
        pay_overrun(w, need)
    pay(w, need, need.price - need.paid)
    need.status = MET
    need.delivered = w.clock[0].t
    reward(w, need)
    if need.winner == NOVEL:
        adopt(w, need)


def pay_overrun(w, need):
    """Cost growth of immature technology is paid by the customer, as far as the segment has money."""
    segment = w.segments[need.segment]
    amount = min(ProcurementAgency.overrun(w.agency[0], need.price, need.trl_gap, w.rules[0]), max(0, segment.account))
    segment.account -= amount
    ledger.move(w.accounts, ledger.SEGMENTS, ledger.INDUSTRY, amount)
    w.flow[0].overruns += amount


def reward(w, need):
    """A delivered contract brings the supplier experience and support work."""
    if need.contractor == NEVER:
        return
    lead = w.organisations[need.contractor]
    lead.support_base += int(need.price * w.rules[0].tender.support_share)
    lead.delivered += 1
    w.segments[need.segment].equipped += 1.0
    w.segments[need.segment].shared += need.codeveloped


def adopt(w, need):
    """The technology is in service: the first time is adoption, later orders are diffusion."""
    t = w.clock[0].t
    tech = w.technologies[need.technology]
    if tech.owner != need.contractor and not projects.orphaned(w, tech):
        w.organisations[tech.owner].delivered += 1
    if tech.adopted == NEVER:
        tech.adopted = t
        w.flow[0].adoptions += 1
        w.segments[need.segment].references += 1.0
        if not projects.orphaned(w, tech):
            w.organisations[tech.owner].projects -= 1
    else:
        w.flow[0].diffusions += 1
    for k in range(tech.trl + 1, TOP_TRL + 1):
        tech.reached[k] = t
    tech.trl = TOP_TRL
    projects.return_grant(w, tech)
    tech.status = IN_SERVICE
    tech.orders += 1
    tech.tender = NEVER
    projects.release(tech)


def fail(w, r):
    """Integration failed: what was paid is lost, the rest returns, the technology falls back, the need is tendered anew."""
    need = w.requirements[r]
    w.flow[0].integration_failures += 1
    tech = w.technologies[need.technology]
    if tech.status == CONTRACTED:
        tech.trl = max(1, tech.trl - 1)
        tech.step_cost = projects.cost_of_step(w, tech)
        tech.step_spent = 0
    need.failures += 1
    break_off(w, r)


def break_off(w, r):
    """End a contract without acceptance: the money not yet paid returns and the need is tendered anew."""
    need = w.requirements[r]
    w.flow[0].failure_losses += need.paid
    contracts.return_money(w, need)
    contracts.start_again(w, need)
