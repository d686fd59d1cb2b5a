"""Attention: staff time for proposals, bids and meetings is limited; practice in proposing fades."""

from __future__ import annotations

import typing

from pullthrough.agents import Organisation
from pullthrough.world.codes import ACTIVE, QUARTERS_PER_YEAR

if typing.TYPE_CHECKING:
    from pullthrough.world.state import State


def step(state: State):
    """A quarter's staff time comes in, a few quarters' can be saved; how often the firm usually tries is brought up to date.

    The count of the quarter's work begins anew, before anybody works.

    A <- min(saved x a, A + a), a the staff time of a quarter; usual tries a year n <- n + w (4 x this quarter's - n).
    """
    rules = state.rules[0]
    weight = rules.belief.own_weight
    for organisation_row in range(len(state.organisations)):
        organisation = state.organisations[organisation_row]
        organisation.work_now = 0
        organisation.civil_work_now = 0
        organisation.practice *= 1.0 - rules.attention.craft_fade
        organisation.track_record *= 1.0 - rules.tender.experience_fade
        if organisation.standing != ACTIVE:
            continue
        time = Organisation.staff_time(organisation, rules)
        organisation.attention = min(rules.attention.saved * time, organisation.attention + time)
        proposals = float(QUARTERS_PER_YEAR * organisation.proposals_now)
        bids = float(QUARTERS_PER_YEAR * organisation.bids_now)
        organisation.proposals_yearly = Organisation.learns(
            organisation, organisation.proposals_yearly, proposals, weight
        )
        organisation.bids_yearly = Organisation.learns(organisation, organisation.bids_yearly, bids, weight)
        organisation.proposals_now = 0
        organisation.bids_now = 0
