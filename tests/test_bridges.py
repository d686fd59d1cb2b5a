"""The model as a function for other libraries; the examples run if those are installed."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from inputs import TINY

import pullthrough
from pullthrough.api import words
from pullthrough.bridges import Function
from pullthrough.parameters.checking.problems import ConfigurationError
from pullthrough.parameters.composition.compose import compose
from pullthrough.study.design.design import replicate_seed

EXAMPLES = Path(__file__).parents[1] / "examples"
WORDS = [*TINY, "world.calendar.last_year=2022"]
RANGES = {"world.need.drift": [], "policy.engagement.lead": [0, 24]}


def test_a_call_is_the_mean_paired_difference() -> None:
    function = Function(RANGES, WORDS, replicates=2)
    found = function({"world.need.drift": 0.1, "policy.engagement.lead": 7.6})
    expected = []
    for i in range(2):
        seed = replicate_seed(1, i)
        drift = [*WORDS, "world.need.drift=0.1"]
        policy = pullthrough.run([*drift, "policy.engagement.lead=8"], seed=seed)
        baseline = pullthrough.run([*drift, "scenario=global_competition_2012"], seed=seed)
        expected.append(policy["private_rd"] - baseline["private_rd"])
    assert found["private_rd"] == pytest.approx(np.mean(expected), rel=1e-12)


def test_levels_and_rows() -> None:
    words = [*WORDS, "scenario=global_competition_2012"]
    level = Function({"world.need.drift": [0.01, 0.1]}, words, replicates=1, of="baseline")
    rows = level.rows([[0.02], [0.1]], "private_rd")
    seed = replicate_seed(1, 0)
    assert rows.tolist() == [
        pullthrough.run([*words, f"world.need.drift={d}"], seed=seed)["private_rd"] for d in (0.02, 0.1)
    ]
    assert level.problem == {"num_vars": 1, "names": ["world.need.drift"], "bounds": [[0.01, 0.1]]}
    with pytest.raises(KeyError, match="'private_rd'"):
        level.rows([[0.02]], "privat_rd")


def test_ranges_are_those_of_the_register() -> None:
    drift, lead = Function(RANGES, TINY).ranges
    assert (drift.low, drift.high, drift.whole) == (0.01, 0.15, False) and (lead.high, lead.whole) == (24, True)


def test_what_is_wrong_is_said() -> None:
    with pytest.raises(ConfigurationError, match=r"policy\.engagement\.lead"):
        Function({"policy.engagement.leed": [0, 8]}, TINY)
    with pytest.raises(ConfigurationError, match="effect, policy or baseline"):
        Function(RANGES, TINY, of="effects")
    compose(TINY)


def test_a_key_that_is_not_varied_is_refused_with_the_nearest() -> None:
    function = Function(RANGES, TINY)
    with pytest.raises(ConfigurationError, match=r"engagement\.leed = 8: is not varied.*'policy\.engagement\.lead'"):
        function({"policy.engagement.leed": 8})


@pytest.mark.parametrize("value", [1000, -1, float("nan"), float("inf"), "many", None, [3]])
def test_a_value_outside_its_range_is_refused(value: object) -> None:
    function = Function(RANGES, TINY)
    with pytest.raises(ConfigurationError, match=r"must be a number from 0 to 24 \(unit: quarters\)"):
        function({"policy.engagement.lead": value})  # type: ignore[dict-item]


def test_rows_are_looked_at_before_any_is_run() -> None:
    lead = Function({"policy.engagement.lead": [0, 24]}, TINY)
    with pytest.raises(ConfigurationError, match=r"= 1000"):
        lead.rows([[24.0], [1000.0]], "private_rd")
    with pytest.raises(ConfigurationError, match="must have 1 columns"):
        lead.rows([[1.0, 2.0]], "private_rd")


def test_arrays_are_lists() -> None:
    ranges = {"policy.engagement.lead": np.array([0, 8]), "world.need.drift": np.array([])}
    lead, drift = Function(ranges, {"world": np.str_("tiny"), "seed": np.int64(3)}).ranges  # type: ignore[arg-type]
    assert (lead.low, lead.high, drift.high) == (0, 8, 0.15)
    shares = compose(words({"world": "tiny", "world.population.innovating_share": np.full(7, 0.5), "design.log": ()}))
    assert shares.world.population.innovating_share == [0.5] * 7


@pytest.mark.parametrize(
    ("overrides", "seed", "said"),
    [
        ("world=tiny", 1, "a list of words"),
        (3, 1, "a list of words"),
        ({"seed": object()}, 1, "seed = .*a object has no form"),
        ({"world": "tiny"}, "1", "seed = 1: must be a whole number"),
        ({"world": "tiny"}, 1.5, "seed = 1.5: must be a whole number"),
        ({"world": "tiny"}, -1, "seed = -1: must be a whole number from 0"),
        ({"world": "tiny"}, True, "seed = true: must be a whole number"),
    ],
)
def test_arguments_of_a_wrong_kind_are_refused_in_a_sentence(overrides: object, seed: object, said: str) -> None:
    with pytest.raises(ConfigurationError, match=said):
        pullthrough.run(overrides, seed=seed)  # type: ignore[arg-type]


def test_a_name_that_the_grammar_reads_otherwise_is_quoted() -> None:
    assert compose(words({"world": "tiny", "experiment.title": "null"})).experiment.title == "null"


def example(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, EXAMPLES / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def test_salib_drives_the_model() -> None:
    pytest.importorskip("SALib")
    found = example("salib_sobol").indices("tiny", points=4, replicates=1)
    assert len(found) == 3 and all(np.isfinite(total) for _, total in found.values())


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_the_ema_workbench_drives_the_model() -> None:
    pytest.importorskip("ema_workbench")
    experiments, outcomes = example("ema_workbench_ensemble").ensemble("tiny", scenarios=3, policies=2, replicates=1)
    assert len(experiments) == 6 and all(values.shape == (6,) for values in outcomes.values())
