"""An emulator: it learns a known function, its intervals hold, it says when it guesses, and it is never taken for runs."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from inputs import TINY
from replacing import replace_runs

pytest.importorskip("sklearn")

from pullthrough import cli
from pullthrough.bridges import Emulated
from pullthrough.observe.registry import CURVES, OUTCOMES, SERIES
from pullthrough.observe.results import RunResult
from pullthrough.parameters.checking.problems import ConfigurationError
from pullthrough.parameters.composition.compose import compose
from pullthrough.parameters.policy.setting import Setting
from pullthrough.study.kinds.emulate import emulate
from pullthrough.study.kinds.registry import problems_of
from pullthrough.study.methods import gaussian_process
from pullthrough.study.methods.emulator_file import NONE, ROUGH, verdict_on
from pullthrough.study.methods.history_matching import candidates

RANGES = "design.ranges={policy.engagement.newcomer_share:[0,1],world.need.drift:[0,1]}"
CASES = "design.cases={world:{calm:{world.need.spread:1},wild:{world.need.spread:2}}}"
WORDS = [
    *TINY,
    "study=emulate",
    "design=latin_hypercube",
    "design.n=60",
    "replicates=4",
    "study.executor=serial",
    RANGES,
    CASES,
]
WORDS += [
    "study.outcomes=[adoption_rate,public_cost]",
    "scenario=global_competition_2012",
    "study.emulate.base_points=64",
]


def stand_in(setting: Setting, seed: int) -> RunResult:
    """The effect on the adoption rate is newcomer share squared times spread; the public cost is chance alone."""
    share = setting.timeline.values(60)["engagement.newcomer_share"][-1]
    draws = np.random.default_rng([seed, round(1e6 * setting.world.need.drift), round(1e6 * share)])
    effect = share**2 * setting.world.need.spread
    outcomes = dict.fromkeys(OUTCOMES, float(draws.normal()))
    outcomes["adoption_rate"] = effect + setting.world.need.drift + 0.02 * draws.normal()
    return RunResult(outcomes, {name: np.zeros(40) for name in SERIES}, {name: np.zeros(9) for name in CURVES})


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished study."""
    with pytest.MonkeyPatch.context() as patch:
        replace_runs(patch, stand_in)
        place = tmp_path_factory.mktemp("emulate")
        emulate(compose(WORDS), place)
    return place


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as lines:
        return list(csv.DictReader(lines))


def test_intervals_hold_the_truth_about_as_often_as_they_say() -> None:
    places, elsewhere = candidates(3, 64, seed=1), candidates(3, 128, seed=2)
    truth = [np.sin(4 * p[:, 0]) + p[:, 1] ** 2 for p in (places, elsewhere)]
    within = []
    for seed in range(4):  # errors of one sample of runs go together: some samples mislead everywhere
        draws = np.random.default_rng(seed)
        surface = gaussian_process.fitted(places, truth[0][:, None] + 0.3 * draws.normal(size=(64, 4)))
        assert surface is not None and surface.noise == pytest.approx(0.3**2 / 4, rel=0.3)
        expected, deviation = surface(elsewhere)
        within.append(np.mean(np.abs(expected - truth[1]) < 1.96 * surface.doubt(deviation)))
    assert np.mean(within) > 0.8


def test_what_runs_share_by_their_seeds_is_doubt_of_every_answer() -> None:
    draws = np.random.default_rng(1)
    places = candidates(1, 32, seed=1)
    common = draws.normal(size=4)
    surface = gaussian_process.fitted(places, places + common + 0.01 * draws.normal(size=(32, 4)))
    assert surface is not None
    assert surface.common == pytest.approx(common.var(ddof=1) / 4, rel=0.05)


def test_an_emulator_is_tested_on_points_that_it_was_not_shown(folder: Path) -> None:
    told = {(r["of"], r["outcome"]): r for r in rows(folder / "emulator.csv")}
    good = told["effect", "adoption_rate"]
    assert (good["trained"], good["held_out"], good["verdict"]) == ("48", "12", "good")
    assert float(good["explained"]) > 0.95
    assert told["effect", "public_cost"]["verdict"] == NONE  # nothing can be learnt from chance
    seen = [r for r in rows(folder / "held_out.csv") if (r["of"], r["outcome"]) == ("effect", "adoption_rate")]
    assert len(seen) == 12


def test_emulated_indices_are_in_a_table_of_their_own_and_name_what_matters(folder: Path) -> None:
    told = [r for r in rows(folder / "emulated_indices.csv") if (r["of"], r["outcome"]) == ("effect", "adoption_rate")]
    size = {r["factor"]: float(r["ST"]) for r in told}
    assert max(size, key=lambda name: size[name]) == "policy.engagement.newcomer_share"
    assert size["world.need.drift"] < 0.05 < size["world"]
    assert not (folder / "indices.csv").exists()
    named = {(r["file"], r["column"]): r["meaning"] for r in rows(folder / "data_dictionary.csv")}
    assert "not by runs" in named["emulated_indices.csv", "ST"]


def test_a_kept_emulator_answers_without_a_run_and_says_when_it_guesses(folder: Path) -> None:
    ask = Emulated(folder)
    point = {"policy.engagement.newcomer_share": 0.5, "world.need.drift": 0.2, "world": "wild"}
    answer = ask.answer(point)
    assert answer["adoption_rate"].expected == pytest.approx(0.5, abs=0.05)
    assert answer["adoption_rate"].low < 0.5 < answer["adoption_rate"].high and not answer["adoption_rate"].guess
    assert answer["public_cost"].guess and "failed its test" in answer["public_cost"].why
    assert ask.rows([[0.5, 0.2, 1]], "adoption_rate")[0] == answer["adoption_rate"].expected
    assert [p.key for p in _refused(ask, point | {"world.need.drift": 1.5, "world": "wildd"})] == [
        "world.need.drift",
        "world",
    ]
    assert [p.key for p in _refused(ask, {"world": "wild"})] == ["policy.engagement.newcomer_share", "world.need.drift"]


def _refused(ask: Emulated, point: dict[str, object]) -> list[object]:
    with pytest.raises(ConfigurationError) as error:
        ask.answer(point)
    return list(error.value.problems)


def test_the_command_says_that_an_answer_is_no_run(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    point = ["policy.engagement.newcomer_share=0.5", "world.need.drift=0.2", "world=wild"]
    assert cli.command(["guess", str(folder), *point, "--outcome", "adoption_rate"]) == 0
    out = capsys.readouterr().out
    assert "not a run" in out and "Adoption rate within 10 years: +0." in out
    assert cli.command(["guess", str(folder), *point, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["emulated"] is True
    assert cli.command(["guess", str(folder), point[0], "world.need.drft=0.2", "world=wild"]) == 2
    assert "Did you mean 'world.need.drift'?" in capsys.readouterr().err
    assert cli.command(["guess", str(folder), *point, "--outcome", "adoption_rat"]) == 2


def test_a_verdict_asks_for_what_is_explained_and_for_intervals_that_hold() -> None:
    assert verdict_on(0.9, 0.95, 20) == "good"
    assert verdict_on(0.6, 1.0, 20) == ROUGH
    assert verdict_on(0.95, 0.5, 20) == NONE == verdict_on(0.1, 1.0, 20)


@pytest.mark.parametrize(
    ("words", "key", "said"),
    [
        (["design=grid"], "design.kind", "latin_hypercube or design=sobol"),
        (["design.n=10"], "design.n", "leaves 8 points to learn 3 factors from; at least 12"),
    ],
)
def test_too_few_points_are_refused(words: list[str], key: str, said: str) -> None:
    (problem,) = problems_of(compose([*WORDS, *words]))
    assert problem.key == key and said in problem.message


def test_without_the_package_the_study_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pullthrough.study.methods.extras.find_spec", lambda name: None)
    (problem,) = problems_of(compose(WORDS))
    assert "pip install 'pullthrough[doubt]'" in problem.message
