"""What a scenario changes, in words: each lever from which value to which, and when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from pullthrough.parameters.policy.setting import Setting
from pullthrough.parameters.schema.quarters import QUARTERS_PER_YEAR, label

MOST = 4
"""So many changes are named one by one; of more only their number and dates."""


def changes_of(tested: Setting, against: Setting) -> list[str]:
    """Every change of a lever in a scenario that its baseline does not make, and every one that it leaves out.

    Such as ``engagement.lead 16 -> 12 from 2027Q1``, or ``pipeline.horizon stays 2, in the baseline 12 from 2021Q2``.
    """
    return [text for _, _, text in sorted(_changes(tested, against))]


def in_short(changes: Sequence[str]) -> str:
    """The changes in a line: all of them if they are few.

    >>> in_short(["engagement.lead 16 -> 12 from 2027Q1"])
    'engagement.lead 16 -> 12 from 2027Q1'
    """
    if len(changes) <= MOST:
        return "; ".join(changes)
    return f"{len(changes)} lever changes, the first: {changes[0]}"


def _changes(tested: Setting, against: Setting) -> Iterator[tuple[int, str, str]]:
    quarters = tested.world.calendar.quarters
    mine, theirs = tested.timeline.values(quarters), against.timeline.values(quarters)
    for lever, values in mine.items():
        base = theirs.get(lever, values)
        if values[0] != base[0]:
            yield 0, lever, f"{lever} {_number(base[0])} -> {_number(values[0])} from the start"
        for quarter in range(1, quarters):
            before, now = values[quarter - 1], values[quarter]
            if now != before and now != base[quarter]:
                yield quarter, lever, f"{lever} {_number(before)} -> {_number(now)} from {_when(tested, quarter)}"
            elif now == before and base[quarter] not in (now, base[quarter - 1]) and before == base[quarter - 1]:
                other = f"in the baseline {_number(base[quarter])} from {_when(tested, quarter)}"
                yield quarter, lever, f"{lever} stays {_number(now)}, {other}"


def _when(setting: Setting, quarter: int) -> str:
    calendar = setting.world.calendar
    return label(QUARTERS_PER_YEAR * calendar.first_year - calendar.burn_in + quarter)


def _number(value: float | np.floating) -> str:
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:g}"
