"""The explorer with an emulator: a guess comes first, in a place of its own, and only for the comparison it was fitted to."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from result_folder import made_up
from test_explore import BASE, FIRST, NoModel

from pullthrough.explore import server as server_module
from pullthrough.explore.guessed import Guesser
from pullthrough.explore.question import asked, question_of
from pullthrough.explore.server import Explorer
from pullthrough.parameters.composition.compose import compose
from pullthrough.study.methods import emulator_file
from pullthrough.study.methods.emulator_file import Emulators, Input, Known
from pullthrough.verbs import explore as verb

LEVER = "policy.engagement.lead"


class Flat:
    """A surface that expects half of the lever's place everywhere."""

    scale = 10.0

    def __call__(self, place: Any) -> tuple[Any, Any]:
        return np.array([place[0][0] / 2]), np.array([0.1])

    def doubt(self, deviation: Any) -> Any:
        return deviation


@pytest.fixture
def guesser(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Guesser:
    root = compose([*BASE, f"{LEVER}=24", "policy.start=2027Q1"])
    config = json.loads(json.dumps(asdict(root), default=str))
    made_up(tmp_path, config=config)
    surface: Any = Flat()
    known = [Known("effect", "adoptions_per_year", "per year", surface, 0.9, 0.95, "good"),
             Known("effect", "exports", "GBP billion per year", surface, 0.1, 0.95, "none")]  # fmt: skip
    made = Emulators({"run_id": "abc", "code": "old"}, [Input(LEVER, 0, 20)], known)
    monkeypatch.setattr(emulator_file, "read", lambda folder: made)
    return Guesser(tmp_path)


def html(guesser: Guesser, **told: Any) -> str:
    return guesser.html(asked(question_of(FIRST | told, BASE)))


def test_a_guess_is_of_the_lever_as_it_stands_and_says_how_far_to_trust_it(guesser: Guesser) -> None:
    text = html(guesser, levers={"engagement.lead": 20.0})
    assert "A guess, until the runs are there" in text and "+0.50" in text and "nothing of it was run" in text
    assert "+0.40" in html(guesser)  # sixteen quarters as enacted
    assert "hardly: the emulator failed its test" in text and "earlier version of the rules" in text


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"scenario": "dsis_2021"}, "scenario=as_enacted"),
        ({"against": "global_competition_2012"}, "against=no_change"),
        ({"years": [2012, 2030]}, "last year 2035"),
        ({"start": "2028Q1"}, "hold from 2027Q1"),
        ({"levers": {"pipeline.horizon": 30.0}}, "did not vary quarters before its tender"),
        ({"levers": {"engagement.lead": 24.0}}, "must be a number from 0 to 20"),
    ],
)
def test_of_another_question_an_emulator_says_why_it_is_silent(
    guesser: Guesser, told: dict[str, Any], why: str
) -> None:
    text = html(guesser, **told)
    assert "has no answer here" in text and why in text and "<table" not in text


def test_another_world_is_another_question(guesser: Guesser) -> None:
    text = guesser.html(asked(question_of(FIRST, (*BASE, "world.private_money.tries=1"))))
    assert "its world has" in text and "<table" not in text


def test_the_guess_comes_before_the_first_run_and_in_no_picture(
    guesser: Guesser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_module, "Workers", NoModel)
    explorer = Explorer(dict(FIRST), BASE, guesser=guesser)
    try:
        first, *pictures = explorer.answers(FIRST)
    finally:
        explorer.server_close()
    assert set(first) == {"guess"} and "A guess" in first["guess"]
    assert pictures and all("guess" not in picture and "A guess" not in picture["summary"] for picture in pictures)


def test_a_folder_without_an_emulator_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pullthrough.study.methods.extras.find_spec", lambda name: SimpleNamespace())
    assert verb.main(["world=tiny", "--no-open", "--emulator", str(tmp_path)]) == 2
    assert "no emulator" in capsys.readouterr().err
