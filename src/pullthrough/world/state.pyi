"""The tables of a run, for editors and type checkers only.

Made by ``python -m pullthrough.present.state_stub --write``; do not edit.

A rule reads and writes one row, ``state.technologies[row].trl``; who observes reads whole columns,
``state.technologies.trl``.
"""

from typing import Any, NamedTuple, overload

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[Any]
"""Whole numbers; a rule reads one as ``int``."""
Rows = NDArray[Any]
"""Numbers of rows of some table, whole and not below zero."""
Floats = NDArray[Any]
Bools = NDArray[Any]

class Table[Row](np.ndarray[Any, np.dtype[Any]]):
    """Rows of one type."""

    @overload  # type: ignore[override]
    def __getitem__(self, key: int | tuple[int, int]) -> Row: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...
    def __getattr__(self, column: str) -> Any: ...

class Clock:
    t: int
    """Quarter."""
    year: int
    technologies: int
    """Rows in use."""
    requirements: int
    careers: int
    live: int
    """Technologies that are live."""
    listed: int
    """Technologies that the roster has seen."""
    open: int
    """Requirements in the list of those still open."""
    year_began: int
    """First quarter of the year."""
    served_from: int
    """No requirement before this row is open or still in service."""
    lines: int
    """Rows in use of the lines between those chosen and those not."""
    works: int
    """Rows in use of support work."""

class RulesCalendar:
    first_year: int
    """First year after burn-in (year)."""
    last_year: int
    """Last year (year)."""
    burn_in: int
    """Quarters simulated under the first regime before the first year (quarters)."""

class RulesPopulation:
    primes: int
    """Higher-tier suppliers of 250 employees and more (organisations)."""
    academic_groups: int
    """University groups that work on defence problems (organisations)."""
    suppliers: int
    """Innovating SMEs that supply defence at the start (firms)."""
    potential_entrants: int
    """Innovating SMEs outside defence at the start (firms)."""
    turnover_per_employee: float
    """Turnover per employee (GBP thousand per year)."""
    cash_months: float
    """Cash of a firm at the start, and the most it keeps (months of turnover)."""
    civil_profit: float
    """Retained profit on civil turnover (1)."""
    loan_repaid: float
    """Largest share of its cash with which a firm repays loans (1 per quarter)."""

class RulesMarket:
    spend: float
    """Payments to industry by the core department, at 2021 prices (GBP thousand per year)."""
    growth_next: float
    """Real growth of spend after the last year published (1 per year)."""
    growth_until: int
    """Last year of that growth (year)."""
    growth_later: float
    """Real growth of spend afterwards (1 per year)."""
    tendered_share: float
    """Share of that spend tendered as modelled requirements (1)."""
    sme_support_share: float
    """Share of support spend that goes to SMEs directly at the start (1)."""
    single_source_support: float
    """Share of support spend let without competition at the start (1)."""
    abroad_support: float
    """Share of support spend paid to others than UK industry at the start (1)."""
    sme_support_spread: float
    """Spread of ln support spend over SMEs at the start (1)."""

class RulesNeed:
    drift: float
    """Sigma_mu: random walk of a segment's centre of need (1 per sqrt(quarter))."""
    spread: float
    """Sigma_y: spread of requirements about the centre of need (1)."""
    revision: float
    """Chance that a need that is not yet tendered is revised (per quarter)."""
    revision_size: float
    """C: how far a revision moves a need; at 1 it is drawn anew (1)."""
    lead_base: float
    """Planning lead of a requirement of GBP 1m, from conception to tender (quarters)."""
    lead_per_log_value: float
    """Further planning lead for each factor e in value (quarters)."""
    lead_max: int
    """Longest planning lead (quarters)."""
    value_cap: float
    """Largest single requirement (GBP thousand)."""
    small_below: float
    """Value below which a requirement is in the small procurement tier (GBP thousand)."""
    large_from: float
    """Value from which a requirement is in the large procurement tier (GBP thousand)."""

class RulesPlanning:
    over: float
    """O: value planned beyond the money of the years that a plan covers (1)."""
    response: float
    """G: how strongly the number of new needs answers to a plan too full or too empty (1)."""
    shown: float
    """Most that technology shown to be possible adds to a plan (1)."""
    shown_half: float
    """Mature technologies in a segment that add half of that (technologies)."""

class RulesSignal:
    precision_segment: float
    """Tau_seg: precision of what everyone in the segment knows (1)."""
    precision_published: float
    """Tau_pub: precision added by publication of the requirement (1)."""
    precision_engaged: float
    """Tau_eng: precision added by one quarter of engagement (1)."""
    fit_width: float
    """H: width of the kernel that turns distance into fit (1)."""
    notices_read: int
    """Published requirements a project reads per quarter (notices per quarter)."""

class RulesInvitations:
    again: int
    """Quarters after which a sponsor looks again for suppliers to fill empty slots (quarters)."""
    judgement: float
    """Largest error of a sponsor's judgement of a distance, either way (1)."""
    newcomers: int
    """Who is a newcomer: 0 whoever never won a contract, 1 of these whoever entered defence lately (1)."""
    sector_lead: int
    """Quarters before the tender from which places for the security sector are filled, if not earlier (quarters)."""

class RulesIdeas:
    first_trl: int
    """TRL at which a firm's idea starts (TRL)."""
    academic_lowest: float
    """Share of academic ideas that start at TRL 1; the others at TRL 2 (1)."""
    rate_reference: float
    """Ideas of an SME of 50 employees (per quarter)."""
    rate_prime: float
    """Ideas of a prime (per quarter)."""
    rate_academic: float
    """Ideas of an academic group (per quarter)."""
    money_elasticity: float
    """Elasticity of the ideas of primes and universities to public R&D money (1)."""
    sme_money_elasticity: float
    """Elasticity of SMEs' ideas to public R&D money (1)."""
    size_elasticity: float
    """Growth of the idea rate with employees, less than proportional (1)."""
    quality_spread: float
    """Sigma_q: spread of ln quality about ln capability (1)."""
    position_spread: float
    """Sigma_x: spread of a technology about its owner's knowledge (1)."""
    capability_spread: float
    """Spread of ln capability over organisations (1)."""
    knowledge_spread: float
    """Spread of knowledge positions about the segment's need (1)."""

class RulesSteering:
    rate: float
    """Rho_0: share of the gap to the believed need closed in a quarter at TRL 1 (1)."""
    freeze: float
    """Eta: decay of that share with each TRL (1 per TRL)."""

class RulesDevelopment:
    step_cost: float
    """C_1: median cost of the step from TRL 1 to 2 (GBP thousand)."""
    step_growth: float
    """G: factor from one step's median cost to the next (1)."""
    cost_spread: float
    """Spread of ln step cost (1)."""
    quickest_step: int
    """Shortest time in which one step can be completed (quarters)."""
    pass_odds: float
    """Ln odds of passing a step at capability 1 on the need (ln odds)."""
    pass_capability: float
    """Gain in ln odds for each unit of ln capability (ln odds)."""
    pass_distance: float
    """Loss in ln odds for each unit of distance from the owner's knowledge (ln odds)."""
    die_share: float
    """Share of failed steps that end the technology (1)."""
    repeat_cost: float
    """Cost of repeating a failed step, as a share of the step (1)."""
    patience: int
    """Quarters without money after which a project may be abandoned (quarters)."""
    abandon_hazard: float
    """Chance that a project without money past patience ends (per quarter)."""

class RulesPrivateMoney:
    defence_rd_share: float
    """Share of own R&D that a supplier can put into defence projects (1)."""
    margin: float
    """Expected margin on a contract, as a share of its value (1)."""
    follow_on: float
    """Expected value of later orders, as a multiple of the first contract (1)."""
    tries: float
    """Tenders in which a firm without a target expects to offer a technology (tenders)."""
    hurdle: float
    """Expected return asked per pound of remaining cost (1)."""
    investor_hurdle: float
    """Expected return an investor asks per pound of remaining cost (1)."""
    investor_signal: float
    """Gain in an investor's view for each of award, trial and order (1)."""
    investor_meeting: float
    """Chance that a cash-poor firm meets an investor (per quarter)."""
    trust: float
    """Weight a firm puts on a published plan (1)."""

class RulesEntry:
    notice_base: float
    """Chance that a firm outside looks at defence (per quarter)."""
    cost: float
    """Entry cost: clearance, accreditation, learning to bid (GBP thousand)."""
    outside_median: float
    """Median value of the outside option over the horizon (GBP thousand)."""
    outside_spread: float
    """Spread of ln outside option over firms (1)."""
    outside_lasting: float
    """Share of that spread that lasts; the rest is drawn anew each year (1)."""
    award_worth: float
    """What a pound of award leaves a firm: margin and knowledge of civil use (1)."""
    births: float
    """Chance that a new firm takes a vacant place in the population (per quarter)."""
    birth_elasticity: float
    """Elasticity of that chance to what defence offers newcomers (1)."""
    horizon: float
    """Years over which an entrant counts expected awards and contracts (years)."""
    trl_low: int
    """Lowest TRL of civil technology that an entrant brings (TRL)."""
    trl_high: int
    """Highest TRL of civil technology that an entrant brings (TRL)."""
    civil_distance: float
    """Extra spread of civil technology about military need (1)."""
    own_view: float
    """Elasticity of what an entrant expects to its own capability (1)."""

class RulesExit:
    upkeep: float
    """Cost for 10 employees of staying a defence supplier (GBP thousand per quarter)."""
    upkeep_size_elasticity: float
    """Growth of that cost with employees (1)."""
    reserve: int
    """Quarters of upkeep that a firm does not risk on proposals and bids (quarters)."""
    patience: int
    """Quarters of poor prospects after which a firm leaves defence (quarters)."""
    death_hazard: float
    """Background death of a firm of 10 employees (per quarter)."""
    death_size_elasticity: float
    """Decline of that hazard with employees (1)."""

class RulesBelief:
    award_prior: float
    """Believed chance of an award before any news (1)."""
    contract_prior: float
    """Believed chance of winning a tender before any news (1)."""
    entrant_awards: float
    """Believed awards a year of a newcomer before any news (1 per year)."""
    entrant_contracts: float
    """Believed contracts a year of a newcomer before any news (1 per year)."""
    proposals_yearly: float
    """Proposals a newcomer expects to write (per year)."""
    bids_yearly: float
    """Tenders in which a newcomer expects to offer (per year)."""
    award_size: float
    """Believed mean award before any news (GBP thousand)."""
    rivals: float
    """Believed rivals in a tender before any news (bidders)."""
    own_weight: float
    """Weight of one own result in exponential forgetting (1)."""
    public_weight: float
    """Weight of a quarter's published results (1 per quarter)."""
    award_weight: float
    """The same of the success rate of innovation calls (1 per quarter)."""
    call_weight: float
    """Weight of a call's own published success rate (1 per call held)."""

class RulesProposals:
    wait: int
    """Quarters after a rejection before a technology is proposed again to a call that rejected it (quarters)."""
    rework: int
    """Quarters after a rejection before a technology is proposed to any call (quarters)."""
    least_part: float
    """Least part of what a call would pay of a step that its largest award must cover for a proposal to be made (1)."""
    match_ahead: float
    """Quarters of own R&D money on which an applicant counts for its part of the work (quarters)."""

class RulesTeaming:
    capacity: float
    """Kappa: largest contract a firm may lead, in years of its turnover (1)."""
    search_cost: float
    """Cost to a prime of taking a new partner into a bid (GBP thousand)."""
    subcontract_share: float
    """Share of the price that goes to the owner of the technology (1)."""
    contact_noise: float
    """Spread of firms' luck in finding a prime, in ln support base (1)."""
    joint_capacity: float
    """Share of its partners' turnover, by strength of the tie, that counts for the leader of a joint bid (1)."""
    joint_premium: float
    """Rise of ln price for work shared among several small firms (1)."""

class RulesRoutesOpenCompetition:
    level: float
    """Score of the route where every criterion is 0 (1)."""
    depth: float
    """Weight of market depth: how many suppliers at home are able (1)."""
    criticality: float
    """Weight of the segment's technology criticality (1)."""
    security: float
    """Weight of national security, by sovereignty class (1)."""
    cooperation: float
    """Weight of international opportunity (1)."""
    prosperity: float
    """Weight of prosperity: work at home, by value (1)."""

class RulesRoutesUkCompetition:
    level: float
    """Score of the route where every criterion is 0 (1)."""
    depth: float
    """Weight of market depth: how many suppliers at home are able (1)."""
    criticality: float
    """Weight of the segment's technology criticality (1)."""
    security: float
    """Weight of national security, by sovereignty class (1)."""
    cooperation: float
    """Weight of international opportunity (1)."""
    prosperity: float
    """Weight of prosperity: work at home, by value (1)."""

class RulesRoutesSingleSource:
    level: float
    """Score of the route where every criterion is 0 (1)."""
    depth: float
    """Weight of market depth: how many suppliers at home are able (1)."""
    criticality: float
    """Weight of the segment's technology criticality (1)."""
    security: float
    """Weight of national security, by sovereignty class (1)."""
    cooperation: float
    """Weight of international opportunity (1)."""
    prosperity: float
    """Weight of prosperity: work at home, by value (1)."""

class RulesRoutesCodevelopment:
    level: float
    """Score of the route where every criterion is 0 (1)."""
    depth: float
    """Weight of market depth: how many suppliers at home are able (1)."""
    criticality: float
    """Weight of the segment's technology criticality (1)."""
    security: float
    """Weight of national security, by sovereignty class (1)."""
    cooperation: float
    """Weight of international opportunity (1)."""
    prosperity: float
    """Weight of prosperity: work at home, by value (1)."""

class RulesRoutesImportPurchase:
    level: float
    """Score of the route where every criterion is 0 (1)."""
    depth: float
    """Weight of market depth: how many suppliers at home are able (1)."""
    criticality: float
    """Weight of the segment's technology criticality (1)."""
    security: float
    """Weight of national security, by sovereignty class (1)."""
    cooperation: float
    """Weight of international opportunity (1)."""
    prosperity: float
    """Weight of prosperity: work at home, by value (1)."""

class RulesRoutes:
    open_competition: RulesRoutesOpenCompetition
    uk_competition: RulesRoutesUkCompetition
    single_source: RulesRoutesSingleSource
    codevelopment: RulesRoutesCodevelopment
    import_purchase: RulesRoutesImportPurchase
    depth_half: float
    """Able suppliers at which market depth is a half (suppliers)."""
    outside_suppliers: float
    """Suppliers outside defence for each able one inside, in segments counted as security (suppliers)."""
    independence: float
    """At an onshore weight of 1, share of needs of operational independence that are kept from suppliers abroad (1)."""
    prosperity_half: float
    """Value at which prosperity is a half (GBP thousand)."""
    single_source_time: float
    """Procedure without competition, relative to its tier's (1)."""
    single_source_premium: float
    """Rise of ln price without competition (1)."""
    import_time: float
    """Procedure of a purchase abroad, relative to its tier's (1)."""
    uncompeted_small: float
    """Chance by habit that a small requirement goes to one supplier (1)."""
    uncompeted_large: float
    """Chance by habit that a very large one does (1)."""
    partner_time: int
    """Quarters that agreeing with a partner nation adds to the procedure (quarters)."""
    partner_share: float
    """Share of cost and of work that a partner nation takes (1)."""
    partner_overhead: float
    """Growth of the whole price by working with a partner nation (1)."""
    partner_quality: float
    """Gain in ln quality from a partner nation's knowledge (1)."""
    partner_at_tender: float
    """Share of that gain with a partner who is found when the tender is due (1: work together adds nothing) (1)."""
    partner_full: int
    """Quarters of work together after which the gain is whole (quarters)."""
    partner_leaves: float
    """Chance that a partner nation leaves before the tender (per quarter)."""

class RulesTender:
    bid_cost: float
    """Cost of bidding for a GBP 1m requirement in a one-quarter procedure (GBP thousand)."""
    bid_cost_elasticity: float
    """Growth of bid cost with value (1)."""
    bid_cost_per_quarter: float
    """Further bid cost for each quarter the procedure lasts (1)."""
    weight_price: float
    """W_p: weight of ln price (1)."""
    noise: float
    """Spread of the assessors' error in a bid's score (1)."""
    price_spread: float
    """Spread of ln price over bidders (1)."""
    competition_discount: float
    """Fall of ln price for each factor e in the number of bidders (1)."""
    legacy_quality: float
    """Mean ln(quality x fit) of an incumbent's proven product (1)."""
    legacy_spread: float
    """Spread of that quality over requirements (1)."""
    foreign_offers: float
    """Chance that a foreign supplier offers where the route admits it (1)."""
    experience_fade: float
    """Share of a supplier's record that no longer counts (per quarter)."""
    foreign_record: float
    """Weight of foreign suppliers' own record (0: they have none) (1)."""
    acceptable: float
    """Lowest ln(quality x fit) the agency accepts (1)."""
    relaunch_wait: int
    """Quarters lost when a tender is relaunched (quarters)."""
    slip_limit: int
    """Quarters a tender waits for budget before it is cancelled (quarters)."""
    support_share: float
    """Yearly support spend that a delivered contract adds, per pound of price (1)."""
    regulated_profit: float
    """Profit rate of a contract let without competition (1)."""
    offered_for: int
    """Quarters for which a technology in service is offered in further tenders (quarters)."""
    ring_fence_years: float
    """Years of ring-fenced money held before it is released (years)."""

class RulesDelivery:
    time_base: float
    """Delivery time of a GBP 1m contract at full readiness (quarters)."""
    time_per_log_value: float
    """Further delivery time for each factor e in value (quarters)."""
    overrun_per_trl: float
    """Growth of time and cost for each TRL short of 8 at contract (1 per TRL)."""
    failure_base: float
    """Chance of failed integration with no assurance, at full readiness (1)."""
    failure_per_trl: float
    """Added chance of failure for each TRL short of 8 (1 per TRL)."""
    assurance_time: float
    """Quarters of procedure in which assurance cuts that chance by e (quarters)."""
    failure_floor: float
    """Chance of failed integration that no assurance removes (1)."""
    failure_loss: float
    """Share of the price lost to the public when integration fails (1)."""

class RulesApprovals:
    level_time: int
    """Work of one level of approval, in quarters at full speed (quarters)."""
    second_from: float
    """Value from which a second level must approve (GBP thousand)."""
    third_from: float
    """Value from which a third level must approve (GBP thousand)."""
    fourth_from: float
    """Value from which a fourth level must approve (GBP thousand)."""
    cost: float
    """Officials at work on one approval (GBP thousand per requirement and quarter)."""

class RulesOfficials:
    staffing: float
    """Officials at hand over those needed, as usual (1)."""
    adjustment: float
    """Share of the way to usual staffing that posts go in a quarter (1 per quarter)."""
    smoothing: float
    """Weight of the last quarter in the work that is counted on (1)."""
    slowest: float
    """Share of full speed that remains however few they are (1)."""

class RulesLateness:
    growth: float
    """M: mean of ln schedule growth for each factor e of value above GBP 1m (1)."""
    spread: float
    """S: spread of ln schedule growth (1)."""

class RulesImplementation:
    carried_out: float
    """Share of the change of each lever that is carried out (1)."""
    delay: int
    """Quarters by which each change comes later than its date (quarters)."""
    decay: float
    """Share of each change that is lost in a year (1 per year)."""

class RulesExports:
    value_spread: float
    """Spread of ln value over campaigns of a segment (1)."""
    value_cap: float
    """Largest single export order (GBP thousand)."""
    trend_years: int
    """Years after the first for which a segment's export trend goes on (years)."""
    heard_alone: float
    """Share of campaigns that industry hears of in time without public support (1)."""
    support_scale: float
    """Public support that cuts the share not heard of by e (GBP thousand per year)."""
    campaign_time: int
    """Length of a campaign, which sets its cost as a procedure does at home (quarters)."""
    odds: float
    """Ln odds of an order at equal merit, without a reference (ln odds)."""
    odds_merit: float
    """Gain in ln odds for each unit of ln merit above the rival's (ln odds)."""
    odds_reference: float
    """Gain for each factor e in technologies in service at home (ln odds)."""
    odds_offset: float
    """Gain at full offset (ln odds)."""
    odds_no_government: float
    """Loss if the customer asks for a government-to-government contract and cannot have one (ln odds)."""
    odds_codeveloped: float
    """Gain for a product developed with the customer's country (ln odds)."""
    reference_fade: float
    """Share of the reference of technologies in service that fades (per quarter)."""
    g2g_asked: float
    """Share of customers that ask for a government-to-government contract (1)."""
    g2g_officials: float
    """Officials' cost of one government-to-government campaign (GBP thousand)."""
    g2g_loss_chance: float
    """Chance that the government bears losses on a contract it signed (1)."""
    g2g_loss: float
    """What that costs it, as a share of the order (1)."""
    uk_content: float
    """Share of an order that is work in the United Kingdom, without offset (1)."""
    offset_work: float
    """Share of the UK work that full offset gives to the customer's industry (1)."""
    offset_leak: float
    """Gain in rivals' ln quality if a segment's whole yearly market were sold with full offset (1)."""
    leak_fade: float
    """Share of rivals' gain that becomes outdated (per quarter)."""
    delivery_years: float
    """Mean time in which an order is worked off (years)."""
    security_reach: float
    """Share of the UK work of security exports that goes to the suppliers modelled here (1)."""

class RulesForeignInvestment:
    malign_share: float
    """Share of offers made to take control of the technology abroad (1)."""
    cover: float
    """Growth capital offered, as a multiple of the cost still to pay (1)."""
    cap: float
    """Largest growth capital of one offer (GBP thousand)."""
    false_alarm_power: float
    """K: share of benign offers called in is sensitivity to the k (1)."""
    review_time: int
    """Delay of a benign offer that is called in (quarters)."""
    withdrawn: float
    """Share of benign offers that are withdrawn when called in (1)."""
    screening_cost: float
    """Officials' cost of examining one offer at full sensitivity (GBP thousand)."""
    review_cost: float
    """Officials' cost of one offer that is called in (GBP thousand)."""
    loss_leak: float
    """Gain in rivals' ln quality from a technology lost to them (1)."""
    exclusive: int
    """1: a firm that has an offer hears no other in the same quarter (1)."""
    imperatives_barred: int
    """1: no firm's technology of a strategic imperative is for sale abroad (1)."""

class RulesSupply:
    service_life: int
    """Quarters for which a delivered capability is in service (quarters)."""
    shock_abroad: float
    """Chance that a segment's supply from abroad is cut off (per quarter)."""
    shock_home: float
    """Chance that a segment's supply chain at home breaks (per quarter)."""
    reach: float
    """Share of a segment's capabilities of that origin that a shock hits (1)."""
    shock_time: int
    """Quarters without supply after a shock (quarters)."""
    requalify_time: int
    """Quarters until another firm can supply after a supplier has closed (quarters)."""
    second_time: int
    """Quarters until a second source that is paid for is qualified (quarters)."""
    warning: int
    """Quarters of an outage that a mapped and assured chain saves (quarters)."""

class RulesTies:
    meet_segment: float
    """Chance that an organisation inside seeks somebody of its segment (per quarter)."""
    meet_region: float
    """Chance that it meets somebody of its region, inside or outside (per quarter)."""
    meet_event: float
    """Chance that two of those engaged on a requirement meet (per quarter)."""
    best_distance: float
    """D*: distance of knowledge at which meetings are most productive (1)."""
    first: float
    """Strength of a new tie (1)."""
    growth: float
    """Share of what it lacks to full strength that a tie gains in a further meeting (1)."""
    decay: float
    """Share of its strength that a tie loses in a quarter (per quarter)."""
    floor: float
    """Strength below which a tie is forgotten (1)."""
    search_saving: float
    """Share of the search cost that a tie of full strength saves a prime (1)."""
    contact_weight: float
    """Pull of a tie of full strength on the choice of a prime, in ln support base (1)."""
    notice: float
    """Chance that a firm outside hears of defence, for each full tie to an insider (per quarter)."""
    news_weight: float
    """Weight of what a full tie tells, against published results of weight 1 (1)."""

class RulesTransfer:
    rate: float
    """Share of the distance to a partner's knowledge that can be learnt at most (per quarter)."""
    half_intensity: float
    """Own R&D over turnover at which absorptive capacity is a half (1)."""
    joint_ideas: float
    """Share of ideas that draw on a partner, if there is one (1)."""
    mix: float
    """Weight of the partner's knowledge in such an idea (1)."""

class RulesClusters:
    smes: float
    """SMEs of a full cluster in the country itself (firms)."""
    others: float
    """Its other members: larger firms, universities (organisations)."""
    sample: float
    """Organisations of this world for each of them (1)."""
    ramp: int
    """Quarters until a cluster has recruited its members (quarters)."""
    neighbour_weight: float
    """Readiness to join from a neighbouring region, against one's own (1)."""
    outside_weight: float
    """Readiness to join of a firm outside defence, against one inside (1)."""
    meet: float
    """Chance that a member meets another member (per quarter)."""
    introductions: int
    """Members considered to find one of another kind to meet (members)."""
    exchange: float
    """Share of introductions that are made across clusters of the network (1)."""
    fellows: int
    """Fellow members at which a prime looks for each package of work, in place of others (firms)."""
    notice: float
    """Chance that a firm outside hears of defence from the cluster of its region (per quarter)."""
    premises: float
    """What local authorities of a full cluster pay of an entrant's cost of entry (GBP thousand)."""
    pull: float
    """Chance that an entrant locates in a neighbouring cluster's region (1)."""
    site_saving: float
    """Share of a step's cost that shared test sites save, TRL 5 to 7 (1)."""
    training: float
    """Training places that it adds in its region (places per year)."""
    cost: float
    """Public cost (GBP thousand per year)."""
    fee: float
    """Fee and time of a member (GBP thousand per year)."""

class RulesOutreach:
    most: float
    """Greatest chance that a firm outside hears of defence from them (per quarter)."""
    scale: float
    """Money that reaches 1 - 1/e of that chance (GBP thousand per year)."""

class RulesPublicCost:
    notice: float
    """Keeping one requirement published (GBP thousand per requirement and quarter)."""
    engagement: float
    """Officials' cost of engaging one technology for one quarter (GBP thousand)."""
    approvals: float
    """Procurement staff on one open tender (GBP thousand per tender and quarter)."""
    haste: float
    """Extra commercial staff for each quarter by which a tender is cut short (GBP thousand)."""
    call_administration: float
    """Assessing one proposal (GBP thousand per proposal)."""
    firm_engagement: float
    """A firm's own cost of one quarter of engagement (GBP thousand)."""
    training_place: float
    """Public money for one training place (GBP thousand)."""
    interest: float
    """What government saves by paying a year later, per pound (1 per year)."""
    route_appraisal: float
    """Scoring the routes of one requirement (GBP thousand per requirement)."""
    second_source: float
    """Keeping a second source, as a share of the price (1 per year)."""
    assurance: float
    """Mapping and assuring one chain (GBP thousand per capability and quarter)."""

class RulesBudgets:
    carry_over: float
    """Years' worth of its budget that a segment may hold at a year's end (years)."""
    priority_spread: float
    """Spread of a year's change in ln priority of a segment (1 per year)."""
    priority_memory: float
    """Share of ln priority that lasts from one year to the next (1)."""
    reserve_ahead: int
    """Quarters before its tender from which money is kept for a protected requirement (quarters)."""
    commitment_rule: int
    """What a commitment protects: 0 by lot, 1 the nearest, 2 the largest first (1)."""

class RulesTrust:
    kept: float
    """Share of the missing trust gained when a published tender opens on its date (1)."""
    slipped: float
    """Share of trust lost when a published tender slips by a quarter (1)."""
    cancelled: float
    """Share of trust lost when a published requirement is cancelled (1)."""
    memory: float
    """Weight of a quarter's share of dates kept, by value (0: each date counts, whatever its value) (per quarter)."""
    plan_saving: float
    """Fall of ln price for work that industry could plan ahead, at full trust (0: nobody plans ahead) (1)."""
    plan_notice: int
    """Notice, beyond the usual, with which work can be planned ahead (quarters)."""
    plan_usual: int
    """Usual notice, with which nobody plans ahead (quarters)."""
    idle: float
    """Rise of ln price for each quarter by which a published tender was put off (1)."""

class RulesSupplyChain:
    passed_on: float
    """Share of a prime's payments that it passes on to its own suppliers (1)."""
    sme_share: float
    """Share of that which goes to SMEs where no target is set (1)."""
    modelled: float
    """Share of the SMEs' part that goes to those modelled one by one (1)."""
    adjustment: float
    """Share of the distance to the target closed in a quarter (1 per quarter)."""
    coordination: float
    """Extra cost of a pound passed on, for each unit of share above the usual (1)."""
    graph: int
    """1: packages are let to firms with names; 0: SMEs' share follows the target (1)."""
    small: float
    """Share of what is passed on in packages that a small firm could carry (1)."""
    typical: float
    """Mean package, which sets how many a prime lets (GBP thousand per year)."""
    size_spread: float
    """Spread of ln size over packages of a prime (1)."""
    term: int
    """Time for which a package is let (quarters)."""
    looked_at: int
    """Organisations of its segment that a prime looks at for a package (organisations)."""
    habit: float
    """Score of whoever has a package already (ln)."""
    luck: float
    """Spread of price and fit of an offer for a package (ln)."""
    larger: float
    """Score of a larger firm over that of an SME of usual capability (ln)."""
    unproven: float
    """Score that a firm without any subcontract so far loses (ln)."""
    target_weight: float
    """Score of SMEs for each unit of share by which a prime misses its target (ln)."""
    qualify: float
    """What a first subcontract costs a firm in certificates and audits (GBP thousand)."""
    depends: int
    """Packages of its contractor on which a contract or capability depends (packages)."""
    tie: float
    """Strength of the tie between a prime and the firm that supplies it (1)."""

class RulesPayment:
    credit_rate: float
    """Cost to a supplier of an unpaid invoice (1 per quarter)."""

class RulesSkills:
    person_cost: float
    """Development money that keeps one skilled person at work (GBP thousand per year)."""
    others: float
    """Skilled people at other defence work, who compete for the same posts (people)."""
    slack: float
    """People at the start of the first year over people then needed (1)."""
    leaving: float
    """Delta: share of skilled people that leave (per quarter)."""
    graduates: float
    """New graduates over those who leave at the start of the first year (1)."""
    smoothing: float
    """Weight of the last quarter in the people counted as needed (1)."""
    settling: int
    """Minimum quarters over which people follow the work at the start (quarters)."""
    slowest: float
    """Share of the usual speed that remains with no skilled people (1)."""
    completing: float
    """Share of training places that end with a skilled person in the region (1)."""
    training_time: int
    """Quarters from a training place to a skilled person (quarters)."""
    elasticity: float
    """Theta: how strongly a shortage of people slows development (1)."""
    mobility: float
    """Share of skilled people who work wherever they are needed (1)."""
    hiring: float
    """H: share of the skills shortage filled by hiring from other industries (per quarter)."""
    firm_cost: float
    """What the firms of a region pay for one training place (GBP thousand)."""

class RulesCapability:
    work: float
    """Gain in ln capability for each factor e in 1 + experience (ln per ln)."""
    forgetting: float
    """Share of experience lost in a quarter without work (per quarter)."""
    science: float
    """Elasticity of capability to public knowledge, at full absorptive capacity (1)."""
    people: float
    """Elasticity of capability to skilled people at hand over those needed (1)."""

class RulesScience:
    lag: float
    """Mean time from research to knowledge that industry can use (years)."""
    fade: float
    """Share of public knowledge that goes out of date (per year)."""

class RulesGrowth:
    civil_use_defence: float
    """Share of R&D on defence-born technology that is of civil use (1)."""
    civil_use_civil: float
    """The same of civil technology brought into defence (1)."""
    civil_return: float
    """What a firm expects civil business to return of R&D of civil use (1)."""
    elasticity: float
    """Elasticity of civil turnover to R&D capital (1)."""
    depreciation: float
    """Share of R&D capital that goes out of date (per year)."""
    proven: float
    """R&D capital added when a technology enters service, per pound spent on it (1)."""
    adjustment: float
    """Mean time in which turnover, and employees, follow (years)."""

class RulesAttention:
    staff_share: float
    """Share of employees that can write proposals and bids or meet officials (1)."""
    academic_share: float
    """The same share in academic groups (1)."""
    person_cost: float
    """Cost of one of them (GBP thousand per year)."""
    saved: float
    """Most staff time that can be postponed from quiet quarters (quarters)."""
    proposal_fixed: float
    """Share of a proposal's cost that does not depend on the award (1)."""
    craft: float
    """Most that practice in proposing adds to a score (1)."""
    craft_half: float
    """Proposals after which half of that is learnt (proposals)."""
    craft_fade: float
    """Share of practice lost in a quarter (per quarter)."""

class RulesHandOver:
    lowest_trl: int
    """TRL from which it can be handed over (TRL)."""
    licence: float
    """Chance that a firm that the group knows is offered a licence (per quarter)."""
    spin_out: float
    """Chance that a group without such a firm thinks of a spin-out (per quarter)."""
    spin_out_employees: float
    """Employees of a spin-out at its start (people)."""
    fee: float
    """Licence fee, as a share of what has been spent on the technology (1)."""

class RulesTakeovers:
    rate: float
    """Chance that a prime thinks of buying an SME whose technology is in service (per quarter)."""
    multiple: float
    """Price, in years of the firm's turnover (years)."""

class RulesOrders:
    least: float
    """Smallest order outside tenders (GBP thousand)."""

class RulesNovelty:
    designated: float
    """Share of requirements that may be put to money kept for novel technology (1)."""
    relabelling: float
    """Share of incumbents that call a proven product novel where nobody examines it (1)."""

class RulesFollowOn:
    user_from_trl: int
    """TRL from which a call that asks for a user asks a project for one (TRL)."""
    user_cost: float
    """Time of officials for a user in view of an award (GBP thousand)."""
    least_gain: float
    """Least gain in merit for which a user wants a technology (ln)."""
    share: float
    """Price of a follow-on order over that of the user's equipment (1)."""
    time: int
    """Procedure of a follow-on order (quarters)."""
    answers: int
    """What an order answers of the planned need it is for: 0 nothing, 1 what it costs, 2 all of it if it can (1)."""

class RulesUpgrades:
    every: int
    """Time from one upgrade window of a piece of equipment to the next (quarters)."""
    share: float
    """Price of an upgrade over that of the equipment (1)."""
    least_gain: float
    """Least gain in merit for which equipment is changed (ln)."""
    guard: float
    """Gain by which another's technology must beat a design authority's own (ln)."""
    insertion_time: int
    """Procedure where the design authority inserts (quarters)."""
    competition_time: int
    """Procedure of an open upgrade competition (quarters)."""
    cost: float
    """Public cost of a window left to the design authority: engineering assessment (GBP thousand)."""
    competition_cost: float
    """Public cost of an open upgrade competition: interfaces, assessment (GBP thousand)."""

class RulesRapid:
    lowest_trl: int
    """TRL at which something counts as ready (TRL)."""
    least_gain: float
    """Least gain in merit for which it is bought (ln)."""
    share: float
    """Price of a rapid purchase over that of the user's equipment (1)."""
    time: int
    """Procedure of a rapid purchase (quarters)."""
    cost: float
    """Officials' time for each user who looks round (GBP thousand)."""

class RulesUrgent:
    rate: float
    """Urgent needs while operations go on (per year)."""
    until: int
    """Last year of such operations (year)."""
    again: int
    """Year from which there are such operations again (year)."""
    lowest_trl: int
    """Readiness asked of what is bought (TRL)."""
    share: float
    """Median price of an urgent order over the segment's median value (1)."""
    time: int
    """Procedure of an urgent order (quarters)."""
    cost: float
    """Officials' time for an urgent need (GBP thousand)."""

class RulesTrials:
    lowest_trl: int
    """Readiness asked of what is tried (TRL)."""
    price: float
    """Price of a few for a trial (GBP thousand)."""
    cost: float
    """Public cost of the trial itself (GBP thousand)."""
    experience: float
    """Contracts delivered as which a passed trial counts in a bid (contracts)."""
    assurance: int
    """Quarters of procedure as which a passed trial counts for integration (quarters)."""

class RulesSupport:
    works: float
    """Pieces of support work of a supplier with GBP 1m a year of it (pieces)."""
    works_elasticity: float
    """Growth of that number with the supplier's support work (1)."""
    works_spread: float
    """Spread of ln yearly value over the pieces of one supplier (1)."""
    others_size: float
    """Mean piece of work of suppliers that are not modelled one by one (GBP thousand per year)."""
    term_spread: float
    """Largest deviation of a contract's term from its mean, as a share of it (1)."""
    single_term: float
    """Term of a contract without competition, relative to others (1)."""
    small_term: float
    """Term of a small contract (need.small_below), relative to others (1)."""
    amended: float
    """Chance that a very large contract is extended by amendment when it ends (1)."""
    amended_half: float
    """Value of a contract at which that chance is a half of it (GBP thousand)."""
    rivals: int
    """Places for rivals in a competition for support work (suppliers)."""
    advantage: float
    """Advantage of the holder in the score (ln)."""
    bid_share: float
    """Cost of a bid for support work, relative to one for new equipment (1)."""
    competition_cost: float
    """Officials' time for one competition (GBP thousand)."""

class RulesClassesSoftware:
    of_smes: float
    """Weight of the class among what SMEs begin (1)."""
    of_primes: float
    """Weight of the class among what primes begin (1)."""
    of_universities: float
    """Weight of the class among what universities begin (1)."""
    order: float
    """Median value of what is ordered of it at first (GBP thousand)."""
    order_spread: float
    """Spread of ln of that value (1)."""
    research: float
    """Cost of all steps from TRL 1 to 8 over the value of what is ordered (1)."""
    quickest_step: int
    """Shortest time in which one step can be completed (quarters)."""
    pass_odds: float
    """Ln odds of passing a step, beside those that hold for all (ln odds)."""

class RulesClassesComponent:
    of_smes: float
    """Weight of the class among what SMEs begin (1)."""
    of_primes: float
    """Weight of the class among what primes begin (1)."""
    of_universities: float
    """Weight of the class among what universities begin (1)."""
    order: float
    """Median value of what is ordered of it at first (GBP thousand)."""
    order_spread: float
    """Spread of ln of that value (1)."""
    research: float
    """Cost of all steps from TRL 1 to 8 over the value of what is ordered (1)."""
    quickest_step: int
    """Shortest time in which one step can be completed (quarters)."""
    pass_odds: float
    """Ln odds of passing a step, beside those that hold for all (ln odds)."""

class RulesClassesSystem:
    of_smes: float
    """Weight of the class among what SMEs begin (1)."""
    of_primes: float
    """Weight of the class among what primes begin (1)."""
    of_universities: float
    """Weight of the class among what universities begin (1)."""
    order: float
    """Median value of what is ordered of it at first (GBP thousand)."""
    order_spread: float
    """Spread of ln of that value (1)."""
    research: float
    """Cost of all steps from TRL 1 to 8 over the value of what is ordered (1)."""
    quickest_step: int
    """Shortest time in which one step can be completed (quarters)."""
    pass_odds: float
    """Ln odds of passing a step, beside those that hold for all (ln odds)."""

class RulesClassesPlatform:
    of_smes: float
    """Weight of the class among what SMEs begin (1)."""
    of_primes: float
    """Weight of the class among what primes begin (1)."""
    of_universities: float
    """Weight of the class among what universities begin (1)."""
    order: float
    """Median value of what is ordered of it at first (GBP thousand)."""
    order_spread: float
    """Spread of ln of that value (1)."""
    research: float
    """Cost of all steps from TRL 1 to 8 over the value of what is ordered (1)."""
    quickest_step: int
    """Shortest time in which one step can be completed (quarters)."""
    pass_odds: float
    """Ln odds of passing a step, beside those that hold for all (ln odds)."""

class RulesClasses:
    in_force: int
    """1: cost, time and failure by class; 0: one class for all (1)."""
    reach: float
    """Factor within which an order must lie about what a technology is ordered for (1)."""
    software: RulesClassesSoftware
    component: RulesClassesComponent
    system: RulesClassesSystem
    platform: RulesClassesPlatform

class RulesSponsored:
    lead: int
    """Longest time before the tender in which a sponsor has technology developed (quarters)."""
    again: int
    """Quarters after which a sponsor without such technology looks again (quarters)."""
    lowest_trl: int
    """TRL from which technology is taken under contract (TRL)."""
    most: float
    """Most that development may still cost, over the value of the requirement (1)."""
    least_gain: float
    """Least gain in judged merit over the proven product (ln)."""
    judgement: float
    """Spread of the sponsor's error in judging merit (ln)."""
    time: int
    """Quarters from the choice to the start of work under contract (quarters)."""
    cost: float
    """Officials' time for each development contract (GBP thousand)."""
    carry_over: float
    """Years of unspent development money that a sponsor keeps (years)."""
    programmes: float
    """Share of support spend that is R&D of programmes not modelled one by one (1)."""

class RulesReturns:
    from_profit: int
    """1: own R&D is paid from the firm's cash; 0: by civil business, outside it (1)."""
    chance_learnt: int
    """1: the chance of selling is learnt from all tenders of the segment; 0: from novel rivals alone (1)."""
    usual_fit: float
    """Usual expected fit of a novel offer before any experience (1)."""

class RulesProgress:
    best_in_service: int
    """1: the proven product is the best in service, aged; 0: drawn alone (1)."""
    ageing: float
    """Merit that a product in service loses against today's (ln per quarter)."""
    known: float
    """Share of what today's best is better than that of the start, known to new ideas (1)."""
    step_gain: float
    """Gain in ln quality from a step passed (ln)."""
    abroad: float
    """Growth of ln quality of foreign products after the burn-in (ln per year)."""

class RulesGatekeeping:
    in_force: int
    """1: one offer a supplier, own products guarded; 0: a prime offers both (1)."""
    exclusive: float
    """Share of owners whom a prime binds, so that they turn to no other (1)."""

class Rules:
    dimensions: int
    """D: dimensions of the technology space (1)."""
    calendar: RulesCalendar
    population: RulesPopulation
    market: RulesMarket
    need: RulesNeed
    planning: RulesPlanning
    signal: RulesSignal
    invitations: RulesInvitations
    ideas: RulesIdeas
    steering: RulesSteering
    development: RulesDevelopment
    private_money: RulesPrivateMoney
    entry: RulesEntry
    exit: RulesExit
    belief: RulesBelief
    proposals: RulesProposals
    teaming: RulesTeaming
    routes: RulesRoutes
    tender: RulesTender
    delivery: RulesDelivery
    approvals: RulesApprovals
    officials: RulesOfficials
    lateness: RulesLateness
    implementation: RulesImplementation
    exports: RulesExports
    foreign_investment: RulesForeignInvestment
    supply: RulesSupply
    ties: RulesTies
    transfer: RulesTransfer
    clusters: RulesClusters
    outreach: RulesOutreach
    public_cost: RulesPublicCost
    budgets: RulesBudgets
    trust: RulesTrust
    supply_chain: RulesSupplyChain
    payment: RulesPayment
    skills: RulesSkills
    capability: RulesCapability
    science: RulesScience
    growth: RulesGrowth
    attention: RulesAttention
    hand_over: RulesHandOver
    takeovers: RulesTakeovers
    orders: RulesOrders
    novelty: RulesNovelty
    follow_on: RulesFollowOn
    upgrades: RulesUpgrades
    rapid: RulesRapid
    urgent: RulesUrgent
    trials: RulesTrials
    support: RulesSupport
    classes: RulesClasses
    sponsored: RulesSponsored
    returns: RulesReturns
    progress: RulesProgress
    gatekeeping: RulesGatekeeping

class LeversPipeline:
    horizon: int
    """Quarters before its tender at which a requirement is published (quarters)."""
    commitment: float
    """Share of published requirements, or of the budget, whose money is protected (1)."""

class LeversEngagement:
    lead: int
    """Quarters before the tender at which engagement starts (0: none) (quarters)."""
    slots: int
    """Technologies engaged for each requirement (technologies)."""
    newcomer_share: float
    """Share of the slots kept for organisations that never won a contract (1)."""
    regional_share: float
    """Share of the slots kept for members of regional clusters (1)."""
    security_slots: int
    """Technologies engaged beside these for needs of the security sector (technologies)."""

class LeversEntry:
    outreach: float
    """Regional innovation partners, who seek firms outside defence (GBP thousand per year)."""

class LeversProcurement:
    small_time: int
    """Procedure from tender to contract, small tier (quarters)."""
    medium_time: int
    """Procedure from tender to contract, medium tier (quarters)."""
    large_time: int
    """Procedure from tender to contract, large tier (quarters)."""
    time_factor: float
    """Length of every procedure relative to its tier's time (1)."""
    novel_time: int
    """Longest procedure for a ring-fenced requirement (quarters)."""
    ring_fence: float
    """Share of the tendered budget kept for novel technology (1)."""
    minimum_trl: int
    """TRL required of a bid (TRL)."""
    novel_minimum_trl: int
    """TRL required of a bid for ring-fenced money (TRL)."""
    novelty_test: float
    """Share of tenders for ring-fenced money in which a claim to be novel is examined (1)."""
    experience_weight: float
    """Weight of experience in a bid's score (1)."""
    bid_cost_factor: float
    """Bid cost relative to the 2012 rules (1)."""
    payment_time: int
    """Quarters from a supplier's invoice to its payment (0: within the quarter) (quarters)."""

class LeversBudget:
    factor: float
    """Spend with industry relative to that of the world in the same year (1)."""
    carry_over: float
    """What a segment may keep at a year's end, relative to budgets.carry_over (0: nothing) (1)."""

class LeversOfficials:
    staff: float
    """Officials relative to those there would be (1)."""
    delegation: float
    """Values from which further levels must approve, relative to the usual ones (1)."""

class LeversTeaming:
    sme_target: float
    """Target share of SMEs in what primes pass on (no higher than usual: no target) (1)."""
    consortia: float
    """Share of small owners' bids that may be led jointly with firms that they know (1)."""

class LeversSkills:
    places: float
    """Training places paid with government (places per year)."""

class LeversExports:
    support: float
    """Public spend on export promotion and market intelligence (GBP thousand per year)."""
    joint: float
    """What industry itself puts into campaigns planned with government (GBP thousand per year)."""
    g2g: float
    """Chance that a customer asking for a government-to-government contract can have one (1)."""
    offset: float
    """Technology transfer and local partnering offered, beyond what was usual in 2012 (1)."""

class LeversInvestment:
    openness: float
    """Arrival of offers of foreign capital relative to 2012 (1)."""
    screening: float
    """Sensitivity of screening: chance that a malign offer is detected (1)."""

class LeversAcquisition:
    case_by_case: float
    """Share of requirements whose route is scored (0: global competition by default) (1)."""
    onshore_weight: float
    """Weight of national security (operational independence) in that score (1)."""
    codevelopment: float
    """Share of requirements for which a partner nation is looked for in time (1)."""
    partner_lead: int
    """Quarters ahead of the tender at which a partner nation is looked for (0: when it is due) (quarters)."""
    habit: float
    """How far practice goes to one supplier where competition is due (0: the rule, 1: as practised) (1)."""

class LeversSupport:
    competed: float
    """Share of support contracts let anew that may be put to competition (1)."""
    term: int
    """Mean term of a support contract (quarters)."""

class LeversResilience:
    second_source: float
    """Share of capabilities in service for which a second source is kept (1)."""
    assurance: float
    """Share of capabilities in service whose supply chain is mapped and assured (1)."""

class LeversUptake:
    user_in_view: float
    """Share of calls that ask a mature enough project for a user in view (1)."""
    follow_on: float
    """Chance that the user of a completed R&D project can order it directly (1)."""
    insertion: float
    """Share of upgrade windows in which the design authority may insert new technology (1)."""
    upgrade_competition: float
    """Share of upgrade windows that are put to open competition (1)."""
    rapid: float
    """Share of equipment in service whose users look for something ready in a year (per year)."""
    urgent: float
    """Share of urgent needs of operations that new technology may answer directly (1)."""
    trial: float
    """Chance a year that a technology mature enough comes up for a trial purchase (per year)."""

class LeversDevelopment:
    sponsored: float
    """Share of spend with industry that sponsors may put into technology that they want (1)."""

class Levers:
    pipeline: LeversPipeline
    engagement: LeversEngagement
    entry: LeversEntry
    procurement: LeversProcurement
    budget: LeversBudget
    officials: LeversOfficials
    teaming: LeversTeaming
    skills: LeversSkills
    exports: LeversExports
    investment: LeversInvestment
    acquisition: LeversAcquisition
    support: LeversSupport
    resilience: LeversResilience
    uptake: LeversUptake
    development: LeversDevelopment

class OrganisationRow:
    key: int
    """Identity for the draws: seed, slot and generation."""
    segment: int
    region: int
    projects: int
    """Live technologies."""
    kind: int
    standing: int
    """OUTSIDE or ACTIVE."""
    foreign_owned: bool
    """A foreign investor has taken it over."""
    cash: int
    rd_left: int
    """Own R&D money not yet spent this quarter."""
    belief_contract: float
    """Believed chance that a bid wins."""
    work_now: int
    """GBP thousand of development done this quarter."""
    civil_work_now: int
    """Of it of civil use."""
    belief_award: float
    """Believed chance that a proposal is funded."""
    awards: int
    first_project: int
    """Head of the list of its projects that seek money this quarter."""
    upkeep: int
    """GBP thousand a quarter, of staying a defence supplier."""
    attention: float
    """GBP thousand of staff time left for proposals, bids and meetings."""
    practice: float
    """Proposals written, faded."""
    proposals_now: int
    """This quarter."""
    bids_now: int
    """Novel offers of its technology this quarter."""
    proposals_yearly: float
    """Usual number of its proposals, and of its offers, a year."""
    bids_yearly: float
    employees: float
    ln_employees: float
    turnover: int
    """Civil turnover and last year's defence revenue."""
    civil_turnover: int
    """GBP thousand a year."""
    rd_intensity: float
    """Own R&D over turnover."""
    capability: float
    """A_i; median 1 at founding."""
    hazard: float
    """Of closing in a quarter for reasons outside defence."""
    contracts: int
    """Won directly."""
    delivered: int
    """Contracts delivered, as leader or owner of the technology."""
    track_record: float
    """The same, faded: the experience that counts in a bid."""
    defence_revenue: int
    """Of last year, but for what the supply chain shares out by size."""
    chain_this_year: int
    """Of this year's, what the supply chain shares out by size."""
    revenue_this_year: int
    """From defence, direct and as a subcontractor."""
    revenue_counted: int
    """Of this year's defence revenue, already turned into experience."""
    paid_this_year: int
    """By the customer, directly."""
    support_base: int
    """GBP thousand a year of support and repeat business with the customer."""
    experience: float
    """E, in quarters of work of all its staff, faded."""
    talent: float
    """Ln capability at founding."""
    rd_capital: float
    """GBP thousand of defence R&D of civil use, depreciated."""
    civil_start: int
    """Civil turnover at founding."""
    employees_start: float
    turnover_start: int
    """With what support work it began with."""
    stake: float
    """Share of the firm that outside investors hold."""
    debt: int
    """Innovation loans to be repaid."""
    outside_option: int
    """Value of staying civil over the entry horizon."""
    entered: int
    """Quarter of entry into defence; 0 for those there at the start."""
    poor_quarters: int
    """In a row with prospects below upkeep."""
    k: Floats
    """Knowledge position."""
    slot: int
    """Place in the population; a new firm takes the slot of one that died."""
    generation: int
    first_sale: int
    """First and last quarter with an award, a contract or a share in one."""
    last_sale: int
    first_award: int
    first_contract: int
    last_award_year: int
    first_call: int
    """First award of an innovation call."""
    last_call_year: int
    last_contract_year: int
    ideas_begun: int
    last_offer: int
    """Quarter of the last offer of foreign capital for one of its projects."""

class TechnologyRow:
    status: int
    trl: int
    owner: int
    target: int
    """Requirement it is developed for."""
    tender: int
    """Requirement it is offered or contracted for."""
    segment: int
    grant: int
    """Awarded and not yet spent."""
    step_cost: int
    """Of the present step."""
    step_spent: int
    spent_now: int
    """This quarter."""
    grant_from: int
    """Quarter from which it can be spent."""
    idle: int
    """Quarters in a row without money."""
    prospect: float
    """Expected margin from the target, GBP thousand."""
    owner_key: int
    """Differs from the key of the row when a new firm has taken the slot."""
    key: int
    x: Floats
    """Position in technology space."""
    ln_quality: float
    engagements: int
    """Quarters of engagement about the target."""
    region: int
    """Of its owner when it was begun."""
    worth: float
    """GBP thousand, what is ordered of it at first; 0 where there is one class for all."""
    whole_cost: float
    """Usual cost of all steps from TRL 1 to 8; 0 likewise."""
    sponsor: int
    """Requirement whose sponsor has it developed under contract; NO_ROW if none."""
    under_contract: bool
    """The running grant is a development contract, not an award."""
    capital: int
    """Growth capital promised by a foreign investor and not yet drawn."""
    rejected_by: int
    """Calls that rejected it lately, one bit each."""
    paid_by: int
    """Instruments that have paid for it, one bit each."""
    rejected: int
    """Quarter of the last rejection by a call."""
    call: int
    """Instrument to which it is proposed this quarter."""
    call_value: float
    """Expected gain per pound of that proposal."""
    call_cost: int
    """Cost of that proposal."""
    next_project: int
    """Next of its owner's projects that seek money this quarter."""
    funded: int
    """Quarter of first public money: entry into funded development."""
    grant_share: float
    """Share of cost that it covers."""
    grant_owed: float
    """Owed for each pound drawn: nothing, or if it is a loan the pound and its interest."""
    believed_distance: float
    """To the target, as its owner believes it."""
    origin: int
    category: int
    """Class of technology."""
    selected: int
    """Quarter in which a contract or order for it was first let; NEVER before."""
    born_kind: int
    """Kind of the organisation that began it."""
    way: int
    """By which it entered service first; NEVER before."""
    user: int
    """Requirement whose user its present award has in view; NO_ROW if none."""
    completed: int
    """Quarter in which a project with a user in view was first completed."""
    match: int
    """Requirement whose user it would serve best, as sought last; NO_ROW if none."""
    match_trl: int
    """Its TRL then; 0: not sought yet."""
    tried: int
    """Quarter in which a few were bought on trial."""
    passed: bool
    """Whether it passed."""
    handed_over: int
    """Quarter in which a university let it go; NEVER if not."""
    first_engaged_trl: int
    """TRL when first engaged by anybody; NEVER if not."""
    first_engaged_for: int
    """Requirement then."""
    tries: int
    """Of the present step."""
    first_engaged_distance: float
    """From it, then."""
    public_spent: int
    own_spent: int
    investor_spent: int
    begun: int
    reached: Ints
    """Quarter in which TRL k was reached, index k."""
    adopted: int
    """Quarter of first entry into service."""
    ended: int
    """Quarter of abandonment."""
    orders: int
    """Contracts delivered: the first is adoption, later ones diffusion."""
    tender_seen: int
    """Quarter in which the tender of a target last opened."""
    tender_of: int
    """That target."""
    tender_distance: float
    """Distance from that need then."""
    capital_from: int
    """Quarter from which it can be drawn."""
    offshore: bool
    """Control was lost abroad."""
    foreign_spent: int

class RequirementRow:
    status: int
    segment: int
    planned: int
    """Quarter in which the tender shall open."""
    published: int
    key: int
    value: int
    y: Floats
    """The need."""
    let_due: int
    delivery_due: int
    tier: int
    route: int
    """Acquisition route."""
    way: int
    """Into service: a tender, or an order outside tenders."""
    of_plan: bool
    """A need of the sponsor's plan, whatever way it is met; else an order's own row."""
    host: int
    """Equipment in service that an order is for, a row of this table; NO_ROW if none."""
    serving: float
    """In service: merit of what serves now."""
    improved: int
    """In service: quarter in which novel technology came in last; NEVER if none did."""
    developed: int
    """Technology that its sponsor has developed under contract; NO_ROW if none."""
    in_hand: bool
    """In service: an order for it is under way."""
    appraised: int
    """Launches for which a route was chosen."""
    refused: int
    """Novel offers that the route did not admit."""
    asked_early: bool
    """Whether a partner nation was looked for ahead of the tender."""
    together: int
    """Quarters of work with a partner nation ahead of the tender; 0 if there is none."""
    codeveloped: bool
    """With a partner nation: more reach abroad, and part of the work done there."""
    supplier_lost: bool
    """In service, and its first supplier has closed."""
    out_until: int
    """In service: quarter from which it is available again."""
    conceived: int
    opened: int
    let: int
    delivered: int
    ring_fenced: bool
    """Only novel offers, lower TRL, shorter procedure."""
    fence: int
    """What the fence brought: ANYWAY, RELABELLED or ADDITIONAL; NOT_FENCED if it was not fenced."""
    protected: bool
    """Government has committed itself to its date."""
    invited: Ints
    """Technologies engaged."""
    invitations: int
    bidders: int
    """Novel, legacy and foreign offers."""
    winner: int
    """NOVEL, LEGACY, FOREIGN or NOTHING."""
    contractor: int
    """Organisation that is paid; NO_ROW for a supplier abroad."""
    contractor_key: int
    led_jointly: bool
    """By small firms none of which could lead it alone."""
    technology: int
    price: int
    merit: float
    """Of what won: ln (quality x fit)."""
    proven_merit: float
    """Of the incumbent's proven product drawn for this need, offered or not."""
    paid: int
    trl_gap: int
    """Short of READY_TRL at contract."""
    assurance: int
    """Quarters of procedure gone through."""
    slips: int
    first_planned: int
    """Quarter for which its tender was planned at conception."""
    approval_left: float
    """Quarters of work on approvals still to be done."""
    approval_slips: int
    """Quarters by which its tender waited for them."""
    held_up: float
    """Part of a quarter by which officials are behind with it."""
    promised: int
    """Quarter of delivery in the contract."""
    relaunches: int
    failures: int
    """Integrations that failed."""
    winner_distance: float
    """Of the winning technology from the need; nan if not novel."""
    loser_distance: float
    """Of the best losing technology."""

class SegmentRow:
    key: int
    mu: Floats
    """Centre of need."""
    sovereignty: int
    budget_share: float
    rate: float
    """Requirements conceived a quarter, in the mean."""
    most: int
    """Most of them in a quarter."""
    mean_value: float
    """Of a requirement, GBP thousand."""
    mean_lead: float
    """Quarters from conception to tender, weighted by value: the time that a plan covers."""
    planned_value: int
    """Of requirements whose tender has not opened."""
    value_median: float
    value_spread: float
    import_quality: float
    import_price: float
    export_sector: int
    export_market: float
    """GBP thousand a year, of campaigns that UK industry could enter."""
    export_campaigns: float
    """A quarter."""
    export_trend: float
    """Growth of ln value a year."""
    capital_offers: float
    """Offers of foreign capital a quarter at openness 1."""
    references: float
    """Technologies in service that customers abroad can look at."""
    equipped: float
    """Contracts of suppliers at home delivered, faded like references."""
    shared: float
    """Of these, developed with a partner nation."""
    leaked: float
    """Ln quality that foreign rivals gained from transfer and losses."""
    export_backlog: int
    """UK work of export orders, still to be done."""
    criticality: float
    """Of its technology."""
    cooperation: float
    """International opportunity."""
    shock_abroad: bool
    """Supply from abroad is cut off this quarter."""
    shock_home: bool
    """The domestic supply chain is broken this quarter."""
    account: int
    """Tendered budget at hand."""
    development: int
    """Money for development under contract at hand."""
    chance: float
    """Chance that a novel offer of usual fit wins a tender, as published."""
    usual_fit: float
    """Usual expected fit of novel offers."""
    art: float
    """Ln by which today's best in service beats the products of the start, smoothed."""
    ring_fence: int
    """Of it kept for novel technology."""
    conceived: int
    """Requirements so far."""
    rivals: float
    """Usual number of novel bids for a tender, as published."""
    first: int
    """First place of its technologies in the roster."""
    past: int
    """One past the last."""
    first_ripe: int
    """Likewise those mature enough for some tender."""
    past_ripe: int
    first_free: int
    """Likewise those free to listen to sponsors."""
    past_free: int
    first_notice: int
    """Likewise its published requirements in the notices."""
    past_notice: int
    first_served: int
    """Likewise its equipment in service in the served."""
    past_served: int
    first_member: int
    """Likewise its organisations in the members."""
    past_member: int
    first_supplier: int
    """Likewise its organisations with support work in the suppliers."""
    past_supplier: int
    first_heir: int
    """Likewise those that may take over support work in the heirs."""
    past_heir: int
    lean: float
    """Ln priority of the segment in this year's budget, before it is made to add up."""
    priority: float
    """Factor on its share of the tendered budget."""
    reserved: int
    """Of the account, for protected requirements."""
    foreign_record: float
    """Contracts delivered by foreign suppliers, faded."""
    trust: float
    """Industry's trust in the segment's published plan."""
    kept: int
    """Published tenders that opened on their date this quarter."""
    slipped: int
    """That slipped this quarter."""
    dropped: int
    """That were cancelled this quarter."""
    kept_value: int
    """Value of those that opened on their date."""
    broken_value: int
    """Value of those whose date was first missed."""
    chain_pool: int
    """Passed on by its primes to SMEs this quarter."""
    chain_weight: int
    """Civil turnover of its SMEs inside defence."""
    research_now: int
    """GBP thousand of academic research this quarter."""
    research_flow: float
    """The same, smoothed over the burn-in."""
    research_young: float
    """Research on its way to public knowledge, in two stages."""
    research_ripening: float
    knowledge: float
    """G, public knowledge, GBP thousand of research, faded."""
    knowledge_start: float
    """G_0, when the burn-in ended."""
    ln_knowledge: float
    """Ln (G / G_0); 0 where there is no science."""

class InstrumentRow:
    key: int
    opens_every: int
    trl_min: int
    trl_max: int
    admits_kind: Ints
    """By kind of organisation."""
    for_segments: int
    """One bit each; 0: all."""
    newcomers_only: bool
    theme: int
    award_cap: int
    cost_share: float
    partner_needed: bool
    once: bool
    loan: bool
    bit: int
    """Its place in `paid_by`."""
    loan_rate: float
    proposal_cost: int
    decision_time: int
    weight_quality: float
    weight_fit: float
    weight_newcomer: float
    assessor_noise: float
    carry_over: bool
    innovation_call: bool
    takes_proposals: bool
    """This quarter."""
    user_needed: bool
    """A proposal must name a user this quarter."""
    pot: int
    proposals: int
    """In all."""
    awards: int
    success_ratio: float
    """Its published success rate over that of all innovation calls."""

class ClassRow:
    of_smes: float
    of_primes: float
    of_universities: float
    order: float
    order_spread: float
    research: float
    quickest_step: int
    pass_odds: float

class AgencyRow:
    contracts_let: int
    relaunches: int
    cancelled: int
    seed_key: int
    """Root of every key."""
    support_total: int
    """Support base of all suppliers at the start, GBP thousand a year."""
    others_base: int
    """Of those that are not modelled one by one."""
    abroad_base: int
    """Of suppliers outside UK industry."""
    uncompeted_base: int
    """Support base under contracts let without competition."""
    standing_works: int
    """Pieces of lasting support work, the first rows of `works`."""
    leavers: int
    """Organisations with support work that left defence since it was last let."""
    lets_support: bool
    """Support base is divided into contracts that end."""
    sme_chain: float
    """SMEs' share of what primes pass on."""
    owed: int
    """By the customer for bills not yet paid."""
    asked: float
    """Work that meetings, approvals and tenders ask of officials this quarter, GBP thousand."""
    work: float
    """All that officials are asked for in a quarter, smoothed."""
    pool: float
    """What they can do in a quarter."""
    speed: float
    """Of their work: 1 with officials enough."""
    rd_money: float
    """GBP thousand a quarter of public R&D, smoothed."""
    rd_money_start: float
    """The same when the burn-in ended."""
    opportunity: float
    """GBP thousand a year that defence offers a newcomer."""
    opportunity_start: float
    """The same when the burn-in ended."""
    development_now: int
    """GBP thousand for development under contract this quarter, out of support spend."""

class News:
    award_rate: float
    """Published success rate of innovation calls."""
    award_yearly_new: float
    """Awards a year for each firm that entered within the horizon of entry."""
    contract_rate: float
    """Contracts and subcontracts for each bid by an SME."""
    contract_yearly_new: float
    """Contracts and subcontracts a year likewise."""
    award_mean: float
    """Mean award to SMEs, GBP thousand."""
    award_mean_new: float
    """Mean award to firms that entered within the horizon of entry, GBP thousand."""
    calls_in_force: int
    """Innovation calls that have a budget this quarter."""
    open_to_smes: int
    """Of these, those that admit SMEs."""

class CareerRow:
    key: int
    entered: int
    left: int
    first_award: int
    first_contract: int
    cause: int
    """Why it left: FAILED, CLOSED, WITHDREW, ACQUIRED."""
    first_sale: int
    last_sale: int

class PlaceRow:
    kind: int
    region: int
    employees_low: float
    employees_high: float
    rd_intensity: float
    share_up_to: float
    """Cumulative share of organisations of this kind founded up to this place."""

class HeirRow:
    organisation: int
    """Its row; NO_ROW once it has closed."""
    half: int
    """Half of a draw for it and somebody else."""

class ListenerRow:
    technology: int
    """Its row."""
    trl: int
    owner: int
    half: int
    """Half of a draw for it and somebody else."""
    worth: float
    """What is ordered of it at first."""
    x: Floats

class CandidateRow:
    technology: int
    """Its row."""
    trl: int
    paid_by: int
    call: int
    """Instrument to which it is proposed this quarter; NO_ROW if to none."""

class ServedRow:
    requirement: int
    """Its row."""
    delivered: int
    serving: float
    """Merit of what serves now."""
    improved: int
    """Quarter in which novel technology came in last; NEVER if none did."""
    y: Floats

class BidRow:
    technology: int
    lead: int
    cost: int
    believed_merit: float
    fit: float
    """As its owner expects."""
    distance: float

class StocksRow:
    trl: Ints
    """Projects at TRL k that are not yet in service."""
    targeted: int
    """Projects that work for a requirement."""
    active_smes: int
    outside: int
    top10_paid: int
    """To the ten best-paid suppliers this year so far."""
    open_requirements: int

class MarksRow:
    trust: float
    """Mean over segments."""
    plan: float
    """GBP thousand of requirements in the plan."""
    plan_money: float
    """Of the time that the plan covers."""
    officials_speed: float
    paid_squares: float
    """Sum over suppliers of the square of what they were paid this year so far."""
    gain_work: float
    """Mean over SMEs inside defence of ln capability gained by work,."""
    gain_science: float
    """By science,."""
    gain_people: float
    """And by skilled people."""
    civil_growth: float
    """Mean over these of ln civil turnover over that at founding."""
    knowledge: float
    """Mean over segments of ln (G / G_0)."""

class Labour:
    speed: float
    """Of development, 1 with people enough."""
    work: int
    """GBP thousand of development since the last count."""
    needed: float
    """People that work at full speed would need, smoothed."""
    people: float
    """L_r."""
    graduates: float
    """That come in a quarter."""
    extra_places: float
    """Training places a year beyond the national ones; set by whoever adds some."""
    employees: float
    """Of firms inside defence, to share the cost of training."""
    ln_staffing: float
    """Ln of people at hand over those needed."""
    in_training: Floats
    """People by the quarter in which they will have been trained."""

class DealingsRow:
    seen: int
    """Of what a prime was paid this year, when the chain was last counted."""
    as_partner: int
    """Share of contracts led by others, received since then."""
    owed: Ints
    """Bills by the quarter in which they will be paid."""
    owing: Ints
    """What it will then pay for the work on them."""

class ExportOffice:
    heard: int
    """Campaigns that industry heard of."""
    entered: int
    won: int
    government_contracts: int
    """Of these with the government as party."""

class InvestmentScreening:
    offers: int
    """Looked at."""
    called_in: int
    blocked: int
    missed: int
    """Malign and not recognised."""

class Flow:
    adoptions: int
    diffusions: int
    contracts: int
    novel_contracts: int
    unmet: int
    integration_failures: int
    integrations: int
    proposals: int
    awards: int
    call_proposals: int
    call_proposals_new: int
    call_awards: int
    call_winners: int
    call_winners_new: int
    call_awards_new: int
    call_money: int
    call_money_sme: int
    award_money: int
    award_winners: int
    award_winners_new: int
    award_money_new: int
    contract_winners: int
    contract_winners_new: int
    contract_value: int
    contract_value_new: int
    sme_bids: int
    sme_wins: int
    entrants: int
    exits: int
    deaths: int
    ideas: int
    funded_starts: int
    abandoned: int
    engagements: int
    public_rd: int
    own_rd: int
    investor_rd: int
    administration: int
    haste_cost: int
    engagement_cost: int
    notice_cost: int
    overruns: int
    failure_losses: int
    spend: int
    spend_sme: int
    let_value: int
    work_wanted: int
    work_missing: int
    training_cost: int
    firm_training: int
    slips: int
    kept_dates: int
    returned: int
    moved: int
    spend_sme_indirect: int
    coordination_cost: int
    float_gain: int
    campaigns: int
    campaigns_won: int
    export_orders: int
    export_orders_air: int
    security_orders: int
    export_content: int
    export_revenue: int
    export_cost: int
    export_losses: int
    capital_offers: int
    foreign_deals: int
    foreign_capital: int
    offers_blocked: int
    offers_withdrawn: int
    contested: int
    screening_cost: int
    route_cost: int
    capabilities: int
    unavailable: int
    outages: int
    second_source_cost: int
    assurance_cost: int
    meetings: int
    ties_formed: int
    knowledge: int
    knowledge_leaked: int
    cluster_cost: int
    cluster_fees: int
    outreach_cost: int
    regional_engagements: int
    call_proposals_sme: int
    call_proposals_sme_new: int
    call_awards_sme: int
    offered: int
    call_awards_academic: int
    awards_sme: int
    award_money_sme: int
    awards_recent: int
    award_money_recent: int
    sme_wins_recent: int
    withdrawals: int
    failures: int
    acquisitions: int
    proposals_forgone: int
    licences: int
    spin_outs: int
    licence_fees: int
    stakes: int
    direct_orders: int
    needs_by_order: int
    direct_value: int
    awards_with_user: int
    windows_used: int
    trials: int
    trials_passed: int
    development_contracts: int
    development_value: int
    sponsored_rd: int
    public_rd_early: int
    public_rd_middle: int
    public_rd_academic: int
    guarded: int
    uptake_cost: int
    value_on_date: int
    value_due: int
    engagements_security: int
    subcontracts_won: int
    chain_entrants: int
    packages_lost: int
    deliveries_delayed: int
    offers_barred: int
    spend_support: int
    spend_abroad: int
    spend_uncompeted: int
    contracts_sme: int
    let_value_sme: int
    relets: int
    relets_competed: int
    relets_value: int
    relets_value_competed: int
    relets_sme: int
    relets_value_sme: int
    relets_first: int
    amendments: int
    work_moved: int
    relet_cost: int
    granted: int
    approval_cost: int
    approval_slips: int
    idle_officials: int

class NetworkRow:
    ties: int
    """The first so many of its places in the ties are taken."""
    cluster: int
    """Region of the cluster that it is a member of; NO_ROW if of none."""
    joined: int
    adviser: int
    """Partner from whom it learnt last, NO_ROW if nobody."""
    adviser_key: int

class TieRow:
    partner: int
    """Row of the other organisation."""
    formed: int
    strength: float
    """0 to 1, the same on both sides."""

class ClusterRow:
    key: int
    strength: float
    """Lever, this quarter."""
    reach: float
    """Strength as far as it has members: 0 none, 1 a full cluster."""
    told: float
    """Chance a quarter that a firm of the region outside defence hears of it from a cluster."""
    launched: int
    """Quarter; NEVER while there is none."""
    smes: int
    """Members of the two sorts."""
    others: int
    first_member: int
    """First place of its members in `cluster_members`."""
    past_member: int
    first_local: int
    """Likewise of the organisations of its region in `locals`."""
    past_local: int

class RegionalFlowRow:
    awards: int
    """Award money."""
    noticed: int
    """Firms outside that looked at defence."""
    entrants: int
    settlers: int
    """Entrants that came from a neighbouring region."""
    knowledge: int
    """Learnt, in millionths of a unit of distance."""

class RegionalNoteRow:
    revenue: int
    """From defence in the calendar year so far."""
    insiders: int
    """Organisations inside defence."""
    members: int
    """Of its cluster."""
    members_from_elsewhere: int
    """Of these, those of neighbouring regions."""

class NetworkNoteRow:
    ends: int
    """Ends of ties at all organisations: each tie has two."""
    cross_ends: int
    """Of these, in the last quarter of a year only, those of ties between two kinds of."""
    insider_ends: int
    """Ends of ties at organisations inside defence."""
    insiders: int

class Spread:
    n: int
    x: Floats
    xx: float

class ChainRow:
    packages: int
    """In use; 0 before the first quarter."""
    struck: int
    """Of these, those struck since capabilities last looked."""
    weight: float
    """Sum over them."""
    pool: float
    """GBP thousand a year that they are worth together, smoothed."""
    sme_share: float
    """SMEs' share of what the prime passes on."""

class SubcontractRow:
    key: int
    supplier: int
    """Row of the firm; NO_ROW if a larger firm has it, which is not modelled."""
    struck: int
    """WHOLE, or what has struck it since capabilities last looked."""
    supplier_key: int
    weight: float
    """Size relative to the other packages of the prime."""
    value: int
    """GBP thousand a year, when it was let."""
    ends: int
    """Quarter from which it is let again."""
    broken_until: int
    """Quarter from which somebody supplies it again."""

class SupplyRow:
    subcontracts: int
    """Running."""
    customer: int
    """Prime that gave it the last one; NO_ROW before the first."""
    supplied: int
    """GBP thousand a year of running subcontracts."""
    first: int
    """Quarter of the first subcontract: entry into the supply chain."""

class TreatmentRow:
    kind: int
    quarter: int
    until: int
    where: int
    denied: int
    favoured: int

class LineRow:
    kind: int
    """TREAT_AWARD, ...."""
    quarter: int
    where: int
    """Key of the instrument or the requirement; 0 for acquisitions."""
    place: int
    """Row of the instrument or the requirement."""
    unit: int
    """Key of the organisation just inside; 0: none that counts."""
    unit_project: int
    """Key of its project; 0: none."""
    unit_first: bool
    """It had never got such a thing before."""
    unit_score: float
    other: int
    """Likewise just outside."""
    other_project: int
    other_first: bool
    other_score: float
    second_score: float
    """Of a tender: of the best offer by anybody but the winner."""
    room: int
    """Of a call: GBP thousand that would be left if the two changed places."""

class WorkRow:
    ends: int
    """Quarter in which the contract ends and the work is let again."""
    holder: int
    """Organisation; NO_ROW: supplier at home not modelled one by one; HELD_ABROAD."""
    value: int
    """GBP thousand a year, in the prices of the support base."""
    key: int
    segment: int
    size_class: int
    """Floor of log2 of the yearly value."""
    until: int
    """Quarter in which what it supports leaves service; NEVER: lasting work."""
    began: int
    """Quarter in which the contract was let; an amendment does not change it."""
    competed: bool
    """The contract was put to competition."""

class WorkClassRow:
    first: int
    """Its lasting work in the list of peers."""
    past: int
    able: int
    """Organisations of the segment that could take on work of this size."""

class State(NamedTuple):
    """All tables of a run."""

    clock: Table[Clock]
    """(1,) CLOCK."""
    rules: Table[Rules]
    """(1,) RULES."""
    levers: Table[Levers]
    """(quarters,) LEVERS: what the policies in force set in each quarter."""
    budgets: Floats
    """(quarters, instruments) GBP thousand a year."""
    spend: Floats
    """(quarters,) with industry at budget.factor 1, GBP thousand a year at 2021 prices."""
    threat: Floats
    """(quarters, segments): what threats add to plans."""
    organisations: Table[OrganisationRow]
    technologies: Table[TechnologyRow]
    """Grows."""
    requirements: Table[RequirementRow]
    """Grows."""
    segments: Table[SegmentRow]
    instruments: Table[InstrumentRow]
    classes: Table[ClassRow]
    """CLASS: classes of technology."""
    agency: Table[AgencyRow]
    """(1,) AGENCY."""
    news: Table[News]
    """(1,) NEWS."""
    careers: Table[CareerRow]
    """Grows: one row for each firm that left."""
    places: Table[PlaceRow]
    """Where organisations are founded: region, size, weight."""
    members: Rows
    """Organisations by segment, rows of `organisations`; primes first."""
    suppliers: Rows
    """Of these, those with support work this quarter."""
    heirs: Table[HeirRow]
    """HEIR: of these, those that may take over the support work of one that closes this quarter."""
    roster: Rows
    """Live technologies by segment, rows of `technologies`."""
    ripe: Rows
    """Of these, those mature enough for some tender this quarter."""
    free: Table[ListenerRow]
    """Listener_type: of these, those free to listen to sponsors this quarter."""
    unfunded: Table[CandidateRow]
    """CANDIDATE: of these, those that calls can fund this quarter."""
    open: Rows
    """Requirements not yet met or cancelled, in the order in which they came."""
    served: Table[ServedRow]
    """Served_type: equipment in service by segment."""
    notices: Rows
    """Published requirements by segment, rows of `requirements`."""
    live: Rows
    """Live technologies in the order in which they came."""
    scores: Floats
    """Room for a call's ranking."""
    score_rows: Rows
    bids: Table[BidRow]
    """Room for the bids of one tender."""
    gap_left: Floats
    """(kinds, 10) by kind of organisation and TRL, as they see it this quarter."""
    sponsor_gap_left: Floats
    """(10,) by TRL, as sponsors see it this quarter."""
    short_all: Ints
    """(MOST_INVITED + 1,) room for a sponsor's short list."""
    short_all_scores: Floats
    short_newcomers: Ints
    short_newcomers_scores: Floats
    best_paid: Ints
    """(10,) room for the observer."""
    stocks: Table[StocksRow]
    """(quarters,) STOCKS: what the observer noted."""
    marks: Table[MarksRow]
    """(quarters,) MARKS: what else it noted."""
    labour: Table[Labour]
    """(regions,) LABOUR."""
    dealings: Table[DealingsRow]
    """(organisations,) DEALINGS."""
    accounts: Ints
    """The ledger's balances."""
    export_office: Table[ExportOffice]
    """(1,) EXPORT_OFFICE."""
    investment_screening: Table[InvestmentScreening]
    """(1,) INVESTMENT_SCREENING."""
    flow: Table[Flow]
    """(1,) FLOW."""
    roadmaps: Floats
    """(quarters, segments): quarters of notice in a segment."""
    cluster_strength: Floats
    """(quarters, regions): the levers of clusters."""
    networks: Table[NetworkRow]
    """NETWORK, one row an organisation."""
    ties: Table[TieRow]
    """(organisations x MOST_TIES,) TIE."""
    clusters: Table[ClusterRow]
    """CLUSTER, one row a region."""
    neighbours: Ints
    """(regions, regions): 1 where they border on each other."""
    locals: Rows
    """Organisations by region, rows of `organisations`."""
    cluster_members: Rows
    """Members by cluster, likewise."""
    short_members: Ints
    """(MOST_INVITED,) room for a sponsor's short list."""
    short_members_scores: Floats
    regional: Table[RegionalFlowRow]
    """(quarters, regions) REGIONAL: what happened in each region."""
    regional_notes: Table[RegionalNoteRow]
    """(quarters, regions) REGIONAL_NOTE: what the observer noted of each region."""
    network_notes: Table[NetworkNoteRow]
    """(quarters,) NETWORK_NOTE."""
    spread: Table[Spread]
    """(quarters, segments): sums of positions of projects."""
    chains: Table[ChainRow]
    """CHAIN, one row a prime: the first rows of organisations."""
    subcontracts: Table[SubcontractRow]
    """(primes x MOST_SUBCONTRACTS,) SUBCONTRACT."""
    supply: Table[SupplyRow]
    """SUPPLY, one row an organisation."""
    treatments: Table[TreatmentRow]
    """TREATMENT: what a counterfactual study forces; none in any other run."""
    lines: Table[LineRow]
    """LINE: grows: one row for each call, tender, first invitation or takeover that chose."""
    works: Table[WorkRow]
    """WORK: grows: support work under contracts."""
    peers: Rows
    """Lasting work by segment and size class, rows of `works`."""
    work_classes: Table[WorkClassRow]
    """(segments, WORK_CLASSES) WORK_CLASS."""
    left_work: Ints
    """(organisations,): 1 if it left defence, and support work, since that was last let."""
    field: Ints
    """(MOST_RIVALS,) room for those who bid for a support contract."""
