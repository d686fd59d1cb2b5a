"""Benchmarks are not timed here; that they can be started at all is."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[1] / "benchmarks"
NAMES = [path.stem for path in FOLDER.glob("*.py")] + [f"parts.{path.stem}" for path in (FOLDER / "parts").glob("*.py")]


@pytest.mark.parametrize("name", sorted(name for name in NAMES if "__" not in name))
def test_a_benchmark_can_be_imported(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [str(FOLDER), *sys.path])
    assert import_module(name).__doc__
