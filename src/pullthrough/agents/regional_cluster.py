"""The office of a regional defence and security cluster."""

from __future__ import annotations

from pullthrough.agents.view import RowAgent
from pullthrough.engine.binding import decision
from pullthrough.world.codes import QUARTERS_PER_YEAR


class RegionalCluster(RowAgent):
    """One a region that can have a cluster; its state is the region's row. Without the lever it does nothing."""

    table = "clusters"

    @decision
    def places(self, full, age, rules):
        """Members aimed at: strength x full number x modelled share x min(1, (age + 1) / ramp).

        Args:
            full: members of that sort in a full cluster.
            age: quarters since the launch.
        """
        grown = min(1.0, (age + 1.0) / rules.clusters.ramp)
        return self.strength * full * rules.clusters.sample * grown

    @decision
    def reaches(self, members, rules):
        """How far the cluster reaches: members over those of a full cluster, at most its strength."""
        full = rules.clusters.sample * (rules.clusters.smes + rules.clusters.others)
        return min(self.strength, members / max(full, 1.0))

    @decision
    def running_cost(self, rules):
        """Public cost of a quarter, whole GBP thousand: strength x yearly cost / 4."""
        return int(self.strength * rules.clusters.cost / QUARTERS_PER_YEAR)

    @decision
    def introduces(self, u, rules):
        """Whether a member meets another this quarter; ``u`` is uniform in (0, 1)."""
        return u < rules.clusters.meet * self.reach

    @decision
    def exchanges(self, u, rules):
        """Whether an introduction is made across clusters; ``u`` is uniform in (0, 1)."""
        return u < rules.clusters.exchange

    @decision
    def pays_for_entrant(self, rules):
        """What the region's local authorities pay of an entrant's cost of entry, whole GBP thousand: premises x reach."""
        return int(min(rules.entry.cost, rules.clusters.premises * min(1.0, self.reach)))

    @decision
    def tells(self, rules):
        """Chance a quarter that a firm of the region outside defence hears of it from the cluster."""
        return rules.clusters.notice * self.reach

    @decision
    def site_factor(self, rules):
        """Cost of a member's step on shared test sites relative to its own arrangements."""
        return 1.0 - rules.clusters.site_saving * min(1.0, self.reach)
