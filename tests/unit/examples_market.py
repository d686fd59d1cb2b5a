"""Worked examples of the decisions about support contracts and what is practised. Money in GBP thousand, time in quarters."""

from __future__ import annotations

from math import log

from worked_example import Example

HABIT = {
    "routes.uncompeted_small": 0.25, "routes.uncompeted_large": 0.75, "routes.prosperity_half": 20000.0, "acquisition.habit": 1.0,
}  # fmt: skip
NO_HABIT, HALF_HABIT = HABIT | {"acquisition.habit": 0.0}, HABIT | {"acquisition.habit": 0.5}
FIELD = {"private_money.margin": 0.12, "support.rivals": 3}
PIECES = {"support.works": 2.0, "support.works_elasticity": 0.5}
TERM = {
    "support.term": 20, "need.small_below": 2000.0, "support.small_term": 0.5, "support.single_term": 0.75,
    "support.term_spread": 0.125,
}  # fmt: skip

AMENDED = {"support.amended": 0.8, "support.amended_half": 20000.0}
SCORE = {
    "tender.weight_price": 1.0, "procurement.experience_weight": 0.5, "support.advantage": 0.25, "tender.noise": 0.5,
}  # fmt: skip

MARKET = (
    # half of the way from a quarter to three quarters at GBP 20m; nothing where the rule is kept; half as often at half the habit
    Example("ProcurementAgency.goes_to_one_supplier", {"u": 0.49, "value": 20000.0}, True, {}, HABIT),
    Example("ProcurementAgency.goes_to_one_supplier", {"u": 0.51, "value": 20000.0}, False, {}, HABIT),
    Example("ProcurementAgency.goes_to_one_supplier", {"u": 0.0, "value": 1e9}, False, {}, NO_HABIT),
    Example("ProcurementAgency.goes_to_one_supplier", {"u": 0.26, "value": 20000.0}, False, {}, HALF_HABIT),
    # two at GBP 1m, three times as many at nine times as much, one however small
    Example("ProcurementAgency.pieces_of_work", {"base": 1000.0}, 2, {}, PIECES),
    Example("ProcurementAgency.pieces_of_work", {"base": 9000.0}, 6, {}, PIECES),
    Example("ProcurementAgency.pieces_of_work", {"base": 1.0}, 1, {}, PIECES),
    Example("ProcurementAgency.pieces_of_work", {"base": 0.0}, 1, {}, PIECES),
    # five years of GBP 1m are not small, of 0.1m they are; without competition three quarters of that
    Example("ProcurementAgency.support_term", {"u": 0.5, "value": 1000, "competed": True}, 20, {}, TERM),
    Example("ProcurementAgency.support_term", {"u": 1.0, "value": 1000, "competed": True}, 23, {}, TERM),
    Example("ProcurementAgency.support_term", {"u": 0.5, "value": 100, "competed": True}, 10, {}, TERM),
    Example("ProcurementAgency.support_term", {"u": 0.5, "value": 1000, "competed": False}, 15, {}, TERM),
    # half of 0.8 at GBP 20m
    Example("ProcurementAgency.amends", {"u": 0.39, "value": 20000.0}, True, {}, AMENDED),
    Example("ProcurementAgency.amends", {"u": 0.41, "value": 20000.0}, False, {}, AMENDED),
    Example("ProcurementAgency.competes_support", {"u": 0.5}, True, {}, {"support.competed": 0.66}),
    Example("ProcurementAgency.competes_support", {"u": 0.66}, False, {}, {"support.competed": 0.66}),
    Example("ProcurementAgency.support_score",
            {"ln_capability": 0.5, "ln_price": 0.25, "shown": False, "holds": False, "error": 1.0}, 0.75, {}, SCORE),
    Example("ProcurementAgency.support_score",
            {"ln_capability": 0.5, "ln_price": 0.25, "shown": True, "holds": True, "error": 0.0},
            0.5 + 0.5 * log(2.0), {}, SCORE),
    Example("Organisation.support_bid_cost", {"full_cost": 10}, 3, {}, {"support.bid_share": 0.3}),
    Example("Organisation.support_bid_cost", {"full_cost": 1}, 1, {}, {"support.bid_share": 0.3}),
    # a quarter of a margin of 12 % on GBP 1m is 30
    Example("Organisation.wants_support", {"value": 1000.0, "cost": 29.0}, True, {}, FIELD),
    Example("Organisation.wants_support", {"value": 1000.0, "cost": 31.0}, False, {}, FIELD),
    Example("Organisation.shows_references", {}, True, {"support_base": 1, "track_record": 0.0}),
    Example("Organisation.shows_references", {}, True, {"support_base": 0, "track_record": 0.5}),
    Example("Organisation.shows_references", {}, False, {"support_base": 0, "track_record": 0.25}),
)  # fmt: skip
