"""Worked examples of work with partner nations, planning ahead, joint bids and what clusters add. Money in GBP thousand."""

from __future__ import annotations

from worked_example import Example

from pullthrough.world.codes import CODEVELOPMENT, OPEN_COMPETITION

PARTNER = {"routes.partner_quality": 0.2, "routes.partner_at_tender": 0.5, "routes.partner_full": 8}
AHEAD = {"trust.plan_usual": 2, "trust.plan_notice": 10, "trust.plan_saving": 0.1, "trust.idle": 0.02}
JOINT = {"teaming.capacity": 0.5, "teaming.joint_capacity": 0.5}
CLUSTER = {"clusters.premises": 8.0, "entry.cost": 6.0}

MEASURES = (
    # half of the partner's knowledge at the tender, three quarters after half the time together, all of it from then on
    Example("ProcurementAgency.ln_quality_on_route", {"route": CODEVELOPMENT, "together": 0}, 0.1, {}, PARTNER),
    Example("ProcurementAgency.ln_quality_on_route", {"route": CODEVELOPMENT, "together": 4}, 0.15, {}, PARTNER),
    Example("ProcurementAgency.ln_quality_on_route", {"route": CODEVELOPMENT, "together": 12}, 0.2, {}, PARTNER),
    Example("ProcurementAgency.ln_quality_on_route", {"route": OPEN_COMPETITION, "together": 8}, 0.0, {}, PARTNER),
    Example("ProcurementAgency.asks_early", {"quarters_left": 8}, True, {}, {"acquisition.partner_lead": 8}),
    Example("ProcurementAgency.asks_early", {"quarters_left": 9}, False, {}, {"acquisition.partner_lead": 8}),
    Example("ProcurementAgency.asks_early", {"quarters_left": 0}, False, {}, {"acquisition.partner_lead": 8}),
    Example("ProcurementAgency.partner_leaves", {"u": 0.04}, True, {}, {"routes.partner_leaves": 0.05}),
    Example("ProcurementAgency.partner_leaves", {"u": 0.06}, False, {}, {"routes.partner_leaves": 0.05}),
    # 7 quarters of notice are 5 beyond the usual, half of what is needed: 0.1 x 0.8 x 0.5 cheaper
    Example("Organisation.ln_planned_ahead", {"trust": 0.8, "notice": 7, "put_off": 0}, -0.04, {}, AHEAD),
    Example("Organisation.ln_planned_ahead", {"trust": 0.8, "notice": 30, "put_off": 0}, -0.08, {}, AHEAD),
    Example("Organisation.ln_planned_ahead", {"trust": 0.8, "notice": 2, "put_off": 3}, 0.06, {}, AHEAD),
    # 0.5 x (100 + 0.5 x 40) = 60
    Example("Organisation.can_lead_jointly", {"value": 60.0, "partners": 40.0}, True, {"turnover": 100}, JOINT),
    Example("Organisation.can_lead_jointly", {"value": 61.0, "partners": 40.0}, False, {"turnover": 100}, JOINT),
    Example("Organisation.bids_jointly", {"u": 0.2}, True, {}, {"teaming.consortia": 0.25}),
    Example("Organisation.bids_jointly", {"u": 0.3}, False, {}, {"teaming.consortia": 0.25}),
    Example("RegionalCluster.exchanges", {"u": 0.05}, True, {}, {"clusters.exchange": 0.1}),
    Example("RegionalCluster.exchanges", {"u": 0.15}, False, {}, {"clusters.exchange": 0.1}),
    # half of a full cluster: 4; never more than the cost of entry
    Example("RegionalCluster.pays_for_entrant", {}, 4, {"reach": 0.5}, CLUSTER),
    Example("RegionalCluster.pays_for_entrant", {}, 6, {"reach": 2.0}, CLUSTER),
)
