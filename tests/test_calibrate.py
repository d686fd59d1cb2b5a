"""History matching and ensembles, with a stand-in for the model whose truth is known."""

from __future__ import annotations

import csv
import math
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from inputs import TINY
from replacing import replace_runs

from pullthrough.observe.registry import CURVES, OUTCOMES, SERIES
from pullthrough.observe.results import RunResult
from pullthrough.parameters.composition.compose import compose
from pullthrough.parameters.policy.setting import Setting
from pullthrough.parameters.schema.target import Target
from pullthrough.study.kinds.calibrate import calibrate
from pullthrough.study.kinds.ensemble import ensemble, robust
from pullthrough.study.kinds.registry import problems_of
from pullthrough.study.methods.history_matching import candidates, emulator, implausibility, next_places
from pullthrough.study.methods.responses import Responses

TRUTH = {"entry.cost": 60.0, "proposals.wait": 4}
SERIAL = [*TINY, "study.executor=serial", "study.figures=false", "study.report=false"]


def toy(setting: Setting, seed: int) -> RunResult:
    """Two outcomes that reveal two parameters, with a little chance; the policy's effect grows with one of them."""
    draws = np.random.default_rng(seed)
    cost, wait = setting.world.entry.cost / 100.0, setting.world.proposals.wait / 10.0
    outcomes = dict.fromkeys(OUTCOMES, 0.0)
    chance = draws.normal(0, 0.002, 3)
    outcomes["call_success_rate"] = 0.1 + 0.3 * cost**2 + chance[0]
    outcomes["call_sme_share"] = 0.2 + wait + 0.2 * cost + chance[1]
    reformed = setting.timeline.values(60)["pipeline.horizon"][-1] > 2
    outcomes["adoption_rate"] = (cost - 0.3) * reformed + chance[2] * (1 + reformed)
    return RunResult(outcomes, {n: np.zeros(40) for n in SERIES}, {n: np.zeros(9) for n in CURVES})


def test_an_emulator_knows_what_it_has_seen_and_how_wrong_it_is_elsewhere() -> None:
    places = candidates(2, 64, seed=1)
    values = np.sin(3 * places[:, 0]) + places[:, 1] ** 2
    found = emulator(places, values)
    elsewhere = candidates(2, 256, seed=2)
    errors = found(elsewhere) - (np.sin(3 * elsewhere[:, 0]) + elsewhere[:, 1] ** 2)
    assert np.sqrt(np.mean(errors**2)) < 0.02
    assert 0 < found.variance < 0.01


def test_implausibility_is_the_worst_targets_distance_in_standard_deviations() -> None:
    targets = [Target("a", 1.0, 0.2, source="", reliability="A"), Target("b", 0.0, 2.0, source="", reliability="A")]
    expected = np.array([[1.0, 0.0], [1.3, 0.0], [1.0, 3.0], [np.nan, 0.0]])
    found = implausibility(expected, targets, [0.0, 0.0], discrepancy=0.0)
    np.testing.assert_allclose(found, [0.0, 3.0, 3.0, np.inf])
    softer = implausibility(expected[1:2], targets, [0.03, 0.0], discrepancy=0.0)
    np.testing.assert_allclose(softer, 0.3 / np.sqrt(0.01 + 0.03))


def test_next_places_are_spread_out() -> None:
    places = np.array([[0.0, 0.0], [0.01, 0.0], [1.0, 1.0], [0.0, 1.0], [0.99, 1.0]])
    assert next_places(places, 3).tolist() == [[0.0, 0.0], [1.0, 1.0], [0.0, 1.0]]
    assert len(next_places(places, 9)) == 5


def test_a_calibration_finds_the_truth_it_was_made_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace_runs(monkeypatch, toy)
    truth = compose([*SERIAL, *(f"world.{key}={value}" for key, value in TRUTH.items())])
    cost, wait = truth.world.entry.cost / 100.0, truth.world.proposals.wait / 10.0
    words = [
        "study=calibrate",
        "targets=uk",
        "scenario=global_competition_2012",
        "replicates=3",
        "study.calibrate.points=32",
    ]
    words += ["design.ranges={world.entry.cost:[20,100],world.proposals.wait:[0,9]}"]
    words += [f"targets.call_success_rate.value={0.1 + 0.3 * cost**2}", "targets.call_success_rate.tolerance=0.02"]
    words += [f"targets.call_sme_share.value={0.2 + wait + 0.2 * cost}", "targets.call_sme_share.tolerance=0.04"]
    others = (
        "call_newcomer_share", "sme_share_direct", "top10_share", "sme_share_indirect",
        "call_awards_from_smes", "departures_closed", "payments_abroad", "large_uncompeted", "conception_to_contract_large",
    )  # fmt: skip
    words += [f"targets.{name}.fitted=false" for name in others]
    found = calibrate(compose([*SERIAL, *words]), tmp_path)
    assert len(found.waves) == 3
    assert len(found.members) >= 3 and found.weights.sum() == pytest.approx(1.0)
    costs = np.array([found.factors[0].at(u)[0] for u in found.members[:, 0]])
    waits = np.array([found.factors[1].at(u)[0] for u in found.members[:, 1]])
    assert abs(costs @ found.weights - 60.0) < 3.0 and np.all(np.abs(costs - 60.0) < 12.0)
    assert set(waits) <= {3, 4, 5}
    assert found.waves[0].left < 0.3
    by_cost, by_share = found.left_out
    assert (by_cost.target, by_share.target) == ("call_success_rate", "call_sme_share")
    assert by_cost.anywhere < by_cost.within < 1.0, "the other target says something of cost, not all"
    with (tmp_path / "left_out.csv").open() as file:
        assert [row["target"] for row in csv.DictReader(file)] == [by_cost.target, by_share.target]
    (tmp_path / "design").mkdir()
    (tmp_path / "design" / "found.yaml").write_text((tmp_path / "ensemble.yaml").read_text())
    over = compose([*SERIAL, "study=ensemble", "design=found", "replicates=8"], [tmp_path])
    assert not list(problems_of(over))
    effects = {r.outcome.name: r for r in ensemble(over, tmp_path / "over").robust}
    assert effects["adoption_rate"].share_favourable == 1.0
    assert effects["adoption_rate"].difference == pytest.approx(0.3, abs=0.06)
    assert effects["adoption_rate"].sd_chance < 0.002 < effects["adoption_rate"].sd_parameters


def test_what_a_calibration_and_an_ensemble_need() -> None:
    keys = {p.key for p in problems_of(compose([*SERIAL, "study=calibrate"]))}
    assert keys == {"targets", "design.ranges"}
    assert {p.key for p in problems_of(compose([*SERIAL, "study=ensemble"]))} == {"design"}


@pytest.mark.parametrize("pairs", [2, 4, 8])
def test_members_that_differ_by_chance_alone_show_chance_and_no_parameters(pairs: int) -> None:
    members, spread = 400, 1.0
    design: Any = SimpleNamespace(
        points=range(members), scenarios=(0, 1), cell_of=[(2 * m, 2 * m + 1) for m in range(members)]
    )
    values = np.zeros((2 * members, pairs))
    values[1::2] = 5.0 + spread * np.random.default_rng(3).normal(size=(members, pairs))
    found = robust(Responses(design, {"adoption_rate": values}), "adoption_rate")
    assert found.members == members
    assert found.sd_chance == pytest.approx(spread / math.sqrt(pairs), rel=0.08)
    assert found.sd_parameters < 0.35 * found.sd_chance


def test_rules_are_searched_beside_numbers_and_weights_are_stated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("sklearn")

    def by_rule(setting: Setting, seed: int) -> RunResult:
        """As the toy, but where firms leave by chance most calls succeed."""
        found = toy(setting, seed)
        found.outcomes["call_success_rate"] += 0.5 * (setting.world.exit.death_hazard > 0.02)
        return found

    replace_runs(monkeypatch, by_rule)
    words = [*SERIAL, "study=calibrate", "targets=uk", "scenario=global_competition_2012", "replicates=2"]
    words += ["study.calibrate.points=32", "study.calibrate.waves=2", "study.calibrate.emulator=gaussian_process"]
    words += ["study.calibrate.candidates=1024", "design.ranges={world.entry.cost:[20,100],world.proposals.wait:[0,9]}"]
    words += ["design.variants={staying:[in_use,by_hazard]}"]
    words += ["targets.call_success_rate.value=0.21", "targets.call_success_rate.tolerance=0.04"]
    root = compose(words)
    for name, target in root.targets.items():
        target.fitted = name == "call_success_rate"
    found = calibrate(root, tmp_path)
    assert len(found.waves) == 2 and found.waves[0].left < 0.5
    assert {found.factors[2].at(u)[0] for u in found.members[:, 2]} == {"in_use"}
    with (tmp_path / "coverage.csv").open(newline="") as file:
        covered = {(r["factor"], r["option"]): float(r["covered"]) for r in csv.DictReader(file)}
    assert covered["variant.staying", "in_use"] == pytest.approx(1.0) and covered["variant.staying", "by_hazard"] == 0.0
    assert 0 < covered["world.entry.cost", ""] < 1 and covered["world.proposals.wait", ""] > 0.8
    text = (tmp_path / "ensemble.yaml").read_text()
    assert "variant.staying: in_use" in text and "weights: [" in text and "2 numbers and 1 rules vary" in text
    (tmp_path / "design").mkdir()
    (tmp_path / "design" / "found.yaml").write_text(text)
    over = compose([*SERIAL, "study=ensemble", "design=found", "replicates=2"], [tmp_path])
    assert not list(problems_of(over)) and len(over.design.weights) == len(over.design.points) == len(found.members)
