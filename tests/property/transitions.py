"""From which status to which a technology or a requirement may pass within a quarter.

What never happens is as much a rule as what does: a technology in service stays there, one that was given up does not
come back, nothing is contracted that was not bid, and a requirement that was met or cancelled is done with.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from pullthrough.model import PullThroughModel
from pullthrough.world.codes import (
    ABANDONED,
    BIDDING,
    CANCELLED,
    CONTRACTED,
    DEVELOPING,
    EVALUATION,
    IN_DELIVERY,
    IN_SERVICE,
    MET,
    PLANNED,
    PUBLISHED,
    SHELF,
)

Step = tuple[str, int, int]
"""A table, and the status of one of its rows at the end of a quarter and of the next."""

Statuses = dict[str, np.ndarray]

PASSES: dict[str, dict[int, set[int]]] = {
    "technologies": {
        SHELF: {DEVELOPING, BIDDING, ABANDONED},
        DEVELOPING: {SHELF, BIDDING, ABANDONED},
        BIDDING: {CONTRACTED, SHELF, ABANDONED},  # free again if the winner fails, given up if that is its owner
        CONTRACTED: {IN_SERVICE, SHELF, ABANDONED},  # to the shelf if integration fails; else as above
        IN_SERVICE: set(),  # later orders and their failures leave it in service
        ABANDONED: set(),
    },
    "requirements": {
        PLANNED: {PUBLISHED, EVALUATION, CANCELLED},  # tendered or dropped without ever being in a published plan
        PUBLISHED: {EVALUATION, CANCELLED},
        EVALUATION: {IN_DELIVERY, PUBLISHED},  # tendered again if the winner has gone
        IN_DELIVERY: {MET, PUBLISHED},  # tendered again if integration or the contractor fails
        MET: set(),
        CANCELLED: set(),
    },
}
RARE: set[Step] = {("technologies", BIDDING, SHELF), ("technologies", BIDDING, ABANDONED)}
"""What may happen and is not seen in a few runs: a small firm that leads a bid with another's technology fails."""

FIRST = {"technologies": {SHELF, DEVELOPING, BIDDING, ABANDONED},  # whatever may follow in the quarter of its birth
         "requirements": {PLANNED, PUBLISHED, EVALUATION, CANCELLED}}  # fmt: skip


def statuses(model: PullThroughModel) -> Statuses:
    """The status of each technology and requirement there is so far; rows are never used again."""
    clock = model.tables.clock[0]
    rows = {"technologies": clock.technologies, "requirements": clock.requirements}
    return {name: getattr(model.tables, name)["status"][:count].copy() for name, count in rows.items()}


def steps(before: Statuses, after: Statuses) -> Iterator[Step]:
    """Each way in which a status changed, once."""
    for name, old in before.items():
        new = after[name][: len(old)]
        changed = old != new
        pairs = np.unique(np.column_stack((old[changed], new[changed])), axis=0)
        yield from ((name, int(one), int(other)) for one, other in pairs)


def check_steps(before: Statuses, after: Statuses) -> None:
    """Every change of status is one that there is, and what is new begins at a beginning."""
    for name, one, other in steps(before, after):
        assert other in PASSES[name][one], f"{name}: from status {one} to {other} within a quarter"
    for name, old in before.items():
        born = set(after[name][len(old) :].tolist())
        assert born <= FIRST[name], f"{name}: born with the status {born - FIRST[name]}"
