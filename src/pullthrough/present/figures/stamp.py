"""Words and numbers on a figure: the stamp at its foot, the finding under its title."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from pullthrough.parameters.register.limits import LIMIT
from pullthrough.present.figures.load import Effect, Fan, Results

SHARE = "share"
"""The unit of what is written in per cent, and its differences in percentage points."""

APART = 0.02
"""Two ends of curves that are nearer than this share of the larger are the same to the eye."""

VERDICTS = {
    "better": "better",
    "worse": "worse",
    "higher": "higher",
    "lower": "lower",
    "unclear": "no clear difference",
    "no change": "no change at all",
    "not defined": "not defined",
}


def stamp(
    results: Results, statistic: str, *, window: str = "", runs: str = "paired runs of each scenario"
) -> tuple[str, str]:
    """The two lines at the foot: what is shown, and which run it comes from.

    Args:
        results: gives the number of runs, the seed, the world and the identity of the run.
        statistic: what line, band and mark stand for, with their units.
        window: the years shown; the years in which outcomes are measured if empty.
        runs: what there are n of.
    """
    about = results.manifest
    observed = about.get("observe", {})
    years = window or f"{observed.get('first_year', '?')}–{observed.get('last_year', '?')}"
    version = about.get("versions", {}).get("pullthrough", "(version unknown)")
    return (
        f"{statistic} Window: {years}.",
        f"n = {about.get('replicates', '?')} {runs}, first seed {about.get('seed', '?')}. "
        f"World {about.get('world', '?')}. Run {about.get('run_id', '?')}, pullthrough {version}. {LIMIT}",
    )


def finding(effect: Effect | None, fans: Mapping[str, Fan] | None = None) -> str:
    """What came out for one outcome, as a sentence; empty if it was not measured.

    Args:
        effect: the mean over the window.
        fans: by role the series that is drawn below; where it ends the other way round than the mean, that is said, since
            a verdict over a curve that contradicts it misleads.
    """
    if effect is None or effect.verdict == "not defined":
        return ""
    base, policy = beside(effect)
    means = f"{base} (baseline), {policy} (policy)"
    values = f"{effect.label}: {means}{unit_words(effect.unit)}."
    if effect.verdict == "no change":
        return f"{values} No difference in any of {effect.n} pairs of runs."
    change, low, high = differences(effect)
    if not math.isfinite(effect.ci_low):
        return f"{values} Difference {change}; too few pairs for an interval."
    verdict = VERDICTS[effect.verdict] + (" with the policy" if effect.verdict != "unclear" else "")
    other = _at_the_end(effect, fans or {})
    return f"{values} Paired difference {change} (95 % interval {low} to {high}): {verdict}{other}."


def _at_the_end(effect: Effect, fans: Mapping[str, Fan]) -> str:
    """What is to be added where the series ends on the other side than its mean over the window; else nothing."""
    if not {"baseline", "policy"} <= fans.keys() or effect.verdict == "unclear":
        return ""
    base, mine = (float(fans[role].mean[-1]) for role in ("baseline", "policy"))
    if (mine - base) * effect.difference >= 0 or abs(mine - base) < APART * max(abs(mine), abs(base)):
        return ""
    unit = fans["policy"].unit
    words = f"{number(mine, unit)} with the policy against {number(base, unit)}"
    return f" on average over the years, but the other way round at the end: {words}"


def number(value: float, unit: str = "") -> str:
    """A mean to three figures, or whole with groups of thousands; a share in per cent; a dash if it is not defined.

    >>> number(0.1234, "share"), number(5.678), number(-12345.6)
    ('12.3 %', '5.68', '−12,346')
    """
    if not math.isfinite(value):
        return "–"
    if unit in (SHARE, "%"):
        value *= 100 if unit == SHARE else 1
        return _written(value, 2 if 0 < abs(value) < 1 else 1) + " %"
    return _written(value, 0 if value == 0 else _decimals(value, 3))


def beside(effect: Effect) -> tuple[str, str]:
    """Both means of an effect, equally precise: the larger one to three figures.

    >>> from types import SimpleNamespace
    >>> beside(SimpleNamespace(baseline=-0.00157, policy=39.8, unit="GBP million per year"))
    ('0.0', '39.8')
    """
    means = [effect.baseline, effect.policy]
    share = effect.unit in (SHARE, "%")
    scaled = [v * 100 if effect.unit == SHARE else v for v in means]
    largest = max((abs(v) for v in scaled if math.isfinite(v)), default=0.0)
    decimals = (2 if 0 < largest < 1 else 1) if share else _decimals(largest, 3) if largest else 0
    end = " %" if share else ""
    base, policy = ("–" if not math.isfinite(v) else _written(v, decimals) + end for v in scaled)
    return base, policy


def differences(effect: Effect) -> tuple[str, str, str]:
    """The paired difference and the ends of its interval, signed and equally precise; of shares in percentage points.

    The precision shows two figures of the largest of the three, and the first figure of the interval's width.
    """
    share = effect.unit == SHARE
    scale = 100 if share else 1
    change, low, high = with_interval(
        scale * effect.difference, scale * effect.ci_low, scale * effect.ci_high, 1 if share else 0
    )
    return change + (" points" if share or effect.unit == "%" else ""), low, high


def with_interval(middle: float, low: float, high: float, least: int = 0) -> tuple[str, str, str]:
    """A number and the ends of its interval, signed, equally precise and to at least so many decimals.

    >>> with_interval(0.0912, -0.959, 1.14)
    ('+0.1', '−1.0', '+1.1')
    """
    values = [middle, low, high]
    finite = [abs(v) for v in values if math.isfinite(v)]
    largest, width = max(finite, default=0.0), abs(high - low)
    decimals = max(_decimals(largest, 2) if largest else 0, least)
    if math.isfinite(width) and width > 0:
        decimals = max(decimals, _decimals(width, 1))
    first, second, third = ("–" if not math.isfinite(v) else _written(v, decimals, signed=True) for v in values)
    return first, second, third


def alike(values: Sequence[float]) -> list[str]:
    """Signed numbers of a row, equally precise: the largest to three figures.

    >>> alike([81.0, 3.49, -0.02])
    ['+81.0', '+3.5', '0.0']
    """
    largest = max((abs(v) for v in values if math.isfinite(v)), default=0.0)
    decimals = _decimals(largest, 3) if largest else 0
    return ["–" if not math.isfinite(v) else _written(v, decimals, signed=True) for v in values]


def distinct(values: Sequence[float]) -> list[str]:
    """Numbers for the marks of an axis: three figures, or as many as tell the values apart.

    >>> distinct([0.0, 8.0, 12.5]), distinct([1234567.0, 1234999.0])
    (['0', '8', '12.5'], ['1,234,567', '1,234,999'])
    """
    for figures in range(3, 16):
        texts = [f"{float(f'{value:.{figures}g}'):,.12g}".replace("-", "−") for value in values]
        if len(set(texts)) == len(set(values)):
            break
    return texts if values else []


def unit_words(unit: str, before: str = "", after: str = "") -> str:
    """A unit to be put behind a number or a label; nothing for a share or a pure number."""
    return "" if unit in (SHARE, "1", "%", "") else f" {before}{unit}{after}"


def _decimals(value: float, figures: int) -> int:
    return min(9, max(0, figures - 1 - math.floor(math.log10(abs(value)))))


def _written(value: float, decimals: int, *, signed: bool = False) -> str:
    text = f"{value:{'+' if signed else ''},.{decimals}f}"
    if not any(c in "123456789" for c in text):
        text = text.lstrip("+-")
    return text.replace("-", "−")
