"""The agency: budgets, tenders, contracts, delivery and adoption."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mesa

from pullthrough import agents
from pullthrough.world import geometry, kinds, ledger
from pullthrough.world.kinds import (
    BIDDING,
    CANCELLED,
    CONTRACTED,
    DRAW_INTEGRATION,
    EVALUATION,
    FOREIGN,
    IN_DELIVERY,
    IN_SERVICE,
    MET,
    NEVER,
    NOTHING,
    NOVEL,
    PUBLISHED,
    READY_TRL,
    SHELF,
    TOP_TRL,
)
from reference import draws
from reference.competition import Competition
from reference.things import Requirement, decides_as

if TYPE_CHECKING:
    from reference.capability_sponsor import CapabilitySponsor
    from reference.model import ReferenceModel


@decides_as(agents.ProcurementAgency)
class ProcurementAgency(mesa.Agent):
    """Runs tenders and accepts equipment for all segments."""

    model: ReferenceModel

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
            note_distances(need, t)
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

    def return_money(self, need: Requirement) -> None:
        """What was set aside and not paid goes back to the segment's open account."""
        rest = need.price - need.paid
        self.model.move(ledger.ESCROW, ledger.SEGMENTS, rest)
        need.sponsor.account += rest

    def start_again(self, need: Requirement) -> None:
        """Free the technology, if any, and plan a new tender after the wait."""
        if need.winner == NOVEL:
            tech = need.technology
            tech.tender = None
            if tech.status in (BIDDING, CONTRACTED):
                tech.status = SHELF
            tech.release()
        need.status = PUBLISHED
        need.planned = self.model.t + max(1, self.model.rules.tender.relaunch_wait)
        need.relaunches += 1
        need.winner = NOTHING
        need.contractor = None
        need.technology = None
        need.paid = 0

    def deliver(self) -> None:
        """Pay each contract's instalment; at its end accept it, or find that integration failed."""
        for sponsor in self.model.sponsors:
            for need in sponsor.needs:
                if need.status != IN_DELIVERY:
                    continue
                if need.contractor_gone:
                    self.break_off(need)
                    continue
                self.pay_instalment(need)
                if self.model.t >= need.delivery_due:
                    self.finish(need)

    def pay_instalment(self, need: Requirement) -> None:
        """Pay evenly over the delivery time what is not held back until acceptance."""
        before_acceptance = int(need.price * self.model.rules.delivery.failure_loss)
        quarters = need.delivery_due - need.let
        done = self.model.t - need.let + 1
        self.pay(need, max(0, before_acceptance * min(done, quarters) // quarters - need.paid))

    def pay(self, need: Requirement, amount: int) -> None:
        """Pay the contractor, who pays for production and hands a partner its share; or pay abroad."""
        model = self.model
        rules = model.rules
        need.paid += amount
        model.flow.spend += amount
        if need.winner == FOREIGN:
            model.move(ledger.ESCROW, ledger.ABROAD, amount)
            return
        lead, tech = need.contractor, need.technology
        lead.receive(ledger.ESCROW, amount)
        lead.paid_this_year += amount
        lead.revenue_this_year += amount
        if lead.kind == kinds.SME:
            model.flow.spend_sme += amount
        margin = rules.private_money.margin if need.bidders > 1 else rules.tender.regulated_profit
        share = 0
        if tech is not None and tech.owner is not lead and not tech.orphaned:
            share = int(amount * rules.teaming.subcontract_share)
            lead.cash -= share
            tech.owner.cash += share
            tech.owner.revenue_this_year += share
            tech.owner.pay(ledger.INDUSTRY, int(share * (1.0 - margin)))
        lead.pay(ledger.INDUSTRY, int((amount - share) * (1.0 - margin)))

    def finish(self, need: Requirement) -> None:
        """Acceptance; novel technology may fail to be integrated."""
        model, tech = self.model, need.technology
        if need.winner == NOVEL:
            model.flow.integrations += 1
            chance = self.failure_chance(need.trl_gap, need.assurance, model.rules)
            if draws.uniform(draws.pair(need.key, tech.key), DRAW_INTEGRATION, 0, 0) < chance:
                self.fail(need)
                return
            self.pay_overrun(need)
        self.pay(need, need.price - need.paid)
        need.status = MET
        need.delivered = model.t
        if need.contractor is not None:
            need.contractor.support_base += int(need.price * model.rules.tender.support_share)
            need.contractor.delivered += 1
        if need.winner == NOVEL:
            self.adopt(need)

    def pay_overrun(self, need: Requirement) -> None:
        """Cost growth of immature technology, as far as the segment has money."""
        sponsor = need.sponsor
        amount = min(self.overrun(need.price, need.trl_gap, self.model.rules), max(0, sponsor.account))
        sponsor.account -= amount
        self.model.move(ledger.SEGMENTS, ledger.INDUSTRY, amount)
        self.model.flow.overruns += amount

    def adopt(self, need: Requirement) -> None:
        """In service: the first time is adoption, later orders are diffusion."""
        t, flow, tech = self.model.t, self.model.flow, need.technology
        if tech.owner is not need.contractor and not tech.orphaned:
            tech.owner.delivered += 1
        if tech.adopted == NEVER:
            tech.adopted = t
            flow.adoptions += 1
            if not tech.orphaned:
                tech.owner.projects -= 1
        else:
            flow.diffusions += 1
        for trl in range(tech.trl + 1, TOP_TRL + 1):
            tech.reached[trl] = t
        tech.trl = TOP_TRL
        tech.status = IN_SERVICE
        tech.orders += 1
        tech.tender = None
        tech.release()

    def fail(self, need: Requirement) -> None:
        """What was paid is lost, the technology falls back, the need is tendered anew."""
        self.model.flow.integration_failures += 1
        tech = need.technology
        if tech.status == CONTRACTED:
            tech.trl = max(1, tech.trl - 1)
            tech.step_cost = tech.cost_of_step(self.model.rules)
            tech.step_spent = 0
        need.failures += 1
        self.break_off(need)

    def break_off(self, need: Requirement) -> None:
        """End a contract without acceptance."""
        self.model.flow.failure_losses += need.paid
        self.return_money(need)
        self.start_again(need)


def note_distances(need: Requirement, t: int) -> None:
    """Write down how far the technologies developed for a requirement are from it when its tender opens."""
    for tech in need.sponsor.technologies:
        if tech.target is need:
            tech.tender_seen = t
            tech.tender_of = need
            tech.tender_distance = geometry.distance(tech.x, need.y)
