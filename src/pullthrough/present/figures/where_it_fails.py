"""Where pull-through fails: by origin what becomes of technology, its yield by class and way, and how far it comes."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from pullthrough.observe.series import ORIGINS, funnel_of
from pullthrough.observe.ways import WAYS
from pullthrough.present.figures.fans import key
from pullthrough.present.figures.load import ROLES, Fates, Results
from pullthrough.present.figures.page import Page, page
from pullthrough.present.figures.stamp import number, stamp
from pullthrough.present.figures.style import INK, LOOKS, QUIET, SMALL
from pullthrough.world.codes import CLASS_NAMES

ALL, IN_SERVICE = "all", "in_service"
COLUMNS = {
    "civil": "Civil technology of entrants",
    "sme": "SMEs' ideas",
    "prime": "Primes' ideas",
    "academic": "University ideas",
}
STAGES = {
    "given_up_early": ("given up at TRL 1 to 3", "#d9d9d9"),
    "given_up_middle": ("at TRL 4 to 6", "#a6a6a6"),
    "given_up_late": ("at TRL 7 or above", "#6b6b6b"),
    "at_work": ("still at work at the end", "#f3efe2"),
    IN_SERVICE: ("in service", "#0072B2"),
}
WAY_NAMES = {
    "tender": ("tender", "#0072B2"),
    "follow_on": ("follow-on order", "#E69F00"),
    "insertion": ("put in by a design authority", "#009E73"),
    "upgrade": ("upgrade competition", "#56B4E9"),
    "rapid": ("rapid purchase", "#CC79A7"),
    "urgent": ("urgent purchase", "#D55E00"),
    "trial": ("after a trial", "#F0E442"),
}
LEFT, ACROSS, WIDE = 1.6, 2.65, 2.2  # inches: of the first panel, from one to the next, of a panel
BANDS = ((0.62, 0.75), (2.45, 2.35), (5.85, 2.1))
"""Top and height of the panels in each band."""
BELOW_STAGES, BELOW_YIELDS = -0.72, -0.16  # the key of a band, as a share of its height
DEEP, SHIFT, THICK = 8.35, 0.2, 0.36


def draw(results: Results) -> Page:
    """A column for each origin: fates, yield by class and way, and the funnel, of both scenarios."""
    drawn = page(
        "Where does pull-through fail?",
        [
            "Each column is an origin of technology. Above: what became of the technologies begun in the window by the end of "
            "the run. Middle: of each class the share in service (yield), by the way by which it came in; scales differ. "
            "Below: how many in a hundred came to each TRL or began above it.",
            *results.changes(),
        ],
        stamp(
            results,
            "Statistic: mean over runs of shares of the technologies begun; thin line: the 95 % interval of the mean yield. "
            "What is begun late in the window has had little time; both scenarios alike.",
        ),
        DEEP,
        findings=[_finding(results)],
        key=key(results),
        width=LEFT + ACROSS * len(COLUMNS) - (ACROSS - WIDE) + 0.5,
    )
    if not results.fates:
        drawn.text(0.4, 0.3, "no fates in this result folder", color=QUIET)
        return drawn
    for place, (origin, title) in enumerate(COLUMNS.items()):
        left, first = LEFT + ACROSS * place, place == 0
        begun = [_fates(results, role, origin, ALL).begun for role in ROLES]
        drawn.text(left, 0.32, title, size=9.5, weight="bold")
        drawn.text(left, 0.5, f"begun a year: {number(begun[0])}, {number(begun[1])}", size=SMALL, color=QUIET)
        fates, yields, funnel = (drawn.axes(left, top, WIDE, high) for top, high in BANDS)
        _stages(fates, results, origin, named=first)
        _yields(yields, results, origin, named=first)
        _funnel(funnel, results, origin, named=first)
        if first:
            _legend(fates, list(STAGES.values()), BELOW_STAGES)
            _legend(yields, list(WAY_NAMES.values()), BELOW_YIELDS)
    return drawn


def _stages(axes: Axes, results: Results, origin: str, *, named: bool) -> None:
    """A bar of a hundred per cent for each scenario."""
    for y, role in enumerate(ROLES):
        shares, left = _fates(results, role, origin, ALL).shares, 0.0
        for fate, (_, colour) in STAGES.items():
            share = 100.0 * _known(shares.get(fate, (math.nan,))[0])
            axes.barh(y, share, 0.7, left, color=colour, edgecolor="white", linewidth=0.5)
            if share > 14:
                dark = fate in ("given_up_late", IN_SERVICE)
                axes.text(
                    left + share / 2, y, f"{share:.0f}", ha="center", va="center_baseline", size=SMALL,
                    color="white" if dark else INK,
                )  # fmt: skip
            left += share
    axes.set_yticks(range(len(ROLES)), [LOOKS[role].word for role in ROLES] if named else [""] * len(ROLES))
    axes.set(xlim=(0, 100), ylim=(1.5, -0.5))
    axes.set_xlabel("per cent of those begun", fontsize=SMALL)
    axes.tick_params(axis="x", labelsize=SMALL)
    axes.grid(False, axis="y")


def _yields(axes: Axes, results: Results, origin: str, *, named: bool) -> None:
    """For each class the share in service by way, baseline above policy."""
    rows = (ALL, *CLASS_NAMES)
    reach = 0.0
    for row, category in enumerate(rows):
        if not any(_fates(results, role, origin, category).begun > 0 for role in ROLES):
            axes.annotate(
                "none begun", (0, row), xytext=(4, 0), textcoords="offset points", va="center_baseline",
                size=SMALL - 0.5, color=QUIET,
            )  # fmt: skip
            continue
        for role in ROLES:
            look, y = LOOKS[role], row + (-SHIFT if role == "baseline" else SHIFT)
            shares, left = _fates(results, role, origin, category).shares, 0.0
            for way in WAYS:
                share = 100.0 * _known(shares.get(way, (math.nan,))[0])
                edge = "white" if look.hatch else "none"
                axes.barh(
                    y, share, THICK, left, color=WAY_NAMES[way][1], linewidth=0.0, hatch=look.hatch, edgecolor=edge
                )
                left += share
            whole, low, high = (100.0 * v for v in shares.get(IN_SERVICE, (math.nan,) * 3))
            end = high if math.isfinite(high) else left
            if math.isfinite(low):
                axes.plot([max(0.0, low), high], [y, y], color=INK, linewidth=1.0)
            if math.isfinite(whole):
                axes.annotate(
                    f"{whole:.2g}", (max(end, left), y), xytext=(3, 0), textcoords="offset points",
                    va="center_baseline", size=SMALL - 0.5, color=look.ink,
                )  # fmt: skip
            reach = max(reach, end, left)
    axes.set_yticks(
        range(len(rows)), [f"{name} classes" if name == ALL else name for name in rows] if named else [""] * 5
    )
    axes.set(xlim=(0, 1.2 * reach or 1.0), ylim=(len(rows) - 0.4, -0.6))
    axes.axhline(0.5, color=QUIET, linewidth=0.6)
    axes.set_title("In service, per cent of those begun", fontsize=SMALL, fontweight="normal", color=QUIET, pad=3)
    axes.tick_params(axis="x", labelsize=SMALL)
    axes.grid(False, axis="y")
    axes.locator_params(axis="x", nbins=4)


def _funnel(axes: Axes, results: Results, origin: str, *, named: bool) -> None:
    """In a hundred begun, how many came to each TRL or began above it."""
    levels = np.arange(1, 10)
    for role in ROLES:
        look, fan = LOOKS[role], results.fans.get((results.scenario(role), funnel_of(origin)))
        begun = _fates(results, role, origin, ALL).begun
        if fan is None or not begun > 0:
            continue
        share = 100.0 * fan.mean / begun
        y = levels + (-SHIFT if role == "baseline" else SHIFT)
        face = "white" if look.hatch else look.colour
        axes.barh(y, share, THICK, facecolor=face, edgecolor=look.colour, hatch=look.hatch, linewidth=0.7)
        for level, value in zip(y, share, strict=True):
            axes.annotate(
                f"{value:.0f}" if value >= 9.5 else f"{value:.1f}", (value, level), xytext=(3, 0),
                textcoords="offset points", va="center_baseline", size=SMALL - 1.5, color=look.ink,
            )  # fmt: skip
    axes.set_yticks(levels, [f"TRL {level}" if named else "" for level in levels])
    axes.set(xlim=(0, 118), ylim=(9.55, 0.45))
    axes.set_title("Came to the TRL, per cent of those begun", fontsize=SMALL, fontweight="normal", color=QUIET, pad=3)
    axes.tick_params(axis="both", labelsize=SMALL)
    axes.grid(False, axis="y")


def _legend(axes: Axes, entries: Sequence[tuple[str, str]], below: float) -> None:
    handles = [Patch(facecolor=colour, edgecolor="#8c8c8c", linewidth=0.4, label=words) for words, colour in entries]
    axes.legend(
        handles=handles, loc="upper left", bbox_to_anchor=(-0.05, below), ncol=len(handles), frameon=False,
        fontsize=SMALL, handlelength=1.0, columnspacing=1.2, borderaxespad=0.0,
    )  # fmt: skip


def _fates(results: Results, role: str, origin: str, category: str) -> Fates:
    return results.fates.get((results.scenario(role), origin, category), Fates(math.nan, {}))


def _known(value: float) -> float:
    return value if math.isfinite(value) else 0.0


def _finding(results: Results) -> str:
    """Yields over all classes, origin by origin, in a sentence."""
    told = []
    for origin, words in ORIGINS.items():
        pair = [_fates(results, role, origin, ALL).shares.get(IN_SERVICE, (math.nan,))[0] for role in ROLES]
        if all(math.isfinite(value) for value in pair):
            told.append(f"{words} {100 * pair[0]:.2g} and {100 * pair[1]:.2g} %")
    return f"Yield to service, baseline and policy: {', '.join(told)}." if told else ""
