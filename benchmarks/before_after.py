"""How long one waits, before and after: ``python benchmarks/before_after.py [--before 6961c18] [--rounds 5] [--only run,help]``.

The commit is checked out into a temporary folder and runs with the same interpreter and libraries. Both are measured in turn,
every second round in the reverse order; printed are medians, and the ratio of the two within rounds with its 95 % interval.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from timing import Ratio, interleaved, machine, ratio_of, table

HERE = Path(__file__).resolve().parents[1]
FIRST_VERSION = "6961c18"  # 0.1.0
LEVER = "policy.pipeline.horizon"
IN_PROCESS = f"""
import json, time
began = time.perf_counter()
import pullthrough
pullthrough.run({{}}, seed=1)
first = time.perf_counter() - began
warm = []
for value in (6, 8, 10):
    began = time.perf_counter()
    pullthrough.run({{"{LEVER}": value}}, seed=1)
    warm.append(time.perf_counter() - began)
print(json.dumps({{"first": first, "warm": sorted(warm)[1]}}))
"""
FEW = ("replicates=2", "study.executor=serial", "study.figures=false")
CASES = {
    "job": ("the main job: 64 runs, tables and figures", ()),
    "again": ("the same once more, finished", ()),
    "dry": ("the main job with dry_run=true", ("dry_run=true",)),
    "refused": ("a word that is refused", ("polcy.x=1",)),
    "help": ("--help", ("--help",)),
    "first": ("import pullthrough; pullthrough.run({}, seed=1)", ()),
    "warm": (f"a warm pullthrough.run({{'{LEVER}': value}})", ()),
    "verify": ("verify of four runs", ()),
}


def main() -> None:
    """Measure what is asked for and print one table."""
    parser = argparse.ArgumentParser(
        description=__doc__, epilog="; ".join(f"{key}: {what}" for key, (what, _) in CASES.items())
    )
    parser.add_argument("--before", default=FIRST_VERSION, help=f"commit to compare with (default: {FIRST_VERSION})")
    parser.add_argument("--rounds", type=int, default=5, help="how often each is measured (default: 5)")
    parser.add_argument("--only", default=",".join(CASES), help="cases, separated by commas (default: all)")
    given = parser.parse_args()
    chosen = given.only.split(",")
    if unknown := sorted(set(chosen) - set(CASES)):
        parser.error(f"no such case: {', '.join(unknown)}")
    print(machine())
    with _checked_out(given.before) as before, tempfile.TemporaryDirectory() as scratch:
        trees = {"before": before, "after": HERE}
        for name, tree in trees.items():
            _prepare(tree, Path(scratch, name))
        rows = [_row(case, trees, Path(scratch), given.rounds) for case in chosen]
    table(
        f"Seconds before ({given.before}) and after, {given.rounds} rounds",
        ("what", "before", "after", "after / before"),
        rows,
        "medians; the ratio is the geometric mean of the rounds' ratios with its 95 % interval",
    )


def _row(case: str, trees: dict[str, Path], scratch: Path, rounds: int) -> tuple[str, ...]:
    cases: dict[str, Callable[[], float]] = {
        name: partial(_measured, case, tree, scratch / name) for name, tree in trees.items()
    }
    found = interleaved(cases, rounds)
    ratio: Ratio = ratio_of(found["after"], found["before"])
    return CASES[case][0], *(f"{statistics.median(found[name]):.2f}" for name in trees), str(ratio)


def _measured(case: str, tree: Path, place: Path) -> float:
    if case in ("first", "warm"):
        return float(json.loads(_run(tree, place, ["-c", IN_PROCESS]).splitlines()[-1])[case])
    if case == "job":
        shutil.rmtree(place / "job", ignore_errors=True)
    words = ["verify", "few", "--runs=4"] if case == "verify" else list(CASES[case][1])
    if case in ("job", "again"):
        words.append("hydra.run.dir=job")
    began = time.perf_counter()
    _run(tree, place, ["-m", "pullthrough", *words], refused=case == "refused")
    return time.perf_counter() - began


def _prepare(tree: Path, place: Path) -> None:
    """Compile what must be compiled, and leave a study to be verified and one that is finished."""
    place.mkdir()
    _run(tree, place, ["-m", "pullthrough", *FEW, "hydra.run.dir=few"])
    _run(tree, place, ["-m", "pullthrough", "hydra.run.dir=job"])


def _run(tree: Path, place: Path, argv: Sequence[str], *, refused: bool = False) -> str:
    """What a new process of a version prints."""
    environment = {**os.environ, "PYTHONPATH": str(tree / "src")}
    done = subprocess.run(
        [sys.executable, *argv], cwd=place, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode != (2 if refused else 0):
        raise RuntimeError(f"{' '.join(argv)[:80]}: exit code {done.returncode}\n{done.stderr}")
    return done.stdout


@contextmanager
def _checked_out(commit: str) -> Iterator[Path]:
    """A commit of this repository in a folder of its own, for a while."""
    with tempfile.TemporaryDirectory() as folder:
        tree, git = Path(folder, "before"), ["git", "-C", str(HERE), "worktree"]
        subprocess.run([*git, "add", "--quiet", "--detach", str(tree), commit], check=True)
        try:
            yield tree
        finally:
            subprocess.run([*git, "remove", "--force", str(tree)], check=True)


if __name__ == "__main__":
    main()
