"""Structural docking: in a degenerate world the core chain has a closed form, and the model has its distributions.

The world: every proposal is funded in full, nobody gives up or closes, no private money, steps of equal and certain cost,
every technology as good as its owner and exactly where the need is, no foreign offers, readiness 8 asked of every bid.
Then, each stage by itself and for each technology or requirement independently of the others:

**Start to readiness 8.** From TRL k there are n = 8 - k steps. A step takes a decision of d quarters and T quarters of
work; it passes with chance p, and each failure costs another decision and R quarters of repeated work, where T and R
follow from cost, quickest time and the share repeated. Failures before n passes are negative binomial, so

    quarters from start to readiness 8 = n (d + T) + (d + R) K - 1,    K ~ NB(n, p),

the quarter of the start being the first of work or waiting. Technologies that begin later than the longest class needs
before the end of the run are left out, so that none is cut off.

**Call.** With awards of one size A and a pot of B a quarter that is not carried over, a call with n proposals funds
min(n, floor(B / A)); where the score is the assessors' error alone, the funded are a random sample, so the primes' among
them are hypergeometric.

**Tender.** A novel bid scores N(0, a^2), a^2 = (w_p s_p)^2 + s^2; the proven product N(q, b^2), b^2 = s_q^2 + a^2, with
s the assessors' error, s_p the spread of ln price, w_p its weight, q and s_q mean and spread of its quality. The best of
n novel bids wins with chance

    P_n = integral of (1 - Phi(l / a)^n) over l ~ N(q, b^2).

Without novel bids a foreign product of quality q_f and price v wins against the proven one with chance
Phi((q_f - w_p ln v - q) / sqrt(2 s_q^2 + 2 s^2 + (w_p s_p)^2)).

**Adoption.** Integration fails with chance f; what succeeds at the first tender is in service exactly the procedure and
the delivery time after the tender opened.

Seeds are fixed: a test that passes passes always. ALPHA is the chance with which each comparison of distributions would
have failed a correct model when the seeds were chosen; there are fewer than thirty, so about three in a thousand for all.
"""

from __future__ import annotations

from functools import cache
from math import ceil, log, sqrt
from typing import TYPE_CHECKING

import numpy as np
import pytest
from conftest import Tiny, flow, used
from scipy import integrate, stats

from pullthrough.world.codes import MET, NEVER, NO_ROW, NOVEL, PRIME

if TYPE_CHECKING:
    from pullthrough.model import PullThroughModel

ALPHA = 1e-4
SEEDS = range(1, 9)
LEAST = 5.0  # expected count of a class in a chi-square comparison

P, DECISION, COST, QUICKEST, REPEATED = 0.6, 1, 300, 3, 0.5
WORK = QUICKEST  # 102 of 300 a quarter: three quarters
AGAIN = ceil(REPEATED * COST / (COST // QUICKEST + 2))  # 150 of a step: two quarters
LONGEST = 9  # failures from which all are in one class
SPREAD, ERROR, QUALITY, QUALITY_SPREAD = 0.2, 0.3, 0.6, 0.5
FAILS, DELIVERY = 0.3, 5

QUIET = {"processes.entry": False, "processes.exit": False, "processes.skills": False, "processes.private_money": False,
         "processes.exports": False, "processes.foreign_investment": False, "processes.budgets": False,
         "processes.supply_chain": False, "segments.*.sovereignty": "open", "exit.reserve": 0, "market.spend": 1e8,
         "attention.staff_share": 1.0}  # fmt: skip  # people enough for every proposal
EQUAL = {"ideas.quality_spread": 0.0, "ideas.capability_spread": 0.0, "ideas.knowledge_spread": 0.0,
         "ideas.position_spread": 0.0, "need.drift": 0.0, "need.spread": 0.01, "signal.fit_width": 10.0}  # fmt: skip
STEPS = {"development.pass_odds": log(P / (1 - P)), "development.pass_capability": 0.0, "development.pass_distance": 0.0,
         "development.die_share": 0.0, "development.abandon_hazard": 0.0, "development.cost_spread": 0.0,
         "development.step_growth": 1.0, "development.step_cost": COST, "development.quickest_step": QUICKEST,
         "development.repeat_cost": REPEATED}  # fmt: skip
CALL = {"instruments.open_call.trl_min": 1, "instruments.open_call.trl_max": 7, "instruments.open_call.once": False,
        "instruments.open_call.proposal_cost": 0, "instruments.open_call.award_cap": 10**6,
        "instruments.open_call.decision_time": DECISION, "proposals.wait": 0}  # fmt: skip
TENDER = {"teaming.search_cost": 0.0, "tender.bid_cost": 0.0, "tender.foreign_offers": 0.0, "tender.acceptable": -20.0,
          "tender.noise": ERROR, "tender.price_spread": SPREAD, "tender.weight_price": 1.0,
          "tender.legacy_quality": QUALITY, "tender.legacy_spread": QUALITY_SPREAD}  # fmt: skip
SERVICE = {"delivery.failure_base": 0.0, "delivery.failure_per_trl": 0.0,
           "delivery.time_base": DELIVERY, "delivery.time_per_log_value": 0.0}  # fmt: skip
SURE = {"delivery.failure_floor": 0.0}
CHAIN = {
    "proposals.least_part": 0.0, "ideas.rate_reference": 0.046, "ideas.rate_prime": 0.5, "ideas.rate_academic": 0.3,
    "proposals.rework": 0, "proposals.wait": 1, "growth.civil_return": 0.0,
    **QUIET, **EQUAL, **STEPS, **CALL, **TENDER, **SERVICE, "calendar.last_year": 2035,
}  # fmt: skip
READY_ONLY = {"acquisition.habit": 0.0, "procurement.minimum_trl": 8, "procurement.novel_minimum_trl": 8,
              "procurement.experience_weight": 0.0}  # fmt: skip


def run(world: dict[str, object], budget: float, seed: int, quarters: int | None = None) -> PullThroughModel:
    """A run in which the open call alone gives money."""
    tiny = Tiny()
    money = {f"funding.{name}": 0.0 for name in tiny.setting().world.instruments} | {"funding.open_call": budget}
    return tiny.run(world, levers={**READY_ONLY, **money}, reformed=False, seed=seed, quarters=quarters)


@cache
def chain(fails: float) -> list[PullThroughModel]:
    """The whole chain with each seed, integration failing with a chance."""
    return [run({**CHAIN, "delivery.failure_floor": fails}, 1e7, seed) for seed in SEEDS]


def check_counts(observed: np.ndarray, expected: np.ndarray) -> None:
    """Counts have their expectations: chi-square, rare classes put together from the end."""
    observed, expected = list(observed), list(expected)
    while expected[-1] < LEAST:
        last = observed.pop(), expected.pop()
        observed[-1], expected[-1] = observed[-1] + last[0], expected[-1] + last[1]
    assert len(expected) > 2
    assert min(expected) >= LEAST
    assert stats.chisquare(observed, expected).pvalue > ALPHA


@pytest.mark.parametrize("first", [1, 2, 3])
def test_quarters_from_start_to_readiness_are_a_sum_of_geometric_tries(first: int) -> None:
    n = 8 - first
    longest = n * (DECISION + WORK) + (DECISION + AGAIN) * LONGEST - 1
    failures = []
    for model in chain(0.0):  # a failed integration sends a technology back, and the date of readiness is then the last
        tech = used(model.tables)["technologies"]
        of_cohort = (tech["reached"][:, first] == tech["begun"]) & (tech["begun"] + longest < model.quarters)
        quarters = tech["reached"][of_cohort, 8] - tech["begun"][of_cohort]
        done = tech["reached"][of_cohort, 8] != NEVER
        k, rest = np.divmod(quarters[done] + 1 - n * (DECISION + WORK), DECISION + AGAIN)
        assert not rest.any() and (k >= 0).all()
        failures += [*np.minimum(k, LONGEST), *np.full((~done).sum(), LONGEST)]
    chances = stats.nbinom.pmf(np.arange(LONGEST + 1), n, P)
    chances[LONGEST] = stats.nbinom.sf(LONGEST - 1, n, P)
    assert len(failures) > 200
    check_counts(np.bincount(failures, minlength=LONGEST + 1), chances * len(failures))


AWARD, POT = 100, 5050
LOTTERY = {**CHAIN, "processes.tenders": False, "development.repeat_cost": 1.0, "instruments.open_call.award_cap": AWARD,
           "instruments.open_call.decision_time": 0, "instruments.open_call.carry_over": False,
           "instruments.open_call.innovation_call": True, "instruments.open_call.weight_quality": 0.0,
           "instruments.open_call.weight_fit": 0.0, "instruments.open_call.weight_newcomer": 0.0,
           "instruments.open_call.assessor_noise": 1.0}  # fmt: skip


def test_a_call_funds_what_its_pot_holds_and_no_more() -> None:
    for seed in SEEDS:
        model = run(LOTTERY, 4.0 * POT, seed)
        proposals, awards = flow(model, "call_proposals"), flow(model, "call_awards")
        assert np.array_equal(awards, np.minimum(proposals, POT // AWARD))
        assert np.array_equal(flow(model, "call_money"), awards * AWARD)
        assert (proposals < POT // AWARD).any() and (proposals > 2 * POT // AWARD).any(), "both kinds of call occur"


def test_without_a_merit_score_awards_are_a_lottery() -> None:
    surplus = variance = 0.0
    for seed in SEEDS:
        model = run(LOTTERY, 4.0 * POT, seed, quarters=1)
        for t in range(1, 40):
            model.step()
            tech = used(model.tables)["technologies"]
            prime = model.tables.organisations.kind[tech["owner"]] == PRIME
            funded = (tech["grant_from"] == t) & (tech["paid_by"] > 0)
            asked = funded | (tech["rejected"] == t)
            n, m, k = int(asked.sum()), int(funded.sum()), int((asked & prime).sum())
            assert n == flow(model, "call_proposals")[t] and m == flow(model, "call_awards")[t]
            if n > m > 0:
                surplus += (funded & prime).sum() - m * k / n
                variance += stats.hypergeom.var(n, k, m)
    assert variance > 100.0
    assert abs(surplus) / sqrt(variance) < stats.norm.isf(ALPHA / 2)


def novel_wins(n: int) -> float:
    """P_n: the chance that the best of n novel bids beats the proven product."""
    a = sqrt(SPREAD**2 + ERROR**2)
    b = sqrt(QUALITY_SPREAD**2 + a**2)
    lost, _ = integrate.quad(lambda x: stats.norm.cdf(x / a) ** n * stats.norm.pdf(x, QUALITY, b), -6.0, 6.0)
    return float(1.0 - lost)


def first_tenders(model: PullThroughModel) -> np.ndarray:
    """Requirements tendered once, in segments where a prime has work, so that there is a proven product."""
    need = used(model.tables)["requirements"]
    org = model.tables.organisations
    served = np.unique(org.segment[(org.kind == PRIME) & (org.support_base > 0)])
    once = (need["relaunches"] == 0) & (need["opened"] != NEVER) & np.isin(need["segment"], served)
    return need[once]


def test_the_winner_of_a_tender_is_the_best_of_normal_scores() -> None:
    won: dict[int, list[int]] = {}
    for model in chain(0.0):
        need = first_tenders(model)
        for bidders, winner in zip(need["bidders"], need["winner"], strict=True):
            if bidders > 1:
                won.setdefault(int(bidders) - 1, []).append(int(winner == NOVEL))
    classes = {n: wins for n, wins in won.items() if len(wins) * min(novel_wins(n), 1 - novel_wins(n)) >= LEAST}
    assert len(classes) > 2 and max(classes) > 2
    distance = sum(
        (sum(wins) - len(wins) * novel_wins(n)) ** 2 / (len(wins) * novel_wins(n) * (1 - novel_wins(n)))
        for n, wins in classes.items()
    )
    assert stats.chi2.sf(distance, len(classes)) > ALPHA


def test_a_foreign_product_wins_with_the_chance_of_two_normal_scores() -> None:
    nothing_new = {"processes.ideas": False, "tender.foreign_offers": 1.0, "tender.legacy_quality": -0.3}
    needs = [first_tenders(run({**CHAIN, **SURE, **nothing_new}, 0.0, seed)) for seed in SEEDS]
    distance = classes = 0.0
    for s, segment in enumerate(Tiny().setting().world.segments.values()):
        tendered = np.concatenate([need[(need["segment"] == s) & (need["bidders"] == 2)] for need in needs])
        edge = segment.import_quality - log(segment.import_price) + 0.3
        chance = stats.norm.cdf(edge / sqrt(2 * QUALITY_SPREAD**2 + 2 * ERROR**2 + SPREAD**2))
        n, won = len(tendered), int((tendered["contractor"] == NO_ROW).sum())
        if n * min(chance, 1 - chance) >= LEAST:
            distance += (won - n * chance) ** 2 / (n * chance * (1 - chance))
            classes += 1
    assert classes > 2
    assert stats.chi2.sf(distance, classes) > ALPHA


def test_what_is_integrated_at_once_is_in_service_after_procedure_and_delivery() -> None:
    failed = tried = 0
    for model in chain(FAILS):
        need = used(model.tables)["requirements"]
        levers = model.tables.levers[0].procurement
        times = np.array([levers.small_time, levers.medium_time, levers.large_time])
        met = (need["winner"] == NOVEL) & (need["status"] == MET)
        at_once = met & (need["failures"] == 0) & (need["relaunches"] == 0)
        tech = used(model.tables)["technologies"][need["technology"][at_once]]
        expected = need["opened"][at_once] + times[need["tier"][at_once]] + DELIVERY
        assert np.array_equal(need["delivered"][at_once], expected)
        assert (tech["adopted"] <= expected).all() and (tech["adopted"] != NEVER).all()
        failed += int((need["failures"] > 0).sum())
        tried += int((need["failures"] > 0).sum() + (met & (need["failures"] == 0)).sum())
    assert tried > 200
    assert stats.binomtest(failed, tried, FAILS).pvalue > ALPHA
