"""Portfolios of levers: doses by number, what each sets, what it costs a year, and how one is made to keep to its limits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pullthrough.parameters.policy.timeline import lever_leaf
from pullthrough.parameters.register.levers import note_of
from pullthrough.parameters.schema.doubt import Political
from pullthrough.parameters.schema.root import Root
from pullthrough.study.design.design import Point
from pullthrough.study.design.variation import POLICY

Genes = NDArray[np.int64]
MONEY = "GBP thousand per year"
"""The unit of levers that are sums of money."""
THOUSANDS = 1000.0
MOST_MISSED = 200
"""Portfolios drawn one after another that are there already, before it is taken that there are no others."""


@dataclass(frozen=True)
class Space:
    """What portfolios are made of.

    Attributes:
        levers: paths, without ``policy.``; ``doses``: those of each, that without it first.
        money: which levers are sums of money.
        budget: GBP million a year that these may add up to; infinite if there is no budget.
        political: what must hold besides.
    """

    levers: tuple[str, ...]
    doses: tuple[tuple[float, ...], ...]
    money: tuple[bool, ...]
    budget: float
    political: Political

    @classmethod
    def of(cls, root: Root) -> Space:
        """The space that a study asks for."""
        asked = root.study.portfolio
        doses = tuple(tuple(float(d) for d in given) for given in asked.levers.values())
        budget = float("inf") if asked.budget is None else asked.budget
        return cls(tuple(asked.levers), doses, tuple(map(is_money, asked.levers)), budget, asked.political)

    @property
    def sizes(self) -> list[int]:
        """Number of doses of each lever."""
        return [len(given) for given in self.doses]

    def values(self, genes: Genes) -> dict[str, float]:
        """The dose of each lever of a portfolio."""
        return {lever: given[int(g)] for lever, given, g in zip(self.levers, self.doses, genes, strict=True)}

    def point(self, genes: Genes) -> Point:
        """A portfolio as a point of a design."""
        return Point(tuple((POLICY + lever, dose) for lever, dose in self.values(genes).items()))

    def sum(self, genes: Genes) -> float:
        """What its levers that are sums of money add up to beyond their first doses, GBP million a year."""
        parts = zip(self.doses, self.money, genes, strict=True)
        return sum(given[int(g)] - given[0] for given, money, g in parts if money) / THOUSANDS

    def moved(self, genes: Genes) -> list[str]:
        """The levers that are not at their first dose."""
        return [lever for lever, g in zip(self.levers, genes, strict=True) if g]

    def faults(self, genes: Genes) -> Iterator[str]:
        """What a portfolio does not keep to, in words; nothing if it may be run."""
        yield from (text for text, _ in self._faults(genes))

    def _faults(self, genes: Genes) -> Iterator[tuple[str, set[str]]]:
        """What it does not keep to, and the levers that could mend it by moving less."""
        if self.sum(genes) > self.budget + 1e-9:
            money = {lever for lever, is_sum in zip(self.levers, self.money, strict=True) if is_sum}
            yield f"its sums add up to GBP {self.sum(genes):g} million a year", money
        moved, asked = set(self.moved(genes)), self.political
        if len(moved) > asked.most_levers:
            yield f"it moves {len(moved)} levers", moved
        for lever, least in asked.promised.items():
            if not self._keeps(lever, genes, least):
                yield f"{lever} is less than was promised", set()
        for lever, others in asked.needs.items():
            if lever in moved and not set(others) & moved:
                yield f"{lever} is moved without {' or '.join(others)}", {lever}
        for lever in sorted(moved):
            if idle := self._idle(lever, genes):
                yield f"{lever} does nothing while {idle} is 0", {lever}
        for group in asked.never_together:
            if len(both := set(group) & moved) > 1:
                yield f"{' and '.join(sorted(both))} are moved together", both

    def _idle(self, lever: str, genes: Genes) -> str:
        """Levers of the space, all 0, without one of which a lever does nothing; empty if it works, or needs others."""
        note, values = note_of(lever), self.values(genes)
        for needed in note.needs if note else ():
            named = needed.split(" or ")
            if all(name in values and values[name] == 0 for name in named):
                return " and ".join(named)
        return ""

    def _keeps(self, lever: str, genes: Genes, least: float) -> bool:
        """Whether a dose is at least as far along its list as the promised one."""
        given = self.doses[self.levers.index(lever)]
        return int(genes[self.levers.index(lever)]) >= given.index(least)

    def repaired(self, genes: Genes, order: NDArray[np.intp]) -> Genes:
        """The portfolio with promises kept and, in a given order of levers, doses lowered until nothing is at fault."""
        found = genes.copy()
        floor = np.zeros_like(found)
        for lever, least in self.political.promised.items():
            i = self.levers.index(lever)
            floor[i] = self.doses[i].index(least)
        found = np.maximum(found, floor)
        while faults := list(self._faults(found)):
            mending = {lever for _, levers in faults for lever in levers}
            can = [i for i in order if found[i] > floor[i] and self.levers[i] in mending]
            if not can:
                return found
            found[can[0]] -= 1
        return found

    def first(self, n: int, seed: int) -> Genes:
        """The first generation: nothing but what is promised, each lever alone at its last dose, then portfolios drawn by lot."""
        draws = np.random.default_rng([seed, 1])
        k, sizes = len(self.levers), np.array(self.sizes)
        whole = [np.zeros(k, dtype=np.int64), *(np.eye(k, dtype=np.int64) * (sizes - 1))]
        found: dict[tuple[int, ...], None] = {}
        for genes in whole:
            found.setdefault(tuple(self.repaired(genes, draws.permutation(k)).tolist()))
        missed = 0
        while len(found) < n and missed < MOST_MISSED:
            genes = draws.integers(0, sizes) * (draws.random(k) < draws.random())
            key = tuple(self.repaired(genes, draws.permutation(k)).tolist())
            missed = missed + 1 if key in found else 0
            found.setdefault(key)
        return np.array(list(found)[:n], dtype=np.int64)

    @property
    def number(self) -> int:
        """How many portfolios there are, whether they keep to anything or not."""
        return int(np.prod([float(size) for size in self.sizes]))


def is_money(lever: str) -> bool:
    """Whether a lever is a sum of money a year."""
    leaf = lever_leaf(lever)
    return leaf is not None and leaf.quantity.unit == MONEY
