"""One funding body an instrument: calls, proposals, awards."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING
from zlib import crc32

import mesa

from pullthrough import agents
from pullthrough.parameters.schema.world import APPLICANTS, THEMES, Instrument
from pullthrough.world import codes, geometry, ledger
from pullthrough.world.codes import (
    DRAW_ASSESSOR,
    KEY_INSTRUMENT,
    NEVER,
    THEME_OPEN,
    THEME_REQUIREMENT,
)
from reference import draws
from reference.things import decides_as
from reference.work import civil_use

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
        self.success_ratio = 1.0
        self.takes_proposals = False

    def open_call(self) -> None:
        """Without a budget there is no call; with one the pot is filled, and the call may open now."""
        model = self.model
        budget = model.levers.funding[self.name]
        self.takes_proposals = False
        if not self.is_in_force(budget):
            self.give_back()
            return
        money = int(budget * 0.25)
        model.move(ledger.TREASURY, ledger.POTS, money)
        self.pot += money
        model.flow.offered += money
        self.takes_proposals = self.pot > 0 and bool(self.opens(model.t))
        if self.innovation_call:
            model.news.calls_in_force += 1
            model.news.open_to_smes += self.admits_kind[codes.SME]

    def give_back(self) -> None:
        """What has not been awarded goes back to the Treasury."""
        self.model.move(ledger.POTS, ledger.TREASURY, self.pot)
        self.pot = 0

    def hold_call(self, received: list[Technology]) -> None:
        """Rank the proposals and pay."""
        ranked = []
        for tech in received:
            if tech.call is self:
                self.register(tech.owner)
                ranked.append((self.assess(tech), tech))
        ranked.sort(key=itemgetter(0), reverse=True)
        self.publish_success(len(ranked), self.fund([tech for _, tech in ranked]))
        if not self.carry_over:
            self.give_back()

    def is_eligible(self, tech: Technology) -> bool:
        """Not lately rejected here, and admitted by the rules of the call."""
        if tech.rejected_by & self.bit or not self.admits_technology(tech.trl, tech.paid_by):
            return False
        if not self.admits_applicant(tech.owner.kind, tech.owner.awards):
            return False
        return not (self.theme == THEME_REQUIREMENT and tech.target is None)

    def has_backing(self, tech: Technology) -> bool:
        """Whether a prime stands behind the project, where the call asks for one."""
        if not self.partner_needed:
            return True
        rules, primes = self.model.rules, tech.owner.sponsor.primes
        return bool(primes) and primes[0].backs(tech.expected_margin, rules.teaming.search_cost, rules)

    def register(self, owner: Organisation) -> None:
        """Count a proposal; officials read it."""
        model = self.model
        assessing = int(model.rules.public_cost.call_administration)
        model.move(ledger.TREASURY, ledger.OFFICIALS, assessing)
        model.flow.administration += assessing
        model.flow.proposals += 1
        if self.innovation_call:
            model.flow.call_proposals += 1
            model.flow.call_proposals_new += owner.awards == 0
            model.flow.call_proposals_sme += owner.kind == codes.SME
            model.flow.call_proposals_sme_new += owner.kind == codes.SME and owner.awards == 0

    def is_matched(self, tech: Technology, match: float, cost: int) -> bool:
        """Whether the owner would and could pay its part of the work, after a proposal of this cost."""
        owner, rules = tech.owner, self.model.rules
        if match <= 0.0:
            return True
        means = owner.cash - cost + rules.proposals.match_ahead * owner.own_rd(rules)
        to_earn = owner.cost_for_defence(match, civil_use(tech, rules), rules)
        return means >= match and owner.coinvests(tech.expected_margin, to_earn, rules)

    def assess(self, tech: Technology) -> float:
        """Score of a proposal, with the assessors' error."""
        error = draws.normal(draws.pair(self.key, tech.key), DRAW_ASSESSOR, self.model.t, 0)
        score = self.score(tech.ln_quality, self.fit_to_theme(tech), tech.owner.awards == 0, error)
        return score + tech.owner.craft(self.model.rules)

    def fit_to_theme(self, tech: Technology) -> float:
        """ln fit to nothing, to the segment's need, or to one requirement."""
        rules = self.model.rules
        if self.theme == THEME_OPEN:
            return 0.0
        if self.theme == THEME_REQUIREMENT:
            return geometry.ln_fit(geometry.distance(tech.x, tech.target.y), rules.signal.fit_width)
        return geometry.ln_fit(geometry.distance(tech.x, tech.owner.sponsor.mu), rules.need.spread)

    def publish_success(self, received: int, awarded: int) -> None:
        """What share of the proposals was funded, over that of all innovation calls."""
        usual = self.model.news.award_rate
        if received and usual > 0.0:
            ratio = awarded / received / usual
            self.success_ratio += self.model.rules.belief.call_weight * (ratio - self.success_ratio)

    def fund(self, ranked: list[Technology]) -> int:
        """Fund the best while the money lasts; every applicant learns its own result. Returns the number funded."""
        t, weight = self.model.t, self.model.rules.belief.own_weight
        still_paying, awarded = True, 0
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
            awarded += still_paying
        return awarded

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
        owner.note_sale()
        owner.last_award_year = model.year
        owner.awards += 1

    def count(self, owner: Organisation, award: int) -> None:
        """Statistics of an award."""
        model, flow = self.model, self.model.flow
        first_year = owner.awards == 0 or owner.first_award >= model.year_began
        flow.awards += 1
        flow.award_money += award
        if owner.kind == codes.SME:
            flow.awards_sme += 1
            flow.award_money_sme += award
        if owner.last_award_year != model.year:
            flow.award_winners += 1
            flow.award_winners_new += first_year
        if first_year:
            flow.award_money_new += award
        if self.innovation_call:
            flow.call_awards += 1
            flow.call_money += award
            if owner.entered_lately:
                flow.awards_recent += 1
                flow.award_money_recent += award
            flow.call_awards_academic += owner.kind == codes.ACADEMIC
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
