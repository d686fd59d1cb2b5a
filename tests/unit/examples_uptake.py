"""Worked examples of the decisions about ways into service beside tenders. Money in GBP thousand, time in quarters."""

from __future__ import annotations

from math import log

from worked_example import Example

WINDOWS = {"uptake.insertion": 0.25, "uptake.upgrade_competition": 0.125}
OPERATIONS = {"urgent.rate": 40.0, "urgent.until": 2014, "urgent.again": 2022, "uptake.urgent": 0.5}
PRICE = {"need.value_cap": 6000.0, "urgent.share": 0.5, "orders.least": 50.0}
TRIAL = {"trials.experience": 0.5, "trials.assurance": 3}
GUARD = {"upgrades.guard": 0.25}

UPTAKE = (
    Example("CapabilitySponsor.wants", {"gain": 0.2, "least": 0.2}, True),
    Example("CapabilitySponsor.wants", {"gain": 0.1, "least": 0.2}, False),
    Example("CapabilitySponsor.orders_follow_on", {"u": 0.49}, True, {}, {"uptake.follow_on": 0.5}),
    Example("CapabilitySponsor.orders_follow_on", {"u": 0.5}, False, {}, {"uptake.follow_on": 0.5}),
    # a fifth of them in a year is a twentieth in a quarter
    Example("CapabilitySponsor.looks_for_ready", {"u": 0.04}, True, {}, {"uptake.rapid": 0.2}),
    Example("CapabilitySponsor.looks_for_ready", {"u": 0.06}, False, {}, {"uptake.rapid": 0.2}),
    Example("CapabilitySponsor.tries", {"u": 0.04}, True, {}, {"uptake.trial": 0.2}),
    Example("CapabilitySponsor.tries", {"u": 0.06}, False, {}, {"uptake.trial": 0.2}),
    Example("FundingBody.asks_for_user", {"u": 0.2}, True, {}, {"uptake.user_in_view": 0.25}),
    Example("FundingBody.asks_for_user", {"u": 0.25}, False, {}, {"uptake.user_in_view": 0.25}),
    Example("ProcurementAgency.leaves_to_authority", {"u": 0.2}, True, {}, WINDOWS),
    Example("ProcurementAgency.leaves_to_authority", {"u": 0.25}, False, {}, WINDOWS),
    # a window is left to the authority, or put to competition, or neither
    Example("ProcurementAgency.competes_upgrade", {"u": 0.2}, False, {}, WINDOWS),
    Example("ProcurementAgency.competes_upgrade", {"u": 0.25}, True, {}, WINDOWS),
    Example("ProcurementAgency.competes_upgrade", {"u": 0.375}, False, {}, WINDOWS),
    # half of forty a year, in the last year of operations, between, and again
    Example("ProcurementAgency.urgent_needs", {"year": 2014}, 5.0, {}, OPERATIONS),
    Example("ProcurementAgency.urgent_needs", {"year": 2015}, 0.0, {}, OPERATIONS),
    Example("ProcurementAgency.urgent_needs", {"year": 2021}, 0.0, {}, OPERATIONS),
    Example("ProcurementAgency.urgent_needs", {"year": 2022}, 5.0, {}, OPERATIONS),
    # half of 2000 e^0; twice as much with luck 1 and a spread of ln 2.1, cut; bounded above and below
    Example("ProcurementAgency.urgent_price", {"median": 2000.0, "spread": 1.0, "luck": 0.0}, 1000, {}, PRICE),
    Example("ProcurementAgency.urgent_price", {"median": 2000.0, "spread": log(2.1), "luck": 1.0}, 2100, {}, PRICE),
    Example("ProcurementAgency.urgent_price", {"median": 2000.0, "spread": 1.0, "luck": 9.0}, 6000, {}, PRICE),
    Example("ProcurementAgency.urgent_price", {"median": 2000.0, "spread": 1.0, "luck": -9.0}, 50, {}, PRICE),
    Example("ProcurementAgency.experience_shown", {"delivered": 2, "passed": False}, 2.0, {}, TRIAL),
    Example("ProcurementAgency.experience_shown", {"delivered": 2, "passed": True}, 2.5, {}, TRIAL),
    Example("ProcurementAgency.assurance_shown", {"assurance": 4, "passed": False}, 4, {}, TRIAL),
    Example("ProcurementAgency.assurance_shown", {"assurance": 4, "passed": True}, 7, {}, TRIAL),
    Example("Organisation.upgrade_score", {"gain": 0.5, "own": True}, 0.5, {}, GUARD),
    Example("Organisation.upgrade_score", {"gain": 0.5, "own": False}, 0.25, {}, GUARD),
)
