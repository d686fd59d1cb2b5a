"""Plain objects: requirements, bids, careers of firms that left, news. Money is whole GBP thousand."""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pullthrough.engine.binding import of_kind
from pullthrough.world.codes import DRAW_SIGNAL, MET, NEVER, NOTHING, PLANNED
from reference import draws

if TYPE_CHECKING:
    from reference.capability_sponsor import CapabilitySponsor
    from reference.organisations import Organisation
    from reference.technology import Technology


def decides_as(actor: type) -> Callable[[type], type]:
    """Give a plain Mesa agent class the decisions of an actor of the model: the very same functions, as its methods."""

    def give(cls: type) -> type:
        for name, method in inspect.getmembers(actor, inspect.isfunction):
            if getattr(method, "is_decision", False):
                setattr(cls, name, staticmethod(method) if of_kind(method) else method)
        return cls

    return give


@dataclass(slots=True, eq=False)
class Requirement:
    """One military requirement, from conception to delivery."""

    key: int
    sponsor: CapabilitySponsor
    y: list[float]
    value: int
    tier: int
    conceived: int
    planned: int
    status: int = PLANNED
    published: int = NEVER
    opened: int = NEVER
    let_due: int = NEVER
    let: int = NEVER
    delivery_due: int = NEVER
    delivered: int = NEVER
    ring_fenced: bool = False
    invited: list[Technology] = field(default_factory=list)
    bidders: int = 0
    winner: int = NOTHING
    contractor: Any = None  # an Organisation, while there is one
    contractor_key: int = 0
    technology: Any = None  # a Technology, if novel technology won
    price: int = 0
    paid: int = 0
    trl_gap: int = 0
    assurance: int = 0
    slips: int = 0
    relaunches: int = 0
    failures: int = 0
    winner_distance: float = math.nan
    loser_distance: float = math.nan
    errors: dict[int, list[float]] = field(default_factory=dict)

    @property
    def closed(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.status >= MET

    def error_of(self, owner_key: int) -> list[float]:
        """The one error with which an organisation hears this need; kept, since it is asked for again each quarter."""
        error = self.errors.get(owner_key)
        if error is None:
            key = draws.pair(owner_key, self.key)
            error = self.errors[owner_key] = [draws.normal(key, DRAW_SIGNAL, 0, d) for d in range(len(self.y))]
        return error

    @property
    def contractor_gone(self) -> bool:
        """Whether the firm that won has failed meanwhile: another sits in its slot."""
        return self.contractor is not None and self.contractor.key != self.contractor_key


@dataclass(slots=True)
class Bid:
    """One novel offer for a requirement."""

    technology: Technology
    lead: Organisation
    cost: int
    believed_merit: float
    distance: float = math.nan


@dataclass(slots=True)
class Career:
    """A firm that left defence."""

    key: int
    entered: int
    left: int
    first_award: int
    first_contract: int
    cause: int
    first_sale: int
    last_sale: int


@dataclass(slots=True)
class News:
    """Published results that everybody reads."""

    award_rate: float
    award_yearly_new: float
    contract_rate: float
    contract_yearly_new: float
    award_mean: float
    award_mean_new: float
    calls_in_force: int = 0
    open_to_smes: int = 0


Rules = Any
"""The numbers of the rules: the ``World`` of the configuration, read by attribute."""
