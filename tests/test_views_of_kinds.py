"""Charts of kinds of study: each kind has its own, says what it found, and calls things by their names."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from result_folder import made_up, write

from pullthrough.present.figures.load import Effect
from pullthrough.present.names import human_name
from pullthrough.present.pages.charts import facts_of, views_of
from pullthrough.present.pages.charts.facts import Facts
from pullthrough.present.pages.charts.forest import forest
from pullthrough.present.pages.charts.view import View
from pullthrough.present.pages.report import write_report
from pullthrough.present.pages.report.summary import paragraphs

KEY = re.compile(r"\b(world|policy|variant)\.[a-z]+[._]")
LEAD, TRIES = "policy.engagement.lead", "world.private_money.tries"
RESPONSES = ("point", LEAD, TRIES, "scenario", "against", "outcome", "unit", "baseline", "policy", "difference", "ci_low",
             "ci_high", "n", "share_better")  # fmt: skip


def bare(folder: Path, kind: str, **study: object) -> Path:
    """A folder of a kind without effects."""
    made_up(folder, config={"world": {}, "study": {"kind": kind, **study}})
    for path in folder.glob("*.csv"):
        path.unlink()
    return folder


def named(folder: Path) -> dict[str, View]:
    """The views of a folder by name; none calls a thing by its key."""
    views = {view.name: view for view in views_of(folder)}
    for view in views.values():
        words = json.dumps([view.title, view.says, view.finding, [c.label for c in view.table.columns]])
        words += json.dumps([[cell for cell in row if isinstance(cell, str)] for row in view.table.rows])
        assert not KEY.search(words), (view.name, KEY.search(words))
        assert not view.name.startswith("table-"), f"{view.name} is shown as it is"
    return views


def cell(point: int, lead: float, tries: float, difference: float, wide: float = 0.5) -> tuple[object, ...]:
    ends = difference - wide, difference + wide
    return (
        point,
        lead,
        tries,
        "as_enacted",
        "no_change",
        "adoptions_per_year",
        "per year",
        9,
        9,
        difference,
        *ends,
        8,
        1,
    )


def test_a_grid_of_two_factors_is_a_field_in_which_what_is_unsure_stands_in_brackets(tmp_path: Path) -> None:
    rows = [cell(i, i % 2, i // 2, d) for i, d in enumerate((0.1, 3.0, -2.0, 1.0))]
    write(bare(tmp_path, "sweep") / "responses.csv", RESPONSES, rows)
    view = named(tmp_path)["responses"]
    words = [row[5] for row in view.table.rows]
    assert words == ["(+0.1)", "+3.0", "−2.0", "+1.0"]
    assert "from −2.00 to +3.00" in view.finding and "better at 2 of 4" in view.finding
    assert view.spec["layer"][0]["encoding"]["x"]["title"] == human_name(LEAD)


def test_one_factor_is_a_line_and_many_without_a_grid_are_marks(tmp_path: Path) -> None:
    rows = [cell(i, i, 1, 1.0 + i) for i in range(3)]
    one = [(*row[:2], *row[3:]) for row in rows]
    write(bare(tmp_path, "sweep") / "responses.csv", (*RESPONSES[:2], *RESPONSES[3:]), one)
    assert any(layer["mark"].get("type") == "line" for layer in named(tmp_path)["responses"].spec["layer"])
    write(tmp_path / "responses.csv", RESPONSES, [cell(i, i, 7 - i, 1.0 + i) for i in range(3)])
    view = named(tmp_path)["responses"]
    assert not any(layer["mark"].get("type") == "line" for layer in view.spec["layer"])
    assert len(view.choices) == 2  # the same outcome by each factor


def test_a_screening_has_a_chart_in_percentage_points_of_a_share(tmp_path: Path) -> None:
    head = ("of", "outcome", "unit", "factor", "mu", "mu_star", "mu_star_low", "mu_star_high", "sigma", "noise", "n")
    rows = [("effect", "adoption_rate", "share", TRIES, 0.01, 0.02, 0.01, 0.03, 0, 0, 8)]
    write(bare(tmp_path, "sensitivity") / "screening.csv", head, rows)
    view = named(tmp_path)["indices"]
    assert view.table.rows[0][0] == human_name(TRIES) and view.table.rows[0][1] == pytest.approx(2.0)
    assert "percentage points" in view.table.title and human_name(TRIES) in view.finding


def test_a_treatment_is_followed_exactly_and_as_an_evaluator_sees_it(tmp_path: Path) -> None:
    head = (
        "kind",
        "group",
        "estimand",
        "outcome",
        "unit",
        "year",
        "without",
        "with",
        "difference",
        "ci_low",
        "ci_high",
        "n",
        "worlds",
    )
    rows = [
        ("award_open", "all", how, "turnover", "per cent (100 x ln)", year, 100, 101, year * k, year * k - 1, year * k + 1, 40, 4)
        for how, k in (("exact", 1), ("published", 3))
        for year in (0, 5)
    ]  # fmt: skip
    write(bare(tmp_path, "counterfactual") / "counterfactual.csv", head, rows)
    view = named(tmp_path)["counterfactual"]
    assert "+5.0 (+4.0 to +6.0) exactly; +15 (+14 to +16) as an evaluator" in view.finding
    assert len(view.table.rows) == 4


def test_portfolios_are_a_field_of_doses_and_gains_with_their_units(tmp_path: Path) -> None:
    lever = "funding.pull_through_fund"
    bare(tmp_path, "portfolio")
    head = ("portfolio", "evaluation", "sum", "levers", "within", "on_front", "knee", lever)
    write(tmp_path / "portfolios.csv", head, [("P1", 3, 40, 1, 1, 1, 1, 20000), ("P2", 5, 90, 1, 1, 0, 0, 60000)])
    gains = (
        "portfolio",
        "goal",
        "outcome",
        "unit",
        "baseline",
        "policy",
        "difference",
        "ci_low",
        "ci_high",
        "n",
        "share_better",
        "searched",
    )
    rows = [
        (p, 1, "capability", "share", 0.5, 0.6, d, d - 0.01, d + 0.01, 8, 1, d) for p, d in (("P1", 0.1), ("P2", -0.02))
    ]
    write(tmp_path / "pareto.csv", gains, rows)
    write(tmp_path / "evaluations.csv", ("evaluation", lever), [(3, 20000)])
    view = named(tmp_path)["portfolios"]
    told = {(row[0], row[2]): row[3] for row in view.table.rows}
    money = next(label for _, label in told if "GBP thousand per year" in label)
    assert told["P1 (bends)", money] == "20,000" and told["P2 (beaten)", money] == "60,000"
    assert told["P1 (bends)", "Capability, percentage points"] == "+10.0"
    assert "bends at P1, GBP 40 million a year" in view.finding


def test_where_a_choice_fails_is_told_without_keys(tmp_path: Path) -> None:
    portfolios = {"early": {"engagement.lead": 16.0}}
    bare(tmp_path, "robust", robust={"portfolios": portfolios})
    head = (
        "portfolio",
        "outcome",
        "unit",
        "members",
        "difference",
        "q05",
        "q95",
        "sd_chance",
        "sd_parameters",
        "share_favourable",
    )
    write(tmp_path / "robust.csv", head, [("early", "capability", "share", 8, 0.02, -0.01, 0.05, 0, 0, 0.9)])
    limits = ("portfolio", "outcome", "unit", "threshold", "share", "surely", "surely_not")
    told = [("early", "capability", "share", 0.03, 0.4, 0.1, 0.2), ("early", "all", "", "", 0.25, "", "")]
    write(tmp_path / "thresholds.csv", limits, told)
    where = "Where variant.staying is not in_use and world.private_money.tries <= 2.4, early misses a threshold."
    write(
        tmp_path / "worlds_of_failure.csv",
        ("portfolio", "found_by", "where", "coverage", "quasi_p"),
        [("early", "box", where, 0.5, "")],
    )
    write(
        tmp_path / "trade_offs.csv",
        ("portfolio", "one", "other", "correlation", "worlds"),
        [("early", "capability", "jobs", -0.2, 8)],
    )
    views = named(tmp_path)
    assert views["contents"].table.rows[0][1:3] == (human_name(LEAD), "16")
    assert views["thresholds"].table.rows[0][2:4] == ("percentage points", pytest.approx(3.0))
    assert "the rule “staying” is not in use" in views["failing"].table.rows[0][2]
    assert "“early” does best on average, +2.0 (nine worlds in ten: −1.0 to +5.0)" in views["robust"].finding
    assert "keeps all thresholds in 25 %" in views["robust"].finding


def test_a_study_without_a_comparison_says_what_it_found_and_not_that_nothing_gets_worse(tmp_path: Path) -> None:
    write(bare(tmp_path, "precision") / "precision.csv",
          ("replicates", "outcome", "difference", "half_width", "baseline", "width", "wanted", "reached"),
          [(8, "exports", 1.0, 0.5, 10, 0.05, 0.02, 0), (16, "exports", 1.0, 0.1, 10, 0.01, 0.02, 1)])  # fmt: skip
    assert list(paragraphs(facts_of(tmp_path))) == []
    text = write_report(tmp_path).read_text(encoding="utf-8")
    assert "With 16 pairs the interval is as narrow as was wanted" in text and "What gets worse" not in text
    assert "<code>effects.csv</code>" not in text and "<code>precision.csv</code>" not in text


def test_means_beside_each_other_are_equally_precise_and_what_starts_from_nothing_has_no_percentage(
    tmp_path: Path,
) -> None:
    facts = facts_of(made_up(tmp_path))
    effect = Effect(
        "funding_left", "Unallocated call funding", "GBP million per year", -1, -0.0016, 39.8, 39.8, 38.0, 41.0, 8, 0.0
    )
    facts = Facts(replace(facts.results, effects=(effect,), effects_of={"": (effect,)}), {})
    view = forest(facts)
    row = next(row for row in view.table.rows if "Unallocated" in row[0])
    assert row[2:4] == ("0.0", "39.8") and row[9] is None
    assert "starts from about zero has no percentage" in view.says
    assert dict(paragraphs(facts))["What gets worse"].startswith(
        "Unallocated call funding (0.0 → 39.8 GBP million per year)"
    )


def test_whole_numbers_are_written_without_decimals(tmp_path: Path) -> None:
    rows = [cell(i, 4 * i, 1, 1.0 + i) for i in range(3)]
    write(bare(tmp_path, "sweep") / "responses.csv", RESPONSES, rows)
    assert [line[0] for line in named(tmp_path)["responses"].table.cells()] == ["0", "4", "8"]
