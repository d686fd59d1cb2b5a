"""Several commands at once, a folder that is another study's, and a command within somebody else's repository."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

import pytest
from machine import WORDS, WRONG_WORD, command

from pullthrough import cli
from pullthrough.study.storage import provenance
from pullthrough.study.storage.folder import make_free


def test_commands_that_start_in_one_second_have_a_folder_each(tmp_path: Path) -> None:
    folders = [make_free(tmp_path / "outputs" / "12-00-00") for _ in range(3)]
    assert [folder.name for folder in folders] == ["12-00-00", "12-00-00-2", "12-00-00-3"]
    assert all(folder.is_dir() for folder in folders)


def test_a_refused_command_writes_nothing(
    tmp_path: Path, compiled: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.command([*WORDS, "hydra.run.dir=out"]) == 0
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert "seed=2" not in (tmp_path / "out" / ".hydra" / "overrides.yaml").read_text()
    assert cli.command([*WORDS, "seed=2", "hydra.run.dir=out"]) == 2
    assert "holds another study" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_a_refused_command_holds_no_output(tmp_path: Path) -> None:
    began = time.monotonic()
    alone = command(tmp_path, [*WRONG_WORD, "study.executor=serial"])
    serial, began = time.monotonic() - began, time.monotonic()
    done = command(tmp_path, WRONG_WORD)  # returns when nobody holds the pipe any more
    assert (alone.returncode, done.returncode) == (2, 2)
    assert time.monotonic() - began < 2 * serial + 1


def test_the_commit_is_the_products_whatever_git_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = provenance.commit()
    other = tmp_path / "other"
    for words in (["init", "-q", str(other)], ["-C", str(other), "commit", "-q", "--allow-empty", "-m", "x"]):
        subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@b.c", *words], check=True)
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other))
    trap = tmp_path / "trap"
    for name, text in (("COUNT", "1"), ("KEY_0", "core.fsmonitor"), ("VALUE_0", f"touch {trap}; false")):
        monkeypatch.setenv(f"GIT_CONFIG_{name}", text)
    assert provenance.commit() == before and not trap.exists()
