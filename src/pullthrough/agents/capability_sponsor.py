"""The office that owns a segment's requirements and engages suppliers before the tender."""

from __future__ import annotations

import math

from pullthrough.agents.view import RowAgent
from pullthrough.engine.binding import decision
from pullthrough.world import geometry
from pullthrough.world.codes import LARGE, MEDIUM, QUARTERS_PER_YEAR, SMALL


class CapabilitySponsor(RowAgent):
    """One sponsor a segment; its state is the segment's row."""

    table = "segments"

    @decision
    def lead_time(self, value, rules):
        """Quarters from conception to tender: L = l_0 + l_1 ln(V / GBP 1m), between 1 and the longest lead."""
        lead = rules.need.lead_base + rules.need.lead_per_log_value * math.log(max(value, 1.0) / 1000.0)
        return int(min(max(lead, 1.0), rules.need.lead_max))

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
