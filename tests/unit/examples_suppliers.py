"""Worked examples of the decisions of primes, SMEs and academic groups. Money in GBP thousand."""

from __future__ import annotations

from math import e, exp, log, sqrt

from worked_example import Example

from pullthrough.world.codes import ACTIVE, OUTSIDE

IDEAS = {
    "ideas.rate_reference": 0.02,
    "ideas.size_elasticity": 0.5,
    "ideas.rate_prime": 0.7,
    "ideas.rate_academic": 0.4,
    "ideas.money_elasticity": 0.5,
    "ideas.sme_money_elasticity": 1.0,
}
FIT = {"signal.fit_width": 1.0, "need.spread": 1.0, "dimensions": 2}
HEARD = {"signal.precision_segment": 0.25, "signal.precision_published": 1.0, "signal.precision_engaged": 2.0}
FREEZE = {"steering.rate": 0.4, "steering.freeze": log(2), "development.quickest_step": 3}
MONEY = {"private_money.trust": 0.5, "private_money.margin": 0.1, "private_money.follow_on": 2.0,
         "private_money.tries": 4.0, "private_money.hurdle": 2.0,
         "private_money.defence_rd_share": 0.25}  # fmt: skip
TEAM = {"teaming.capacity": 0.5, "teaming.search_cost": 20.0, "teaming.subcontract_share": 0.4}
CHAIN = {"supply_chain.sme_share": 0.15, "supply_chain.adjustment": 0.1}
BOTH = {"bid_cost": 100.0, "search_cost": 20.0}
BID = {"tender.bid_cost": 30.0, "tender.bid_cost_elasticity": 0.5, "tender.bid_cost_per_quarter": 0.25}
PRICE = {"tender.price_spread": 0.1, "tender.competition_discount": 0.05}
STAY = {"exit.upkeep": 8.0, "exit.upkeep_size_elasticity": 0.5, "exit.reserve": 4,
        "exit.death_hazard": 0.02, "exit.death_size_elasticity": 0.5}  # fmt: skip
ENTRY = {"entry.notice_base": 0.1, "entry.cost": 25.0}
GAP = 3 * 0.4 * (1 / 4 + 1 / 8)  # three quarters of work at TRL 3 (rate 0.4 / 4) and at TRL 4 (0.4 / 8)

SUPPLIERS = (
    # r_0 (employees / 50)^b: 200 employees are four times the reference, their square root twice
    Example("Organisation.idea_rate", {"ln_money": 0.0}, 0.04, {"ln_employees": log(200.0)}, IDEAS),
    Example("Organisation.idea_rate", {"ln_money": log(4.0)}, 0.16, {"ln_employees": log(200.0)}, IDEAS),
    # public money four times that at the start: twice as many; a quarter of it: half as many
    Example("Prime.idea_rate", {"ln_money": 0.0}, 0.7, {"ln_employees": log(1000.0)}, IDEAS),
    Example("Prime.idea_rate", {"ln_money": log(4.0)}, 1.4, {"ln_employees": log(1000.0)}, IDEAS),
    Example("AcademicGroup.idea_rate", {"ln_money": log(0.25)}, 0.2, {"ln_employees": log(10.0)}, IDEAS),
    Example("Organisation.first_trl", {"u": 0.01}, 3, {}, {"ideas.first_trl": 3}),
    Example("AcademicGroup.first_trl", {"u": 0.29}, 1, {}, {"ideas.academic_lowest": 0.3}),
    Example("AcademicGroup.first_trl", {"u": 0.3}, 2, {}, {"ideas.academic_lowest": 0.3}),
    # h = 1, s^2 = 1 / (0 + 1) = 1, D = 2: (1 / 2)^(2 / 2) exp(-gap^2 / 4)
    Example("Organisation.expected_fit", {"gap": 0.0, "tau": 0.0}, 0.5, {}, FIT),
    Example("Organisation.expected_fit", {"gap": 2.0, "tau": 0.0}, 0.5 / e, {}, FIT),
    # s^2 = 1 / (3 + 1): 1 / (1 + 1/4) = 0.8
    Example("Organisation.expected_fit", {"gap": sqrt(2.5), "tau": 3.0}, 0.8 / e, {}, FIT),
    Example("Organisation.precision", {"published": False, "engagements": 0}, 0.25, {}, HEARD),
    Example("Organisation.precision", {"published": True, "engagements": 0}, 1.25, {}, HEARD),
    Example("Organisation.precision", {"published": True, "engagements": 3}, 7.25, {}, HEARD),
    # halves with each TRL when the freeze is ln 2
    Example("Organisation.steering_rate", {"trl": 1}, 0.4, {}, FREEZE),
    Example("Organisation.steering_rate", {"trl": 4}, 0.05, {}, FREEZE),
    Example("Organisation.gap_left", {"trl": 3, "required_trl": 5}, exp(-GAP), {}, FREEZE),
    Example("Organisation.gap_left", {"trl": 7, "required_trl": 7}, 1.0, {}, FREEZE),
    # four steps of three quarters need twelve
    Example("Organisation.can_be_ready", {"trl": 3, "required_trl": 7, "quarters_left": 12}, True, {}, FREEZE),
    Example("Organisation.can_be_ready", {"trl": 3, "required_trl": 7, "quarters_left": 11}, False, {}, FREEZE),
    # 0.5 trust x 0.4 fit x (10,000 x 0.1 x 2) / (1 + 3 rivals)
    Example("Organisation.prospect", {"fit": 0.4, "value": 10000.0, "rivals": 3.0, "trust": 0.5}, 100.0, {}, MONEY),
    # 4 tries at 10 % each, 1,000 x 0.1 x 2 if won; at 50 % a success is certain, not twice certain
    Example("Organisation.speculative_prospect", {"value": 1000.0}, 80.0, {"belief_contract": 0.1}, MONEY),
    Example("Organisation.speculative_prospect", {"value": 1000.0}, 200.0, {"belief_contract": 0.5}, MONEY),
    # 8 % of 2,000 a year, a quarter of it for defence, a quarter of a year
    Example("Organisation.own_rd", {}, 10, {"rd_intensity": 0.08, "turnover": 2000}, MONEY),
    Example("AcademicGroup.own_rd", {}, 0, {"rd_intensity": 0.08, "turnover": 2000}, MONEY),
    Example("Organisation.coinvests", {"prospect": 201.0, "remaining_cost": 100.0}, True, {}, MONEY),
    Example("Organisation.coinvests", {"prospect": 200.0, "remaining_cost": 100.0}, False, {}, MONEY),
    Example("Organisation.affords", {"cost": 50.0}, True, {"cash": 50}, STAY),
    Example("Organisation.affords", {"cost": 50.5}, False, {"cash": 50}, STAY),
    Example("Organisation.learns", {"belief": 0.2, "result": 1.0, "weight": 0.25}, 0.4),
    Example("Organisation.learns", {"belief": 0.2, "result": 0.0, "weight": 0.25}, 0.15),
    Example("Organisation.can_lead", {"value": 1000.0}, True, {"turnover": 2000}, TEAM),
    Example("Organisation.can_lead", {"value": 1001.0}, False, {"turnover": 2000}, TEAM),
    Example("Prime.can_lead", {"value": 1e9}, True, {"turnover": 2000}, TEAM),
    Example("AcademicGroup.can_lead", {"value": 1.0}, False, {"turnover": 2000}, TEAM),
    # GBP 4m: twice the cost of GBP 1m; four quarters of procedure double it again; rules half as heavy
    Example("Organisation.bid_cost", {"value": 4001.0, "procedure": 4, "factor": 0.5}, 60, {}, BID),
    Example("Organisation.bids", {"prospect": 61.0, "cost": 60.0}, True),
    Example("Organisation.bids", {"prospect": 60.0, "cost": 60.0}, False),
    # luck of one spread dearer, less 5 % for each factor e in offers
    Example("Organisation.ln_price", {"shock": 1.0, "bidders": 1}, 0.1, {}, PRICE),
    Example("Organisation.ln_price", {"shock": -2.0, "bidders": 4}, -0.2 - 0.1 * log(2), {}, PRICE),
    Example("Organisation.takes_over_support", {}, False, {"standing": ACTIVE}),
    Example("SME.takes_over_support", {}, True, {"standing": ACTIVE}),
    Example("SME.takes_over_support", {}, False, {"standing": OUTSIDE}),
    # the prime keeps 60 % of the margin; the search costs 20
    Example("Prime.backs", {"prospect": 34.0, "search_cost": 20.0}, True, {}, TEAM),
    Example("Prime.backs", {"prospect": 33.0, "search_cost": 20.0}, False, {}, TEAM),
    # a tenth of the way from 20 % to the target of 30 %; a target below the usual 15 % leads back to it
    Example("Prime.passes_to_smes", {"share": 0.2, "target": 0.3}, 0.21, {}, CHAIN),
    Example("Prime.passes_to_smes", {"share": 0.25, "target": 0.0}, 0.24, {}, CHAIN),
    Example("Prime.fields_partner", {"prospect": 201.0, **BOTH}, True, {"cash": 120}, TEAM),
    Example("Prime.fields_partner", {"prospect": 201.0, **BOTH}, False, {"cash": 119}, TEAM),
    Example("Prime.fields_partner", {"prospect": 200.0, **BOTH}, False, {"cash": 120}, TEAM),
    # a tenth by itself; of the others a tenth is told
    Example("SME.notices_defence", {"u": 0.09, "told": 0.0}, True, {}, ENTRY),
    Example("SME.notices_defence", {"u": 0.1, "told": 0.0}, False, {}, ENTRY),
    Example("SME.notices_defence", {"u": 0.18, "told": 0.1}, True, {}, ENTRY),
    Example("SME.notices_defence", {"u": 0.2, "told": 0.1}, False, {}, ENTRY),
    Example("SME.enters_defence", {"value": 46.0}, True, {"outside_option": 20, "cash": 25}, ENTRY),
    Example("SME.enters_defence", {"value": 45.0}, False, {"outside_option": 20, "cash": 25}, ENTRY),
    Example("SME.enters_defence", {"value": 46.0}, False, {"outside_option": 20, "cash": 24}, ENTRY),
    # 40 employees cost twice as much as 10; nobody stays for nothing
    Example("SME.cost_of_staying", {}, 16, {"ln_employees": log(40.0)}, STAY),
    Example("SME.cost_of_staying", {}, 1, {"ln_employees": log(0.01)}, STAY),
    Example("SME.hazard_of_death", {}, 0.01, {"ln_employees": log(40.0)}, STAY),
    # four quarters of upkeep are not risked
    Example("SME.affords", {"cost": 50.0}, True, {"cash": 114, "upkeep": 16}, STAY),
    Example("SME.affords", {"cost": 50.0}, False, {"cash": 113, "upkeep": 16}, STAY),
    Example("SME.prospects_are_poor", {"value": 63.0}, True, {"upkeep": 16}),
    Example("SME.prospects_are_poor", {"value": 64.0}, False, {"upkeep": 16}),
)  # fmt: skip
