"""What is measured: every outcome, series and curve with its unit, label and estimator.

The words of an outcome stand in the file of ``observe/`` that computes its number, in ``OUTCOMES``; here they are put together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pullthrough.observe import (
    acquisition,
    behaviour,
    careers,
    flows,
    learning,
    merit,
    money,
    network,
    origins,
    projects,
    regions,
    requirements,
    research,
    spending,
    trade,
    ways,
)
from pullthrough.observe.outcome import Outcome as Outcome
from pullthrough.observe.series import CURVES as CURVES
from pullthrough.observe.series import EVENTS as EVENTS
from pullthrough.observe.series import FLOW_SERIES as FLOW_SERIES
from pullthrough.observe.series import SERIES as SERIES
from pullthrough.observe.series import Event as Event
from pullthrough.observe.series import Measure as Measure
from pullthrough.parameters.checking.extended import own_outcomes

MODULES = (
    acquisition,
    behaviour,
    careers,
    flows,
    learning,
    merit,
    money,
    network,
    origins,
    projects,
    regions,
    requirements,
    research,
    spending,
    trade,
    ways,
)
"""The files that measure."""

ORDER = (
    "adoption_rate",
    "time_to_adoption",
    "adoptions_per_year",
    "adoption_value",
    "adoptions_no_worse",
    "adoptions_below_proven",
    "adoption_merit",
    "equipment_merit",
    "new_entrant_rate_awards",
    "new_entrant_rate_contracts",
    "new_entrant_value_awards",
    "new_entrant_value_contracts",
    "entrants_per_year",
    "entrant_survival_3",
    "entrant_survival_5",
    "entrant_survival_10",
    "sme_share_direct",
    "top10_share",
    "public_cost",
    "total_payments",
    "funding_left",
    "funding_left_share",
    "cost_per_adoption",
    "private_leverage",
    "private_rd",
    "procurement_time",
    "procedure_time",
    "unmet_per_year",
    "slips_per_year",
    "trust",
    "money_returned",
    "sme_share_indirect",
    "hhi",
    "skills_gap",
    "novel_share",
    "integration_failure_rate",
    "call_success_rate",
    "call_sme_share",
    "call_newcomer_share",
    "stock_trl_4_6",
    "bridged",
    "distance_at_tender",
    "distance_engaged",
    "gap_closed",
    "winner_distance",
    "delivery_time",
    "need_to_service",
    "exports",
    "security_exports",
    "export_share_air",
    "export_campaigns",
    "export_win_rate",
    "export_uk_content",
    "export_public_cost",
    "rivals_gain",
    "foreign_capital",
    "foreign_deals_per_year",
    "foreign_owned_share",
    "contested_acquisitions",
    "harmless_offers_lost",
    "screening_public_cost",
    "single_source_share",
    "single_source_tenders",
    "route_open",
    "route_uk",
    "route_single",
    "route_codeveloped",
    "route_import",
    "price_to_value",
    "turned_away_per_year",
    "onshore_share",
    "onshore_share_open",
    "onshore_share_independence",
    "onshore_share_imperative",
    "availability",
    "outages_per_year",
    "jobs",
    "mean_degree",
    "cross_kind_ties",
    "largest_component",
    "knowledge_learnt",
    "knowledge_leaked",
    "diversity",
    "engagements_of_members",
    "cluster_members",
    "cluster_members_from_elsewhere",
    "noticing_rate",
    "settlers_share",
    "network_cost",
    "focus_adoptions",
    "focus_entrants",
    "focus_knowledge",
    "focus_jobs",
    "focus_share",
    "neighbours_adoptions",
    "neighbours_entrants",
    "neighbours_knowledge",
    "neighbours_jobs",
    "neighbours_share",
    "entrant_awarded_3",
    "entrant_contracted_5",
    "entrant_stay_awarded",
    "entrant_stay_unawarded",
    "call_success_first",
    "call_success_again",
    "award_gini",
    "award_top_tenth",
    "projects_per_winner",
    "repeat_projects",
    "second_instrument",
    "private_awarded",
    "private_unawarded",
    "adopted_mature",
    "call_awards_from_smes",
    "call_awards_from_academia",
    "supplier_survival_3",
    "supplier_survival_5",
    "supplier_survival_10",
    "departures_withdrew",
    "departures_failed",
    "departures_closed",
    "departures_acquired",
    "capability_gain",
    "capability_from_work",
    "capability_from_science",
    "capability_from_people",
    "civil_growth",
    "public_knowledge",
    "proposals_forgone",
    "licences_per_year",
    "spin_outs_per_year",
    "acquisitions_per_year",
    "adopted_from_civil",
    "adopted_from_sme",
    "adopted_from_prime",
    "adopted_from_academic",
    "adopted_handed_over",
    "yield_civil",
    "yield_sme",
    "yield_prime",
    "yield_academic",
    "adoptions_by_tender",
    "adoptions_by_follow_on",
    "adoptions_by_insertion",
    "adoptions_by_upgrade",
    "adoptions_by_rapid",
    "adoptions_by_urgent",
    "adoptions_by_trial",
    "orders_outside_tenders",
    "orders_delivered",
    "orders_value",
    "uptake_cost",
    "completed_in_service",
    "awards_with_user",
    "trials_per_year",
    "trials_passed",
)
"""The order of reading, and of columns; what is not named comes last."""

_PLACES = {name: place for place, name in enumerate(ORDER)}
_DECLARED = [outcome for module in MODULES for outcome in module.OUTCOMES]
MODEL_OUTCOMES: dict[str, Outcome] = {
    o.name: o for o in sorted(_DECLARED, key=lambda o: _PLACES.get(o.name, len(_PLACES)))
}


class _Outcomes(Mapping[str, Outcome]):
    """Every outcome by name: those of the model, then those of the extension that this process works with."""

    def __getitem__(self, name: str) -> Outcome:
        found: Outcome = MODEL_OUTCOMES[name] if name in MODEL_OUTCOMES else own_outcomes()[name]
        return found

    def __iter__(self) -> Iterator[str]:
        yield from MODEL_OUTCOMES
        yield from own_outcomes()

    def __len__(self) -> int:
        return len(MODEL_OUTCOMES) + len(own_outcomes())


OUTCOMES: Mapping[str, Outcome] = _Outcomes()
