"""Offers: novel technologies, an incumbent's proven product and foreign suppliers compete for one requirement."""

from __future__ import annotations

import math
import typing

import numpy as np

from pullthrough.agents import Organisation, ProcurementAgency
from pullthrough.processes.shared import (
    beliefs,
    categories,
    coordination,
    firms,
    gatekeeping,
    joint_bids,
    lines,
    planned_ahead,
    progress,
    projects,
    suppliers,
    teaming,
    technology_status,
    treatments,
)
from pullthrough.world import draws, geometry, ledger
from pullthrough.world.codes import (
    ACTIVE,
    ADDITIONAL,
    ANYWAY,
    CODEVELOPMENT,
    DRAW_BID_NOISE,
    DRAW_BID_PRICE,
    DRAW_FOREIGN,
    DRAW_FOREIGN_QUALITY,
    DRAW_LEGACY_WHO,
    DRAW_NOVELTY_EXAMINED,
    DRAW_RELABEL,
    FOREIGN,
    IMPORT,
    IN_SERVICE,
    LEGACY,
    NO_ROW,
    NOT_FENCED,
    NOTHING,
    NOVEL,
    OPEN_COMPETITION,
    RELABELLED,
    SINGLE_SOURCE,
    TREAT_CONTRACT,
    UK_COMPETITION,
)
from pullthrough.world.codes import SME as SME_KIND

if typing.TYPE_CHECKING:
    from pullthrough.world.state import BidRow, OrganisationRow, RequirementRow, State

NOBODY = -2  # no row either, and not NO_ROW
NO_KEY = np.uint64(0)  # of the project behind a proven product


def run_competition(state: State, requirement_row: int, procedure):
    """Collect all offers for a requirement, select the winner and record the award in the requirement.

    Returns NOVEL, LEGACY or FOREIGN, or NOTHING if no offer is acceptable.
    """
    requirement = state.requirements[requirement_row]
    requirement.fence = NOT_FENCED
    incumbent_row = find_incumbent(state, requirement)
    if requirement.ring_fenced and not relabels(state, requirement):
        incumbent_row = NO_ROW
    if requirement.route == SINGLE_SOURCE and incumbent_row == NO_ROW:
        requirement.route = UK_COMPETITION  # nobody to be the one supplier
    only_row = only_supplier(requirement, incumbent_row)
    bid_count = collect_bids(state, requirement_row, procedure, only_row, incumbent_row)
    if leads_a_bid(state, bid_count, incumbent_row):
        incumbent_row = NO_ROW  # one offer a supplier
    foreign = not requirement.ring_fenced and has_foreign_offer(state, requirement)
    requirement.bidders = bid_count + int(incumbent_row != NO_ROW) + int(foreign)
    if requirement.route == SINGLE_SOURCE:
        requirement.bidders = 1  # it may show two products
    select_winner(state, requirement_row, bid_count, incumbent_row, foreign)
    update_usual_rivals(state, requirement, bid_count)
    update_chance(state, requirement, bid_count)
    record_award(state, requirement_row, bid_count)
    return requirement.winner


def select_winner(state: State, requirement_row: int, bid_count, incumbent_row: int, foreign):
    """Score the novel bids, the incumbent's proven product and the foreign one; the best acceptable offer wins."""
    requirement = state.requirements[requirement_row]
    requirement.winner = NOTHING
    requirement.led_jointly = False
    requirement.winner_distance = math.nan
    requirement.loser_distance = math.nan
    top = -math.inf
    lines.of_tender(state, requirement_row)
    if bid_count > 0:
        top = consider_novel(state, requirement_row, bid_count)
    novel_top = top
    if incumbent_row != NO_ROW:
        top = consider_legacy(state, requirement_row, incumbent_row, top)
    if foreign:
        consider_foreign(state, requirement_row, top)
    lines.close_tender(state)
    if requirement.ring_fenced:
        judge_fence(state, requirement, novel_top)


def is_examined(state: State, requirement: RequirementRow):
    """Whether anybody asks, in a tender for ring-fenced money, if what is offered is novel."""
    uniform = draws.uniform(requirement.key, DRAW_NOVELTY_EXAMINED, 0, 0)
    return ProcurementAgency.examines_novelty(state.agency[0], uniform, state.levers[state.clock[0].t])


def relabels(state: State, requirement: RequirementRow):
    """Whether the incumbent calls its proven product novel: it may where nobody examines it."""
    if draws.uniform(requirement.key, DRAW_RELABEL, 0, 0) >= state.rules[0].novelty.relabelling:
        return False
    return not is_examined(state, requirement)


def judge_fence(state: State, requirement: RequirementRow, novel_top):
    """For the observer: what the fence brought. Novel technology that is as ready as others have to be, and would have beaten
    the proven and the foreign product too, would have been bought anyway."""
    if requirement.winner == LEGACY:
        requirement.fence = RELABELLED
    if requirement.winner != NOVEL:
        return
    requirement.fence = ADDITIONAL
    required_trl = ProcurementAgency.required_trl(state.agency[0], False, state.levers[state.clock[0].t])
    if state.technologies[requirement.technology].trl < required_trl:
        return
    incumbent_row = find_incumbent(state, requirement)
    if incumbent_row != NO_ROW:
        incumbent = state.organisations[incumbent_row]
        if score_of_legacy(state, requirement, incumbent, legacy_ln_price(state, requirement, incumbent)) >= novel_top:
            return
    if has_foreign_offer(state, requirement):
        if score_of_foreign(state, requirement, foreign_ln_price(state, requirement)) >= novel_top:
            return
    requirement.fence = ANYWAY


def update_usual_rivals(state: State, requirement: RequirementRow, bid_count):
    """Published experience of the segment: rivals <- rivals + weight (those who bid or would have bid - rivals)."""
    segment = state.segments[requirement.segment]
    interest = bid_count + requirement.refused
    segment.rivals = segment.rivals + state.rules[0].belief.public_weight * (interest - segment.rivals)


def update_chance(state: State, requirement: RequirementRow, bid_count):
    """Published experience of the segment, from all who win: chance <- chance + weight (1 or 0 over novel bids - chance)."""
    if bid_count == 0:
        return
    segment = state.segments[requirement.segment]
    weight = state.rules[0].belief.public_weight
    won = 1.0 if requirement.winner == NOVEL else 0.0
    fit = 0.0
    for bid_row in range(bid_count):
        fit += state.bids[bid_row].fit
    segment.chance += weight * (won / bid_count - segment.chance)
    segment.usual_fit += weight * (fit / bid_count - segment.usual_fit)


def leads_a_bid(state: State, bid_count, organisation_row: int):
    """Whether an organisation leads one of the novel bids, and so offers nothing else where suppliers make one offer."""
    if organisation_row == NO_ROW or state.rules[0].gatekeeping.in_force == 0:
        return False
    offers_something = False
    for bid_row in range(bid_count):
        offers_something = offers_something or state.bids[bid_row].lead == organisation_row
    return offers_something


def only_supplier(requirement: RequirementRow, incumbent_row: int):
    """The one organisation that may offer: NO_ROW if anybody may, NOBODY if none at home may show novel technology."""
    if requirement.route == SINGLE_SOURCE:
        return incumbent_row
    return NOBODY if requirement.route == IMPORT else NO_ROW


def collect_bids(state: State, requirement_row: int, procedure, only_row: int, incumbent_row: int):
    """Write the novel bids into ``state.bids`` and return their number; those who bid pay for it.

    Whoever would bid and is not admitted by the route learns that it did not win.
    """
    rules = state.rules[0]
    levers = state.levers[state.clock[0].t]
    requirement = state.requirements[requirement_row]
    segment = state.segments[requirement.segment]
    required_trl = ProcurementAgency.required_trl(state.agency[0], requirement.ring_fenced, levers)
    new_alone = requirement.ring_fenced and is_examined(state, requirement)
    value = ProcurementAgency.value_at_home(state.agency[0], float(requirement.value), requirement.route, rules)
    requirement.refused = 0
    bid_count = 0
    for place in range(segment.first_ripe, segment.past_ripe):
        technology_row = state.ripe[place]
        technology = state.technologies[technology_row]
        free = projects.is_available(technology) or technology.status == IN_SERVICE
        if not free or technology.tender != NO_ROW or technology.trl < required_trl:
            continue
        if new_alone and technology.status == IN_SERVICE:
            continue
        owner = state.organisations[technology.owner]
        if owner.standing != ACTIVE or projects.orphaned(state, technology):
            continue  # a firm that has left defence offers nothing there
        if not categories.suits(technology.worth, float(requirement.value), rules):
            continue
        engagements = technology.engagements if technology.target == requirement_row else 0
        tau = beliefs.precision(state, technology, requirement, engagements)
        gap = beliefs.believed_distance(state, technology, requirement, tau)
        fit = Organisation.expected_fit(owner, gap, tau, rules)
        trust = rules.private_money.trust  # the tender is there: how plans were kept before no longer matters
        worth = beliefs.prospect_of_sale(state, owner, segment, fit, value, trust)
        cost = Organisation.bid_cost(owner, value, procedure, levers.procurement.bid_cost_factor, rules)
        if not Organisation.bids(owner, worth, float(cost)):
            continue
        believed_merit = math.log(max(fit, 1e-300)) + technology.ln_quality
        lead_row = joint_bids.choose_leader(state, technology, value)
        if lead_row != NO_ROW and lead_row == incumbent_row:
            lead_row = gatekeeping.past_the_gate(state, requirement, technology, lead_row, believed_merit)
        if lead_row == NO_ROW or not teaming.will_bid(state, technology, lead_row, worth, cost):
            continue
        if only_row != NO_ROW and lead_row != only_row:
            requirement.refused += 1
            update_contract_belief(state, owner, False)
        else:
            bid_count = add_bid(state, bid_count, technology_row, lead_row, cost, believed_merit, fit)
    for bid_row in range(bid_count):
        pay_for_bid(state, state.bids[bid_row], rules)
    return bid_count


def add_bid(state: State, bid_count, technology_row: int, lead_row: int, cost, believed_merit, fit):
    """Enter a bid; a leader that bids already keeps the better of the two technologies. Returns the number of bids."""
    for bid_row in range(bid_count):
        bid = state.bids[bid_row]
        if bid.lead == lead_row:
            if believed_merit > bid.believed_merit:
                bid.technology = technology_row
                bid.believed_merit = believed_merit
                bid.fit = fit
            return bid_count
    bid = state.bids[bid_count]
    bid.technology = technology_row
    bid.lead = lead_row
    bid.cost = cost
    bid.believed_merit = believed_merit
    bid.fit = fit
    return bid_count + 1


def pay_for_bid(state: State, bid: BidRow, rules):
    """The leader pays for the bid, and for the search if the technology is a partner's."""
    lead = state.organisations[bid.lead]
    owner = state.organisations[state.technologies[bid.technology].owner]
    search = 0
    if lead.key != owner.key:
        search = int(teaming.search_cost(state, bid.lead, state.technologies[bid.technology].owner))
    ledger.pay_out(state.accounts, lead, ledger.INDUSTRY, min(lead.cash, bid.cost + search))
    lead.attention -= bid.cost
    owner.bids_now += 1
    if owner.kind == SME_KIND:
        state.flow[0].sme_bids += 1


def consider_novel(state: State, requirement_row: int, bid_count):
    """Score the novel bids; write the best acceptable one into the requirement. Returns its score."""
    rules = state.rules[0]
    levers = state.levers[state.clock[0].t]
    requirement = state.requirements[requirement_row]
    ln_quality = ProcurementAgency.ln_quality_on_route(state.agency[0], requirement.route, requirement.together, rules)
    dearer = ProcurementAgency.ln_price_on_route(state.agency[0], requirement.route, rules)
    top = -math.inf
    for bid_row in range(bid_count):
        bid = state.bids[bid_row]
        technology = state.technologies[bid.technology]
        lead = state.organisations[bid.lead]
        gap = geometry.distance(technology.x, requirement.y)
        merit = technology.ln_quality + geometry.ln_fit(gap, rules.signal.fit_width) + ln_quality
        pair = draws.pair(requirement.key, technology.key)
        luck = draws.normal(pair, DRAW_BID_PRICE, 0, 0)
        ln_price = Organisation.ln_price(lead, luck, requirement.bidders, rules)
        ln_price += coordination.ln_premium(state, lead) + joint_bids.ln_premium(state, lead, requirement)
        ln_price += planned_ahead.ln_price(state, lead, requirement)
        ln_price += dearer
        error = draws.normal(pair, DRAW_BID_NOISE, requirement.relaunches, 0)
        bid.distance = gap
        experience = ProcurementAgency.experience_shown(state.agency[0], lead.track_record, technology.passed, rules)
        score = ProcurementAgency.bid_score(state.agency[0], merit, ln_price, experience, error, levers, rules)
        if not ProcurementAgency.accepts(state.agency[0], merit, rules):
            continue
        lines.note_offer(state, lead, technology.key, score)
        score = treatments.lean(state, TREAT_CONTRACT, requirement.key, lead.key, score)
        if score > top:
            top = score
            requirement.winner = NOVEL
            requirement.led_jointly = joint_bids.is_joint(state, lead, requirement)
            requirement.technology = bid.technology
            requirement.contractor = bid.lead
            requirement.price = price(requirement, ln_price)
            requirement.merit = merit
    return top


def legacy_ln_price(state: State, requirement: RequirementRow, incumbent: OrganisationRow):
    """ln price over value of the incumbent's proven product."""
    luck = draws.normal(requirement.key, DRAW_BID_PRICE, 0, 1)
    ln_price = Organisation.ln_price(incumbent, luck, requirement.bidders, state.rules[0])
    ln_price += coordination.ln_premium(state, incumbent) + planned_ahead.ln_price(state, incumbent, requirement)
    return ln_price + ProcurementAgency.ln_price_on_route(state.agency[0], requirement.route, state.rules[0])


def score_of_legacy(state: State, requirement: RequirementRow, incumbent: OrganisationRow, ln_price):
    """Score of the incumbent's proven product; minus infinity if it does not meet the need."""
    rules = state.rules[0]
    levers = state.levers[state.clock[0].t]
    merit = proven_merit(state, requirement)
    if not ProcurementAgency.accepts(state.agency[0], merit, rules):
        return -math.inf
    error = draws.normal(requirement.key, DRAW_BID_NOISE, requirement.relaunches, 1)
    experience = ProcurementAgency.experience_counted(state.agency[0], incumbent.track_record, requirement.route)
    return ProcurementAgency.bid_score(state.agency[0], merit, ln_price, experience, error, levers, rules)


def consider_legacy(state: State, requirement_row: int, incumbent_row: int, top):
    """The incumbent's proven product: scored and priced like the rest, no technology risk. Returns the higher score."""
    requirement = state.requirements[requirement_row]
    organisation = state.organisations[incumbent_row]
    merit = proven_merit(state, requirement)
    ln_price = legacy_ln_price(state, requirement, organisation)
    score = score_of_legacy(state, requirement, organisation, ln_price)
    if not ProcurementAgency.accepts(state.agency[0], merit, state.rules[0]):
        return top
    lines.note_offer(state, organisation, NO_KEY, score)
    score = treatments.lean(state, TREAT_CONTRACT, requirement.key, organisation.key, score)
    if score > top:
        requirement.winner = LEGACY
        requirement.led_jointly = False
        requirement.technology = NO_ROW
        requirement.contractor = incumbent_row
        requirement.price = price(requirement, ln_price)
        requirement.merit = merit
        return score
    return top


def proven_merit(state: State, requirement: RequirementRow):
    """Merit of the incumbent's proven product for a need: normal about its mean, and a partner nation's knowledge.

    It is the same product whether or not anybody may offer it, so that what won can be held against it.
    """
    rules = state.rules[0]
    merit = progress.best_in_service(state, requirement)
    together = requirement.together
    return merit + ProcurementAgency.ln_quality_on_route(state.agency[0], requirement.route, together, rules)


def foreign_merit(state: State, requirement: RequirementRow):
    """Merit of the product that a foreign supplier would offer."""
    segment = state.segments[requirement.segment]
    spread = state.rules[0].tender.legacy_spread
    luck = draws.normal(requirement.key, DRAW_FOREIGN_QUALITY, 0, 0)
    return segment.import_quality + segment.leaked + progress.abroad(state) + spread * luck


def foreign_ln_price(state: State, requirement: RequirementRow):
    """ln price over value of a foreign product."""
    discount = state.rules[0].tender.competition_discount
    return math.log(state.segments[requirement.segment].import_price) - discount * math.log(requirement.bidders)


def score_of_foreign(state: State, requirement: RequirementRow, ln_price):
    """Score of a foreign product, with what foreign suppliers have delivered to the segment; minus infinity if it does not do."""
    rules = state.rules[0]
    levers = state.levers[state.clock[0].t]
    merit = foreign_merit(state, requirement)
    if not ProcurementAgency.accepts(state.agency[0], merit, rules):
        return -math.inf
    error = draws.normal(requirement.key, DRAW_BID_NOISE, requirement.relaunches, 2)
    known = rules.tender.foreign_record * state.segments[requirement.segment].foreign_record
    experience = ProcurementAgency.experience_counted(state.agency[0], known, requirement.route)
    return ProcurementAgency.bid_score(state.agency[0], merit, ln_price, experience, error, levers, rules)


def consider_foreign(state: State, requirement_row: int, top):
    """A foreign supplier's product. Returns the higher score."""
    requirement = state.requirements[requirement_row]
    merit = foreign_merit(state, requirement)
    ln_price = foreign_ln_price(state, requirement)
    score = score_of_foreign(state, requirement, ln_price)
    if not ProcurementAgency.accepts(state.agency[0], merit, state.rules[0]):
        return top
    lines.note_offer_abroad(state, score)
    if score > top:
        requirement.winner = FOREIGN
        requirement.led_jointly = False
        requirement.technology = NO_ROW
        requirement.contractor = NO_ROW
        requirement.price = price(requirement, ln_price)
        requirement.merit = merit
        return score
    return top


def price(requirement: RequirementRow, ln_price):
    """Price in whole GBP thousand, at most the value that the budget holds for the requirement."""
    return max(1, min(requirement.value, int(requirement.value * math.exp(ln_price))))


def find_incumbent(state: State, requirement: RequirementRow):
    """The incumbent: one of the segment's suppliers able to lead, by lot in proportion to support base; else NO_ROW."""
    uniform = draws.uniform(requirement.key, DRAW_LEGACY_WHO, 0, 0)
    return suppliers.draw_by_support_base(state, requirement.segment, float(requirement.value), uniform)


def has_foreign_offer(state: State, requirement: RequirementRow):
    """Whether a foreign supplier offers, where the route admits it."""
    if requirement.route == IMPORT:
        return True
    if requirement.route != OPEN_COMPETITION:
        return False
    if not ProcurementAgency.admits_foreign(state.agency[0], state.segments[requirement.segment].sovereignty):
        return False
    return draws.uniform(requirement.key, DRAW_FOREIGN, 0, 0) < state.rules[0].tender.foreign_offers


def record_award(state: State, requirement_row: int, bid_count):
    """Bind the winner, and record how far winner and best loser were from the need, and what the proven product had been."""
    requirement = state.requirements[requirement_row]
    requirement.proven_merit = proven_merit(state, requirement)
    progress.note(state, requirement)
    if requirement.contractor != NO_ROW and requirement.winner != NOTHING:
        requirement.contractor_key = state.organisations[requirement.contractor].key
    requirement.codeveloped = requirement.route == CODEVELOPMENT and (
        requirement.winner == NOVEL or requirement.winner == LEGACY
    )
    for bid_row in range(bid_count):
        bid = state.bids[bid_row]
        owner = state.organisations[state.technologies[bid.technology].owner]
        won = requirement.winner == NOVEL and bid.technology == requirement.technology
        update_contract_belief(state, owner, won)
        if won:
            requirement.winner_distance = bid.distance
            count_sme_win(state, owner)
        elif math.isnan(requirement.loser_distance) or bid.distance < requirement.loser_distance:
            requirement.loser_distance = bid.distance
    if requirement.winner == NOVEL:
        technology = state.technologies[requirement.technology]
        if technology.target == requirement_row:
            beliefs.record_distance_at_tender(state, technology)
        technology.tender = requirement_row
        if technology.status != IN_SERVICE:
            technology_status.choose(technology)


def update_contract_belief(state: State, owner: OrganisationRow, won):
    """The owner of an offered technology updates its believed chance of winning."""
    weight = state.rules[0].belief.own_weight
    owner.belief_contract = Organisation.learns(owner, owner.belief_contract, 1.0 if won else 0.0, weight)


def count_sme_win(state: State, owner: OrganisationRow):
    """Statistics of bids by SMEs, for the news that potential entrants hear."""
    if owner.kind == SME_KIND:
        state.flow[0].sme_wins += 1
        state.flow[0].sme_wins_recent += firms.entered_lately(state, owner)
