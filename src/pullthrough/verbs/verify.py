"""``pullthrough verify DIR``: carry out a sample of a study's runs again and compare them to the last bit.

Of a folder of experiments, a small version of each is carried out again (:mod:`pullthrough.verbs.experiments`).
"""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path
from typing import Any

from pullthrough.parameters.problems import ConfigurationError
from pullthrough.study.again import differing_columns, row_hash, rows_in, run_again, study_of
from pullthrough.study.design import Design
from pullthrough.study.differences import differences
from pullthrough.study.folder import read_manifest
from pullthrough.study.manifest import manifest
from pullthrough.study.store import RUNS
from pullthrough.verbs import experiments
from pullthrough.verbs.arguments import DIFFERENT, DONE, NoResults, Words, existing, refuse, results

RUNS_AGAIN, SECONDS = 16, 40.0
SHOWN = 8


def main(argv: list[str]) -> int:
    """Verify a result folder or a folder of experiments; exit code 1 if anything differs."""
    words = Words(
        "verify",
        "Carry out a sample of the runs in a result folder again and compare them to the last bit; or, given the folder "
        "of the experiments, a small version of each.",
    )
    words.add_argument("folder", help="a result folder, the folder of the experiments, or one experiment in it")
    words.add_argument("--runs", type=int, default=RUNS_AGAIN, help=f"runs in the sample (default: {RUNS_AGAIN})")
    words.add_argument(
        "--seconds", type=float, default=SECONDS, help=f"start no run after these (default: {SECONDS:g})"
    )
    words.add_argument("--sample", type=int, default=1, help="number of the sample: another number, other runs")
    words.add_argument("--update", action="store_true", help="experiments: write down what comes out now")
    given = words.parse_args(argv)
    if given.runs < 1 or given.seconds <= 0:
        words.error("--runs and --seconds must be above 0")
    try:
        folder = existing(given.folder)
        if found := experiments.experiments_in(folder):
            return experiments.verify(found, update=given.update)
        if given.update:
            words.error("--update is for experiments; this is a result folder")
        return _verify(results(given.folder), given.runs, given.seconds, given.sample)
    except (NoResults, ConfigurationError) as error:
        return refuse("verify", error)


def _verify(folder: Path, number: int, seconds: float, sample: int) -> int:
    about = read_manifest(folder)
    if not about:
        raise NoResults(f"{folder} has no manifest that can be read, so that nothing is known of its settings")
    root, design = study_of(about)
    if design.fingerprint != about.get("fingerprint"):
        print("this is not the study that would be run here; what differs:")
        for difference in differences(about, manifest(root, design, "")):
            print(f"  {difference.text('there', 'here')}")
    began, same, bad = time.perf_counter(), 0, 0
    for path, place in _sample(folder, number, f"{about.get('fingerprint')} {sample}"):
        if time.perf_counter() - began > seconds and same + bad:
            break
        if _is_same(design, next(row for i, row in enumerate(rows_in(path)) if i == place)):
            same += 1
        else:
            bad += 1
    total = about.get("total_runs", "?")
    print(f"{same + bad} of {total} runs carried out again: {same} the same to the last bit, {bad} not")
    return DIFFERENT if bad else DONE


def _sample(folder: Path, number: int, seed: str) -> list[tuple[Path, int]]:
    """Places of runs: a file, and the row in it."""
    import pyarrow.parquet as pq

    paths = sorted((folder / RUNS).glob("part-*.parquet"))
    places = [(path, i) for path in paths for i in range(pq.read_metadata(path).num_rows)]
    if not places:
        raise NoResults(f"{folder} holds no run yet")
    return random.Random(seed).sample(places, min(number, len(places)))


def _is_same(design: Design, stored: dict[str, Any]) -> bool:
    name = f"run {stored['run']} ({stored['scenario']}, seed {stored['seed']})"
    if stored["run"] >= design.runs:
        print(f"{name} is not in this study as it would be run here", file=sys.stderr)
        return False
    again = run_again(design, stored["run"])
    if row_hash(again) == row_hash(stored):
        return True
    columns = differing_columns(stored, again)
    further = f" and {len(columns) - SHOWN} more" if len(columns) > SHOWN else ""
    print(f"{name} differs in {', '.join(columns[:SHOWN])}{further}", file=sys.stderr)
    for column in columns[:SHOWN]:
        if isinstance(stored.get(column), int | float | str):
            print(f"  {column}: {stored[column]} there, {again.get(column)} here", file=sys.stderr)
    return False
