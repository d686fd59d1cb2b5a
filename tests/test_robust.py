"""Regret and the discovery of worlds in which a policy fails, on cases done by hand."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from pullthrough.study.methods.prim import discover, in_words, within
from pullthrough.study.methods.regret import regrets


def worlds() -> np.ndarray:
    return np.random.default_rng(3).random((400, 3))


def test_the_box_of_failures_is_found_and_says_only_what_matters() -> None:
    values = worlds()
    failed = (values[:, 0] > 0.6) & (values[:, 2] < 0.5)
    box = discover(values, failed)
    assert box is not None and box.density > 0.95 and box.coverage >= 0.5
    assert {(m.factor, m.at_least) for m in box.limits} == {(0, True), (2, False)}
    assert {m.factor: m.value for m in box.limits} == pytest.approx({0: 0.6, 2: 0.5}, abs=0.12)
    inside = within(values, box.limits)
    assert (int(inside.sum()), int(failed[inside].sum())) == (box.worlds, box.failures)
    text = in_words(box, ["a", "b", "c"], "it fails")
    assert (
        text.startswith("Where a >= 0.6") and "c <= 0." in text and "b" not in text.split(",")[0].replace("Where", "")
    )


def test_without_failures_or_with_nothing_else_there_is_no_box() -> None:
    values = worlds()
    assert discover(values, np.zeros(400, bool)) is None and discover(values, np.ones(400, bool)) is None
    assert "No varied assumption" in in_words(None, [], "it fails")


def test_a_number_of_few_values_does_not_hide_one_that_tells_all() -> None:
    """Peeling drops a tie whole: without a look at single limits it would name the number of few values."""
    rng = np.random.default_rng(1)
    few, tells = rng.integers(1, 5, 24).astype(float), np.sort(rng.random(24))
    box = discover(np.stack([few, tells], axis=1), np.arange(24) < 11)
    assert box is not None and (box.failures, box.worlds, box.coverage) == (11, 11, 1.0)
    assert [m.factor for m in box.limits] == [1] and not box.limits[0].at_least


def test_a_box_keeps_half_of_the_failures() -> None:
    values = worlds()
    failed = np.random.default_rng(4).random(400) < 0.3 + 0.3 * values[:, 1]
    box = discover(values, failed)
    assert box is not None
    assert box.coverage >= 0.5 and box.density > box.everywhere


def test_regret_is_the_distance_to_the_best_in_the_direction_that_is_better() -> None:
    levels = {
        "adoptions_per_year": [[[1.0, 3.0], [5.0, 5.0]], [[4.0, 4.0], [4.0, 4.0]]],  # scenario, world, replicate
        "public_cost": [[[10.0, 10.0], [10.0, 10.0]], [[12.0, 16.0], [8.0, 8.0]]],
        "export_campaigns": [[[1.0, 1.0], [1.0, 1.0]], [[2.0, 2.0], [2.0, 2.0]]],  # neither more nor less is better
    }
    scenarios = [SimpleNamespace(name="old"), SimpleNamespace(name="new")]
    responses = SimpleNamespace(
        design=SimpleNamespace(scenarios=scenarios), level=lambda name, k: np.array(levels[name][k])
    )
    found = {(r.outcome, r.scenario): r for r in regrets(responses, list(levels))}  # type: ignore[arg-type]
    assert set(found) == {(o, s) for o in ("adoptions_per_year", "public_cost") for s in ("old", "new")}
    adoptions = found["adoptions_per_year", "old"], found["adoptions_per_year", "new"]
    assert [(r.mean, r.worst, r.share_best) for r in adoptions] == [(1.0, 2.0, 0.5), (0.5, 1.0, 0.5)]
    assert found["public_cost", "new"].worst == 4.0 and found["public_cost", "old"].worst == 2.0
