"""Figures are drawn once: a finished study that is run again shows those that are there, if nothing they show has changed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pullthrough.present import drawing
from pullthrough.present.drawing import Drawing
from pullthrough.present.drawn import RECORD


def folder_with(folder: Path, difference: str) -> Path:
    manifest = {"against": "a", "scenario": "b", "config": {}, "run_id": "made-up", "finished": "today"}
    (folder / "manifest.json").write_text(json.dumps(manifest))
    (folder / "effects.csv").write_text(
        "outcome,unit,baseline,policy,difference,ci_low,ci_high,n,share_better\n"
        f"adoption_rate,1,0.1,0.2,{difference},0.05,0.15,4,1\n"
    )
    return folder


def test_figures_are_drawn_again_only_if_their_tables_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def drawn(folder: Path, kind: str) -> list[Path]:
        path = folder / "figures" / f"{kind or 'effects'}.svg"
        path.parent.mkdir(exist_ok=True)
        path.write_text("a figure")
        return [path]

    monkeypatch.setattr(drawing, "draw", drawn)
    folder = folder_with(tmp_path, "0.1")
    files = Drawing(folder, "").begin()()
    assert files and (folder / "figures" / RECORD).is_file()
    first = {file: file.stat().st_mtime_ns for file in files}
    about = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps(about | {"finished": "tomorrow"}))
    again = Drawing(folder, "").begin()()
    assert {file: file.stat().st_mtime_ns for file in again} == first
    files[0].unlink()
    assert files[0] in Drawing(folder, "").begin()() and files[0].is_file()
    folder_with(tmp_path, "0.2")
    assert max(f.stat().st_mtime_ns for f in Drawing(folder, "").begin()()) > max(first.values())
