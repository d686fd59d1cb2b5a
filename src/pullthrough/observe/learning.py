"""Outcomes of what organisations learn, how their civil business grows, and what their staff have time for."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from pullthrough.observe.window import Window, mean, ratio
from pullthrough.world.tables import FLOW_NAMES, Tables


def measure(
    window: Window, tables: Tables, noted: NDArray[np.int64]
) -> tuple[dict[str, float], dict[str, NDArray[np.float64]]]:
    """Means over the quarters of the window of the observer's notes, and flows of the hand-over of technology."""
    total = dict(zip(FLOW_NAMES, noted[window.start : window.stop].sum(axis=0).tolist(), strict=True))
    marks: Any = tables.marks[window.start : window.stop]
    by_channel = {
        f"capability_from_{channel}": mean(np.asarray(marks[f"gain_{channel}"], dtype=float))
        for channel in ("work", "science", "people")
    }
    return {
        **by_channel,
        "capability_gain": sum(by_channel.values()),
        "civil_growth": mean(np.asarray(marks.civil_growth, dtype=float)),
        "public_knowledge": mean(np.asarray(marks.knowledge, dtype=float)),
        "proposals_forgone": ratio(total["proposals_forgone"], total["proposals_forgone"] + total["proposals"]),
        "licences_per_year": ratio(total["licences"], window.years),
        "spin_outs_per_year": ratio(total["spin_outs"], window.years),
        "acquisitions_per_year": ratio(total["acquisitions"], window.years),
    }, {}
