"""Fans: the mean of the runs as a line in a band that holds nine runs in ten, for both scenarios in one panel."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes

from pullthrough.parameters.schema.quarters import QUARTERS_PER_YEAR
from pullthrough.present.dates import Date, dates_of, quarter_in_words, run_on, short_name
from pullthrough.present.figures.for_print import width_in_print
from pullthrough.present.figures.load import ROLES, Fan, Results
from pullthrough.present.figures.page import spread
from pullthrough.present.figures.stamp import number
from pullthrough.present.figures.style import DPI, LOOKS, QUIET, SMALL, Look

FUTURE, CLOSE = "#eef1f4", 0.13
"""The colour of years to come; names of dates nearer than so many inches stand together."""

BAND = "line: mean of the runs; band: from the 5th to the 95th percentile of the runs"


def both(results: Results, name: str) -> dict[str, Fan]:
    """The fans of one series or curve by role; a scenario that has none is left out."""
    found = {role: results.fan(role, name) for role in ROLES}
    return {role: fan for role, fan in found.items() if fan is not None}


def key(results: Results) -> list[tuple[Look, str]]:
    """The key of a page: each look with the scenario's public title."""
    return [(LOOKS[role], f"{LOOKS[role].word}: {results.title(role)}") for role in ROLES]


def draw_fans(
    axes: Axes, fans: Mapping[str, Fan], *, markers: bool = False, unit: str = "", room: float = 0.15
) -> None:
    """Draw the fans and write word and last mean at the end of each line; says so in the panel if there are none.

    Where both scenarios are the same, only the baseline is drawn.

    Args:
        axes: to the right of them 0.7 inches are needed for the words.
        fans: by role, as from :func:`both`.
        markers: put a mark at each point (for yearly values).
        unit: for the numbers at the ends; that of the fans if empty.
        room: share of the height left free above the bands, for words.
    """
    if not fans:
        say_nothing_recorded(axes)
        return
    parting = _parting(fans)
    for role, whole in fans.items():
        look, fan = LOOKS[role], whole.since(parting if role == "policy" else 0)
        axes.fill_between(fan.x, fan.q05, fan.q95, color=look.colour, alpha=0.16, linewidth=0)
        for edge in (fan.q05, fan.q95):
            axes.plot(fan.x, edge, color=look.colour, linestyle=look.line, linewidth=0.7, alpha=0.8)
        axes.plot(fan.x, fan.mean, color=look.colour, linestyle=look.line, linewidth=2.0)
        if markers:
            axes.plot(fan.x, fan.mean, color=look.colour, linestyle="none", marker=look.marker, markersize=3.5)
    ends = {role: (float(fan.x[-1]), float(fan.mean[-1])) for role, fan in fans.items()}
    axes.set_ylim(*_limits(fans, room))
    low, high = axes.get_ylim()
    gap = 0.31 * (high - low) / (axes.bbox.height / DPI)  # two lines of text, in units of y
    heights = spread([y for _, y in ends.values()], gap, low + gap / 2, high - gap / 2)
    for (role, (x, y)), at in zip(ends.items(), heights, strict=True):
        look, words = LOOKS[role], f"{LOOKS[role].word}\n{number(y, unit or fans[role].unit)}"
        axes.annotate(
            words, (x, at), xytext=(6, 0), textcoords="offset points", va="center",
            color=look.ink, size=SMALL + 0.5, annotation_clip=False, linespacing=1.15,
        )  # fmt: skip


def mark_dates(axes: Axes, results: Results, *, words: bool = True) -> None:
    """A dotted line where each policy comes into force, and the years after the study was run shaded: they are future.

    Args:
        axes: with its limits set.
        results: gives the dates; where it has none but the first, :func:`mark_start` does.
        words: names at the lines; a narrow panel has no room, and :func:`dates_in_words` says them.
    """
    left, right = axes.get_xlim()
    now = run_on(results.manifest)
    if now is not None and left < now < right:
        axes.axvspan(now, right, color=FUTURE, zorder=0, linewidth=0)
        if words:
            axes.annotate("future", (now, 1.0), xycoords=("data", "axes fraction"), xytext=(4, -2),
                          textcoords="offset points", va="top", color=QUIET, size=SMALL, style="italic")  # fmt: skip
    dates = [d for d in _dates(results) if left < d.year < right]
    if not dates:
        mark_start(axes, results.policy_start)
        return
    close, last = CLOSE * (right - left) / width_in_print(axes.bbox.width / DPI), -math.inf
    for i, date in enumerate(dates):
        axes.axvline(date.year, color=QUIET, linewidth=0.9, linestyle=":")
        together = [short_name(d.policy) for d in dates[i:] if d.year - date.year < close]
        if words and date.year - last >= close:
            axes.annotate(", ".join(together), (date.year, 1.0), xycoords=("data", "axes fraction"), xytext=(-2, -3),
                          textcoords="offset points", rotation=90, ha="right", va="top", color=QUIET, size=SMALL)  # fmt: skip
            last = date.year


def dates_in_words(results: Results, *, named: bool = True) -> list[str]:
    """A sentence on the dotted lines and the shaded years; nothing if there are neither.

    Args:
        results: gives the dates.
        named: which policy comes when, where the lines have no names.
    """
    dates = [f"{short_name(d.policy)} in {quarter_in_words(d.year)}" for d in _dates(results)]
    told = f"Dotted: a policy comes into force{f' ({", ".join(dates)})' if named else ''}. " if dates else ""
    now = run_on(results.manifest)
    last = max(
        (fan.x[-1] for fan in results.fans.values() if fan.unit != "" and fan.x.size and fan.x[-1] > 1900), default=0.0
    )
    told += "Shaded: the future, as seen from the day of the study." if now is not None and last > now else ""
    return [told.strip()] if told else []


def _dates(results: Results) -> list[Date]:
    return dates_of(results.manifest, [results.scenario("policy")], results.scenario("baseline"))


def mark_start(axes: Axes, start: float | None) -> None:
    """A vertical line where the policy starts, with its date on the side that has room."""
    left, right = axes.get_xlim()
    if start is None or not left < start < right:
        return
    axes.axvline(start, color=QUIET, linewidth=1.0, linestyle=":")
    words = f"policy starts\n{int(start)} Q{round(QUARTERS_PER_YEAR * (start % 1)) + 1}"
    side, away = ("left", 4) if start - left < 0.2 * (right - left) else ("right", -4)
    axes.annotate(
        words, (start, 1.0), xycoords=("data", "axes fraction"), xytext=(away, -2), textcoords="offset points",
        ha=side, va="top", color=QUIET, size=SMALL, linespacing=1.15,
    )  # fmt: skip


def say_nothing_recorded(axes: Axes) -> None:
    """An empty panel that says why it is empty."""
    say(axes, "not recorded in this run")


def say(axes: Axes, words: str) -> None:
    """Words in the middle of a panel that has nothing else."""
    axes.set(xticks=[], yticks=[])
    axes.text(0.5, 0.5, words, transform=axes.transAxes, ha="center", va="center", color=QUIET)


def _parting(fans: Mapping[str, Fan]) -> int:
    """The index of the last point before the scenarios part; 0 if they never do, or if there is only one."""
    first, *others = fans.values()
    if not others or first.x.shape != others[0].x.shape:
        return 0
    same = np.all([getattr(first, part) == getattr(others[0], part) for part in ("x", "mean", "q05", "q95")], axis=0)
    return 0 if same.all() else max(0, int(np.argmin(same)) - 1)


def _limits(fans: Mapping[str, Fan], room: float) -> tuple[float, float]:
    values = np.concatenate([np.concatenate([f.q05, f.q95, f.mean]) for f in fans.values()])
    values = values[np.isfinite(values)]
    low, high = min(0.0, float(values.min())), float(values.max())
    return low, (high + room * (high - low)) if high > low else low + 1.0
