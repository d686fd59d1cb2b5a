"""The same study under every executor that is installed: seconds a run, start, and what it costs over the bare runs."""

from __future__ import annotations

import hashlib
import statistics
import tempfile
import time
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import Any

from timing import interleaved, ratio_of, table

from pullthrough.parameters.composition.compose import compose
from pullthrough.parameters.schema.study import Cluster, Study
from pullthrough.study.design.design import Design
from pullthrough.study.execution.executors import EXTRAS, Task, execute, problems_of
from pullthrough.study.execution.process_context import context, prepare
from pullthrough.study.execution.shared_prefix import run_jobs
from pullthrough.study.storage.store import RUNS

WANTED = 0.05
WORKERS = 2
FEW, MANY = 32, 256  # replicates; both make eight shards, four for each worker
BARE, AGAIN = "bare runs", "bare runs again"
"""The yardstick, and the yardstick held against itself: what that shows is the machine's doing."""


def measure(rounds: int) -> None:
    """Two sizes of the main comparison on ``uk`` for each executor, in turn; the slope is the time of a run."""
    designs = {n: Design.of(compose([f"replicates={n}"])) for n in (FEW, MANY)}
    assert {design.shards for design in designs.values()} == {8}
    names = [BARE, AGAIN, *(name for name in EXTRAS if name != "serial" and not list(problems_of(_study(name))))]
    prepare()
    _bare(designs[FEW], context())  # everything is compiled, and the server runs
    digests: dict[str, str] = {}

    def seconds(name: str, n: int) -> float:
        if name in (BARE, AGAIN):
            return _bare(designs[n], context())
        taken, digest = _study_of(name, designs[n])
        if n == MANY and digests.setdefault(BARE, digest) != digest:
            raise RuntimeError(f"{name} wrote other bytes")
        return taken

    cases = {f"{name} {n}": lambda name=name, n=n: seconds(name, n) for name in names for n in designs}  # type: ignore[misc]
    found = interleaved(cases, rounds)
    runs = {n: design.runs for n, design in designs.items()}
    slopes = {
        name: [
            (many - few) / (runs[MANY] - runs[FEW])
            for few, many in zip(found[f"{name} {FEW}"], found[f"{name} {MANY}"], strict=True)
        ]
        for name in names
    }
    rows = []
    for name in names:
        ratio = ratio_of(slopes[name], slopes[BARE])
        slope = statistics.median(slopes[name])
        whole = statistics.median(found[f"{name} {MANY}"])
        over = ["", ""] if name == BARE else [ratio.over, ratio.judged(1.0 + WANTED)]
        rows.append([name, f"{whole:.1f}", f"{1000 * slope:.1f}", f"{whole - runs[MANY] * slope:.1f}", *over])
    table(
        f"A study of {runs[MANY]} runs, world uk, {WORKERS} workers (medians of {rounds})",
        ("executor", "seconds", "ms a run", "start, s", "over bare (95 %)", "as wanted"),
        rows,
        f"wanted: processes at most {100 * WANTED:.0f} % over. bare: the same runs in {WORKERS} processes, nothing written or "
        "told; its start is not counted.\n  'again' is the bare runs held against themselves: if that is not sure to lie within "
        "the limit, nothing can be decided here\n  and now; take more rounds, or a quieter machine. ms a run: slope between the "
        "two sizes, wall time. All wrote the same bytes.",
    )


def _study(name: str) -> Study:
    return Study(executor=name, cluster=Cluster(local=True))


def _study_of(name: str, design: Design) -> tuple[float, str]:
    """Seconds of a whole study, and a hash of its files."""
    with tempfile.TemporaryDirectory() as text:
        folder, began = Path(text), time.perf_counter()
        shards = tuple(range(design.shards))
        execute(name, Task(design, folder, shards, WORKERS, Cluster(local=True), lambda done: None))
        taken = time.perf_counter() - began
        digest = hashlib.sha256(b"".join(path.read_bytes() for path in sorted((folder / RUNS).glob("*.parquet"))))
    return taken, digest.hexdigest()


def _bare(design: Design, start: BaseContext) -> float:
    """Seconds in which two processes do nothing but the runs, each every second shard."""
    ready: Any = start.Barrier(WORKERS + 1)  # type: ignore[attr-defined]
    workers = [start.Process(target=_run_bare, args=(design, i, ready)) for i in range(WORKERS)]  # type: ignore[attr-defined]
    for worker in workers:
        worker.start()
    ready.wait()
    began = time.perf_counter()
    for worker in workers:
        worker.join()
    return time.perf_counter() - began


def _run_bare(design: Design, place: int, ready: Any) -> None:
    list(run_jobs(design.jobs(place)[:2]))
    ready.wait()
    for shard in range(place, design.shards, WORKERS):
        for _ in run_jobs(design.jobs(shard)):
            pass
