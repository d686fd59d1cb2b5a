"""The office that runs one funding instrument."""

from __future__ import annotations

from pullthrough.agents.view import RowAgent
from pullthrough.engine.binding import decision


class FundingBody(RowAgent):
    """One funding body an instrument; its state is the instrument's row: rules and pot."""

    table = "instruments"

    @decision
    def is_in_force(self, yearly_budget):
        """Whether the instrument exists at all: a call without a budget is closed."""
        return yearly_budget > 0.0

    @decision
    def opens(self, t):
        """A call opens every ``opens_every`` quarters."""
        return t % self.opens_every == 0

    @decision
    def admits_segment(self, segment):
        """Whether the instrument is for this segment of need; most are for all."""
        return self.for_segments == 0 or (self.for_segments >> segment) & 1 != 0

    @decision
    def admits_technology(self, trl, paid_by):
        """Formal eligibility of a technology: TRL range, and not paid for before if the instrument pays once."""
        if self.once and (paid_by & self.bit) != 0:
            return False
        return self.trl_min <= trl <= self.trl_max

    @decision
    def admits_applicant(self, kind, awards_before):
        """Formal eligibility of an applicant: kind of organisation, newcomers only or not."""
        if self.newcomers_only and awards_before > 0:
            return False
        return self.admits_kind[kind] != 0

    @decision
    def award(self, cost):
        """Size of the award asked for: the share covered of the cost of the step, up to the cap."""
        return min(int(self.cost_share * cost), self.award_cap)

    @decision
    def pays_enough(self, award, cost, rules):
        """Whether an award pays for a piece of work that it can finish: award >= least part x cost share x cost of the step."""
        return award >= rules.proposals.least_part * self.cost_share * cost

    @decision
    def match(self, award):
        """What the owner adds to an award that covers a share s of the work: award x (1 - s) / s."""
        return award * (1.0 - self.cost_share) / self.cost_share

    @decision
    def score(self, ln_quality, ln_fit, newcomer, error):
        """Score of a proposal: w_q ln q + w_f ln fit + w_n [newcomer] + sigma e.

        ``ln_fit`` is 0 for an open theme. The newcomer weight is a rule of the call, published as such.
        """
        score = self.weight_quality * ln_quality + self.weight_fit * ln_fit + self.assessor_noise * error
        if newcomer:
            score += self.weight_newcomer
        return score

    @decision
    def asks_for_user(self, u, levers):
        """Whether a call asks proposals for a user in view; ``u`` is the call's luck of the quarter, uniform in (0, 1)."""
        return u < levers.uptake.user_in_view
