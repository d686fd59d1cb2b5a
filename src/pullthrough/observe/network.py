"""Outcomes of networks: ties, knowledge moved, clusters, and how far apart projects lie."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from pullthrough.observe.outcome import Outcome
from pullthrough.observe.window import Window, mean, ratio
from pullthrough.world.codes import MICRO, MOST_TIES, QUARTERS_PER_YEAR
from pullthrough.world.tables import FLOW_NAMES, Tables

OUTCOMES = (
    Outcome("mean_degree", "ties", "Ties per organisation",
            "ties of organisations inside defence over their number, averaged over quarters", 0),
    Outcome("cross_kind_ties", "share", "Ties between kinds of organisation",
            "ties between a prime, an SME inside, an academic group or a firm outside defence and another kind, over all ties; ends of years", 1),
    Outcome("largest_component", "share", "Largest connected component",
            "organisations in the largest connected component, over all that have a tie, at the end of the run", 0),
    Outcome("knowledge_learnt", "1 per year", "Knowledge learnt from partners",
            "distance in technology space that an organisation inside defence moves towards partners in a year", 1),
    Outcome("knowledge_leaked", "share", "Knowledge leaked to rivals", "part of it that passed between firms of one segment", -1),
    Outcome("diversity", "1", "Spread of projects",
            "root mean square distance of projects from the mean of their segment; mean over quarters", 1),
    Outcome("engagements_of_members", "share", "Share of engagements with cluster members",
            "engagements of members over all engagements", 0),
    Outcome("engagements_security", "per year", "Engagements in the security sector",
            "engagements for needs of segments counted as security, per year", 0),
    Outcome("cluster_members", "organisations", "Cluster members",
            "members of all regional clusters, mean over quarters", 0),
    Outcome("cluster_members_from_elsewhere", "share", "Members from a neighbouring region",
            "members of a cluster that are not of its region, over all members", 0),
    Outcome("noticing_rate", "per year", "Outside firms that consider defence", "times that a firm outside considers defence, over firms outside, per year", 1),
    Outcome("network_cost", "GBP million per year", "Public cost of clusters and outreach", "part of the public cost", -1),
)  # fmt: skip

Array = NDArray[np.float64]


def measure(window: Window, tables: Tables, noted: NDArray[np.int64]) -> tuple[dict[str, float], dict[str, Array]]:
    """Degree, ties between kinds, largest component, knowledge learnt, members of clusters, diversity."""
    shown = slice(window.start, window.stop)
    note = tables.network_notes[shown]
    total = dict(zip(FLOW_NAMES, noted[shown].sum(axis=0).tolist(), strict=True))
    regional = tables.regional[shown]
    yearly = note[note["cross_ends"] > 0]
    inside = int(note["insiders"].sum())
    notes = tables.regional_notes[shown]
    members = notes["members"].sum(axis=1).astype(float)
    outcomes = {
        "mean_degree": ratio(note["insider_ends"].sum(), inside),
        "cross_kind_ties": ratio(yearly["cross_ends"].sum(), yearly["ends"].sum()),
        "largest_component": largest_component(tables),
        "knowledge_learnt": ratio(total["knowledge"] / MICRO, inside / QUARTERS_PER_YEAR),
        "knowledge_leaked": ratio(total["knowledge_leaked"], total["knowledge"]),
        "diversity": mean(diversity(tables, shown)),
        "cluster_members": mean(members),
        "cluster_members_from_elsewhere": ratio(notes["members_from_elsewhere"].sum(), members.sum()),
        "engagements_of_members": ratio(total["regional_engagements"], total["engagements"]),
        "engagements_security": ratio(total["engagements_security"], window.years),
        "noticing_rate": ratio(regional["noticed"].sum(), tables.stocks.outside[shown].sum() / QUARTERS_PER_YEAR),
        "network_cost": ratio((total["cluster_cost"] + total["outreach_cost"]) / 1000.0, window.years),
    }
    return outcomes, {}


def diversity(tables: Tables, shown: slice) -> Array:
    """Spread of projects about the mean of their segment in each quarter: sqrt(sum_s sum |x - mean_s|^2 / n)."""
    sums = tables.spread[shown]
    n = sums["n"].astype(float)
    squares = sums["xx"] - (sums["x"] ** 2).sum(axis=2) / np.maximum(n, 1.0)
    all_projects = n.sum(axis=1)
    within = np.maximum(squares.sum(axis=1), 0.0) / np.maximum(all_projects, 1.0)
    return np.where(all_projects > 0, np.sqrt(within), np.nan)


def largest_component(tables: Tables) -> float:
    """Share of the organisations with a tie that are in the largest connected component; nan if nobody has one."""
    ties = np.asarray(tables.ties["partner"]).reshape(-1, MOST_TIES)
    taken = np.arange(MOST_TIES) < np.asarray(tables.networks["ties"])[:, None]
    one, place = np.nonzero(taken)
    other = ties[one, place]
    if not one.size:
        return float("nan")
    joined = coo_array((np.ones(one.size, np.bool_), (one, other)), shape=(len(ties), len(ties)))
    _, component = connected_components(joined, directed=False)
    tied = taken.any(axis=1)
    return float(np.bincount(component[tied]).max() / tied.sum())
