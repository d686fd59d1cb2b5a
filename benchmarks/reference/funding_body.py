"""One funding body an instrument: calls, proposals, awards."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING
from zlib import crc32

import mesa

from pullthrough import agents
from pullthrough.parameters.world_schema import APPLICANTS, THEMES, Instrument
from pullthrough.world import codes, geometry, ledger
from pullthrough.world.codes import (
    DEVELOPING,
    DRAW_ASSESSOR,
    KEY_INSTRUMENT,
    NEVER,
    READY_TRL,
    THEME_OPEN,
    THEME_REQUIREMENT,
)
from reference import draws
from reference.things import decides_as

if TYPE_CHECKING:
    from reference.model import ReferenceModel
    from reference.organisations import Organisation
    from reference.technology import Technology

KIND_OF_APPLICANT = {"sme": codes.SME, "prime": codes.PRIME, "academic": codes.ACADEMIC}


@decides_as(agents.FundingBody)
class FundingBody(mesa.Agent):
    """The rules of one instrument, and its pot."""

    model: ReferenceModel

    def __init__(self, model: ReferenceModel, place: int, name: str, record: Instrument) -> None:
        super().__init__(model)
        self.name = name
        self.key = draws.child(model.root, KEY_INSTRUMENT, crc32(name.encode()))
        self.bit = 1 << place
        self.opens_every = record.opens_every
        self.trl_min = record.trl_min
        self.trl_max = record.trl_max
        self.admits_kind = [False] * 3
        for applicant in APPLICANTS:
            self.admits_kind[KIND_OF_APPLICANT[applicant]] = applicant in record.applicants
        self.newcomers_only = record.newcomers_only
        self.theme = THEMES.index(record.theme)
        self.award_cap = int(record.award_cap)
        self.cost_share = record.cost_share
        self.partner_needed = record.partner_needed
        self.once = record.once
        self.loan = record.loan
        self.loan_rate = record.loan_rate
        self.proposal_cost = int(record.proposal_cost)
        self.decision_time = record.decision_time
        self.weight_quality = record.weight_quality
        self.weight_fit = record.weight_fit
        self.weight_newcomer = record.weight_newcomer
        self.assessor_noise = record.assessor_noise
        self.carry_over = record.carry_over
        self.innovation_call = record.innovation_call
        self.pot = 0

    def hold_call(self) -> None:
        """Fill the pot with a quarter of the year's budget; if a call opens now, rank the proposals and pay."""
        model = self.model
        money = int(model.levers.funding[self.name] * 0.25)
        model.move(ledger.TREASURY, ledger.POTS, money)
        self.pot += money
        model.flow.offered += money
        if self.pot <= 0 or not self.opens(model.t):
            return
        proposals = []
        for sponsor in model.sponsors:
            for tech in sponsor.technologies:
                if self.is_eligible(tech) and self.is_proposed(tech):
                    proposals.append((self.assess(tech), tech))
        proposals.sort(key=itemgetter(0), reverse=True)
        self.fund([tech for _, tech in proposals])
        if not self.carry_over:
            model.move(ledger.POTS, ledger.TREASURY, self.pot)
            self.pot = 0

    def is_eligible(self, tech: Technology) -> bool:
        """At liberty, unfinished, without a grant, not lately rejected here, and admitted by the rules of the call."""
        if tech.status > DEVELOPING or tech.grant > 0 or tech.trl >= READY_TRL:
            return False
        if self.model.t - tech.rejected >= self.model.rules.proposals.wait:
            tech.rejected_by = 0
        if tech.rejected_by & self.bit:
            return False
        if not self.admits_technology(tech.trl, tech.paid_by):
            return False
        owner = tech.owner
        if not self.admits_applicant(owner.kind, owner.awards):
            return False
        if self.theme == THEME_REQUIREMENT and tech.target is None:
            return False
        if self.partner_needed:
            primes = owner.sponsor.primes
            return bool(primes) and primes[0].backs(
                tech.expected_margin, self.model.rules.teaming.search_cost, self.model.rules
            )
        return True

    def is_proposed(self, tech: Technology) -> bool:
        """Whether the owner finds a proposal worth its cost; it pays for it."""
        model, owner = self.model, tech.owner
        award = self.award(tech.step_cost - tech.step_spent)
        cost = float(self.proposal_cost)
        if not owner.applies(float(award), cost) or not owner.affords(cost, model.rules):
            return False
        if not self.is_matched(tech, float(self.match(award))):
            return False
        owner.pay(ledger.INDUSTRY, self.proposal_cost)
        assessing = int(model.rules.public_cost.call_administration)
        model.move(ledger.TREASURY, ledger.OFFICIALS, assessing)
        model.flow.administration += assessing
        model.flow.proposals += 1
        if self.innovation_call:
            model.flow.call_proposals += 1
            model.flow.call_proposals_new += owner.awards == 0
            model.flow.call_proposals_sme += owner.kind == codes.SME
            model.flow.call_proposals_sme_new += owner.kind == codes.SME and owner.awards == 0
        return True

    def is_matched(self, tech: Technology, match: float) -> bool:
        """Whether the owner would and could pay its part of the work."""
        owner, rules = tech.owner, self.model.rules
        if match <= 0.0:
            return True
        means = owner.cash - self.proposal_cost + rules.proposals.match_ahead * owner.own_rd(rules)
        return means >= match and owner.coinvests(tech.expected_margin, match, rules)

    def assess(self, tech: Technology) -> float:
        """Score of a proposal, with the assessors' error."""
        error = draws.normal(draws.pair(self.key, tech.key), DRAW_ASSESSOR, self.model.t, 0)
        return self.score(tech.ln_quality, self.fit_to_theme(tech), tech.owner.awards == 0, error)

    def fit_to_theme(self, tech: Technology) -> float:
        """ln fit to nothing, to the segment's need, or to one requirement."""
        rules = self.model.rules
        if self.theme == THEME_OPEN:
            return 0.0
        if self.theme == THEME_REQUIREMENT:
            return geometry.ln_fit(geometry.distance(tech.x, tech.target.y), rules.signal.fit_width)
        return geometry.ln_fit(geometry.distance(tech.x, tech.owner.sponsor.mu), rules.need.spread)

    def fund(self, ranked: list[Technology]) -> None:
        """Fund the best while the money lasts; every applicant learns its own result."""
        t, weight = self.model.t, self.model.rules.belief.own_weight
        still_paying = True
        for tech in ranked:
            award = self.award(tech.step_cost - tech.step_spent)
            still_paying = still_paying and award <= self.pot
            if still_paying:
                self.grant(tech, award)
            else:
                tech.rejected = t
                tech.rejected_by |= self.bit
            owner = tech.owner
            owner.belief_award = owner.learns(owner.belief_award, 1.0 if still_paying else 0.0, weight)

    def grant(self, tech: Technology, award: int) -> None:
        """Give an award to a technology."""
        model, owner = self.model, tech.owner
        model.move(ledger.POTS, ledger.GRANTS, award)
        self.pot -= award
        tech.grant = award
        tech.grant_from = model.t + self.decision_time
        tech.grant_share = self.cost_share
        tech.grant_owed = 1.0 + self.loan_rate if self.loan else 0.0
        tech.paid_by |= self.bit
        if tech.funded == NEVER:
            tech.funded = model.t
            model.flow.funded_starts += 1
        self.count(owner, award)
        if owner.first_award == NEVER:
            owner.first_award = model.t
        owner.last_award_year = model.year
        owner.awards += 1

    def count(self, owner: Organisation, award: int) -> None:
        """Statistics of an award."""
        model, flow = self.model, self.model.flow
        first_year = owner.awards == 0 or owner.first_award >= model.year_began
        flow.awards += 1
        flow.award_money += award
        if owner.last_award_year != model.year:
            flow.award_winners += 1
            flow.award_winners_new += first_year
        if first_year:
            flow.award_money_new += award
        if self.innovation_call:
            flow.call_awards += 1
            flow.call_money += award
            if owner.kind == codes.SME:
                flow.call_money_sme += award
                flow.call_awards_sme += 1
                flow.call_awards_new += owner.awards == 0
            if owner.last_call_year != model.year:
                flow.call_winners += 1
                flow.call_winners_new += owner.first_call == NEVER
            if owner.first_call == NEVER:
                owner.first_call = model.t
            owner.last_call_year = model.year
