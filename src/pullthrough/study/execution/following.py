"""Following firms and projects through a run: what is told of them a year after year, by their keys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pullthrough.observe.careers import SILENCE
from pullthrough.study.design.treated import FOLLOWED
from pullthrough.study.execution.following_channels import of_firms, of_projects, of_world
from pullthrough.world.codes import ACTIVE, NEVER, NO_ROW, NOVEL, PRIME, SME
from pullthrough.world.tables import FLOW_NAMES, Tables

if TYPE_CHECKING:
    from pullthrough.model import PullThroughModel

Floats = NDArray[np.float64]
Keys = NDArray[np.uint64]


@dataclass(frozen=True)
class Side:
    """Those followed on one side of a line: keys of firms and of projects."""

    firms: Keys
    projects: Keys


@dataclass(frozen=True)
class Watch:
    """Who is followed, and from when.

    Attributes:
        sides: who is just inside and who just outside.
        quarter: of the treatment; ``where``: key of the call or requirement that it is about.
        kind: of treatment; the name of a switch otherwise.
    """

    sides: tuple[Side, Side]
    quarter: int
    where: int
    kind: str


def keys_of(*keys: int) -> Keys:
    """Keys as an array, without those that are nobody's."""
    return np.array([key for key in keys if key], np.uint64)


def everybody(tables: Tables) -> tuple[Side, Side]:
    """All SMEs inside defence, and all primes: who is followed where a lever is switched."""
    org = tables.organisations
    nothing = keys_of()
    smes = org.key[(org.kind == SME) & (org.standing == ACTIVE)].copy()
    return Side(smes, nothing), Side(org.key[org.kind == PRIME].copy(), nothing)


class Follower:
    """Looks at a run at the end of the quarter of the treatment and of each year after it."""

    def __init__(self, watch: Watch, years: int) -> None:
        self.watch, self.years = watch, years
        self.found = {name: np.full((2, years + 1), np.nan) for name in FOLLOWED}

    def quarters(self) -> list[tuple[int, int]]:
        """(year, quarters run) at which it looks."""
        return [(year, self.watch.quarter + 1 + 4 * year) for year in range(self.years + 1)]

    def look(self, model: PullThroughModel, year: int) -> None:
        """Note what is to be told of both sides."""
        tables = model.tables
        common = _of_world(model, self.watch.quarter)
        for side, mine in enumerate(self.watch.sides):
            if not len(mine.firms):
                continue
            told = _of_firms(tables, mine.firms) | of_firms(tables, mine.firms)
            told |= _of_projects(tables, mine.projects) | of_projects(tables, mine.projects) | common
            told["contracts"] = _contracts(tables, mine.firms, self.watch) / len(mine.firms)
            if year == 0:
                told["got"] = _got(tables, mine, self.watch)
            for name, value in told.items():
                self.found[name][side, year] = value
            awards = self.found["awards"][side]
            if year and not told["awards"] >= awards[year - 1]:  # gone, or one of several is
                awards[year] = awards[year - 1]


def _of_firms(tables: Tables, keys: Keys) -> dict[str, float]:
    org = tables.organisations
    rows = np.flatnonzero(np.isin(org.key, keys))
    found = org[rows]
    number = len(keys)
    lately = found.last_sale > int(tables.clock.t[0]) - SILENCE
    return {
        "exists": len(rows) / number,
        "inside": float((found.standing == ACTIVE).sum()) / number,
        "supplying": float((lately & (found.last_sale != NEVER) & (found.standing == ACTIVE)).sum()) / number,
        "ln_turnover": _mean_ln(found.turnover),
        "ln_employees": _mean_ln(found.employees),
        "ln_capability": _mean_ln(found.capability),
        "awards": float(found.awards.sum()) / number,
    }


def _of_projects(tables: Tables, keys: Keys) -> dict[str, float]:
    if not len(keys):
        return {}
    tech = tables.technologies[: int(tables.clock.technologies[0])]
    found = tech[np.isin(tech.key, keys)]
    if not len(found):
        return {}
    adopted = float((found.adopted != NEVER).mean())
    return {"trl": float(found.trl.mean()), "adopted": adopted, "orders": float(found.orders.mean())}


def _of_world(model: PullThroughModel, quarter: int) -> dict[str, float]:
    tables = model.tables
    segments = tables.segments
    begun = (segments.knowledge > 0) & (segments.knowledge_start > 0)
    ratio = np.divide(segments.knowledge, segments.knowledge_start, out=np.ones(len(segments)), where=begun)
    run = int(tables.clock.t[0]) + 1
    return {
        "knowledge": float(np.log(ratio).mean()),
        "staffing": float(np.exp(tables.labour.ln_staffing).mean()),
        "adoptions": float(model.flows[quarter:run, FLOW_NAMES.index("adoptions")].sum()),
    } | of_world(tables, quarter)


def _contracts(tables: Tables, firms: Keys, watch: Watch) -> float:
    """Contracts let since the treatment in which the firms lead or own the technology, but for the one it is about."""
    req = tables.requirements[: int(tables.clock.requirements[0])]
    later = req[(req.let > watch.quarter) & (req.key != np.uint64(watch.where))]
    owner = np.zeros(len(later), np.uint64)
    novel = (later.winner == NOVEL) & (later.technology != NO_ROW)
    owner[novel] = tables.technologies.owner_key[later.technology[novel]]
    leads = np.isin(later.contractor_key, firms) & (later.contractor != NO_ROW)
    return float((leads | np.isin(owner, firms)).sum())


def _got(tables: Tables, side: Side, watch: Watch) -> float:
    """Whether a unit has what the treatment is about."""
    if watch.kind in ("award_open", "award_directed"):
        tech = tables.technologies[: int(tables.clock.technologies[0])]
        return float((tech.grant[np.isin(tech.key, side.projects)] > 0).any())
    if watch.kind == "acquisition":
        return float(not np.isin(tables.organisations.key, side.firms).any())
    if watch.kind not in ("contract", "engagement"):
        return float("nan")
    req = tables.requirements[: int(tables.clock.requirements[0])]
    about = req[req.key == np.uint64(watch.where)]
    if watch.kind == "contract":
        return float(np.isin(about.contractor_key, side.firms).any() and (about.contractor != NO_ROW).any())
    invited = [row for r in about for row in r.invited[: r.invitations]]
    return float(np.isin(tables.technologies.key[invited], side.projects).any())


def _mean_ln(values: NDArray[np.generic]) -> float:
    known = np.asarray(values, dtype=float)
    return float(np.log(known[known > 0]).mean()) if (known > 0).any() else float("nan")
