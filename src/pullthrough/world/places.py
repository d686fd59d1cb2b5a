"""Where organisations are founded: region and size band with their weights, from the published counts."""

from __future__ import annotations

import numpy as np

from pullthrough.parameters.schema.world import Population
from pullthrough.world.codes import ACADEMIC, PRIME, SME
from pullthrough.world.tables import PLACE

#: Employees of the size bands "0-4" ... "100-249" of SMEs (half-open, at least one), as the counts by region have them.
SME_BANDS = ((1, 5), (5, 10), (10, 20), (20, 50), (50, 100), (100, 250))


def places(population: Population) -> np.ndarray:
    """Table of places, shape (places,), PLACE: one a kind, region and band with any weight.

    SMEs: enterprises in defence-relevant industries x share of them that innovate, by region and band; primes: enterprises
    of 250 and more; academic groups: university research income.
    """
    regions = list(population.firms_by_region)
    rows: list[tuple[int, int, float, float, float]] = []
    for region_row, region in enumerate(regions):
        counts = population.firms_by_region[region]
        for (low, high), count, share in zip(SME_BANDS, counts, population.innovating_share, strict=False):
            rows.append((SME, region_row, float(low), float(high), count * share))
        fewest, most = map(float, population.prime_employees)
        rows.append((PRIME, region_row, fewest, most, counts[-1]))
        income = population.academia_by_region.get(region, 0.0)
        fewest, most = map(float, population.academic_employees)
        rows.append((ACADEMIC, region_row, fewest, most, income))
    table = np.zeros(len(rows), PLACE)
    for kind in (PRIME, SME, ACADEMIC):
        mine = [place for place, row in enumerate(rows) if row[0] == kind]
        weights = np.array([rows[place][4] for place in mine])
        shares = np.cumsum(weights) / weights.sum()
        shares[-1] = 1.0
        for place, share in zip(mine, shares, strict=True):
            _, where, least, most, _ = rows[place]
            table[place] = (kind, where, least, most, intensity(population, (least + most) / 2.0), share)
    return table


def intensity(population: Population, employees: float) -> float:
    """Own R&D over turnover of a firm of a size, from the table by size."""
    band = int(np.searchsorted(population.rd_intensity_from, employees, side="right")) - 1
    return population.rd_intensity[max(band, 0)]
