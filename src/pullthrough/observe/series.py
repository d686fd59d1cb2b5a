"""Series, curves and events: what is measured besides outcomes, with unit and label."""

from __future__ import annotations

from dataclasses import dataclass

from pullthrough.world.codes import CLASS_NAMES


@dataclass(frozen=True)
class Measure:
    """A series (a value a quarter) or a curve (a value for each ``x_label``)."""

    name: str
    unit: str
    label: str
    x_label: str = "quarter"


_FLOW_SERIES = {
    "adoptions": ("per quarter", "Adoptions"),
    "contracts": ("per quarter", "Contracts let"),
    "novel_contracts": ("per quarter", "Contracts for novel technology"),
    "proposals": ("per quarter", "Proposals"),
    "awards": ("per quarter", "Awards"),
    "award_money": ("GBP thousand per quarter", "Award money"),
    "entrants": ("per quarter", "Firms entering defence"),
    "exits": ("per quarter", "Firms leaving defence"),
    "unmet": ("per quarter", "Requirements cancelled"),
    "slips": ("quarters per quarter", "Slippage of published tenders"),
    "integration_failures": ("per quarter", "Failed integrations"),
    "engagements": ("per quarter", "Engagements"),
    "abandoned": ("per quarter", "Technologies abandoned"),
    "public_rd": ("GBP thousand per quarter", "Public R&D money spent"),
    "spend": ("GBP thousand per quarter", "Payments to industry"),
    "spend_sme": ("GBP thousand per quarter", "Payments to SMEs"),
    "spend_sme_indirect": ("GBP thousand per quarter", "Payments of suppliers to SMEs"),
    "call_proposals": ("per quarter", "Proposals to innovation calls"),
    "call_awards": ("per quarter", "Awards of innovation calls"),
    "call_money": ("GBP thousand per quarter", "Award money of innovation calls"),
    "export_orders": ("GBP thousand per quarter", "Defence export orders"),
    "export_orders_air": ("GBP thousand per quarter", "Defence export orders, air"),
    "security_orders": ("GBP thousand per quarter", "Security export orders"),
    "export_revenue": ("GBP thousand per quarter", "Export work done in the United Kingdom"),
    "foreign_capital": ("GBP thousand per quarter", "Foreign growth capital spent"),
    "contested": ("per quarter", "Malign acquisitions not detected"),
}
_OTHER_SERIES = {
    "public_cost": ("GBP thousand per quarter", "Public cost of pull-through"),
    "trust": ("1", "Trust in the published plan"),
    "skills_gap": ("share", "Skills shortage (share of demand)"),
    "private_rd": ("GBP thousand per quarter", "Private R&D money spent"),
    "public_rd_whole": ("GBP thousand per quarter", "Public R&D in all"),
    "adoptions_year": ("per year", "Adoptions of the last four quarters"),
    "entrants_year": ("per year", "Firms entering defence in the last four quarters"),
    "exports_year": ("GBP billion per year", "Defence export orders of the last four quarters"),
    "security_exports_year": ("GBP billion per year", "Security export orders of the last four quarters"),
    "export_share_air_year": ("share", "Air share of defence export orders of the last four quarters"),
    "top10_paid": ("GBP thousand", "Payments to the ten best-paid suppliers in the year so far"),
    "ties": ("ties", "Ties between organisations"),
    "cluster_members": ("organisations", "Cluster members"),
    "active_smes": ("firms", "SMEs in defence"),
    "open_requirements": ("requirements", "Open requirements"),
    "new_entrant_rate_awards": ("share", "New entrants among award winners of the year"),
    "new_entrant_rate_contracts": ("share", "New entrants among contractors of the year"),
    "single_source_share": ("share", "Spend without competition"),
    "availability": ("share", "Availability"),
    "top10_share": ("share", "Share of the ten best-paid suppliers in the year so far"),
    "sme_share_contracts": ("share", "SMEs' share of new contracts, by number"),
    "sme_share_contract_value": ("share", "SMEs' share of new contracts, by value"),
    "payments_abroad": ("share", "Payments to others than UK industry"),
    **{f"stock_trl_{k}": ("technologies", f"Projects at TRL {k}") for k in range(1, 10)},
}
FLOW_SERIES = tuple(_FLOW_SERIES)
SERIES: dict[str, Measure] = {
    name: Measure(name, unit, label) for name, (unit, label) in (_FLOW_SERIES | _OTHER_SERIES).items()
}


@dataclass(frozen=True)
class Event:
    """Something that happens at most once to one entity, told by its key and quarter.

    Attributes:
        name: of the list columns ``event_<name>_key`` and ``event_<name>_quarter``.
        label, past: what is counted, and what is said of one of them.
    """

    name: str
    label: str
    past: str


EVENTS: dict[str, Event] = {
    e.name: e
    for e in (
        Event("adopted", "Technologies adopted", "entered service for the first time"),
        Event("entered", "Firms entering defence", "entered defence for the first time"),
    )
}

ORIGINS = {
    "civil": "civil technology of entrants",
    "sme": "SMEs' ideas",
    "prime": "primes' ideas",
    "academic": "university ideas",
}
"""Where technology comes from, see ``observe/origins.py``."""

FATES = {
    "tender": "in service, by tender",
    "follow_on": "in service, by follow-on order",
    "insertion": "in service, put in by a design authority",
    "upgrade": "in service, by upgrade competition",
    "rapid": "in service, by rapid purchase",
    "urgent": "in service, by urgent purchase",
    "trial": "in service, after a trial",
    "given_up_early": "given up at TRL 1 to 3",
    "given_up_middle": "given up at TRL 4 to 6",
    "given_up_late": "given up at TRL 7 or above",
    "at_work": "still at work when the run ends",
}
"""What becomes of a technology, see ``observe/fates.py``; the order is that of the places on a curve."""


def fates_of(origin: str, category: str) -> str:
    """The name of the curve of fates of an origin and a class."""
    return f"fates_{origin}_{category}"


def funnel_of(origin: str) -> str:
    """The name of the funnel of an origin."""
    return f"funnel_{origin}"


_FATES = (
    Measure(fates_of(origin, name), "per year", f"What became of {words}: {name}", "fate")
    for origin, words in ORIGINS.items()
    for name in CLASS_NAMES
)
_FUNNELS = (
    Measure(funnel_of(origin), "technologies per year", f"How far {words} came", "TRL reached or passed")
    for origin, words in ORIGINS.items()
)

CURVES: dict[str, Measure] = {
    m.name: m
    for m in (
        Measure("cumulative_incidence", "share", "Share adopted", "quarters since first public money"),
        Measure("cumulative_abandonment", "share", "Share abandoned", "quarters since first public money"),
        Measure("funnel_stock", "technologies", "Mean number of projects", "TRL"),
        Measure("funnel_entered", "technologies per year", "Technologies reaching the TRL", "TRL"),
        Measure("distance_by_first_trl", "1", "Distance from need at tender", "TRL at first engagement"),
        Measure("gap_closed_by_first_trl", "share", "Share of the gap closed by steering", "TRL at first engagement"),
        Measure("entrant_survival", "share", "Share still in defence", "quarters since entry"),
        Measure("regional_share", "share", "Share of payments and awards", "region"),
        Measure("adoptions_by_region", "per year", "Adoptions by region of the owner", "region"),
        Measure("entrants_by_region", "per year", "Firms entering defence", "region"),
        Measure("knowledge_by_region", "1 per year", "Knowledge learnt from partners", "region"),
        Measure("jobs_by_region", "jobs", "Jobs supported by defence", "region"),
        Measure("members_by_region", "organisations", "Members of the cluster", "region"),
        Measure("capability_by_segment", "share", "Capability", "segment"),
        *_FATES,
        *_FUNNELS,
    )
}
