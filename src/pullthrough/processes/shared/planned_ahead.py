"""Work that industry could plan ahead is cheaper, and tenders that are put off are dearer: what a plan is worth."""

from __future__ import annotations

import typing

from pullthrough.agents import Organisation
from pullthrough.world.codes import NEVER

if typing.TYPE_CHECKING:
    from pullthrough.world.state import OrganisationRow, RequirementRow, State


def ln_price(state: State, supplier: OrganisationRow, requirement: RequirementRow):
    """Added to ln price of an offer from home; nothing for what was never published."""
    if requirement.published == NEVER:
        return 0.0
    put_off = requirement.slips + requirement.approval_slips
    notice = requirement.planned - put_off - requirement.published
    trust = state.segments[requirement.segment].trust
    return Organisation.ln_planned_ahead(supplier, trust, notice, put_off, state.rules[0])
