"""Sensitivity: indices against known functions and against SciPy, noise, and the study as a whole."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from inputs import TINY
from replacing import replace_runs
from scipy import stats

from pullthrough.observe.registry import CURVES, OUTCOMES, SERIES
from pullthrough.observe.results import RunResult
from pullthrough.parameters.composition.compose import compose
from pullthrough.parameters.policy.setting import Setting
from pullthrough.study.design.points import sample
from pullthrough.study.kinds.sensitivity import sensitivity
from pullthrough.study.methods.indices import morris, noise_variance, sobol

RANGES = "design.ranges={world.need.drift:[0,1],world.need.spread:[1,2],policy.engagement.newcomer_share:[0,1]}"


def ishigami(x: np.ndarray) -> np.ndarray:
    """The usual test function, on the unit cube; S = 0.314, 0.442, 0; T = 0.558, 0.442, 0.244."""
    a, b, c = (2 * np.pi * x - np.pi).T
    return np.asarray(np.sin(a) + 7 * np.sin(b) ** 2 + 0.1 * c**4 * np.sin(a))


def test_sobol_indices_of_a_known_function() -> None:
    found = sobol(ishigami(sample("sobol", 3, 4096, 0, seed=1))[:, None], 3)
    np.testing.assert_allclose(found.first, [0.314, 0.442, 0.0], atol=0.02)
    np.testing.assert_allclose(found.total, [0.558, 0.442, 0.244], atol=0.02)
    assert ((found.total_ends[0] < found.total) & (found.total < found.total_ends[1])).all()
    assert found.variance == pytest.approx(13.84, rel=0.02) and found.n == 4096


def test_sobol_indices_are_those_of_scipy() -> None:
    n, k = 64, 3
    y = ishigami(sample("sobol", k, n, 0, seed=2)).reshape(k + 2, n)
    theirs = stats.sobol_indices(func={"f_A": y[:1], "f_B": y[1:2], "f_AB": y[2:, None]}, n=n)
    mine = sobol(y.reshape(-1, 1), k)
    np.testing.assert_allclose(mine.first, theirs.first_order.ravel(), rtol=1e-10)
    np.testing.assert_allclose(mine.total, theirs.total_order.ravel(), rtol=1e-10)


def test_base_points_that_are_not_defined_are_left_out() -> None:
    y = ishigami(sample("sobol", 3, 64, 0, seed=2))
    y[70] = np.nan
    assert sobol(y[:, None], 3).n == 63
    nothing = sobol(np.full((40, 2), 1.0), 3)
    assert nothing.variance == 0 and np.isnan(nothing.total).all()


def test_elementary_effects_of_a_line() -> None:
    places = sample("morris", 4, 20, 4, seed=1)
    found = morris((places @ [3.0, -2.0, 0.0, 1.0])[:, None], places, 4)
    np.testing.assert_allclose(found.mu, [3, -2, 0, 1], atol=1e-12)
    np.testing.assert_allclose(found.mu_star, [3, 2, 0, 1], atol=1e-12)
    np.testing.assert_allclose(found.sigma, 0, atol=1e-12)
    assert found.n.tolist() == [20] * 4


def test_what_a_seed_adds_everywhere_is_no_noise() -> None:
    draws = np.random.default_rng(1)
    points, replicates = 500, 5
    common = 10 * draws.normal(size=replicates)
    values = draws.normal(size=(points, 1)) + common + 0.3 * draws.normal(size=(points, replicates))
    assert noise_variance(values) == pytest.approx(0.3**2 / replicates, rel=0.1)
    assert np.isnan(noise_variance(values[:, :1]))


def test_noise_alone_gives_elementary_effects_of_its_size() -> None:
    draws = np.random.default_rng(1)
    places = sample("morris", 6, 200, 4, seed=1)
    found = morris(draws.normal(size=(len(places), 4)), places, 6)
    np.testing.assert_allclose(found.mu_star, found.noise, rtol=0.2)


def test_a_share_of_noise_is_found_beside_the_indices() -> None:
    draws = np.random.default_rng(1)
    places = sample("sobol", 2, 512, 0, seed=1)
    values = places[:, :1] + np.sqrt(1 / 12) * draws.normal(size=(len(places), 4))
    found = sobol(values, 2)  # a quarter as much noise as signal: 0.2 of all
    assert found.noise == pytest.approx(0.2, abs=0.03)
    assert found.total[1] == pytest.approx(found.noise, abs=0.05)


def stand_in(setting: Setting, seed: int) -> RunResult:
    """Level: drift. Effect of the policy: newcomer share times spread."""
    share = setting.timeline.values(60)["engagement.newcomer_share"][-1]
    policy = share * setting.world.need.spread if share else 0.0
    noise = np.random.default_rng(seed).normal()
    outcomes = dict.fromkeys(OUTCOMES, noise + 5 * setting.world.need.drift + policy)
    return RunResult(outcomes, {name: np.zeros(40) for name in SERIES}, {name: np.zeros(9) for name in CURVES})


@pytest.mark.parametrize(("design", "file"), [("sobol", "indices.csv"), ("morris", "screening.csv")])
def test_the_effect_depends_on_other_things_than_the_level(
    design: str, file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace_runs(monkeypatch, stand_in)
    words = [*TINY, "study=sensitivity", f"design={design}", "design.n=32", RANGES, "study.executor=serial"]
    found = sensitivity(compose([*words, "replicates=2", "scenario=global_competition_2012"]), tmp_path)
    with (tmp_path / file).open(newline="") as lines:
        rows = [r for r in csv.DictReader(lines) if r["outcome"] == "adoption_rate"]
    size = {(r["of"], r["factor"].rpartition(".")[2]): float(r["ST" if design == "sobol" else "mu_star"]) for r in rows}
    assert size["effect", "drift"] == pytest.approx(0, abs=1e-12)
    assert size["effect", "newcomer_share"] > size["effect", "spread"] > 0
    assert size["baseline", "drift"] > 0 and size["baseline", "newcomer_share"] == pytest.approx(0, abs=1e-12)
    with (tmp_path / "data_dictionary.csv").open(newline="") as lines:
        named = {(r["file"], r["column"]) for r in csv.DictReader(lines)}
    assert {(file, column) for column in rows[0]} <= named
    assert not found.failures
    if design == "morris":
        screened = compose([*TINY, "study=sensitivity", "design=screened"], [tmp_path / "next"])
        assert screened.design.kind == "sobol"
        assert list(screened.design.ranges) == ["policy.engagement.newcomer_share", "world.need.spread"]
