"""The reference model: an ordinary Mesa model, one method a process, in the order of ``pullthrough.model.SCHEDULE``."""

from __future__ import annotations

import math
from types import SimpleNamespace

import mesa

from pullthrough.parameters.policy.setting import Setting
from pullthrough.world import codes, ledger
from pullthrough.world.codes import ACTIVE
from pullthrough.world.ledger import ACCOUNTS
from reference import draws, notes, proposals
from reference.capability_sponsor import CapabilitySponsor
from reference.funding_body import FundingBody
from reference.opening import levers_of, places_by_kind, populate
from reference.organisations import QUARTERS, AcademicGroup, Organisation, Prime
from reference.procurement_agency import ProcurementAgency
from reference.sme import SME
from reference.things import Career, News, Rules

SCHEDULE = (
    "new_year", "need", "entry", "ideas", "publication", "rosters", "attention", "engagement", "targeting", "steering", "calls",
    "private_money", "development", "tenders", "delivery", "exit", "accounts",
)  # fmt: skip


class ReferenceModel(mesa.Model):
    """R&D pull-through as Mesa objects.

    Args:
        setting: world, timeline and window.
        rng: the seed, a whole number.
    """

    def __init__(self, setting: Setting, rng: int) -> None:
        super().__init__(rng=rng)
        self.rules: Rules = setting.world
        self.root = draws.mix((rng + draws.A) & draws.WORD)
        calendar = setting.world.calendar
        self.quarters = calendar.burn_in + 4 * (calendar.last_year - calendar.first_year + 1)
        self.t = -1
        self.year = self.year_began = 0
        self.all_levers = levers_of(setting, self.quarters)
        self.levers = self.first_levers = self.all_levers[0]
        self.places = places_by_kind(setting.world)
        self.accounts_held = [0] * len(ACCOUNTS)
        self.others_base = 0
        belief = setting.world.belief
        self.news = News(belief.award_prior, belief.entrant_awards, belief.contract_prior, belief.entrant_contracts,
                         belief.award_size, belief.award_size)  # fmt: skip
        self.rd_money = self.rd_money_at_start = 0.0
        self.flow = notes.new_page()
        self.careers: list[Career] = []
        self.organisations: list[Organisation] = []
        self.sponsors = [CapabilitySponsor(self, name, s) for name, s in setting.world.segments.items()]
        self.funders = [FundingBody(self, i, name, f) for i, (name, f) in enumerate(setting.world.instruments.items())]
        self.agency = ProcurementAgency(self)
        populate(self)
        self.stocks = SimpleNamespace()
        self.datacollector = mesa.DataCollector(model_reporters=notes.reporters())

    def move(self, source: int, target: int, amount: int) -> None:
        """Move money between two accounts of the ledger."""
        self.accounts_held[source] -= amount
        self.accounts_held[target] += amount

    def step(self) -> None:
        """One quarter."""
        self.t += 1
        calendar = self.rules.calendar
        years, quarter = divmod(self.t - calendar.burn_in, QUARTERS)
        self.year = calendar.first_year + years
        self.year_began = self.t - quarter
        self.levers = self.all_levers[self.t]
        self.flow = notes.new_page()
        for name in SCHEDULE:
            if getattr(self.rules.processes, name, True):
                getattr(self, name)()
        self.stocks = notes.count_stocks(self)
        self.datacollector.collect(self)
        self.running = self.t + 1 < self.quarters

    def run(self, quarters: int | None = None) -> ReferenceModel:
        """Run a number of quarters, by default to the last."""
        for _ in range(self.quarters - 1 - self.t if quarters is None else quarters):
            self.step()
        return self

    def new_year(self) -> None:
        """In the first quarter of a year the year's counters start again."""
        if self.t == self.year_began:
            for org in self.organisations:
                org.begin_year()

    def need(self) -> None:
        """Military need drifts and requirements are conceived."""
        self.agents_by_type[CapabilitySponsor].do("cache_expected_gaps")

    def entry(self) -> None:
        """Firms outside consider defence."""
        self.agents_by_type[SME].do("consider_entry")

    def ideas(self) -> None:
        """Organisations start technologies, primes and universities the more, the more public R&D money there is."""
        known = self.rd_money > 0.0 and self.rd_money_at_start > 0.0
        self.ln_rd_money = math.log(self.rd_money / self.rd_money_at_start) if known else 0.0
        for role in (Prime, AcademicGroup, SME):
            if role in self.agents_by_type:
                self.agents_by_type[role].do("have_ideas")

    def publication(self) -> None:
        """Requirements are published."""
        self.agents_by_type[CapabilitySponsor].do("publish")

    def rosters(self) -> None:
        """Sponsors strike out what has ended."""
        self.agents_by_type[CapabilitySponsor].do("update_lists")

    def attention(self) -> None:
        """Staff time of the quarter."""
        for org in self.organisations:
            org.plan_quarter()

    def engagement(self) -> None:
        """Sponsors engage suppliers before the tender."""
        self.agents_by_type[CapabilitySponsor].do("engage")

    def targeting(self) -> None:
        """Projects choose the need they work for."""
        self.agents_by_type[CapabilitySponsor].do("show_notices")

    def steering(self) -> None:
        """Projects move towards the believed need."""
        self.agents_by_type[CapabilitySponsor].do("let_steer")

    def calls(self) -> None:
        """Funding instruments open calls."""
        self.news.calls_in_force = self.news.open_to_smes = 0
        self.agents_by_type[FundingBody].do("open_call")
        received = proposals.write_all(self)
        for funder in self.funders:
            if funder.takes_proposals:
                funder.hold_call(received)

    def private_money(self) -> None:
        """Firms and investors co-invest."""
        for role in (Prime, AcademicGroup, SME):
            if role in self.agents_by_type:
                self.agents_by_type[role].do("set_rd_money")
        self.agents_by_type[CapabilitySponsor].do("let_finance")

    def development(self) -> None:
        """Projects climb the TRL scale."""
        self.agents_by_type[CapabilitySponsor].do("let_develop")

    def tenders(self) -> None:
        """Requirements are tendered."""
        self.agents_by_type[ProcurementAgency].do("hold_tenders")

    def delivery(self) -> None:
        """Contracts are delivered."""
        self.agents_by_type[ProcurementAgency].do("deliver")

    def exit(self) -> None:
        """Firms leave or fail, and their projects with them."""
        self.agents_by_type[SME].do("stay_or_go")
        self.agents_by_type[CapabilitySponsor].do("give_up_orphans")

    def accounts(self) -> None:
        """Support work, civil business, owners, loans; the news."""
        self.pay_support()
        for org in self.organisations:
            org.close_books()
        self.publish_news()
        self.rd_money += self.rules.belief.award_weight * (self.flow.public_rd - self.rd_money)
        if self.t <= self.rules.calendar.burn_in:
            self.rd_money_at_start = self.rd_money

    def pay_support(self) -> None:
        """Spend that is not tendered is shared by support base, the rest goes to others."""
        rules, flow = self.rules, self.flow
        bulk = int(rules.market.spend * (1.0 - rules.market.tendered_share) / QUARTERS)
        suppliers = [org for org in self.organisations if org.standing == ACTIVE and org.support_base > 0]
        total = self.others_base + sum(org.support_base for org in suppliers)
        left = bulk
        for org in suppliers:
            amount = int(bulk * (org.support_base / total))
            left -= amount
            org.receive(ledger.TREASURY, amount)
            org.pay(ledger.INDUSTRY, int(amount * (1.0 - rules.tender.regulated_profit)))
            org.paid_this_year += amount
            org.revenue_this_year += amount
            org.note_sale()
            if org.kind == codes.SME:
                flow.spend_sme += amount
        self.move(ledger.TREASURY, ledger.OTHERS, left)
        flow.spend += bulk

    def publish_news(self) -> None:
        """Organisations take note of the published results; this quarter's are smoothed into them."""
        flow, news = self.flow, self.news
        weight, award_weight = self.rules.belief.public_weight, self.rules.belief.award_weight
        recent = 0
        for org in self.organisations:
            if org.standing != ACTIVE:
                continue
            if flow.call_proposals > 0:
                org.belief_award = org.learns(org.belief_award, news.award_rate, award_weight)
            org.belief_contract = org.learns(org.belief_contract, news.contract_rate, weight)
            recent += org.kind == codes.SME and org.entered_lately
        if flow.call_proposals > 0:
            news.award_rate += award_weight * (flow.call_awards / flow.call_proposals - news.award_rate)
        elif not news.calls_in_force:
            news.award_rate += award_weight * (0.0 - news.award_rate)
        if not news.open_to_smes:
            news.award_yearly_new += weight * (0.0 - news.award_yearly_new)
        elif recent:
            news.award_yearly_new += weight * (QUARTERS * flow.awards_recent / recent - news.award_yearly_new)
        if flow.awards_recent > 0:
            mean = flow.award_money_recent / flow.awards_recent
            news.award_mean_new += weight * (mean - news.award_mean_new)
        if flow.awards_sme > 0:
            news.award_mean += weight * (flow.award_money_sme / flow.awards_sme - news.award_mean)
        if flow.sme_bids > 0:
            news.contract_rate += weight * (flow.sme_wins / flow.sme_bids - news.contract_rate)
        if recent:
            yearly = QUARTERS * flow.sme_wins_recent / recent
            news.contract_yearly_new += weight * (yearly - news.contract_yearly_new)
