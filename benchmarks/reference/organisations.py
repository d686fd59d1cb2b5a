"""Organisations as plain Mesa agents: what all have in common, primes, academic groups. SMEs: ``sme.py``."""

from __future__ import annotations

import math
from bisect import bisect_left
from typing import TYPE_CHECKING, ClassVar

import mesa

from pullthrough import agents
from pullthrough.world import codes, ledger
from pullthrough.world.codes import (
    ACTIVE,
    DEFENCE_BORN,
    DRAW_FIRM,
    DRAW_IDEAS,
    DRAW_PRIME_CONTACT,
    MOST_IDEAS,
    NEVER,
    OUTSIDE,
)
from reference import draws
from reference.technology import begin
from reference.things import Rules, decides_as

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
        self.defence_revenue = 0
        self.capability = math.exp(rules.ideas.capability_spread * draws.normal(key, DRAW_FIRM, 0, 2))
        spread = rules.ideas.knowledge_spread
        self.k = [m + spread * draws.normal(key, DRAW_FIRM, 0, 8 + d) for d, m in enumerate(self.sponsor.mu)]
        self.outside_option = 0  # until it looks
        self.belief_award: float = rules.belief.award_prior
        self.belief_contract: float = rules.belief.contract_prior
        self.standing = OUTSIDE
        self.entered = self.first_award = self.first_call = self.first_contract = NEVER
        self.last_award_year = self.last_call_year = self.last_contract_year = NEVER
        self.awards = self.contracts = self.delivered = 0
        self.poor_quarters = self.projects = self.ideas_begun = 0
        self.revenue_this_year = self.paid_this_year = self.debt = self.rd_left = 0
        self.attention = self.practice = self.stake = 0.0
        self.proposals_now = self.bids_now = 0
        self.proposals_yearly: float = rules.belief.proposals_yearly
        self.bids_yearly: float = rules.belief.bids_yearly
        self.first_sale = self.last_sale = NEVER
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
        for n in range(
            draws.poisson(self.key, DRAW_IDEAS, t, self.idea_rate(self.model.ln_rd_money, rules), MOST_IDEAS)
        ):
            trl = self.first_trl(draws.uniform(self.key, DRAW_IDEAS, t, 1 + n), rules)
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
        if self.model.t > 0:
            self.defence_revenue = self.revenue_this_year
            self.turnover = self.civil_turnover + self.revenue_this_year
        self.revenue_this_year = 0
        self.paid_this_year = 0

    def close_books(self) -> None:
        """Civil profit comes in, loans are repaid, owners take what exceeds the cash a firm holds."""
        if self.standing != ACTIVE and self.debt == 0:  # outside only to repay a loan
            return
        rules = self.model.rules
        profit = int(self.civil_turnover * rules.population.civil_profit / QUARTERS)
        self.receive(ledger.CIVIL, max(profit, -self.cash))
        repaid = min(self.debt, int(self.cash * rules.population.loan_repaid))
        self.debt -= repaid
        self.pay(ledger.TREASURY, repaid)
        self.pay_owners(max(0, self.cash - self.cash_limit(rules)))

    def pay_owners(self, amount: int) -> None:
        """Owners take money out, investors their stake of it."""
        to_investors = int(self.stake * amount)
        self.pay(ledger.INVESTORS, to_investors)
        self.pay(ledger.CIVIL, amount - to_investors)

    def plan_quarter(self) -> None:
        """A quarter's staff time comes in, craft fades; how often it tries is brought up to date."""
        rules = self.model.rules
        self.practice *= 1.0 - rules.attention.craft_fade
        if self.standing != ACTIVE:
            return
        weight = rules.belief.own_weight
        time = self.staff_time(rules)
        self.attention = min(self.attention + time, rules.attention.saved * time)
        self.proposals_yearly = self.learns(self.proposals_yearly, float(QUARTERS * self.proposals_now), weight)
        self.bids_yearly = self.learns(self.bids_yearly, float(QUARTERS * self.bids_now), weight)
        self.proposals_now = self.bids_now = 0

    def note_sale(self) -> None:
        """The first and the last quarter in which defence paid it."""
        if self.first_sale == NEVER:
            self.first_sale = self.model.t
        self.last_sale = self.model.t

    @property
    def entered_lately(self) -> bool:
        """Whether it entered within the horizon of entry."""
        return self.entered > 0 and self.model.t - self.entered < QUARTERS * self.model.rules.entry.horizon


@decides_as(agents.Prime)
class Prime(Organisation):
    """A higher-tier supplier."""

    kind = codes.PRIME


@decides_as(agents.AcademicGroup)
class AcademicGroup(Organisation):
    """A university research group."""

    kind = codes.ACADEMIC
