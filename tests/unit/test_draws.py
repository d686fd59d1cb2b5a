"""Keyed draws: right distributions, different keys, and no memory."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from scipy import stats

from pullthrough.world import codes, draws

KEY = np.uint64(0x1234_5678_9ABC_DEF0)


def unmixed(word: int) -> int:
    """The inverse of :func:`draws.mix`."""
    for shift, factor in ((31, int(draws._M2)), (27, int(draws._M1)), (30, 1)):
        whole = word
        for _ in range(64 // shift):
            whole = word ^ (whole >> shift)
        word = whole * pow(factor, -1, 2**64) % 2**64
    return word


def key_with_hash(word: int) -> np.uint64:
    """The key whose draw of decision 3 in quarter 0 has this hash."""
    return np.uint64((unmixed(unmixed(word)) - 3 * int(draws._A)) % 2**64)


@pytest.fixture(autouse=True)
def wrapping() -> Iterator[None]:
    """The hash wraps round on purpose, as in the compiled processes."""
    with np.errstate(over="ignore"):
        yield


def test_the_quantile_is_that_of_the_normal_distribution() -> None:
    p = np.concatenate(
        [np.linspace(0.001, 0.999, 997), 10.0 ** -np.arange(4, 300, 7), 1.0 - 10.0 ** -np.arange(4.0, 15)]
    )
    ours = [draws.normal_quantile(float(x)) for x in p]
    np.testing.assert_allclose(ours, stats.norm.ppf(p), rtol=1e-13, atol=1e-15)


def test_the_quantile_is_odd_and_rises() -> None:
    p = np.linspace(0.0001, 0.4999, 500)
    low = np.array([draws.normal_quantile(float(x)) for x in p])
    high = np.array([draws.normal_quantile(float(1 - x)) for x in p])
    np.testing.assert_allclose(low, -high, rtol=1e-11)
    assert np.all(np.diff(low) > 0)
    assert draws.normal_quantile(0.5) == 0.0


def test_a_uniform_number_is_never_0_or_1() -> None:
    values = [draws.uniform(KEY, 1, t, i) for t in range(50) for i in range(50)]
    assert min(values) > 0.0 and max(values) < 1.0


def test_the_smallest_hash_gives_more_than_0() -> None:
    assert 0.0 < draws.uniform(key_with_hash(0), 3, 0, 0) < 2.0**-52
    assert np.isfinite(draws.normal(key_with_hash(0), 3, 0, 0))


def test_the_largest_hash_gives_less_than_1() -> None:
    assert draws.uniform(key_with_hash(2**64 - 1), 3, 0, 0) < 1.0


def test_mixing_loses_nothing() -> None:
    words = [np.uint64(n) for n in (*range(5000), *(2**64 - 1 - n for n in range(5000)))]
    assert len({int(draws.mix(word)) for word in words}) == len(words)


def test_mixing_moves_half_of_the_bits() -> None:
    flips = [
        (int(draws.mix(np.uint64(n))) ^ int(draws.mix(np.uint64(n) ^ np.uint64(1 << bit)))).bit_count()
        for n in range(1, 200) for bit in range(0, 64, 7)
    ]  # fmt: skip
    assert np.mean(flips) == pytest.approx(32.0, abs=0.5)


def test_every_part_of_the_key_matters() -> None:
    base = (KEY, 3, 5, 7)
    others = [(KEY + np.uint64(1), 3, 5, 7), (KEY, 4, 5, 7), (KEY, 3, 6, 7), (KEY, 3, 5, 8)]
    assert len({draws.uniform(*key) for key in (base, *others)}) == 5


def test_neighbouring_draws_do_not_collide() -> None:
    values = {draws.uniform(KEY, d, t, i) for d in range(20) for t in range(30) for i in range(20)}
    assert len(values) == 20 * 30 * 20


def test_a_draw_does_not_depend_on_what_was_drawn_before() -> None:
    keys = [(KEY + np.uint64(k), d, t, 0) for k in range(5) for d in range(5) for t in range(5)]
    forwards = {key: draws.normal(*key) for key in keys}
    assert {key: draws.normal(*key) for key in reversed(keys)} == forwards


def test_children_have_keys_of_their_own() -> None:
    kinds_of_entity = [value for name, value in vars(codes).items() if name.startswith("KEY_")]
    keys = {int(draws.child(KEY, kind, n)) for kind in kinds_of_entity for n in range(1000)}
    assert len(keys) == 1000 * len(kinds_of_entity)


def test_pairs_are_ordered() -> None:
    words = [np.uint64(n) for n in range(1, 60)]
    assert len({int(draws.pair(a, b)) for a in words for b in words}) == len(words) ** 2


def test_every_decision_that_draws_has_a_code_of_its_own() -> None:
    for prefix in ("DRAW_", "KEY_"):
        numbers = [value for name, value in vars(codes).items() if name.startswith(prefix)]
        assert len(set(numbers)) == len(numbers)


def test_poisson_inverts_its_distribution_function() -> None:
    for rate in (0.1, 1.5, 4.0):
        for n in range(200):
            key = KEY + np.uint64(n)
            u = draws.uniform(key, 1, 0, 0)
            assert draws.poisson(key, 1, 0, rate, 50) == int(stats.poisson.ppf(u, rate))


def test_poisson_has_an_upper_limit_and_zero_rate_gives_none() -> None:
    assert {draws.poisson(KEY, 1, t, 100.0, 4) for t in range(50)} == {4}
    assert {draws.poisson(KEY, 1, t, 0.0, 4) for t in range(50)} == {0}
