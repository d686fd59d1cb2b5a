"""What primes, SMEs and academic groups have in common: ideas, beliefs, projects, bids."""

from __future__ import annotations

import math

from pullthrough.agents.view import RowAgent
from pullthrough.engine.binding import decision
from pullthrough.world import geometry
from pullthrough.world.codes import QUARTERS_PER_YEAR

LN_50 = math.log(50.0)  # employees of the reference SME


class Organisation(RowAgent):
    """A holder of ideas. ``self`` is a Mesa agent, a NumPy record or a compiled record alike; money in GBP thousand."""

    table = "organisations"

    @decision
    def idea_rate(self, ln_money, rules):
        """Technologies started a quarter: r_i = r_0 (employees / 50)^b M^e, less than proportional to size (b < 1).

        ``ln_money`` is ln M, the money of public R&D now over what it was at the start.
        """
        larger = rules.ideas.size_elasticity * (self.ln_employees - LN_50)
        return rules.ideas.rate_reference * math.exp(larger + rules.ideas.sme_money_elasticity * ln_money)

    @decision
    def first_trl(self, u, rules):
        """TRL at which an idea starts; firms start with a proof of concept. ``u`` is uniform in (0, 1)."""
        return rules.ideas.first_trl

    @decision
    def expected_fit(self, gap, tau, rules):
        """Expected fit to a need that is only believed: E[exp(-|x - y|^2 / 2h^2)] for y ~ N(belief, s^2 I), D dimensions.

        = (h^2 / (h^2 + s^2))^(D/2) exp(-gap^2 / (2 (h^2 + s^2))), with s^2 = 1 / (tau + 1 / sigma_y^2).

        Args:
            gap: distance of the technology from the believed need.
            tau: precision of the signal (see :meth:`precision`).
        """
        width = rules.signal.fit_width * rules.signal.fit_width
        unsure = 1.0 / (tau + 1.0 / (rules.need.spread * rules.need.spread))
        both = width + unsure
        return math.exp(0.5 * rules.dimensions * math.log(width / both) - gap * gap / (2.0 * both))

    @decision
    def precision(self, published, engagements, rules):
        """tau = tau_seg + tau_pub [published] + n_eng tau_eng: how sharply the organisation sees a requirement."""
        tau = rules.signal.precision_segment + engagements * rules.signal.precision_engaged
        if published:
            tau += rules.signal.precision_published
        return tau

    @decision
    def steering_rate(self, trl, rules):
        """Design freeze: rho_k = rho_0 exp(-eta (k - 1)), the share of the gap closed in a quarter of work at TRL k."""
        return rules.steering.rate * math.exp(-rules.steering.freeze * (trl - 1))

    @decision(of="kind")
    def gap_left(trl, required_trl, rules):
        """Share of today's gap that the owner expects steady work to leave at the required TRL."""
        return geometry.gap_left(trl, required_trl, rules)

    @decision
    def can_be_ready(self, trl, required_trl, quarters_left, rules):
        """Whether the project could be ready before a tender if money were no obstacle; else it does not read on."""
        return (required_trl - trl) * rules.development.quickest_step <= quarters_left

    @decision
    def prospect(self, fit, value, rivals, trust, rules):
        """Expected margin from a requirement: trust x fit x V x margin x follow-on / (1 + expected rivals)."""
        worth = value * rules.private_money.margin * rules.private_money.follow_on
        return trust * fit * worth / (1.0 + rivals)

    @decision
    def speculative_prospect(self, value, rules):
        """Expected margin without a requirement in view: min(1, p_contract x tries) x V x margin x follow-on.

        What experience suggests of the tenders to come in the segment, ``value`` a usual one of them.
        """
        chance = min(1.0, self.belief_contract * rules.private_money.tries)
        return chance * value * rules.private_money.margin * rules.private_money.follow_on

    @decision
    def forms_tie(self, distance, u, rules):
        """Whether a first meeting bears fruit: if u < (d / d*) exp(1 - d / d*).

        Those who know the same have nothing to tell each other, those who know too different things cannot.
        """
        return u < geometry.complementarity(distance, rules.ties.best_distance)

    @decision
    def absorptive_capacity(self, rules):
        """Ability to learn from others: a R / (a R + R_half), R own R&D over turnover (Cohen and Levinthal 1990)."""
        own = self.capability * self.rd_intensity
        return own / (own + rules.transfer.half_intensity)

    @decision
    def share_learnt(self, distance, strength, absorbed, rules):
        """Share of the distance to a partner's knowledge that is learnt in a quarter.

        rate x absorptive capacity x strength of the tie x complementarity.
        """
        fruit = geometry.complementarity(distance, rules.ties.best_distance)
        return rules.transfer.rate * absorbed * strength * fruit

    @decision
    def draws_on_partner(self, u, rules):
        """Whether an idea draws on the partner of whom the organisation learnt last."""
        return u < rules.transfer.joint_ideas

    @decision
    def joins_cluster(self, u, chance, fee):
        """Whether it takes up a cluster's invitation: by luck, and if it has the fee."""
        return u < chance and self.cash >= fee

    @decision
    def own_rd(self, rules):
        """Own R&D money for defence projects this quarter: intensity(size) x turnover x share / 4."""
        return int(self.rd_intensity * self.turnover * rules.private_money.defence_rd_share / QUARTERS_PER_YEAR)

    @decision
    def own_rd_from_cash(self, usual, rules):
        """Own R&D money out of the firm's accounts: at most what is usual, and what cash exceeds the upkeep kept in reserve."""
        return max(0, min(usual, self.cash - rules.exit.reserve * self.upkeep))

    @decision
    def prospect_learnt(self, fit, usual_fit, chance, value, trust, rules):
        """Expected margin with a chance learnt from all tenders: trust x min(1, c fit / usual fit) x V x margin x follow-on.

        Args:
            fit, usual_fit: expected fit of this technology, and of novel offers usually.
            chance: c, published chance that a novel offer of usual fit wins, against proven and foreign products too.
        """
        worth = value * rules.private_money.margin * rules.private_money.follow_on
        return trust * min(1.0, chance * fit / usual_fit) * worth

    @decision
    def coinvests(self, prospect, remaining_cost, rules):
        """Puts own money in when the expected margin exceeds the remaining cost times a hurdle."""
        return prospect > rules.private_money.hurdle * remaining_cost

    @decision
    def cost_for_defence(self, cost, civil_use, rules):
        """What defence business has to bring in of a cost: c (1 - r u), u the share of civil use, r what that returns."""
        return cost * (1.0 - rules.growth.civil_return * civil_use)

    @decision
    def convinces_investor(self, prospect, remaining_cost, signals, rules):
        """Outside investors hold the same view of the prospect, ask for more of it, and believe it the more, the more they see.

        prospect x (1 + b)^n > hurdle x cost, n the signals seen of award, trial and order, b what one is worth.
        """
        seen = math.exp(signals * math.log(1.0 + rules.private_money.investor_signal))
        return prospect * seen > rules.private_money.investor_hurdle * remaining_cost

    @decision
    def stake_after(self, amount):
        """Share that investors hold after they put in an amount: 1 - (1 - s) T / (T + amount), T a year's turnover."""
        worth = max(1.0, float(self.turnover))
        return 1.0 - (1.0 - self.stake) * worth / (worth + amount)

    @decision
    def chance_at_call(self, success_ratio):
        """Chance that it gives itself at one call: min(1, p_hat r), r the call's published success rate over that of all."""
        return min(1.0, self.belief_award * success_ratio)

    @decision
    def gain_from_proposal(self, chance, award, cost, rules):
        """Expected gain from a proposal per pound of its cost: (p x award x worth - cost) / cost.

        An award pays for work; ``worth`` is what is left to the firm of a pound of it: margin, and knowledge of civil use.
        """
        return (chance * award * rules.entry.award_worth - cost) / max(cost, 1.0)

    @decision
    def proposal_cost(self, full_cost, award, award_cap, rules):
        """Cost of a proposal, whole GBP thousand: full cost x (f + (1 - f) award / largest award), at least 1."""
        fixed = rules.attention.proposal_fixed
        return max(1, int(full_cost * (fixed + (1.0 - fixed) * award / max(1.0, award_cap)) + 0.5))

    @decision
    def staff_time(self, rules):
        """Staff time for proposals, bids and meetings, GBP thousand a quarter: share x employees x cost / 4."""
        return rules.attention.staff_share * self.employees * rules.attention.person_cost / QUARTERS_PER_YEAR

    @decision
    def has_time_for(self, cost, rules):
        """Whether its staff have time for a proposal or a meeting of this cost."""
        return self.attention >= cost

    @decision
    def has_time_for_bid(self, cost, staff_time, rules):
        """Whether its staff have time for a bid: other work may be put off for it, as many quarters as time can be saved."""
        return self.attention + rules.attention.saved * staff_time >= cost

    @decision
    def craft(self, rules):
        """What practice in proposing adds to a score: c n / (n + half), n the proposals written, faded."""
        return rules.attention.craft * self.practice / (self.practice + rules.attention.craft_half)

    @decision
    def experience_after(self, staff_at_work, rules):
        """Experience after a quarter: E <- (1 - f) E + s, s the share of its staff at defence work, at most 1."""
        return (1.0 - rules.capability.forgetting) * self.experience + min(1.0, staff_at_work)

    @decision
    def ln_capability(self, absorbed, ln_knowledge, ln_staffing, rules):
        """ln a = ln a_0 + w ln(1 + E) + s A ln(G / G_0) + p ln(people at hand / needed).

        Args:
            absorbed: A, absorptive capacity, 0 to 1.
            ln_knowledge: ln (G / G_0), public knowledge of the segment.
            ln_staffing: ln of skilled people at hand over those needed in the region.
        """
        learnt = rules.capability.work * math.log(1.0 + self.experience)
        science = rules.capability.science * absorbed * ln_knowledge
        return self.talent + learnt + science + rules.capability.people * ln_staffing

    @decision
    def civil_turnover_aimed_at(self, rules):
        """Civil turnover that R&D capital allows: T_0 (1 + K / B)^e, B the capital of its civil R&D at the start, i T_0 / d."""
        usual = self.rd_intensity * self.civil_start / rules.growth.depreciation
        if usual <= 0.0 or self.rd_capital <= 0.0:
            return float(self.civil_start)
        return self.civil_start * math.exp(rules.growth.elasticity * math.log(1.0 + self.rd_capital / usual))

    @decision
    def takes_licence(self, margin, fee):
        """Takes a university's technology over if it hopes for more than the fee, and has it."""
        return margin > fee and self.cash >= fee

    @decision
    def affords(self, cost, rules):
        """Can pay for a proposal or a bid."""
        return self.cash >= cost

    @decision
    def learns(self, belief, result, weight):
        """Exponential forgetting: belief <- belief + weight (result - belief)."""
        return belief + weight * (result - belief)

    @decision
    def can_lead(self, value, rules):
        """May lead a contract of up to kappa years of its turnover; above that it needs a prime."""
        return value <= rules.teaming.capacity * self.turnover

    @decision
    def can_lead_jointly(self, value, partners, rules):
        """May lead a contract with others: kappa (own turnover + share x what they turn over), partners by strength of tie."""
        return value <= rules.teaming.capacity * (self.turnover + rules.teaming.joint_capacity * partners)

    @decision
    def bids_jointly(self, u, levers):
        """Whether it bids with others where it could not alone; ``u`` is the luck of the technology, uniform in (0, 1)."""
        return u < levers.teaming.consortia

    @decision
    def ln_planned_ahead(self, trust, notice, put_off, rules):
        """Added to ln price: - s T min(1, max(0, n - usual) / N) + i x quarters put off.

        Whoever knows early what will be bought, and believes it, orders, hires and invests in time; who has kept people and plant
        ready for a tender that is put off has paid for them.

        Args:
            trust: T, industry's trust in the published plan of the segment.
            notice: n, quarters between publication and the date first published.
            put_off: quarters by which the tender was later than that.
        """
        ahead = min(1.0, max(0.0, float(notice - rules.trust.plan_usual)) / rules.trust.plan_notice)
        return rules.trust.idle * put_off - rules.trust.plan_saving * trust * ahead

    @decision
    def bid_cost(self, value, procedure, factor, rules):
        """Cost of a bid: c_b (V / GBP 1m)^e (1 + c_q x quarters of procedure) x factor of the rules in force."""
        size = math.exp(rules.tender.bid_cost_elasticity * math.log(max(value, 1.0) / 1000.0))
        return int(rules.tender.bid_cost * size * (1.0 + rules.tender.bid_cost_per_quarter * procedure) * factor)

    @decision
    def bids(self, prospect, cost):
        """Finds a tender worth a bid if the expected margin exceeds what the bid costs, whoever will lead it."""
        return prospect > cost

    @decision
    def ln_price(self, shock, bidders, rules):
        """ln(price / value) = sigma_p e - c ln n: own cost luck, and competition among n offers."""
        return rules.tender.price_spread * shock - rules.tender.competition_discount * math.log(bidders)

    @decision
    def takes_over_support(self):
        """Whether it may inherit the support work of a firm that closes: SMEs inside defence do, see :class:`SME`."""
        return False

    @decision
    def upgrade_score(self, gain, own, rules):
        """A design authority's score of a technology: gain in ln merit, less what guards its own products if it is another's."""
        return gain if own else gain - rules.upgrades.guard

    @decision
    def support_bid_cost(self, full_cost, rules):
        """Cost of a bid for support work: a share of what one for equipment of the same value costs, at least 1."""
        return max(1, int(rules.support.bid_share * full_cost))

    @decision
    def wants_support(self, value, cost, rules):
        """Whether a bid is worth it: V x margin / (1 + rivals) > cost, an even chance among the places."""
        return value * rules.private_money.margin / (1.0 + rules.support.rivals) > cost

    @decision
    def shows_references(self):
        """Whether it can show work for this customer: support work now, or a contract delivered that still counts."""
        return self.support_base > 0 or self.track_record >= 0.5
