"""The outcomes that a comparison is summed up by; all others are in its files."""

from __future__ import annotations

from collections.abc import Callable, Sequence

HEADLINES = (
    "adoption_rate", "time_to_adoption", "adoptions_per_year", "adoption_value", "user_benefit", "capability",
    "adoptions_below_proven",
    "equipment_merit", "novel_share", "winner_distance",
    "new_entrant_rate_awards", "new_entrant_rate_contracts", "chain_entrants_per_year", "entrants_per_year",
    "entrant_survival_5",
    "sme_share_direct", "sme_share_indirect", "top10_share", "single_source_share",
    "public_cost", "total_payments", "funding_left", "cost_per_adoption", "private_rd", "private_leverage",
    "procedure_time", "procurement_time", "integration_failure_rate", "slips_per_year", "trust",
    "exports", "export_share_air", "contested_acquisitions", "availability", "skills_gap", "jobs", "diversity",
)  # fmt: skip


GROUPS = (
    (
        "Adoption",
        ("adoption", "time_to_adoption", "need_to_service", "cost_per_adoption", "capability", "user_benefit"),
    ),
    ("New entrants", ("new_entrant", "entrant", "call_newcomer", "chain_entrant")),
    ("Who gets the money", ("sme_", "top10", "call_sme", "hhi", "single_source", "onshore", "regional")),
    ("Money", ("public_cost", "total_payments", "funding_left", "private")),
    (
        "Regions and ties",
        ("focus_", "neighbours_", "cluster", "settlers", "engagements_of", "knowledge", "diversity", "jobs", "network"),
    ),
    ("Buying and delivery", ("procurement", "delivery", "unmet", "novel", "integration", "equipment")),
)
REST = "The chain from idea to tender"
"""Outcomes of a subject stand together; their names begin with these words, else they belong to the rest."""

SUMMARY = (
    "adoptions_per_year", "capability", "new_entrant_rate_contracts", "chain_entrants_per_year", "exports", "public_cost",
)  # fmt: skip
"""The six numbers that a report begins with."""


def group_of(outcome: str) -> str:
    """The subject of an outcome."""
    return next((group for group, starts in GROUPS if outcome.startswith(starts)), REST)


def headlines[E](effects: Sequence[E], name: Callable[[E], str], chosen: Sequence[str] = ()) -> list[E]:
    """The effects on the outcomes that ``study.outcomes`` chooses, else on :data:`HEADLINES`, in that order.

    All effects if none is chosen and they are but a few.

    Args:
        effects: all that there are.
        name: the outcome of an effect.
        chosen: names of outcomes.
    """
    known = {name(effect): effect for effect in effects}
    if not chosen and len(known) <= len(HEADLINES):
        return list(effects)
    return [known[wanted] for wanted in chosen or HEADLINES if wanted in known]
