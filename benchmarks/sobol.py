"""A large sensitivity study as a user runs it: ``python benchmarks/sobol.py [--n 512] [--world uk] [--processes 2]``.

Prints minutes, disk, and the memory of the command and of its workers while it goes on; compares with the time of the
bare runs. Takes the minutes it measures. Linux.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))  # also without an installation

from timing import child_environment, machine, ratio_of, table

from pullthrough.parameters.composition.compose import compose
from pullthrough.study.design.design import Design
from pullthrough.study.execution.executors import cores
from pullthrough.study.execution.shared_prefix import run_jobs
from pullthrough.study.kinds.registry import kind_named

FACTORS = (
    "policy.engagement.lead",
    "policy.funding.pull_through_fund",
    "world.need.drift",
    "world.private_money.tries",
)
EVERY = 2.0  # seconds between looks at memory
TIMED = 96  # runs timed by themselves
WANTED = 0.05


def main() -> None:
    """Run the study, watch it, and say what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", type=int, default=512, help="base points, a power of two (default: 512)")
    parser.add_argument("--world", default="uk")
    parser.add_argument("--replicates", type=int, default=2)
    parser.add_argument("--processes", type=int, default=cores())
    parser.add_argument("--executor", default="processes")
    given = parser.parse_args()
    words = [
        "study=sensitivity",
        "design=sobol",
        f"design.n={given.n}",
        f"design.ranges={{{','.join(f'{key}:[]' for key in FACTORS)}}}",
        f"world={given.world}",
        f"replicates={given.replicates}",
        f"study.executor={given.executor}",
        f"study.processes={given.processes}",
        "study.figures=false",
    ]
    root = compose(words)
    design = kind_named(root.study.kind).design(root)
    print(machine())
    print(
        f"{design.runs} runs: {len(design.points)} points, {len(design.cells)} cells, {design.shards} files", flush=True
    )
    before = _bare(design)
    with tempfile.TemporaryDirectory() as text:
        folder = Path(text) / "study"
        seconds, looks = _watch(words, folder)
        after = _bare(design)
        megabytes = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
        about = json.loads((folder / "manifest.json").read_text())
    each = [one * design.runs / given.processes for one in before + after]
    bare = statistics.fmean(each)
    over = ratio_of([seconds] * len(each), each)
    _memory(looks)
    table(
        "The study",
        ("", "value"),
        [
            ["runs, of which failed", f"{about['runs']}, {about['failures']}"],
            ["minutes, the whole command", f"{seconds / 60:.1f}"],
            ["minutes of the bare runs, by the number of processes", f"{bare / 60:.1f}"],
            ["over (95 %, of the bare runs)", over.over],
            [f"at most {100 * WANTED:.0f} % over", over.judged(1.0 + WANTED)],
            [
                "ms a run before and after, one process",
                f"{1000 * statistics.fmean(before):.1f}, {1000 * statistics.fmean(after):.1f}",
            ],
            ["MB on disk", f"{megabytes:.0f}"],
        ],
        "Two processes at once slow each other down by what they share of the "
        "machine, which\n  the bare time, of one process, leaves out; parts/executors.py has both.",
    )


def _bare(design: Design) -> list[float]:
    """Mean seconds of a run in each of some blocks spread over the design, as a worker carries them out, nothing written."""
    shards = range(0, design.shards, max(1, design.shards // 8))
    list(run_jobs(design.jobs(0)[:1]))
    taken = []
    for shard in shards:
        jobs = design.jobs(shard)[: max(2, TIMED // len(shards))]
        began = time.perf_counter()
        runs = sum(1 for _ in run_jobs(jobs))
        taken.append((time.perf_counter() - began) / runs)
    return taken


def _watch(words: list[str], folder: Path) -> tuple[float, list[tuple[int, float, float]]]:
    """Run the command; seconds, and at each look the shards done, memory of the command, and of all its workers, in MB."""
    began = time.perf_counter()
    command = subprocess.Popen(
        [sys.executable, "-m", "pullthrough", *words, f"hydra.run.dir={folder}"],
        env=child_environment(),
        stdout=subprocess.DEVNULL,
    )
    looks = []
    while command.poll() is None:
        time.sleep(EVERY)
        own, workers = _resident(command.pid), sum(_resident(pid) for pid in _below(command.pid))
        if own:
            looks.append((len(list(folder.glob("runs/part-*.parquet"))), own, workers))
    if command.returncode:
        sys.exit(f"the study ended with exit code {command.returncode}")
    return time.perf_counter() - began, looks


def _memory(looks: list[tuple[int, float, float]]) -> None:
    tenths = [looks[min(len(looks) - 1, i * len(looks) // 10)] for i in range(11)]
    rows = [[f"{10 * i} %", done, f"{own:.0f}", f"{workers:.0f}"] for i, (done, own, workers) in enumerate(tenths)]
    rows.append(
        ["peak", "", f"{max(own for _, own, _ in looks):.0f}", f"{max(workers for _, _, workers in looks):.0f}"]
    )
    table("Memory as the study goes on, MB", ("time", "files", "command", "all below it"), rows)


def _below(pid: int) -> list[int]:
    """All processes that descend from one."""
    parents: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents.setdefault(int(path.read_text().rpartition(")")[2].split()[1]), []).append(int(path.parent.name))
        except (OSError, IndexError, ValueError):
            continue
    found, todo = [], [pid]
    while todo:
        below = parents.get(todo.pop(), [])
        found += below
        todo += below
    return found


def _resident(pid: int) -> float:
    """Memory of a process that it does not share, in MB; 0 if it has gone."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


if __name__ == "__main__":
    main()
