"""A choice over many worlds: regret and thresholds by weight, worlds of failure, and the figure that would settle it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from inputs import TINY
from replacing import replace_runs

pytest.importorskip("sklearn")

from pullthrough.observe.registry import CURVES, OUTCOMES, SERIES
from pullthrough.observe.results import RunResult
from pullthrough.parameters.composition.compose import compose
from pullthrough.parameters.policy.setting import Setting
from pullthrough.study.kinds.ensemble import weighted_quantiles
from pullthrough.study.kinds.registry import problems_of
from pullthrough.study.kinds.robust import Chosen, robust
from pullthrough.study.methods import information, prim, trees

PORTFOLIOS = "study.robust.portfolios={bold:{engagement.lead:16},safe:{engagement.lead:4}}"
WORDS = [*TINY, "study=robust", "scenario=global_competition_2012", "replicates=2", "study.executor=serial", PORTFOLIOS]
WORDS += ["design=latin_hypercube", "design.n=48", "design.ranges={world.need.drift:[0,1],world.need.spread:[1,2]}"]
WORDS += ["design.cases={market:{open:{world.entry.cost:20},shut:{world.entry.cost:60}}}"]
WORDS += ["study.robust.decision=adoptions_per_year", "study.robust.thresholds={adoptions_per_year:0.5,public_cost:10}"]
WORDS += ["study.robust.accuracy=0"]
CHANCE = 0.01


def stand_in(setting: Setting, seed: int) -> RunResult:
    """The bold portfolio brings 4, but harm where needs drift fast in a shut market; the safe one always 1. Prices show the
    harm."""
    lead, drift = setting.timeline.values(60)["engagement.lead"][-1], setting.world.need.drift
    harm = 6.0 if drift > 0.5 and setting.world.entry.cost > 40 else 0.0
    draws = np.random.default_rng(seed)
    outcomes = dict.fromkeys(OUTCOMES, CHANCE * float(draws.normal()))
    outcomes["adoptions_per_year"] += {0: 0.0, 4: 1.0, 16: 4.0 - harm}[int(lead)]
    outcomes["public_cost"] = lead / 2
    outcomes["price_to_value"] = 10 * harm
    return RunResult(outcomes, {name: np.zeros(40) for name in SERIES}, {name: np.zeros(9) for name in CURVES})


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Chosen, Path]]:
    """A finished study, and its folder."""
    folder = tmp_path_factory.mktemp("robust")
    with pytest.MonkeyPatch.context() as patch:
        replace_runs(patch, stand_in)
        yield robust(compose(WORDS), folder), folder


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as lines:
        return list(csv.DictReader(lines))


def test_an_option_is_good_enough_in_a_share_of_the_worlds(ended: tuple[Chosen, Path]) -> None:
    share = {(t.portfolio, t.outcome): t.share for t in ended[0].thresholds}
    assert share["safe", "all"] == 1.0 == share["bold", "public_cost"]
    assert share["bold", "adoptions_per_year"] == share["bold", "all"] == pytest.approx(0.75, abs=0.1)


def test_regret_is_what_is_lost_against_the_best_in_the_same_world(ended: tuple[Chosen, Path]) -> None:
    lost = {(r.scenario, r.outcome): r for r in ended[0].regrets}
    assert lost["safe", "adoptions_per_year"].worst == pytest.approx(3.0, abs=0.1)
    assert lost["bold", "adoptions_per_year"].worst == pytest.approx(3.0, abs=0.1)
    assert lost["bold", "adoptions_per_year"].share_best == pytest.approx(0.75, abs=0.1)


def test_the_worlds_of_failure_are_found_by_box_and_tree(ended: tuple[Chosen, Path]) -> None:
    by = {f.found_by: f for f in ended[0].failing if f.portfolio == "bold"}
    assert not [f for f in ended[0].failing if f.portfolio == "safe"]
    for found in by.values():
        assert "world.need.drift >= 0." in found.where and (
            "market is shut" in found.where or "market is not open" in found.where
        )
        assert found.coverage > 0.9
    assert all(float(p) < 0.05 for p in by["box"].quasi_p.split())


def test_the_figure_that_shows_the_harm_is_worth_most(ended: tuple[Chosen, Path]) -> None:
    found = ended[0]
    assert found.made is not None and found.options[found.made.best - 1] == "bold"
    assert found.information[0].figure == "price_to_value"
    assert found.information[0].explained > 0.9 and found.information[0].value == pytest.approx(
        found.made.perfect, rel=0.15
    )
    idle = next(g for g in found.information if g.figure == "world.need.spread")
    assert idle.explained <= idle.by_lot + 0.05


def test_every_column_is_explained(ended: tuple[Chosen, Path]) -> None:
    folder = ended[1]
    named = {(r["file"], r["column"]) for r in rows(folder / "data_dictionary.csv")}
    for file in (
        "robust.csv",
        "thresholds.csv",
        "worlds_of_failure.csv",
        "trade_offs.csv",
        "information.csv",
        "regret.csv",
    ):
        assert {(file, column) for column in rows(folder / file)[0]} <= named


def test_a_world_that_hardly_counts_hardly_changes_a_quantile() -> None:
    values, alike = np.array([1.0, 2.0, 3.0]), np.full(3, 1 / 3)
    assert weighted_quantiles(values, alike, (0.05, 0.95)).tolist() == np.quantile(values, (0.05, 0.95)).tolist()
    assert weighted_quantiles(values, np.array([0.5, 0.499, 0.001]), (0.95,))[0] < 2.1


def test_quasi_p_is_small_for_a_limit_that_matters_and_large_for_one_that_does_not() -> None:
    values = np.array([[i, j] for i in range(8) for j in range(8)], dtype=float)
    failed = values[:, 0] >= 6
    limits = (prim.Limit(0, True, 6.0), prim.Limit(1, True, 2.0))
    mattering, idle = prim.quasi_p(values, failed, prim.Box(limits, 12, 12, 0.75, 0.25))
    assert mattering < 1e-6 and idle == 1.0


def test_a_tree_finds_two_causes() -> None:
    draws = np.random.default_rng(1).random((200, 3))
    found = trees.leaves(draws, (draws[:, 0] > 0.8) | (draws[:, 1] > 0.8))
    assert {leaf.limits[-1].factor for leaf in found} | {leaf.limits[0].factor for leaf in found} == {0, 1}
    assert sum(leaf.coverage for leaf in found) > 0.95


def test_a_figure_drawn_by_lot_gains_nothing() -> None:
    draws = np.random.default_rng(1)
    utility = np.stack([np.zeros(64), draws.normal(0.2, 1.0, 64)])
    (told,) = information.gains(utility, {"lot": draws.random(64)}, np.full(64, 1 / 64), 0.0)
    assert told.explained <= told.by_lot and told.value < 0.1


@pytest.mark.parametrize(
    ("words", "key", "said"),
    [
        (["design.ranges={policy.engagement.lead:[0,8]}"], "design", "varies no lever"),
        (["study.robust.portfolios={bold:{engagement.leed:16}}"], "study.robust.portfolios.bold", "engagement.lead"),
        (
            ["study.robust.portfolios={bold:{engagement.lead:88}}"],
            "study.robust.portfolios.bold.engagement.lead",
            "0 to 40",
        ),
        (["study.robust.thresholds={adoption_rte:1}"], "study.robust.thresholds", "adoption_rate"),
        (["study.robust.decision=top10_share"], "study.robust", "no better direction"),
        (["replicates=1"], "replicates", "at least 2"),
    ],
)
def test_what_cannot_be_compared_is_refused(words: list[str], key: str, said: str) -> None:
    told = [p for p in problems_of(compose([*WORDS, *words])) if p.key == key]
    assert told and any(said in str(p) for p in told)
