"""How likely a technology is to reach service, by years since it entered funded development."""

from __future__ import annotations

import numpy as np
from matplotlib.colors import to_rgba

from pullthrough.parameters.schema.quarters import QUARTERS_PER_YEAR
from pullthrough.present.figures.fans import BAND, both, draw_fans, key, say_nothing_recorded
from pullthrough.present.figures.load import ROLES, Fan, Results
from pullthrough.present.figures.page import Page, page, spread
from pullthrough.present.figures.stamp import SHARE, finding, number, stamp
from pullthrough.present.figures.style import LOOKS, QUIET, SMALL

MARK = 10.0  # years: the horizon of the outcome adoption_rate
FATES = (("in service", 1.0), ("still\nin development", 0.22), ("abandoned", 0.0))  # words, depth of colour
THIN = 0.055  # a part of a bar too thin to be written in


def draw(results: Results) -> Page:
    """The Aalen-Johansen curve of adoption, and beside it what became of all technologies after ten years."""
    adopted = {role: _in_years(fan) for role, fan in both(results, "cumulative_incidence").items()}
    abandoned = {role: _in_years(fan) for role, fan in both(results, "cumulative_abandonment").items()}
    drawn = page(
        "How likely is a technology to reach service, and how long does it take?",
        [
            "Left: of the technologies that entered funded development, the share in service so many years later. "
            "Right: what had become of them after ten years. Abandoned ones stay in the count, as not adopted; those "
            "still in development when the run ends count for the years they were followed.",
            *results.changes(),
        ],
        stamp(results, f"Statistic: Aalen-Johansen cumulative incidence (abandonment competes), per cent; {BAND}."),
        3.75,
        findings=[finding(results.effect("adoption_rate"))],
        key=key(results),
    )
    axes = drawn.axes(0.95, 0.35, 4.65, 2.95)
    axes.set_title("In service, by time since entering funded development", pad=8)
    axes.set(xlabel="years since entering funded development", ylabel="per cent of technologies")
    draw_fans(axes, {role: _percent(fan) for role, fan in adopted.items()}, unit="%", room=0.2)
    if adopted:
        axes.set_xlim(0, max(f.x[-1] for f in adopted.values()))
        axes.axvline(MARK, color=QUIET, linewidth=1.0, linestyle=":")
        at_mark = [f"{LOOKS[role].word} {number(_at(fan, MARK), SHARE)}" for role, fan in adopted.items()]
        words = "after 10 years\n" + "\n".join(at_mark)
        axes.annotate(
            words, (MARK, 1.0), xycoords=("data", "axes fraction"), xytext=(-5, -2), textcoords="offset points",
            ha="right", va="top", size=SMALL + 0.5, color=QUIET, linespacing=1.25,
        )  # fmt: skip
        for role, fan in adopted.items():
            axes.plot(MARK, 100 * _at(fan, MARK), marker=LOOKS[role].marker, color=LOOKS[role].colour, markersize=7)
    _fates(drawn, adopted, abandoned)
    return drawn


def _fates(drawn: Page, adopted: dict[str, Fan], abandoned: dict[str, Fan]) -> None:
    axes = drawn.axes(7.3, 0.35, 1.85, 2.95)
    axes.set_title("After 10 years", pad=8)
    axes.grid(False)
    roles = [role for role in ROLES if role in adopted and role in abandoned]
    if not roles:
        say_nothing_recorded(axes)
        return
    for place, role in enumerate(roles):
        look, service, left = LOOKS[role], _at(adopted[role], MARK), _at(abandoned[role], MARK)
        parts = np.array([service, max(0.0, 1 - service - left), left])
        middles = 100 * (np.cumsum(parts) - parts / 2)
        for (_, depth), part, middle in zip(FATES, parts, middles, strict=True):
            colour, ink = to_rgba(look.colour, depth), "white" if depth == 1.0 else look.ink
            axes.bar(place, 100 * part, 0.74, middle - 50 * part, facecolor=colour, edgecolor=look.ink)
            if part > THIN:
                axes.text(place, middle, number(part, SHARE), ha="center", va="center", size=SMALL + 0.5, color=ink)
        apart = spread(middles.tolist(), 12.0, 6.0, 94.0)
        for (fate, _), part, at in zip(FATES, parts, apart, strict=True):
            if place == 0:
                words = fate if part > THIN else f"{fate}\n{number(part, SHARE)}"
                axes.text(-0.5, at, words, ha="right", va="center", size=SMALL + 0.5)
            elif part <= THIN:  # beside the bar, as there is no room in it
                axes.text(place + 0.42, at, number(part, SHARE), va="center", size=SMALL + 0.5, color=look.ink)
    axes.set(xlim=(-0.45, len(roles) - 0.55), ylim=(0, 100), yticks=[])
    axes.set_xticks(range(len(roles)), [LOOKS[role].word for role in roles])
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="x", length=0)


def _in_years(fan: Fan) -> Fan:
    return Fan(fan.unit, fan.n, fan.x / QUARTERS_PER_YEAR, fan.mean, fan.q05, fan.q95)


def _percent(fan: Fan) -> Fan:
    return Fan("%", fan.n, fan.x, 100 * fan.mean, 100 * fan.q05, 100 * fan.q95)


def _at(fan: Fan, year: float) -> float:
    return float(np.interp(year, fan.x, fan.mean))
