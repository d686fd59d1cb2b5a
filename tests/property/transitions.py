"""Steps from status to status, as the life cycles admit them; see :mod:`pullthrough.world.life_cycles`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from pullthrough.model import PullThroughModel
from pullthrough.world.life_cycles import LIFE_CYCLES

Step = tuple[str, int, int]
"""A table, and the status of one of its rows at the end of a quarter and of the next."""

Statuses = dict[str, np.ndarray]

PASSES: dict[str, dict[int, set[int]]] = {
    name: {status: cycle.ends_of(status) for status in cycle.statuses} for name, cycle in LIFE_CYCLES.items()
}
RARE: set[Step] = {
    (name, t.source, t.target) for name, cycle in LIFE_CYCLES.items() for t in cycle.transitions if t.rare
}
FIRST = {name: set(cycle.first) for name, cycle in LIFE_CYCLES.items()}


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
