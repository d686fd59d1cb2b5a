"""The EMA workbench drives the model: levers and uncertainties sampled together, the paired effect as outcome.

pip install 'pullthrough[ema]', then: python examples/ema_workbench_ensemble.py [tiny]
"""

from __future__ import annotations

import sys
from typing import Any

from ema_workbench import IntegerParameter, Model, RealParameter, ScalarOutcome, SequentialEvaluator

from pullthrough.bridges import Function, Range

OUTCOMES = ("adoptions_per_year", "entrants_per_year", "public_cost")


def ensemble(
    world: str = "uk", scenarios: int = 8, policies: int = 2, replicates: int = 2
) -> tuple[Any, dict[str, Any]]:
    """Experiments (a data frame) and outcomes (arrays) of every policy in every scenario."""
    ranges: dict[str, list[float]] = {
        "world.need.drift": [],
        "world.need.spread": [],
        "policy.engagement.lead": [0, 24],
        "policy.procurement.ring_fence": [0, 0.3],
    }
    effect = Function(ranges, {"world": world}, replicates=replicates)
    names = {r.key.replace(".", "_"): r.key for r in effect.ranges}

    def run(**values: float) -> dict[str, float]:
        found = effect({names[name]: value for name, value in values.items()})
        return {name: found[name] for name in OUTCOMES}

    model = Model("pullthrough", function=run)
    model.uncertainties = [_parameter(r) for r in effect.ranges if r.key.startswith("world.")]
    model.levers = [_parameter(r) for r in effect.ranges if r.key.startswith("policy.")]
    model.outcomes = [ScalarOutcome(name) for name in OUTCOMES]
    with SequentialEvaluator(model) as evaluator:
        experiments, outcomes = evaluator.perform_experiments(scenarios=scenarios, policies=policies)
    return experiments, outcomes


def _parameter(r: Range) -> RealParameter | IntegerParameter:
    name = r.key.replace(".", "_")
    return IntegerParameter(name, int(r.low), int(r.high)) if r.whole else RealParameter(name, r.low, r.high)


if __name__ == "__main__":
    experiments, outcomes = ensemble(*sys.argv[1:2])
    for name, values in outcomes.items():
        experiments[name] = values
    print(experiments.drop(columns=["model"]).to_string())
