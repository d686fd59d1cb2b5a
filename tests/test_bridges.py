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
from pullthrough.bridges import Function
from pullthrough.parameters.compose import compose
from pullthrough.parameters.problems import ConfigurationError
from pullthrough.study.design import replicate_seed

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


@pytest.mark.filterwarnings("ignore")
def test_the_ema_workbench_drives_the_model() -> None:
    pytest.importorskip("ema_workbench")
    experiments, outcomes = example("ema_workbench_ensemble").ensemble("tiny", scenarios=3, policies=2, replicates=1)
    assert len(experiments) == 6 and all(values.shape == (6,) for values in outcomes.values())
