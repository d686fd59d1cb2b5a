"""Needs that are revised before the tender: what changes, what stays, and that early talk goes out of date."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from conftest import differing, used

from pullthrough.world.codes import EVALUATION, NEVER

if TYPE_CHECKING:
    from conftest import Tiny

    from pullthrough.model import PullThroughModel

ALONE = {"need.drift": 0.0, "processes.tenders": False, "processes.routes": False}


def needs(model: PullThroughModel) -> np.recarray:
    """Requirements in the order in which they were conceived."""
    return used(model.tables)["requirements"].view(np.recarray)


def test_without_a_chance_nothing_is_revised_whatever_the_size(tiny: Tiny) -> None:
    assert not differing(tiny.run(), tiny.run({"need.revision_size": 1.0}), ignore=("rules",))


def test_a_revision_of_no_size_moves_no_need(tiny: Tiny) -> None:
    still, moved = tiny.run(ALONE), tiny.run({**ALONE, "need.revision": 1.0, "need.revision_size": 0.0})
    assert needs(still).y == pytest.approx(needs(moved).y)


def test_needs_move_until_their_tender_and_then_stay(tiny: Tiny) -> None:
    model = tiny.model({"need.revision": 1.0})
    before = needs(model).copy()
    for _ in range(model.quarters):
        model.step()
        now = needs(model)[: len(before)]
        moved = (now.y != before.y).any(axis=1)
        assert moved[before.status < EVALUATION].all() and not moved[before.status >= EVALUATION].any()
        before = needs(model).copy()
    assert (before.status >= EVALUATION).any()


def test_requirements_are_revised_alike_under_every_policy_until_they_are_tendered(tiny: Tiny) -> None:
    one, other = (tiny.run({"need.revision": 0.3}, reformed=reformed) for reformed in (False, True))
    known = {int(n.key): n.y.tolist() for n in needs(one) if n.opened == NEVER}
    both = [n for n in needs(other) if n.opened == NEVER and int(n.key) in known]
    assert both and all(known[int(n.key)] == n.y.tolist() for n in both)


def test_revised_needs_are_spread_like_those_that_were_not(tiny: Tiny) -> None:
    """About a centre at rest: mean 0 and variance sigma_y^2 in each coordinate, within four standard errors."""
    many = {**ALONE, "need.revision": 0.5, "segments.*.requirements": 30.0}
    y = np.concatenate([needs(tiny.run(many, seed=seed)).y.ravel() for seed in range(4)])
    assert len(y) > 1000
    assert abs(y.mean()) < 4 / np.sqrt(len(y))
    assert abs(y.var() - 1.0) < 4 * np.sqrt(2 / len(y))


def test_talk_begins_anew_after_a_revision(tiny: Tiny) -> None:
    """Revised each quarter, a need is never known from more than that quarter's meeting."""
    lead = {"engagement.lead": 40, "engagement.slots": 8}
    kept, revised = (tiny.run({"need.revision": chance}, levers=lead) for chance in (0.0, 1.0))
    most = [used(m.tables)["technologies"]["engagements"].max() for m in (kept, revised)]
    assert most[0] > 4 and most[1] <= 1


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_engaged_technologies_stand_further_from_a_need_that_changes(tiny: Tiny, seed: int) -> None:
    lead = {"engagement.lead": 16, "engagement.slots": 8}
    still, revised = (
        tiny.run({"need.revision": chance, "need.revision_size": 1.0}, levers=lead, seed=seed).results().outcomes
        for chance in (0.0, 0.3)
    )
    assert revised["distance_engaged"] > still["distance_engaged"]
