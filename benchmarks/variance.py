"""Keyed draws pay: the variance of a difference of unpaired runs over that of paired ones, for changes of each lever.

``python benchmarks/variance.py [--seeds 16] [--only ring_fence,slots] [--processes 2]``. Baseline: ``dsis_core`` on the
uk world; each row changes one lever of it from the date of that policy, by little or by much. Writes nothing.
"""

from __future__ import annotations

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))  # also without an installation

import numpy as np
from timing import machine, table

from pullthrough.model import PullThroughModel
from pullthrough.parameters.composition.compose import compose
from pullthrough.parameters.policy.setting import Setting, setting
from pullthrough.study.design.design import replicate_seed
from pullthrough.study.execution.process_context import context

OUTCOMES = ("adoptions_per_year", "adoption_rate", "entrants_per_year", "new_entrant_rate_awards", "sme_share_direct",
            "public_cost")  # fmt: skip
BASE = "scenario=dsis_core"
CHANGES = {  # lever: (a little, a lot); dsis_core has the values in the comment
    "pipeline.horizon": (13, 24),  # 12 quarters
    "engagement.lead": (17, 28),  # 16 quarters
    "engagement.slots": (5, 12),  # 4
    "engagement.newcomer_share": (0.5, 1.0),  # 0.25
    "procurement.time_factor": (1.2, 2.0),  # 1
    "procurement.novel_time": (4, 8),  # 3 quarters
    "procurement.ring_fence": (0.11, 0.30),  # 0.10
    "procurement.minimum_trl": (6, 5),  # 7
    "procurement.novel_minimum_trl": (5, 4),  # 6
    "procurement.experience_weight": (0.55, 1.5),  # 0.5
    "procurement.bid_cost_factor": (1.1, 3.0),  # 1
    "funding.pull_through_fund": (63_000, 120_000),  # GBP 60m a year
    "funding.open_call": (11_500, 22_000),  # GBP 11m a year
}


def main() -> None:
    """Run every setting with every seed and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=16, help="runs of each setting (default: 16)")
    parser.add_argument("--only", default="", help="parts of names of levers, separated by commas (default: all)")
    parser.add_argument("--processes", type=int, default=2, help="worker processes (default: 2)")
    given = parser.parse_args()
    if given.seeds < 3:
        parser.error("--seeds must be at least 3")
    words = given.only.split(",")
    chosen = {lever: values for lever, values in CHANGES.items() if any(word in lever for word in words)}
    settings = {("nothing", ""): setting(compose([BASE]))}
    for lever, values in chosen.items():
        for value in values:
            settings[lever, f"{value:g}"] = setting(compose([BASE, f"policy.{lever}={value}"]))
    print(machine())
    found = run(list(settings.values()), given.seeds, given.processes)
    report(list(settings), found)


def run(settings: list[Setting], seeds: int, processes: int) -> np.ndarray:
    """Outcomes, shape (settings, seeds, outcomes); seed i is the same for every setting."""
    pairs = [(chosen, replicate_seed(1, i)) for chosen in settings for i in range(seeds)]
    _outcomes(*pairs[0])  # so that no two workers compile the same
    with ProcessPoolExecutor(processes, context()) as pool:
        results = pool.map(_outcomes, *zip(*pairs, strict=True), chunksize=seeds)
        return np.array(list(results)).reshape(len(settings), seeds, len(OUTCOMES))


def _outcomes(chosen: Setting, seed: int) -> list[float]:
    outcomes = PullThroughModel(chosen, rng=seed).run().results().outcomes
    return [outcomes[name] for name in OUTCOMES]


def report(names: list[tuple[str, str]], found: np.ndarray) -> None:
    """Print the variance ratios, and the mean effect on adoptions to show how large a change is."""
    base, rows, every = found[0], [], []
    for (lever, value), changed in zip(names, found, strict=True):
        ratios = variance_ratios(changed, base)
        if lever != "nothing":
            every.append(ratios)
        effect = float((changed - base)[:, 0].mean())
        rows.append(
            [f"{lever} {value}".strip(), f"{effect:+.2f}", *(f"{r:.1f}" if r < np.inf else "-" for r in ratios)]
        )
    n = found.shape[1]
    finite = np.array(every)[np.isfinite(every)] if every else np.array([])
    note = f"{n} seeds, so each ratio is known to a factor of about {np.exp(2 * np.sqrt(2 / (n - 1))):.1f} either way; "
    if finite.size:
        quarter, half, most = np.quantile(finite, (0.25, 0.5, 0.75))
        note += (
            f"lowest {finite.min():.1f}, quartiles {quarter:.1f}, {half:.1f}, {most:.1f}, highest {finite.max():.0f}."
        )
    note += "\n  -: the difference is the same in every pair (nothing changed: exactly zero)."
    head = ("change of dsis_core", "effect*", *OUTCOMES)
    table("Unpaired over paired variance of a difference (*: on adoptions a year)", head, rows, note)


def variance_ratios(changed: np.ndarray, base: np.ndarray) -> np.ndarray:
    """(Var Y1 + Var Y0) / Var(Y1 - Y0) for each outcome; inf where the difference does not vary."""
    unpaired = changed.var(axis=0, ddof=1) + base.var(axis=0, ddof=1)
    paired = (changed - base).var(axis=0, ddof=1)
    return np.divide(unpaired, paired, out=np.full(len(unpaired), np.inf), where=paired > 1e-9 * unpaired)


if __name__ == "__main__":
    main()
