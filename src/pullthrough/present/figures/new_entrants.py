"""New suppliers: their share among the winners of awards and contracts, and how many firms enter."""

from __future__ import annotations

from pullthrough.present.figures.adoption_over_time import trailing, years
from pullthrough.present.figures.fans import BAND, both, dates_in_words, draw_fans, key, mark_dates
from pullthrough.present.figures.load import Fan, Results
from pullthrough.present.figures.page import Page, page
from pullthrough.present.figures.stamp import finding, stamp


def draw(results: Results) -> Page:
    """Three panels: yearly new-entrant rates of awards and of contracts, and firms entering defence."""
    awards = {role: _yearly(fan) for role, fan in both(results, "new_entrant_rate_awards").items()}
    contracts = {role: _yearly(fan) for role, fan in both(results, "new_entrant_rate_contracts").items()}
    entrants, period, note = trailing(results, "entrants")
    panels = (
        ("New among winners of R&D awards", "per cent of the year's winners", awards, True),
        ("New among winners of contracts", "per cent of the year's winners", contracts, True),
        ("Firms that enter defence", f"firms {period}", entrants, False),
    )
    every = {f"{role}{i}": fan for i, panel in enumerate(panels) for role, fan in panel[2].items()}
    drawn = page(
        "Does the policy let new suppliers in?",
        [
            "A new supplier has never won before. Left and middle: of the organisations that won in a year, the share "
            "that were new, one point a year. Right: firms that decided to enter the defence market, whether or not "
            "they win.",
            *results.changes(),
            *dates_in_words(results),
        ],
        stamp(
            results,
            f"Units: per cent of winners by number, and firms {period}; {BAND}{note and f' (firms:{note})'}.",
            window=years(every),
        ),
        3.25,
        findings=[
            finding(results.effect("new_entrant_rate_awards"), awards),
            finding(results.effect("new_entrant_rate_contracts"), contracts),
            finding(results.effect("entrants_per_year"), entrants),
        ],
        key=key(results),
    )
    for place, (title, label, fans, yearly) in enumerate(panels):
        axes = drawn.axes(0.85 + 3.15 * place, 0.3, 2.0, 2.6)
        axes.set_title(title, x=-0.22, pad=8)
        axes.set_ylabel(label)
        if every:
            axes.set_xlim(min(f.x[0] for f in every.values()) - 0.3, max(f.x[-1] for f in every.values()))
        draw_fans(axes, fans, markers=yearly, unit="%" if yearly else "")
        if fans:
            mark_dates(axes, results, words=False)
    return drawn


def _yearly(fan: Fan) -> Fan:
    """Points moved from a year's last quarter to its middle, shares as per cent."""
    scale = 100.0 if fan.unit != "%" else 1.0
    middle = fan.x // 1 + 0.5
    return Fan("%", fan.n, middle, scale * fan.mean, scale * fan.q05, scale * fan.q95)
