"""What the mechanisms beyond the core chain cost: milliseconds a run with all processes on, and with only the core ones."""

from __future__ import annotations

import statistics

from reference import AS_BEFORE, SWITCHED_OFF
from timing import interleaved, ratio_of, seconds, table

from pullthrough.model import PullThroughModel
from pullthrough.parameters.composition.compose import compose
from pullthrough.parameters.policy.setting import Setting, setting

WANTED = 3.0
RUNS = 8
SCENARIOS = ("no_change", "dsis_core", "as_enacted")


def measure(rounds: int) -> None:
    """Whole runs on ``uk`` with results, each scenario on and off in turn (A B A B)."""
    core = [f"world.processes.{name}=false" for name in SWITCHED_OFF]
    core += [f"world.{key}={str(value).lower()}" for key, value in AS_BEFORE.items()]
    rows = []
    for scenario in SCENARIOS:
        words = [f"scenario={scenario}"]
        cases = {"all": setting(compose(words)), "core": setting(compose([*words, *core]))}
        for chosen in cases.values():
            PullThroughModel(chosen, rng=0).run()
        found = interleaved({name: lambda chosen=chosen: _run(chosen) for name, chosen in cases.items()}, rounds)
        ratio = ratio_of(found["all"], found["core"])
        times = [f"{1000 * statistics.median(found[name]):.0f}" for name in ("all", "core")]
        rows.append([scenario, *times, str(ratio), ratio.judged(WANTED)])
    table(
        "All mechanisms against the core chain, world uk, milliseconds a run with results (medians)",
        ("scenario", "all", "core", "ratio (95 %)", "as wanted"),
        rows,
        f"wanted: ratio <= {WANTED:g}. Off in 'core': {', '.join(SWITCHED_OFF)}.",
    )


def _run(chosen: Setting) -> float:
    def one(seed: int) -> float:
        return seconds(lambda: PullThroughModel(chosen, rng=seed).run().results())

    return statistics.median(map(one, range(RUNS)))
