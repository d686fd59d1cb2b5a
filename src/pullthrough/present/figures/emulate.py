"""The figure of an emulator: what it expected at points that it was not shown, against what the runs gave."""

from __future__ import annotations

from pathlib import Path

from matplotlib.axes import Axes

from pullthrough.present.figures.load import load, shown_unit
from pullthrough.present.figures.page import Page, save
from pullthrough.present.figures.panels import panelled
from pullthrough.present.figures.stamp import SHARE, stamp
from pullthrough.present.figures.style import QUIET, styled
from pullthrough.present.figures.swept import MOST_PANELS, findings, question, rows_of, unit_label

Rows = list[dict[str, str]]
HIT, MISS = "#0072B2", "#B34700"


def draw_emulate(folder: Path) -> list[Path]:
    """Draw the test of the emulators of effects into ``<folder>/figures``; returns the files."""
    seen: dict[str, Rows] = {}
    for row in rows_of(folder / "held_out.csv"):
        if row["of"] == "effect" and row["run"]:
            seen.setdefault(row["outcome"], []).append(row)
    verdicts = {r["outcome"]: r for r in rows_of(folder / "emulator.csv") if r["of"] == "effect"}
    if not seen:
        return []
    with styled():
        return save(_page(folder, seen, verdicts), folder / "figures" / "emulator_test")


def _page(folder: Path, seen: dict[str, Rows], verdicts: dict[str, dict[str, str]]) -> Page:
    results = load(folder)
    names = list(seen)[:MOST_PANELS]
    notes = {
        name: f"{unit_label(name, seen[name][0]['unit'])}; {100 * float(verdicts[name]['explained']):.0f} % explained, "
        f"{verdicts[name]['verdict']}"
        for name in names
    }
    return panelled(
        names,
        lambda axes, name: _panel(axes, seen[name]),
        notes,
        title=question(results, "Does the emulator know what it has not seen?"),
        lines=[
            results.compared(),
            "Each point is a point of the design that the emulator was not shown. Across: the mean of its runs; up: what was "
            "expected, with the "
            "95 % interval foretold for such a mean. On the line it was right; orange: the runs lie outside the interval, "
            "which one in "
            "twenty should.",
        ],
        foot=stamp(results, "Statistic: mean paired difference at each held-out point, of shares in percentage "
            "points.", runs="replicates at each point"),
        findings=findings(results),
        size=(2.2, 2.2),
        across=3.3,
        below=0.6,
    )  # fmt: skip


def _panel(axes: Axes, rows: Rows) -> None:
    scale = 100.0 if shown_unit(rows[0]["outcome"], rows[0]["unit"]) == SHARE else 1.0
    points = [tuple(scale * float(r[c]) for c in ("run", "expected", "low", "high")) for r in rows]
    ends = [v for run, _, low, high in points for v in (run, low, high)]
    low, high = min(ends), max(ends)
    axes.plot([low, high], [low, high], color=QUIET, linewidth=0.9, linestyle=":")
    for run, expected, below, above in points:
        colour = HIT if below <= run <= above else MISS
        axes.plot([run, run], [below, above], color=colour, linewidth=0.8, alpha=0.7)
        axes.plot(run, expected, "o", color=colour, markersize=3.5)
    axes.set(xlabel="runs", ylabel="expected")
    axes.locator_params(nbins=4)
