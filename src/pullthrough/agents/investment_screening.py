"""The office that looks at foreign investment for risks to national security."""

from __future__ import annotations

from pullthrough.agents.view import RowAgent
from pullthrough.engine.binding import decision
from pullthrough.world.codes import STRATEGIC_IMPERATIVE


class InvestmentScreening(RowAgent):
    """One screening office; ``levers`` say how closely it looks."""

    table = "investment_screening"

    @decision
    def bars(self, sovereignty, rules):
        """Whether the state refuses every offer from abroad: strategic imperatives are not for sale, under any regime."""
        return rules.foreign_investment.imperatives_barred > 0 and sovereignty == STRATEGIC_IMPERATIVE

    @decision
    def recognises(self, u, levers):
        """Whether a malign offer is recognised, and then blocked: u < sensitivity. ``u`` is uniform in (0, 1)."""
        return u < levers.investment.screening

    @decision
    def calls_in(self, u, levers, rules):
        """Whether a harmless offer is called in all the same: u < sensitivity^k.

        A power law between the rates of true and of false alarms; at k = 1 the office guesses.
        """
        return u < levers.investment.screening**rules.foreign_investment.false_alarm_power

    @decision
    def cost_of_looking(self, levers, rules):
        """Officials' cost of one offer: cost x sensitivity, whole GBP thousand."""
        return int(rules.foreign_investment.screening_cost * levers.investment.screening)
