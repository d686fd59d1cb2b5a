"""The tables of outcomes are those of the registry."""

from __future__ import annotations

from pullthrough.observe.registry import CURVES, OUTCOMES, SERIES
from pullthrough.present.pages.outcomes import page


def test_the_page_has_one_line_for_each_thing_measured() -> None:
    lines = [line for line in page().splitlines() if line.startswith("| `")]
    assert len(lines) == len(OUTCOMES) + len(SERIES) + len(CURVES)
