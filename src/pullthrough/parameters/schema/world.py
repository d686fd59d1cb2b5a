"""The world: calendar, population, segments, money and the numbers of the rules."""

from __future__ import annotations

from dataclasses import dataclass, field

from pullthrough.parameters.schema import network, rules
from pullthrough.parameters.schema import rules_demand as demand
from pullthrough.parameters.schema import rules_development as research
from pullthrough.parameters.schema import rules_growth as learning
from pullthrough.parameters.schema import rules_market as buying
from pullthrough.parameters.schema import rules_spending as spending
from pullthrough.parameters.schema import rules_trade as trade
from pullthrough.parameters.schema import rules_uptake as uptake
from pullthrough.parameters.schema.quantity import added, flag, group, name_of, quantity
from pullthrough.parameters.schema.quarters import QUARTERS_PER_YEAR

K_YEAR = "GBP thousand per year"
SIZE_BANDS = ("0-4", "5-9", "10-19", "20-49", "50-99", "100-249", "250+")
REGIONS = ("north_east", "north_west", "yorkshire", "east_midlands", "west_midlands", "east", "london", "south_east",
           "south_west", "wales", "scotland", "northern_ireland")  # fmt: skip
"""The regions of ITL1; a world may have some of them only, or others."""
APPLICANTS = ("sme", "prime", "academic")
THEMES = ("open", "segment", "requirement")
EXPORT_SECTORS = ("air", "other_defence", "security")
SOVEREIGNTY = ("open", "operational_independence", "strategic_imperative")


@dataclass
class Calendar:
    """The quarters that are simulated."""

    first_year: int = quantity("year", 1990, 2100, "first year after burn-in")
    last_year: int = quantity("year", 1990, 2150, "last year")
    burn_in: int = quantity("quarters", 0, 200, "quarters simulated under the first regime before the first year")

    @property
    def quarters(self) -> int:
        """Quarters of a whole run, the burn-in among them."""
        return self.burn_in + QUARTERS_PER_YEAR * (self.last_year - self.first_year + 1)


@dataclass
class Population:
    """Organisations at the start, and where and how large they are."""

    primes: int = quantity("organisations", 1, 500, "higher-tier suppliers of 250 employees and more")
    academic_groups: int = quantity("organisations", 0, 5000, "university groups that work on defence problems")
    suppliers: int = quantity("firms", 0, 20000, "innovating SMEs that supply defence at the start")
    potential_entrants: int = quantity("firms", 0, 50000, "innovating SMEs outside defence at the start")
    firms_by_region: dict[str, list[int]] = quantity(
        "enterprises", 0, 1e7, "enterprises in defence-relevant industries, by region and size band", default={}
    )
    academia_by_region: dict[str, float] = quantity(
        "GBP thousand per year", 0, 1e8, "university research income by region: weights of academic groups", default={}
    )
    innovating_share: list[float] = quantity("1", 0, 1, "share of enterprises that innovate, by size band", default=[])
    prime_employees: list[float] = quantity("employees", 1, 1e6, "smallest and largest size of a prime", default=[])
    academic_employees: list[float] = quantity(
        "employees", 1, 1e6, "smallest and largest size of an academic group", default=[]
    )
    turnover_per_employee: float = quantity("GBP thousand per year", 1, 1e4, "turnover per employee")
    rd_intensity: list[float] = quantity("1", 0, 1, "own R&D over turnover, by size band of the next list", default=[])
    rd_intensity_from: list[float] = quantity("employees", 0, 1e7, "least employees of each R&D band", default=[])
    cash_months: float = quantity("months of turnover", 0, 60, "cash of a firm at the start, and the most it keeps")
    civil_profit: float = quantity("1", -1, 1, "retained profit on civil turnover")
    loan_repaid: float = quantity("1 per quarter", 0, 1, "largest share of its cash with which a firm repays loans")


@dataclass
class Market:
    """What the customer spends, and on whom."""

    spend: float = quantity(K_YEAR, 0, 1e9, "payments to industry by the core department, at 2021 prices")
    dated: bool = flag("payments are those of each year, as published and growing afterwards (no: spend in every year)")
    spending: dict[str, float] = quantity(
        K_YEAR, 0, 1e9, "payments as published, by year, at prices of that year", default={}
    )
    deflator: dict[str, float] = quantity("2021 = 100", 1, 1e4, "price level, by year", default={})
    growth_next: float = quantity("1 per year", -0.5, 0.5, "real growth of spend after the last year published")
    growth_until: int = quantity("year", 1990, 2150, "last year of that growth")
    growth_later: float = quantity("1 per year", -0.5, 0.5, "real growth of spend afterwards")
    tendered_share: float = quantity("1", 0, 1, "share of that spend tendered as modelled requirements")
    size_curve_firms: list[float] = quantity("firms", 1, 1e6, "number of largest suppliers", default=[])
    size_curve_share: list[float] = quantity("1", 0, 1, "share of spend that they receive", default=[])
    sme_support_share: float = quantity("1", 0, 1, "share of support spend that goes to SMEs directly at the start")
    single_source_support: float = quantity("1", 0, 1, "share of support spend let without competition at the start")
    abroad_support: float = quantity("1", 0, 1, "share of support spend paid to others than UK industry at the start")
    sme_support_spread: float = quantity("1", 0, 5, "spread of ln support spend over SMEs at the start")


@dataclass
class Segment:
    """One segment of military need."""

    sovereignty: str = name_of("sovereignty class of the segment", *SOVEREIGNTY)
    budget_share: float = quantity("1", 0, 1, "share of the tendered budget")
    requirements: float = quantity("per year", 0, 200, "requirements conceived")
    value_median: float = quantity("GBP thousand", 1, 1e7, "median value of a requirement")
    value_spread: float = quantity("1", 0, 4, "spread of ln value")
    import_quality: float = quantity("1", -5, 5, "mean ln(quality x fit) of a foreign offer")
    import_price: float = quantity("1", 0.1, 10, "price of a foreign offer relative to the value")
    export_sector: str = name_of("statistics in which its export orders are counted", *EXPORT_SECTORS)
    export_market: float = quantity(K_YEAR, 0, 1e9, "value of the campaigns abroad that UK industry could enter")
    export_campaigns: float = quantity("per year", 0, 200, "campaigns abroad")
    export_trend: float = quantity("1 per year", -0.3, 0.3, "growth of ln value of a campaign after the first year")
    capital_offers: float = quantity("per year", 0, 100, "offers of foreign capital to its firms at openness 1")
    criticality: float = quantity("1", 0, 1, "how much control of its technology matters")
    cooperation: float = quantity("1", 0, 1, "opportunity to buy with a partner nation")


@dataclass
class Instrument:
    """One funding instrument. A new one needs no code."""

    budget: float = quantity(K_YEAR, 0, 1e8, "money for awards unless a policy sets funding.<name>")
    opens_every: int = quantity("quarters", 1, 40, "quarters from one call to the next")
    trl_min: int = quantity("TRL", 1, 9, "lowest TRL admitted")
    trl_max: int = quantity("TRL", 1, 9, "highest TRL admitted")
    applicants: list[str] = name_of("who may apply", *APPLICANTS, default=[])
    segments: list[str] = name_of("segments of need that it is for (an empty list: all)", default=[])
    newcomers_only: bool = flag("only organisations that never won an award")
    theme: str = name_of("what a proposal must answer to", *THEMES)
    award_cap: float = quantity("GBP thousand", 0, 1e6, "largest award")
    cost_share: float = quantity("1", 0.01, 1, "share of the cost that the award covers")
    partner_needed: bool = flag("a prime must stand behind the proposal")
    once: bool = flag("pays for one step of a technology only, not for the next ones")
    loan: bool = flag("the award is repaid from revenue")
    loan_rate: float = quantity("1 per year", 0, 0.5, "interest on a loan")
    proposal_cost: float = quantity("GBP thousand", 0, 1e4, "cost to the applicant of one proposal")
    decision_time: int = quantity("quarters", 0, 40, "quarters from proposal to money")
    weight_quality: float = quantity("1", 0, 10, "weight of ln quality in the score")
    weight_fit: float = quantity("1", 0, 10, "weight of ln fit to the theme in the score")
    weight_newcomer: float = quantity("1", -10, 10, "score added for an organisation that never won an award")
    assessor_noise: float = quantity("1", 0, 10, "spread of the assessors' error")
    carry_over: bool = flag("unspent money is kept for the next call")
    innovation_call: bool = flag("counted in the statistics of innovation calls")


@dataclass
class Processes:
    """Which lines of the schedule run."""

    planning: bool = flag("needs follow money, threat and technology", default=True)
    need: bool = flag("military need drifts and requirements are conceived", default=True)
    entry: bool = flag("firms outside consider defence", default=True)
    ideas: bool = flag("organisations start technologies", default=True)
    publication: bool = flag("requirements are published", default=True)
    clusters: bool = flag("regional clusters recruit and work", default=True)
    ties: bool = flag("organisations meet and come to know each other", default=True)
    transfer: bool = flag("knowledge moves along ties", default=True)
    targeting: bool = flag("projects read notices and choose the need they work for", default=True)
    engagement: bool = flag("sponsors engage suppliers before the tender", default=True)
    steering: bool = flag("projects move towards the believed need", default=True)
    calls: bool = flag("funding instruments open calls", default=True)
    private_money: bool = flag("firms and investors co-invest", default=True)
    development: bool = flag("projects climb the TRL scale", default=True)
    budgets: bool = flag("priorities shift, unspent money is returned, money is kept for protected plans", default=True)
    approvals: bool = flag("a tender waits for its approvals", default=True)
    routes: bool = flag("each requirement gets an acquisition route", default=True)
    tenders: bool = flag("requirements are tendered", default=True)
    lateness: bool = flag("contracts are delivered later than promised", default=True)
    trust: bool = flag("trust in the published plan follows its dates", default=True)
    delivery: bool = flag("contracts are delivered", default=True)
    exports: bool = flag("industry campaigns for orders from abroad", default=True)
    foreign_investment: bool = flag("foreign investors make offers for firms", default=True)
    supply_shocks: bool = flag("supply of what is in service fails and is restored", default=True)
    exit: bool = flag("firms leave or fail", default=True)
    skills: bool = flag("skilled people limit development", default=True)
    supply_chain: bool = flag("primes pass part of their payments on", default=True)
    births: bool = flag("new firms take vacant places in the population", default=True)
    hand_over: bool = flag("university technology is licensed or leaves as a spin-out", default=True)
    takeovers: bool = flag("UK primes buy SMEs", default=True)
    science: bool = flag("academic research becomes public knowledge", default=True)
    capability: bool = flag("organisations learn and forget", default=True)
    growth: bool = flag("civil business grows with R&D of civil use", default=True)
    follow_on_orders: bool = flag("users order what R&D awards with them in view have completed", default=True)
    insertion: bool = flag("design authorities insert technology into equipment in service", default=True)
    upgrade_competition: bool = flag("upgrades of equipment in service are put to open competition", default=True)
    rapid_purchases: bool = flag("users buy something ready in small numbers", default=True)
    urgent_purchases: bool = flag("urgent needs of operations are answered directly", default=True)
    trial_purchases: bool = flag("users buy a few on trial", default=True)
    support_contracts: bool = flag("support contracts end and are let again", default=True)
    officials: bool = flag("too few officials slow meetings, calls, approvals and tenders down", default=True)
    development_contracts: bool = flag("sponsors pay for development of the technology they want", default=True)


@dataclass
class World:
    """Everything that is true whatever the policy."""

    name: str = name_of("name of this world")
    dimensions: int = quantity("1", 1, 8, "D: dimensions of the technology space")
    calendar: Calendar = group(Calendar)
    population: Population = group(Population)
    market: Market = group(Market)
    segments: dict[str, Segment] = field(default_factory=dict)
    instruments: dict[str, Instrument] = field(default_factory=dict)
    need: rules.Need = group(rules.Need)
    planning: demand.Planning = group(demand.Planning)
    threats: dict[str, demand.Threat] = field(default_factory=dict)
    signal: rules.Signal = group(rules.Signal)
    invitations: rules.Invitations = group(rules.Invitations)
    ideas: rules.Ideas = group(rules.Ideas)
    steering: rules.Steering = group(rules.Steering)
    development: rules.Development = group(rules.Development)
    private_money: rules.PrivateMoney = group(rules.PrivateMoney)
    entry: rules.Entry = group(rules.Entry)
    exit: rules.Exit = group(rules.Exit)
    belief: rules.Belief = group(rules.Belief)
    proposals: rules.Proposals = group(rules.Proposals)
    teaming: rules.Teaming = group(rules.Teaming)
    routes: rules.Routes = group(rules.Routes)
    tender: rules.Tender = group(rules.Tender)
    delivery: rules.Delivery = group(rules.Delivery)
    approvals: demand.Approvals = group(demand.Approvals)
    officials: demand.Officials = group(demand.Officials)
    lateness: demand.Lateness = group(demand.Lateness)
    implementation: demand.Implementation = group(demand.Implementation)
    exports: trade.Exports = group(trade.Exports)
    foreign_investment: trade.ForeignInvestment = group(trade.ForeignInvestment)
    supply: rules.Supply = group(rules.Supply)
    ties: network.Ties = group(network.Ties)
    transfer: network.Transfer = group(network.Transfer)
    clusters: network.Clusters = group(network.Clusters)
    outreach: network.Outreach = group(network.Outreach)
    public_cost: rules.PublicCost = group(rules.PublicCost)
    budgets: spending.Budgets = group(spending.Budgets)
    trust: spending.Trust = group(spending.Trust)
    supply_chain: spending.SupplyChain = group(spending.SupplyChain)
    payment: spending.Payment = group(spending.Payment)
    skills: spending.Skills = group(spending.Skills)
    capability: learning.Capability = group(learning.Capability)
    science: learning.Science = group(learning.Science)
    growth: learning.Growth = group(learning.Growth)
    attention: learning.Attention = group(learning.Attention)
    hand_over: learning.HandOver = group(learning.HandOver)
    takeovers: learning.Takeovers = group(learning.Takeovers)
    orders: uptake.Orders = group(uptake.Orders)
    novelty: uptake.Novelty = group(uptake.Novelty)
    follow_on: uptake.FollowOn = group(uptake.FollowOn)
    upgrades: uptake.Upgrades = group(uptake.Upgrades)
    rapid: uptake.Rapid = group(uptake.Rapid)
    urgent: uptake.Urgent = group(uptake.Urgent)
    trials: uptake.Trials = group(uptake.Trials)
    support: buying.Support = group(buying.Support)
    classes: research.TechnologyClasses = group(research.TechnologyClasses)
    sponsored: research.Sponsored = group(research.Sponsored)
    returns: research.Returns = group(research.Returns)
    progress: research.Progress = group(research.Progress)
    gatekeeping: research.Gatekeeping = group(research.Gatekeeping)
    processes: Processes = group(Processes)
    extension: dict[str, float] = added("numbers that an extension adds, by name")
