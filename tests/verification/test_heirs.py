"""Support work of a firm that closes goes to the supplier of its segment that has the highest draw for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pullthrough.agents import ROLES, VIRTUAL
from pullthrough.engine.binding import Binder
from pullthrough.processes.shared import firms
from pullthrough.world import draws
from pullthrough.world.codes import ACTIVE, CLOSED, DRAW_FIRM, SME

if TYPE_CHECKING:
    from conftest import Tiny


def test_each_closing_firm_is_followed_by_the_best_of_those_still_there(tiny: Tiny) -> None:
    tables = tiny.run({"processes.support_contracts": False}, quarters=1).tables
    org = tables.organisations
    binder = Binder(ROLES, lambda function: function, VIRTUAL)
    list_heirs, close = binder.function(firms.list_heirs), binder.function(firms.close)
    followed = 0
    with np.errstate(over="ignore"):
        list_heirs(tables)
        for row in np.flatnonzero((org.kind == SME) & (org.standing == ACTIVE)):
            org.support_base[row] += 1  # so that there is something to inherit
            key, segment, left = org.key[row], org.segment[row], org.support_base[row]
            others = (org.kind == SME) & (org.standing == ACTIVE) & (org.segment == segment)
            others[row] = False
            before = org.support_base.copy()
            close(tables, row, CLOSED)
            gained = np.flatnonzero(org.support_base > before)
            if others.any():
                luck = {i: draws.uniform(draws.pair(key, org.key[i]), DRAW_FIRM, 0, 4) for i in np.flatnonzero(others)}
                assert gained.tolist() == [max(luck, key=luck.__getitem__)]
                assert org.support_base[gained[0]] == before[gained[0]] + left
                followed += 1
            else:
                assert not gained.size, "it goes to suppliers that are not modelled one by one"
    assert followed > 20
