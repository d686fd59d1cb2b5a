"""The registry of what is measured as tables, made when the site is built."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pullthrough.observe.registry import CURVES, OUTCOMES, SERIES, Measure

BETTER = {1: "more", -1: "less", 0: "it depends"}


def page() -> str:
    """Outcomes, series and curves in the order of the registry."""
    outcomes = [
        (f'`{o.name}`<a id="{o.name}"></a>', o.label, o.unit, BETTER[o.better], o.estimator) for o in OUTCOMES.values()
    ]
    parts = [
        "## Outcomes: one number a run\n",
        table(("Name", "Label", "Unit", "Better", "Estimator"), outcomes),
        "## Series: a value a quarter\n",
        table(("Name", "Label", "Unit"), [_cells(m) for m in SERIES.values()]),
        "## Curves: a value for each x\n",
        table(("Name", "Label", "Unit", "By"), [(*_cells(m), m.x_label) for m in CURVES.values()]),
    ]
    return "\n".join(parts)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    return "\n".join(_line(cells) for cells in (head, ["---"] * len(head), *rows)) + "\n"


def _cells(measure: Measure) -> tuple[str, str, str]:
    return f"`{measure.name}`", measure.label, measure.unit


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(c.replace("|", "\\|") for c in cells) + " |"
