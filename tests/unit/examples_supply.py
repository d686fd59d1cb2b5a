"""Worked examples of the supply graph, novelty, independence and commitment. Money in GBP thousand."""

from __future__ import annotations

from worked_example import Example

from pullthrough.world.codes import (
    CODEVELOPMENT,
    IMPORT,
    LARGEST_FIRST,
    NEAREST_FIRST,
    OPEN_COMPETITION,
    OPERATIONAL_INDEPENDENCE,
    SINGLE_SOURCE,
    STRATEGIC_IMPERATIVE,
    UK_COMPETITION,
)
from pullthrough.world.codes import OPEN as OPEN_SEGMENT

CHAIN = {"supply_chain.habit": 0.5, "supply_chain.luck": 0.25, "supply_chain.unproven": 0.125,
         "supply_chain.target_weight": 2.0, "supply_chain.qualify": 10.0}  # fmt: skip
OFFER = {"ln_quality": 0.25, "luck": 2.0, "has_it": False, "unproven": False}
NOVELTY = {"novelty.designated": 0.25, "procurement.novelty_test": 0.5}
KEEPS = {"sovereignty": OPERATIONAL_INDEPENDENCE, "by_case": True}
WEIGHT = {"routes.independence": 0.5, "acquisition.onshore_weight": 1.0}
HOME = {"sovereignty": OPERATIONAL_INDEPENDENCE, "able": 2, "relaunched": False, "by_case": True, "partner": True,
        "independent": True}  # fmt: skip
PROMISED = {"budgets.reserve_ahead": 3}


def considered(route: int, result: bool, **changed: float) -> Example:
    """Whether a route is open to a need that is kept from suppliers abroad, two at home being able."""
    return Example("ProcurementAgency.considers", {"route": route, **HOME, **changed}, result)


SUPPLY = (
    # 0.25 short of the target, at a weight of 2
    Example("Prime.favours_smes", {"share": 0.125, "target": 0.375}, 0.5, {}, CHAIN),
    Example("Prime.favours_smes", {"share": 0.5, "target": 0.375}, 0.0, {}, CHAIN),
    # 0.25 + 0.25 x 2; with the habit 0.5 more; unproven 0.125 less
    Example("Prime.package_score", OFFER, 0.75, {}, CHAIN),
    Example("Prime.package_score", OFFER | {"has_it": True}, 1.25, {}, CHAIN),
    Example("Prime.package_score", OFFER | {"unproven": True}, 0.625, {}, CHAIN),
    Example("SME.takes_subcontract", {"worth": 11.0}, True, {"cash": 10}, CHAIN),
    Example("SME.takes_subcontract", {"worth": 11.0}, False, {"cash": 9}, CHAIN),
    Example("SME.takes_subcontract", {"worth": 10.0}, False, {"cash": 10}, CHAIN),
    Example("InvestmentScreening.bars", {"sovereignty": STRATEGIC_IMPERATIVE}, True, {},
            {"foreign_investment.imperatives_barred": 1}),
    Example("InvestmentScreening.bars", {"sovereignty": STRATEGIC_IMPERATIVE}, False, {},
            {"foreign_investment.imperatives_barred": 0}),
    Example("InvestmentScreening.bars", {"sovereignty": OPERATIONAL_INDEPENDENCE}, False, {},
            {"foreign_investment.imperatives_barred": 1}),
    Example("ProcurementAgency.designates", {"u": 0.24}, True, {}, NOVELTY),
    Example("ProcurementAgency.designates", {"u": 0.26}, False, {}, NOVELTY),
    Example("ProcurementAgency.examines_novelty", {"u": 0.49}, True, {}, NOVELTY),
    Example("ProcurementAgency.examines_novelty", {"u": 0.51}, False, {}, NOVELTY),
    # half of needs at a weight of 1, all of them at 2, none by default or elsewhere
    Example("ProcurementAgency.keeps_independence", {"u": 0.4, **KEEPS}, True, {}, WEIGHT),
    Example("ProcurementAgency.keeps_independence", {"u": 0.6, **KEEPS}, False, {}, WEIGHT),
    Example("ProcurementAgency.keeps_independence", {"u": 0.6, **KEEPS}, True, {},
            WEIGHT | {"acquisition.onshore_weight": 2.0}),
    Example("ProcurementAgency.keeps_independence", {"u": 0.4, **KEEPS, "by_case": False}, False, {}, WEIGHT),
    Example("ProcurementAgency.keeps_independence", {"u": 0.4, **KEEPS, "sovereignty": OPEN_SEGMENT}, False, {}, WEIGHT),
    considered(UK_COMPETITION, True),
    considered(SINGLE_SOURCE, True),
    considered(CODEVELOPMENT, True),
    considered(IMPORT, False),
    considered(OPEN_COMPETITION, False),
    considered(OPEN_COMPETITION, True, able=0),  # nobody at home could
    considered(OPEN_COMPETITION, True, relaunched=True),  # nobody at home did
    considered(IMPORT, True, independent=False),
    # four outside defence for each inside
    Example("ProcurementAgency.able_in_market", {"able": 3.0, "security": True}, 15.0, {}, {"routes.outside_suppliers": 4.0}),
    Example("ProcurementAgency.able_in_market", {"able": 3.0, "security": False}, 3.0, {}, {"routes.outside_suppliers": 4.0}),
    # half of a budget of 100 a year, published two years ahead
    Example("CapabilitySponsor.can_promise", {"yearly": 100.0, "commitment": 0.5, "horizon": 8}, 100.0),
    Example("CapabilitySponsor.rank_of_promise", {"value": 500.0, "quarters_left": 3}, -3.0, {},
            {"budgets.commitment_rule": NEAREST_FIRST}),
    Example("CapabilitySponsor.rank_of_promise", {"value": 500.0, "quarters_left": 3}, 500.0, {},
            {"budgets.commitment_rule": LARGEST_FIRST}),
    # in four equal parts, the last in the quarter of the tender
    Example("CapabilitySponsor.put_by", {"quarters_left": 4}, 0.0, {}, PROMISED),
    Example("CapabilitySponsor.put_by", {"quarters_left": 3}, 0.25, {}, PROMISED),
    Example("CapabilitySponsor.put_by", {"quarters_left": 0}, 1.0, {}, PROMISED),
    Example("CapabilitySponsor.put_by", {"quarters_left": -2}, 1.0, {}, PROMISED),
)  # fmt: skip
