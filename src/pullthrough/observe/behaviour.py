"""Outcomes that follow firms and projects: what newcomers live through, who wins again, what comes after an award."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pullthrough.observe.careers import lives
from pullthrough.observe.flows import COLUMN
from pullthrough.observe.outcome import Outcome
from pullthrough.observe.survival import cumulative_incidence, survival
from pullthrough.observe.window import Window, ratio
from pullthrough.world.codes import NEVER
from pullthrough.world.tables import Tables

OUTCOMES = (
    Outcome("entrant_awarded_3", "share", "Entrants with an award within 3 years",
            "cumulative incidence of a first award, for firms that entered in the window, with exit as a competing risk", 1),
    Outcome("entrant_contracted_5", "share", "Entrants with a direct contract within 5 years",
            "cumulative incidence of a first direct contract, for firms that entered in the window, with exit as a competing risk", 1),
    Outcome("entrant_stay_awarded", "share", "Entrants with an early award that stay 5 years more",
            "Kaplan-Meier estimate from 2 years after entry, of those still there then that had won an award by then", 0),
    Outcome("entrant_stay_unawarded", "share", "Entrants without an early award that stay 5 years more",
            "Kaplan-Meier estimate from 2 years after entry, of those still there then that had won no award by then", 0),
    Outcome("call_success_first", "share", "Success rate of SMEs without an earlier award",
            "awards over proposals, innovation calls, of SMEs that had never won an award of any instrument", 0),
    Outcome("call_success_again", "share", "Success rate of SMEs with an earlier award",
            "awards over proposals, innovation calls, of SMEs that had won an award of any instrument", 0),
    Outcome("award_gini", "1", "Inequality of public development money (Gini)",
            "over organisations with a project first funded in the window, public money spent on these projects", 0),
    Outcome("award_top_tenth", "share", "Funding share of the top 10 %",
            "of public money spent on projects first funded in the window, the part of the 10 % of organisations that received most", 0),
    Outcome("projects_per_winner", "1", "Funded projects per organisation",
            "projects first funded in the window over organisations that own one", 0),
    Outcome("repeat_projects", "share", "Projects of organisations funded before",
            "projects first funded in the window that are not the first funded one of their owner", 0),
    Outcome("second_instrument", "share", "Funded projects paid by a second instrument",
            "of projects first funded in the window and at least five years before the last quarter", 0),
    Outcome("private_awarded", "share", "Funded projects with private money",
            "of projects first funded in the window, those that ever received own or investors' money", 0),
    Outcome("private_unawarded", "share", "Unfunded projects with private money",
            "of projects begun in the window that never received public money, those that ever received own or investors' money", 0),
    Outcome("adopted_mature", "share", "Mature technology in service within 5 years",
            "cumulative incidence of service five years after TRL 7, among those reaching it in the window; Aalen-Johansen", 1),
)  # fmt: skip

Array = NDArray[np.float64]
Ints = NDArray[np.int64]
LANDMARK = 8  # quarters after entry at which entrants with and without an award are told apart
AFTER = 20  # quarters for which each of them is then followed, and projects after their first award


def measure(window: Window, tables: Tables, noted: Ints) -> tuple[dict[str, float], dict[str, Array]]:
    """Fates of entrants, the spread of public money over organisations, and what became of funded projects."""
    return _entrants(window, tables) | _calls(window, noted) | _projects(window, tables), {}


def _entrants(window: Window, tables: Tables) -> dict[str, float]:
    """First award and first contract with leaving as the competing event, and who stays, by award at the landmark.

    Whoever stays long has more time to win. Firms are therefore told apart at one age, by what had happened until then,
    and compared from then on; those that left before are in neither group.
    """
    found = lives(tables)
    mine = window.holds(found["entered"])
    entered, left, award, contract = (
        found[name][mine] for name in ("entered", "left", "first_award", "first_contract")
    )
    gone = np.where(left == NEVER, np.iinfo(np.int64).max, left)
    at = entered + LANDMARK
    there = (gone > at) & (at <= window.end)
    awarded = (award != NEVER) & (award <= at)
    times = np.minimum(gone, window.end) - at
    stay = {
        name: float(survival(times[which], gone[which] <= window.end, AFTER)[AFTER])
        for name, which in (("entrant_stay_awarded", there & awarded), ("entrant_stay_unawarded", there & ~awarded))
    }
    return {
        "entrant_awarded_3": _first(entered, award, left, window.end, 12),
        "entrant_contracted_5": _first(entered, contract, left, window.end, 20),
    } | stay


def _first(origin: Ints, event: Ints, rival: Ints, end: int, horizon: int) -> float:
    """Cumulative incidence of an event a number of quarters after the origin, with a competing event."""
    causes = np.where(event != NEVER, 1, np.where(rival != NEVER, 2, 0))
    stop = np.where(causes == 1, event, np.where(causes == 2, rival, end))
    return float(cumulative_incidence(np.maximum(stop - origin, 0), causes, horizon)[0][horizon])


def _calls(window: Window, noted: Ints) -> dict[str, float]:
    """Success rates in innovation calls of SMEs that had never won an award and of those that had."""
    total = noted[window.start : window.stop].sum(axis=0)
    asked, asked_first = (total[COLUMN[name]] for name in ("call_proposals_sme", "call_proposals_sme_new"))
    won, won_first = (total[COLUMN[name]] for name in ("call_awards_sme", "call_awards_new"))
    return {
        "call_success_first": ratio(won_first, asked_first),
        "call_success_again": ratio(won - won_first, asked - asked_first),
    }


def _projects(window: Window, tables: Tables) -> dict[str, float]:
    """Public money by owner, and what came after the first award."""
    tech = tables.technologies
    funded, begun, adopted, ended = (
        np.asarray(tech[name], dtype=np.int64) for name in ("funded", "begun", "adopted", "ended")
    )
    started = window.holds(funded)
    mine = tech.owner_key[started]
    owners, place = np.unique(mine, return_inverse=True)
    money = np.bincount(place, weights=tech.public_spent[started].astype(float), minlength=len(owners))
    earlier = np.unique(tech.owner_key[(funded != NEVER) & (funded < window.start)])
    once = int((~np.isin(owners, earlier)).sum())  # owners whose first funded project is in the window
    old_enough = started & (funded + AFTER <= window.end)
    instruments = np.bitwise_count(np.asarray(tech.paid_by[old_enough], dtype=np.uint64))
    private = (tech.own_spent + tech.investor_spent + tech.foreign_spent) > 0
    unfunded = window.holds(begun) & (funded == NEVER)
    ripe = np.asarray(tech.reached[:, 7], dtype=np.int64)
    held = window.holds(ripe)
    return {
        "award_gini": gini(money),
        "award_top_tenth": ratio(float(np.sort(money)[::-1][: max(1, len(money) // 10)].sum()), float(money.sum())),
        "projects_per_winner": ratio(len(mine), len(owners)),
        "repeat_projects": ratio(len(mine) - once, len(mine)),
        "second_instrument": _share(instruments >= 2),
        "private_awarded": _share(private[started]),
        "private_unawarded": _share(private[unfunded]),
        "adopted_mature": _first(ripe[held], adopted[held], ended[held], window.end, AFTER),
    }


def _share(holds: NDArray[np.bool_]) -> float:
    return ratio(float(holds.sum()), len(holds))


def gini(amounts: Array) -> float:
    """Gini coefficient G = sum_i (2 i - n - 1) x_i / (n sum x), amounts x in rising order; nan if there is nothing.

    0: all have the same; near 1: one has everything.
    """
    total, n = float(amounts.sum()), len(amounts)
    if not n or total <= 0:
        return float("nan")
    return float(((2 * np.arange(1, n + 1) - n - 1) * np.sort(amounts)).sum() / (n * total))
