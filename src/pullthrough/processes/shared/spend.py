"""What government spends with industry in a year, at 2021 prices: the world's dated series times the lever."""

from __future__ import annotations

import typing

if typing.TYPE_CHECKING:
    from pullthrough.world.state import State


def yearly(state: State):
    """GBP thousand a year in this quarter."""
    quarter = state.clock[0].t
    return state.spend[quarter] * state.levers[quarter].budget.factor


def growth(state: State):
    """This quarter's spend over that of the first quarter of the run, 1 where there was none then."""
    before = state.spend[0] * state.levers[0].budget.factor
    return yearly(state) / before if before > 0.0 else 1.0
