"""Killed with the signal that nobody can catch, at random points, again and again: the bytes are those of a quiet run."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest
from commands import SMALL, Command, content, kill, needs_proc, shards, wait_until

WORDS = [*SMALL, "world.calendar.burn_in=8", "replicates=32", "study.processes=2", "hydra.run.dir=out"]
KILLS = 12


@needs_proc
@pytest.mark.slow
def test_killed_a_dozen_times_and_resumed(compiled: None, tmp_path: Path) -> None:
    (tmp_path / "quiet").mkdir()
    command = Command(tmp_path / "quiet", *WORDS)
    code, _, errors = command.end()
    assert code == 0, errors
    expected = content(tmp_path / "quiet" / "out")
    began, chance, kills, studies, left_half = time.monotonic(), random.Random(1), 0, 0, 0
    while kills < KILLS:
        studies += 1
        folder = tmp_path / f"study{studies}"
        folder.mkdir()
        done = False
        while not done:
            kept = _shards(folder / "out")
            command = Command(folder, *WORDS)
            try:
                if kills < KILLS:
                    kills += _killed(command, folder / "out", chance)
                code, _, errors = command.end()
                assert wait_until(lambda: not command.family(), 15), "something was left running"  # noqa: B023
            finally:
                command.kill()
            assert code in (0, -9), errors
            assert kept.items() <= _shards(folder / "out").items(), "a finished shard was lost"
            left_half += len(list((folder / "out" / "runs").glob(".part-*")))
            done = code == 0
        assert content(folder / "out") == expected
    print(f"{kills} kills, {studies} studies, {left_half} half-written files, {time.monotonic() - began:.0f} s")


def _killed(command: Command, folder: Path, chance: random.Random) -> int:
    """Kill the command, one worker of it or all its processes at some point; returns whether it was still running."""
    begin = chance.choice([0, shards(folder), shards(folder) + 1, shards(folder) + 2])
    wait_until(lambda: shards(folder) >= begin or command.process.poll() is not None)
    time.sleep(chance.uniform(0, 1.5))
    if command.process.poll() is not None:
        return 0
    workers = command.workers("processes")
    match chance.choice(["command", "command", "worker", "all"]):
        case "worker" if workers:
            kill(chance.choice(workers))
        case "all":
            for pid in [command.process.pid, *command.family()]:
                kill(pid)
        case _:
            kill(command.process.pid)
    return 1


def _shards(folder: Path) -> dict[str, str]:
    return {name: text for name, text in content(folder).items() if name.startswith("runs/part-")}
