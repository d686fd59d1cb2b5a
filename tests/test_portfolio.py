"""A search for portfolios: within budget and politics, the known front is found, and what is reported comes from fresh runs."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from shutil import rmtree

import numpy as np
import pytest
from inputs import TINY
from replacing import replace_runs

pytest.importorskip("pymoo")

from pullthrough.observe.registry import CURVES, OUTCOMES, SERIES
from pullthrough.observe.results import RunResult
from pullthrough.parameters.composition.compose import compose
from pullthrough.parameters.policy.setting import Setting
from pullthrough.study.design.portfolios import Space
from pullthrough.study.kinds.emulate import emulate
from pullthrough.study.kinds.portfolio import Searched, first_generation, portfolio, times
from pullthrough.study.kinds.registry import kind_named, problems_of
from pullthrough.study.methods.pareto import front, knees, spread_out

LEVERS = "study.portfolio.levers={funding.pull_through_fund:[0,10000,20000],funding.open_call:[0,10000,20000],"
LEVERS += "engagement.lead:[0,8],skills.places:[0,50]}"
PROMISED = "study.portfolio.political.promised="
WORDS = [*TINY, "study=portfolio", "scenario=global_competition_2012", "replicates=3", "study.executor=serial", LEVERS]
WORDS += [
    "policy.engagement.slots=4",
    "study.portfolio.goals=[adoptions_per_year,public_cost]",
    "study.portfolio.budget=30",
]
WORDS += [
    "study.portfolio.population=8",
    "study.portfolio.evaluations=24",
    "study.portfolio.kept=4",
    "study.portfolio.fresh=16",
]


def stand_in(setting: Setting, seed: int) -> RunResult:
    """The fund brings adoptions, with noise of its own in each portfolio; open calls and training cost and bring nothing."""
    levers = {name: values[-1] for name, values in setting.timeline.values(60).items()}
    fund, call = levers["funding.pull_through_fund"] / 1000, levers["funding.open_call"] / 1000
    key = [seed, *(round(v) for v in (fund, call, levers["engagement.lead"], levers["skills.places"]))]
    outcomes = dict.fromkeys(OUTCOMES, 0.0)
    outcomes["adoptions_per_year"] = fund**0.5 + 0.2 * float(np.random.default_rng(key).normal())
    outcomes["public_cost"] = fund + call + levers["skills.places"] / 10
    return RunResult(outcomes, {name: np.zeros(40) for name in SERIES}, {name: np.zeros(9) for name in CURVES})


@pytest.fixture(scope="module", autouse=True)
def _no_model() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        replace_runs(patch, stand_in)
        yield


@pytest.fixture(scope="module")
def ended(_no_model: None, tmp_path_factory: pytest.TempPathFactory) -> tuple[Searched, Path]:
    """A finished search, and its folder."""
    folder = tmp_path_factory.mktemp("portfolio")
    return searched(folder), folder


def searched(folder: Path, *words: str) -> Searched:
    return portfolio(compose([*WORDS, *words]), folder)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as lines:
        return list(csv.DictReader(lines))


def test_what_buys_nothing_is_not_on_the_front(ended: tuple[Searched, Path]) -> None:
    found, folder = ended
    assert found.evaluated <= found.planned == 24
    best = [k for k in found.kept if k.on_front and k.doses["funding.pull_through_fund"]]
    assert best and all(not k.doses["funding.open_call"] and not k.doses["skills.places"] for k in best)
    told = rows(folder / "evaluations.csv")
    assert len(told) == found.evaluated and all(float(row["sum"]) <= 30 for row in told)
    assert len({tuple(row[lever] for lever in found.kept[0].doses) for row in told}) == len(told)


def test_what_is_reported_comes_from_fresh_runs_and_says_what_the_search_promised(ended: tuple[Searched, Path]) -> None:
    found, folder = ended
    told = [row for row in rows(folder / "pareto.csv") if row["outcome"] == "adoptions_per_year"]
    assert {row["n"] for row in told} == {"16"}
    for row, kept in zip(told, found.kept, strict=True):
        truth = (kept.doses["funding.pull_through_fund"] / 1000) ** 0.5
        assert float(row["difference"]) == pytest.approx(truth, abs=0.25)
        assert float(row["ci_low"]) <= float(row["difference"]) <= float(row["ci_high"])
        assert row["searched"] != row["difference"]


def test_the_same_search_goes_on_where_it_was(ended: tuple[Searched, Path], tmp_path: Path) -> None:
    first, folder = ended
    short = searched(tmp_path, "study.portfolio.evaluations=8", "study.portfolio.kept=1", "study.portfolio.fresh=2")
    assert short.evaluated == 8 < first.evaluated
    rmtree(tmp_path / "fresh")
    searched(tmp_path)
    assert (tmp_path / "evaluations.csv").read_text() == (folder / "evaluations.csv").read_text()


def test_politics_and_limits_are_kept(tmp_path: Path) -> None:
    words = ["study.portfolio.political={most_levers:2,promised:{skills.places:50}}"]
    words += ["study.portfolio.at_most={public_cost:16}"]
    found = searched(tmp_path, *words)
    for row in rows(tmp_path / "evaluations.csv"):
        assert row["skills.places"] == "50"
        assert sum(float(row[lever]) > 0 for lever in found.kept[0].doses) <= 2
    assert all(k.effects["public_cost"].difference <= 16 and k.within for k in found.kept)


def test_levers_that_exclude_or_need_each_other() -> None:
    politics = "never_together:[[funding.pull_through_fund,engagement.lead]],needs:{skills.places:[funding.open_call]}"
    space = Space.of(compose([*WORDS, f"study.portfolio.political={{{politics}}}"]))
    order = np.arange(4)
    assert list(space.faults(np.array([1, 0, 1, 0]))) == [
        "engagement.lead and funding.pull_through_fund are moved together"
    ]
    assert list(space.faults(np.array([0, 0, 0, 1]))) == ["skills.places is moved without funding.open_call"]
    assert space.repaired(np.array([1, 0, 1, 1]), order).tolist() == [0, 0, 1, 0]
    assert list(space.faults(np.array([2, 2, 0, 0]))) == ["its sums add up to GBP 40 million a year"]


def test_what_was_found_can_be_asked_of_many_worlds(ended: tuple[Searched, Path]) -> None:
    found, folder = ended
    root = compose([*TINY, "study=found"], [folder / "next"])
    assert root.study.kind == "robust"
    assert dict(root.study.robust.portfolios) == {k.name: k.doses for k in found.kept}


def test_a_dry_run_counts_the_whole_search() -> None:
    root = compose(WORDS)
    design = kind_named("portfolio").design(root)
    assert len(design.points) == 8 and times(root) == pytest.approx((24 + 4 * 16 / 3) / 8)


def test_a_front_its_spread_and_its_knee() -> None:
    values = np.array([[0.0, 1.0], [0.9, 0.9], [1.0, 0.0], [0.5, 0.5], [np.nan, 2.0], [0.95, 0.4]])
    assert front(values).tolist() == [0, 1, 2, 5]
    assert spread_out(values[:3], 2).tolist() == [0, 2]
    assert knees(values[[0, 1, 2]]).tolist() == [1]


def test_a_lever_that_does_nothing_alone_is_run_with_what_it_needs_or_not_at_all() -> None:
    words = [word for word in WORDS if word not in (LEVERS, "policy.engagement.slots=4")]
    alone = "study.portfolio.levers={engagement.lead:[0,8],funding.open_call:[0,10000]}"
    (problem,) = problems_of(compose([*words, alone]))
    assert problem.key == "study.portfolio.levers.engagement.lead" and "while engagement.slots is 0" in problem.message
    both = compose([*words, alone, "study.portfolio.levers={engagement.slots:[0,4]}"])
    assert not list(problems_of(both))
    assert list(Space.of(both).faults(np.array([1, 0, 0]))) == [
        "engagement.lead does nothing while engagement.slots is 0"
    ]
    assert not list(Space.of(both).faults(np.array([1, 0, 1])))


@pytest.mark.parametrize(
    ("words", "key", "said"),
    [
        (["study.portfolio.levers={engagement.leed:[0,8],engagement.lead:[0,8]}"], "levers.engagement.leed", "engagement.lead"),
        (["study.portfolio.levers={engagement.lead:[0,88],skills.places:[0,50]}"], "levers.engagement.lead", "0 to 40"),
        (["study.portfolio.levers={engagement.lead:[0],skills.places:[0,50]}"], "levers.engagement.lead", "two doses"),
        (["study.portfolio.goals=[public_cost]"], "goals", "at least two"),
        (["study.portfolio.goals=[public_cost,adoption_rte]"], "goals", "adoption_rate"),
        (["study.portfolio.goals=[public_cost,exports,top10_share]"], "goals", "no better direction"),
        ([PROMISED + "{skills.place:50}"], "political.promised", "skills.places"),
        ([PROMISED + "{skills.places:60}"], "promised.skills.places", "none of its doses (0, 50)"),
        (["study.portfolio.at_most={public_cst:1}"], "at_most.public_cst", "public_cost"),
        ([f"study.portfolio.{x}={{public_cost:{y}}}" for x, y in (("at_least", 3), ("at_most", 1))],
         "at_least.public_cost", "not be above"),
        (["study.portfolio.evaluations=8", "study.portfolio.population=16"], "evaluations", "16 portfolios"),
        ([PROMISED + "{funding.open_call:20000}", "study.portfolio.budget=10"], "political", "20 million"),
        (["replicates=1"], "replicates", "at least 2"),
    ],
)  # fmt: skip
def test_what_cannot_be_searched_is_refused(words: list[str], key: str, said: str) -> None:
    told = [p for p in problems_of(compose([*WORDS, *words])) if p.key.endswith(key)]
    assert told and any(said in str(problem) for problem in told)


def test_a_budget_needs_a_lever_that_is_a_sum_of_money() -> None:
    words = [word for word in WORDS if word != LEVERS]
    words += ["study.portfolio.levers={engagement.lead:[0,8],skills.places:[0,50,70],pipeline.horizon:[2,8]}"]
    (problem,) = problems_of(compose(words))
    assert problem.key == "study.portfolio.budget" and "limits nothing" in problem.message


def test_a_search_may_start_from_what_an_emulator_expects(tmp_path: Path) -> None:
    pytest.importorskip("sklearn")
    levers = "policy.funding.pull_through_fund:[0,20000],policy.funding.open_call:[0,20000],policy.skills.places:[0,50]"
    words = [*TINY, "study=emulate", "design=latin_hypercube", "design.n=40", "replicates=2", "study.executor=serial"]
    words += [
        f"design.ranges={{{levers}}}",
        "study.outcomes=[adoptions_per_year,public_cost]",
        "scenario=global_competition_2012",
    ]
    emulate(compose([*words, "study.emulate.base_points=16"]), tmp_path)
    asked = [word for word in WORDS if word != LEVERS]
    asked += [
        "study.portfolio.levers={funding.pull_through_fund:[0,5000,10000,20000],funding.open_call:[0,10000],skills.places:[0,50]}"
    ]
    asked += [f"study.portfolio.emulator={tmp_path}"]
    root = compose(asked)
    assert not list(problems_of(root))
    first = first_generation(root, Space.of(root))
    assert len(first) == 8 and (first[:4, 1:] == 0).all(), (
        "what buys nothing is not where the emulator sends the search"
    )
    told = " ".join(map(str, problems_of(compose([*asked, "study.portfolio.levers={engagement.lead:[0,8]}"]))))
    assert "did not vary" in told and "engagement.lead" in told
    told = " ".join(map(str, problems_of(compose([*asked, "study.portfolio.emulator=nowhere"]))))
    assert "holds no emulator" in told
