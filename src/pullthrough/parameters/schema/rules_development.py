"""The numbers of R&D at its real place and cost (ODD 7.40 to 7.43).

Money is GBP thousand at 2021 prices, time is in quarters, merit is ln (quality x fit).
"""

from __future__ import annotations

from dataclasses import dataclass

from pullthrough.parameters.schema.quantity import group, quantity

K = "GBP thousand"
Q = "quarters"


@dataclass
class TechnologyClass:
    """One class of technology: what it is ordered for, and what it takes to make it ready."""

    of_smes: float = quantity("1", 0, 1, "weight of the class among what SMEs begin")
    of_primes: float = quantity("1", 0, 1, "weight of the class among what primes begin")
    of_universities: float = quantity("1", 0, 1, "weight of the class among what universities begin")
    order: float = quantity(K, 1, 1e8, "median value of what is ordered of it at first")
    order_spread: float = quantity("1", 0, 4, "spread of ln of that value")
    research: float = quantity("1", 0.001, 2, "cost of all steps from TRL 1 to 8 over the value of what is ordered")
    quickest_step: int = quantity(Q, 1, 40, "shortest time in which one step can be completed")
    pass_odds: float = quantity("ln odds", -10, 10, "ln odds of passing a step, beside those that hold for all")


@dataclass
class TechnologyClasses:
    """Classes of technology by what they are ordered for."""

    in_force: int = quantity("1", 0, 1, "1: cost, time and failure by class; 0: one class for all")
    reach: float = quantity("1", 1, 1e6, "factor within which an order must lie about what a technology is ordered for")
    software: TechnologyClass = group(TechnologyClass)
    component: TechnologyClass = group(TechnologyClass)
    system: TechnologyClass = group(TechnologyClass)
    platform: TechnologyClass = group(TechnologyClass)


@dataclass
class Sponsored:
    """Development contracts: a sponsor with a requirement in view pays for steps of the technology that it wants."""

    lead: int = quantity(Q, 1, 80, "longest time before the tender in which a sponsor has technology developed")
    again: int = quantity(Q, 1, 40, "quarters after which a sponsor without such technology looks again")
    lowest_trl: int = quantity("TRL", 1, 8, "TRL from which technology is taken under contract")
    most: float = quantity("1", 0, 10, "most that development may still cost, over the value of the requirement")
    least_gain: float = quantity("ln", -5, 5, "least gain in judged merit over the proven product")
    judgement: float = quantity("ln", 0, 5, "spread of the sponsor's error in judging merit")
    time: int = quantity(Q, 0, 40, "quarters from the choice to the start of work under contract")
    cost: float = quantity(K, 0, 1e4, "officials' time for each development contract")
    carry_over: float = quantity("years", 0, 20, "years of unspent development money that a sponsor keeps")
    programmes: float = quantity("1", 0, 1, "share of support spend that is R&D of programmes not modelled one by one")


@dataclass
class Returns:
    """From what own R&D is paid, and how its return is judged."""

    from_profit: int = quantity("1", 0, 1, "1: own R&D is paid from the firm's cash; 0: by civil business, outside it")
    chance_learnt: int = quantity(
        "1", 0, 1, "1: the chance of selling is learnt from all tenders of the segment; 0: from novel rivals alone"
    )
    usual_fit: float = quantity("1", 0.01, 1, "usual expected fit of a novel offer before any experience")


@dataclass
class Progress:
    """How what is in service moves what must be beaten, and what new ideas start from."""

    best_in_service: int = quantity("1", 0, 1, "1: the proven product is the best in service, aged; 0: drawn alone")
    ageing: float = quantity("ln per quarter", 0, 1, "merit that a product in service loses against today's")
    known: float = quantity(
        "1", 0, 2, "share of what today's best is better than that of the start, known to new ideas"
    )
    step_gain: float = quantity("ln", 0, 1, "gain in ln quality from a step passed")
    abroad: float = quantity("ln per year", 0, 1, "growth of ln quality of foreign products after the burn-in")


@dataclass
class Gatekeeping:
    """How primes guard what they sell."""

    in_force: int = quantity("1", 0, 1, "1: one offer a supplier, own products guarded; 0: a prime offers both")
    exclusive: float = quantity("1", 0, 1, "share of owners whom a prime binds, so that they turn to no other")
