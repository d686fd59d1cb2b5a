"""Latency of the explorer: from a lever moved to the first picture and to eight pairs; weight of report and page.

    python benchmarks/explore.py [KEY=VALUE ...] [--viewer]

Cold is the first question after the start (rules are loaded, nothing is held), warm a lever moved after it, again the same
setting asked once more. With ``--viewer`` Mesa's own viewer is timed on the same model, if it is installed: the seconds from a
parameter changed to the model made and run again, of one run without a pair.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

from pullthrough.explore.server import Explorer
from pullthrough.present.pages.report.document import PAGE, VEGA
from pullthrough.study.execution.process_context import prepare
from pullthrough.verbs.explore import beginning

LEVER, FIRST, SECOND = "engagement.lead", 20, 24


def asked(explorer: Explorer, told: dict[str, Any]) -> tuple[float, float]:
    """Seconds to the first picture and to the last."""
    began, first = time.perf_counter(), 0.0
    for picture in explorer.answers(told):
        if picture.get("problems"):
            sys.exit("\n".join(picture["problems"]))
        json.dumps(picture)
        first = first or time.perf_counter() - began
    return first, time.perf_counter() - began


def viewer(words: list[str]) -> float:
    """Seconds in which a viewer that makes the model anew shows one run."""
    from pullthrough.model import PullThroughModel
    from pullthrough.parameters.composition.compose import compose
    from pullthrough.parameters.policy.setting import setting

    began = time.perf_counter()
    found = setting(compose([*words, f"policy.{LEVER}={SECOND}", "policy.start=2027Q1"]))
    model = PullThroughModel(found, rng=1)
    while model.running:  # as Mesa's viewer does it, step by step
        model.step()
    model.datacollector.get_model_vars_dataframe()
    return time.perf_counter() - began


def main(words: list[str]) -> None:
    """Print a line a question."""
    settings = [word for word in words if not word.startswith("--")]
    prepare()
    first, base = beginning(settings, [])
    explorer = Explorer(first, base)
    moves = (
        ("cold", {}),
        ("warm, a lever moved", {LEVER: FIRST}),
        ("warm, moved again", {LEVER: SECOND}),
        ("the same again", {LEVER: SECOND}),
    )
    for name, levers in moves:
        to_first, to_last = asked(explorer, first | {"levers": levers})
        print(f"{name:<24} first picture {to_first:6.2f} s   {first['pairs']} pairs {to_last:6.2f} s")
    explorer.server_close()
    if "--viewer" in words:
        print(f"{'one run as in a viewer':<24} {viewer(settings):6.2f} s")
    weight = sum(path.stat().st_size for path in (*VEGA, PAGE))
    print(f"programs in a report and in the wheel: {weight / 1e6:.2f} MB")


if __name__ == "__main__":
    main(sys.argv[1:])
