"""Options of which some change at a signpost: a design in which a run may change its levers by what it has seen of itself."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from pullthrough.study.design.design import Adapt, Cell, Design

SWITCHED = "switched"
"""What is kept besides of an adaptive run: the quarter, from the start of the burn-in, from which it goes by the other levers;
-1: never."""


@dataclass(frozen=True)
class AdaptiveDesign(Design):
    """Scenarios at points, of which some change.

    Attributes:
        signposts: by the name of a scenario when it changes.
    """

    signposts: tuple[tuple[str, Adapt], ...] = ()

    def adapt(self, cell: Cell) -> Adapt | None:
        """When the scenario of a cell changes."""
        return dict(self.signposts).get(self.scenarios[cell.scenario].name)

    @property
    def followed(self) -> tuple[str, ...]:
        """Whether each run changed."""
        return (SWITCHED,) if self.signposts else ()

    @cached_property
    def content(self) -> dict[str, Any]:
        """Everything that a result depends on, signposts included."""
        return {**super().content, "signposts": [(name, asdict(adapt)) for name, adapt in self.signposts]}
