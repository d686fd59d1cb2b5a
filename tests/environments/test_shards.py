"""A study whose files were damaged, mixed up or edited: what is wrong is named, left out, and made again."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from commands import content
from inputs import TINY

from pullthrough import cli
from pullthrough.parameters.composition.compose import compose
from pullthrough.study.kinds.compare import compare
from pullthrough.study.storage.shards import shards_of, whole_shards
from pullthrough.study.storage.store import Row, is_sealed, read_runs, seal_path, shard_path, write_shard

WORDS = [*TINY, "replicates=10", "study.executor=serial", "study.figures=false", "world.calendar.burn_in=8"]


@pytest.fixture(scope="module")
def study(compiled: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished study of three shards."""
    folder = tmp_path_factory.mktemp("whole") / "study"
    compare(compose(WORDS), folder, "pullthrough")
    return folder


@pytest.fixture
def folder(study: Path, tmp_path: Path) -> Path:
    """A copy of it, to be spoilt."""
    shutil.copytree(study, tmp_path / "study")
    return tmp_path / "study"


def flip(path: Path) -> None:
    text = bytearray(path.read_bytes())
    text[len(text) // 2] ^= 1
    path.write_bytes(text)


def into_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def of_another_study(path: Path) -> None:
    number = int(path.stem.partition("-")[2])
    write_shard(path.parents[1], number, [Row(0, "a", 0, 1, "", {}, {}, {})], "f" * 64)


def one_of_the_others(path: Path) -> None:
    shutil.copy(shard_path(path.parents[1], 0), path)
    shutil.copy(seal_path(path.parents[1], 0), seal_path(path.parents[1], 1))


SPOILS: list[tuple[str, Callable[[Path], Any], str]] = [
    ("a bit is flipped", flip, "is damaged"),
    ("cut short", lambda path: path.write_bytes(path.read_bytes()[:1000]), "is damaged"),
    ("empty", lambda path: path.write_bytes(b""), "is damaged"),
    ("a folder", into_a_folder, "is not a file"),
    ("a link", lambda path: path.rename(path.parents[1] / "moved") and path.symlink_to("../moved"), "is a link"),
    ("of another study", of_another_study, "is of another study"),
    ("another shard of this study", one_of_the_others, "is shard 0 by what stands in it"),
    ("without a seal", lambda path: seal_path(path.parents[1], 1).unlink(), "has no seal"),
]


@pytest.mark.parametrize(("spoil", "said"), [(s, t) for _, s, t in SPOILS], ids=[name for name, _, _ in SPOILS])
def test_a_spoilt_shard_is_named_left_out_and_made_again(
    spoil: Callable[[Path], Any], said: str, folder: Path, study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert len(whole_shards(folder)) > 2
    before = content(folder)
    spoil(shard_path(folder, 1))
    assert cli.command(["status", str(folder)]) == 1
    out = capsys.readouterr().out
    assert f"runs/part-0001.parquet {said}" in out and "resume with" in out
    assert cli.command(["export", "--csv", str(folder)]) == 0
    assert f"runs/part-0001.parquet {said}" in capsys.readouterr().err
    shutil.rmtree(folder / "export")
    compare(compose(WORDS), folder)
    assert f"runs/part-0001.parquet {said}" in capsys.readouterr().err
    after = {name: text for name, text in content(folder).items() if name != "moved" and ".aside-" not in name}
    assert after == before == content(study)
    assert cli.command(["status", str(folder)]) == 0


def test_a_shard_that_is_gone_counts_against_the_design(
    folder: Path, study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shard_path(folder, 1).unlink()
    assert cli.command(["status", str(folder)]) == 1
    assert "of its runs are missing" in capsys.readouterr().out
    compare(compose(WORDS), folder)
    assert content(folder) == content(study)


def test_what_lies_among_the_shards_is_left_out(folder: Path, study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "runs" / "part-abc.parquet").write_bytes(b"x")
    shutil.copy(shard_path(folder, 0), shard_path(folder, 9999))
    assert [s.number for s in shards_of(folder) if s.fault] == [9999, None]
    assert [row.run for row in read_runs(folder)] == [row.run for row in read_runs(study)]
    assert cli.command(["status", str(folder)]) == 1
    out = capsys.readouterr().out
    assert "part-9999.parquet" in out and "part-abc.parquet does not have the name of a shard" in out


def test_failed_runs_are_tried_again_by_the_same_command(
    folder: Path, study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fingerprint = json.loads((folder / "manifest.json").read_text())["fingerprint"]
    rows = [row for row in read_runs(folder) if row.run < 2]
    failed = [Row(r.run, r.scenario, r.replicate, r.seed, "ZeroDivisionError: x", {}, {}, {}, r.cell) for r in rows]
    others = [row for row in read_runs(folder) if 2 <= row.run < shards_of(folder)[0].rows]
    write_shard(folder, 0, [*failed, *others], fingerprint)
    assert cli.command(["status", str(folder)]) == 1
    out = capsys.readouterr().out
    assert "failed    2" in out and "re-runs what failed" in out and "hydra.run.dir=" in out
    assert not compare(compose(WORDS), folder).failures
    assert "2 runs in runs/part-0000.parquet failed; they are tried again" in capsys.readouterr().err
    assert content(folder) == content(study)


@pytest.mark.parametrize("name", [".at_work", "manifest.json", "summary.csv", "effects.csv", "ro-crate-metadata.json"])
def test_nothing_is_written_through_a_link(name: str, folder: Path, study: Path) -> None:
    precious = folder.parent / "precious.txt"
    precious.write_text("precious")
    text = (folder / name).read_bytes() if (folder / name).exists() else b""
    (folder / name).unlink(missing_ok=True)
    (folder / name).symlink_to(precious)
    if name == "manifest.json":
        precious.write_bytes(text)
    before = precious.read_bytes()
    compare(compose(WORDS), folder)
    cli.command(["export", "--ro-crate", str(folder)])
    assert precious.read_bytes() == before


def test_what_a_link_leads_to_is_not_archived(folder: Path) -> None:
    secret = folder.parent / "secret.txt"
    secret.write_text("secret")
    (folder / "notes.txt").symlink_to(secret)
    (folder / "more").symlink_to(folder.parent)
    assert cli.command(["export", "--ro-crate", str(folder)]) == 0
    text = (folder / "ro-crate-metadata.json").read_text()
    assert "notes.txt" not in text and "secret" not in text and "effects.csv" in text


EDITS: list[tuple[str, Callable[[dict[str, Any]], Any], str]] = [
    ("replicates without end", lambda m: m.update(replicates=10**9), "replicates = 1000000000"),
    ("replicates a text", lambda m: m.update(replicates="many"), 'replicates = "many"'),
    ("no settings", lambda m: m.pop("config"), "config is missing"),
    ("settings a list", lambda m: m.update(config=[1]), "config = [1]"),
    ("no fingerprint", lambda m: m.pop("fingerprint"), "fingerprint is missing"),
    ("not a number", lambda m: m.update(seconds=float("nan")), "NaN is not a JSON number"),
    ("versions a text", lambda m: m.update(versions="1"), "versions ="),
    ("policies a list", lambda m: m.update(policies=[[]]), "policies ="),
    ("state unknown", lambda m: m.update(state=["finished"]), "state ="),
    ("calendar a number", lambda m: m["config"]["world"].update(calendar=3), "config.world.calendar = 3"),
    ("git a text", lambda m: m.update(git="abc"), 'git = "abc"'),
    ("nested", lambda m: m.update(extra=json.loads("[" * 900 + "]" * 900)), "nested"),
    ("experiment a list", lambda m: m["config"].update(experiment=[2]), "config.experiment ="),
]


@pytest.mark.parametrize(("edit", "said"), [(e, t) for _, e, t in EDITS], ids=[name for name, _, _ in EDITS])
@pytest.mark.parametrize("verb", [["status"], ["verify"], ["rerun"], ["export", "--ro-crate"]], ids=lambda v: v[0])
def test_an_edited_manifest_is_refused_by_name(
    verb: list[str], edit: Callable[[dict[str, Any]], Any], said: str, tmp_path: Path, study: Path,
    capsys: pytest.CaptureFixture[str]
) -> None:  # fmt: skip
    about = json.loads((study / "manifest.json").read_text())
    edit(about)
    (tmp_path / "manifest.json").write_text(json.dumps(about))
    assert cli.command([*verb, str(tmp_path)]) == 2
    err = capsys.readouterr().err
    assert "manifest.json is not a readable manifest" in err and said in err


def test_the_command_to_go_on_with_is_made_from_the_settings(
    folder: Path, study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    about = json.loads((folder / "manifest.json").read_text())
    about |= {"state": "running", "command": "rm -rf ~"}
    (folder / "manifest.json").write_text(json.dumps(about))
    assert cli.command(["status", str(folder)]) == 1
    out = capsys.readouterr().out
    assert "rm -rf" not in out
    assert "pullthrough world=tiny study=compare design=none" in out and "replicates=10" in out


def test_a_full_list_of_shards_is_finished_only_if_each_is_sealed(folder: Path) -> None:
    assert all(is_sealed(folder, number) for number in range(3))
    seal_path(folder, 2).unlink()
    assert not is_sealed(folder, 2)
