"""Responses that a reader checks first: what a few extreme changes do to the rules of 2012, on the same seeds.

python benchmarks/responses.py [--pairs 8] [--write FILE.csv]

Baseline: ``no_change`` on the uk world, 2012 to 2035. Each change changes one thing in both the burn-in and the years after it.
Rows: change, outcome, mean of the baseline, mean paired difference, half the width of its 95 per cent interval (t).
"""

from __future__ import annotations

import argparse
import csv
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))  # also without an installation

import numpy as np
from scipy.special import stdtrit

import pullthrough

BASELINE: dict[str, object] = {"scenario": "no_change"}
CHANGES: dict[str, dict[str, object]] = {
    "as it is": {},
    "firms close twice as often": {"world.exit.death_hazard": 0.024},
    "firms close a third as often": {"world.exit.death_hazard": 0.004},
    "upkeep times seven": {"world.exit.upkeep": 7.0},
    "no enterprise call": {"world.instruments.enterprise_call.budget": 0.0},
    "enterprise call times three": {"world.instruments.enterprise_call.budget": 27000.0},
    "science programme doubled": {"world.instruments.science_programme.budget": 20000.0},
    "staff time doubled": {"world.attention.staff_share": 0.056},
    "nobody learns by work": {"world.capability.work": 0.0},
    "civil business does not grow": {"world.growth.elasticity": 0.0},
    "no hand-over": {"world.processes.hand_over": False},
    "tenders alone": {
        f"world.processes.{way}": False
        for way in (
            "follow_on_orders",
            "insertion",
            "upgrade_competition",
            "rapid_purchases",
            "urgent_purchases",
            "trial_purchases",
        )
    },
    "no takeovers at home": {"world.processes.takeovers": False},
    "entrants bring TRL 3": {"world.entry.trl_low": 3, "world.entry.trl_high": 3},
}
OUTCOMES = (
    "adoptions_per_year", "entrants_per_year", "call_success_rate", "call_sme_share", "entrant_survival_5",
    "supplier_survival_5", "adopted_from_civil", "adopted_from_academic", "capability_gain", "public_knowledge",
)  # fmt: skip
HEAD = ("change", "outcome", "baseline", "difference", "half_width", "pairs")


def run(job: tuple[dict[str, object], int]) -> dict[str, float]:
    """All outcomes of one run."""
    settings, seed = job
    return pullthrough.run(settings, seed=seed)


def rows(pairs: int) -> list[tuple[str, str, float, float, float, int]]:
    """The table: for each change and outcome the mean paired difference and half its interval."""
    jobs = [(BASELINE | change, seed) for change in CHANGES.values() for seed in range(1, pairs + 1)]
    with ProcessPoolExecutor(2) as pool:
        results = list(pool.map(run, jobs))
    baseline, table = results[:pairs], []
    for place, name in enumerate(CHANGES):
        changed = results[place * pairs : (place + 1) * pairs]
        for outcome in OUTCOMES:
            before = np.array([result[outcome] for result in baseline])
            difference = np.array([result[outcome] for result in changed]) - before
            spread = difference.std(ddof=1) / np.sqrt(pairs) * stdtrit(pairs - 1, 0.975)
            table.append((name, outcome, float(before.mean()), float(difference.mean()), float(spread), pairs))
    return table


def main() -> None:
    """Print the table, and write it if a file is named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=8)
    parser.add_argument("--write", type=Path)
    given = parser.parse_args()
    table = rows(given.pairs)
    for name, outcome, before, difference, half, _ in table:
        mark = "*" if abs(difference) > half else " "
        print(f"{name:30s} {outcome:24s} {before:9.3g} {difference:+9.3g}{mark} +-{half:.2g}")
    if given.write is not None:
        with given.write.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file, lineterminator="\n").writerows([HEAD, *table])


if __name__ == "__main__":
    main()
