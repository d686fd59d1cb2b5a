"""Terminals, pipes and encodings of every kind: a study ends, its files are whole, and what users wrote does nothing."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from inputs import TINY
from replacing import replace_runs

from pullthrough.observe.registry import CURVES, OUTCOMES, SERIES
from pullthrough.observe.results import RunResult
from pullthrough.parameters.composition.compose import compose
from pullthrough.parameters.policy.setting import Setting
from pullthrough.present.console import plain_console
from pullthrough.present.drawing import draw
from pullthrough.present.figures.style import styled
from pullthrough.present.tables import compare as table
from pullthrough.study.kinds.compare import Comparison, compare
from pullthrough.study.storage.csv_tables import cell
from pullthrough.text import streams

TITLE = "=Fund\tof 2025\n[draft] \x1b[31mat GBP 90m\x1b[0m [/year] 🚀"
SHOWN = "=Fund of 2025 [draft] at GBP 90m [/year] 🚀"

STAND_IN = """
import sys
import numpy as np
from pullthrough.observe.registry import CURVES, OUTCOMES, SERIES
from pullthrough.observe.results import RunResult
from pullthrough.study.execution import worker

def carried(jobs):
    for job in jobs:
        draws = np.random.default_rng(job.seed)
        outcomes = {name: float(draws.normal()) for name in OUTCOMES} | {"time_to_adoption": float("nan")}
        yield job, RunResult(outcomes, {n: draws.normal(size=40) for n in SERIES}, {n: np.zeros(9) for n in CURVES})

worker.run_jobs = carried
from pullthrough.cli import main
if __name__ == "__main__":  # the server of workers imports this file as well
    main()
"""


def stand_in(setting: Setting, seed: int) -> RunResult:
    draws = np.random.default_rng(seed)
    outcomes = {name: float(draws.normal()) for name in OUTCOMES}
    return RunResult(outcomes, {n: draws.normal(size=40) for n in SERIES}, {n: np.zeros(9) for n in CURVES})


def study(folder: Path, *words: str, title: str = TITLE) -> Comparison:
    mine = folder.parent / f"{folder.name}_config" / "scenario"
    mine.mkdir(parents=True)
    text = f"title: {json.dumps(title, ensure_ascii=False)}\npolicies: [global_competition_2012, dsis_core]\n"
    (mine / "draft.yaml").write_text(text, encoding="utf-8")
    given = [*TINY, "study.executor=serial", "replicates=2", *(words or ["scenario=draft"])]
    return compare(compose(given, [mine.parent]), folder)


@pytest.fixture
def replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    replace_runs(monkeypatch, stand_in)


def printed(found: Comparison, width: int, monkeypatch: pytest.MonkeyPatch) -> str:
    out = io.StringIO()
    monkeypatch.setattr(table, "console", lambda: plain_console(out, width))
    table.show(found)
    return out.getvalue()


@pytest.mark.usefixtures("replaced")
def test_a_title_is_shown_as_it_was_written_and_does_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = printed(study(tmp_path / "a"), 150, monkeypatch)
    assert SHOWN in text and "\x1b" not in text
    files = draw(tmp_path / "a")
    for file in files:
        if file.suffix == ".svg":
            drawn = file.read_text(encoding="utf-8")
            assert "\x1b" not in drawn and "\t[" not in drawn
    assert any("[draft] at GBP 90m" in f.read_text(encoding="utf-8") for f in files if f.suffix == ".svg")


def test_text_in_a_table_is_no_formula() -> None:
    assert cell("=cmd|' /C calc'!A0").startswith("'=")
    assert cell(-0.5) == "-0.5"


@pytest.mark.usefixtures("replaced")
@pytest.mark.parametrize("width", [40, 60, 80, 100, 150])
def test_names_wrap_and_numbers_give_way(width: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = study(tmp_path / "a")
    text = printed(found, width, monkeypatch)
    assert "…" not in text
    for word in ("Adoption", "Public cost", "difference"):
        assert word in text
    rows = [line for line in text.splitlines() if "*" in line or " to " in line]
    assert rows and all(len(line) <= width for line in rows)


@pytest.mark.usefixtures("replaced")
def test_all_scenarios_are_in_the_table_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = study(tmp_path / "a", "study.scenarios=[draft,dsis_core,as_enacted]")
    for width in (150, 60):
        text = printed(found, width, monkeypatch)
        for name in ("draft", "dsis_core", "as_enacted"):
            assert sum(name in line for line in text.splitlines()) > 2, (name, width)
    assert {t.scenario for t in found.twins} == {"draft", "dsis_core", "as_enacted"}


@pytest.mark.usefixtures("replaced")
def test_a_table_in_which_nothing_differs_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert table.NOTHING_DIFFERS[:40] in printed(study(tmp_path / "a"), 150, monkeypatch).replace("\n", " ")


def run(folder: Path, command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A study in a process of its own, with a stand-in for the model, in a shell's pipeline."""
    (folder / "stand_in.py").write_text(STAND_IN)
    words = "world=tiny replicates=2 study.executor=serial hydra.run.dir=out"
    env = os.environ | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p)} | environment
    full = f"set -o pipefail; {sys.executable} stand_in.py {words} {command}"
    return subprocess.run(["bash", "-c", full], cwd=folder, env=env, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("pipe", ["study.figures=false 2>&1 | true", "| head -2", "study.figures=false >&- 2>&-"])
def test_a_reader_that_leaves_does_not_end_a_study(pipe: str, tmp_path: Path) -> None:
    done = run(tmp_path, pipe)
    assert done.returncode == 0, done.stderr
    assert json.loads((tmp_path / "out" / "manifest.json").read_text())["state"] == "finished"
    assert (tmp_path / "out" / "figures" / "effects.png").exists() is ("figures=false" not in pipe)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_behind_the_output_is_said_and_the_study_is_whole(tmp_path: Path) -> None:
    done = run(tmp_path, "study.figures=false > /dev/full")
    assert done.returncode == 1 and "cannot write to the standard output" in done.stderr
    assert json.loads((tmp_path / "out" / "manifest.json").read_text())["state"] == "finished"


def test_a_study_ends_where_the_terminal_has_but_ascii(tmp_path: Path) -> None:
    done = run(tmp_path, "study.figures=false", PYTHONIOENCODING="ascii:strict")
    assert done.returncode == 0, done.stderr
    assert "Adoptions" in done.stdout
    assert done.stdout.isascii(), "dashes and signs in their nearest form"


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-8"])
def test_letters_that_an_encoding_lacks_are_written_in_their_nearest_form(encoding: str) -> None:
    kept = sys.stdout, sys.stderr
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding, errors="strict")
    try:
        sys.stdout = stream
        streams.settle()
        print("– ± × é 🚀", flush=True)
    finally:
        sys.stdout, sys.stderr = kept
    shown = raw.getvalue().decode(encoding)
    assert shown[0] in "-–" and shown.split()[3] in ("e", "é") and shown.split()[4] in ("?", "🚀")


def test_figures_draw_letters_that_the_font_lacks_without_a_warning(recwarn: pytest.WarningsRecorder) -> None:
    from pullthrough.present.figures.page import page

    with styled():
        drawn = page("中文 🚀", ["a\tb\nc"], ["foot\x00"], 1.0)
    assert drawn.title == "中文 🚀" and drawn.foot == "foot"
    assert not recwarn.list


def test_every_table_of_a_study_is_one_that_fits() -> None:
    """Whatever the kind of study: names wrap and numbers give way in one place, and nobody draws a table by hand."""
    tables = sorted(Path(table.__file__).parent.glob("*.py"))
    by_hand = [file.stem for file in tables if "rich.table" in file.read_text(encoding="utf-8")]
    assert by_hand == ["fitting"]
