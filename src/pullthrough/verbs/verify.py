"""``pullthrough verify DIR``: carry out a sample of a study's runs again and compare them to the last bit.

Of a folder of experiments, a small version of each is re-run (:mod:`pullthrough.verbs.experiments`).
"""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path
from typing import Any

from pullthrough.parameters.checking.problems import ConfigurationError
from pullthrough.study.execution.process_context import prepare
from pullthrough.study.execution.surroundings import Surroundings
from pullthrough.study.output.manifest import manifest
from pullthrough.study.storage.differences import differences
from pullthrough.study.storage.folder import read_manifest
from pullthrough.study.storage.shards import shards_of, whole_shards
from pullthrough.verbs import experiments
from pullthrough.verbs.arguments import DIFFERENT, DONE, NoResults, Words, existing, refuse, results
from pullthrough.verbs.reproduce import differing_columns, row_hash, rows_in, run_several, study_of
from pullthrough.verbs.telling import add_forms, told

RUNS_AGAIN, SECONDS = 16, 40.0
SHOWN = 8


def main(argv: list[str]) -> int:
    """Verify a result folder or a folder of experiments; exit code 1 if anything differs."""
    words = Words(
        "verify",
        "Re-run a sample of the runs in a result folder and compare them bit for bit; or, given the folder "
        "of the experiments, a small version of each.",
    )
    words.add_argument(
        "folder", help="a result folder, an experiment (a folder with expected.json), or a folder of such"
    )
    words.add_argument("--runs", type=int, default=RUNS_AGAIN, help=f"runs in the sample (default: {RUNS_AGAIN})")
    words.add_argument(
        "--seconds",
        type=float,
        default=SECONDS,
        help=f"start no new run after this many seconds (default: {SECONDS:g})",
    )
    words.add_argument("--sample", type=int, default=1, help="number of the random sample of runs")
    words.add_argument("--update", action="store_true", help="experiments: record the present results as expected")
    words.add_argument(
        "--config-dir",
        action="append",
        help="where your folder of scenarios and policies is now, if it has moved",
    )
    words.add_argument("--extension", help="the file or module of the extension that the study ran with")
    add_forms(words)
    given = words.parse_args(argv)
    if given.runs < 1 or given.seconds <= 0:
        words.error("--runs and --seconds must be above 0")
    return told("verify", given, lambda: _verified(given, words))


def _verified(given: Any, words: Words) -> int:
    """Verify what the words name; returns the exit code."""
    try:
        folder = existing(given.folder)
        prepare()
        dirs = given.config_dir or ()
        if found := experiments.experiments_in(folder, dirs):
            return experiments.verify(found, update=given.update, config_dirs=dirs)
        if given.update:
            words.error("--update is for experiments; this is a result folder")
        return _verify(
            results(given.folder), given.runs, given.seconds, given.sample, given.config_dir, given.extension
        )
    except (NoResults, ConfigurationError, Surroundings, OSError) as error:
        return refuse("verify", error)


def _verify(
    folder: Path, number: int, seconds: float, sample: int, config_dirs: list[str] | None, extension: str | None
) -> int:
    about = read_manifest(folder)
    if not about:
        raise NoResults(f"{folder} has no readable manifest, so its settings are unknown")
    root, design = study_of(about, config_dirs, extension)
    if design.fingerprint != about.get("fingerprint"):
        print("the installed code would run a different study; the differences:")
        for difference in differences(about, manifest(root, design, "")):
            print(f"  {difference.text('there', 'here')}")
    lacks = _lacks(folder, about)
    for text in lacks:
        print(text, file=sys.stderr)
    stored = _sample(folder, number, f"{about.get('fingerprint')} {sample}")
    known = [row for row in stored if row["run"] < design.runs]
    for row in stored:
        if row["run"] >= design.runs:
            print(f"{_name(row)} is not part of this study as the installed code would run it", file=sys.stderr)
    until = time.perf_counter() + seconds
    again = run_several(design, [row["run"] for row in known], until)
    verdicts = [_is_same(row, found) for row, found in zip(known, again, strict=False)]
    same, bad = sum(verdicts), len(verdicts) - sum(verdicts) + len(stored) - len(known)
    total = about.get("total_runs", "?")
    print(f"re-ran {same + bad} of {total} runs: {same} bit-identical, {bad} different")
    return DIFFERENT if bad or lacks else DONE


def _lacks(folder: Path, about: dict[str, Any]) -> list[str]:
    """What is wrong with the files of the runs: those left out, and those that a finished study had and has no more."""
    shards = shards_of(folder)
    found = [f"{shard.path.relative_to(folder)} {shard.fault}; it is ignored" for shard in shards if shard.fault]
    left = about.get("runs", 0) - sum(shard.rows for shard in shards if not shard.fault)
    if about.get("state") == "finished" and left > 0:
        found.append(f"{left} of {about['runs']} runs are missing; pullthrough status says how to run them again")
    return found


def _sample(folder: Path, number: int, seed: str) -> list[dict[str, Any]]:
    """Runs as they are stored."""
    import pyarrow.parquet as pq

    places = [(path, i) for path in whole_shards(folder) for i in range(pq.read_metadata(path).num_rows)]
    if not places:
        raise NoResults(f"{folder} holds no complete run yet")
    chosen = random.Random(seed).sample(places, min(number, len(places)))
    return [next(row for i, row in enumerate(rows_in(path)) if i == place) for path, place in chosen]


def _name(row: dict[str, Any]) -> str:
    return f"run {row['run']} ({row['scenario']}, seed {row['seed']})"


def _is_same(stored: dict[str, Any], again: dict[str, Any]) -> bool:
    name = _name(stored)
    if row_hash(again) == row_hash(stored):
        return True
    columns = differing_columns(stored, again)
    further = f" and {len(columns) - SHOWN} more" if len(columns) > SHOWN else ""
    print(f"{name} differs in {', '.join(columns[:SHOWN])}{further}", file=sys.stderr)
    for column in columns[:SHOWN]:
        if isinstance(stored.get(column), int | float | str):
            print(f"  {column}: {stored[column]} there, {again.get(column)} here", file=sys.stderr)
    return False
