"""Counterfactual studies: contrasts and their intervals, what may be asked, and a study from word to table."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from inputs import TINY

from pullthrough.parameters.checking.problems import ConfigurationError
from pullthrough.parameters.composition.compose import compose
from pullthrough.parameters.schema.study import Switch
from pullthrough.study.design.treated import FOLLOWED
from pullthrough.study.kinds.counterfactual import counterfactual, design_of
from pullthrough.study.kinds.registry import problems_of
from pullthrough.study.methods.contrasts import Units, contrasts
from pullthrough.verbs.reproduce import row_hash, rows_on_disk, run_again

WORDS = [*TINY, "study=counterfactual", "study.executor=serial", "study.counterfactual.years=3", "replicates=2"]


def units(effects: list[float], worlds: list[int]) -> Units:
    """Runs in which having the thing adds so many contracts after a year to who is inside; nobody is outside."""
    runs = len(effects)
    seen = {name: np.full((runs, 2, 2, 2), np.nan) for name in FOLLOWED}
    for name in FOLLOWED:
        seen[name][:, :, 0] = 0.0
    seen["got"][:, 0, 0, 0] = 1.0
    seen["exists"][:, :, 0] = 1.0
    seen["contracts"][:, 0, 0, 1] = effects
    return Units(seen, np.array(worlds), np.zeros((runs, 2), np.bool_), np.zeros(runs))


def contracts(found: Units, estimand: str = "exact") -> tuple[float, float, int, int]:
    """Difference, half its interval, units and worlds, of contracts after a year."""
    c = next(
        c
        for c in contrasts(found, "contract")
        if (c.group, c.estimand, c.outcome, c.year) == ("all", estimand, "contracts", 1)
    )
    return c.difference, (c.ci_high - c.ci_low) / 2, c.n, c.worlds


def test_units_of_one_world_count_as_one_for_the_interval() -> None:
    apart = contracts(units([1.0, 3.0, 1.0, 3.0], [0, 1, 2, 3]))
    doubled = contracts(units([1.0, 3.0] * 4, [0, 1, 2, 3] * 2))
    assert apart[0] == doubled[0] == 2.0
    assert apart[1] == pytest.approx(doubled[1])  # twice the units, no further world: no narrower
    assert (doubled[2], doubled[3]) == (8, 4)
    half = 3.182446305 * np.std([1.0, 3.0, 1.0, 3.0], ddof=1) / 2  # t(0.975, 3) s / sqrt(4)
    assert apart[1] == pytest.approx(half)


def test_a_treatment_that_did_not_take_place_is_left_out() -> None:
    found = units([1.0, 5.0], [0, 1])
    found.seen["got"][1, 1, 0, 0] = 1.0  # it got the contract in the treated world too
    assert contracts(found)[0] == 1.0 and contracts(found)[2] == 1


def test_published_needs_both_sides_and_compares_them_in_the_untreated_world() -> None:
    found = units([2.0, 2.0], [0, 1])
    assert contracts(found, "published")[2] == 0
    for name in FOLLOWED:
        found.seen[name][:, :, 1] = 0.0
    found.seen["contracts"][:, 1, 1, 1] = 7.0  # outside, in the treated world
    assert contracts(found, "published")[0] == 2.0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["study.counterfactual.years=20"], ["study.counterfactual.years = 20", "at most"]),
        (["study.counterfactual.kinds=[award]"], ["study.counterfactual.kinds[0] = award", "award_open"]),
        (["study.counterfactual.kinds=[]"], ["study.counterfactual.kinds", "at least one"]),
        (["study.counterfactual.treated=0"], ["study.counterfactual.treated = 0", "1 to 24"]),
    ],
)
def test_what_cannot_be_asked_is_refused(words: list[str], told: list[str]) -> None:
    try:
        text = " ".join(str(p) for p in problems_of(compose([*WORDS, *words])))
    except ConfigurationError as error:
        text = str(error)
    assert [t for t in told if t not in text] == []


def test_a_switch_needs_levers_that_exist_within_their_range_and_a_date() -> None:
    root = compose(WORDS)
    root.study.counterfactual.switches = {
        "science": Switch({"funding.science": 1.0}, "2017Q1"),
        "skills": Switch({"skills.places": -1.0}, "soon"),
        "contract": Switch({}, "2017Q1"),
    }
    text = " ".join(str(p) for p in problems_of(root))
    told = ("funding.science", "no lever", "0 to 100000", "2014Q1", "at least one lever", "another")
    assert [t for t in told if t not in text] == []


def test_a_design_has_the_untreated_world_first_and_a_cell_for_each_treatment() -> None:
    design = design_of(
        compose([*WORDS, "study.counterfactual.treated=2", "study.counterfactual.kinds=[contract,engagement]"])
    )
    assert [design.setting(cell).name for cell in design.cells][1:] == [
        "contract 1",
        "engagement 1",
        "contract 2",
        "engagement 2",
    ]
    assert len(design.bundles) == 1 and design.asked(design.cells[0]) is None


def test_a_null_study_finds_nothing_and_a_real_one_something(tmp_path: Path) -> None:
    words = [*WORDS, "study.counterfactual.treated=2", "study.counterfactual.margin=3"]
    null = counterfactual(compose([*words, "study.counterfactual.force=nothing"]), tmp_path / "null")
    assert not null.failures and any(done for done, _ in null.treated.values())
    assert {c.difference for c in null.contrasts if c.n and c.estimand != "published"} == {0.0}
    root = compose(words)
    root.study.counterfactual.switches = {"call": Switch({"funding.open_call": 9000.0}, "2017Q1")}
    real = counterfactual(root, tmp_path / "real")
    kinds = {c.kind for c in real.contrasts if c.n and c.difference}
    assert "call" in kinds and kinds & {"award_open", "award_directed"}
    stored = {row["run"]: row for row in rows_on_disk(tmp_path / "real")}
    last = real.design.runs - 1  # the switch in the last world
    assert all(row_hash(run_again(real.design, run)) == row_hash(stored[run]) for run in (0, 2, last))
    with (tmp_path / "real" / "counterfactual.csv").open() as file:
        assert len(list(csv.DictReader(file))) == len(real.contrasts)
    with (tmp_path / "real" / "followed.csv").open() as file:
        followed = list(csv.DictReader(file))
    treated = [r for r in followed if r["year"] == "0" and r["carried_out"] == "1" and r["kind"] != "call"]
    assert treated and all(
        r["got"] == str(int((r["side"] == "inside") == (r["world"] == "untreated"))) for r in treated
    )
