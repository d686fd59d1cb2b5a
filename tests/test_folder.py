"""The folder of a study: what differs is said, a full disk is said, what was written stays."""

from __future__ import annotations

import errno
import json
import os
import resource
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from commands import SMALL
from inputs import TINY

from pullthrough import cli
from pullthrough.parameters.composition.compose import compose
from pullthrough.study.design.design import Design
from pullthrough.study.kinds.compare import compare
from pullthrough.study.output.manifest import manifest, write_manifest
from pullthrough.study.storage import store, writing
from pullthrough.study.storage.differences import Difference, differences
from pullthrough.study.storage.folder import OtherStudy, read_manifest, refuse_other

WORDS = [*TINY, "replicates=2", "study.executor=serial", "study.figures=false"]


def about(*words: str) -> dict[str, object]:
    root = compose([*WORDS, *words])
    return manifest(root, Design.of(root), "pullthrough")


def told(*words: str) -> list[tuple[str, str, str, str]]:
    return [(d.part, d.what, d.one, d.other) for d in differences(about(), about(*words))]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], []),
        (["study.executor=auto", "study.figures=true", "study.cluster.minutes=3"], []),
        (["seed=2", "replicates=3"], [("seeds", "replicates", "2", "3"), ("seeds", "seed", "1", "2")]),
        (["world.need.drift=0.2"], [("data", "world.need.drift", "0.05", "0.2")]),
        (["policy.pipeline.horizon=9"], [("config", "policy.pipeline.horizon", "null", "9")]),
        (["observe.last_year=2024"], [("config", "observe.last_year", "2025", "2024")]),
    ],
)
def test_what_differs(words: list[str], expected: list[tuple[str, str, str, str]]) -> None:
    assert told(*words) == expected


def test_files_of_policies_and_code_differ() -> None:
    one, other = about(), about()
    changes = json.loads(json.dumps(other["policies"]))
    changes["dsis_core"][0]["value"] = 77.0
    other |= {"policies": changes, "code": "x" * 64, "versions": {**other["versions"], "numpy": "0.1"}}  # type: ignore[dict-item]
    found = differences(one, other)
    assert [d.part for d in found] == ["data", "code", "libraries"]
    assert found[0].what.startswith("scenario dsis_core, ") and found[0].other == "77.0"
    assert found[1].other.startswith("xxxxxxxxxx") and found[2] == Difference(
        "libraries",
        "numpy",
        one["versions"]["numpy"],
        "0.1",  # type: ignore[index]
    )


def test_a_refusal_says_what_differs(tmp_path: Path) -> None:
    write_manifest(tmp_path, about("seed=7", "world.need.drift=0.2"))
    root = compose(WORDS)
    design = Design.of(root)
    with pytest.raises(OtherStudy) as refused:
        refuse_other(tmp_path, design.fingerprint, lambda: manifest(root, design, ""))
    text = str(refused.value)
    assert "nothing was run. What differs:\n  seed: 7 there, 1 here\n  world.need.drift: 0.2 there, 0.05 here\n" in text
    (tmp_path / "manifest.json").write_text("{")
    with pytest.raises(OtherStudy, match="no manifest to show the difference"):
        refuse_other(tmp_path, design.fingerprint, lambda: manifest(root, design, ""))


def test_a_shard_that_cannot_be_written_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, content: bytes) -> None:
        with writing.being_written(path):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(store, "write_whole", full)
    with pytest.raises(OSError, match="No space left on device"):
        compare(compose([*WORDS, *SMALL]), tmp_path)
    assert list((tmp_path / "runs").iterdir()) == []
    assert read_manifest(tmp_path)["state"] == "running"
    monkeypatch.undo()
    assert len(compare(compose([*WORDS, *SMALL]), tmp_path).effects)


def test_half_a_file_of_an_ended_process_goes_and_no_other(tmp_path: Path) -> None:
    (tmp_path / "runs").mkdir()
    names = [f"runs/.part-0001.parquet.{host}" for host in (f"{socket.gethostname()}.17", "elsewhere.17", "x.117")]
    for name in (*names, "runs/part-0000.parquet"):
        (tmp_path / name).write_text("half")
    store.clear_partial(tmp_path, 17)
    assert sorted(p.name for p in (tmp_path / "runs").iterdir()) == sorted(
        Path(name).name for name in (*names[1:], "part-0000.parquet")
    )
    store.clear_partial(tmp_path)
    assert [p.name for p in (tmp_path / "runs").iterdir()] == ["part-0000.parquet"]


@pytest.mark.parametrize("executor", ["serial", "processes"])
def test_a_full_disk_is_said(executor: str, tmp_path: Path, compiled: None) -> None:
    """No file may grow over 60 kB here, which stands for a full disk: some results are larger, settings are not."""
    words = [*SMALL, "replicates=8", f"study.executor={executor}", "study.processes=2", "hydra.run.dir=out"]
    done = _command(tmp_path, words, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000)))
    assert done.returncode == 1, done.stderr
    assert "cannot write the results: File too large" in done.stderr and "Traceback" not in done.stderr
    assert f"To resume:\n  pullthrough {' '.join(words[:-1])} hydra.run.dir={tmp_path / 'out'}" in done.stderr
    assert not list((tmp_path / "out" / "runs").glob(".part-*"))
    done = _command(tmp_path, words)
    assert done.returncode == 0, done.stderr


def _command(folder: Path, words: list[str], before: object = None) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    return subprocess.run(
        [sys.executable, "-m", "pullthrough", *words],
        cwd=folder,
        env=environment,
        preexec_fn=before,  # type: ignore[arg-type]
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("folder", ["file/in/it", "/proc/nowhere", "file"])
def test_a_folder_that_cannot_be_written_is_refused(
    folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(cli, "_import_ahead", lambda argv: None)
    (tmp_path / "file").write_text("in the way")
    assert cli.command([*WORDS, f"hydra.run.dir={folder}"]) == 2
    err = capsys.readouterr().err
    assert f"cannot write to {folder}: " in err and "nothing was run" in err
