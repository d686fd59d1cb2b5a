"""The life cycles of a technology and of a requirement: from which status to which each may pass within a quarter, and why.

What never happens is as much a rule as what does: a technology in service stays there, one that was given up does not
come back, nothing is contracted that was not bid, and a requirement that was met or cancelled is done with.
"""

from __future__ import annotations

from dataclasses import dataclass

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


@dataclass(frozen=True)
class Transition:
    """One way from a status to another.

    Attributes:
        source, target: the statuses.
        event: what happens, in words.
        rare: whether it may happen and is not seen in a few runs.
    """

    source: int
    target: int
    event: str
    rare: bool = False


@dataclass(frozen=True)
class LifeCycle:
    """The statuses of the rows of a table, where a row begins, and the ways between them."""

    statuses: dict[int, str]
    first: frozenset[int]
    transitions: tuple[Transition, ...]

    def ends_of(self, source: int) -> set[int]:
        """Where a row with some status may be a quarter later, if its status changes."""
        return {t.target for t in self.transitions if t.source == source}


LIFE_CYCLES = {
    "technologies": LifeCycle(
        {
            SHELF: "on the shelf",
            DEVELOPING: "developing",
            BIDDING: "bidding",
            CONTRACTED: "contracted",
            IN_SERVICE: "in service",
            ABANDONED: "abandoned",
        },
        frozenset({SHELF, DEVELOPING, BIDDING, ABANDONED}),  # whatever may follow in the quarter of its birth
        (
            Transition(SHELF, DEVELOPING, "an award or own money pays for a quarter of work"),
            Transition(SHELF, BIDDING, "chosen in a tender"),
            Transition(SHELF, ABANDONED, "given up, or its owner leaves without an heir"),
            Transition(DEVELOPING, SHELF, "money or the step runs out"),
            Transition(DEVELOPING, BIDDING, "chosen in a tender"),
            Transition(DEVELOPING, ABANDONED, "given up, or its owner leaves without an heir"),
            Transition(BIDDING, CONTRACTED, "the contract is signed"),
            Transition(BIDDING, SHELF, "the bidder that leads with it fails first", rare=True),
            Transition(BIDDING, ABANDONED, "its owner fails first", rare=True),
            Transition(CONTRACTED, IN_SERVICE, "delivered and integrated"),
            Transition(CONTRACTED, SHELF, "integration or the contractor fails"),
            Transition(CONTRACTED, ABANDONED, "its owner fails", rare=True),
        ),
    ),
    "requirements": LifeCycle(
        {
            PLANNED: "planned",
            PUBLISHED: "published",
            EVALUATION: "in evaluation",
            IN_DELIVERY: "in delivery",
            MET: "met",
            CANCELLED: "cancelled",
        },
        frozenset({PLANNED, PUBLISHED, EVALUATION, CANCELLED}),
        (
            Transition(PLANNED, PUBLISHED, "its plan is published, or its first tender found no bid"),
            Transition(PLANNED, EVALUATION, "tendered without ever being in a published plan"),
            Transition(PLANNED, CANCELLED, "dropped without ever being in a published plan"),
            Transition(PUBLISHED, EVALUATION, "the tender opens and a bid is chosen"),
            Transition(PUBLISHED, CANCELLED, "it has slipped too often"),
            Transition(EVALUATION, IN_DELIVERY, "the contract is signed"),
            Transition(EVALUATION, PUBLISHED, "the winner has gone; it is tendered again"),
            Transition(IN_DELIVERY, MET, "delivered"),
            Transition(IN_DELIVERY, PUBLISHED, "integration or the contractor fails; it is tendered again"),
            Transition(IN_DELIVERY, CANCELLED, "an order outside tenders fails; nothing is tendered again", rare=True),
        ),
    ),
}
"""By table of the state."""
