"""Frequencies and moments that the rules imply, each within a band that chance alone leaves once in ten thousand times.

The seeds are fixed, so a test that passes passes always; ALPHA says how likely a correct model would have been to fail it
when the seeds were chosen.
"""

from __future__ import annotations

from itertools import product
from math import exp, sqrt
from typing import TYPE_CHECKING

import numpy as np
import pytest
from conftest import flow, used
from scipy import stats

from pullthrough.world import codes, draws, geometry
from pullthrough.world.codes import ABANDONED, NEVER, OUTSIDE, PRIME, SME

if TYPE_CHECKING:
    from conftest import Tiny

    from pullthrough.model import PullThroughModel

ALPHA = 1e-4
SEEDS = range(1, 31)
NOBODY_GOES = {"processes.exit": False}


def runs(tiny: Tiny, world: dict[str, float], **kwargs: object) -> list[PullThroughModel]:
    """The same world with each seed."""
    return [tiny.run(world, seed=seed, **kwargs) for seed in SEEDS]


def check_poisson(count: int, mean: float) -> None:
    """A count is Poisson with this mean."""
    low, high = stats.poisson.ppf([ALPHA / 2, 1 - ALPHA / 2], mean)
    assert low <= count <= high, (low, count, high)


def check_binomial(successes: int, trials: int, chance: float) -> None:
    """Successes are binomial with this chance."""
    assert trials > 100
    assert stats.binomtest(int(successes), int(trials), chance).pvalue > ALPHA


def check_normal(values: np.ndarray, mean: float, spread: float) -> None:
    """Values are normal with this mean and spread: both, and the whole distribution."""
    n = values.size
    assert n > 100
    assert abs(values.mean() - mean) / (spread / sqrt(n)) < stats.norm.isf(ALPHA / 2)
    low, high = stats.chi2.ppf([ALPHA / 2, 1 - ALPHA / 2], n - 1)
    assert low < values.var(ddof=1) / spread**2 * (n - 1) < high
    assert stats.kstest((values - mean) / spread, "norm").pvalue > ALPHA


def test_uniform_and_normal_draws_have_their_distributions() -> None:
    with np.errstate(over="ignore"):
        keys = [draws.child(np.uint64(seed), 2, n) for seed, n in product(range(40), range(100))]
        uniform = np.array([draws.uniform(key, 5, 7, 0) for key in keys])
        normal = np.array([draws.normal(key, 6, 7, 0) for key in keys])
    assert stats.kstest(uniform, "uniform").pvalue > ALPHA
    check_normal(normal, 0.0, 1.0)


@pytest.mark.parametrize("step", ["seed", "entity", "decision", "quarter", "index"])
def test_neighbouring_draws_are_not_correlated(step: str) -> None:
    """Nor are their squares; neighbours in seed, entity, decision, quarter or index."""
    n = 3000
    with np.errstate(over="ignore"):

        def drawn(shift: int) -> np.ndarray:
            values = []
            for i in range(n):
                at = {"seed": 9, "entity": 4, "decision": 3, "quarter": 8, "index": 2, step: i + shift}
                key = draws.child(draws.mix(np.uint64(at["seed"])), 2, at["entity"])
                values.append(draws.uniform(key, at["decision"], at["quarter"], at["index"]))
            return np.array(values) - 0.5

        one, next_one = drawn(0), drawn(1)
    bound = stats.norm.isf(ALPHA / 2) / sqrt(n)
    assert abs(np.corrcoef(one, next_one)[0, 1]) < bound
    assert abs(np.corrcoef(one**2, next_one**2)[0, 1]) < bound


def test_requirements_arrive_as_a_poisson_stream(tiny: Tiny) -> None:
    models = runs(tiny, {"tender.slip_limit": 0}, quarters=20)
    for s, segment in enumerate(models[0].setting.world.segments.values()):
        count = sum(int(model.tables.segments.conceived[s]) for model in models)
        check_poisson(count, segment.requirements / 4 * 20 * len(models))


def test_values_of_requirements_are_lognormal(tiny: Tiny) -> None:
    models = runs(
        tiny, {"need.value_cap": 1e8, "segments.*.value_median": 1e6}, quarters=20
    )  # so large that rounding is nothing
    for s, segment in enumerate(models[0].setting.world.segments.values()):
        value = np.concatenate(
            [r["value"][r["segment"] == s] for r in (used(m.tables)["requirements"] for m in models)]
        )
        check_normal(np.log(value[value < 1e8] / 1e6), 0.0, segment.value_spread)


def test_needs_lie_about_the_centre_of_need(tiny: Tiny) -> None:
    models = runs(tiny, {"need.drift": 0.0}, quarters=20)
    y = np.concatenate([used(model.tables)["requirements"]["y"] for model in models])
    for d in range(y.shape[1]):
        check_normal(y[:, d], 0.0, models[0].setting.world.need.spread)


def test_the_centre_of_need_walks_at_random(tiny: Tiny) -> None:
    models = runs(tiny, {}, quarters=25)
    mu = np.concatenate([model.tables.segments.mu.ravel() for model in models])
    check_normal(mu, 0.0, models[0].setting.world.need.drift * sqrt(25))


def test_primes_have_ideas_at_their_rate(tiny: Tiny) -> None:
    models = runs(tiny, {"ideas.rate_prime": 0.3, "ideas.money_elasticity": 0.0}, quarters=20)
    org = [model.tables.organisations for model in models]
    check_poisson(
        sum(int(o.ideas_begun[o.kind == PRIME].sum()) for o in org),
        0.3 * 20 * sum((o.kind == PRIME).sum() for o in org),
    )


def test_steps_are_passed_with_the_chance_of_the_rule(tiny: Tiny) -> None:
    """Every failed step ends its technology and nothing else does, so failures can be counted."""
    only_failure_ends = {"development.pass_odds": 1.0, "development.pass_capability": 0.0, "development.pass_distance": 0.0,
                         "development.die_share": 1.0, "development.abandon_hazard": 0.0,
                         "processes.tenders": False, **NOBODY_GOES}  # fmt: skip
    passed = failed = 0
    for model in runs(tiny, only_failure_ends):
        tech = used(model.tables)["technologies"]
        passed += int((tech["reached"] != NEVER).sum() - len(tech))
        failed += int((tech["status"] == ABANDONED).sum())
    check_binomial(passed, passed + failed, 1 / (1 + exp(-1.0)))


def test_integration_fails_with_the_chance_of_the_rule(tiny: Tiny) -> None:
    chance = {"delivery.failure_base": 0.0, "delivery.failure_per_trl": 0.0, "delivery.failure_floor": 0.3}
    immature = {"procurement.ring_fence": 1.0, "procurement.minimum_trl": 5, "procurement.novel_minimum_trl": 5}
    models = runs(tiny, chance, levers=immature)
    check_binomial(
        sum(int(flow(model, "integration_failures").sum()) for model in models),
        sum(int(flow(model, "integrations").sum()) for model in models),
        0.3,
    )


def test_firms_outside_close_at_the_background_hazard(tiny: Tiny) -> None:
    world = {"exit.death_hazard": 0.03, "exit.death_size_elasticity": 0.0, "processes.entry": False}
    closed = exposed = 0
    for seed in SEEDS:
        model = tiny.model(world, seed=seed)
        org = model.tables.organisations
        outside = (org.kind == SME) & (org.standing == OUTSIDE)
        for _ in range(20):
            model.step()
        closed += int(model.tables.organisations.generation[outside].sum())
        exposed += 20 * int(outside.sum())
    check_binomial(closed, exposed, 0.03)


def test_foreign_suppliers_offer_as_often_as_the_rule_says(tiny: Tiny) -> None:
    """Where nothing novel is offered, the offers are an incumbent's and, at times, a foreign one."""
    only_two = {"ideas.rate_prime": 0.0, "ideas.rate_reference": 0.0, "ideas.rate_academic": 0.0, "processes.entry": False,
                "tender.foreign_offers": 0.4}  # fmt: skip
    foreign = opened = 0
    for model in runs(tiny, only_two, reformed=False, levers={"acquisition.habit": 0.0}):
        need = used(model.tables)["requirements"]
        admits = model.tables.segments.sovereignty[need["segment"]] != codes.STRATEGIC_IMPERATIVE
        seen = (need["opened"] != NEVER) & admits
        foreign += int((need["bidders"][seen] == 2).sum())
        opened += int(seen.sum())
        closed_route = (need["opened"] != NEVER) & ~admits
        assert set(need["bidders"][closed_route].tolist()) <= {0, 1}
    check_binomial(foreign, opened, 0.4)


def test_capability_is_lognormal_and_firms_are_spread_over_bands_as_published(tiny: Tiny) -> None:
    models = [tiny.model(seed=seed) for seed in SEEDS]
    org = np.concatenate([model.tables.organisations for model in models])
    check_normal(np.log(org["capability"]), 0.0, models[0].setting.world.ideas.capability_spread)
    places = models[0].tables.places
    smes = org[org["kind"] == SME]
    share = np.diff(places.share_up_to[places.kind == SME], prepend=0.0)
    kinds_of_place = places[places.kind == SME]
    region, size = smes["region"], smes["employees"]
    count = [
        int(((region == p.region) & (p.employees_low <= size) & (size < p.employees_high)).sum())
        for p in kinds_of_place
    ]
    assert stats.chisquare(count, share * len(smes)).pvalue > ALPHA


def test_believed_needs_err_as_their_precision_says(tiny: Tiny) -> None:
    """(belief - posterior mean without error) over pairs: spread sqrt(tau) / (tau + prior)."""
    tau, prior = 3.0, 1.0
    with np.errstate(over="ignore"):
        keys = [draws.pair(np.uint64(a), np.uint64(b)) for a in range(60) for b in range(60)]
        beliefs = np.array([geometry.belief(key, 0, 2.0, 0.0, tau, prior) for key in keys])
    check_normal(beliefs, tau * 2.0 / (tau + prior), sqrt(tau) / (tau + prior))
