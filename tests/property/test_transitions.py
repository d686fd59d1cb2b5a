"""Technologies and requirements go from status to status by the ways that there are, and by no others."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from transitions import PASSES, RARE, check_steps, statuses, steps

import pullthrough

if TYPE_CHECKING:
    from conftest import Tiny


WORLDS = (
    {},
    {"exit.death_hazard": 0.3},
    {"tender.slip_limit": 1},
    {"processes.publication": False, "market.tendered_share": 0.02},
)


def test_every_way_from_status_to_status_is_taken_and_no_other(tiny: Tiny) -> None:
    """That no other is taken is asked in every run of the other property tests as well; see ``check_history``."""
    seen = set()
    for seed in range(4):
        for world in WORLDS:
            model = tiny.model(world, seed=seed)
            before = statuses(model)
            for _ in range(model.quarters):
                model.step()
                after = statuses(model)
                check_steps(before, after)
                seen |= set(steps(before, after))
                before = after
    ways = {(name, one, other) for name, ends in PASSES.items() for one, others in ends.items() for other in others}
    assert ways - seen <= RARE, "a way that is never taken"


def test_a_status_is_written_in_one_module_each() -> None:
    """Who looks for all that can happen to a technology or a requirement has one file to read."""
    root = Path(pullthrough.__file__).parent
    writers = {
        file.stem
        for folder in ("processes", "agents", "world")
        for file in (root / folder).rglob("*.py")
        if re.search(r"\.status = ", file.read_text(encoding="utf-8"))
    }
    assert writers == {"technology_status", "requirement_status"}
