"""Higher-tier suppliers."""

from __future__ import annotations

import math

from pullthrough.agents.organisation import Organisation
from pullthrough.engine.binding import decision


class Prime(Organisation):
    """A supplier large enough to lead any contract, and the way in for those who cannot."""

    @decision
    def idea_rate(self, ln_money, rules):
        """Technologies started a quarter: r_0 M^e, M the money of public R&D now over what it was at the start."""
        return rules.ideas.rate_prime * math.exp(rules.ideas.money_elasticity * ln_money)

    @decision
    def can_lead(self, value, rules):
        """Primes may lead contracts of any size."""
        return True

    @decision
    def search_cost(self, tie, rules):
        """Cost of taking a partner into a bid, less what is saved if both know each other; ``tie`` is the strength."""
        return rules.teaming.search_cost * (1.0 - rules.ties.search_saving * tie)

    @decision
    def backs(self, prospect, search_cost, rules):
        """Stands behind a partner's project if its own share of the expected margin exceeds the search cost."""
        return prospect * (1.0 - rules.teaming.subcontract_share) > search_cost

    @decision
    def offers_instead(self, merit, proven_merit, own, rules):
        """Offers a technology instead of its own proven product: a partner's only if what it adds outweighs the partner's share.

        (1 - s) exp(merit - merit of the proven product) > 1: chances in a tender are as exp(merit), of which it keeps 1 - s.
        """
        kept = 1.0 if own else 1.0 - rules.teaming.subcontract_share
        return kept * math.exp(merit - proven_merit) > 1.0

    @decision
    def buys_firm(self, uniform, price, rules):
        """Whether it buys an SME whose technology is in service: u < rate, and it has the price."""
        return uniform < rules.takeovers.rate and self.cash >= price

    @decision(of="kind")
    def favours_smes(share, target, rules):
        """What a prime adds to the scores of SMEs while it misses its target: w max(0, target - its SMEs' share)."""
        return rules.supply_chain.target_weight * max(0.0, target - share)

    @decision(of="kind")
    def package_score(ln_quality, luck, has_it, unproven, rules):
        """Score of an offer for a package of work: ln quality + s luck + habit [has it] - h [unproven].

        Args:
            ln_quality: ln capability of an SME, with what a target adds to it; the edge of a larger firm.
            luck: standard normal, of price and fit.
            has_it: whether it supplies the package already.
            unproven: whether it never had a subcontract.
        """
        chain = rules.supply_chain
        return ln_quality + chain.luck * luck + chain.habit * has_it - chain.unproven * unproven

    @decision(of="kind")
    def passes_to_smes(share, target, rules):
        """SMEs' share of what primes pass on: share + a (max(target, usual) - share), no target below the usual share."""
        wanted = max(target, rules.supply_chain.sme_share)
        return share + rules.supply_chain.adjustment * (wanted - share)

    @decision
    def fields_partner(self, prospect, bid_cost, search_cost, rules):
        """Takes a partner's technology into a bid if its share of the margin covers the bid and the search, and it can pay."""
        share = prospect * (1.0 - rules.teaming.subcontract_share)
        return share > bid_cost + search_cost and self.cash >= bid_cost + search_cost
