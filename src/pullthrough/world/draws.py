"""Keyed draws: every random number is a pure function of (seed, decision, entity, quarter, index).

Two policies then differ only where the policy makes a difference (common random numbers). The seed is mixed into an
entity's key when the entity is made; an identity is behavioural (a firm's slot and generation, the n-th technology of that
firm), never the row of a table.

The hash is the finaliser of splitmix64 (Steele, Lea and Flood 2014), the normal quantile is Wichura's AS241 (1988): one
uniform gives one normal, so that the same draw under two policies is the same shock.
"""

from __future__ import annotations

import math

import numpy as np

_A = np.uint64(0x9E3779B97F4A7C15)
_B = np.uint64(0xD1B54A32D192ED03)
_C = np.uint64(0x8CB92BA72F3D8DD7)
_M1 = np.uint64(0xBF58476D1CE4E5B9)
_M2 = np.uint64(0x94D049BB133111EB)
_S30 = np.uint64(30)
_S27 = np.uint64(27)
_S31 = np.uint64(31)
_S12 = np.uint64(12)
_TWO_TO_MINUS_52 = 1.0 / 4503599627370496.0


def mix(h):
    """Finaliser of splitmix64: a bijection of 64-bit words in which every input bit moves every output bit."""
    h = (h ^ (h >> _S30)) * _M1
    h = (h ^ (h >> _S27)) * _M2
    return h ^ (h >> _S31)


def child(key, kind, number):
    """Key of the ``number``-th entity of a kind that belongs to ``key``."""
    return mix(mix(key + np.uint64(kind) * _A) + np.uint64(number) * _B)


def pair(key, other):
    """Key of an ordered pair of entities."""
    return join(key, half(other))


def half(other):
    """The second's part in the key of a pair: worked out once where many look at the same."""
    return mix(other + _A)


def join(key, half_of_other):
    """Key of an ordered pair, of which the second has done its half."""
    return mix(key + half_of_other)


def uniform(key, decision, quarter, index):
    """A uniform number in (0, 1), never 0 or 1."""
    h = mix(mix(key + np.uint64(decision) * _A) + np.uint64(quarter) * _B + np.uint64(index) * _C)
    return (float(h >> _S12) + 0.5) * _TWO_TO_MINUS_52


def normal(key, decision, quarter, index):
    """A standard normal number."""
    return normal_quantile(uniform(key, decision, quarter, index))


def poisson(key, decision, quarter, rate, most):
    """A Poisson number by inversion of one uniform, at most ``most``."""
    u = uniform(key, decision, quarter, 0)
    n = 0
    term = math.exp(-rate)
    total = term
    while u > total and n < most:
        n += 1
        term *= rate / n
        total += term
    return n


def normal_quantile(p):
    """Inverse of the standard normal distribution function, AS241 (PPND16): relative error about 1e-16."""
    q = p - 0.5
    if abs(q) <= 0.425:
        r = 0.180625 - q * q
        num = 2509.0809287301226727
        num = num * r + 33430.575583588128105
        num = num * r + 67265.770927008700853
        num = num * r + 45921.953931549871457
        num = num * r + 13731.693765509461125
        num = num * r + 1971.5909503065514427
        num = num * r + 133.14166789178437745
        num = num * r + 3.387132872796366608
        den = 5226.495278852545925
        den = den * r + 28729.085735721942674
        den = den * r + 39307.89580009271061
        den = den * r + 21213.794301586595867
        den = den * r + 5394.1960214247511077
        den = den * r + 687.1870074920579083
        den = den * r + 42.313330701600911252
        den = den * r + 1.0
        return q * num / den
    r = p if q < 0.0 else 1.0 - p
    r = math.sqrt(-math.log(r))
    if r <= 5.0:
        r -= 1.6
        num = 7.7454501427834140764e-4
        num = num * r + 0.0227238449892691845833
        num = num * r + 0.24178072517745061177
        num = num * r + 1.27045825245236838258
        num = num * r + 3.64784832476320460504
        num = num * r + 5.7694972214606914055
        num = num * r + 4.6303378461565452959
        num = num * r + 1.42343711074968357734
        den = 1.05075007164441684324e-9
        den = den * r + 5.475938084995344946e-4
        den = den * r + 0.0151986665636164571966
        den = den * r + 0.14810397642748007459
        den = den * r + 0.68976733498510000455
        den = den * r + 1.6763848301838038494
        den = den * r + 2.05319162663775882187
        den = den * r + 1.0
    else:
        r -= 5.0
        num = 2.01033439929228813265e-7
        num = num * r + 2.71155556874348757815e-5
        num = num * r + 0.0012426609473880784386
        num = num * r + 0.026532189526576123093
        num = num * r + 0.29656057182850489123
        num = num * r + 1.7848265399172913358
        num = num * r + 5.4637849111641143699
        num = num * r + 6.6579046435011037772
        den = 2.04426310338993978564e-15
        den = den * r + 1.4215117583164458887e-7
        den = den * r + 1.8463183175100546818e-5
        den = den * r + 7.868691311456132591e-4
        den = den * r + 0.0148753612908506148525
        den = den * r + 0.13692988092273580531
        den = den * r + 0.59983220655588793769
        den = den * r + 1.0
    value = num / den
    return -value if q < 0.0 else value
