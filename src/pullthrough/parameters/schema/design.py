"""What a study varies, and at which points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pullthrough.parameters.schema.quantity import LARGEST_SEED, name_of, quantity

DESIGNS = ("none", "list", "grid", "one_at_a_time", "latin_hypercube", "sobol", "morris")


@dataclass
class DesignSpec:
    """The points of a design. Keys are dotted: ``policy.*`` for levers, ``world.*`` for numbers of the world."""

    kind: str = name_of("how points are chosen", *DESIGNS, default="none")
    n: int = quantity(
        "points", 1, 2**20, "points of a Latin hypercube, base points of Sobol', trajectories of Morris", default=64
    )
    levels: int = quantity("values", 2, 1001, "values taken of a range in a grid, one at a time, or Morris", default=5)
    seed: int = quantity("1", 0, LARGEST_SEED, "seed of the points; that of the runs is another", default=1)
    ranges: dict[str, list[Any]] = quantity(
        "unit of the key", None, None, "lowest and highest value by key; []: plausible range of its record", default={}
    )
    graded: list[str] = name_of(
        "grades of records: every number of the world with such a record is varied over its plausible range, save where "
        "one record is for all segments or instruments",
        "A", "B", "C", "D",
        default=[],
    )  # fmt: skip
    fixed: list[str] = name_of("keys, or beginnings of keys, that 'graded' leaves as they are", default=[])
    log: list[str] = name_of("keys whose range is divided evenly in its logarithm", default=[])
    values: dict[str, list[Any]] = name_of("values by key, for what is not a range", default={})
    cases: dict[str, dict[str, dict[str, Any]]] = name_of(
        "named sets of values: for each name of a factor its cases, for each case values by key", default={}
    )
    variants: dict[str, list[str]] = name_of(
        "variants of rules by rule, each rule a factor of its own; []: all variants of the rule", default={}
    )
    points: list[dict[str, Any]] = name_of("the points of a list, each with values by key", default=[])
    weights: list[float] = quantity(
        "1", 0, None, "how much each point of a list counts, one weight a point; []: all alike", default=[]
    )
