"""What is there before the first quarter: levers by quarter, places, agents, and who does the support work."""

from __future__ import annotations

import math
from bisect import bisect_left
from itertools import accumulate
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np

from pullthrough.parameters.policy.setting import Setting
from pullthrough.parameters.schema.policy import Levers
from pullthrough.parameters.schema.quantity import leaves
from pullthrough.parameters.schema.world import World
from pullthrough.world import codes
from pullthrough.world.codes import ACTIVE, DRAW_SUPPORT, KEY_ORGANISATION
from pullthrough.world.places import places
from reference import draws
from reference.organisations import AcademicGroup, Organisation, Prime
from reference.sme import SME

if TYPE_CHECKING:
    from reference.model import ReferenceModel

GOLDEN = 0.6180339887498949
Places = dict[int, tuple[list[float], list[tuple[int, float, float, float]]]]


def levers_of(setting: Setting, quarters: int) -> list[Any]:
    """The levers of each quarter, as an object with a group an attribute."""
    values = {path: series.tolist() for path, series in setting.timeline.values(quarters).items()}
    whole = {leaf.path for leaf in leaves(Levers) if leaf.type == int | None}
    found = []
    for t in range(quarters):
        groups: dict[str, dict[str, float]] = {"funding": {}}
        for path, series in values.items():
            group, _, name = path.partition(".")
            groups.setdefault(group, {})[name] = int(series[t]) if path in whole else series[t]
        funding = groups.pop("funding")
        found.append(SimpleNamespace(**{g: SimpleNamespace(**v) for g, v in groups.items()}, funding=funding))
    return found


def places_by_kind(world: World) -> Places:
    """For each kind of organisation the cumulative shares of its places, and the places."""
    found: Places = {kind: ([], []) for kind in (codes.PRIME, codes.SME, codes.ACADEMIC)}
    for row in places(world.population):
        kind, region, low, high, intensity, share = row.item()
        found[kind][0].append(share)
        found[kind][1].append((region, low, high, intensity))
    return found


def populate(model: ReferenceModel) -> None:
    """Found primes, academic groups, suppliers and potential entrants, and share out the support work."""
    world, sponsors = model.rules, model.sponsors
    p = world.population
    counts = ((Prime, p.primes), (AcademicGroup, p.academic_groups), (SME, p.suppliers + p.potential_entrants))
    budget = [sponsor.budget_share for sponsor in sponsors]
    shares = [share / float(np.sum(budget)) for share in accumulate(budget)]
    slot = 0
    for role, count in counts:
        for _ in range(count):
            at = min(bisect_left(shares, (slot * GOLDEN + 0.5) % 1.0), len(sponsors) - 1)
            if slot < min(p.primes, len(sponsors)):
                at = slot
            firm = role(model, slot, sponsors[at], draws.child(model.root, KEY_ORGANISATION, slot))
            model.organisations.append(firm)
            if slot < p.primes + p.academic_groups + p.suppliers:
                firm.standing = ACTIVE
                firm.entered = 0
            slot += 1
    for sponsor in sponsors:
        sponsor.primes = [member for member in sponsor.members if isinstance(member, Prime)]
    share_support(model)


def share_support(model: ReferenceModel) -> None:
    """Primes by the published size curve, SMEs by luck and size within their share, others what is left."""
    market = model.rules.market
    total = round(market.spend * (1.0 - market.tendered_share))
    ranks, firms = np.arange(model.rules.population.primes + 1), [0.0, *market.size_curve_firms]
    curve = np.interp(np.log1p(ranks), np.log1p(firms), [0.0, *market.size_curve_share])
    without_tenders = max(0.0, 1.0 - market.tendered_share / max(curve[-1], market.tendered_share))
    bases = np.rint(np.diff(curve) * without_tenders * market.spend).astype(int).tolist()
    primes = [org for org in model.organisations if isinstance(org, Prime)]
    for prime, base in zip(primes, bases, strict=True):
        prime.support_base = base
    smes = [org for org in model.organisations if isinstance(org, SME) and org.standing == ACTIVE]
    weights = [weight(org, market.sme_support_spread) for org in smes]
    whole = 0.0
    for one in weights:  # not sum(): it would round otherwise than adding one by one
        whole += one
    for org, one in zip(smes, weights, strict=True):
        org.support_base = int(market.sme_support_share * total * one / whole)
    for org in model.organisations:
        if org.standing == ACTIVE:
            org.turnover = org.civil_turnover + org.support_base
            org.defence_revenue = org.support_base
    given = sum(prime.support_base for prime in primes) + round(market.sme_support_share * total)
    model.others_base = max(0, total - given)


def weight(org: Organisation, spread: float) -> float:
    """Weight of an SME in the support work at the start."""
    return math.exp(spread * draws.normal(org.key, DRAW_SUPPORT, 0, 0)) * org.civil_turnover
