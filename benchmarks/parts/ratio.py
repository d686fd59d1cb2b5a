"""Compiled model against the same decisions as Mesa objects: milliseconds a run, in one process, one after the other."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from reference import AS_BEFORE, NOT_COUNTED, SWITCHED_OFF, ReferenceModel, draws
from timing import interleaved, ratio_of, seconds, table

from pullthrough.model import PullThroughModel
from pullthrough.parameters.composition.compose import compose
from pullthrough.parameters.policy.setting import Setting, setting
from pullthrough.world.tables import FLOW_NAMES

WANTED = 40.0
RUNS = 5  # of the compiled model in each round; the reference runs once
DRAWS = ("uniform", "normal", "pair", "child")
FASTEST_DRAW = 40e-9  # seconds; a call of random.random()


def measure(rounds: int) -> None:
    """Whole runs on ``uk``, both scenarios, A B A B; what they give is compared each time."""
    scenarios = ["scenario=dsis_core", "against=global_competition_2012"]  # whose levers the reference knows
    root = compose(
        [
            *scenarios,
            *(f"world.processes.{name}=false" for name in SWITCHED_OFF),
            *(f"world.{key}={str(value).lower()}" for key, value in AS_BEFORE.items()),
        ]
    )
    rows = []
    for chosen in (setting(root, tested=False), setting(root)):
        rows.append(_row(chosen, rounds))
    table(
        "Compiled against Mesa objects, world uk, milliseconds a run (medians)",
        ("scenario", "compiled", "with results", "Mesa objects", "ratio (95 %)", "draws", "ratio*"),
        rows,
        f"wanted: ratio >= {WANTED:g}. Same flows in every quarter: checked in every round.\n"
        "  draws: share of the reference's time spent on keyed draws; ratio*: if each of them cost it only 40 ns.",
    )


def _row(chosen: Setting, rounds: int) -> list[str]:
    PullThroughModel(chosen, rng=0).run()  # compiled, or loaded
    now = 1  # the same seed in every round: what is compared are two ways to one run

    def compiled() -> float:
        return statistics.median(seconds(lambda: PullThroughModel(chosen, rng=now).run()) for _ in range(RUNS))

    def with_results() -> float:
        return statistics.median(
            seconds(lambda: PullThroughModel(chosen, rng=now).run().results()) for _ in range(RUNS)
        )

    def objects() -> float:
        began = time.perf_counter()
        model = ReferenceModel(chosen, now).run()
        taken = time.perf_counter() - began
        _same(model, PullThroughModel(chosen, rng=now).run())
        return taken

    found = interleaved({"compiled": compiled, "results": with_results, "objects": objects}, rounds)
    medians = {name: statistics.median(values) for name, values in found.items()}
    ratio = ratio_of(found["objects"], found["compiled"])
    spent, number = _draws(chosen)
    free = medians["objects"] - spent + number * FASTEST_DRAW
    times = [f"{1000 * medians[name]:.0f}" for name in ("compiled", "results", "objects")]
    share = [f"{spent / medians['objects']:.0%}", f"{free / medians['compiled']:.0f}"]
    return [chosen.name, *times, str(ratio), *share]


def _same(reference: ReferenceModel, model: PullThroughModel) -> None:
    noted = reference.datacollector.model_vars
    columns = model.flows.T.tolist()
    differ = [
        name
        for name, column in zip(FLOW_NAMES, columns, strict=True)
        if noted[name] != column and name not in NOT_COUNTED
    ]
    if differ:
        raise RuntimeError(
            f"reference and model are not the same run: {differ} differ; compare tests/test_reference.py"
        )


def _draws(chosen: Setting) -> tuple[float, int]:
    """Seconds that the draws of one reference run take, and their number, from a count and the time of each kind."""
    with _counted() as counts:
        ReferenceModel(chosen, 1).run()
    counts["uniform"] -= counts["normal"]  # a normal draws a uniform itself
    key = 0x123456789ABCDEF0
    calls: dict[str, Callable[[], Any]] = {
        "uniform": lambda: draws.uniform(key, 7, 50, 0),
        "normal": lambda: draws.normal(key, 7, 50, 0),
        "pair": lambda: draws.pair(key, key),
        "child": lambda: draws.child(key, 7, 50),
    }
    return sum(counts[name] * _each(call) for name, call in calls.items()), counts["uniform"] + counts["normal"]


def _each(call: Callable[[], object]) -> float:
    many = range(20000)
    empty = seconds(lambda: [None for _ in many])
    return statistics.median(seconds(lambda: [call() for _ in many]) - empty for _ in range(5)) / len(many)


@contextmanager
def _counted() -> Iterator[dict[str, int]]:
    counts = dict.fromkeys(DRAWS, 0)
    originals = {name: getattr(draws, name) for name in DRAWS}

    def counting(name: str, original: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*values: Any) -> Any:
            counts[name] += 1
            return original(*values)

        return counted

    for name, original in originals.items():
        setattr(draws, name, counting(name, original))
    try:
        yield counts
    finally:
        for name, original in originals.items():
            setattr(draws, name, original)
