"""``pullthrough runs`` lists past studies; verbs speak as text, as JSON and as Markdown, with the same exit code."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from result_folder import made_up

from pullthrough.cli import command


@pytest.fixture
def studies(tmp_path: Path) -> Path:
    for day, name in enumerate(("engagement", "procurement", "a b=c"), start=1):
        folder = tmp_path / f"2026-11-0{day}" / name
        folder.mkdir(parents=True)
        made_up(folder, finished=f"2026-11-0{day}T10:00:00+00:00", command=f"pullthrough experiment={name}")
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "manifest.json").write_text("{", encoding="utf-8")
    (tmp_path / "loop").symlink_to(tmp_path)
    return tmp_path


def listed(capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, str]]:
    assert command(["runs", "--json", *words]) == 0
    found: list[dict[str, str]] = json.loads(capsys.readouterr().out)
    return found


def test_past_studies_come_newest_first_with_what_came_out(studies: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = listed(capsys, "--in", str(studies))
    assert [Path(one["folder"]).name for one in found] == ["a b=c", "procurement", "engagement"]
    assert found[0]["state"] == "finished" and found[0]["when"] == "2026-11-03 10:00"
    assert found[0]["headline"].startswith("Adoptions: difference 0.0200 (0.0100 to 0.0300)")
    assert command(["runs", "--in", str(studies)]) == 0
    assert "procurement" in capsys.readouterr().out


def test_a_word_finds_a_study(studies: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert len(listed(capsys, "--in", str(studies), "PROCUREMENT")) == 1
    assert len(listed(capsys, "as_enacted", "--in", str(studies), "2026-11-01")) == 1
    assert not listed(capsys, "--in", str(studies), "nowhere")
    assert command(["runs", "--in", str(studies / "nothing")]) == 2
    assert "no such folder" in capsys.readouterr().err


def test_where_nothing_was_run_nothing_is_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert command(["runs"]) == 0 and "There are no studies yet" in capsys.readouterr().out
    assert listed(capsys) == []


def test_a_verb_says_the_same_in_three_forms(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for folder in (one, other):
        folder.mkdir()
        made_up(folder)
    effects = (other / "effects.csv").read_text(encoding="utf-8")
    (other / "effects.csv").write_text(effects.replace("0.02", "0.03", 1), encoding="utf-8")
    assert command(["diff", str(one), str(other)]) == 1
    text = capsys.readouterr().out.rstrip("\n").split("\n")
    assert command(["diff", str(one), str(other), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["lines"] == text and told["good"] is False and told["of"] == [str(one), str(other)]
    summary = tmp_path / "summary.md"
    monkeypatch.setitem(os.environ, "GITHUB_STEP_SUMMARY", str(summary))
    assert command(["diff", str(one), str(other), "--markdown"]) == 1
    assert summary.read_text(encoding="utf-8") == capsys.readouterr().out
    assert "**Not as it should be.**" in summary.read_text(encoding="utf-8")
    assert command(["status", str(one), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["facts"]["of"] == 16
