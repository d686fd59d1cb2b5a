"""Attribution: Shapley values, packages and their measures, the study."""

from __future__ import annotations

import csv
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest
from inputs import TINY
from replacing import replace_runs

from pullthrough.observe.registry import CURVES, OUTCOMES, SERIES
from pullthrough.observe.results import RunResult
from pullthrough.parameters.composition.compose import compose
from pullthrough.parameters.policy.setting import Setting, setting
from pullthrough.parameters.schema.root import Root
from pullthrough.study.design.coalitions import package
from pullthrough.study.kinds import attribute
from pullthrough.study.kinds.attribute import TOTAL, Attribution, design_of, problems_of
from pullthrough.study.methods import shapley
from pullthrough.study.storage.store import read_runs

WORDS = [*TINY, "study.kind=attribute", "study.executor=serial", "study.attribute.outcomes=[public_cost,adoption_rate]"]
QUARTERS = 60


def root_of(*words: str) -> Root:
    return compose([*WORDS, *words])


def test_shapley_values_by_hand() -> None:
    # two parts: alone 1 and 2, together 6; the surplus of 3 is halved
    values = {0: np.array([0.0]), 1: np.array([1.0]), 2: np.array([2.0]), 3: np.array([6.0])}
    np.testing.assert_allclose(shapley.exact(values, 2)[:, 0], [2.5, 3.5])


def test_shapley_values_are_the_mean_over_all_orders_and_add_up() -> None:
    draws, n = np.random.default_rng(2), 4
    values = {s: draws.normal(size=3) for s in range(1 << n)}
    found = shapley.exact(values, n)
    orders = list(permutations(range(n)))
    for i in range(3):
        one = {s: float(v[i]) for s, v in values.items()}
        np.testing.assert_allclose(shapley.along(orders, one, n), found[:, i])
    np.testing.assert_allclose(found.sum(axis=0), values[15] - values[0])


def test_a_null_player_gets_nothing_and_equal_players_get_the_same() -> None:
    worth = lambda s: float((s & 1) + (s >> 1 & 1)) ** 2  # noqa: E731  part 2 changes nothing, 0 and 1 are alike
    values = {s: np.array([worth(s)]) for s in range(8)}
    assert shapley.exact(values, 3)[:, 0].tolist() == [2.0, 2.0, 0.0]
    orders = shapley.drawn_orders(3, 4, 1, 0)
    assert shapley.along(orders, {s: worth(s) for s in range(8)}, 3)[2] == 0.0


def test_drawn_orders_come_in_pairs_and_do_not_depend_on_how_many_replicates_there_are() -> None:
    orders = shapley.drawn_orders(7, 5, 1, 3)
    assert len(orders) == 5 and all(sorted(order) == list(range(7)) for order in orders)
    assert orders[1] == orders[0][::-1] and orders[3] == orders[2][::-1] and orders[0] != orders[2]
    assert orders == shapley.drawn_orders(7, 6, 1, 3)[:5] and orders != shapley.drawn_orders(7, 5, 1, 4)
    assert {0, 127} <= shapley.sets_along(orders) and len(shapley.sets_along(orders[:2])) <= 2 * 7


@pytest.mark.parametrize("by", ["group", "lever", "policy"])
def test_none_of_the_measures_is_the_baseline_and_all_of_them_are_the_package(by: str) -> None:
    root = root_of("policy.pipeline.horizon=20", "policy.start=2022Q1")
    against, tested = setting(root, tested=False), setting(root, tested=True)
    found = package(against, tested, by, {})
    assert (found.setting(0), found.setting(found.all)) == (against, tested)
    for i, measure in enumerate(found.measures):
        values = found.setting(1 << i).timeline.values(QUARTERS)
        base, whole = against.timeline.values(QUARTERS), tested.timeline.values(QUARTERS)
        for lever in base if by != "policy" else ():
            wanted = whole if lever in measure.holds else base
            np.testing.assert_array_equal(values[lever], wanted[lever])


def test_a_policy_alone_is_the_scenario_with_that_policy_alone(tmp_path: Path) -> None:
    (tmp_path / "policy").mkdir()
    (tmp_path / "scenario").mkdir()
    later = "start: 2022Q1\npipeline: {horizon: 20}\nstages: {then: {start: 2023Q1, engagement: {slots: 7}}}\n"
    (tmp_path / "policy" / "later.yaml").write_text(later)
    for name, policies in (("both", "dsis_core, later"), ("second", "later")):
        (tmp_path / "scenario" / f"{name}.yaml").write_text(f"policies: [global_competition_2012, {policies}]\n")
    here = [str(tmp_path)]
    root = compose([*WORDS, "scenario=both"], config_dirs=here)
    found = package(setting(root, tested=False), setting(root, tested=True), "policy", {})
    assert [m.name for m in found.measures] == ["dsis_core", "later"]
    for i, name in enumerate(("dsis_core", "second")):
        alone = setting(root, name)
        assert found.setting(1 << i).timeline.first_difference(alone.timeline, QUARTERS) is None


def test_measures_can_be_merged_and_what_is_left_is_a_measure_of_its_own() -> None:
    root = root_of()
    merged = {"time": ["procurement.small_time", "procurement.medium_time"], "talk": ["pipeline", "engagement"]}
    found = package(setting(root, tested=False), setting(root, tested=True), "group", merged)
    assert [m.name for m in found.measures] == ["time", "talk", "procurement", "funding"]
    assert len(found.measures[1].holds) == 4 and "procurement.large_time" in found.measures[2].holds


@pytest.mark.parametrize(
    ("words", "key"),
    [
        (["study.attribute.outcomes=[adoption_rat]"], "study.attribute.outcomes"),
        (["scenario=global_competition_2012"], "scenario"),
        (["study.attribute.measures={a: [nothing]}"], "study.attribute.measures.a"),
        (["study.attribute.measures={a: [pipeline], b: [pipeline.horizon]}"], "study.attribute.measures.b"),
        (["study.attribute.by=policy", "policy.pipeline.horizon=20"], "study.attribute.by"),
        (["study.attribute.by=policy", "scenario=global_competition_2012", "against=dsis_core"], "scenario"),
    ],
)
def test_faulty_words_are_said(words: list[str], key: str) -> None:
    assert key in [p.key for p in problems_of(root_of(*words))]
    assert list(problems_of(root_of())) == []


def stand_in(setting: Setting, seed: int) -> RunResult:
    """Cost adds up over levers, adoption multiplies; both have noise that the seeds share."""
    held = setting.timeline.values(QUARTERS)
    noise = float(np.random.default_rng(seed).normal())
    horizon, slots, fund = (held[k][-1] for k in ("pipeline.horizon", "engagement.slots", "funding.pull_through_fund"))
    values = dict.fromkeys(OUTCOMES, noise)
    values |= {"public_cost": noise + fund, "adoption_rate": noise + (horizon + slots) * (1.0 + fund)}
    return RunResult(values, dict.fromkeys(SERIES, np.zeros(QUARTERS)), dict.fromkeys(CURVES, np.zeros(9)))


def study(folder: Path, *words: str) -> Attribution:
    return attribute.attribute(root_of(*words), folder)


@pytest.mark.parametrize("words", [[], ["study.attribute.exact_up_to=2"]], ids=["every set", "orders drawn"])
def test_the_parts_add_up_and_a_null_player_is_exactly_zero(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace_runs(monkeypatch, stand_in)
    found = study(tmp_path, "replicates=6", *words)
    for outcome in ("public_cost", "adoption_rate"):
        mine = {p.measure: p for p in found.parts if p.outcome == outcome}
        whole = mine.pop(TOTAL)
        assert sum(p.value for p in mine.values()) == pytest.approx(whole.value, rel=1e-12)
        effect = next(e for e in found.effects if e.outcome.name == outcome)
        assert (whole.value, whole.n) == (pytest.approx(effect.difference), 6)
        assert mine["procurement"].value == pytest.approx(0.0, abs=1e-12)
    cost = {p.measure: p.value for p in found.parts if p.outcome == "public_cost"}
    assert cost["funding"] == pytest.approx(cost[TOTAL]) and cost["pipeline"] == pytest.approx(0.0, abs=1e-9)


def test_drawn_orders_run_only_the_sets_they_pass(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace_runs(monkeypatch, stand_in)
    words = ["study.attribute.by=lever", "replicates=5"]
    design = design_of(root_of(*words))
    n = len(design.package.measures) if design.package else 0
    assert n > 6 and design.orders == 2
    found = study(tmp_path, *words)
    runs = read_runs(tmp_path)
    assert len(runs) == design.runs <= 5 * 2 * n
    for i in range(5):
        assert sum(r.replicate == i for r in runs) == len(shapley.sets_along(design.orders_of(i)))
    assert {p.n for p in found.parts} == {5}
    with (tmp_path / "attribution.csv").open(newline="") as file:
        assert {(r["method"], r["alone"]) for r in csv.DictReader(file)} == {("sampled permutations", "")}


def test_orders_and_measures_are_part_of_what_a_study_is() -> None:
    prints = {
        design_of(root_of(*words)).fingerprint
        for words in (
            [],
            ["study.attribute.by=lever"],
            ["study.attribute.by=lever", "study.attribute.orders=4"],
            ["study.attribute.measures={a: [pipeline, engagement]}"],
        )
    }
    assert len(prints) == 4


def test_the_model_itself_and_its_figure(tmp_path: Path) -> None:
    from pullthrough.present.drawing import draw

    words = ["study.attribute.measures={talk: [pipeline, engagement]}", "replicates=2"]
    found = study(tmp_path, *words, "world.calendar.last_year=2023")
    assert [p.measure for p in found.parts][:4] == ["talk", "procurement", "funding", TOTAL]
    files = draw(tmp_path, "attribute")
    assert "attribution.png" in {f.name for f in files} and all(f.stat().st_size > 5000 for f in files)
