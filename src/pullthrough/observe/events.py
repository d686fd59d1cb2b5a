"""What happened to whom and when: technologies entering service, firms entering defence, by their keys.

A key is the entity's identity for the draws, so the same technology and the same firm have the same key in two runs with
one seed, whatever the policies. That is what lets a study tell what would have happened anyway.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pullthrough.world.codes import ACTIVE, NEVER, SME
from pullthrough.world.tables import Tables

Ints = NDArray[np.int64]


def measure(tables: Tables) -> dict[str, Ints]:
    """For each kind of event its keys and quarters, in the order of quarter and key.

    Returns:
        ``<event>_key``, the key read as a signed number, and ``<event>_quarter``, counted from the start of the
        burn-in; both of shape (events,). The whole run is told, not only the window that is measured.
    """
    tech = tables.technologies
    ended = tables.careers[: int(tables.clock.careers[0])]
    org = tables.organisations
    there = (org.kind == SME) & (org.standing == ACTIVE)
    entered = np.concatenate([ended.entered, org.entered[there]])
    firms = np.concatenate([ended.key, org.key[there]])
    after_start = entered > 0  # suppliers of the first quarter did not enter
    return {
        **_told("adopted", tech.key, tech.adopted, tech.adopted != NEVER),
        **_first_told("entered", firms, entered, after_start),
    }


def _told(
    event: str, keys: NDArray[np.uint64], quarters: NDArray[np.int32], which: NDArray[np.bool_]
) -> dict[str, Ints]:
    key = np.ascontiguousarray(keys[which], dtype=np.uint64).view(np.int64)
    quarter = np.asarray(quarters[which], dtype=np.int64)
    order = np.lexsort((key, quarter))
    return {f"{event}_key": key[order], f"{event}_quarter": quarter[order]}


def _first_told(
    event: str, keys: NDArray[np.uint64], quarters: NDArray[np.int32], which: NDArray[np.bool_]
) -> dict[str, Ints]:
    """The first time only, of what can happen to one entity more than once: a firm may come back."""
    told = _told(event, keys, quarters, which)
    _, first = np.unique(told[f"{event}_key"], return_index=True)
    return {name: column[np.sort(first)] for name, column in told.items()}
