"""Where pull-through fails, on cases done by hand: fates, yields and their pairing, and what a fence for novelty bought."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from pullthrough.observe import fates as observed
from pullthrough.observe import novelty
from pullthrough.observe.series import FATES, ORIGINS, fates_of, funnel_of
from pullthrough.observe.window import Window
from pullthrough.study.methods.fates import ALL, IN_SERVICE, fates
from pullthrough.study.storage.store import Row
from pullthrough.world.codes import (
    ACADEMIC,
    ADDITIONAL,
    ANYWAY,
    CIVIL,
    CLASS_NAMES,
    COMPONENT,
    DEFENCE_BORN,
    FOLLOW_ON,
    FOREIGN,
    LEGACY,
    NEVER,
    NOT_FENCED,
    NOVEL,
    PRIME,
    RELABELLED,
    SME,
    SOFTWARE,
    TENDER,
)

TWO_YEARS = Window(4, 12, 0, 40)
NOTHING_NOTED = np.zeros((41, 0), np.int64)


def came_to(*levels: int) -> list[int]:
    """Quarters in which TRLs were reached, index 0 to 9."""
    return [5 if level in levels else NEVER for level in range(10)]


def technologies() -> SimpleNamespace:
    """A civil one that served by tender, SMEs' ones that served, were given up and go on; one begun too early."""
    columns = {
        "begun": [4, 5, 6, 7, 3, 8],
        "origin": [CIVIL, *[DEFENCE_BORN] * 5],
        "born_kind": [SME, SME, SME, SME, SME, ACADEMIC],
        "category": [SOFTWARE, COMPONENT, COMPONENT, COMPONENT, SOFTWARE, SOFTWARE],
        "adopted": [20, 30, NEVER, NEVER, 9, NEVER],
        "ended": [35, NEVER, 15, NEVER, NEVER, 9],
        "way": [TENDER, FOLLOW_ON, NEVER, NEVER, TENDER, NEVER],
        "reached": [came_to(6, 7, 8, 9), came_to(3, 4, 9), came_to(3, 4), came_to(3), came_to(9), came_to(1)],
    }
    return SimpleNamespace(**{name: np.array(values) for name, values in columns.items()})


def test_each_technology_begun_in_the_window_has_one_fate() -> None:
    _, curves = observed.measure(TWO_YEARS, SimpleNamespace(technologies=technologies()), NOTHING_NOTED)

    def count(origin: str, category: str) -> dict[str, float]:
        return {fate: n for fate, n in zip(FATES, curves[fates_of(origin, category)], strict=True) if n}

    assert count("civil", "software") == {"tender": 0.5}  # served, though it was given up later
    assert count("sme", "component") == {"follow_on": 0.5, "given_up_middle": 0.5, "at_work": 0.5}
    assert count("sme", "software") == {}  # begun before the window
    assert count("academic", "software") == {"given_up_early": 0.5}
    assert curves[funnel_of("sme")].tolist() == [1.5, 1.5, 1.5, 1.0, 0.5, 0.5, 0.5, 0.5, 0.5]
    assert curves[funnel_of("civil")].tolist() == [0.5] * 9  # what begins at a level counts at those below


def row(scenario: str, replicate: int, served: float, given_up: float) -> Row:
    curves = {fates_of(origin, name): np.zeros(len(FATES)) for origin in ORIGINS for name in CLASS_NAMES}
    curves[fates_of("sme", "system")][list(FATES).index("rapid")] = served
    curves[fates_of("prime", "system")][list(FATES).index("given_up_late")] = given_up
    return Row(replicate, scenario, replicate, 1, "", {}, {}, curves)


def test_yields_are_shares_of_those_begun_and_paired_by_replicate() -> None:
    runs = {
        "old": [row("old", 0, 1.0, 3.0), row("old", 1, 2.0, 2.0)],
        "new": [row("new", 1, 3.0, 1.0), row("new", 0, 2.0, 2.0)],
    }
    found = {(f.scenario, f.origin, f.category, f.fate): f for f in fates(runs)}
    before, after = (found[name, ALL, ALL, IN_SERVICE] for name in runs)
    assert (before.begun, before.number, before.share[0]) == (4.0, 1.5, 0.375)
    assert after.difference == (0.25, 0.25, 0.25) and np.isnan(before.difference[0])
    assert found["new", "sme", "system", "rapid"].share[0] == 1.0
    nothing = found["new", "civil", ALL, IN_SERVICE]
    assert (nothing.begun, nothing.n) == (0.0, 0) and np.isnan(nothing.share[0])


def test_what_a_fence_bought_is_split_in_money() -> None:
    need = {
        "let": [4, 5, 6, 7, 8, 20],
        "fence": [ANYWAY, RELABELLED, ADDITIONAL, NOT_FENCED, NOT_FENCED, ADDITIONAL],
        "winner": [NOVEL, LEGACY, NOVEL, NOVEL, FOREIGN, NOVEL],
        "price": [1000, 2000, 5000, 4000, 7000, 9000],
    }
    table = SimpleNamespace(**{name: np.array(values) for name, values in need.items()})
    found, _ = novelty.measure(TWO_YEARS, SimpleNamespace(requirements=table), NOTHING_NOTED)
    parts = [found[f"fenced_value_{name}"] for name in ("anyway", "relabelled", "additional")]
    assert parts == [0.5, 1.0, 2.5] and found["fenced_value"] == sum(parts)
    assert found["fenced_additional"] == 0.625 and found["novel_value"] == 5.0
    table.fence[:] = NOT_FENCED
    without, _ = novelty.measure(TWO_YEARS, SimpleNamespace(requirements=table), NOTHING_NOTED)
    assert without["fenced_value_additional"] == 0.0 and np.isnan(without["fenced_additional"])


@pytest.mark.parametrize("kind", [SME, PRIME, ACADEMIC])
def test_civil_technology_is_civil_whoever_began_it(kind: int) -> None:
    table = technologies()
    table.born_kind[0] = kind
    _, curves = observed.measure(TWO_YEARS, SimpleNamespace(technologies=table), NOTHING_NOTED)
    assert curves[funnel_of("civil")][0] == 0.5
