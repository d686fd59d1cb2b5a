"""Small and medium-sized firms as plain Mesa agents: entry, staying, closing."""

from __future__ import annotations

from pullthrough import agents
from pullthrough.world import codes, ledger
from pullthrough.world.codes import (
    ACTIVE,
    CLOSED,
    DRAW_DEATH,
    DRAW_ENTRY_TRL,
    DRAW_FIRM,
    DRAW_NOTICE_DEFENCE,
    DRAW_OUTSIDE,
    FAILED,
    NEVER,
    OUTSIDE,
    VACANT,
    WITHDREW,
)
from reference import draws
from reference.organisations import Organisation
from reference.technology import begin
from reference.things import Career, Rules, decides_as


@decides_as(agents.SME)
class SME(Organisation):
    """A small or medium-sized firm, inside defence or outside."""

    kind = codes.SME

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
        if not self.notices_defence(draws.uniform(self.key, DRAW_NOTICE_DEFENCE, model.t, 0), 0.0, rules):
            return
        lasting = draws.normal(self.key, DRAW_FIRM, 0, 3)
        this_year = draws.normal(self.key, DRAW_OUTSIDE, model.year_began, 0)
        self.outside_option = self.worth_elsewhere(lasting, this_year, rules)
        contract = self.contract_in_reach(rules)
        value = self.value_of_entry(
            news.award_yearly_new, news.award_mean_new, news.contract_yearly_new, contract, rules
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
        u = draws.uniform(self.key, DRAW_ENTRY_TRL, 0, 0)
        trl = int(rules.entry.trl_low + u * (rules.entry.trl_high - rules.entry.trl_low + 1))
        begin(self, trl, codes.CIVIL, rules.ideas.position_spread + rules.entry.civil_distance)
        self.model.flow.entrants += 1

    def stay_or_go(self) -> None:
        """Close for other reasons, fail for want of cash, leave after too many poor quarters, or stay."""
        model = self.model
        rules, flow = model.rules, model.flow
        if self.standing == VACANT:
            return
        inside = self.standing == ACTIVE
        if draws.uniform(self.key, DRAW_DEATH, model.t, 0) < self.hazard:
            flow.deaths += inside
            self.close(CLOSED)
            return
        if not inside:
            return
        if self.cash < self.upkeep:
            flow.failures += 1
            self.close(FAILED)
            return
        self.pay(ledger.INDUSTRY, self.upkeep)
        revenue = float(self.defence_revenue)
        value = self.value_of_staying(model.news.award_mean, self.contract_in_reach(rules), revenue, rules)
        self.poor_quarters = self.poor_quarters + 1 if self.prospects_are_poor(value) else 0
        if self.leaves_defence(rules):
            flow.withdrawals += 1
            self.withdraw()

    def withdraw(self) -> None:
        """Leave defence and go on outside, under the same name."""
        self.end_career(WITHDREW)
        self.hand_on_support()
        self.standing = OUTSIDE
        self.entered = NEVER
        self.poor_quarters = self.rd_left = 0

    def close(self, cause: int) -> None:
        """End this firm: its place is vacant; a supplier inherits its support work, its owners the cash."""
        if self.standing == ACTIVE:
            self.end_career(cause)
        self.hand_on_support()
        self.pay_owners(self.cash)
        self.key = draws.mix(self.key)
        self.projects = self.debt = 0
        self.standing = VACANT

    def end_career(self, cause: int) -> None:
        """Write its career in defence down."""
        self.model.careers.append(
            Career(self.key, self.entered, self.model.t, self.first_award, self.first_contract, cause,
                   self.first_sale, self.last_sale)
        )  # fmt: skip
        self.model.flow.exits += 1

    def hand_on_support(self) -> None:
        """Its support work goes to another supplier of the segment, or to others."""
        base, self.support_base = self.support_base, 0
        if base > 0:
            heir = self.heir_of(self.key)
            if heir is None:
                self.model.others_base += base
            else:
                heir.support_base += base

    def heir_of(self, key: int) -> Organisation | None:
        """The supplier of the segment with the highest draw for this closed firm, if there is one."""
        best, top = None, -1.0
        for candidate in self.sponsor.members:
            if candidate is not self and candidate.takes_over_support():
                luck = draws.uniform(draws.pair(key, candidate.key), DRAW_FIRM, 0, 4)
                if luck > top:
                    best, top = candidate, luck
        return best
