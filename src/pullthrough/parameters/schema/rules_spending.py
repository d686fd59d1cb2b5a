"""The numbers of the rules of spending: budgets over time, trust in the plan, supply chains, payment, skilled people.

Read as ``rules.<group>.<name>``, like those of ``rules.py``. Money is GBP thousand at 2021 prices, time is in
quarters unless a unit says otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass

from pullthrough.parameters.schema.quantity import quantity

LONGEST_TRAINING = 40  # quarters; the tables have room for as many


@dataclass
class Budgets:
    """How tendered money behaves from year to year."""

    carry_over: float = quantity("years", 0, 100, "years' worth of its budget that a segment may hold at a year's end")
    priority_spread: float = quantity("1 per year", 0, 2, "spread of a year's change in ln priority of a segment")
    priority_memory: float = quantity("1", 0, 1, "share of ln priority that lasts from one year to the next")
    reserve_ahead: int = quantity(
        "quarters", 0, 40, "quarters before its tender from which money is kept for a protected requirement"
    )
    commitment_rule: int = quantity(
        "1", 0, 2, "what a commitment protects: 0 by lot, 1 the nearest, 2 the largest first"
    )


@dataclass
class Trust:
    """How industry's trust in the published plan moves; it starts at ``private_money.trust``."""

    kept: float = quantity("1", 0, 1, "share of the missing trust gained when a published tender opens on its date")
    slipped: float = quantity("1", 0, 1, "share of trust lost when a published tender slips by a quarter")
    cancelled: float = quantity("1", 0, 1, "share of trust lost when a published requirement is cancelled")
    memory: float = quantity(
        "per quarter",
        0,
        1,
        "weight of a quarter's share of dates kept, by value (0: each date counts, whatever its value)",
    )
    plan_saving: float = quantity(
        "1", 0, 0.5, "fall of ln price for work that industry could plan ahead, at full trust (0: nobody plans ahead)"
    )
    plan_notice: int = quantity("quarters", 1, 40, "notice, beyond the usual, with which work can be planned ahead")
    plan_usual: int = quantity("quarters", 0, 40, "usual notice, with which nobody plans ahead")
    idle: float = quantity("1", 0, 0.5, "rise of ln price for each quarter by which a published tender was put off")


@dataclass
class SupplyChain:
    """What primes pass down the chain."""

    passed_on: float = quantity("1", 0, 1, "share of a prime's payments that it passes on to its own suppliers")
    sme_share: float = quantity("1", 0, 1, "share of that which goes to SMEs where no target is set")
    modelled: float = quantity("1", 0, 1, "share of the SMEs' part that goes to those modelled one by one")
    adjustment: float = quantity("1 per quarter", 0, 1, "share of the distance to the target closed in a quarter")
    coordination: float = quantity("1", 0, 5, "extra cost of a pound passed on, for each unit of share above the usual")
    graph: int = quantity("1", 0, 1, "1: packages are let to firms with names; 0: SMEs' share follows the target")
    small: float = quantity("1", 0, 1, "share of what is passed on in packages that a small firm could carry")
    typical: float = quantity("GBP thousand per year", 1, 1e6, "mean package, which sets how many a prime lets")
    size_spread: float = quantity("1", 0, 3, "spread of ln size over packages of a prime")
    term: int = quantity("quarters", 1, 80, "time for which a package is let")
    looked_at: int = quantity(
        "organisations", 0, 64, "organisations of its segment that a prime looks at for a package"
    )
    habit: float = quantity("ln", 0, 5, "score of whoever has a package already")
    luck: float = quantity("ln", 0, 5, "spread of price and fit of an offer for a package")
    larger: float = quantity("ln", -5, 5, "score of a larger firm over that of an SME of usual capability")
    unproven: float = quantity("ln", 0, 5, "score that a firm without any subcontract so far loses")
    target_weight: float = quantity(
        "ln", 0, 50, "score of SMEs for each unit of share by which a prime misses its target"
    )
    qualify: float = quantity(
        "GBP thousand", 0, 1e4, "what a first subcontract costs a firm in certificates and audits"
    )
    depends: int = quantity("packages", 0, 8, "packages of its contractor on which a contract or capability depends")
    tie: float = quantity("1", 0, 1, "strength of the tie between a prime and the firm that supplies it")


@dataclass
class Payment:
    """What it costs to wait for money."""

    credit_rate: float = quantity("1 per quarter", 0, 1, "cost to a supplier of an unpaid invoice")


@dataclass
class Skills:
    """Skilled people for development, by region."""

    person_cost: float = quantity(
        "GBP thousand per year", 1, 1e4, "development money that keeps one skilled person at work"
    )
    others: float = quantity("people", 0, 1e7, "skilled people at other defence work, who compete for the same posts")
    slack: float = quantity("1", 0.1, 10, "people at the start of the first year over people then needed")
    leaving: float = quantity("per quarter", 0, 1, "delta: share of skilled people that leave")
    graduates: float = quantity("1", 0, 10, "new graduates over those who leave at the start of the first year")
    smoothing: float = quantity("1", 0.01, 1, "weight of the last quarter in the people counted as needed")
    settling: int = quantity("quarters", 1, 80, "minimum quarters over which people follow the work at the start")
    slowest: float = quantity("1", 0.001, 1, "share of the usual speed that remains with no skilled people")
    completing: float = quantity("1", 0, 1, "share of training places that end with a skilled person in the region")
    training_time: int = quantity("quarters", 1, LONGEST_TRAINING, "quarters from a training place to a skilled person")
    elasticity: float = quantity("1", 0, 5, "theta: how strongly a shortage of people slows development")
    mobility: float = quantity("1", 0, 1, "share of skilled people who work wherever they are needed")
    hiring: float = quantity(
        "per quarter", 0, 1, "h: share of the skills shortage filled by hiring from other industries"
    )
    firm_cost: float = quantity("GBP thousand", 0, 1e4, "what the firms of a region pay for one training place")
