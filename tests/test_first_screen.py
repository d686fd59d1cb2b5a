"""What a comparison ends with: ten rows at most, and a sentence that says what was found."""

from __future__ import annotations

import csv
import io
import math
import re
from pathlib import Path
from typing import Any

import pytest

from pullthrough.observe.registry import OUTCOMES
from pullthrough.parameters.composition import command_line, help_text
from pullthrough.parameters.composition.compose import compose
from pullthrough.present.console import plain_console
from pullthrough.present.figures import NAMES as FIGURES
from pullthrough.present.tables import compare as table
from pullthrough.present.tables.in_words import WORST, groups, sentence, tally
from pullthrough.study.design.design import Design
from pullthrough.study.kinds.compare import Comparison
from pullthrough.study.kinds.registry import kind_named
from pullthrough.study.methods.effects import Effect
from pullthrough.study.methods.matched_events import Twins
from pullthrough.study.storage.kept_ensemble import Everything

KEPT = Path(__file__).parents[1] / "experiments" / "main_comparison" / "effects.csv"


def effect(name: str, difference: float, half: float = 1.0, n: int = 8) -> Effect:
    low, high = (difference - half, difference + half) if n > 1 else (float("nan"), float("nan"))
    return Effect(OUTCOMES[name], 10.0, 10.0 + difference, difference, low, high, n, 1.0)


def kept() -> list[Effect]:
    """The effects of the main job as they are kept."""
    found = []
    for row in csv.DictReader(KEPT.read_text(encoding="utf-8").splitlines()):
        numbers = {
            k: float(row[k] or "nan") for k in ("baseline", "policy", "difference", "ci_low", "ci_high", "share_better")
        }
        found.append(Effect(OUTCOMES[row["outcome"]], n=int(row["n"]), **numbers))
    return found


def matched() -> list[Twins]:
    """The matched events of the main job as they are kept."""
    found = []
    for row in csv.DictReader((KEPT.parent / "twins.csv").read_text(encoding="utf-8").splitlines()):
        means = (float(row[k] or "nan") for k in ("mean", "ci_low", "ci_high"))
        found.append(
            Twins(row["what"], row["class"], row["unit"], *means, int(row["n"]), *[math.nan] * 3, "as_enacted")
        )
    return found


def test_a_sentence_says_what_a_policy_brings_and_costs() -> None:
    found = [effect("adoptions_per_year", 12.0, 0.2), effect("public_cost", 285.4, 5.0)]
    assert sentence(found, "As enacted") == (
        "As enacted brings 12.0 more adoptions a year than the baseline (95 % interval 11.8 to 12.2) "
        "and costs GBP 285 million a year more (280 to 290)."
    )


def test_a_loss_and_a_saving_are_said_in_words_and_not_by_signs() -> None:
    found = [effect("adoptions_per_year", -3.0, 0.5), effect("public_cost", -20.0, 4.0)]
    assert sentence(found, "As enacted, without the fund") == (
        "As enacted, without the fund, brings 3.00 fewer adoptions a year than the baseline (95 % interval 2.50 to 3.50) "
        "and costs GBP 20.0 million a year less (16.0 to 24.0)."
    )


def test_what_could_be_chance_is_said_to_be_so() -> None:
    found = [effect("adoptions_per_year", 0.2, 0.5), effect("public_cost", 1.0, 4.0)]
    text = sentence(found, "The policy")
    assert "no significant difference to adoptions (95 % interval -0.300 to +0.700 a year)" in text
    assert text.endswith("or to public cost (-3.00 to +5.00 GBP million a year).") and text.count("significant") == 1
    assert "brings" not in text
    mixed = sentence([effect("adoptions_per_year", 2.0, 0.5), effect("public_cost", 1.0, 4.0)], "The policy")
    assert "and makes no significant difference to public cost (-3.00 to +5.00 GBP million a year)" in mixed


def test_one_pair_gives_no_interval() -> None:
    text = sentence([effect("adoptions_per_year", 2.0, n=1)], "The policy")
    assert text == "The policy brings 2.00 more adoptions a year than the baseline. One pair of runs gives no interval."
    rare = [effect("adoptions_per_year", 2.0), effect("time_to_adoption", 1.0, n=1)]
    assert "One pair" not in sentence(rare, "The policy"), (
        "an outcome that the sentence does not name says nothing of it"
    )


def test_the_last_group_names_what_gets_worse_most_surely() -> None:
    worse = {
        "skills_gap": 9.0,
        "integration_failure_rate": 6.0,
        "private_leverage": -4.0,
        "top10_share": 30.0,
        "trust": -2.0,
    }
    better = {"exports": 50.0, "procedure_time": -40.0}
    found = groups([[effect(name, size) for name, size in (worse | better).items()]])
    assert found["Cost, and what gets worse"] == [
        "public_cost", "cost_per_adoption", "skills_gap", "integration_failure_rate"
    ]  # fmt: skip
    assert sum(map(len, found.values())) <= 10 and len(found) == 3 and WORST == 2


def test_the_first_screen_has_capability_and_first_subcontracts() -> None:
    found = groups([kept()])
    assert "capability" in found["Adoption"] and "chain_entrants_per_year" in found["New entrants"]


def test_the_readme_shows_the_rows_of_the_first_screen() -> None:
    text = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    labels = [OUTCOMES[name].label for names in groups([kept()]).values() for name in names]
    assert re.search(r"\n".join(rf"\| {re.escape(label)} \|[^\n]*" for label in labels), text)


def test_outcomes_are_counted_by_whether_they_get_better() -> None:
    found = [
        effect("exports", 5.0),
        effect("trust", -5.0),
        effect("bridged", 0.5),
        effect("hhi", -4.0),
        effect("top10_share", 9.0),
    ]
    assert tally(found) == "2 outcomes improve, 1 get worse, 1 are not significant"


@pytest.fixture(scope="module")
def designs() -> Design:
    root = compose(["world=tiny", "replicates=32"])
    return kind_named(root.study.kind).design(root)


def printed(design: Design, width: int, monkeypatch: pytest.MonkeyPatch, **options: Any) -> str:
    out = io.StringIO()
    monkeypatch.setattr(table, "console", lambda: plain_console(out, width))
    pair, tested = (design.tested.name, design.against.name), design.tested.name
    unknown = {tested: Everything(why="the ensemble kept in experiments/ensemble is of other rules")}
    found = Comparison(Path("outputs/first"), design, [], 1, 1.0, kept(), {pair: kept()}, matched(), everything=unknown)
    drawn = [Path(f"outputs/first/figures/{name}.png") for name in FIGURES]
    table.show(found, lambda: drawn, **options)
    return out.getvalue()


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_the_main_job_fits_a_screen_and_says_what_was_found(
    width: int, designs: Design, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = printed(designs, width, monkeypatch)
    lines = text.splitlines()
    assert all(len(line) <= width for line in lines[:-2])
    flat = " ".join(text.split())
    assert "more adoptions a year than the baseline (95 % interval" in flat
    for group in ("Adoption", "New entrants", "Cost, and what gets worse"):
        assert group in flat
    if width >= 80:
        assert sum(max(1, math.ceil(len(line) / width)) for line in lines) <= 50


def test_with_all_every_outcome_is_in_the_table(designs: Design, monkeypatch: pytest.MonkeyPatch) -> None:
    text = printed(designs, 200, monkeypatch, outcomes=tuple(OUTCOMES))
    assert [
        o.label for o in OUTCOMES.values() if o.label not in text and any(e.outcome == o and e.n for e in kept())
    ] == []


def test_what_would_have_come_anyway_is_a_line_and_with_all_a_table(
    designs: Design, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert re.search(
        r"^Deadweight: \d+ % of technologies adopted, \d+ % of firms entering", printed(designs, 80, monkeypatch), re.M
    )
    assert "in both scenarios, later" in printed(designs, 200, monkeypatch, outcomes=("exports",))


def test_all_is_an_option_of_this_command_and_not_passed_on() -> None:
    line = command_line.parse(["--all", "world=tiny"])
    assert line.options.all and "--all" not in command_line.for_hydra(line)


def test_help_fits_a_screen_and_is_about_this_project() -> None:
    lines = help_text.text().splitlines()
    assert len(lines) <= 40 and all(len(line) <= 100 for line in lines)
    assert "Hydra" not in "".join(lines[:30])
