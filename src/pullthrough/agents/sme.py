"""Small and medium-sized enterprises, inside and outside defence."""

from __future__ import annotations

import math

from pullthrough.agents.organisation import Organisation
from pullthrough.engine.binding import decision
from pullthrough.world.codes import ACTIVE, QUARTERS_PER_YEAR

LN_10 = math.log(10.0)


class SME(Organisation):
    """A firm of fewer than 250 employees; while ``standing`` is OUTSIDE it is a potential entrant."""

    @decision
    def notices_defence(self, u, told, rules):
        """Whether a firm outside looks at defence at all this quarter: by itself, else if it is told.

        ``u`` is uniform in (0, 1), ``told`` the chance that somebody tells it.
        """
        return u < rules.entry.notice_base + (1.0 - rules.entry.notice_base) * told

    @decision
    def is_told(self, outreach, cluster, friends, rules):
        """Chance of hearing of defence: from regional innovation partners, a cluster, or firms inside that it knows.

        1 - (1 - outreach) (1 - cluster) (1 - min(1, notice x friends)), ``friends`` the summed strength of its ties.
        """
        word = min(1.0, rules.ties.notice * friends)
        return 1.0 - (1.0 - outreach) * (1.0 - cluster) * (1.0 - word)

    @decision
    def weighs_news(self, published, heard, friends, rules):
        """Believed yearly result of a newcomer: published results, and those heard of firms that it knows.

        (published + w heard) / (1 + w), w = news weight x summed strength of its ties to SMEs inside.
        """
        weight = rules.ties.news_weight * friends
        return published + (heard - published) * weight / (1.0 + weight)

    @decision
    def relocates(self, u, here, there, rules):
        """Whether a firm that enters settles with the cluster next door: u < pull x (its reach less that of its own)."""
        return u < rules.clusters.pull * max(0.0, there - here)

    @decision
    def value_of_entry(self, award_rate, award, contract_rate, contract_value, rules):
        """Expected value of defence work over the horizon H: H (a^v (p_award x award x worth + p_contract x m x V) - upkeep).

        m is the margin with follow-on orders, upkeep that of a year, a the firm's capability: the able expect more than the
        news says.

        Args:
            award_rate, contract_rate: published yearly results of newcomers (see ``processes/accounts.py``).
            award: mean award; contract_value: value of a contract that a firm of this size could win.
        """
        margin = rules.private_money.margin * rules.private_money.follow_on
        gain = award_rate * award * rules.entry.award_worth + contract_rate * margin * contract_value
        gain *= math.exp(rules.entry.own_view * math.log(self.capability))
        return rules.entry.horizon * (gain - QUARTERS_PER_YEAR * self.upkeep)

    @decision
    def worth_elsewhere(self, lasting, passing, rules):
        """Value of staying civil over the horizon: median x exp(s (sqrt(r) z + sqrt(1 - r) z')).

        Args:
            lasting, passing: z of the firm and z' of the year, standard normal.
        """
        share = rules.entry.outside_lasting
        luck = math.sqrt(share) * lasting + math.sqrt(1.0 - share) * passing
        return int(rules.entry.outside_median * math.exp(rules.entry.outside_spread * luck))

    @decision
    def is_born(self, uniform, opportunity, rules):
        """Whether a new firm takes a vacant place: u < rate x O^e, O what defence offers newcomers, 1 at the start."""
        return uniform < rules.entry.births * math.exp(
            rules.entry.birth_elasticity * math.log(min(max(opportunity, 1e-9), 1e9))
        )

    @decision
    def enters_defence(self, value, rules):
        """Enters if the expected value exceeds entry cost and outside option, and it can pay the entry cost."""
        cost = rules.entry.cost
        return value > cost + self.outside_option and self.cash >= cost

    @decision
    def cost_of_staying(self, rules):
        """Upkeep of a defence supplier for a quarter, whole GBP thousand: u (employees / 10)^b, at least 1."""
        upkeep = rules.exit.upkeep * math.exp(rules.exit.upkeep_size_elasticity * (self.ln_employees - LN_10))
        return max(1, int(upkeep + 0.5))

    @decision
    def affords(self, cost, rules):
        """Can pay for a proposal or a bid out of what exceeds a reserve of some quarters' upkeep."""
        return self.cash - rules.exit.reserve * self.upkeep >= cost

    @decision
    def prospects_are_poor(self, value):
        """Whether a year's expected value of staying is below a year's upkeep."""
        return value < QUARTERS_PER_YEAR * self.upkeep

    @decision
    def leaves_defence(self, rules):
        """Leaves after a run of poor quarters."""
        return self.poor_quarters > rules.exit.patience

    @decision
    def hazard_of_death(self, rules):
        """Quarterly hazard of closing for reasons outside defence: h_0 (employees / 10)^-b."""
        return rules.exit.death_hazard * math.exp(-rules.exit.death_size_elasticity * (self.ln_employees - LN_10))

    @decision
    def value_of_staying(self, award, contract_value, revenue, rules):
        """A year's expected value of defence work, from the firm's own experience.

        n_p p_award x award x worth + n_b p_contract x m x V + m_0 R: proposals and bids a year times the chance of each, and the
        margin on last year's defence revenue. m is the margin with follow-on orders, m_0 without.

        Args:
            award: mean award; contract_value: V.
            revenue: R, GBP thousand, of last year from defence.
        """
        margin = rules.private_money.margin
        awards = self.proposals_yearly * self.belief_award * award * rules.entry.award_worth
        contracts = self.bids_yearly * self.belief_contract * margin * rules.private_money.follow_on * contract_value
        return awards + contracts + margin * revenue

    @decision
    def takes_subcontract(self, worth, rules):
        """Whether it goes through certificates and audits for its first subcontract: it is worth them, and it can pay.

        Args:
            worth: expected margin over the term of the subcontract, GBP thousand.
        """
        return worth > rules.supply_chain.qualify and self.cash >= rules.supply_chain.qualify

    @decision
    def short_of_cash(self, cost):
        """Listens to an offer of capital if its cash would not pay what a project still costs."""
        return self.cash < cost

    @decision
    def takes_over_support(self):
        """Small support jobs of a firm that closes pass to another SME inside defence."""
        return self.standing == ACTIVE
