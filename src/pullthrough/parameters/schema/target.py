"""Targets: published quantities that the model is compared with, as data (``configs/targets/``)."""

from __future__ import annotations

from dataclasses import dataclass

from pullthrough.parameters.schema.quantity import flag, name_of, quantity

RELIABILITY = ("A", "B", "C", "D")


@dataclass
class Target:
    """One published quantity, and how near the model should come to it."""

    outcome: str = name_of("outcome of the model that it is compared with")
    value: float = quantity("unit of the outcome", None, None, "published value")
    tolerance: float = quantity(
        "unit of the outcome",
        0,
        None,
        "how far the model may be from it, given errors of the figure and of the comparison",
    )
    weight: float = quantity("1", 0, 100, "weight among the targets", default=1.0)
    fitted: bool = flag("whether parameters were fitted to it", default=False)
    source: str = name_of("where it was published, and what was done to it")
    reliability: str = name_of("how far the figure can be relied on", *RELIABILITY)
    means: str = name_of("what a miss would mean for conclusions", default="")
