"""One tender: novel technologies, an incumbent's proven product and a foreign supplier compete."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from pullthrough.world import codes, geometry, ledger
from pullthrough.world.codes import (
    ACTIVE,
    BIDDING,
    DEVELOPING,
    DRAW_BID_NOISE,
    DRAW_BID_PRICE,
    DRAW_FOREIGN,
    DRAW_FOREIGN_QUALITY,
    DRAW_LEGACY,
    DRAW_LEGACY_WHO,
    FOREIGN,
    IN_SERVICE,
    LEGACY,
    NOTHING,
    NOVEL,
)
from reference import draws
from reference.things import Bid

if TYPE_CHECKING:
    from reference.organisations import Organisation
    from reference.procurement_agency import ProcurementAgency
    from reference.technology import Technology
    from reference.things import Requirement


class Competition:
    """Gathers the offers for one requirement and writes the winner into it."""

    def __init__(self, agency: ProcurementAgency, need: Requirement, procedure: int) -> None:
        self.agency = agency
        self.need = need
        self.sponsor = need.sponsor
        self.procedure = procedure
        self.model = agency.model
        self.rules = agency.model.rules
        self.levers = agency.model.levers
        self.top = -math.inf

    def decide(self) -> int:
        """Hold the competition; returns what won."""
        need, sponsor = self.need, self.sponsor
        bids = self.novel_bids()
        incumbent = None if need.ring_fenced else self.who_supplies()
        foreign = not need.ring_fenced and self.foreign_offers()
        need.bidders = len(bids) + (incumbent is not None) + foreign
        need.winner = NOTHING
        need.winner_distance = need.loser_distance = math.nan
        for bid in bids:
            self.consider_novel(bid)
        if incumbent is not None:
            self.consider_legacy(incumbent)
        if foreign:
            self.consider_foreign()
        sponsor.rivals = sponsor.rivals + self.rules.belief.public_weight * (len(bids) - sponsor.rivals)
        self.settle(bids)
        return need.winner

    def novel_bids(self) -> list[Bid]:
        """The novel bids; a leader makes one, with the better technology; those who bid pay for it."""
        required_trl = self.agency.required_trl(self.need.ring_fenced, self.levers)
        bids: dict[Organisation, Bid] = {}
        for tech in self.sponsor.technologies:
            if tech.trl < required_trl or tech.tender is not None:
                continue
            free = tech.status <= DEVELOPING or tech.status == IN_SERVICE
            bid = self.bid_of(tech) if free else None
            if bid is not None:
                other = bids.get(bid.lead)
                if other is None:
                    bids[bid.lead] = bid
                elif bid.believed_merit > other.believed_merit:
                    other.technology = bid.technology
                    other.believed_merit = bid.believed_merit
        for bid in bids.values():
            self.pay_for(bid)
        return list(bids.values())

    def bid_of(self, tech: Technology) -> Bid | None:
        """The bid that is made with a technology, if any: by its owner, or by a prime for it."""
        need, owner, rules = self.need, tech.owner, self.rules
        if owner.standing != ACTIVE or tech.orphaned:
            return None
        value = float(need.value)
        tau = tech.precision(need, tech.engagements if tech.target is need else 0)
        fit = owner.expected_fit(tech.believed_gap(need, tau), tau, rules)
        worth = owner.prospect(fit, value, self.sponsor.rivals, rules.private_money.trust, rules)
        cost = owner.bid_cost(value, self.procedure, self.levers.procurement.bid_cost_factor, rules)
        if not owner.bids(worth, float(cost)):
            return None
        lead = owner if owner.can_lead(value, rules) else owner.contact()
        if lead is None or not lead.has_time_for_bid(float(cost), lead.staff_time(rules), rules):
            return None
        willing = (
            lead.affords(float(cost), rules)
            if lead is owner
            else lead.fields_partner(worth, float(cost), rules.teaming.search_cost, rules)
        )
        return Bid(tech, lead, cost, math.log(max(fit, 1e-300)) + tech.ln_quality) if willing else None

    def pay_for(self, bid: Bid) -> None:
        """The leader pays for the bid, and for the search if the technology is a partner's."""
        lead, owner = bid.lead, bid.technology.owner
        search = 0 if lead is owner else int(self.rules.teaming.search_cost)
        lead.pay(ledger.INDUSTRY, min(lead.cash, bid.cost + search))
        lead.attention -= bid.cost
        owner.bids_now += 1
        if owner.kind == codes.SME:
            self.model.flow.sme_bids += 1

    def consider_novel(self, bid: Bid) -> None:
        """Score a novel bid."""
        need, tech = self.need, bid.technology
        bid.distance = geometry.distance(tech.x, need.y)
        merit = tech.ln_quality + geometry.ln_fit(bid.distance, self.rules.signal.fit_width)
        pair = draws.pair(need.key, tech.key)
        ln_price = bid.lead.ln_price(draws.normal(pair, DRAW_BID_PRICE, 0, 0), need.bidders, self.rules)
        error = draws.normal(pair, DRAW_BID_NOISE, need.relaunches, 0)
        self.consider(NOVEL, merit, ln_price, bid.lead.delivered, error, bid.lead, tech)

    def consider_legacy(self, incumbent: Organisation) -> None:
        """Score the incumbent's proven product."""
        need, rules = self.need, self.rules.tender
        merit = rules.legacy_quality + rules.legacy_spread * draws.normal(need.key, DRAW_LEGACY, 0, 0)
        ln_price = incumbent.ln_price(draws.normal(need.key, DRAW_BID_PRICE, 0, 1), need.bidders, self.rules)
        error = draws.normal(need.key, DRAW_BID_NOISE, need.relaunches, 1)
        self.consider(LEGACY, merit, ln_price, incumbent.delivered, error, incumbent, None)

    def consider_foreign(self) -> None:
        """Score a foreign supplier's product."""
        need, rules, sponsor = self.need, self.rules.tender, self.sponsor
        merit = sponsor.import_quality + rules.legacy_spread * draws.normal(need.key, DRAW_FOREIGN_QUALITY, 0, 0)
        ln_price = math.log(sponsor.import_price) - rules.competition_discount * math.log(need.bidders)
        error = draws.normal(need.key, DRAW_BID_NOISE, need.relaunches, 2)
        self.consider(FOREIGN, merit, ln_price, 0, error, None, None)

    def consider(
        self,
        what: int,
        merit: float,
        ln_price: float,
        delivered: int,
        error: float,
        contractor: Organisation | None,
        technology: Technology | None,
    ) -> None:
        """Make an offer the winner if it is acceptable and scores higher than those before it."""
        need = self.need
        score = self.agency.bid_score(merit, ln_price, delivered, error, self.levers, self.rules)
        if score > self.top and self.agency.accepts(merit, self.rules):
            self.top = score
            need.winner = what
            need.contractor = contractor
            need.technology = technology
            need.price = max(1, min(need.value, int(need.value * math.exp(ln_price))))

    def who_supplies(self) -> Organisation | None:
        """The incumbent: a supplier able to lead, with probability proportional to its support base; None without any."""
        value, rules = float(self.need.value), self.rules
        suppliers = self.sponsor.suppliers
        bases = [org.support_base if org.can_lead(value, rules) else 0 for org in suppliers]
        mark = draws.uniform(self.need.key, DRAW_LEGACY_WHO, 0, 0) * sum(bases)
        passed = 0
        for supplier, base in zip(suppliers, bases, strict=True):
            passed += base
            if mark < passed:
                return supplier
        return None

    def foreign_offers(self) -> bool:
        """Whether a foreign supplier offers, where the route admits it."""
        if not self.agency.admits_foreign(self.sponsor.sovereignty):
            return False
        return draws.uniform(self.need.key, DRAW_FOREIGN, 0, 0) < self.rules.tender.foreign_offers

    def settle(self, bids: list[Bid]) -> None:
        """Bind the winner; owners learn; record how far winner and best loser were from the need."""
        need, weight = self.need, self.rules.belief.own_weight
        if need.contractor is not None:
            need.contractor_key = need.contractor.key
        for bid in bids:
            tech, owner = bid.technology, bid.technology.owner
            won = need.winner == NOVEL and tech is need.technology
            owner.belief_contract = owner.learns(owner.belief_contract, 1.0 if won else 0.0, weight)
            if won:
                need.winner_distance = bid.distance
                if owner.kind == codes.SME:
                    self.model.flow.sme_wins += 1
                    self.model.flow.sme_wins_recent += owner.entered_lately
            elif math.isnan(need.loser_distance) or bid.distance < need.loser_distance:
                need.loser_distance = bid.distance
        if need.winner == NOVEL:
            winner = need.technology
            if winner.target is need:
                winner.record_distance_at_tender()
            winner.tender = need
            if winner.status != IN_SERVICE:
                winner.status = BIDDING
