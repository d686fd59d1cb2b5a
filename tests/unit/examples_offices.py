"""Worked examples of the decisions of government's offices. Money in GBP thousand, time in quarters."""

from __future__ import annotations

from math import e, exp, log

from worked_example import Example

from pullthrough.world.codes import (
    ACADEMIC,
    CODEVELOPMENT,
    IMPORT,
    LARGE,
    MEDIUM,
    OPEN,
    OPEN_COMPETITION,
    OPERATIONAL_INDEPENDENCE,
    PRIME,
    SINGLE_SOURCE,
    SMALL,
    SME,
    STRATEGIC_IMPERATIVE,
    UK_COMPETITION,
)

NEED = {"need.lead_base": 6.5, "need.lead_per_log_value": 4.0, "need.lead_max": 20,
        "need.small_below": 2000.0, "need.large_from": 20000.0}  # fmt: skip
PLAN = {"planning.over": 0.25, "planning.response": 0.5, "planning.shown": 0.2, "planning.shown_half": 30.0}
VALUES = {"value_median": 5000.9, "value_spread": 1.5}
SEGMENT = {"mean_lead": 12.0, "mean_value": 25.0}
APPROVALS = {"approvals.second_from": 2000.0, "approvals.third_from": 20000.0, "approvals.fourth_from": 100000.0}
LATE = {"lateness.growth": 0.1, "lateness.spread": 0.5}
REVISION = {"need.revision": 0.05, "need.revision_size": 0.6, "need.spread": 2.0}
ANEW = {"need.revision_size": 1.0, "need.spread": 2.0}
FREEZE = {"steering.rate": 0.4, "steering.freeze": log(2), "development.quickest_step": 3}
CALL = {"opens_every": 4, "admits_kind": (0, 1, 0), "trl_min": 3, "trl_max": 5, "bit": 2, "cost_share": 0.75,
        "award_cap": 200, "weight_quality": 2.0, "weight_fit": 0.5, "weight_newcomer": 0.25,
        "assessor_noise": 0.1, "newcomers_only": False, "once": False, "for_segments": 0}  # fmt: skip
PROCEDURE = {"procurement.small_time": 3, "procurement.medium_time": 6, "procurement.large_time": 10,
             "procurement.novel_time": 4, "procurement.minimum_trl": 7, "procurement.novel_minimum_trl": 6,
             "procurement.time_factor": 1.0, "procurement.experience_weight": 0.5, "procurement.ring_fence": 0.1}  # fmt: skip
JUDGE = {"tender.weight_price": 2.0, "tender.noise": 0.3, "tender.acceptable": -1.5}
DELIVERY = {"delivery.time_base": 4.0, "delivery.time_per_log_value": 2.0, "delivery.overrun_per_trl": 0.25,
            "delivery.failure_base": 0.2, "delivery.failure_per_trl": 0.1, "delivery.assurance_time": 5.0,
            "delivery.failure_floor": 0.05}  # fmt: skip
LINES = {f"routes.{route}.{criterion}": 0.0
         for route in ("open_competition", "uk_competition", "single_source", "codevelopment", "import_purchase")
         for criterion in ("level", "depth", "criticality", "security", "cooperation", "prosperity")}  # fmt: skip
ROUTES = LINES | {"routes.open_competition.level": 0.5, "routes.open_competition.depth": 0.8,
                  "routes.uk_competition.criticality": 0.5, "routes.uk_competition.security": 1.0,
                  "routes.single_source.depth": -1.0, "routes.codevelopment.cooperation": 2.0,
                  "routes.import_purchase.prosperity": -2.0}  # fmt: skip
CRITERIA = {"depth": 0.25, "criticality": 0.5, "security": 0.5, "cooperation": 0.75, "prosperity": 0.125}
TERMS = {"routes.depth_half": 6.0, "routes.prosperity_half": 20000.0, "routes.single_source_time": 0.7,
         "routes.single_source_premium": 0.05, "routes.import_time": 0.5, "routes.partner_time": 3,
         "routes.partner_share": 0.25, "routes.partner_overhead": 0.2, "routes.partner_quality": 0.15,
         "routes.partner_at_tender": 0.5, "routes.partner_full": 8}  # fmt: skip
BY_CASE = {"acquisition.case_by_case": 0.8, "acquisition.onshore_weight": 0.5, "acquisition.codevelopment": 0.3}
SUPPLY = {"supply.shock_time": 6, "supply.requalify_time": 8, "supply.warning": 3}


def considered(route: int, result: bool, by_case: bool, **changed: float) -> Example:
    """Whether a route is open to a requirement of an open segment, launched for the first time, no partner at hand."""
    given = {
        "route": route,
        "sovereignty": OPEN,
        "able": 5,
        "relaunched": False,
        "by_case": by_case,
        "partner": False,
        "independent": False,
    }
    return Example("ProcurementAgency.considers", {**given, **changed}, result)


def conceived(planned: float, result: float) -> Example:
    """How many needs a segment with money for four a quarter conceives."""
    given = {"budget": 100.0, "wanted": 1500.0, "planned": planned}
    return Example("CapabilitySponsor.needs_conceived", given, result, SEGMENT, PLAN)


OFFICES = (
    Example("CapabilitySponsor.commits", {"u": 0.29, "commitment": 0.3}, True),
    Example("CapabilitySponsor.commits", {"u": 0.0, "commitment": 0.0}, False),
    Example("CapabilitySponsor.lead_time", {"value": 1000.0}, 6, {}, NEED),
    Example("CapabilitySponsor.lead_time", {"value": 1000.0 * e}, 10, {}, NEED),
    Example("CapabilitySponsor.lead_time", {"value": 1e6}, 20, {}, NEED),  # 6.5 + 4 ln 1000 = 34, cut at the longest
    Example("CapabilitySponsor.lead_time", {"value": 1.0}, 1, {}, NEED),  # 6.5 - 4 ln 1000 < 1
    Example("CapabilitySponsor.value_of_need", {"luck": 0.0}, 5000, VALUES, {"need.value_cap": 9000.0}),
    Example("CapabilitySponsor.value_of_need", {"luck": 2.0}, 9000, VALUES, {"need.value_cap": 9000.0}),
    # a quarter more than 100 a quarter over 12 quarters, in quiet times and in a threat with as much as half to show
    Example("CapabilitySponsor.plan_wanted", {"budget": 100.0, "threat": 0.0, "shown": 0.0}, 1500.0, SEGMENT, PLAN),
    Example("CapabilitySponsor.plan_wanted", {"budget": 100.0, "threat": 0.5, "shown": 30.0}, 1500.0 * 1.5 * 1.1, SEGMENT, PLAN),
    # money for four needs a quarter: four with a full plan, six with an empty one, two where it is twice too full
    conceived(planned=1500.0, result=4.0),
    conceived(planned=0.0, result=6.0),
    conceived(planned=3000.0, result=2.0),
    conceived(planned=9000.0, result=0.0),
    Example("CapabilitySponsor.needs_conceived", {"budget": 0.0, "wanted": 0.0, "planned": 10.0}, 0.0, SEGMENT, PLAN),
    Example("CapabilitySponsor.approval_levels", {"value": 1999.0, "delegation": 1.0}, 1, {}, APPROVALS),
    Example("CapabilitySponsor.approval_levels", {"value": 2000.0, "delegation": 1.0}, 2, {}, APPROVALS),
    Example("CapabilitySponsor.approval_levels", {"value": 30000.0, "delegation": 1.0}, 3, {}, APPROVALS),
    Example("CapabilitySponsor.approval_levels", {"value": 30000.0, "delegation": 2.0}, 2, {}, APPROVALS),
    Example("CapabilitySponsor.approval_levels", {"value": 100000.0, "delegation": 1.0}, 4, {}, APPROVALS),
    Example("CapabilitySponsor.revises", {"u": 0.04}, True, {}, REVISION),
    Example("CapabilitySponsor.revises", {"u": 0.05}, False, {}, REVISION),
    Example("CapabilitySponsor.revises", {"u": 1e-16}, False, {}, {"need.revision": 0.0}),
    Example("CapabilitySponsor.revised", {"y": 3.0, "mu": 1.0, "shock": -0.5}, 1 + 0.8 * 2 - 0.6 * 2 * 0.5, {}, REVISION),
    Example("CapabilitySponsor.revised", {"y": 3.0, "mu": 1.0, "shock": 0.25}, 1 + 2 * 0.25, {}, ANEW),
    Example("CapabilitySponsor.tier", {"value": 1999.0}, SMALL, {}, NEED),
    Example("CapabilitySponsor.tier", {"value": 2000.0}, MEDIUM, {}, NEED),
    Example("CapabilitySponsor.tier", {"value": 20000.0}, LARGE, {}, NEED),
    Example("CapabilitySponsor.publishes", {"t": 15, "planned": 20, "horizon": 4}, False),
    Example("CapabilitySponsor.publishes", {"t": 16, "planned": 20, "horizon": 4}, True),
    Example("CapabilitySponsor.engages", {"t": 11, "planned": 20, "lead": 8}, False),
    Example("CapabilitySponsor.engages", {"t": 12, "planned": 20, "lead": 8}, True),
    Example("CapabilitySponsor.engages", {"t": 19, "planned": 20, "lead": 8}, True),
    Example("CapabilitySponsor.engages", {"t": 20, "planned": 20, "lead": 8}, False),
    Example("CapabilitySponsor.engages", {"t": 20, "planned": 20, "lead": 0}, False),
    Example("CapabilitySponsor.can_be_ready", {"trl": 3, "required_trl": 7, "quarters_left": 12}, True, {}, FREEZE),
    Example("CapabilitySponsor.can_be_ready", {"trl": 3, "required_trl": 7, "quarters_left": 11}, False, {}, FREEZE),
    # three quarters at each of TRL 3 and 4, at rates 0.4 / 4 and 0.4 / 8
    Example("CapabilitySponsor.gap_left", {"trl": 3, "required_trl": 5}, exp(-3 * (0.1 + 0.05)), {}, FREEZE),
    Example("CapabilitySponsor.gap_left", {"trl": 8, "required_trl": 7}, 1.0, {}, FREEZE),
    Example("CapabilitySponsor.invitation_score", {"gap": 2.0, "gap_left": 0.25}, -0.5),
    Example("FundingBody.is_in_force", {"yearly_budget": 1.0}, True),
    Example("FundingBody.is_in_force", {"yearly_budget": 0.0}, False),
    Example("FundingBody.opens", {"t": 8}, True, CALL),
    Example("FundingBody.opens", {"t": 9}, False, CALL),
    Example("FundingBody.admits_segment", {"segment": 3}, True, CALL),
    Example("FundingBody.admits_segment", {"segment": 3}, True, CALL | {"for_segments": 8 + 1}),
    Example("FundingBody.admits_segment", {"segment": 2}, False, CALL | {"for_segments": 8 + 1}),
    Example("FundingBody.admits_technology", {"trl": 3, "paid_by": 2}, True, CALL),
    Example("FundingBody.admits_technology", {"trl": 2, "paid_by": 0}, False, CALL),
    Example("FundingBody.admits_technology", {"trl": 6, "paid_by": 0}, False, CALL),
    Example("FundingBody.admits_technology", {"trl": 4, "paid_by": 1 + 2}, False, CALL | {"once": True}),
    Example("FundingBody.admits_technology", {"trl": 4, "paid_by": 1 + 4}, True, CALL | {"once": True}),
    Example("FundingBody.admits_applicant", {"kind": SME, "awards_before": 2}, True, CALL),
    Example("FundingBody.admits_applicant", {"kind": PRIME, "awards_before": 0}, False, CALL),
    Example("FundingBody.admits_applicant", {"kind": ACADEMIC, "awards_before": 0}, False, CALL),
    Example("FundingBody.admits_applicant", {"kind": SME, "awards_before": 1}, False, CALL | {"newcomers_only": True}),
    Example("FundingBody.admits_applicant", {"kind": SME, "awards_before": 0}, True, CALL | {"newcomers_only": True}),
    Example("FundingBody.award", {"cost": 101}, 75, CALL),
    Example("FundingBody.pays_enough", {"award": 200, "cost": 400}, True, CALL, {"proposals.least_part": 0.6}),
    Example("FundingBody.pays_enough", {"award": 200, "cost": 500}, False, CALL, {"proposals.least_part": 0.6}),
    Example("FundingBody.award", {"cost": 400}, 200, CALL),
    Example("FundingBody.match", {"award": 150}, 50.0, CALL | {"cost_share": 0.75}),
    Example("FundingBody.match", {"award": 150}, 0.0, CALL | {"cost_share": 1.0}),
    # 2 x 0.3 + 0.5 x (-1) + 0.1 x 2
    Example("FundingBody.score", {"ln_quality": 0.3, "ln_fit": -1.0, "newcomer": False, "error": 2.0}, 0.3, CALL),
    Example("FundingBody.score", {"ln_quality": 0.3, "ln_fit": -1.0, "newcomer": True, "error": 2.0}, 0.55, CALL),
    Example("ProcurementAgency.procedure", {"tier": SMALL, "ring_fenced": False}, 3, {}, PROCEDURE),
    Example("ProcurementAgency.procedure", {"tier": MEDIUM, "ring_fenced": False}, 6, {}, PROCEDURE),
    Example("ProcurementAgency.procedure", {"tier": LARGE, "ring_fenced": False}, 10, {}, PROCEDURE),
    Example("ProcurementAgency.procedure", {"tier": LARGE, "ring_fenced": True}, 4, {}, PROCEDURE),
    Example("ProcurementAgency.procedure", {"tier": SMALL, "ring_fenced": True}, 3, {}, PROCEDURE),
    # half of 3 quarters is rounded up, and nothing takes less than one
    Example("ProcurementAgency.procedure", {"tier": SMALL, "ring_fenced": False}, 2, {},
            PROCEDURE | {"procurement.time_factor": 0.5}),
    Example("ProcurementAgency.procedure", {"tier": SMALL, "ring_fenced": False}, 1, {},
            PROCEDURE | {"procurement.time_factor": 0.1}),
    Example("ProcurementAgency.required_trl", {"ring_fenced": False}, 7, {}, PROCEDURE),
    Example("ProcurementAgency.required_trl", {"ring_fenced": True}, 6, {}, PROCEDURE),
    Example("ProcurementAgency.ring_fences", {"money": 500, "value": 500}, True, {}, PROCEDURE),
    Example("ProcurementAgency.ring_fences", {"money": 499, "value": 500}, False, {}, PROCEDURE),
    Example("ProcurementAgency.ring_fences", {"money": 500, "value": 500}, False, {},
            PROCEDURE | {"procurement.ring_fence": 0.0}),
    Example("ProcurementAgency.admits_foreign", {"sovereignty": OPEN}, True),
    Example("ProcurementAgency.admits_foreign", {"sovereignty": OPERATIONAL_INDEPENDENCE}, True),
    Example("ProcurementAgency.admits_foreign", {"sovereignty": STRATEGIC_IMPERATIVE}, False),
    # -0.5 merit - 2 x 0.1 price + 0.5 ln(1 + 3) + 0.3 x 1
    Example("ProcurementAgency.bid_score", {"ln_merit": -0.5, "ln_price": 0.1, "delivered": 3, "error": 1.0},
            log(2) - 0.4, {}, PROCEDURE | JUDGE),
    Example("ProcurementAgency.accepts", {"ln_merit": -1.5}, True, {}, JUDGE),
    Example("ProcurementAgency.accepts", {"ln_merit": -1.6}, False, {}, JUDGE),
    # GBP 1m e^2 takes 4 + 2 x 2 = 8, half as long again for a gap of two TRLs
    Example("ProcurementAgency.delivery_time", {"value": 1000.0 * e**2.01, "trl_gap": 0}, 8, {}, DELIVERY),
    Example("ProcurementAgency.delivery_time", {"value": 1000.0 * e**2.01, "trl_gap": 2}, 12, {}, DELIVERY),
    Example("ProcurementAgency.delivery_time", {"value": 1.0, "trl_gap": 0}, 1, {}, DELIVERY),
    # GBP 1m e^3 takes e^0.3 times as long with average luck, e^0.8 with bad luck; nothing comes early
    Example("ProcurementAgency.schedule_growth", {"value": 1000.0 * e**3, "luck": 0.0}, exp(0.3), {}, LATE),
    Example("ProcurementAgency.schedule_growth", {"value": 1000.0 * e**3, "luck": 1.0}, exp(0.8), {}, LATE),
    Example("ProcurementAgency.schedule_growth", {"value": 1000.0 * e**3, "luck": -1.0}, 1.0, {}, LATE),
    Example("ProcurementAgency.schedule_growth", {"value": 20.0, "luck": 1.0}, exp(0.5), {}, LATE),
    Example("ProcurementAgency.officials_speed", {"pool": 90.0, "work": 120.0}, 0.75, {}, {"officials.slowest": 0.05}),
    Example("ProcurementAgency.officials_speed", {"pool": 150.0, "work": 120.0}, 1.0, {}, {"officials.slowest": 0.05}),
    Example("ProcurementAgency.officials_speed", {"pool": 0.0, "work": 120.0}, 0.05, {}, {"officials.slowest": 0.05}),
    Example("ProcurementAgency.officials_speed", {"pool": 0.0, "work": 0.0}, 1.0, {}, {"officials.slowest": 0.05}),
    Example("ProcurementAgency.overrun", {"price": 1000, "trl_gap": 2}, 500, {}, DELIVERY),
    Example("ProcurementAgency.overrun", {"price": 1000, "trl_gap": 0}, 0, {}, DELIVERY),
    # five quarters of assurance cut the risk of 0.2 + 2 x 0.1 by e; the floor stays
    Example("ProcurementAgency.failure_chance", {"trl_gap": 2, "assurance": 5}, 0.05 + 0.4 / e, {}, DELIVERY),
    Example("ProcurementAgency.failure_chance", {"trl_gap": 8, "assurance": 0}, 1.0, {}, DELIVERY),
    Example("ProcurementAgency.looks_for_partner", {"u": 0.29}, True, {}, BY_CASE),
    Example("ProcurementAgency.looks_for_partner", {"u": 0.3}, False, {}, BY_CASE),
    Example("ProcurementAgency.decides_by_case", {"u": 0.79}, True, {}, BY_CASE),
    Example("ProcurementAgency.decides_by_case", {"u": 0.8}, False, {}, BY_CASE),
    Example("ProcurementAgency.appraises", {"sovereignty": OPEN, "by_case": False, "partner": False}, False),
    Example("ProcurementAgency.appraises", {"sovereignty": OPEN, "by_case": False, "partner": True}, True),
    Example("ProcurementAgency.appraises", {"sovereignty": OPEN, "by_case": True, "partner": False}, True),
    Example("ProcurementAgency.appraises", {"sovereignty": STRATEGIC_IMPERATIVE, "by_case": False, "partner": False}, True),
    considered(OPEN_COMPETITION, True, False),
    considered(UK_COMPETITION, False, False),
    considered(IMPORT, False, False),
    considered(CODEVELOPMENT, True, False, partner=True),
    considered(UK_COMPETITION, True, True),
    considered(IMPORT, True, True),
    considered(CODEVELOPMENT, False, True),
    considered(SINGLE_SOURCE, False, True, able=0),
    considered(SINGLE_SOURCE, True, True, able=1),
    considered(SINGLE_SOURCE, False, True, relaunched=True),
    considered(OPEN_COMPETITION, True, True, relaunched=True),
    considered(SINGLE_SOURCE, True, False, sovereignty=STRATEGIC_IMPERATIVE),
    considered(UK_COMPETITION, True, True, sovereignty=STRATEGIC_IMPERATIVE, relaunched=True),
    considered(OPEN_COMPETITION, False, True, sovereignty=STRATEGIC_IMPERATIVE),
    considered(IMPORT, False, True, sovereignty=STRATEGIC_IMPERATIVE),
    considered(CODEVELOPMENT, False, True, sovereignty=STRATEGIC_IMPERATIVE, partner=True),
    Example("ProcurementAgency.market_depth", {"able": 2}, 0.25, {}, TERMS),
    Example("ProcurementAgency.market_depth", {"able": 0}, 0.0, {}, TERMS),
    Example("ProcurementAgency.national_security", {"sovereignty": OPEN}, 0.0, {}, BY_CASE),
    Example("ProcurementAgency.national_security", {"sovereignty": OPERATIONAL_INDEPENDENCE}, 0.25, {}, BY_CASE),
    Example("ProcurementAgency.national_security", {"sovereignty": STRATEGIC_IMPERATIVE}, 0.5, {}, BY_CASE),
    Example("ProcurementAgency.prosperity", {"value": 5000.0}, 0.2, {}, TERMS),
    Example("ProcurementAgency.route_score", {"route": OPEN_COMPETITION, **CRITERIA}, 0.5 + 0.2, {}, ROUTES),
    Example("ProcurementAgency.route_score", {"route": UK_COMPETITION, **CRITERIA}, 0.25 + 0.5, {}, ROUTES),
    Example("ProcurementAgency.route_score", {"route": SINGLE_SOURCE, **CRITERIA}, -0.25, {}, ROUTES),
    Example("ProcurementAgency.route_score", {"route": CODEVELOPMENT, **CRITERIA}, 1.5, {}, ROUTES),
    Example("ProcurementAgency.route_score", {"route": IMPORT, **CRITERIA}, -0.25, {}, ROUTES),
    Example("ProcurementAgency.competes", {"route": OPEN_COMPETITION}, True),
    Example("ProcurementAgency.competes", {"route": CODEVELOPMENT}, True),
    Example("ProcurementAgency.competes", {"route": SINGLE_SOURCE}, False),
    Example("ProcurementAgency.competes", {"route": IMPORT}, False),
    Example("ProcurementAgency.experience_counted", {"delivered": 12, "route": OPEN_COMPETITION}, 12),
    Example("ProcurementAgency.experience_counted", {"delivered": 12, "route": IMPORT}, 0),
    Example("ProcurementAgency.procedure_on_route", {"procedure": 6, "route": UK_COMPETITION, "together": 0}, 6, {}, TERMS),
    Example("ProcurementAgency.procedure_on_route", {"procedure": 6, "route": SINGLE_SOURCE, "together": 0}, 4, {}, TERMS),  # 4.2
    Example("ProcurementAgency.procedure_on_route", {"procedure": 1, "route": IMPORT, "together": 0}, 1, {}, TERMS),
    Example("ProcurementAgency.procedure_on_route", {"procedure": 6, "route": CODEVELOPMENT, "together": 0}, 9, {}, TERMS),
    Example("ProcurementAgency.value_at_home", {"value": 1000.0, "route": OPEN_COMPETITION}, 1000.0, {}, TERMS),
    Example("ProcurementAgency.value_at_home", {"value": 1000.0, "route": CODEVELOPMENT}, 750.0, {}, TERMS),
    Example("ProcurementAgency.ln_price_on_route", {"route": OPEN_COMPETITION}, 0.0, {}, TERMS),
    Example("ProcurementAgency.ln_price_on_route", {"route": SINGLE_SOURCE}, 0.05, {}, TERMS),
    # a fifth dearer as a whole, of which three quarters are ours
    Example("ProcurementAgency.ln_price_on_route", {"route": CODEVELOPMENT}, log(0.9), {}, TERMS),
    # agreed in two quarters of work together beforehand
    Example("ProcurementAgency.procedure_on_route", {"procedure": 6, "route": CODEVELOPMENT, "together": 2}, 7, {}, TERMS),
    Example("ProcurementAgency.ln_quality_on_route", {"route": CODEVELOPMENT, "together": 8}, 0.15, {}, TERMS),
    Example("ProcurementAgency.ln_quality_on_route", {"route": IMPORT, "together": 8}, 0.0, {}, TERMS),
    Example("ProcurementAgency.pays_second_source", {"u": 0.2, "share": 0.3}, True),
    Example("ProcurementAgency.pays_second_source", {"u": 0.3, "share": 0.3}, False),
    Example("ProcurementAgency.keeps_second_source", {"u": 0.2, "share": 0.3, "share_before": 0.25}, True),
    Example("ProcurementAgency.keeps_second_source", {"u": 0.2, "share": 0.3, "share_before": 0.1}, False),
    Example("ProcurementAgency.keeps_second_source", {"u": 0.2, "share": 0.1, "share_before": 0.3}, False),
    Example("ProcurementAgency.outage", {"supplier_lost": False, "second_source": False, "assured": False}, 6, {}, SUPPLY),
    Example("ProcurementAgency.outage", {"supplier_lost": True, "second_source": False, "assured": False}, 8, {}, SUPPLY),
    Example("ProcurementAgency.outage", {"supplier_lost": True, "second_source": False, "assured": True}, 5, {}, SUPPLY),
    Example("ProcurementAgency.outage", {"supplier_lost": True, "second_source": True, "assured": False}, 0, {}, SUPPLY),
    Example("ProcurementAgency.outage", {"supplier_lost": False, "second_source": False, "assured": True}, 0, {},
            SUPPLY | {"supply.warning": 9}),
)  # fmt: skip
