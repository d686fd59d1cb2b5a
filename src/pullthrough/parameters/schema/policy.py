"""The levers of government: what a policy can set.

A lever is a rule, a cost, a probability of meeting, a piece of information or a budget; it is never an outcome.
Each is dated by the policy that sets it (``configs/policy/``); ``null`` means that the policy leaves it alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from pullthrough.parameters.schema.quantity import added, group, name_of, quantity

Q = "quarters"


@dataclass
class Pipeline:
    """How much of its plans government publishes."""

    horizon: int | None = quantity(
        Q, 0, 40, "quarters before its tender at which a requirement is published", default=None
    )
    commitment: float | None = quantity(
        "1", 0, 1, "share of published requirements, or of the budget, whose money is protected", default=None
    )


@dataclass
class Engagement:
    """Early engagement of suppliers by capability sponsors."""

    lead: int | None = quantity(
        Q, 0, 40, "quarters before the tender at which engagement starts (0: none)", default=None
    )
    slots: int | None = quantity("technologies", 0, 16, "technologies engaged for each requirement", default=None)
    newcomer_share: float | None = quantity(
        "1", 0, 1, "share of the slots kept for organisations that never won a contract", default=None
    )
    regional_share: float | None = quantity(
        "1", 0, 1, "share of the slots kept for members of regional clusters", default=None
    )
    security_slots: int | None = quantity(
        "technologies", 0, 16, "technologies engaged beside these for needs of the security sector", default=None
    )


@dataclass
class Entry:
    """What government does to be noticed by firms outside defence."""

    outreach: float | None = quantity(
        "GBP thousand per year", 0, 1e6, "regional innovation partners, who seek firms outside defence", default=None
    )


@dataclass
class Procurement:
    """How government buys."""

    small_time: int | None = quantity(Q, 1, 60, "procedure from tender to contract, small tier", default=None)
    medium_time: int | None = quantity(Q, 1, 60, "procedure from tender to contract, medium tier", default=None)
    large_time: int | None = quantity(Q, 1, 60, "procedure from tender to contract, large tier", default=None)
    time_factor: float | None = quantity(
        "1", 0.1, 5, "length of every procedure relative to its tier's time", default=None
    )
    novel_time: int | None = quantity(Q, 1, 60, "longest procedure for a ring-fenced requirement", default=None)
    ring_fence: float | None = quantity(
        "1", 0, 1, "share of the tendered budget kept for novel technology", default=None
    )
    minimum_trl: int | None = quantity("TRL", 1, 9, "TRL required of a bid", default=None)
    novel_minimum_trl: int | None = quantity("TRL", 1, 9, "TRL required of a bid for ring-fenced money", default=None)
    novelty_test: float | None = quantity(
        "1", 0, 1, "share of tenders for ring-fenced money in which a claim to be novel is examined", default=None
    )
    experience_weight: float | None = quantity("1", 0, 10, "weight of experience in a bid's score", default=None)
    bid_cost_factor: float | None = quantity("1", 0, 10, "bid cost relative to the 2012 rules", default=None)
    payment_time: int | None = quantity(
        Q, 0, 8, "quarters from a supplier's invoice to its payment (0: within the quarter)", default=None
    )


@dataclass
class Budget:
    """What government spends with industry."""

    factor: float | None = quantity(
        "1", 0, 3, "spend with industry relative to that of the world in the same year", default=None
    )
    carry_over: float | None = quantity(
        "1",
        0,
        100,
        "what a segment may keep at a year's end, relative to budgets.carry_over (0: nothing)",
        default=None,
    )


@dataclass
class Officials:
    """The people who engage, assess, approve and buy."""

    staff: float | None = quantity("1", 0, 10, "officials relative to those there would be", default=None)
    delegation: float | None = quantity(
        "1", 0.1, 1000, "values from which further levels must approve, relative to the usual ones", default=None
    )


@dataclass
class Teaming:
    """Who shares in the work."""

    sme_target: float | None = quantity(
        "1", 0, 1, "target share of SMEs in what primes pass on (no higher than usual: no target)", default=None
    )
    consortia: float | None = quantity(
        "1", 0, 1, "share of small owners' bids that may be led jointly with firms that they know", default=None
    )


@dataclass
class Skills:
    """Skilled people."""

    places: float | None = quantity("places per year", 0, 1e5, "training places paid with government", default=None)


@dataclass
class Exports:
    """How government helps industry to sell abroad."""

    support: float | None = quantity(
        "GBP thousand per year", 0, 1e6, "public spend on export promotion and market intelligence", default=None
    )
    joint: float | None = quantity(
        "GBP thousand per year",
        0,
        1e6,
        "what industry itself puts into campaigns planned with government",
        default=None,
    )
    g2g: float | None = quantity(
        "1", 0, 1, "chance that a customer asking for a government-to-government contract can have one", default=None
    )
    offset: float | None = quantity(
        "1", 0, 1, "technology transfer and local partnering offered, beyond what was usual in 2012", default=None
    )


@dataclass
class Investment:
    """How open government is to foreign capital, and how closely it looks."""

    openness: float | None = quantity("1", 0, 4, "arrival of offers of foreign capital relative to 2012", default=None)
    screening: float | None = quantity(
        "1", 0, 1, "sensitivity of screening: chance that a malign offer is detected", default=None
    )


@dataclass
class Acquisition:
    """How the route to a supplier is chosen."""

    case_by_case: float | None = quantity(
        "1", 0, 1, "share of requirements whose route is scored (0: global competition by default)", default=None
    )
    onshore_weight: float | None = quantity(
        "1", 0, 2, "weight of national security (operational independence) in that score", default=None
    )
    codevelopment: float | None = quantity(
        "1", 0, 1, "share of requirements for which a partner nation is looked for in time", default=None
    )
    partner_lead: int | None = quantity(
        Q,
        0,
        24,
        "quarters ahead of the tender at which a partner nation is looked for (0: when it is due)",
        default=None,
    )
    habit: float | None = quantity(
        "1",
        0,
        1,
        "how far practice goes to one supplier where competition is due (0: the rule, 1: as practised)",
        default=None,
    )


@dataclass
class Support:
    """How support and repeat business is let again when a contract ends."""

    competed: float | None = quantity(
        "1", 0, 1, "share of support contracts let anew that may be put to competition", default=None
    )
    term: int | None = quantity(Q, 1, 80, "mean term of a support contract", default=None)


@dataclass
class Resilience:
    """How supply of what is in service is kept."""

    second_source: float | None = quantity(
        "1", 0, 1, "share of capabilities in service for which a second source is kept", default=None
    )
    assurance: float | None = quantity(
        "1", 0, 1, "share of capabilities in service whose supply chain is mapped and assured", default=None
    )


@dataclass
class Uptake:
    """By which ways beside tenders technology may enter service."""

    user_in_view: float | None = quantity(
        "1", 0, 1, "share of calls that ask a mature enough project for a user in view", default=None
    )
    follow_on: float | None = quantity(
        "1", 0, 1, "chance that the user of a completed R&D project can order it directly", default=None
    )
    insertion: float | None = quantity(
        "1", 0, 1, "share of upgrade windows in which the design authority may insert new technology", default=None
    )
    upgrade_competition: float | None = quantity(
        "1", 0, 1, "share of upgrade windows that are put to open competition", default=None
    )
    rapid: float | None = quantity(
        "per year", 0, 1, "share of equipment in service whose users look for something ready in a year", default=None
    )
    urgent: float | None = quantity(
        "1", 0, 1, "share of urgent needs of operations that new technology may answer directly", default=None
    )
    trial: float | None = quantity(
        "per year", 0, 1, "chance a year that a technology mature enough comes up for a trial purchase", default=None
    )


@dataclass
class Development:
    """Development under contract, beside calls."""

    sponsored: float | None = quantity(
        "1", 0, 0.5, "share of spend with industry that sponsors may put into technology that they want", default=None
    )


@dataclass
class Levers:
    """All levers."""

    pipeline: Pipeline = group(Pipeline)
    engagement: Engagement = group(Engagement)
    entry: Entry = group(Entry)
    procurement: Procurement = group(Procurement)
    budget: Budget = group(Budget)
    officials: Officials = group(Officials)
    teaming: Teaming = group(Teaming)
    skills: Skills = group(Skills)
    exports: Exports = group(Exports)
    investment: Investment = group(Investment)
    acquisition: Acquisition = group(Acquisition)
    support: Support = group(Support)
    resilience: Resilience = group(Resilience)
    uptake: Uptake = group(Uptake)
    development: Development = group(Development)
    funding: dict[str, float] = quantity(
        "GBP thousand per year", 0, 1e8, "budget of a funding instrument, by its name", default={}
    )
    roadmaps: dict[str, int] = quantity(
        Q,
        0,
        40,
        "notice of requirements in a segment, where it is longer than that of all (pipeline.horizon)",
        default={},
    )
    clusters: dict[str, float] = quantity(
        "1", 0, 2, "strength of the defence and security cluster of a region (0: none, 1: full)", default={}
    )
    extension: dict[str, float] = added("levers that an extension adds, by name")


@dataclass
class CarriedOut:
    """How far this policy is carried out, beside what holds for all (``world.implementation``)."""

    carried_out: float = quantity(
        "1", 0, 1, "share of the change of each of its levers that is carried out", default=1.0
    )
    delay: int = quantity(Q, 0, 80, "quarters by which it comes later than its date", default=0)
    decay: float = quantity("1 per year", 0, 1, "share of each change that is lost in a year", default=0.0)


@dataclass
class Stage(Levers):
    """A part of a policy with a date of its own."""

    start: str = name_of("quarter from which it holds, such as 2021Q2; 'always' includes the burn-in")
    source: str = name_of("document and passage, in our own words", default="")
    prices: int | None = quantity(
        "year", 1900, 2200, "whose prices its sums of money are at; null: those of the model, 2021", default=None
    )
    evidence: dict[str, str] = name_of(
        "by lever: grade of reliability, colon, where its value comes from or why it was assumed", default={}
    )
    implementation: CarriedOut = group(CarriedOut)


@dataclass
class Policy(Stage):
    """One policy: a date, its source, the levers that it sets from that date on, and parts with dates of their own."""

    title: str = name_of("what the policy is called in public", default="")
    stages: dict[str, Stage] = field(default_factory=dict)


@dataclass
class Scenario:
    """A list of policies in force."""

    title: str = name_of("what the scenario is called in a figure", default="")
    like: str | None = name_of("a scenario whose policies are in force too", default=None)
    policies: list[str] = name_of("policies in force; policy.stage is one stage of a policy alone", default=[])
    without: list[str] = name_of("policies, or single stages (policy.stage), that are left out", default=[])
