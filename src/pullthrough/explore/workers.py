"""Processes that hold runs ready: a scenario run up to the quarter in which levers are moved, one for each seed.

A move then costs the quarters that follow it and no more. A newer move makes the older one void: what is running ends, the
rest is dropped.
"""

from __future__ import annotations

import queue
import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pullthrough.explore.question import Asked
from pullthrough.parameters.policy.setting import Setting
from pullthrough.study.design.design import Job, replicate_seed
from pullthrough.study.execution.executors import cores
from pullthrough.study.execution.process_context import context, follow_parent, why_alone
from pullthrough.study.execution.worker import row_of
from pullthrough.study.storage.store import Row

MOST_ROWS, MOST_HELD = 400, 24
"""Runs kept as they came out, and runs held ready, in each process."""


@dataclass(frozen=True)
class Move:
    """What a process is asked to run: every setting with each of its seeds, pair by pair."""

    number: int
    settings: tuple[Setting, ...]
    trunks: tuple[Setting, ...]
    starts: tuple[int, ...]
    seeds: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Answer:
    """A run of a move; nothing is left to come from a process if there is no row."""

    move: int
    row: Row | None


class Held:
    """The runs of one process."""

    def __init__(self) -> None:
        self._rows: OrderedDict[tuple[Any, ...], Row] = OrderedDict()
        self._trunks: OrderedDict[tuple[Any, ...], Any] = OrderedDict()

    def run(self, setting: Setting, trunk: Setting, start: int, replicate: int, seed: int) -> Row:
        """The run of a setting, from where it leaves its trunk on; one that was run before is there already.

        One that never leaves it is held ready at ``start``, so that the first lever moved finds it there.
        """
        key = (setting.timeline, repr(setting.observe), seed)
        if key not in self._rows:
            job = Job(replicate, setting, replicate, seed)
            try:
                self._rows[key] = row_of(job, self._from_trunk(setting, trunk, start, seed).run().results())
            except Exception as error:  # a run that fails is a finding
                self._rows[key] = row_of(job, error)
        self._rows.move_to_end(key)
        while len(self._rows) > MOST_ROWS:
            self._rows.popitem(last=False)
        return replace(self._rows[key], scenario=setting.name, replicate=replicate)

    def _from_trunk(self, setting: Setting, trunk: Setting, start: int, seed: int) -> Any:
        from pullthrough.model import PullThroughModel

        leaves = setting.first_difference(trunk)
        quarter = start if leaves is None else leaves
        if not 0 < quarter < setting.world.calendar.quarters:
            return PullThroughModel(setting, rng=seed)
        key = (trunk.timeline, quarter, seed)
        if key not in self._trunks:
            self._trunks[key] = self._trunk(trunk, quarter, seed).run_until_quarter(quarter)
        self._trunks.move_to_end(key)
        while len(self._trunks) > MOST_HELD:
            self._trunks.popitem(last=False)
        return self._trunks[key].branch(setting)

    def _trunk(self, trunk: Setting, quarter: int, seed: int) -> Any:
        """A run of a trunk, as far on its way to a quarter as one of those held: a later start goes on from an earlier one."""
        from pullthrough.model import PullThroughModel

        earlier = [
            at for timeline, at, of in self._trunks if timeline == trunk.timeline and of == seed and at < quarter
        ]
        if not earlier:
            return PullThroughModel(trunk, rng=seed)
        return self._trunks[trunk.timeline, max(earlier), seed].branch(trunk)


def serve(moves: Any, answers: Any, newest: Any) -> None:
    """Run moves until there is none; one that is no longer the newest ends between two runs."""
    follow_parent()
    held, world = Held(), ""
    while (move := moves.get()) is not None:
        if (now := repr(move.settings[0].world)) != world:
            held, world = Held(), now
        for replicate, seed in move.seeds:
            for setting, trunk, start in zip(move.settings, move.trunks, move.starts, strict=True):
                if newest.value != move.number:
                    break
                answers.put(Answer(move.number, held.run(setting, trunk, start, replicate, seed)))
        answers.put(Answer(move.number, None))


class Workers:
    """A process for each core, or a thread where no process can share anything; each has seeds of its own."""

    def __init__(self, processes: int = 0) -> None:
        self._many = processes or cores()
        self._lock = threading.Lock()
        make: Any = context() if not why_alone() else None
        if make is None:
            self._newest: Any = _Number()
            self._answers: Any = queue.Queue()
            self._moves: list[Any] = [queue.Queue()]
            self._many = 1
            threading.Thread(target=serve, args=(self._moves[0], self._answers, self._newest), daemon=True).start()
            self._processes: list[Any] = []
        else:
            self._newest = make.Value("q", 0)
            self._answers = make.Queue()
            self._moves = [make.Queue() for _ in range(self._many)]
            self._processes = [
                make.Process(target=serve, args=(moves, self._answers, self._newest), daemon=True)
                for moves in self._moves
            ]
            for process in self._processes:
                process.start()
        self._waiting: dict[int, queue.Queue[Answer]] = {}
        self._ended = threading.Event()
        threading.Thread(target=self._deal, daemon=True).start()

    @property
    def newest(self) -> int:
        """The number of the newest move."""
        return int(self._newest.value)

    def move(self, asked: Asked) -> int:
        """Begin a move, and drop the one before; returns its number."""
        with self._lock:
            self._newest.value += 1
            number = int(self._newest.value)
            self._waiting[number] = queue.Queue()
            seeds = [(i, replicate_seed(asked.root.seed, i)) for i in range(asked.question.pairs)]
            for k, moves in enumerate(self._moves):
                moves.put(Move(number, asked.settings, asked.trunks, asked.starts, tuple(seeds[k :: self._many])))
        return number

    def rows(self, number: int) -> Iterator[Row]:
        """The runs of a move as they come; ends early if there is a newer one.

        Raises:
            RuntimeError: if the processes have ended.
        """
        mine, left = self._waiting[number], self._many
        try:
            while left and number == self.newest:
                try:
                    answer = mine.get(timeout=0.2)
                except queue.Empty:
                    if self._processes and not all(process.is_alive() for process in self._processes):
                        raise RuntimeError(
                            "a process that runs the model has ended, perhaps for want of memory"
                        ) from None
                    continue
                if answer.row is None:
                    left -= 1
                else:
                    yield answer.row
        finally:
            with self._lock:
                self._waiting.pop(number, None)

    def end(self) -> None:
        """End the processes."""
        self._ended.set()
        with self._lock:
            self._newest.value += 1
        for process in self._processes:
            process.kill()

    def _deal(self) -> None:
        """Give each answer to the move that waits for it; those of a dropped move go nowhere."""
        while not self._ended.is_set():
            try:
                answer = self._answers.get(timeout=0.5)
            except (queue.Empty, OSError, EOFError):
                continue
            if waiting := self._waiting.get(answer.move):
                waiting.put(answer)


@dataclass
class _Number:
    """A number that threads share."""

    value: int = 0


def paired(rows: Sequence[Row], sides: int) -> list[Row]:
    """The runs of those seeds for which every side has been run."""
    by_replicate: dict[int, list[Row]] = {}
    for row in rows:
        by_replicate.setdefault(row.replicate, []).append(row)
    return [row for mine in by_replicate.values() if len(mine) == sides for row in mine]
