"""An identity is one entity's alone: what shares a key shares every draw, and twins of two runs could not be told apart."""

from __future__ import annotations

import numpy as np
import pytest

from pullthrough.model import PullThroughModel
from pullthrough.parameters.composition.compose import compose
from pullthrough.parameters.policy.setting import setting

OFTEN = {
    "spin-outs that do not enter": [
        "world.hand_over.spin_out=0.5",
        "world.hand_over.licence=0",
        "world.entry.cost=100000",
    ],
    "spin-outs that do": ["world.hand_over.spin_out=0.5", "world.hand_over.licence=0", "world.entry.cost=0"],
    "as enacted": ["scenario=as_enacted"],
}


@pytest.mark.parametrize("words", OFTEN.values(), ids=OFTEN)
def test_no_two_entities_share_a_key(words: list[str]) -> None:
    model = PullThroughModel(setting(compose(["world=tiny", *words])), rng=3)
    while model.running:
        model.step()
        keys = model.tables.organisations.key
        assert len(np.unique(keys)) == len(keys), f"two organisations in quarter {model.tables.clock.t[0]}"
    clock = model.tables.clock[0]
    for table, used in (("technologies", clock.technologies), ("requirements", clock.requirements)):
        keys = getattr(model.tables, table).key[:used]
        assert used > 0 and len(np.unique(keys)) == used, table
