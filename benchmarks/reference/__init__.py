"""The same decisions run as ordinary Mesa objects: what the compiled model is measured against, and checked with.

Organisations and offices are Mesa agents with plain attributes, technologies and requirements are plain Python objects
in lists, activation is ``agents_by_type[...].do(...)``. Only the decisions (``pullthrough.agents``), a few formulas of
``pullthrough.world.geometry``, the codes and the table of places are shared with the compiled model; every loop, list,
sum and order is written anew. For one seed both give the same flows and balances to the last bit
(``tests/test_reference.py``).

It has the processes of the core chain; those of :data:`SWITCHED_OFF` it does not have, and the comparison is made
without them.
"""

from reference.model import ReferenceModel

__all__ = ["AS_BEFORE", "NOT_COUNTED", "SWITCHED_OFF", "ReferenceModel"]

SWITCHED_OFF: tuple[str, ...] = (
    "approvals", "births", "budgets", "capability", "clusters", "development_contracts", "exports", "follow_on_orders",
    "foreign_investment", "growth", "hand_over", "insertion", "lateness", "officials", "planning", "rapid_purchases", "routes",
    "science", "skills", "supply_chain", "supply_shocks", "support_contracts", "takeovers", "ties", "transfer",
    "trial_purchases", "trust", "upgrade_competition", "urgent_purchases",
)  # fmt: skip
"""Names of the switches in ``world.processes`` that are off in a run that is compared with the reference."""

AS_BEFORE: dict[str, float | bool] = {
    "market.dated": False,
    "tender.experience_fade": 0.0, "tender.foreign_record": 0.0,
    "novelty.designated": 1.0, "novelty.relabelling": 0.0,
    "classes.in_force": 0, "returns.from_profit": 0, "returns.chance_learnt": 0, "progress.best_in_service": 0,
    "progress.step_gain": 0.0, "progress.abroad": 0.0, "gatekeeping.in_force": 0,
    "trust.plan_saving": 0.0, "trust.idle": 0.0, "invitations.newcomers": 0, "proposals.least_part": 0.0,
}  # fmt: skip
"""Numbers of the world at which rules that it does not have are as they were before."""

NOT_COUNTED = (
    "awards_with_user", "spend_support", "spend_abroad", "spend_uncompeted", "contracts_sme", "let_value_sme",
    "engagements_security", "public_rd_early", "public_rd_middle", "public_rd_late", "public_rd_academic",
)  # fmt: skip
"""Flows that it does not count: users in view of awards, whose contracts and payments they are, and where R&D is
spent."""
