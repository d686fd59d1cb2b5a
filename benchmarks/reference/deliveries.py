"""Contracts: paid, delivered, or come to nothing; integrated novel technology enters service, or fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mesa

from pullthrough.world import codes, ledger
from pullthrough.world.codes import (
    BIDDING,
    CONTRACTED,
    DRAW_INTEGRATION,
    FOREIGN,
    IN_DELIVERY,
    IN_SERVICE,
    MET,
    NEVER,
    NOTHING,
    NOVEL,
    PUBLISHED,
    SHELF,
    TOP_TRL,
)
from reference import draws, work

if TYPE_CHECKING:
    from reference.model import ReferenceModel
    from reference.things import Requirement


class Deliveries(mesa.Agent):
    """The part of the agency that looks after contracts."""

    model: ReferenceModel

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
        lead.note_sale()
        if lead.kind == codes.SME:
            model.flow.spend_sme += amount
        margin = rules.private_money.margin if need.bidders > 1 else rules.tender.regulated_profit
        share = 0
        if tech is not None and tech.owner is not lead and not tech.orphaned:
            share = int(amount * rules.teaming.subcontract_share)
            lead.cash -= share
            tech.owner.cash += share
            tech.owner.revenue_this_year += share
            tech.owner.note_sale()
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
        tech.return_grant()
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
            tech.step_cost = work.cost_of_step(tech, self.model.rules)
            tech.step_spent = 0
        need.failures += 1
        self.break_off(need)

    def break_off(self, need: Requirement) -> None:
        """End a contract without acceptance."""
        self.model.flow.failure_losses += need.paid
        self.return_money(need)
        self.start_again(need)
