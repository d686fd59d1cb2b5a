"""Outcomes of what organisations learn, how their civil business grows, and what their staff have time for."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from pullthrough.observe.outcome import Outcome
from pullthrough.observe.window import Window, mean, ratio
from pullthrough.world.tables import FLOW_NAMES, Tables

OUTCOMES = (
    Outcome("capability_gain", "ln", "Capability gained by SMEs", "ln capability gained since founding by work, science and skilled "
            "people, mean over SMEs inside defence and quarters of the window", 1),
    Outcome("capability_from_work", "ln", "Capability gained from work", "the part of it from experience of work", 1),
    Outcome("capability_from_science", "ln", "Capability gained from science", "the part of it from public knowledge absorbed", 1),
    Outcome("capability_from_people", "ln", "Capability gained from skilled people", "the part of it from skilled people at hand; below "
            "zero where they are short", 1),
    Outcome("civil_growth", "ln", "Growth of SMEs' civil business", "ln civil turnover over that at founding, mean over SMEs inside "
            "defence and quarters of the window", 1),
    Outcome("public_knowledge", "ln", "Public knowledge", "ln of public knowledge over that at the end of the burn-in, mean over "
            "segments and quarters of the window", 1),
    Outcome("proposals_forgone", "share", "Proposals not written for lack of staff time", "proposals worth writing that nobody had time "
            "to write, over these and those written", -1),
    Outcome("licences_per_year", "per year", "University licences", "university technologies taken over by firms", 1),
    Outcome("spin_outs_per_year", "per year", "University spin-outs", "firms founded in defence with a university's technology", 1),
    Outcome("acquisitions_per_year", "per year", "SMEs bought by primes", "SMEs bought by UK primes, which become the design authority of their technology", 0),
)  # fmt: skip


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
