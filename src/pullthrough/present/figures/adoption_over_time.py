"""Adoptions a year under both scenarios."""

from __future__ import annotations

from pullthrough.parameters.schema.quarters import QUARTERS_PER_YEAR
from pullthrough.present.figures.fans import BAND, both, dates_in_words, draw_fans, key, mark_dates
from pullthrough.present.figures.load import Fan, Results
from pullthrough.present.figures.page import Page, page
from pullthrough.present.figures.stamp import finding, stamp


def draw(results: Results) -> Page:
    """Fans of the adoptions in the last four quarters (series ``adoptions_year``).

    Without that series the quarterly ``adoptions`` are shown, averaged over four quarters; quantiles of a yearly sum
    cannot be had from quantiles of quarters.
    """
    fans, period, note = trailing(results, "adoptions")
    drawn = page(
        "Does the policy bring more new technology into service, and when?",
        [
            "An adoption is a technology's first entry into service. Both scenarios meet the same chance events and "
            "are one line until the policy starts; the policy alone parts them. Bands show how far single runs "
            "scatter: they may overlap even where the difference between paired runs is sure.",
            *results.changes(),
            *dates_in_words(results, named=False),
        ],
        stamp(results, f"Unit: adoptions {period}; {BAND}{note}.", window=years(fans)),
        3.6,
        findings=[finding(results.effect("adoptions_per_year"), fans)],
        key=key(results),
    )
    axes = drawn.axes(0.95, 0.1, 7.95, 3.2)
    if fans:
        axes.set_xlim(min(f.x[0] for f in fans.values()), max(f.x[-1] for f in fans.values()))
    axes.set_ylabel(f"adoptions {period}")
    draw_fans(axes, fans)
    mark_dates(axes, results)
    return drawn


def trailing(results: Results, name: str) -> tuple[dict[str, Fan], str, str]:
    """Fans of a flow over the last four quarters, drawn at their end; the period in words; a note on the statistic."""
    fans, period, note = both(results, f"{name}_year"), "in the last four quarters", ""
    if not fans:
        smoothed = {role: fan.smoothed(QUARTERS_PER_YEAR) for role, fan in both(results, name).items()}
        fans = {role: fan for role, fan in smoothed.items() if fan.x.size}
        period, note = "a quarter", " for single quarters, each averaged over the last four"
    return (
        {r: Fan(f.unit, f.n, f.x + 1 / QUARTERS_PER_YEAR, f.mean, f.q05, f.q95) for r, f in fans.items()},
        period,
        note,
    )


def years(fans: dict[str, Fan]) -> str:
    """The years that the fans cover, for the stamp; empty without fans."""
    if not fans:
        return ""
    first, last = min(f.x[0] for f in fans.values()), max(f.x[-1] for f in fans.values())
    return f"{int(first - 1 / QUARTERS_PER_YEAR)}–{int(last - 1 / QUARTERS_PER_YEAR)}"
