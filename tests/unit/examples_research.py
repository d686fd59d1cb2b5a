"""Worked examples of the decisions about R&D: under contract, out of profit, at the gate. Money in GBP thousand."""

from __future__ import annotations

from math import log

from worked_example import Example

RESERVE = {"exit.reserve": 4}
MARGIN = {"private_money.margin": 0.125, "private_money.follow_on": 2.0}
LEAD = {"sponsored.lead": 20}
MOST = {"sponsored.most": 0.25}
SHARE = {"teaming.subcontract_share": 0.5}

RESEARCH = (
    Example("CapabilitySponsor.has_developed", {"quarters_left": 20}, True, {}, LEAD),
    Example("CapabilitySponsor.has_developed", {"quarters_left": 21}, False, {}, LEAD),
    Example("CapabilitySponsor.has_developed", {"quarters_left": 0}, False, {}, LEAD),
    Example("CapabilitySponsor.pays_for", {"cost": 250.0, "value": 1000.0}, True, {}, MOST),
    Example("CapabilitySponsor.pays_for", {"cost": 251.0, "value": 1000.0}, False, {}, MOST),
    Example("CapabilitySponsor.judges", {"merit": -0.5, "error": 2.0}, 0.0, {}, {"sponsored.judgement": 0.25}),
    # what is usual; what cash exceeds four quarters' upkeep of 50; nothing
    Example("Organisation.own_rd_from_cash", {"usual": 80}, 80, {"cash": 400, "upkeep": 50}, RESERVE),
    Example("Organisation.own_rd_from_cash", {"usual": 80}, 30, {"cash": 230, "upkeep": 50}, RESERVE),
    Example("Organisation.own_rd_from_cash", {"usual": 80}, 0, {"cash": 199, "upkeep": 50}, RESERVE),
    # usual fit: the usual chance; twice the fit: twice the chance; never more than certain
    Example(
        "Organisation.prospect_learnt",
        {"fit": 0.25, "usual_fit": 0.25, "chance": 0.125, "value": 4000.0, "trust": 0.5}, 62.5, {}, MARGIN,
    ),
    Example(
        "Organisation.prospect_learnt",
        {"fit": 0.5, "usual_fit": 0.25, "chance": 0.125, "value": 4000.0, "trust": 0.5}, 125.0, {}, MARGIN,
    ),
    Example(
        "Organisation.prospect_learnt",
        {"fit": 1.0, "usual_fit": 0.125, "chance": 0.5, "value": 4000.0, "trust": 1.0}, 1000.0, {}, MARGIN,
    ),
    # its own if better; a partner's that leaves it half only if more than twice as good
    Example("Prime.offers_instead", {"merit": 0.1, "proven_merit": 0.0, "own": True}, True, {}, SHARE),
    Example("Prime.offers_instead", {"merit": -0.1, "proven_merit": 0.0, "own": True}, False, {}, SHARE),
    Example("Prime.offers_instead", {"merit": log(1.9), "proven_merit": 0.0, "own": False}, False, {}, SHARE),
    Example("Prime.offers_instead", {"merit": log(2.1), "proven_merit": 0.0, "own": False}, True, {}, SHARE),
)  # fmt: skip
