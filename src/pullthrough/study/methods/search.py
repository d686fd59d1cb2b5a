"""A search for portfolios: generations of NSGA-II (Deb and others 2002, as pymoo has it), each asked for, run, and told.

Genes are whole numbers: which of its doses each lever has. Everything is drawn from one seed, so that the same generations come
again and a
search that was interrupted goes on where it was, its finished runs being on disk.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Genes = NDArray[np.int64]
UNDEFINED = 1e30
"""The value of a goal that is not defined: worse than any other."""


class Search:
    """One search.

    Args:
        sizes: number of doses of each lever.
        goals: number of goals.
        limits: number of limits on outcomes.
        first: the portfolios of the first generation.
        repair: makes portfolios keep to what is known before a run.
        seed: of the search.
    """

    def __init__(
        self, sizes: Sequence[int], goals: int, limits: int, first: Genes, repair: Callable[[Genes], Genes], seed: int
    ) -> None:
        from pymoo.algorithms.moo.nsga2 import NSGA2
        from pymoo.core.problem import Problem
        from pymoo.operators.crossover.ux import UniformCrossover
        from pymoo.operators.mutation.pm import PM
        from pymoo.operators.repair.rounding import RoundingRepair

        self.repair = repair
        upper = np.array(sizes) - 1
        self.problem = Problem(
            n_var=len(sizes), n_obj=goals, n_ieq_constr=limits, xl=np.zeros(len(sizes)), xu=upper, vtype=int
        )
        self.algorithm = NSGA2(
            pop_size=len(first), sampling=first, crossover=UniformCrossover(),
            mutation=PM(prob=0.9, vtype=float, repair=RoundingRepair()), eliminate_duplicates=True,
        )  # fmt: skip
        self.algorithm.setup(self.problem, termination=("n_gen", 10**9), seed=seed, verbose=False)
        self.asked: Any = None

    def ask(self) -> Genes:
        """The portfolios of the next generation, made to keep to what is known before a run; none if no new one can be found."""
        self.asked = self.algorithm.ask()
        if self.asked is None or not len(self.asked):
            return np.zeros((0, self.problem.n_var), dtype=np.int64)
        genes = self.repair(np.rint(self.asked.get("X").astype(float)).astype(np.int64))
        self.asked.set("X", genes)
        return genes

    def tell(self, values: Floats, violations: Floats) -> None:
        """What they gave: goals of which more is better, shape (portfolios, goals), and by how much each limit is broken."""
        from pymoo.core.evaluator import Evaluator
        from pymoo.problems.static import StaticProblem

        worst = np.where(np.isfinite(values), -values, UNDEFINED)
        given = {"F": worst, "G": violations} if self.problem.n_ieq_constr else {"F": worst}
        Evaluator().eval(StaticProblem(self.problem, **given), self.asked)
        self.algorithm.tell(infills=self.asked)
