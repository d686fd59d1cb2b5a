"""One export campaign: industry hears of it, weighs it, offers its best product, and wins or loses."""

from __future__ import annotations

import math

from pullthrough.agents import ExportOffice, Organisation
from pullthrough.processes import suppliers
from pullthrough.world import draws, geometry, ledger
from pullthrough.world.kinds import (
    DRAW_CAMPAIGN_HEARD,
    DRAW_CAMPAIGN_LEAD,
    DRAW_CAMPAIGN_NEED,
    DRAW_CAMPAIGN_PRODUCT,
    DRAW_CAMPAIGN_RIVAL,
    DRAW_CAMPAIGN_VALUE,
    DRAW_CAMPAIGN_WON,
    DRAW_G2G_ASKED,
    DRAW_G2G_AVAILABLE,
    DRAW_G2G_LOSS,
    EXPORTS_AIR,
    EXPORTS_SECURITY,
    IN_SERVICE,
    NEVER,
)


def run(w, s, key, scale):
    """One campaign of segment ``s``, from word of it to the order. What the customer wants depends on no policy.

    Args:
        key: identity of the campaign.
        scale: median value of the segment's campaigns, GBP thousand.
    """
    rules = w.rules[0]
    levers = w.levers[w.clock[0].t]
    office = w.export_office[0]
    if not ExportOffice.brings_word(office, draws.uniform(key, DRAW_CAMPAIGN_HEARD, 0, 0), levers, rules):
        return
    office.heard += 1
    luck = rules.exports.value_spread * draws.normal(key, DRAW_CAMPAIGN_VALUE, 0, 0)
    value = max(1, int(min(scale * math.exp(luck), rules.exports.value_cap)))
    asked = draws.uniform(key, DRAW_G2G_ASKED, 0, 0) < rules.exports.g2g_asked
    signs = asked and ExportOffice.signs_for_industry(office, draws.uniform(key, DRAW_G2G_AVAILABLE, 0, 0), levers)
    segment = w.segments[s]
    edge = product(w, s, key) - rival(w, segment, key)
    chance = ExportOffice.chance_of_order(
        office, edge, segment.references, asked and not signs, codeveloped(segment), levers, rules
    )
    if not enters(w, s, key, value, chance):
        return
    office.entered += 1
    w.flow[0].campaigns += 1
    if signs:
        pay_officials(w, int(rules.exports.g2g_officials))
    if draws.uniform(key, DRAW_CAMPAIGN_WON, 0, 0) < chance:
        order(w, s, value)
        if signs:
            take_risk(w, key, value)


def codeveloped(segment):
    """Share of what suppliers at home delivered lately that was developed with a partner nation."""
    return segment.shared / segment.equipped if segment.equipped > 0.0 else 0.0


def work_at_home(w, segment):
    """Share of an order that is work in the United Kingdom: a partner nation has its share of what was shared."""
    rules = w.rules[0]
    content = ExportOffice.uk_content(w.export_office[0], w.levers[w.clock[0].t], rules)
    return content * (1.0 - rules.routes.partner_share * codeveloped(segment))


def product(w, s, key):
    """ln(quality x fit) of the best that the segment can offer: a proven product, or a technology in service."""
    rules = w.rules[0]
    segment = w.segments[s]
    best = rules.tender.legacy_quality + rules.tender.legacy_spread * draws.normal(key, DRAW_CAMPAIGN_PRODUCT, 0, 0)
    for a in range(segment.first_ripe, segment.past_ripe):
        tech = w.technologies[w.ripe[a]]
        if tech.status == IN_SERVICE and tech.ln_quality > best:  # no fit makes up for quality
            gap = distance_abroad(w, segment, tech, key)
            best = max(best, tech.ln_quality + geometry.ln_fit(gap, rules.signal.fit_width))
    return best


def distance_abroad(w, segment, tech, key):
    """Distance of a technology from what the customer needs: y ~ N(mu_s, sigma_y^2 I), as at home."""
    spread = w.rules[0].need.spread
    total = 0.0
    for d in range(len(tech.x)):
        gap = tech.x[d] - segment.mu[d] - spread * draws.normal(key, DRAW_CAMPAIGN_NEED, 0, d)
        total += gap * gap
    return math.sqrt(total)


def rival(w, segment, key):
    """ln(quality x fit) of the best rival: the foreign suppliers of tenders at home, and what has leaked to them."""
    luck = draws.normal(key, DRAW_CAMPAIGN_RIVAL, 0, 0)
    return segment.import_quality + segment.leaked + w.rules[0].tender.legacy_spread * luck


def enters(w, s, key, value, chance):
    """A supplier of the segment leads the campaign, and pays for it, if the segment's expected margin exceeds its cost."""
    rules = w.rules[0]
    lead = suppliers.by_lot(w, s, float(value), draws.uniform(key, DRAW_CAMPAIGN_LEAD, 0, 0))
    if lead == NEVER:
        return False
    org = w.organisations[lead]
    content = work_at_home(w, w.segments[s])
    cost = Organisation.bid_cost(org, float(value), rules.exports.campaign_time, 1.0, rules)
    if not Organisation.bids(org, chance * content * value * rules.private_money.margin, float(cost)):
        return False
    if not Organisation.affords(org, float(cost), rules):
        return False
    ledger.pay_out(w.accounts, org, ledger.INDUSTRY, cost)
    return True


def order(w, s, value):
    """Book an order: the work in the United Kingdom is to be done, and what is handed over makes rivals better."""
    rules = w.rules[0]
    levers = w.levers[w.clock[0].t]
    office = w.export_office[0]
    segment = w.segments[s]
    content = int(value * work_at_home(w, segment))
    segment.export_backlog += content
    segment.leaked += ExportOffice.knowledge_given(office, float(value), segment.export_market, levers, rules)
    office.won += 1
    flow = w.flow[0]
    flow.campaigns_won += 1
    if segment.export_sector == EXPORTS_SECURITY:
        flow.security_orders += value
        return
    flow.export_orders += value
    flow.export_content += content
    if segment.export_sector == EXPORTS_AIR:
        flow.export_orders_air += value


def take_risk(w, key, value):
    """The government is party to the contract; with some chance it has to make good part of it to the customer."""
    rules = w.rules[0]
    w.export_office[0].government_contracts += 1
    if draws.uniform(key, DRAW_G2G_LOSS, 0, 0) < rules.exports.g2g_loss_chance:
        loss = int(value * rules.exports.g2g_loss)
        ledger.move(w.accounts, ledger.TREASURY, ledger.CUSTOMERS_ABROAD, loss)
        w.flow[0].export_losses += loss


def pay_officials(w, cost):
    """Officials and promotion, paid by the public."""
    ledger.move(w.accounts, ledger.TREASURY, ledger.OFFICIALS, cost)
    w.flow[0].export_cost += cost
