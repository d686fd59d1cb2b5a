"""Outcomes that show measures of the strategies at work: partners, joint bids, planning ahead, exchange of clusters, air."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pullthrough.observe.outcome import Outcome
from pullthrough.observe.window import Window, mean, ratio
from pullthrough.world.codes import CODEVELOPMENT, EXPORTS_AIR, FOREIGN, MOST_TIES, NEVER, NO_ROW, NOVEL, TENDER
from pullthrough.world.tables import Tables

OUTCOMES = (
    Outcome("quarters_together", "quarters", "Work with partner nations ahead of the tender",
            "mean quarters, of contracts let in the window on the route of co-development", 0),
    Outcome("led_jointly", "share", "Novel contracts led jointly by small firms",
            "contracts for novel technology let in the window after a tender whose leader could not lead them alone, over all of these", 0),
    Outcome("notice_given", "quarters", "Notice of tenders at home",
            "mean quarters between publication and the tender's first date, of published requirements let at home in the window", 0),
    Outcome("ties_across_clusters", "share", "Ties across clusters",
            "ties of members of a cluster to members of another, over all ties between members, at the end of the run", 0),
    Outcome("adoptions_air", "per year", "Adoptions, air", "first adoptions of technology of air segments, per year", 1),
    Outcome("distance_at_tender_air", "1", "Distance from need at tender, air",
            "mean distance between need and the technologies of air segments developed for it when the tender opens", -1),
)  # fmt: skip


def measure(
    window: Window, tables: Tables, noted: NDArray[np.int64]
) -> tuple[dict[str, float], dict[str, NDArray[np.float64]]]:
    """What is read off requirements, technologies and ties."""
    need, tech = tables.requirements, tables.technologies
    let = window.holds(need.let) & (need.way == TENDER)
    shared = let & (need.route == CODEVELOPMENT)
    novel = let & (need.winner == NOVEL)
    announced = let & (need.winner != FOREIGN) & (need.published != NEVER)
    notice = need.opened - need.slips - need.approval_slips - need.published
    air = np.asarray(tables.segments.export_sector)[tech.segment] == EXPORTS_AIR
    distance = np.where(window.holds(tech.tender_seen) & air, tech.tender_distance, np.nan)
    return {
        "quarters_together": mean(need.together[shared].astype(float)),
        "led_jointly": ratio(int(need.led_jointly[novel].sum()), int(novel.sum())),
        "notice_given": mean(notice[announced].astype(float)),
        "ties_across_clusters": across(tables),
        "adoptions_air": ratio(int((window.holds(tech.adopted) & air).sum()), window.years),
        "distance_at_tender_air": mean(distance),
    }, {}


def across(tables: Tables) -> float:
    """Share of ties between members of clusters that join two clusters; nan without any."""
    ties = np.asarray(tables.ties["partner"]).reshape(-1, MOST_TIES)
    one, place = np.nonzero(np.arange(MOST_TIES) < np.asarray(tables.networks["ties"])[:, None])
    cluster = np.asarray(tables.networks["cluster"])
    mine, theirs = cluster[one], cluster[ties[one, place]]
    members = (mine != NO_ROW) & (theirs != NO_ROW)
    return ratio(int((members & (mine != theirs)).sum()), int(members.sum()))
