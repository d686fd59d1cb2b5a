"""One export campaign: industry hears of it, weighs it, offers its best product, and wins or loses."""

from __future__ import annotations

import math
import typing

from pullthrough.agents import ExportOffice, Organisation
from pullthrough.processes.shared import suppliers
from pullthrough.world import draws, geometry, ledger
from pullthrough.world.codes import (
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
    NO_ROW,
)

if typing.TYPE_CHECKING:
    from pullthrough.world.state import SegmentRow, State, TechnologyRow


def run_campaign(state: State, segment_row: int, key, scale):
    """One campaign of a segment, from word of it to the order. What the customer wants depends on no policy.

    Args:
        key: identity of the campaign.
        scale: median value of the segment's campaigns, GBP thousand.
    """
    rules = state.rules[0]
    levers = state.levers[state.clock[0].t]
    office = state.export_office[0]
    if not ExportOffice.brings_word(office, draws.uniform(key, DRAW_CAMPAIGN_HEARD, 0, 0), levers, rules):
        return
    office.heard += 1
    luck = rules.exports.value_spread * draws.normal(key, DRAW_CAMPAIGN_VALUE, 0, 0)
    value = max(1, int(min(scale * math.exp(luck), rules.exports.value_cap)))
    requested = draws.uniform(key, DRAW_G2G_ASKED, 0, 0) < rules.exports.g2g_asked
    uniform = draws.uniform(key, DRAW_G2G_AVAILABLE, 0, 0)
    government_signs = requested and ExportOffice.signs_for_industry(office, uniform, levers)
    segment = state.segments[segment_row]
    edge = best_product(state, segment_row, key) - best_rival(state, segment, key)
    refused = requested and not government_signs
    shared = codeveloped_share(segment)
    chance = ExportOffice.chance_of_order(office, edge, segment.references, refused, shared, levers, rules)
    if not enters_campaign(state, segment_row, key, value, chance):
        return
    office.entered += 1
    state.flow[0].campaigns += 1
    if government_signs:
        pay_export_officials(state, int(rules.exports.g2g_officials))
    if draws.uniform(key, DRAW_CAMPAIGN_WON, 0, 0) < chance:
        book_order(state, segment_row, value)
        if government_signs:
            take_risk(state, key, value)


def codeveloped_share(segment: SegmentRow):
    """Share of what suppliers at home delivered lately that was developed with a partner nation."""
    return segment.shared / segment.equipped if segment.equipped > 0.0 else 0.0


def work_at_home(state: State, segment: SegmentRow):
    """Share of an order that is work in the United Kingdom: a partner nation has its share of what was shared."""
    rules = state.rules[0]
    content = ExportOffice.uk_content(state.export_office[0], state.levers[state.clock[0].t], rules)
    return content * (1.0 - rules.routes.partner_share * codeveloped_share(segment))


def best_product(state: State, segment_row: int, key):
    """ln(quality x fit) of the best that the segment can offer: a proven product, or a technology in service."""
    rules = state.rules[0]
    segment = state.segments[segment_row]
    best = rules.tender.legacy_quality + rules.tender.legacy_spread * draws.normal(key, DRAW_CAMPAIGN_PRODUCT, 0, 0)
    for place in range(segment.first_ripe, segment.past_ripe):
        technology = state.technologies[state.ripe[place]]
        if technology.status == IN_SERVICE and technology.ln_quality > best:  # no fit makes up for quality
            gap = distance_abroad(state, segment, technology, key)
            best = max(best, technology.ln_quality + geometry.ln_fit(gap, rules.signal.fit_width))
    return best


def distance_abroad(state: State, segment: SegmentRow, technology: TechnologyRow, key):
    """Distance of a technology from what the customer needs: y ~ N(mu_s, sigma_y^2 I), as at home."""
    spread = state.rules[0].need.spread
    total = 0.0
    for axis in range(len(technology.x)):
        gap = technology.x[axis] - segment.mu[axis] - spread * draws.normal(key, DRAW_CAMPAIGN_NEED, 0, axis)
        total += gap * gap
    return math.sqrt(total)


def best_rival(state: State, segment: SegmentRow, key):
    """ln(quality x fit) of the best rival: the foreign suppliers of tenders at home, and what has leaked to them."""
    luck = draws.normal(key, DRAW_CAMPAIGN_RIVAL, 0, 0)
    return segment.import_quality + segment.leaked + state.rules[0].tender.legacy_spread * luck


def enters_campaign(state: State, segment_row: int, key, value, chance):
    """A supplier of the segment leads the campaign, and pays for it, if the segment's expected margin exceeds its cost."""
    rules = state.rules[0]
    uniform = draws.uniform(key, DRAW_CAMPAIGN_LEAD, 0, 0)
    lead_row = suppliers.draw_by_support_base(state, segment_row, float(value), uniform)
    if lead_row == NO_ROW:
        return False
    organisation = state.organisations[lead_row]
    content = work_at_home(state, state.segments[segment_row])
    cost = Organisation.bid_cost(organisation, float(value), rules.exports.campaign_time, 1.0, rules)
    if not Organisation.bids(organisation, chance * content * value * rules.private_money.margin, float(cost)):
        return False
    if not Organisation.affords(organisation, float(cost), rules):
        return False
    ledger.pay_out(state.accounts, organisation, ledger.INDUSTRY, cost)
    return True


def book_order(state: State, segment_row: int, value):
    """Book an order: the work in the United Kingdom is to be done, and what is handed over makes rivals better."""
    rules = state.rules[0]
    levers = state.levers[state.clock[0].t]
    office = state.export_office[0]
    segment = state.segments[segment_row]
    content = int(value * work_at_home(state, segment))
    segment.export_backlog += content
    segment.leaked += ExportOffice.knowledge_given(office, float(value), segment.export_market, levers, rules)
    office.won += 1
    flow = state.flow[0]
    flow.campaigns_won += 1
    if segment.export_sector == EXPORTS_SECURITY:
        flow.security_orders += value
        return
    flow.export_orders += value
    flow.export_content += content
    if segment.export_sector == EXPORTS_AIR:
        flow.export_orders_air += value


def take_risk(state: State, key, value):
    """The government is party to the contract; with some chance it has to make good part of it to the customer."""
    rules = state.rules[0]
    state.export_office[0].government_contracts += 1
    if draws.uniform(key, DRAW_G2G_LOSS, 0, 0) < rules.exports.g2g_loss_chance:
        loss = int(value * rules.exports.g2g_loss)
        ledger.move(state.accounts, ledger.TREASURY, ledger.CUSTOMERS_ABROAD, loss)
        state.flow[0].export_losses += loss


def pay_export_officials(state: State, cost):
    """Officials and promotion, paid by the public."""
    ledger.move(state.accounts, ledger.TREASURY, ledger.OFFICIALS, cost)
    state.flow[0].export_cost += cost
