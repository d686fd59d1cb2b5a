"""The page of outcomes is that of the registry."""

from __future__ import annotations

from pathlib import Path

from pullthrough.observe.page import page
from pullthrough.observe.registry import CURVES, OUTCOMES, SERIES

PAGE = Path(__file__).parents[1] / "docs" / "outcomes.md"


def test_the_page_of_outcomes_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run python -m pullthrough.observe.page > docs/outcomes.md"


def test_the_page_has_one_line_for_each_thing_measured() -> None:
    lines = [line for line in page().splitlines() if line.startswith("| `")]
    assert len(lines) == len(OUTCOMES) + len(SERIES) + len(CURVES)
