"""The validation card as a page has every target, and the page in ``docs`` is one of these."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from inputs import TINY

from pullthrough.parameters.composition.compose import compose
from pullthrough.present.pages.card import HEAD, main, page
from pullthrough.study.kinds.validate import validate

PAGE = Path(__file__).parents[1] / "docs" / "explanation" / "validation.md"
WORDS = ["study=validate", "targets=uk", "replicates=2", "scenario=global_competition_2012", "study.executor=serial"]


def test_the_page_of_a_validation_has_every_target(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = compose([*TINY, *WORDS])
    found = validate(root, tmp_path)
    written = page(tmp_path)
    for s in found.scores:
        rows = [line for line in written.splitlines() if line.startswith(f"| `{s.name}`")]
        assert len(rows) == 2, "one line with the figures and one with the source"
        assert f"**{s.verdict}**" in rows[0] and s.target.source[:40] in rows[1]
    assert str(tmp_path) not in written
    assert main([str(tmp_path)]) == 0 and capsys.readouterr().out == written


def test_the_page_in_the_documentation_has_every_target() -> None:
    written = PAGE.read_text(encoding="utf-8")
    assert written.startswith(HEAD), (
        "run python -m pullthrough.present.pages.card FOLDER > docs/explanation/validation.md"
    )
    for name in compose([*TINY, *WORDS]).targets:
        assert f"| `{name}` |" in written, (
            f"{name} is not in docs/explanation/validation.md: validate again, and generate the page"
        )


def test_a_folder_without_a_validation_is_refused(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pullthrough.present.pages.card", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2 and "usage" in done.stderr
