"""Two intervals: what chance does, and what everything varied does, as a kept ensemble of the same comparison says."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

import pytest
from inputs import TINY
from test_first_screen import effect

from pullthrough.parameters.composition.compose import compose
from pullthrough.present.console import plain_console
from pullthrough.present.tables import compare as table
from pullthrough.present.tables.in_words import in_other_worlds
from pullthrough.study.design.design import Design, comparison_hash
from pullthrough.study.storage import kept_ensemble
from pullthrough.study.storage.kept_ensemble import MEANING
from pullthrough.study.storage.kept_ensemble import kept_ensemble as look_up

NUMBERS = {"difference": 10.0, "q05": 4.0, "q95": 15.0, "members": 60, "sd_chance": 1.0, "sd_parameters": 2.0}
SHARES = {"share_favourable": 0.9, "share_significant": 0.8}


@pytest.fixture
def design() -> Design:
    """The comparison that is made here."""
    return Design.of(compose(TINY))


@pytest.fixture
def kept(tmp_path: Path, design: Design) -> Path:
    """A folder of experiments with an ensemble of that comparison."""
    home = tmp_path / "wide"
    home.mkdir()
    comparison = comparison_hash(design.against, design.tested)
    about = {"main": {"code": "this", "comparisons": {design.tested.name: comparison}}}
    (home / kept_ensemble.KEPT).write_text(json.dumps(about))
    with (home / kept_ensemble.TABLE).open("w", newline="") as file:
        out = csv.DictWriter(file, MEANING)
        out.writeheader()
        out.writerow({"outcome": "adoptions_per_year", "unit": "per year", **NUMBERS, **SHARES})
    return tmp_path


def test_the_ensemble_of_the_same_comparison_by_the_same_code_is_found(kept: Path, design: Design) -> None:
    comparison, name = comparison_hash(design.against, design.tested), design.tested.name
    found = look_up(comparison, name, "this", kept)
    assert (found.name, found.members, found.ends("adoptions_per_year")) == ("wide", 60, (4.0, 15.0))
    assert found.agree("adoptions_per_year", 12.0, 1) == 0.9 and found.agree(
        "adoptions_per_year", -1.0, 1
    ) == pytest.approx(0.1)
    assert look_up(comparison, name, "other", kept).why == "the ensemble kept in experiments/wide is of other rules"
    assert look_up("another", name, "this", kept).why == "no ensemble of these scenarios is kept"
    assert look_up(comparison, name, "this", kept / "nowhere").rows is None


def test_another_world_is_another_comparison_and_other_seeds_are_not(design: Design) -> None:
    same = Design.of(compose([*TINY, "seed=7", "replicates=3"]))
    other = Design.of(compose([*TINY, "world.need.drift=0.1"]))
    first = comparison_hash(design.against, design.tested)
    assert comparison_hash(same.against, same.tested) == first != comparison_hash(other.against, other.tested)


def test_the_table_and_a_sentence_say_both(kept: Path, design: Design, capsys: pytest.CaptureFixture[str]) -> None:
    found = look_up(comparison_hash(design.against, design.tested), design.tested.name, "this", kept)
    shown = [effect("adoptions_per_year", 12.0, 0.2), effect("public_cost", 285.4, 5.0)]
    table.print_effects(plain_console(sys.stdout, 200), design, shown, everything={design.tested.name: found})
    out = capsys.readouterr().out
    assert "everything varied" in out and "+4.00 to +15.0" in out
    assert "Of the 60 least implausible worlds tried" in out and "adoptions more in 90 %" in out


def test_without_one_it_is_said_to_be_unknown(design: Design) -> None:
    told = in_other_worlds(
        [effect("adoptions_per_year", 12.0)], look_up("none", design.tested.name, "this", Path("nowhere"))
    )
    assert "show Monte Carlo error alone" in told and "not known: no ensemble of these scenarios is kept" in told
