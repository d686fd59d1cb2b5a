"""The numbers that the rules read, one group a submodel (ODD section 7).

A decision receives them as ``rules``: the same attribute path works on this dataclass in a notebook and on the record
that the compiled processes read (``world/tables.py`` builds its type from here).
Money is GBP thousand at 2021 prices, time is in quarters.
"""

from __future__ import annotations

from dataclasses import dataclass

from pullthrough.parameters.schema.quantity import group, quantity

K = "GBP thousand"
Q = "quarters"


@dataclass
class Need:
    """How military need moves and how requirements arise from it."""

    drift: float = quantity("1 per sqrt(quarter)", 0, 1, "sigma_mu: random walk of a segment's centre of need")
    spread: float = quantity("1", 0.01, 10, "sigma_y: spread of requirements about the centre of need")
    revision: float = quantity("per quarter", 0, 1, "chance that a need that is not yet tendered is revised")
    revision_size: float = quantity("1", 0, 1, "c: how far a revision moves a need; at 1 it is drawn anew")
    lead_base: float = quantity(Q, 1, 60, "planning lead of a requirement of GBP 1m, from conception to tender")
    lead_per_log_value: float = quantity(Q, 0, 20, "further planning lead for each factor e in value")
    lead_max: int = quantity(Q, 1, 80, "longest planning lead")
    value_cap: float = quantity(K, 100, 1e8, "largest single requirement")
    small_below: float = quantity(K, 1, 1e7, "value below which a requirement is in the small procurement tier")
    large_from: float = quantity(K, 1, 1e8, "value from which a requirement is in the large procurement tier")


@dataclass
class Signal:
    """What an organisation believes about a need: precision of its signal by what it has heard."""

    precision_segment: float = quantity("1", 0, 100, "tau_seg: precision of what everyone in the segment knows")
    precision_published: float = quantity("1", 0, 100, "tau_pub: precision added by publication of the requirement")
    precision_engaged: float = quantity("1", 0, 100, "tau_eng: precision added by one quarter of engagement")
    fit_width: float = quantity("1", 0.01, 10, "h: width of the kernel that turns distance into fit")
    notices_read: int = quantity("notices per quarter", 0, 20, "published requirements a project reads per quarter")


@dataclass
class Invitations:
    """How a sponsor chooses whom to engage."""

    again: int = quantity(Q, 1, 80, "quarters after which a sponsor looks again for suppliers to fill empty slots")
    judgement: float = quantity("1", 0, 10, "largest error of a sponsor's judgement of a distance, either way")
    newcomers: int = quantity(
        "1", 0, 1, "who is a newcomer: 0 whoever never won a contract, 1 of these whoever entered defence lately"
    )
    sector_lead: int = quantity(
        Q, 0, 40, "quarters before the tender from which places for the security sector are filled, if not earlier"
    )


@dataclass
class Ideas:
    """How new technologies arise."""

    first_trl: int = quantity("TRL", 1, 7, "TRL at which a firm's idea starts")
    academic_lowest: float = quantity("1", 0, 1, "share of academic ideas that start at TRL 1; the others at TRL 2")
    rate_reference: float = quantity("per quarter", 0, 2, "ideas of an SME of 50 employees")
    rate_prime: float = quantity("per quarter", 0, 2, "ideas of a prime")
    rate_academic: float = quantity("per quarter", 0, 2, "ideas of an academic group")
    money_elasticity: float = quantity(
        "1", 0, 2, "elasticity of the ideas of primes and universities to public R&D money"
    )
    sme_money_elasticity: float = quantity("1", 0, 2, "elasticity of SMEs' ideas to public R&D money")
    size_elasticity: float = quantity("1", 0, 1, "growth of the idea rate with employees, less than proportional")
    quality_spread: float = quantity("1", 0, 3, "sigma_q: spread of ln quality about ln capability")
    position_spread: float = quantity("1", 0, 10, "sigma_x: spread of a technology about its owner's knowledge")
    capability_spread: float = quantity("1", 0, 3, "spread of ln capability over organisations")
    knowledge_spread: float = quantity("1", 0, 10, "spread of knowledge positions about the segment's need")


@dataclass
class Steering:
    """Design freeze: what is learnt early moves a design, what is learnt late does not."""

    rate: float = quantity("1", 0, 1, "rho_0: share of the gap to the believed need closed in a quarter at TRL 1")
    freeze: float = quantity("1 per TRL", 0, 5, "eta: decay of that share with each TRL")


@dataclass
class Development:
    """What it costs and takes to climb one TRL."""

    step_cost: float = quantity(K, 0.1, 1e5, "c_1: median cost of the step from TRL 1 to 2")
    step_growth: float = quantity("1", 1, 5, "g: factor from one step's median cost to the next")
    cost_spread: float = quantity("1", 0, 2, "spread of ln step cost")
    quickest_step: int = quantity(Q, 1, 40, "shortest time in which one step can be completed")
    pass_odds: float = quantity("ln odds", -10, 20, "ln odds of passing a step at capability 1 on the need")
    pass_capability: float = quantity("ln odds", 0, 10, "gain in ln odds for each unit of ln capability")
    pass_distance: float = quantity(
        "ln odds", 0, 10, "loss in ln odds for each unit of distance from the owner's knowledge"
    )
    die_share: float = quantity("1", 0, 1, "share of failed steps that end the technology")
    repeat_cost: float = quantity("1", 0, 1, "cost of repeating a failed step, as a share of the step")
    patience: int = quantity(Q, 0, 80, "quarters without money after which a project may be abandoned")
    abandon_hazard: float = quantity("per quarter", 0, 1, "chance that a project without money past patience ends")


@dataclass
class PrivateMoney:
    """Own and investors' money."""

    defence_rd_share: float = quantity("1", 0, 1, "share of own R&D that a supplier can put into defence projects")
    margin: float = quantity("1", 0, 1, "expected margin on a contract, as a share of its value")
    follow_on: float = quantity("1", 1, 10, "expected value of later orders, as a multiple of the first contract")
    tries: float = quantity("tenders", 0, 100, "tenders in which a firm without a target expects to offer a technology")
    hurdle: float = quantity("1", 0.1, 20, "expected return asked per pound of remaining cost")
    investor_hurdle: float = quantity("1", 0.1, 50, "expected return an investor asks per pound of remaining cost")
    investor_signal: float = quantity("1", 0, 10, "gain in an investor's view for each of award, trial and order")
    investor_meeting: float = quantity("per quarter", 0, 1, "chance that a cash-poor firm meets an investor")
    trust: float = quantity("1", 0, 1, "weight a firm puts on a published plan")


@dataclass
class Entry:
    """How firms outside defence come in."""

    notice_base: float = quantity("per quarter", 0, 1, "chance that a firm outside looks at defence")
    cost: float = quantity(K, 0, 1e5, "entry cost: clearance, accreditation, learning to bid")
    outside_median: float = quantity(K, 0, 1e6, "median value of the outside option over the horizon")
    outside_spread: float = quantity("1", 0, 3, "spread of ln outside option over firms")
    outside_lasting: float = quantity("1", 0, 1, "share of that spread that lasts; the rest is drawn anew each year")
    award_worth: float = quantity("1", 0, 1, "what a pound of award leaves a firm: margin and knowledge of civil use")
    births: float = quantity("per quarter", 0, 1, "chance that a new firm takes a vacant place in the population")
    birth_elasticity: float = quantity("1", 0, 5, "elasticity of that chance to what defence offers newcomers")
    horizon: float = quantity("years", 0.25, 30, "years over which an entrant counts expected awards and contracts")
    trl_low: int = quantity("TRL", 1, 9, "lowest TRL of civil technology that an entrant brings")
    trl_high: int = quantity("TRL", 1, 9, "highest TRL of civil technology that an entrant brings")
    civil_distance: float = quantity("1", 0, 10, "extra spread of civil technology about military need")
    own_view: float = quantity("1", 0, 10, "elasticity of what an entrant expects to its own capability")


@dataclass
class Exit:
    """How firms leave."""

    upkeep: float = quantity("GBP thousand per quarter", 0, 1e4, "cost for 10 employees of staying a defence supplier")
    upkeep_size_elasticity: float = quantity("1", 0, 2, "growth of that cost with employees")
    reserve: int = quantity(Q, 0, 40, "quarters of upkeep that a firm does not risk on proposals and bids")
    patience: int = quantity(Q, 1, 80, "quarters of poor prospects after which a firm leaves defence")
    death_hazard: float = quantity("per quarter", 0, 1, "background death of a firm of 10 employees")
    death_size_elasticity: float = quantity("1", 0, 2, "decline of that hazard with employees")


@dataclass
class Belief:
    """How firms learn the odds."""

    award_prior: float = quantity("1", 0, 1, "believed chance of an award before any news")
    contract_prior: float = quantity("1", 0, 1, "believed chance of winning a tender before any news")
    entrant_awards: float = quantity("1 per year", 0, 10, "believed awards a year of a newcomer before any news")
    entrant_contracts: float = quantity("1 per year", 0, 10, "believed contracts a year of a newcomer before any news")
    proposals_yearly: float = quantity("per year", 0, 100, "proposals a newcomer expects to write")
    bids_yearly: float = quantity("per year", 0, 100, "tenders in which a newcomer expects to offer")
    award_size: float = quantity(K, 0, 1e5, "believed mean award before any news")
    rivals: float = quantity("bidders", 0, 100, "believed rivals in a tender before any news")
    own_weight: float = quantity("1", 0, 1, "weight of one own result in exponential forgetting")
    public_weight: float = quantity("1 per quarter", 0, 1, "weight of a quarter's published results")
    award_weight: float = quantity("1 per quarter", 0, 1, "the same of the success rate of innovation calls")
    call_weight: float = quantity("1 per call held", 0, 1, "weight of a call's own published success rate")


@dataclass
class Proposals:
    """How often a technology is proposed, and what its owner can pay of the work."""

    wait: int = quantity(
        Q, 0, 40, "quarters after a rejection before a technology is proposed again to a call that rejected it"
    )
    rework: int = quantity(Q, 0, 40, "quarters after a rejection before a technology is proposed to any call")
    least_part: float = quantity(
        "1",
        0,
        1,
        "least part of what a call would pay of a step that its largest award must cover for a proposal to be made",
    )
    match_ahead: float = quantity(
        Q, 0, 40, "quarters of own R&D money on which an applicant counts for its part of the work"
    )


@dataclass
class Teaming:
    """Who bids with whom."""

    capacity: float = quantity("1", 0.01, 100, "kappa: largest contract a firm may lead, in years of its turnover")
    search_cost: float = quantity(K, 0, 1e5, "cost to a prime of taking a new partner into a bid")
    subcontract_share: float = quantity("1", 0, 1, "share of the price that goes to the owner of the technology")
    contact_noise: float = quantity("1", 0, 10, "spread of firms' luck in finding a prime, in ln support base")
    joint_capacity: float = quantity(
        "1", 0, 1, "share of its partners' turnover, by strength of the tie, that counts for the leader of a joint bid"
    )
    joint_premium: float = quantity("1", 0, 1, "rise of ln price for work shared among several small firms")


@dataclass
class RouteScore:
    """One line of the table of routes: what each criterion, from 0 to 1, is worth to the route."""

    level: float = quantity("1", -10, 10, "score of the route where every criterion is 0")
    depth: float = quantity("1", -10, 10, "weight of market depth: how many suppliers at home are able")
    criticality: float = quantity("1", -10, 10, "weight of the segment's technology criticality")
    security: float = quantity("1", -10, 10, "weight of national security, by sovereignty class")
    cooperation: float = quantity("1", -10, 10, "weight of international opportunity")
    prosperity: float = quantity("1", -10, 10, "weight of prosperity: work at home, by value")


@dataclass
class Routes:
    """The table of routes, and the terms on each."""

    open_competition: RouteScore = group(RouteScore)
    uk_competition: RouteScore = group(RouteScore)
    single_source: RouteScore = group(RouteScore)
    codevelopment: RouteScore = group(RouteScore)
    import_purchase: RouteScore = group(RouteScore)
    depth_half: float = quantity("suppliers", 0.1, 1000, "able suppliers at which market depth is a half")
    outside_suppliers: float = quantity(
        "suppliers", 0, 100, "suppliers outside defence for each able one inside, in segments counted as security"
    )
    independence: float = quantity(
        "1",
        0,
        1,
        "at an onshore weight of 1, share of needs of operational independence that are kept from suppliers abroad",
    )
    prosperity_half: float = quantity(K, 1, 1e7, "value at which prosperity is a half")
    single_source_time: float = quantity("1", 0.05, 5, "procedure without competition, relative to its tier's")
    single_source_premium: float = quantity("1", 0, 1, "rise of ln price without competition")
    import_time: float = quantity("1", 0.05, 5, "procedure of a purchase abroad, relative to its tier's")
    uncompeted_small: float = quantity("1", 0, 1, "chance by habit that a small requirement goes to one supplier")
    uncompeted_large: float = quantity("1", 0, 1, "chance by habit that a very large one does")
    partner_time: int = quantity(Q, 0, 40, "quarters that agreeing with a partner nation adds to the procedure")
    partner_share: float = quantity("1", 0, 0.9, "share of cost and of work that a partner nation takes")
    partner_overhead: float = quantity("1", 0, 3, "growth of the whole price by working with a partner nation")
    partner_quality: float = quantity("1", 0, 3, "gain in ln quality from a partner nation's knowledge")
    partner_at_tender: float = quantity(
        "1",
        0,
        1,
        "share of that gain with a partner who is found when the tender is due (1: work together adds nothing)",
    )
    partner_full: int = quantity(Q, 1, 40, "quarters of work together after which the gain is whole")
    partner_leaves: float = quantity("per quarter", 0, 1, "chance that a partner nation leaves before the tender")


@dataclass
class Tender:
    """How a winner is found."""

    bid_cost: float = quantity(K, 0, 1e5, "cost of bidding for a GBP 1m requirement in a one-quarter procedure")
    bid_cost_elasticity: float = quantity("1", 0, 1, "growth of bid cost with value")
    bid_cost_per_quarter: float = quantity("1", 0, 1, "further bid cost for each quarter the procedure lasts")
    weight_price: float = quantity("1", 0, 10, "w_p: weight of ln price")
    noise: float = quantity("1", 0, 5, "spread of the assessors' error in a bid's score")
    price_spread: float = quantity("1", 0, 1, "spread of ln price over bidders")
    competition_discount: float = quantity("1", 0, 1, "fall of ln price for each factor e in the number of bidders")
    legacy_quality: float = quantity("1", -5, 5, "mean ln(quality x fit) of an incumbent's proven product")
    legacy_spread: float = quantity("1", 0, 5, "spread of that quality over requirements")
    foreign_offers: float = quantity("1", 0, 1, "chance that a foreign supplier offers where the route admits it")
    experience_fade: float = quantity("per quarter", 0, 1, "share of a supplier's record that no longer counts")
    foreign_record: float = quantity("1", 0, 1, "weight of foreign suppliers' own record (0: they have none)")
    acceptable: float = quantity("1", -20, 5, "lowest ln(quality x fit) the agency accepts")
    relaunch_wait: int = quantity(Q, 0, 40, "quarters lost when a tender is relaunched")
    slip_limit: int = quantity(Q, 0, 80, "quarters a tender waits for budget before it is cancelled")
    support_share: float = quantity(
        "1", 0, 1, "yearly support spend that a delivered contract adds, per pound of price"
    )
    regulated_profit: float = quantity("1", 0, 0.5, "profit rate of a contract let without competition")
    offered_for: int = quantity(Q, 0, 200, "quarters for which a technology in service is offered in further tenders")
    ring_fence_years: float = quantity("years", 0.25, 20, "years of ring-fenced money held before it is released")


@dataclass
class Delivery:
    """From contract to service."""

    time_base: float = quantity(Q, 1, 60, "delivery time of a GBP 1m contract at full readiness")
    time_per_log_value: float = quantity(Q, 0, 20, "further delivery time for each factor e in value")
    overrun_per_trl: float = quantity("1 per TRL", 0, 3, "growth of time and cost for each TRL short of 8 at contract")
    failure_base: float = quantity("1", 0, 1, "chance of failed integration with no assurance, at full readiness")
    failure_per_trl: float = quantity("1 per TRL", 0, 1, "added chance of failure for each TRL short of 8")
    assurance_time: float = quantity(Q, 0.1, 60, "quarters of procedure in which assurance cuts that chance by e")
    failure_floor: float = quantity("1", 0, 1, "chance of failed integration that no assurance removes")
    failure_loss: float = quantity("1", 0, 1, "share of the price lost to the public when integration fails")


@dataclass
class Supply:
    """How supply of what is in service fails, and how long that lasts."""

    service_life: int = quantity(Q, 1, 400, "quarters for which a delivered capability is in service")
    shock_abroad: float = quantity("per quarter", 0, 1, "chance that a segment's supply from abroad is cut off")
    shock_home: float = quantity("per quarter", 0, 1, "chance that a segment's supply chain at home breaks")
    reach: float = quantity("1", 0, 1, "share of a segment's capabilities of that origin that a shock hits")
    shock_time: int = quantity(Q, 0, 80, "quarters without supply after a shock")
    requalify_time: int = quantity(Q, 0, 80, "quarters until another firm can supply after a supplier has closed")
    second_time: int = quantity(Q, 0, 40, "quarters until a second source that is paid for is qualified")
    warning: int = quantity(Q, 0, 80, "quarters of an outage that a mapped and assured chain saves")


@dataclass
class PublicCost:
    """What a policy costs the public beyond the money it awards."""

    notice: float = quantity("GBP thousand per requirement and quarter", 0, 1e4, "keeping one requirement published")
    engagement: float = quantity(K, 0, 1e4, "officials' cost of engaging one technology for one quarter")
    approvals: float = quantity("GBP thousand per tender and quarter", 0, 1e4, "procurement staff on one open tender")
    haste: float = quantity(K, 0, 1e5, "extra commercial staff for each quarter by which a tender is cut short")
    call_administration: float = quantity("GBP thousand per proposal", 0, 1e4, "assessing one proposal")
    firm_engagement: float = quantity(K, 0, 1e4, "a firm's own cost of one quarter of engagement")
    training_place: float = quantity(K, 0, 1e4, "public money for one training place")
    interest: float = quantity("1 per year", 0, 1, "what government saves by paying a year later, per pound")
    route_appraisal: float = quantity("GBP thousand per requirement", 0, 1e4, "scoring the routes of one requirement")
    second_source: float = quantity("1 per year", 0, 1, "keeping a second source, as a share of the price")
    assurance: float = quantity("GBP thousand per capability and quarter", 0, 1e4, "mapping and assuring one chain")
