"""Words and numbers on a figure: the stamp at its foot, the finding under its title."""

from __future__ import annotations

import math

from pullthrough.present.figures.load import Effect, Results

PERCENT_UNITS = ("share", "fraction", "probability")
VERDICTS = {
    "better": "better",
    "worse": "worse",
    "higher": "higher",
    "lower": "lower",
    "unclear": "no clear difference",
    "no change": "no change at all",
    "not defined": "not defined",
}


def stamp(results: Results, statistic: str, *, window: str = "") -> tuple[str, str]:
    """The two sentences at the foot: what is shown, and which run it comes from.

    Args:
        statistic: what line, band and mark stand for, with their units.
        window: the years shown; the years in which outcomes are measured if empty.
    """
    about = results.manifest
    observed = about.get("observe", {})
    years = window or f"{observed.get('first_year', '?')}–{observed.get('last_year', '?')}"
    versions = about.get("versions", {})
    software = f"pullthrough {versions.get('pullthrough', '(version unknown)')}"
    return (
        f"{statistic} Window: {years}.",
        f"n = {about.get('replicates', '?')} paired runs of each scenario, first seed {about.get('seed', '?')}. "
        f"World {about.get('world', '?')}. Run {about.get('run_id', '?')}, {software}. "
        "Simulated: a comparison of policies under stated assumptions, not a forecast.",
    )


def finding(effect: Effect | None, what: str = "") -> str:
    """What came out for one outcome, as a sentence; empty if it was not measured."""
    if effect is None or effect.verdict == "not defined":
        return ""
    name = what or effect.label
    values = f"{name}: {number(effect.baseline, effect.unit)} in the baseline, {number(effect.policy, effect.unit)}"
    values += f" with the policy{_unit_after(effect.unit)}"
    if effect.verdict == "no change":
        return f"{values}. No difference in any of {effect.n} pairs of runs."
    interval = f"95 % interval {number(effect.ci_low, effect.unit, signed=True)} to "
    interval += number(effect.ci_high, effect.unit, signed=True)
    verdict = VERDICTS[effect.verdict] + (" with the policy" if effect.verdict != "unclear" else "")
    if not math.isfinite(effect.ci_low):
        interval, verdict = "no interval from so few pairs", "not enough pairs to judge"
    return f"{values}. Paired difference {difference(effect)} ({interval}, {effect.n} pairs): {verdict}."


def difference(effect: Effect) -> str:
    """The paired difference with its sign; of shares in percentage points."""
    points = " points" if effect.unit in PERCENT_UNITS or effect.unit == "%" else ""
    return number(effect.difference, effect.unit, signed=True) + points


def number(value: float, unit: str = "", *, signed: bool = False) -> str:
    """A number to three figures, with thin groups of thousands; a share in per cent, its difference in points.

    >>> number(0.1234, "share"), number(0.0213, "share", signed=True), number(-12345.0, signed=True)
    ('12.3 %', '+2.1', '−12,300')
    """
    if not math.isfinite(value):
        return "–"
    sign = ("+" if value > 0 else "") if signed else ""
    if unit in PERCENT_UNITS:
        text = f"{100 * value:.1f}"
        text += "" if signed else " %"
    else:
        digits = 0 if value == 0 else max(0, 2 - math.floor(math.log10(abs(value))))
        scale = 10.0 ** max(0, math.floor(math.log10(abs(value))) - 2) if value else 1.0
        text = f"{round(value / scale) * scale:,.0f}" if digits == 0 else f"{value:.{min(digits, 4)}f}"
    if not any(c in "123456789" for c in text):
        sign, text = "", text.lstrip("-")
    return sign + text.replace("-", "−")


def _unit_after(unit: str) -> str:
    return "" if unit in (*PERCENT_UNITS, "1", "") else f" ({unit})"
