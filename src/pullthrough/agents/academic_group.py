"""University research groups."""

from __future__ import annotations

from pullthrough.agents.organisation import Organisation
from pullthrough.engine.binding import decision


class AcademicGroup(Organisation):
    """A group that brings early ideas and always needs a firm to bid."""

    @decision
    def idea_rate(self, rules):
        """Technologies started a quarter."""
        return rules.ideas.rate_academic

    @decision
    def first_trl(self, u, rules):
        """Academic ideas start at TRL 1, with the chance of the rules, or at TRL 2."""
        return 1 if u < rules.ideas.academic_lowest else 2

    @decision
    def can_lead(self, value, rules):
        """A university does not lead equipment contracts."""
        return False

    @decision
    def own_rd(self, rules):
        """No turnover of its own to put into development."""
        return 0
