"""The numbers of the rules between need and contract: plans, threats, approvals, officials, late programmes, policies half done.

Read as ``rules.<group>.<name>``, like those of ``rules.py``. Money is GBP thousand at 2021 prices, time is in quarters.
"""

from __future__ import annotations

from dataclasses import dataclass

from pullthrough.parameters.schema.quantity import name_of, quantity

K = "GBP thousand"
Q = "quarters"


@dataclass
class Planning:
    """How sponsors fill the plan: with money, threat, and what technology has shown to be possible."""

    over: float = quantity("1", -0.5, 2, "o: value planned beyond the money of the years that a plan covers")
    response: float = quantity(
        "1", 0, 10, "g: how strongly the number of new needs answers to a plan too full or too empty"
    )
    shown: float = quantity("1", 0, 2, "most that technology shown to be possible adds to a plan")
    shown_half: float = quantity("technologies", 0.1, 1e5, "mature technologies in a segment that add half of that")


@dataclass
class Threat:
    """An event that makes needs of some segments more pressing."""

    start: str = name_of("first quarter in which it is felt, such as 2022Q2")
    rise: float = quantity("1", 0, 5, "what it adds to the plan of the segments named, at first")
    half_life: float = quantity(Q, 0.1, 400, "time in which half of that has gone")
    segments: list[str] = name_of("segments of need that it concerns (an empty list: all)", default=[])


@dataclass
class Approvals:
    """What must be approved before a tender may open."""

    level_time: int = quantity(Q, 0, 20, "work of one level of approval, in quarters at full speed")
    second_from: float = quantity(K, 0, 1e9, "value from which a second level must approve")
    third_from: float = quantity(K, 0, 1e9, "value from which a third level must approve")
    fourth_from: float = quantity(K, 0, 1e9, "value from which a fourth level must approve")
    cost: float = quantity("GBP thousand per requirement and quarter", 0, 1e4, "officials at work on one approval")


@dataclass
class Officials:
    """One pool of officials for meetings, calls, approvals and tenders."""

    staffing: float = quantity("1", 0.05, 10, "officials at hand over those needed, as usual")
    adjustment: float = quantity("1 per quarter", 0, 1, "share of the way to usual staffing that posts go in a quarter")
    smoothing: float = quantity("1", 0.01, 1, "weight of the last quarter in the work that is counted on")
    slowest: float = quantity("1", 0.001, 1, "share of full speed that remains however few they are")


@dataclass
class Lateness:
    """How much later than promised a contract is delivered, proven products too."""

    growth: float = quantity("1", 0, 0.3, "m: mean of ln schedule growth for each factor e of value above GBP 1m")
    spread: float = quantity("1", 0, 1, "s: spread of ln schedule growth")


@dataclass
class Implementation:
    """How far announced policies are carried out; one that holds from the beginning is the regime, and is."""

    carried_out: float = quantity("1", 0, 1, "share of the change of each lever that is carried out")
    delay: int = quantity(Q, 0, 80, "quarters by which each change comes later than its date")
    decay: float = quantity("1 per year", 0, 1, "share of each change that is lost in a year")
