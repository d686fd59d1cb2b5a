"""Who comes in, who stays, and who gets the money."""

from __future__ import annotations

from pullthrough.present.pages.charts.beside import beside
from pullthrough.present.pages.charts.facts import Facts
from pullthrough.present.pages.charts.view import View

ENTRANTS = (
    "new_entrant_rate_contracts",
    "new_entrant_rate_awards",
    "new_entrant_value_contracts",
    "new_entrant_value_awards",
    "call_newcomer_share",
    "entrant_contracted_5",
    "entrant_survival_3",
    "entrant_survival_5",
    "entrant_survival_10",
    "supplier_survival_5",
)
CHAIN = (
    "sme_share_direct",
    "sme_share_indirect",
    "top10_share",
    "single_source_share",
    "call_sme_share",
    "award_top_tenth",
    "foreign_owned_share",
)


def entrants(facts: Facts) -> View | None:
    """New suppliers: how many of those that win are new, and how many stay."""
    says = (
        "New among those that win, and how many of the newcomers stay. The baseline is square; the "
        "line at a mark is the 95 % interval "
        "of the difference. A share is a mean over all years observed: the series above shows how it moves."
    )
    return beside(facts, "entrants", "Who comes in, and who stays?", says, ENTRANTS)


def chain(facts: Facts) -> View | None:
    """How payments are shared out."""
    says = "Shares of what government pays to industry, and of calls."
    return beside(facts, "supply-chain", "Who gets the money?", says, CHAIN)
