"""Adoptions by value and merit on a case done by hand, and in a tiny run against what was noted otherwise."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from conftest import flow, used

from pullthrough.observe import merit
from pullthrough.observe.window import Window
from pullthrough.world.codes import FOREIGN, LEGACY, NEVER, NO_ROW, NOTHING, NOVEL
from pullthrough.world.tables import requirement_type

if TYPE_CHECKING:
    from conftest import Tiny

DELIVERED = [  # quarter, winner, technology, price, merit, merit of the proven product
    (4, NOVEL, 0, 1000, 0.5, 0.0),  # an adoption, 0.5 better
    (5, NOVEL, 1, 3000, -1.0, -0.25),  # an adoption, 0.75 worse
    (6, NOVEL, 0, 2000, 0.5, 1.5),  # a later order of the first, 1 worse
    (6, LEGACY, NO_ROW, 4000, 0.25, 0.25),  # the proven product itself
    (7, FOREIGN, NO_ROW, 2000, 0.5, 0.0),
    (8, NOVEL, 2, 9000, 9.0, 0.0),  # after the window
    (NEVER, NOTHING, NO_ROW, 0, 0.0, 0.0),  # not delivered
]
ADOPTED = [4, 5, 8]


def test_adoptions_by_value_and_merit() -> None:
    need = np.zeros(len(DELIVERED), requirement_type(2)).view(np.recarray)
    columns = ("delivered", "winner", "technology", "price", "merit", "proven_merit")
    for name, values in zip(columns, zip(*DELIVERED, strict=True), strict=True):
        need[name] = values
    tables = SimpleNamespace(
        clock=SimpleNamespace(requirements=np.array([len(need)])),
        requirements=need,
        technologies=SimpleNamespace(adopted=np.array(ADOPTED)),
    )
    found, _ = merit.measure(Window(0, 8, 0, 9), tables, np.zeros((0, 0)))  # type: ignore[arg-type]
    assert found == pytest.approx({
        "adoption_value": 4.0 / 2,  # GBP million in two years
        "adoptions_no_worse": 1 / 2,
        "adoptions_below_proven": 1 / 2,
        "adoption_merit": (0.5 - 0.75) / 2,
        "equipment_merit": (1 * 0.5 - 3 * 0.75 - 2 * 1.0 + 2 * 0.5) / 12,
    })  # fmt: skip


def test_every_adoption_is_found_among_the_requirements(tiny: Tiny) -> None:
    model = tiny.run(seed=5)
    need = used(model.tables)["requirements"].view(np.recarray)
    adopted = merit.first_orders(need, model.tables) & (need.delivered != NEVER)
    assert adopted.sum() == flow(model, "adoptions").sum() > 0


def test_merit_is_that_of_quality_and_fit_and_proven_products_are_their_own_measure(tiny: Tiny) -> None:
    model = tiny.run({"routes.partner_quality": 0.0})
    table = used(model.tables)
    need, tech = table["requirements"].view(np.recarray), table["technologies"]
    width = model.setting.world.signal.fit_width
    novel = need[need.winner == NOVEL]
    expected = tech["ln_quality"][novel.technology] - novel.winner_distance**2 / (2.0 * width**2)
    assert len(novel) and novel.merit == pytest.approx(expected)
    proven = need[need.winner == LEGACY]
    assert len(proven) and np.array_equal(proven.merit, proven.proven_merit)


def test_the_proven_product_of_a_need_is_the_same_under_any_policy(tiny: Tiny) -> None:
    one, other = (tiny.run({"routes.partner_quality": 0.0}, reformed=reformed) for reformed in (False, True))
    known = [
        {int(n.key): float(n.proven_merit) for n in used(m.tables)["requirements"].view(np.recarray) if n.proven_merit}
        for m in (one, other)
    ]
    both = known[0].keys() & known[1].keys()
    assert len(both) > 10 and all(known[0][key] == known[1][key] for key in both)
