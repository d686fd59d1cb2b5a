"""How a project sees a requirement: believed distance, expected fit, prospect."""

from __future__ import annotations

import math
import typing

from pullthrough.agents import SME, AcademicGroup, Organisation, Prime
from pullthrough.processes.shared import categories
from pullthrough.world import draws, geometry
from pullthrough.world.codes import ACADEMIC as ACADEMIC_KIND
from pullthrough.world.codes import PRIME as PRIME_KIND
from pullthrough.world.codes import PUBLISHED, TOP_TRL
from pullthrough.world.codes import SME as SME_KIND

if typing.TYPE_CHECKING:
    from pullthrough.world.state import OrganisationRow, RequirementRow, SegmentRow, State, TechnologyRow


def cache_expected_gaps(state: State):
    """What each kind of organisation expects steady work to leave of a gap, by the TRL it starts from: the same all quarter."""
    rules = state.rules[0]
    required_trl = state.levers[state.clock[0].t].procurement.minimum_trl
    for trl in range(TOP_TRL + 1):
        state.gap_left[PRIME_KIND, trl] = Prime.gap_left(trl, required_trl, rules)
        state.gap_left[SME_KIND, trl] = SME.gap_left(trl, required_trl, rules)
        state.gap_left[ACADEMIC_KIND, trl] = AcademicGroup.gap_left(trl, required_trl, rules)


def believed_distance(state: State, technology: TechnologyRow, requirement: RequirementRow, tau):
    """Distance of a technology from the need as its owner believes it."""
    rules = state.rules[0]
    prior = 1.0 / (rules.need.spread * rules.need.spread)
    signal_key = draws.pair(technology.owner_key, requirement.key)
    mu = state.segments[requirement.segment].mu
    total = 0.0
    for axis in range(len(requirement.y)):
        gap = technology.x[axis] - geometry.belief(signal_key, axis, requirement.y[axis], mu[axis], tau, prior)
        total += gap * gap
    return math.sqrt(total)


def precision(state: State, technology: TechnologyRow, requirement: RequirementRow, engagements):
    """Precision of the owner's signal of a requirement."""
    owner = state.organisations[technology.owner]
    return Organisation.precision(owner, requirement.status >= PUBLISHED, engagements, state.rules[0])


def prospect(state: State, technology: TechnologyRow, requirement: RequirementRow, gap, tau):
    """Expected margin from a requirement, given the gap that steady work would leave."""
    rules = state.rules[0]
    owner = state.organisations[technology.owner]
    left = gap * state.gap_left[owner.kind, technology.trl]
    if not categories.suits(technology.worth, float(requirement.value), rules):
        return 0.0
    fit = Organisation.expected_fit(owner, left, tau, rules)
    segment = state.segments[requirement.segment]
    return prospect_of_sale(state, owner, segment, fit, float(requirement.value), segment.trust)


def prospect_of_sale(state: State, owner: OrganisationRow, segment: SegmentRow, fit, value, trust):
    """Expected margin from a tender: against novel rivals alone, or with the chance that all tenders of the segment teach."""
    rules = state.rules[0]
    if rules.returns.chance_learnt != 0:
        return Organisation.prospect_learnt(owner, fit, segment.usual_fit, segment.chance, value, trust, rules)
    return Organisation.prospect(owner, fit, value, segment.rivals, trust, rules)


def expected_margin(state: State, technology: TechnologyRow):
    """Expected margin of a project: from its target, or from tenders to come as experience suggests."""
    usual = usual_order(state, technology)
    return max(
        technology.prospect,
        Organisation.speculative_prospect(state.organisations[technology.owner], usual, state.rules[0]),
    )


def expected_margin_of(state: State, technology: TechnologyRow, firm: OrganisationRow):
    """What another firm would hope for from a technology without a target: tenders to come, as its experience suggests."""
    return Organisation.speculative_prospect(firm, usual_order(state, technology), state.rules[0])


def usual_order(state: State, technology: TechnologyRow):
    """Value of a usual tender for a technology: of the segment, or what technology like it is ordered for."""
    if technology.worth > 0.0:
        return technology.worth
    return state.segments[technology.segment].value_median


def take_target(technology: TechnologyRow, requirement_row: int, gap, worth):
    """Choose a requirement to work for."""
    if technology.target != requirement_row:
        technology.engagements = 0
    technology.target = requirement_row
    technology.believed_distance = gap
    technology.prospect = worth


def record_distance_at_tender(state: State, technology: TechnologyRow):
    """Write down how far a technology was from the need it was developed for when that tender opened.

    Called for the winner at once, for the others when they turn elsewhere; in between no design moves.
    """
    requirement = state.requirements[technology.target]
    technology.tender_of = technology.target
    technology.tender_seen = requirement.opened
    technology.tender_distance = geometry.distance(technology.x, requirement.y)
