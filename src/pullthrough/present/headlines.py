"""The outcomes that a comparison is summed up by; all others are in its files."""

from __future__ import annotations

from collections.abc import Sequence

from pullthrough.study.effects import Effect

HEADLINES = (
    "adoption_rate", "time_to_adoption", "adoptions_per_year", "novel_share", "winner_distance",
    "new_entrant_rate_awards", "new_entrant_rate_contracts", "entrants_per_year", "entrant_survival_5",
    "sme_share_direct", "sme_share_indirect", "top10_share", "single_source_share",
    "public_cost", "cost_per_adoption", "private_rd", "private_leverage",
    "procedure_time", "procurement_time", "integration_failure_rate", "slips_per_year", "trust",
    "exports", "export_share_air", "contested_acquisitions", "availability", "skills_gap", "jobs", "diversity",
)  # fmt: skip


def headlines(effects: Sequence[Effect]) -> list[Effect]:
    """The effects on headline outcomes, in the order of :data:`HEADLINES`; all effects if they are but a few."""
    known = {e.outcome.name: e for e in effects}
    if len(known) <= len(HEADLINES):
        return list(effects)
    return [known[name] for name in HEADLINES if name in known]
