"""Cache, home, temporary folder and shared memory that cannot be used: said before anything is run, with the cure."""

from __future__ import annotations

from pathlib import Path

import pytest
from machine import WORDS, WRONG_WORD, command, with_read_only

from pullthrough import cli
from pullthrough.study.execution import process_context, surroundings
from pullthrough.study.execution.surroundings import Surroundings, attempt, why_surroundings


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"PULLTHROUGH_CACHE": "/proc/nope"}, "compiled rules cannot be kept in /proc/nope"),
        ({"PULLTHROUGH_CACHE": None, "XDG_CACHE_HOME": None, "HOME": "/dev/null"}, "/dev/null/.cache/pullthrough"),
    ],
)
def test_a_cache_that_cannot_be_had_is_said_with_the_variable(
    variables: dict[str, str | None],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name, value in variables.items():
        if value is None:
            monkeypatch.delenv(name, raising=False)
        else:
            monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    assert cli.command([*WORDS, "hydra.run.dir=out"]) == 2
    errors = capsys.readouterr().err
    assert not (tmp_path / "out").exists()
    assert said in errors and "PULLTHROUGH_CACHE=FOLDER" in errors and "nothing was run" in errors


def test_a_user_without_a_home_is_told_what_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_home() -> Path:
        raise RuntimeError("Could not determine home directory.")

    for name in ("PULLTHROUGH_CACHE", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(Path, "home", no_home)
    (found,) = surroundings.problems()
    assert "no home folder" in found and "PULLTHROUGH_CACHE=FOLDER" in found


def test_a_read_only_cache_is_said(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    cache.mkdir(mode=0o700)
    before = with_read_only(str(cache))
    done = command(tmp_path, [*WORDS, "hydra.run.dir=out"], before, PULLTHROUGH_CACHE=str(cache))
    assert done.returncode == 2 and "Read-only file system" in done.stderr and "PULLTHROUGH_CACHE" in done.stderr


def test_the_server_starts_though_the_temporary_folder_has_a_long_name(tmp_path: Path) -> None:
    long = tmp_path / ("x" * 100)
    long.mkdir()
    done = command(tmp_path, WRONG_WORD, TMPDIR=str(long))
    assert done.returncode == 2 and "there is no such key" in done.stderr


def test_where_no_folder_is_short_enough_workers_are_spawned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process_context, "_folder_of_sockets", lambda: "")
    assert process_context.context().get_start_method() == "spawn"


@pytest.mark.slow
def test_without_shared_memory_runs_follow_each_other(tmp_path: Path, compiled: None) -> None:
    words = [word for word in WORDS if word != "study.executor=serial"]
    words += ["study.executor=processes", "study.processes=2", "hydra.run.dir=out"]
    done = command(tmp_path, words, with_read_only("/dev/shm"))
    assert done.returncode == 0, done.stderr
    assert "a second process cannot be used here" in done.stderr and "/dev/shm" in done.stderr


def test_a_failure_of_the_machine_is_no_result() -> None:
    def out_of_memory() -> None:
        raise MemoryError

    def full_disk() -> None:
        raise OSError(28, "No space left on device", "/x")

    for run, said in ((out_of_memory, "not enough memory"), (full_disk, "No space left on device: /x")):
        with pytest.raises(Surroundings, match=said):
            attempt(run)
    wrapped = RuntimeError("lowering failed")
    wrapped.__cause__ = MemoryError()
    assert why_surroundings(wrapped) and not why_surroundings(ZeroDivisionError("no rivals"))
