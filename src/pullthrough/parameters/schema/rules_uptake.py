"""The numbers of the ways into service beside tenders (ODD 7.35 to 7.39).

Money is GBP thousand at 2021 prices, time is in quarters, merit is ln (quality x fit).
"""

from __future__ import annotations

from dataclasses import dataclass

from pullthrough.parameters.schema.quantity import quantity

K = "GBP thousand"
Q = "quarters"


@dataclass
class Orders:
    """Orders outside tenders."""

    least: float = quantity(K, 1, 1e6, "smallest order outside tenders")


@dataclass
class Novelty:
    """What may be bought from money kept for novel technology, and who tries."""

    designated: float = quantity("1", 0, 1, "share of requirements that may be put to money kept for novel technology")
    relabelling: float = quantity(
        "1", 0, 1, "share of incumbents that call a proven product novel where nobody examines it"
    )


@dataclass
class FollowOn:
    """Users in view of R&D awards, and what they order of completed projects."""

    user_from_trl: int = quantity("TRL", 1, 9, "TRL from which a call that asks for a user asks a project for one")
    user_cost: float = quantity(K, 0, 1e4, "time of officials for a user in view of an award")
    least_gain: float = quantity("ln", -5, 5, "least gain in merit for which a user wants a technology")
    share: float = quantity("1", 0, 10, "price of a follow-on order over that of the user's equipment")
    time: int = quantity(Q, 1, 40, "procedure of a follow-on order")
    answers: int = quantity(
        "1",
        0,
        2,
        "what an order answers of the planned need it is for: 0 nothing, 1 what it costs, 2 all of it if it can",
    )


@dataclass
class Upgrades:
    """Upgrade windows of equipment in service."""

    every: int = quantity(Q, 1, 200, "time from one upgrade window of a piece of equipment to the next")
    share: float = quantity("1", 0, 10, "price of an upgrade over that of the equipment")
    least_gain: float = quantity("ln", -5, 5, "least gain in merit for which equipment is changed")
    guard: float = quantity("ln", 0, 10, "gain by which another's technology must beat a design authority's own")
    insertion_time: int = quantity(Q, 1, 40, "procedure where the design authority inserts")
    competition_time: int = quantity(Q, 1, 40, "procedure of an open upgrade competition")
    cost: float = quantity(K, 0, 1e5, "public cost of a window left to the design authority: engineering assessment")
    competition_cost: float = quantity(K, 0, 1e5, "public cost of an open upgrade competition: interfaces, assessment")


@dataclass
class Rapid:
    """Rapid purchases of something ready."""

    lowest_trl: int = quantity("TRL", 1, 9, "TRL at which something counts as ready")
    least_gain: float = quantity("ln", -5, 5, "least gain in merit for which it is bought")
    share: float = quantity("1", 0, 10, "price of a rapid purchase over that of the user's equipment")
    time: int = quantity(Q, 1, 40, "procedure of a rapid purchase")
    cost: float = quantity(K, 0, 1e4, "officials' time for each user who looks round")


@dataclass
class Urgent:
    """Urgent needs of operations."""

    rate: float = quantity("per year", 0, 1000, "urgent needs while operations go on")
    until: int = quantity("year", 1990, 2100, "last year of such operations")
    again: int = quantity("year", 1990, 2150, "year from which there are such operations again")
    lowest_trl: int = quantity("TRL", 1, 9, "readiness asked of what is bought")
    share: float = quantity("1", 0, 10, "median price of an urgent order over the segment's median value")
    time: int = quantity(Q, 1, 40, "procedure of an urgent order")
    cost: float = quantity(K, 0, 1e4, "officials' time for an urgent need")


@dataclass
class Trials:
    """Trial purchases in small numbers."""

    lowest_trl: int = quantity("TRL", 1, 9, "readiness asked of what is tried")
    price: float = quantity(K, 1, 1e5, "price of a few for a trial")
    cost: float = quantity(K, 0, 1e5, "public cost of the trial itself")
    experience: float = quantity("contracts", 0, 20, "contracts delivered as which a passed trial counts in a bid")
    assurance: int = quantity(Q, 0, 40, "quarters of procedure as which a passed trial counts for integration")
