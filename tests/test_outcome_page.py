"""The tables of outcomes are those of the registry."""

from __future__ import annotations

from pullthrough.observe.registry import CURVES, OUTCOMES, SERIES
from pullthrough.present.pages.outcomes import page


def test_the_page_has_one_line_for_each_thing_measured() -> None:
    lines = [line for line in page().splitlines() if line.startswith("| `")]
    assert len(lines) == len(OUTCOMES) + len(SERIES) + len(CURVES)


def test_what_an_outcome_is_can_be_read_without_the_one_before_it() -> None:
    leaning = [
        o.name
        for o in OUTCOMES.values()
        if o.estimator.lower().startswith(("the same", "as for", "as in", "likewise", "ditto"))
    ]
    assert not leaning
