"""The office that runs tenders and accepts equipment."""

from __future__ import annotations

import math

from pullthrough.agents.view import RowAgent
from pullthrough.engine.binding import decision
from pullthrough.world.codes import (
    CODEVELOPMENT,
    IMPORT,
    LARGE,
    MEDIUM,
    OPEN_COMPETITION,
    OPERATIONAL_INDEPENDENCE,
    QUARTERS_PER_YEAR,
    SINGLE_SOURCE,
    STRATEGIC_IMPERATIVE,
    UK_COMPETITION,
)


class ProcurementAgency(RowAgent):
    """The agency; ``levers`` are the procurement rules in force, ``rules`` the facts of procurement."""

    table = "agency"

    @decision
    def procedure(self, tier, ring_fenced, levers):
        """Quarters from tender to contract: its tier's time x factor, no longer than the novel limit if ring-fenced."""
        time = levers.procurement.small_time
        if tier == MEDIUM:
            time = levers.procurement.medium_time
        if tier == LARGE:
            time = levers.procurement.large_time
        time = max(1, int(time * levers.procurement.time_factor + 0.5))
        if ring_fenced:
            time = min(time, levers.procurement.novel_time)
        return time

    @decision
    def required_trl(self, ring_fenced, levers):
        """Least TRL of a bid."""
        if ring_fenced:
            return levers.procurement.novel_minimum_trl
        return levers.procurement.minimum_trl

    @decision
    def ring_fences(self, money, value, levers):
        """A requirement is kept for novel technology while the ring-fenced money can pay for it."""
        return levers.procurement.ring_fence > 0.0 and money >= value

    @decision
    def designates(self, u, rules):
        """Whether a requirement may be put to money kept for novel technology; ``u`` is its luck, uniform in (0, 1)."""
        return u < rules.novelty.designated

    @decision
    def examines_novelty(self, u, levers):
        """Whether a claim to be novel is examined in a tender: then a proven product under a new name is found out, and what
        is in service already does not count. ``u`` is uniform in (0, 1)."""
        return u < levers.procurement.novelty_test

    @decision
    def admits_foreign(self, sovereignty):
        """Global competition by default: foreign offers everywhere but for strategic imperatives."""
        return sovereignty != STRATEGIC_IMPERATIVE

    @decision
    def outreach_reaches(self, money, rules):
        """Chance a quarter that regional innovation partners reach a firm outside: most (1 - exp(-money / scale)).

        ``money`` is that of a year. Those who are easily found are found first.
        """
        return rules.outreach.most * (1.0 - math.exp(-money / rules.outreach.scale))

    @decision
    def bid_score(self, ln_merit, ln_price, delivered, error, levers, rules):
        """Score = ln(quality x fit) - w_p ln price + w_e ln(1 + contracts delivered) + sigma e.

        The incumbent's edge is the experience weight w_e, a lever, and nothing else.
        """
        experience = levers.procurement.experience_weight * math.log(1.0 + delivered)
        return ln_merit - rules.tender.weight_price * ln_price + experience + rules.tender.noise * error

    @decision
    def accepts(self, ln_merit, rules):
        """Whether an offer meets the need well enough to be bought at all."""
        return ln_merit >= rules.tender.acceptable

    @decision
    def delivery_time(self, value, trl_gap, rules):
        """Quarters from contract to acceptance: (d_0 + d_1 ln(V / GBP 1m)) (1 + o x TRL gap), at least 1."""
        ready = rules.delivery.time_base + rules.delivery.time_per_log_value * math.log(max(value, 1.0) / 1000.0)
        return max(1, int(ready * (1.0 + rules.delivery.overrun_per_trl * trl_gap)))

    @decision
    def schedule_growth(self, value, luck, rules):
        """Time that a contract takes over the time promised: max(1, exp(m ln(V / GBP 1m) + s z)), V at least GBP 1m.

        The larger, the more there is that can come later; nothing comes earlier than promised. ``luck`` is z, standard normal.
        """
        size = math.log(max(value, 1000.0) / 1000.0)
        return max(1.0, math.exp(rules.lateness.growth * size + rules.lateness.spread * luck))

    @decision
    def officials_speed(self, pool, work, rules):
        """Speed of officials' work: what they can do over what they are asked for, at most 1; everybody waits alike."""
        return max(rules.officials.slowest, min(1.0, pool / work)) if work > 0.0 else 1.0

    @decision
    def overrun(self, price, trl_gap, rules):
        """Cost growth that the customer pays: price x o x TRL gap (GAO/NSIAD-99-162)."""
        return int(price * rules.delivery.overrun_per_trl * trl_gap)

    @decision
    def failure_chance(self, trl_gap, assurance, rules):
        """Chance that integration fails: f_0 + (f_1 + f_2 gap) exp(-assurance / T), at most 1.

        Assurance is the quarters of procedure gone through: less time is also less checking.
        """
        risk = rules.delivery.failure_base + rules.delivery.failure_per_trl * trl_gap
        return min(1.0, rules.delivery.failure_floor + risk * math.exp(-assurance / rules.delivery.assurance_time))

    @decision
    def decides_by_case(self, u, levers):
        """Whether a requirement falls under the case-by-case choice; ``u`` is its luck, uniform in (0, 1)."""
        return u < levers.acquisition.case_by_case

    @decision
    def looks_for_partner(self, u, levers):
        """Whether a partner nation is looked for in time; ``u`` is the requirement's luck, uniform in (0, 1)."""
        return u < levers.acquisition.codevelopment

    @decision
    def keeps_independence(self, u, sovereignty, by_case, levers, rules):
        """Whether a need is kept from suppliers abroad for the sake of operational independence, where one at home is able.

        The share is that of needs whose freedom of action a supplier abroad would end, times the onshore weight; ``u`` is the
        requirement's luck, uniform in (0, 1).
        """
        if not by_case or sovereignty != OPERATIONAL_INDEPENDENCE:
            return False
        return u < rules.routes.independence * levers.acquisition.onshore_weight

    @decision
    def able_in_market(self, able, security, rules):
        """Suppliers at home that are able to lead, those of the security sector outside defence among them."""
        return able * (1.0 + rules.routes.outside_suppliers) if security else able

    @decision
    def appraises(self, sovereignty, by_case, partner):
        """Whether routes are scored at all: case by case, for strategic imperatives, and where a partner is at hand."""
        return by_case or partner or sovereignty == STRATEGIC_IMPERATIVE

    @decision
    def considers(self, route, sovereignty, able, relaunched, by_case, partner, independent):
        """Whether a route is open to a requirement.

        Strategic imperatives stay at home in every regime. Global competition by default has the one route, and that
        of a partner where one is at hand; case by case has all, but for those abroad where independence is to be kept and
        somebody at home is able. What found no supplier goes to the widest competition.
        """
        at_home = sovereignty == STRATEGIC_IMPERATIVE or (independent and able > 0 and not relaunched)
        widest = UK_COMPETITION if at_home else OPEN_COMPETITION
        if route == widest:
            return True
        if relaunched or (route == SINGLE_SOURCE and able == 0):
            return False
        if sovereignty == STRATEGIC_IMPERATIVE:
            return route == SINGLE_SOURCE
        if route == CODEVELOPMENT:
            return partner
        if route in (UK_COMPETITION, SINGLE_SOURCE):
            return by_case
        return by_case and not at_home

    @decision
    def market_depth(self, able, rules):
        """Criterion, 0 to 1: n / (n + half), n the suppliers at home that are able to lead the contract."""
        return able / (able + rules.routes.depth_half)

    @decision
    def national_security(self, sovereignty, levers):
        """Criterion: sovereignty class from 0 (open) to 1 (strategic imperative), times the onshore weight."""
        return levers.acquisition.onshore_weight * sovereignty / STRATEGIC_IMPERATIVE

    @decision
    def prosperity(self, value, rules):
        """Criterion, 0 to 1: V / (V + half), work at home being in proportion to value."""
        return value / (value + rules.routes.prosperity_half)

    @decision
    def route_score(self, route, depth, criticality, security, cooperation, prosperity, rules):
        """Score of a route = level + sum over the five criteria of weight x criterion, a line of the table."""
        line = rules.routes.open_competition
        if route == UK_COMPETITION:
            line = rules.routes.uk_competition
        if route == SINGLE_SOURCE:
            line = rules.routes.single_source
        if route == CODEVELOPMENT:
            line = rules.routes.codevelopment
        if route == IMPORT:
            line = rules.routes.import_purchase
        at_home = line.depth * depth + line.security * security + line.prosperity * prosperity
        return line.level + at_home + line.criticality * criticality + line.cooperation * cooperation

    @decision
    def competes(self, route):
        """Whether novel suppliers compete on a route; money kept for novel technology is spent on those only."""
        return route != SINGLE_SOURCE and route != IMPORT

    @decision
    def experience_counted(self, delivered, route):
        """Contracts delivered that count in the score: none in a purchase abroad, where all products are in service."""
        return 0.0 if route == IMPORT else delivered

    @decision
    def procedure_on_route(self, procedure, route, together, rules):
        """Quarters from tender to contract: shorter without competition or abroad, longer with a partner nation.

        What was agreed in ``together`` quarters of work with the partner need not be agreed again.
        """
        if route == SINGLE_SOURCE:
            return max(1, int(procedure * rules.routes.single_source_time + 0.5))
        if route == IMPORT:
            return max(1, int(procedure * rules.routes.import_time + 0.5))
        if route == CODEVELOPMENT:
            return procedure + max(0, rules.routes.partner_time - together)
        return procedure

    @decision
    def value_at_home(self, value, route, rules):
        """What a requirement is worth to suppliers at home: a partner nation takes its share of the work."""
        if route == CODEVELOPMENT:
            return value * (1.0 - rules.routes.partner_share)
        return value

    @decision
    def ln_price_on_route(self, route, rules):
        """Added to ln price: the premium of a single source, or ln((1 + overhead) (1 - share)) with a partner nation."""
        if route == SINGLE_SOURCE:
            return rules.routes.single_source_premium
        if route == CODEVELOPMENT:
            return math.log((1.0 + rules.routes.partner_overhead) * (1.0 - rules.routes.partner_share))
        return 0.0

    @decision
    def ln_quality_on_route(self, route, together, rules):
        """Added to ln quality of what suppliers at home offer: a partner nation's knowledge, g (b + (1 - b) min(1, n / N)).

        Args:
            route: of the requirement; 0 on any but co-development.
            together: n, quarters of work together ahead of the tender.
        """
        if route != CODEVELOPMENT:
            return 0.0
        late = rules.routes.partner_at_tender
        return rules.routes.partner_quality * (late + (1.0 - late) * min(1.0, together / rules.routes.partner_full))

    @decision
    def asks_early(self, quarters_left, levers):
        """Whether a partner nation is looked for now, ahead of the tender."""
        return 0 < quarters_left <= levers.acquisition.partner_lead

    @decision
    def partner_leaves(self, u, rules):
        """Whether a partner nation leaves the common work this quarter; ``u`` is uniform in (0, 1)."""
        return u < rules.routes.partner_leaves

    @decision
    def pays_second_source(self, u, share):
        """Whether the premium for a second source is paid, where there is such a policy.

        Args:
            u: the capability's luck, uniform in (0, 1).
            share: the lever now, above 0.
        """
        return u < share

    @decision
    def keeps_second_source(self, u, share, share_before):
        """Whether a second source that is paid for is qualified: paid for now and when qualifying began.

        Args:
            u: the capability's luck, uniform in (0, 1).
            share: the lever now.
            share_before: the lever as it was the time of a qualification ago.
        """
        return u < min(share, share_before)

    @decision
    def outage(self, supplier_lost, second_source, assured, rules):
        """Quarters without supply: none with a second source; an assured chain saves the time of its warning."""
        if second_source:
            return 0
        time = rules.supply.requalify_time if supplier_lost else rules.supply.shock_time
        return max(0, time - rules.supply.warning) if assured else time

    @decision
    def leaves_to_authority(self, u, levers):
        """Whether an upgrade window is left to the design authority; ``u`` is the window's luck, uniform in (0, 1)."""
        return u < levers.uptake.insertion

    @decision
    def competes_upgrade(self, u, levers):
        """Whether an upgrade window is put to open competition: of those that are not left to the design authority."""
        return levers.uptake.insertion <= u < levers.uptake.insertion + levers.uptake.upgrade_competition

    @decision
    def urgent_needs(self, year, levers, rules):
        """Urgent needs a quarter that may be answered directly: share x yearly rate / 4 while operations go on, else 0."""
        if rules.urgent.until < year < rules.urgent.again:
            return 0.0
        return levers.uptake.urgent * rules.urgent.rate / QUARTERS_PER_YEAR

    @decision
    def urgent_price(self, median, spread, luck, rules):
        """Price of an urgent order: share x median x exp(spread x luck), whole GBP thousand, no smaller than the smallest order.

        Args:
            median, spread: of the values of requirements in the segment.
            luck: standard normal.
        """
        price = min(rules.need.value_cap, rules.urgent.share * median * math.exp(spread * luck))
        return int(max(rules.orders.least, price))

    @decision
    def experience_shown(self, delivered, passed, rules):
        """Contracts delivered that a bid can show: a passed trial of its technology counts as so many."""
        return delivered + rules.trials.experience * passed

    @decision
    def assurance_shown(self, assurance, passed, rules):
        """Quarters of assurance behind a contract: a passed trial counts as so many beside the procedure."""
        return assurance + rules.trials.assurance * passed

    @decision
    def goes_to_one_supplier(self, u, value, levers, rules):
        """Whether practice departs from the competition that is due: u < habit (low + (high - low) V / (V + half)).

        Args:
            u: the requirement's luck, uniform in (0, 1).
            value: V, GBP thousand.
        """
        low, high = rules.routes.uncompeted_small, rules.routes.uncompeted_large
        large = value / (value + rules.routes.prosperity_half)
        return u < levers.acquisition.habit * (low + (high - low) * large)

    @decision
    def pieces_of_work(self, base, rules):
        """Pieces into which support work of GBP thousand a year is divided: n (base / GBP 1m)^g, whole, at least 1."""
        if base <= 0.0:
            return 1
        return max(
            1, int(rules.support.works * math.exp(rules.support.works_elasticity * math.log(base / 1000.0)) + 0.5)
        )

    @decision
    def support_term(self, u, value, competed, levers, rules):
        """Quarters for which support work is let: mean (1 + spread (2 u - 1)), shorter if small or without competition.

        Args:
            u: uniform in (0, 1).
            value: yearly, GBP thousand.
            competed: whether it was put to competition.
        """
        mean = float(levers.support.term)
        if value * mean / QUARTERS_PER_YEAR < rules.need.small_below:
            mean *= rules.support.small_term
        if not competed:
            mean *= rules.support.single_term
        return max(1, int(mean * (1.0 + rules.support.term_spread * (2.0 * u - 1.0)) + 0.5))

    @decision
    def amends(self, u, value, rules):
        """Whether a contract that ends is extended by amendment: u < most V / (V + half), large ones more often."""
        return u < rules.support.amended * value / (value + rules.support.amended_half)

    @decision
    def competes_support(self, u, levers):
        """Whether support work let anew may be put to competition."""
        return u < levers.support.competed

    @decision
    def support_score(self, ln_capability, ln_price, shown, holds, error, levers, rules):
        """Score of a bid for support work = ln a - w_p ln price + w_e ln 2 [references] + advantage [holder] + sigma e.

        Args:
            shown: whether the bidder can show work for this customer.
            holds: whether it does this work now.
            error: standard normal.
        """
        references = levers.procurement.experience_weight * math.log(2.0) if shown else 0.0
        holder = rules.support.advantage if holds else 0.0
        return ln_capability - rules.tender.weight_price * ln_price + references + holder + rules.tender.noise * error
