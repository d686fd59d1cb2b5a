"""The numbers of networks: ties, transfer of knowledge, regional clusters, outreach (ODD section 7).

Money is GBP thousand at 2021 prices, time is in quarters, distances are in units of ``need.spread``.
"""

from __future__ import annotations

from dataclasses import dataclass

from pullthrough.parameters.schema.quantity import name_of, quantity

K = "GBP thousand"
Q = "quarters"
CHANCE = "per quarter"


@dataclass
class Ties:
    """How organisations meet, and what comes of knowing each other."""

    meet_segment: float = quantity(CHANCE, 0, 0.5, "chance that an organisation inside seeks somebody of its segment")
    meet_region: float = quantity(CHANCE, 0, 0.5, "chance that it meets somebody of its region, inside or outside")
    meet_event: float = quantity(CHANCE, 0, 1, "chance that two of those engaged on a requirement meet")
    best_distance: float = quantity("1", 0.01, 10, "d*: distance of knowledge at which meetings are most productive")
    first: float = quantity("1", 0.05, 1, "strength of a new tie")
    growth: float = quantity("1", 0, 1, "share of what it lacks to full strength that a tie gains in a further meeting")
    decay: float = quantity(CHANCE, 0, 1, "share of its strength that a tie loses in a quarter")
    floor: float = quantity("1", 0.001, 0.5, "strength below which a tie is forgotten")
    search_saving: float = quantity("1", 0, 1, "share of the search cost that a tie of full strength saves a prime")
    contact_weight: float = quantity(
        "1", 0, 20, "pull of a tie of full strength on the choice of a prime, in ln support base"
    )
    notice: float = quantity(
        CHANCE, 0, 1, "chance that a firm outside hears of defence, for each full tie to an insider"
    )
    news_weight: float = quantity("1", 0, 20, "weight of what a full tie tells, against published results of weight 1")


@dataclass
class Transfer:
    """How knowledge moves along ties."""

    rate: float = quantity(CHANCE, 0, 1, "share of the distance to a partner's knowledge that can be learnt at most")
    half_intensity: float = quantity("1", 0.001, 1, "own R&D over turnover at which absorptive capacity is a half")
    joint_ideas: float = quantity("1", 0, 1, "share of ideas that draw on a partner, if there is one")
    mix: float = quantity("1", 0, 1, "weight of the partner's knowledge in such an idea")


@dataclass
class Clusters:
    """What a regional cluster is at full strength."""

    neighbours: dict[str, list[str]] = name_of("regions that border on a region", default={})
    smes: float = quantity("firms", 0, 5000, "SMEs of a full cluster in the country itself")
    others: float = quantity("organisations", 0, 5000, "its other members: larger firms, universities")
    sample: float = quantity("1", 0, 1, "organisations of this world for each of them")
    ramp: int = quantity(Q, 1, 80, "quarters until a cluster has recruited its members")
    neighbour_weight: float = quantity("1", 0, 1, "readiness to join from a neighbouring region, against one's own")
    outside_weight: float = quantity("1", 0, 1, "readiness to join of a firm outside defence, against one inside")
    meet: float = quantity(CHANCE, 0, 0.5, "chance that a member meets another member")
    introductions: int = quantity("members", 1, 20, "members considered to find one of another kind to meet")
    exchange: float = quantity("1", 0, 1, "share of introductions that are made across clusters of the network")
    fellows: int = quantity(
        "firms", 0, 20, "fellow members at which a prime looks for each package of work, in place of others"
    )
    notice: float = quantity(
        CHANCE, 0, 0.5, "chance that a firm outside hears of defence from the cluster of its region"
    )
    premises: float = quantity(
        "GBP thousand", 0, 1e4, "what local authorities of a full cluster pay of an entrant's cost of entry"
    )
    pull: float = quantity("1", 0, 0.5, "chance that an entrant locates in a neighbouring cluster's region")
    site_saving: float = quantity("1", 0, 0.5, "share of a step's cost that shared test sites save, TRL 5 to 7")
    training: float = quantity("places per year", 0, 1000, "training places that it adds in its region")
    cost: float = quantity("GBP thousand per year", 0, 1e5, "public cost")
    fee: float = quantity("GBP thousand per year", 0, 1e4, "fee and time of a member")


@dataclass
class Outreach:
    """What money for regional innovation partners buys."""

    most: float = quantity(CHANCE, 0, 1, "greatest chance that a firm outside hears of defence from them")
    scale: float = quantity("GBP thousand per year", 1, 1e7, "money that reaches 1 - 1/e of that chance")
