"""Who just got something and who just missed it: lines that the rules drew in a run, and the treatments that cross them.

Only SMEs are treated. Of the lines that qualify a run takes those that a hash of the keys puts first, so that the choice
depends on no outcome and on no row.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pullthrough.study.design.design import Asked
from pullthrough.world.codes import (
    QUARTERS_PER_YEAR,
    SME,
    THEME_OPEN,
    TREAT_ACQUISITION,
    TREAT_AWARD,
    TREAT_CONTRACT,
    TREAT_ENGAGEMENT,
)
from pullthrough.world.draws import mix
from pullthrough.world.tables import Tables
from pullthrough.world.tables_treatments import Treatment

CODES = {
    "award_open": TREAT_AWARD,
    "award_directed": TREAT_AWARD,
    "contract": TREAT_CONTRACT,
    "engagement": TREAT_ENGAGEMENT,
    "acquisition": TREAT_ACQUISITION,
}
OF_PROJECTS = ("award_open", "award_directed", "engagement")
"""Kinds in which a project is chosen, not a firm."""
IN_TURN = ("contract", "acquisition")
"""Kinds in which a run treats one firm, in turn one that got it and one that missed it; else both change places."""
FOREVER = 2**31 - 1
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class NearMiss:
    """One line, as a run will treat it.

    Attributes:
        kind: of treatment.
        quarter: when it was drawn.
        where: key of the call or requirement; 0 for acquisitions.
        firms, projects: keys of who is just inside and who is just outside; 0 where there is none.
        first: whether each had never got such a thing before.
        margin: distance between their scores; nan where it plays no part.
    """

    kind: str
    quarter: int
    where: int
    firms: tuple[int, int]
    projects: tuple[int, int]
    first: tuple[bool, bool]
    margin: float

    def treatment(self, nothing: bool) -> Treatment:
        """What crosses the line; or, for nothing, what keeps everybody on its side."""
        keys = self.projects if self.kind in OF_PROJECTS else self.firms
        denied, favoured = reversed(keys) if nothing else keys
        lasts = self.quarter if nothing or self.kind in ("award_open", "award_directed") else FOREVER
        return Treatment(CODES[self.kind], self.quarter, lasts, self.where, denied, favoured)


def near_miss(tables: Tables, asked: Asked, first: int, last: int) -> NearMiss | None:
    """The line of a finished run that a treated run is about; None if the run has not so many.

    Args:
        tables: the final state.
        asked: kind, number and margin.
        first, last: quarters in which it may lie.
    """
    found = _qualified(tables, asked, first, last)
    place, side = divmod(asked.number - 1, len(found))
    return found[side][place] if place < len(found[side]) else None


def _qualified(tables: Tables, asked: Asked, first: int, last: int) -> list[list[NearMiss]]:
    """All lines of a kind that qualify, in the order of the hash: in one list, or those inside and those outside apart."""
    lines = tables.lines[: int(tables.clock.lines[0])]
    fits = (lines.kind == CODES[asked.kind]) & (lines.quarter >= first) & (lines.quarter <= last)
    fits &= _theme_fits(tables, lines, asked.kind)
    inside = _is_sme(tables, lines.unit)
    outside = _is_sme(tables, lines.other)
    with np.errstate(invalid="ignore"):  # a side that nobody is on has no score
        between = lines.unit_score - lines.other_score
    if asked.kind not in IN_TURN:
        both = fits & inside & outside & (lines.unit != lines.other) & (between <= asked.margin) & (lines.room >= 0)
        return [_told(asked.kind, lines[both], True, True, between[both])]
    to_second = np.full(len(lines), np.nan)
    if asked.kind == "contract":
        second = np.isfinite(lines.second_score)
        to_second[second] = lines.unit_score[second] - lines.second_score[second]
        inside &= lines.unit_first & (to_second <= asked.margin)
        outside &= lines.other_first & (between <= asked.margin)
    else:
        between = to_second
    return [
        _told(asked.kind, lines[fits & inside], True, False, to_second[fits & inside]),
        _told(asked.kind, lines[fits & outside], False, True, between[fits & outside]),
    ]


def _theme_fits(tables: Tables, lines: np.recarray, kind: str) -> Flags:
    """Whether a call is open to any idea, or directed to a segment or a requirement; loans are no awards."""
    if CODES[kind] != TREAT_AWARD:
        return np.ones(len(lines), np.bool_)
    instrument = tables.instruments[np.where(lines.kind == TREAT_AWARD, lines.place, 0)]
    open_to_all = instrument.theme == THEME_OPEN
    wanted: Flags = ~instrument.loan & (open_to_all if kind == "award_open" else ~open_to_all)
    return wanted


def _is_sme(tables: Tables, keys: NDArray[np.uint64]) -> Flags:
    """Whether keys are those of SMEs: of somebody, and not of a prime or a university, none of which ever closes."""
    others = tables.organisations.key[tables.organisations.kind != SME]
    mine: Flags = (keys != np.uint64(0)) & ~np.isin(keys, others)
    return mine


def _told(kind: str, lines: np.recarray, inside: bool, outside: bool, margin: NDArray[np.float64]) -> list[NearMiss]:
    with np.errstate(over="ignore"):
        drawn_by = lines.unit + lines.other + lines.where + lines.quarter.astype(np.uint64)
        order = np.argsort(mix(drawn_by))  # type: ignore[no-untyped-call]
    found = []
    for line, distance in zip(lines[order], margin[order], strict=True):
        firms = int(line.unit) * inside, int(line.other) * outside
        projects = int(line.unit_project) * inside, int(line.other_project) * outside
        first = bool(line.unit_first and inside), bool(line.other_first and outside)
        found.append(NearMiss(kind, int(line.quarter), int(line.where), firms, projects, first, float(distance)))
    return found


def window(quarters: int, burn_in: int, years: int) -> tuple[int, int]:
    """The quarters in which somebody can be treated: after the burn-in, and early enough to be followed to the end."""
    return burn_in, quarters - 1 - QUARTERS_PER_YEAR * years
