"""The numbers of support and repeat business under contracts that end (ODD 7.40).

Money is GBP thousand at 2021 prices, time is in quarters. V is the value of a contract over its whole term.
"""

from __future__ import annotations

from dataclasses import dataclass

from pullthrough.parameters.schema.quantity import quantity

K = "GBP thousand"


@dataclass
class Support:
    """How support work is divided into contracts, and how these are let again."""

    works: float = quantity("pieces", 0.1, 20, "pieces of support work of a supplier with GBP 1m a year of it")
    works_elasticity: float = quantity("1", 0, 1, "growth of that number with the supplier's support work")
    works_spread: float = quantity("1", 0, 4, "spread of ln yearly value over the pieces of one supplier")
    others_size: float = quantity(
        "GBP thousand per year", 100, 1e7, "mean piece of work of suppliers that are not modelled one by one"
    )
    term_spread: float = quantity("1", 0, 0.9, "largest deviation of a contract's term from its mean, as a share of it")
    single_term: float = quantity("1", 0.05, 5, "term of a contract without competition, relative to others")
    small_term: float = quantity("1", 0.05, 5, "term of a small contract (need.small_below), relative to others")
    amended: float = quantity("1", 0, 1, "chance that a very large contract is extended by amendment when it ends")
    amended_half: float = quantity(K, 1, 1e7, "value of a contract at which that chance is a half of it")
    rivals: int = quantity("suppliers", 0, 8, "places for rivals in a competition for support work")
    advantage: float = quantity("ln", 0, 10, "advantage of the holder in the score")
    bid_share: float = quantity("1", 0, 5, "cost of a bid for support work, relative to one for new equipment")
    competition_cost: float = quantity(K, 0, 1e4, "officials' time for one competition")
