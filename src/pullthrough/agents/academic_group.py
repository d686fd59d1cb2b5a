"""University research groups."""

from __future__ import annotations

import math

from pullthrough.agents.organisation import Organisation
from pullthrough.engine.binding import decision
from pullthrough.world.codes import QUARTERS_PER_YEAR


class AcademicGroup(Organisation):
    """A group that brings early ideas and always needs a firm to bid."""

    @decision
    def idea_rate(self, ln_money, rules):
        """Technologies started a quarter: r_0 M^e, M the money of public R&D now over what it was at the start."""
        return rules.ideas.rate_academic * math.exp(rules.ideas.money_elasticity * ln_money)

    @decision
    def first_trl(self, u, rules):
        """Academic ideas start at TRL 1, with the chance of the rules, or at TRL 2."""
        return 1 if u < rules.ideas.academic_lowest else 2

    @decision
    def cost_for_defence(self, cost, civil_use, rules):
        """Academic groups have no civil business that would bring in a part."""
        return cost

    @decision
    def staff_time(self, rules):
        """Staff time for proposals and meetings, GBP thousand a quarter: academics write more of them than firms do."""
        return rules.attention.academic_share * self.employees * rules.attention.person_cost / QUARTERS_PER_YEAR

    @decision
    def can_lead(self, value, rules):
        """A university does not lead equipment contracts."""
        return False

    @decision
    def own_rd(self, rules):
        """No turnover of its own to put into development."""
        return 0
