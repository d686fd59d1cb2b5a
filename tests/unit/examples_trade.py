"""Worked examples of decisions about exports and foreign investment. Money in GBP thousand."""

from __future__ import annotations

from math import e, log

from worked_example import Example

WORD = {"exports.heard_alone": 0.5, "exports.support_scale": 100.0, "exports.support": 100.0,
        "exports.joint": 0.0}  # fmt: skip
ODDS = {"exports.odds": -1.0, "exports.odds_merit": 2.0, "exports.odds_reference": 0.5, "exports.odds_offset": 0.5,
        "exports.odds_no_government": 1.0, "exports.odds_codeveloped": 0.25, "exports.offset": 0.0}  # fmt: skip
GIVEN = {"references": 0.0, "no_government": False, "codeveloped": 0.0}
OFFSET = {"exports.uk_content": 0.8, "exports.offset_work": 0.25, "exports.offset_leak": 0.1, "exports.offset": 0.5}
LOOK = {
    "investment.screening": 0.5,
    "foreign_investment.false_alarm_power": 3.0,
    "foreign_investment.screening_cost": 15.0,
}

TRADE = (
    # half are heard of alone; GBP 100k cuts the other half to 0.5 / e
    Example("ExportOffice.brings_word", {"u": 0.99 - 0.5 / e}, True, {}, WORD),
    Example("ExportOffice.brings_word", {"u": 1.01 - 0.5 / e}, False, {}, WORD),
    Example("ExportOffice.brings_word", {"u": 0.51}, False, {}, WORD | {"exports.support": 0.0}),
    # whoever pays
    Example("ExportOffice.brings_word", {"u": 0.99 - 0.5 / e}, True, {}, WORD | {"exports.support": 40.0, "exports.joint": 60.0}),
    Example("ExportOffice.signs_for_industry", {"u": 0.3}, True, {}, {"exports.g2g": 0.4}),
    Example("ExportOffice.signs_for_industry", {"u": 0.3}, False, {}, {"exports.g2g": 0.0}),
    # ln odds -1 + 2 x 0.5 = 0
    Example("ExportOffice.chance_of_order", {"edge": 0.5} | GIVEN, 0.5, {}, ODDS),
    # 0.5 ln(1 + 3) = ln 2, so odds of 2 to 1
    Example("ExportOffice.chance_of_order", {"edge": 0.5} | GIVEN | {"references": 3.0}, 2 / 3, {}, ODDS),
    Example("ExportOffice.chance_of_order", {"edge": 0.5} | GIVEN | {"no_government": True}, 1 / (1 + e), {}, ODDS),
    # 2 x 0.5 - 1 + 0.5 offset + 0.25 x 2 codeveloped
    Example("ExportOffice.chance_of_order", {"edge": 0.5} | GIVEN | {"codeveloped": 2.0}, e / (1 + e), {},
            ODDS | {"exports.offset": 1.0}),
    Example("ExportOffice.chance_of_order", {"edge": 1e9} | GIVEN, 1.0, {}, ODDS),
    Example("ExportOffice.uk_content", {}, 0.7, {}, OFFSET),
    Example("ExportOffice.uk_content", {}, 0.8, {}, OFFSET | {"exports.offset": 0.0}),
    Example("ExportOffice.knowledge_given", {"value": 200.0, "market": 1000.0}, 0.01, {}, OFFSET),
    Example("InvestmentScreening.recognises", {"u": 0.4}, True, {}, LOOK),
    Example("InvestmentScreening.recognises", {"u": 0.6}, False, {}, LOOK),
    # one harmless offer in eight
    Example("InvestmentScreening.calls_in", {"u": 0.12}, True, {}, LOOK),
    Example("InvestmentScreening.calls_in", {"u": 0.13}, False, {}, LOOK),
    Example("InvestmentScreening.cost_of_looking", {}, 7, {}, LOOK),
    Example("SME.short_of_cash", {"cost": log(10) * 100}, True, {"cash": 230}),
    Example("SME.short_of_cash", {"cost": 230.0}, False, {"cash": 230}),
)  # fmt: skip
