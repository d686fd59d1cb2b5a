"""Classes of technology: what a technology is ordered for, and what it therefore costs and takes to make it ready."""

from __future__ import annotations

import math
import typing

from pullthrough.world import draws
from pullthrough.world.codes import DRAW_CLASS, DRAW_ORDER_VALUE, PRIME, READY_TRL
from pullthrough.world.codes import SME as SME_KIND

if typing.TYPE_CHECKING:
    from pullthrough.world.state import ClassRow, State, TechnologyRow


def choose(state: State, technology: TechnologyRow, kind):
    """Class by the weights of whoever begins it; ln order ~ N(ln median, spread^2); cost of all steps in proportion."""
    if state.rules[0].classes.in_force == 0:
        return
    technology.category = by_weight(state, draws.uniform(technology.key, DRAW_CLASS, 0, 0), kind)
    category = state.classes[technology.category]
    luck = draws.normal(technology.key, DRAW_ORDER_VALUE, 0, 0)
    technology.worth = category.order * math.exp(category.order_spread * luck)
    technology.whole_cost = category.research * technology.worth


def by_weight(state: State, uniform, kind):
    """The class at which the cumulative weight passes a uniform draw."""
    total = 0.0
    for class_row in range(len(state.classes)):
        total += weight(state.classes[class_row], kind)
    below = 0.0
    chosen = 0
    for class_row in range(len(state.classes)):
        mine = weight(state.classes[class_row], kind)
        if mine > 0.0 and uniform * total >= below:
            chosen = class_row
        below += mine
    return chosen


def weight(category: ClassRow, kind):
    """Weight of a class among what organisations of a kind begin."""
    if kind == PRIME:
        return category.of_primes
    if kind == SME_KIND:
        return category.of_smes
    return category.of_universities


def first_step(whole, rules):
    """Cost of the step from TRL 1 such that all steps to TRL 8 together cost the whole: whole (g - 1) / (g^7 - 1)."""
    steps = READY_TRL - 1
    growth = rules.development.step_growth
    if growth <= 1.0:
        return whole / steps
    return whole * (growth - 1.0) / (growth**steps - 1.0)


def quickest_step(state: State, technology: TechnologyRow):
    """Shortest time in which a step of a technology can be completed."""
    if state.rules[0].classes.in_force == 0:
        return state.rules[0].development.quickest_step
    return state.classes[technology.category].quickest_step


def pass_odds(state: State, technology: TechnologyRow):
    """ln odds of passing a step that belong to the class."""
    if state.rules[0].classes.in_force == 0:
        return 0.0
    return state.classes[technology.category].pass_odds


def suits(worth, value, rules):
    """Whether an order of a value can be for a technology ordered for ``worth``: within a factor; always if all are one."""
    reach = rules.classes.reach
    return worth == 0.0 or (worth <= value * reach and value <= worth * reach)
