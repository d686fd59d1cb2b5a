"""Whichever executor runs a study, and whatever is killed meanwhile: the same bytes, and nothing left behind."""

from __future__ import annotations

import os
import shlex
import signal
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from commands import SMALL, Command, content, kill, needs_proc, shards, wait_until
from inputs import TINY

from pullthrough.parameters.composition.compose import compose
from pullthrough.parameters.schema.study import Cluster
from pullthrough.study.design.design import Design
from pullthrough.study.execution import executors
from pullthrough.study.execution.executors import EXTRAS, FRUITLESS, Task, WorkersLost, choose, execute, problems_of
from pullthrough.study.storage.folder import LOCK, at_work, is_at_work
from pullthrough.study.storage.store import seal_path, shard_path

PATIENCE = Path(__file__).with_name("patience.py")
WORDS = [f"--extension={PATIENCE}", *SMALL, "replicates=24", "study.processes=2"]
"""Six shards of eight runs; for some seconds after the first two there is something left to stop."""
SOME = 2  # shards on disk before anything is killed


def executor(name: str, mark: pytest.MarkDecorator = pytest.mark.slow) -> Any:
    """A test's parameter: an executor, left out if its package is not installed; slow, or so marked, if it starts a cluster."""
    package = EXTRAS[name]
    if not package:
        return pytest.param(name, marks=needs_proc)
    missing = pytest.mark.skipif(find_spec(package) is None, reason=f"{package} is not installed")
    return pytest.param(name, marks=[missing, needs_proc, mark])


def words_of(name: str) -> list[str]:
    return [f"study.executor={name}", *(["study.cluster.local=true"] if name == "slurm" else [])]


def has_some(command: Command, folder: Path) -> bool:
    """Wait until some shards are on disk, or the command has ended; whether there are some."""
    wait_until(lambda: shards(folder) >= SOME or command.process.poll() is not None)
    return shards(folder) >= SOME


@pytest.fixture(scope="module")
def uninterrupted(compiled: None, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The files of the study when nothing disturbs it."""
    folder = tmp_path_factory.mktemp("whole")
    code, _, errors = Command(folder, *WORDS, "study.executor=serial", "hydra.run.dir=out").end()
    assert code == 0, errors
    return content(folder / "out")


@pytest.mark.parametrize("name", [executor(name) for name in ("processes", "dask", "ray", "slurm")])
def test_the_same_bytes_though_a_worker_is_killed(name: str, tmp_path: Path, uninterrupted: dict[str, str]) -> None:
    command = Command(tmp_path, *WORDS, *words_of(name), "hydra.run.dir=out")
    try:
        assert has_some(command, tmp_path / "out"), "no shard was finished"
        workers = command.workers(name)
        assert workers, "no worker was found"
        kill(workers[0])
        code, _, errors = command.end()
    finally:
        command.kill()
    assert code == 0, errors
    assert content(tmp_path / "out") == uninterrupted
    assert command.family() == []


@pytest.mark.parametrize("name", [executor("processes"), executor("dask"), executor("ray", pytest.mark.long)])
def test_a_killed_command_leaves_no_process_and_loses_no_shard(
    name: str, tmp_path: Path, uninterrupted: dict[str, str]
) -> None:
    command = Command(tmp_path, *WORDS, *words_of(name), "hydra.run.dir=out")
    try:
        assert has_some(command, tmp_path / "out")
        kill(command.process.pid)
        command.process.communicate()
        # Ray's own agents notice a little more than a minute later, if they had not yet begun when they lost their master
        assert wait_until(lambda: not command.family(), 200), f"left behind: {command.left()}"
    finally:
        command.kill()
    kept = {name: text for name, text in content(tmp_path / "out").items() if name.endswith(".parquet")}
    whole = [name for name in kept if not name.startswith("runs/.")]
    assert len(whole) >= SOME and all(uninterrupted[name] == kept[name] for name in whole)
    code, _, errors = Command(tmp_path, *WORDS, "hydra.run.dir=out").end()
    assert code == 0 and "done before" in errors
    assert content(tmp_path / "out") == uninterrupted


@needs_proc
def test_a_command_killed_while_it_draws_leaves_no_process(tmp_path: Path, compiled: None) -> None:
    words = [word for word in SMALL if word != "study.figures=false"]
    command = Command(tmp_path, *words, "replicates=8", "study.processes=2", "hydra.run.dir=out")
    try:
        assert wait_until(lambda: (tmp_path / "out" / "effects.csv").exists())
        kill(command.process.pid)
        command.process.wait()
        assert wait_until(lambda: not command.family(), 60), f"left behind: {command.left()}"
    finally:
        command.kill()


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("serial", signal.SIGINT),
        ("processes", signal.SIGTERM),
        pytest.param("processes", signal.SIGINT, marks=pytest.mark.slow),
    ],
)
@needs_proc
def test_ctrl_c_ends_at_once_and_says_how_to_go_on(
    name: str, number: int, tmp_path: Path, uninterrupted: dict[str, str]
) -> None:
    command = Command(tmp_path, *WORDS, f"study.executor={name}", "hydra.run.dir=out")
    try:
        assert has_some(command, tmp_path / "out")
        began = time.monotonic()
        os.kill(command.process.pid, number)
        code, _, errors = command.end()
        took = time.monotonic() - began
        assert wait_until(lambda: not command.family(), 5)
    finally:
        command.kill()
    assert code == 130 and "Completed runs are saved" in errors and "Traceback" not in errors
    assert took < 8  # half a second on a quiet machine
    resume = shlex.split(errors.strip().splitlines()[-1])
    assert resume[0] == "pullthrough" and resume[-1] == f"hydra.run.dir={tmp_path / 'out'}"
    code, _, errors = Command(tmp_path, *resume[1:]).end()
    assert code == 0, errors
    assert content(tmp_path / "out") == uninterrupted


def test_a_second_command_in_the_folder_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    with at_work(folder):
        assert is_at_work(folder)
        code, _, errors = Command(tmp_path, *SMALL, "replicates=2", "hydra.run.dir=out").end()
        assert code == 2 and "another command is running in" in errors and "Traceback" not in errors
        assert not (folder / "runs").exists()
    assert not is_at_work(folder) and not (folder / LOCK).exists()


def test_executors_that_cannot_be_had_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def said(*words: str) -> str:
        return " ".join(map(str, problems_of(compose([*TINY, *words]).study)))

    monkeypatch.setattr(executors, "find_spec", lambda name: None)
    assert "pip install 'pullthrough[dask]'" in said("study.executor=dask")
    assert "'submitit', which is not installed" in said("study.executor=slurm")
    assert not said("study.executor=processes") and not said()
    monkeypatch.setattr(executors, "find_spec", lambda name: name)
    monkeypatch.setattr(executors, "which", lambda name: None)
    assert "study.cluster.local=true" in said("study.executor=slurm")
    assert not said("study.executor=slurm", "study.cluster.local=true") and not said("study.executor=ray")


def test_which_executor_is_chosen() -> None:
    study = compose([*TINY, "study.executor=dask", "study.processes=7"]).study
    assert (choose(study, 100, 20).name, choose(study, 100, 20).workers, choose(study, 8, 2).workers) == ("dask", 7, 2)
    assert choose(study, 0, 0).name == "serial"


class Fake:
    """An executor that finishes some of its shards and is then killed."""

    def __init__(self, each: int) -> None:
        self.each, self.rounds = each, 0

    def run(self, task: Task) -> None:
        self.rounds += 1
        for shard in task.shards[: self.each]:
            path = shard_path(task.folder, shard)
            path.parent.mkdir(exist_ok=True)
            path.write_text("done")
            seal_path(task.folder, shard).write_text("sealed")
        raise WorkersLost("killed")


@pytest.mark.parametrize(("each", "rounds", "ends_well"), [(4, 3, True), (1, 12, True), (0, FRUITLESS, False)])
def test_what_killed_workers_had_is_given_out_again(
    each: int, rounds: int, ends_well: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    design = Design.of(compose([*TINY, "replicates=48"]))
    fake, told = Fake(each), []
    monkeypatch.setattr(executors, "import_module", lambda name: fake)
    task = Task(design, tmp_path, tuple(range(12)), 2, Cluster(), told.append)
    if ends_well:
        execute("fake", task)
    else:
        with pytest.raises(WorkersLost, match="killed"):
            execute("fake", task)
    assert fake.rounds == rounds and len(task.missing()) == (0 if ends_well else 12)
