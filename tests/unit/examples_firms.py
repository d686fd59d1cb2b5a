"""Worked examples of how firms learn, grow, propose, come and leave. Money in GBP thousand, time in quarters."""

from __future__ import annotations

from math import e, log, sqrt

from worked_example import Example

ATTENTION = {"attention.staff_share": 0.04, "attention.academic_share": 0.2, "attention.person_cost": 80.0,
             "attention.saved": 3.0, "attention.proposal_fixed": 0.25, "attention.craft": 0.3,
             "attention.craft_half": 3.0}  # fmt: skip
WORTH = {"entry.award_worth": 0.5}
LEARN = {"capability.work": 0.5, "capability.forgetting": 0.1, "capability.science": 0.2, "capability.people": 0.25}
GROWTH = {"growth.depreciation": 0.25, "growth.elasticity": 0.5}
MARGIN = {"private_money.margin": 0.1, "private_money.follow_on": 2.0}
SIGNALS = {"private_money.investor_hurdle": 3.0, "private_money.investor_signal": 1.0}
ELSEWHERE = {"entry.outside_median": 20.0, "entry.outside_spread": 2.0, "entry.outside_lasting": 0.25}
BIRTHS = {"entry.births": 0.2, "entry.birth_elasticity": 0.5}
IN_FULL = {"full_cost": 10.0, "award_cap": 200.0}
BID = {"cost": 40.0, "staff_time": 10.0}

FIRMS = (
    # half of the work is of civil use, and half of that comes back; universities have no civil business
    Example("Organisation.cost_for_defence", {"cost": 100.0, "civil_use": 0.5}, 75.0, {}, {"growth.civil_return": 0.5}),
    Example("AcademicGroup.cost_for_defence", {"cost": 100.0, "civil_use": 0.5}, 100.0, {}, {"growth.civil_return": 0.5}),
    # two signals, each of which doubles what is believed: 4 x 76 > 3 x 100 > 4 x 75 - 1
    Example("Organisation.convinces_investor", {"prospect": 301.0, "remaining_cost": 100.0, "signals": 0}, True, {}, SIGNALS),
    Example("Organisation.convinces_investor", {"prospect": 299.0, "remaining_cost": 100.0, "signals": 0}, False, {}, SIGNALS),
    Example("Organisation.convinces_investor", {"prospect": 76.0, "remaining_cost": 100.0, "signals": 2}, True, {}, SIGNALS),
    Example("Organisation.convinces_investor", {"prospect": 74.0, "remaining_cost": 100.0, "signals": 2}, False, {}, SIGNALS),
    # 500 into a firm of 1,500 a year buys a quarter; of a firm held to 20 %, a quarter of the other 80 %
    Example("Organisation.stake_after", {"amount": 500.0}, 0.25, {"turnover": 1500, "stake": 0.0}),
    Example("Organisation.stake_after", {"amount": 500.0}, 0.4, {"turnover": 1500, "stake": 0.2}),
    Example("Organisation.stake_after", {"amount": 0.0}, 0.2, {"turnover": 1500, "stake": 0.2}),
    # one in five at calls in general, half as many where half as many are funded; never more than certain
    Example("Organisation.chance_at_call", {"success_ratio": 0.5}, 0.1, {"belief_award": 0.2}),
    Example("Organisation.chance_at_call", {"success_ratio": 6.0}, 1.0, {"belief_award": 0.2}),
    # a fifth of half of 200, less the cost of 8: 12 for 8; nothing where the award is worth its proposal
    Example("Organisation.gain_from_proposal", {"chance": 0.2, "award": 200.0, "cost": 8.0}, 1.5, {}, WORTH),
    Example("Organisation.gain_from_proposal", {"chance": 0.2, "award": 80.0, "cost": 8.0}, 0.0, {}, WORTH),
    # a quarter of 10 whatever is asked for, the rest by the award: half of the largest costs 2.5 + 3.75, rounded
    Example("Organisation.proposal_cost", {**IN_FULL, "award": 200.0}, 10, {}, ATTENTION),
    Example("Organisation.proposal_cost", {**IN_FULL, "award": 100.0}, 6, {}, ATTENTION),
    Example("Organisation.proposal_cost", {**IN_FULL, "award": 0.0}, 3, {}, ATTENTION),
    Example("Organisation.proposal_cost", {"full_cost": 0.0, "award": 0.0, "award_cap": 0.0}, 1, {}, ATTENTION),
    # four in a hundred of 50 people at 80 a year; in a university one in five
    Example("Organisation.staff_time", {}, 40.0, {"employees": 50.0}, ATTENTION),
    Example("AcademicGroup.staff_time", {}, 40.0, {"employees": 10.0}, ATTENTION),
    Example("Organisation.has_time_for", {"cost": 8.0}, True, {"attention": 8.0}),
    Example("Organisation.has_time_for", {"cost": 8.5}, False, {"attention": 8.0}),
    # other work of three quarters can be put off
    Example("Organisation.has_time_for_bid", BID, True, {"attention": 10.0}, ATTENTION),
    Example("Organisation.has_time_for_bid", BID, False, {"attention": 9.0}, ATTENTION),
    # half of 0.3 after three proposals, three quarters of it after nine
    Example("Organisation.craft", {}, 0.0, {"practice": 0.0}, ATTENTION),
    Example("Organisation.craft", {}, 0.15, {"practice": 3.0}, ATTENTION),
    Example("Organisation.craft", {}, 0.225, {"practice": 9.0}, ATTENTION),
    # a tenth is forgotten; nobody learns more than a quarter's work in a quarter
    Example("Organisation.experience_after", {"staff_at_work": 0.0}, 4.5, {"experience": 5.0}, LEARN),
    Example("Organisation.experience_after", {"staff_at_work": 0.25}, 4.75, {"experience": 5.0}, LEARN),
    Example("Organisation.experience_after", {"staff_at_work": 7.0}, 5.5, {"experience": 5.0}, LEARN),
    # a talent of 0.1; half of ln 4; a fifth, half absorbed, of ln e; a quarter of -ln e
    Example("Organisation.ln_capability", {"absorbed": 0.0, "ln_knowledge": 1.0, "ln_staffing": 0.0}, 0.1,
            {"talent": 0.1, "experience": 0.0}, LEARN),
    Example("Organisation.ln_capability", {"absorbed": 0.5, "ln_knowledge": 1.0, "ln_staffing": -1.0},
            0.1 + log(2.0) + 0.1 - 0.25, {"talent": 0.1, "experience": 3.0}, LEARN),
    # 5 % of 1,000 for ever is a capital of 200 at 25 % a year; three times as much again: a factor of four, its root two
    Example("Organisation.civil_turnover_aimed_at", {}, 2000.0,
            {"rd_intensity": 0.05, "civil_start": 1000, "rd_capital": 600.0}, GROWTH),
    Example("Organisation.civil_turnover_aimed_at", {}, 1000.0,
            {"rd_intensity": 0.05, "civil_start": 1000, "rd_capital": 0.0}, GROWTH),
    Example("Organisation.civil_turnover_aimed_at", {}, 1000.0,
            {"rd_intensity": 0.0, "civil_start": 1000, "rd_capital": 600.0}, GROWTH),
    Example("Organisation.takes_licence", {"margin": 51.0, "fee": 50.0}, True, {"cash": 50}),
    Example("Organisation.takes_licence", {"margin": 50.0, "fee": 50.0}, False, {"cash": 50}),
    Example("Organisation.takes_licence", {"margin": 51.0, "fee": 50.0}, False, {"cash": 49}),
    Example("Prime.buys_firm", {"uniform": 0.01, "price": 500}, True, {"cash": 500}, {"takeovers.rate": 0.02}),
    Example("Prime.buys_firm", {"uniform": 0.02, "price": 500}, False, {"cash": 500}, {"takeovers.rate": 0.02}),
    Example("Prime.buys_firm", {"uniform": 0.01, "price": 500}, False, {"cash": 499}, {"takeovers.rate": 0.02}),
    # z = 1 for the firm, weighed by a half, and 0 for the year: 20 e; the other way round by the root of three quarters
    Example("SME.worth_elsewhere", {"lasting": 0.0, "passing": 0.0}, 20, {}, ELSEWHERE),
    Example("SME.worth_elsewhere", {"lasting": 1.0, "passing": 0.0}, int(20 * e), {}, ELSEWHERE),
    Example("SME.worth_elsewhere", {"lasting": 0.0, "passing": -1.0 / sqrt(0.75)}, 2, {}, ELSEWHERE),  # 20 / e^2
    # a fifth of the places a quarter, a tenth when defence offers a quarter of what it did
    Example("SME.is_born", {"uniform": 0.19, "opportunity": 1.0}, True, {}, BIRTHS),
    Example("SME.is_born", {"uniform": 0.2, "opportunity": 1.0}, False, {}, BIRTHS),
    Example("SME.is_born", {"uniform": 0.09, "opportunity": 0.25}, True, {}, BIRTHS),
    Example("SME.is_born", {"uniform": 0.11, "opportunity": 0.25}, False, {}, BIRTHS),
    Example("SME.is_born", {"uniform": 0.001, "opportunity": 0.0}, False, {}, BIRTHS),
    # five years of (0.2 awards x half of 100 + 0.01 contracts x 0.1 x 2 x 5,000 - four quarters of 3)
    Example("SME.value_of_entry", {"award_rate": 0.2, "award": 100.0, "contract_rate": 0.01, "contract_value": 5000.0},
            40.0, {"upkeep": 3, "capability": 1.0}, MARGIN | WORTH | {"entry.horizon": 5.0, "entry.own_view": 2.0}),
    # who is able enough expects twice the awards and contracts, at the same upkeep
    Example("SME.value_of_entry", {"award_rate": 0.2, "award": 100.0, "contract_rate": 0.01, "contract_value": 5000.0},
            140.0, {"upkeep": 3, "capability": sqrt(2.0)}, MARGIN | WORTH | {"entry.horizon": 5.0, "entry.own_view": 2.0}),
    # three proposals a year at 20 % of half of 100, half a bid at 10 % of 0.1 x 2 x 5,000, a tenth of 200 from last year
    Example("SME.value_of_staying", {"award": 100.0, "contract_value": 5000.0, "revenue": 200.0}, 100.0,
            {"belief_award": 0.2, "proposals_yearly": 3.0, "belief_contract": 0.1, "bids_yearly": 0.5}, MARGIN | WORTH),
    Example("SME.value_of_staying", {"award": 100.0, "contract_value": 5000.0, "revenue": 0.0}, 0.0,
            {"belief_award": 0.2, "proposals_yearly": 0.0, "belief_contract": 0.1, "bids_yearly": 0.0}, MARGIN | WORTH),
    Example("SME.leaves_defence", {}, True, {"poor_quarters": 7}, {"exit.patience": 6}),
    Example("SME.leaves_defence", {}, False, {"poor_quarters": 6}, {"exit.patience": 6}),
)  # fmt: skip
