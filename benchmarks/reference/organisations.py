"""Primes, SMEs and academic groups as plain Mesa agents."""

from __future__ import annotations

import math
from bisect import bisect_left
from typing import TYPE_CHECKING, ClassVar

import mesa

from pullthrough import agents
from pullthrough.world import kinds, ledger
from pullthrough.world.kinds import (
    ACTIVE,
    DEFENCE_BORN,
    DRAW_DEATH,
    DRAW_FIRM,
    DRAW_IDEAS,
    DRAW_NOTICE_DEFENCE,
    DRAW_PRIME_CONTACT,
    MOST_IDEAS,
    NEVER,
    OUTSIDE,
)
from reference import draws
from reference.technology import begin
from reference.things import Career, Rules, decides_as

if TYPE_CHECKING:
    from reference.capability_sponsor import CapabilitySponsor
    from reference.model import ReferenceModel

QUARTERS = 4


class Organisation(mesa.Agent):
    """What all holders of ideas have; a firm that closes is founded anew in its slot, with a new key."""

    kind: ClassVar[int]
    model: ReferenceModel

    def __init__(self, model: ReferenceModel, slot: int, sponsor: CapabilitySponsor, key: int) -> None:
        super().__init__(model)
        self.slot = slot
        self.sponsor = sponsor
        self.cash = 0
        self.support_base = 0
        sponsor.members.append(self)
        self.found(key)

    def found(self, key: int) -> None:
        """Draw everything about a new organisation from its key."""
        rules = self.model.rules
        self.key = key
        self.region, low, high, self.rd_intensity = self.place(draws.uniform(key, DRAW_FIRM, 0, 0))
        low, high = math.log(low), math.log(high)
        self.ln_employees = low + draws.uniform(key, DRAW_FIRM, 0, 1) * (high - low)
        self.employees = math.exp(self.ln_employees)
        self.civil_turnover = int(self.employees * rules.population.turnover_per_employee)
        self.turnover = self.civil_turnover
        self.capability = math.exp(rules.ideas.capability_spread * draws.normal(key, DRAW_FIRM, 0, 2))
        spread = rules.ideas.knowledge_spread
        self.k = [m + spread * draws.normal(key, DRAW_FIRM, 0, 8 + d) for d, m in enumerate(self.sponsor.mu)]
        outside = rules.entry.outside_spread * draws.normal(key, DRAW_FIRM, 0, 3)
        self.outside_option = int(rules.entry.outside_median * math.exp(outside))
        self.belief_award: float = rules.belief.award_prior
        self.belief_contract: float = rules.belief.contract_prior
        self.standing = OUTSIDE
        self.entered = self.first_award = self.first_call = self.first_contract = NEVER
        self.last_award_year = self.last_call_year = self.last_contract_year = NEVER
        self.awards = self.contracts = self.delivered = 0
        self.poor_quarters = self.projects = self.ideas_begun = 0
        self.revenue_this_year = self.paid_this_year = self.debt = self.rd_left = 0
        self.prime_luck: list[float] = []
        self.receive(ledger.CIVIL, self.cash_limit(rules))

    def place(self, u: float) -> tuple[int, float, float, float]:
        """Region, size band and R&D intensity."""
        shares, places = self.model.places[self.kind]
        return places[bisect_left(shares, u)]

    def cash_limit(self, rules: Rules) -> int:
        """Cash at the start, and the most it keeps."""
        return int(self.turnover * rules.population.cash_months / 12.0)

    def pay(self, account: int, amount: int) -> None:
        """Money goes from this organisation to an account."""
        self.cash -= amount
        self.model.move(ledger.ORGANISATIONS, account, amount)

    def receive(self, account: int, amount: int) -> None:
        """Money comes to this organisation from an account."""
        self.cash += amount
        self.model.move(account, ledger.ORGANISATIONS, amount)

    def have_ideas(self) -> None:
        """Start Poisson(r) technologies."""
        if self.standing != ACTIVE:
            return
        rules, t = self.model.rules, self.model.t
        for n in range(draws.poisson(self.key, DRAW_IDEAS, t, self.idea_rate(rules), MOST_IDEAS)):
            trl = self.first_trl(draws.uniform(self.key, DRAW_IDEAS, t, 1 + n))
            begin(self, trl, DEFENCE_BORN, rules.ideas.position_spread)

    def set_rd_money(self) -> None:
        """This quarter's own R&D money."""
        if self.standing == ACTIVE:
            self.rd_left = self.own_rd(self.model.rules)

    def contact(self) -> Prime | None:
        """The prime of the segment that this organisation gets hold of; its luck with each lasts as long as both do."""
        primes = self.sponsor.primes
        if not self.prime_luck:
            self.prime_luck = [
                draws.normal(draws.pair(prime.key, self.key), DRAW_PRIME_CONTACT, 0, 0) for prime in primes
            ]
        noise = self.model.rules.teaming.contact_noise
        best, top = None, -math.inf
        for prime, luck in zip(primes, self.prime_luck, strict=True):
            pull = math.log(1.0 + prime.support_base) + noise * luck
            if pull > top:
                best, top = prime, pull
        return best

    def begin_year(self) -> None:
        """Turnover follows last year's defence revenue; the year's counters start again."""
        self.turnover = self.civil_turnover + self.revenue_this_year
        self.revenue_this_year = 0
        self.paid_this_year = 0

    def close_books(self) -> None:
        """Civil profit comes in, loans are repaid, owners take what exceeds the cash a firm holds."""
        if self.standing != ACTIVE:
            return
        rules = self.model.rules
        self.receive(ledger.CIVIL, int(self.civil_turnover * rules.population.civil_profit / QUARTERS))
        repaid = min(self.debt, self.cash // QUARTERS)
        self.debt -= repaid
        self.pay(ledger.TREASURY, repaid)
        self.pay(ledger.CIVIL, max(0, self.cash - self.cash_limit(rules)))


@decides_as(agents.Prime)
class Prime(Organisation):
    """A higher-tier supplier."""

    kind = kinds.PRIME


@decides_as(agents.AcademicGroup)
class AcademicGroup(Organisation):
    """A university research group."""

    kind = kinds.ACADEMIC


@decides_as(agents.SME)
class SME(Organisation):
    """A small or medium-sized firm, inside defence or outside."""

    kind = kinds.SME

    def found(self, key: int) -> None:
        """As any organisation; upkeep and hazard follow from size."""
        super().found(key)
        self.upkeep = self.cost_of_staying(self.model.rules)
        self.hazard = self.hazard_of_death(self.model.rules)

    def consider_entry(self) -> None:
        """Notice defence, weigh it, enter with one civil technology."""
        if self.standing != OUTSIDE:
            return
        model = self.model
        rules, news = model.rules, model.news
        if not self.notices_defence(draws.uniform(self.key, DRAW_NOTICE_DEFENCE, model.t, 0), rules):
            return
        contract = self.contract_in_reach(rules)
        value = self.value_of_entry(
            news.award_yearly_new, news.award_mean, news.contract_yearly_new, contract, rules
        )
        if self.enters_defence(value, rules):
            self.enter(rules)

    def contract_in_reach(self, rules: Rules) -> float:
        """Value of a contract that the firm can expect to win."""
        usual = self.sponsor.value_median
        return usual if self.can_lead(usual, rules) else usual * rules.teaming.subcontract_share

    def enter(self, rules: Rules) -> None:
        """Pay for entry and bring one civil technology."""
        self.pay(ledger.INDUSTRY, int(rules.entry.cost))
        self.standing = ACTIVE
        self.entered = self.model.t
        u = draws.uniform(self.key, kinds.DRAW_ENTRY_TRL, 0, 0)
        trl = int(rules.entry.trl_low + u * (rules.entry.trl_high - rules.entry.trl_low + 1))
        begin(self, trl, kinds.CIVIL, rules.ideas.position_spread + rules.entry.civil_distance)
        self.model.flow.entrants += 1

    def stay_or_go(self) -> None:
        """Close for other reasons, fail for want of cash, leave after too many poor quarters, or stay."""
        model = self.model
        rules, flow = model.rules, model.flow
        inside = self.standing == ACTIVE
        if draws.uniform(self.key, DRAW_DEATH, model.t, 0) < self.hazard:
            flow.deaths += inside
            self.close()
            return
        if not inside:
            return
        if self.cash < self.upkeep:
            flow.exits += 1
            self.close()
            return
        self.pay(ledger.INDUSTRY, self.upkeep)
        value = self.value_of_staying(model.news.award_mean, self.contract_in_reach(rules), rules)
        self.poor_quarters = self.poor_quarters + 1 if self.prospects_are_poor(value) else 0
        if self.leaves_defence(rules):
            flow.exits += 1
            self.close()

    def close(self) -> None:
        """End this firm; another with a new key takes the slot, outside defence; a supplier inherits the support work."""
        self.model.careers.append(
            Career(self.key, self.entered, self.model.t, self.first_award, self.first_contract)
        )
        self.pay(ledger.CIVIL, self.cash)
        key, base = self.key, self.support_base
        self.support_base = 0
        self.found(draws.mix(key))
        if base > 0:
            self.heir_of(key).support_base += base

    def heir_of(self, key: int) -> Organisation:
        """The supplier of the segment with the highest draw for this closed firm, else the first prime."""
        best, top = self.sponsor.members[0], -1.0
        for candidate in self.sponsor.members:
            if candidate.takes_over_support():
                luck = draws.uniform(draws.pair(key, candidate.key), DRAW_FIRM, 0, 4)
                if luck > top:
                    best, top = candidate, luck
        return best
