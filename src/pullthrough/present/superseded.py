"""Which levers of a tested scenario end at the value of the baseline: a policy that came later has set them again.

Policies hold in the order of their dates, so that a policy of one's own may be replaced by one enacted after it.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from pullthrough.parameters.policy.setting import Setting
from pullthrough.parameters.schema.quarters import QUARTERS_PER_YEAR, label


def superseded(tested: Setting, against: Setting) -> list[str]:
    """Each lever that differs for a time and is as in the baseline for the rest, with the quarter from which it is.

    Such as ``entry.outreach from 2017Q1``.
    """
    return [text for _, text in sorted(_superseded(tested, against))]


def _superseded(tested: Setting, against: Setting) -> Iterator[tuple[int, str]]:
    calendar = tested.world.calendar
    mine, theirs = tested.timeline.values(calendar.quarters), against.timeline.values(calendar.quarters)
    for lever in mine.keys() & theirs.keys():
        apart = np.flatnonzero(mine[lever] != theirs[lever])
        if apart.size and (first := int(apart[-1]) + 1) < calendar.quarters:
            when = label(QUARTERS_PER_YEAR * calendar.first_year - calendar.burn_in + first)
            yield first, f"{lever} from {when}"
