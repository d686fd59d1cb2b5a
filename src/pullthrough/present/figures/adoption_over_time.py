"""Adoptions a year under both scenarios."""

from __future__ import annotations

from pullthrough.present.figures.fans import BAND, both, draw_fans, key, mark_start
from pullthrough.present.figures.load import Fan, Results
from pullthrough.present.figures.stamp import finding, stamp
from pullthrough.present.figures.style import Page, page

QUARTERS = 4


def draw(results: Results) -> Page:
    """Fans of the adoptions in the last four quarters (series ``adoptions_year``).

    Without that series the quarterly ``adoptions`` are shown, averaged over four quarters; quantiles of a yearly sum
    cannot be had from quantiles of quarters.
    """
    fans, unit = both(results, "adoptions_year"), "adoptions in the last four quarters"
    if not fans:
        quarterly = {role: fan.smoothed(QUARTERS) for role, fan in both(results, "adoptions").items()}
        fans = {role: fan for role, fan in quarterly.items() if fan.x.size}
        unit = "adoptions a quarter (mean and percentiles each averaged over four quarters)"
    fans = {role: at_quarter_ends(fan) for role, fan in fans.items()}
    drawn = page(
        "Does the policy bring more new technology into service, and when?",
        [
            "An adoption is a technology's first entry into service. Both scenarios meet the same chance events and are "
            "one line until the policy starts; the policy alone parts them. Bands show how far single runs scatter: they "
            "may overlap even where the difference between paired runs is sure.",
        ],
        stamp(results, f"Unit: {unit}; {BAND}.", window=years(fans)),
        3.6,
        findings=[finding(results.effect("adoptions_per_year"))],
        key=key(results),
    )
    axes = drawn.axes(0.95, 0.1, 7.95, 3.2)
    if fans:
        axes.set_xlim(min(f.x[0] for f in fans.values()), max(f.x[-1] for f in fans.values()))
    axes.set_ylabel(unit.split(" (")[0])
    draw_fans(axes, fans)
    mark_start(axes, results.policy_start)
    return drawn


def at_quarter_ends(fan: Fan) -> Fan:
    """Moved from the start to the end of each quarter, where a trailing total belongs."""
    return Fan(fan.unit, fan.n, fan.x + 0.25, fan.mean, fan.q05, fan.q95)


def years(fans: dict[str, Fan]) -> str:
    """The years that the fans cover, for the stamp; empty without fans."""
    if not fans:
        return ""
    first, last = min(f.x[0] for f in fans.values()), max(f.x[-1] for f in fans.values())
    return f"{int(first - 0.25)}–{int(last - 0.25)}"
