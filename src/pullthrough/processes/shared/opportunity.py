"""What defence offers newcomers, as they read it in the published news."""

from __future__ import annotations

import typing

if typing.TYPE_CHECKING:
    from pullthrough.world.state import State


def note(state: State):
    """Smooth what a newcomer can expect of defence in a year; at the end of the burn-in keep it as the yardstick.

    O = p_award x award x worth + p_contract x margin x follow-on x V, with published yearly results of newcomers and V the
    mean over segments of the usual value.
    """
    rules = state.rules[0]
    news = state.news[0]
    agency = state.agency[0]
    usual = 0.0
    for segment_row in range(len(state.segments)):
        usual += state.segments[segment_row].value_median
    usual /= len(state.segments)
    margin = rules.private_money.margin * rules.private_money.follow_on
    agency.opportunity = (
        news.award_yearly_new * news.award_mean_new * rules.entry.award_worth
        + news.contract_yearly_new * margin * usual
    )
    if state.clock[0].t <= rules.calendar.burn_in:
        agency.opportunity_start = agency.opportunity


def relative_to_start(state: State):
    """O now over O when the burn-in ended; 1 before then, and where nothing was on offer."""
    agency = state.agency[0]
    if agency.opportunity_start <= 0.0:
        return 1.0
    return agency.opportunity / agency.opportunity_start
