"""The agency: budgets, tenders, contracts; what follows on a contract is in ``deliveries.py``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pullthrough import agents
from pullthrough.world import ledger
from pullthrough.world.codes import (
    BIDDING,
    CANCELLED,
    CONTRACTED,
    EVALUATION,
    FOREIGN,
    IN_DELIVERY,
    NEVER,
    NOTHING,
    NOVEL,
    PUBLISHED,
    READY_TRL,
)
from reference.competition import Competition
from reference.deliveries import Deliveries
from reference.things import Requirement, decides_as

if TYPE_CHECKING:
    from reference.capability_sponsor import CapabilitySponsor


@decides_as(agents.ProcurementAgency)
class ProcurementAgency(Deliveries):
    """Runs tenders, and accepts equipment, for all segments."""

    def hold_tenders(self) -> None:
        """Grant the budgets; let what is due; open what is planned."""
        t = self.model.t
        for sponsor in self.model.sponsors:
            self.grant_budget(sponsor)
            for need in sponsor.needs:
                if need.status == EVALUATION:
                    self.administer(int(self.model.rules.public_cost.approvals))
                    if need.let_due <= t:
                        self.let(need)
                elif need.status <= PUBLISHED and need.planned <= t:
                    self.open_tender(need, sponsor)

    def grant_budget(self, sponsor: CapabilitySponsor) -> None:
        """A quarter's tendered budget, a share of it ring-fenced; old ring-fenced money is released."""
        rules, share = self.model.rules, self.model.levers.procurement.ring_fence
        money = int(rules.market.spend * rules.market.tendered_share * 0.25 * sponsor.budget_share)
        fenced = int(money * share)
        self.model.move(ledger.TREASURY, ledger.SEGMENTS, money)
        self.model.flow.granted += money
        sponsor.ring_fence += fenced
        sponsor.account += money - fenced
        released = max(0, sponsor.ring_fence - int(4.0 * money * share * rules.tender.ring_fence_years))
        sponsor.ring_fence -= released
        sponsor.account += released

    def administer(self, cost: int) -> None:
        """Staff at work."""
        self.model.move(ledger.TREASURY, ledger.OFFICIALS, cost)
        self.model.flow.administration += cost

    def open_tender(self, need: Requirement, sponsor: CapabilitySponsor) -> None:
        """Bring a requirement to market if its budget is there, else let it slip, in the end cancel it."""
        t, levers = self.model.t, self.model.levers
        fenced_money = sponsor.ring_fence if need.relaunches == 0 else 0
        need.ring_fenced = self.ring_fences(fenced_money, need.value, levers)
        if not need.ring_fenced and sponsor.account < need.value:
            self.slip(need)
            return
        if need.opened == NEVER:
            need.opened = t
        procedure = self.procedure(need.tier, need.ring_fenced, levers)
        self.hurry(need, procedure)
        if Competition(self, need, procedure).decide() == NOTHING:
            self.start_again(need)
            return
        if need.ring_fenced:
            sponsor.ring_fence -= need.price
        else:
            sponsor.account -= need.price
        self.model.move(ledger.SEGMENTS, ledger.ESCROW, need.price)
        need.status = EVALUATION
        need.let_due = t + procedure
        need.assurance = procedure

    def slip(self, need: Requirement) -> None:
        """No money this quarter: later, or never."""
        need.slips += 1
        need.planned += 1
        if need.slips > self.model.rules.tender.slip_limit:
            need.status = CANCELLED
            self.model.flow.unmet += 1

    def hurry(self, need: Requirement, procedure: int) -> None:
        """A procedure shorter than under the first rules takes extra staff."""
        usual = self.procedure(need.tier, False, self.model.first_levers)
        cost = int(max(0, usual - procedure) * self.model.rules.public_cost.haste)
        self.model.move(ledger.TREASURY, ledger.OFFICIALS, cost)
        self.model.flow.haste_cost += cost

    def let(self, need: Requirement) -> None:
        """Let the contract, unless the winner has gone meanwhile."""
        if need.contractor_gone:
            self.return_money(need)
            self.start_again(need)
            return
        t = self.model.t
        need.status = IN_DELIVERY
        need.let = t
        need.paid = 0
        need.trl_gap = 0
        if need.winner == NOVEL:
            tech = need.technology
            need.trl_gap = max(0, READY_TRL - tech.trl)
            if tech.status == BIDDING:
                tech.status = CONTRACTED
            self.model.flow.novel_contracts += 1
        need.delivery_due = t + self.delivery_time(float(need.value), need.trl_gap, self.model.rules)
        self.count_contract(need)

    def count_contract(self, need: Requirement) -> None:
        """Statistics of a contract let."""
        model, flow = self.model, self.model.flow
        flow.contracts += 1
        flow.let_value += need.price
        firm = need.contractor
        if need.winner == FOREIGN:
            return
        first_year = firm.contracts == 0 or firm.first_contract >= model.year_began
        flow.contract_value += need.price
        if firm.last_contract_year != model.year:
            flow.contract_winners += 1
            flow.contract_winners_new += first_year
        if first_year:
            flow.contract_value_new += need.price
        if firm.first_contract == NEVER:
            firm.first_contract = model.t
        firm.last_contract_year = model.year
        firm.contracts += 1
