"""The office that runs tenders and accepts equipment."""

from __future__ import annotations

import math

from pullthrough.agents.view import RowAgent
from pullthrough.engine.binding import decision
from pullthrough.world.kinds import LARGE, MEDIUM, STRATEGIC_IMPERATIVE


class ProcurementAgency(RowAgent):
    """The agency; ``levers`` are the procurement rules in force, ``rules`` the facts of procurement."""

    table = "agency"

    @decision
    def procedure(self, tier, ring_fenced, levers):
        """Quarters from tender to contract: its tier's time x factor, no longer than the novel limit if ring-fenced."""
        time = levers.procurement.small_time
        if tier == MEDIUM:
            time = levers.procurement.medium_time
        if tier == LARGE:
            time = levers.procurement.large_time
        time = max(1, int(time * levers.procurement.time_factor + 0.5))
        if ring_fenced:
            time = min(time, levers.procurement.novel_time)
        return time

    @decision
    def readiness_asked(self, ring_fenced, levers):
        """Least TRL of a bid."""
        if ring_fenced:
            return levers.procurement.novel_minimum_trl
        return levers.procurement.minimum_trl

    @decision
    def ring_fences(self, money, value, levers):
        """A requirement is kept for novel technology while the ring-fenced money can pay for it."""
        return levers.procurement.ring_fence > 0.0 and money >= value

    @decision
    def admits_foreign(self, sovereignty):
        """Global competition by default: foreign offers everywhere but for strategic imperatives."""
        return sovereignty != STRATEGIC_IMPERATIVE

    @decision
    def bid_score(self, ln_merit, ln_price, delivered, error, levers, rules):
        """Score = ln(quality x fit) - w_p ln price + w_e ln(1 + contracts delivered) + sigma e.

        The incumbent's edge is the experience weight w_e, a lever, and nothing else.
        """
        experience = levers.procurement.experience_weight * math.log(1.0 + delivered)
        return ln_merit - rules.tender.weight_price * ln_price + experience + rules.tender.noise * error

    @decision
    def accepts(self, ln_merit, rules):
        """Whether an offer meets the need well enough to be bought at all."""
        return ln_merit >= rules.tender.acceptable

    @decision
    def delivery_time(self, value, trl_gap, rules):
        """Quarters from contract to acceptance: (d_0 + d_1 ln(V / GBP 1m)) (1 + o x TRL gap), at least 1."""
        ready = rules.delivery.time_base + rules.delivery.time_per_log_value * math.log(max(value, 1.0) / 1000.0)
        return max(1, int(ready * (1.0 + rules.delivery.overrun_per_trl * trl_gap)))

    @decision
    def overrun(self, price, trl_gap, rules):
        """Cost growth that the customer pays: price x o x TRL gap (GAO/NSIAD-99-162)."""
        return int(price * rules.delivery.overrun_per_trl * trl_gap)

    @decision
    def failure_chance(self, trl_gap, assurance, rules):
        """Chance that integration fails: f_0 + (f_1 + f_2 gap) exp(-assurance / T), at most 1.

        Assurance is the quarters of procedure gone through: less time is also less checking.
        """
        risk = rules.delivery.failure_base + rules.delivery.failure_per_trl * trl_gap
        return min(1.0, rules.delivery.failure_floor + risk * math.exp(-assurance / rules.delivery.assurance_time))
