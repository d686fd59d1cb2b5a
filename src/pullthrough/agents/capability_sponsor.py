"""The office that owns a segment's requirements and engages suppliers before the tender."""

from __future__ import annotations

import math

from pullthrough.agents.view import RowAgent
from pullthrough.engine.binding import decision
from pullthrough.world import geometry
from pullthrough.world.codes import LARGE, LARGEST_FIRST, MEDIUM, QUARTERS_PER_YEAR, SMALL


class CapabilitySponsor(RowAgent):
    """One sponsor a segment; its state is the segment's row."""

    table = "segments"

    @decision
    def lead_time(self, value, rules):
        """Quarters from conception to tender: L = l_0 + l_1 ln(V / GBP 1m), between 1 and the longest lead."""
        lead = rules.need.lead_base + rules.need.lead_per_log_value * math.log(max(value, 1.0) / 1000.0)
        return int(min(max(lead, 1.0), rules.need.lead_max))

    @decision
    def value_of_need(self, luck, rules):
        """Value of a requirement, GBP thousand: ln V = ln median + spread z, at most the cap, whole and at least 1."""
        value = self.value_median * math.exp(self.value_spread * luck)
        return max(1, int(min(value, rules.need.value_cap)))

    @decision
    def plan_wanted(self, budget, threat, shown, rules):
        """Value that a sponsor's plan shall hold: (1 + o) (1 + threat) (1 + s n / (n + half)) B L.

        Args:
            budget: B, tendered budget of the segment a quarter.
            threat: what threats add, 0 in quiet times.
            shown: n, technologies of the segment mature enough to be offered: what has been shown to be possible.
        """
        possible = 1.0 + rules.planning.shown * shown / (shown + rules.planning.shown_half)
        return (1.0 + rules.planning.over) * (1.0 + threat) * possible * budget * self.mean_lead

    @decision
    def needs_conceived(self, budget, wanted, planned, rules):
        """Requirements conceived a quarter, in the mean: B / E(V) x max(0, 1 + g (wanted - planned) / wanted).

        Money is planned away as it comes, faster where the plan is emptier than it shall be. Without money nothing is conceived.
        """
        if wanted <= 0.0:
            return 0.0
        return budget / self.mean_value * max(0.0, 1.0 + rules.planning.response * (wanted - planned) / wanted)

    @decision
    def approval_levels(self, value, delegation, rules):
        """Levels that must approve a tender, one to four by its value; delegation d moves the values from which to d times."""
        levels = 1
        if value >= delegation * rules.approvals.second_from:
            levels += 1
        if value >= delegation * rules.approvals.third_from:
            levels += 1
        if value >= delegation * rules.approvals.fourth_from:
            levels += 1
        return levels

    @decision
    def revises(self, u, rules):
        """Whether the need of a requirement is revised this quarter; ``u`` is its luck, uniform in (0, 1)."""
        return u < rules.need.revision

    @decision
    def revised(self, y, mu, shock, rules):
        """One coordinate of a revised need: y' = mu + sqrt(1 - c^2) (y - mu) + c sigma_y z, c the size of a revision.

        So needs stay spread about the centre of need as they were conceived, however often they are revised; at c = 1
        the need is drawn anew.

        Args:
            y, mu: the need and the centre of need now.
            shock: z, standard normal.
        """
        size = rules.need.revision_size
        return mu + math.sqrt(1.0 - size * size) * (y - mu) + size * rules.need.spread * shock

    @decision
    def tier(self, value, rules):
        """Procurement tier of a requirement by its value."""
        if value < rules.need.small_below:
            return SMALL
        if value < rules.need.large_from:
            return MEDIUM
        return LARGE

    @decision
    def publishes(self, t, planned, horizon):
        """A requirement is published from ``horizon`` quarters before its tender."""
        return t >= planned - horizon

    @decision
    def commits(self, u, commitment):
        """Protects the money of a published requirement: the share ``commitment`` of them; ``u`` is uniform in (0, 1)."""
        return u < commitment

    @decision
    def can_promise(self, yearly, commitment, horizon):
        """Value of requirements that can be promised at a time: the committed share of the budget of the published quarters."""
        return commitment * yearly * horizon / QUARTERS_PER_YEAR

    @decision
    def rank_of_promise(self, value, quarters_left, rules):
        """What is promised first, the highest rank: the largest, or what is nearest its tender."""
        return value if rules.budgets.commitment_rule == LARGEST_FIRST else -float(quarters_left)

    @decision
    def put_by(self, quarters_left, rules):
        """Share of its value that has been put by for a promised requirement: 1 in the quarter of its tender, less before."""
        ahead = rules.budgets.reserve_ahead + 1
        return min(1.0, max(0.0, 1.0 - quarters_left / ahead))

    @decision
    def engages(self, t, planned, lead):
        """Early engagement runs from ``lead`` quarters before the tender until it opens."""
        return lead > 0 and planned - lead <= t < planned

    @decision
    def can_be_ready(self, trl, required_trl, quarters_left, rules):
        """Whether a technology could climb to the required TRL before the tender, if money were no obstacle."""
        return (required_trl - trl) * rules.development.quickest_step <= quarters_left

    @decision(of="kind")
    def gap_left(trl, required_trl, rules):
        """Share of a technology's gap that the sponsor expects steering to leave by the required TRL."""
        return geometry.gap_left(trl, required_trl, rules)

    @decision
    def invitation_score(self, gap, gap_left):
        """Whom to invite: the smaller the gap to the need that would be left, the better; -(gap x gap_left).

        To the score comes an error of judgement, uniform in (-b, b), b = ``invitations.judgement``, in units of distance.

        Args:
            gap: distance of the technology from the need now.
            gap_left: share of it that steering can be expected to leave (1 late, small early).
        """
        return -(gap * gap_left)

    @decision
    def has_developed(self, quarters_left, rules):
        """Has technology developed for a requirement from so many quarters before its tender on, until that opens."""
        return 0 < quarters_left <= rules.sponsored.lead

    @decision
    def pays_for(self, cost, value, rules):
        """Pays for development that still costs at most a share of the value of the requirement."""
        return cost <= rules.sponsored.most * value

    @decision
    def judges(self, merit, error, rules):
        """Judged merit of a technology: what it will be, and an error, standard normal x the spread of judgement."""
        return merit + rules.sponsored.judgement * error

    @decision
    def wants(self, gain, least):
        """Whether a user finds a technology worth an order: its gain in ln merit over what there is, at least the least."""
        return gain >= least

    @decision
    def orders_follow_on(self, u, levers):
        """Whether the user of a completed project finds a budget line for it; ``u`` is the project's luck, uniform in (0, 1)."""
        return u < levers.uptake.follow_on

    @decision
    def looks_for_ready(self, u, levers):
        """Whether the user of a piece of equipment looks round for something ready this quarter; the lever is a yearly share."""
        return u < levers.uptake.rapid / QUARTERS_PER_YEAR

    @decision
    def tries(self, u, levers):
        """Whether a technology comes up for trial this quarter; the lever is a yearly chance."""
        return u < levers.uptake.trial / QUARTERS_PER_YEAR
