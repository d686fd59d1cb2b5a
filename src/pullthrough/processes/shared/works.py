"""Support work: pieces of it under contracts, who holds them, and who does work of like size."""

from __future__ import annotations

import math
import typing

from pullthrough.agents import Organisation, ProcurementAgency
from pullthrough.world import draws
from pullthrough.world.codes import (
    ACADEMIC,
    ACTIVE,
    DRAW_TERM,
    DRAW_WORK_COMPETED,
    DRAW_WORK_ENDS,
    DRAW_WORK_SIZE,
    HELD_ABROAD,
    KEY_WORK,
    NEVER,
    NO_ROW,
    STRATEGIC_IMPERATIVE,
    WORK_CLASSES,
)

if typing.TYPE_CHECKING:
    from pullthrough.world.state import OrganisationRow, RequirementRow, State, WorkRow


def divide(state: State):
    """Divide the support work there is into contracts, once; from then on what each supplier has of it is their sum."""
    agency = state.agency[0]
    rules = state.rules[0]
    agency.lets_support = True
    for organisation_row in range(len(state.organisations)):
        organisation = state.organisations[organisation_row]
        if organisation.standing == ACTIVE and organisation.support_base > 0:
            count = ProcurementAgency.pieces_of_work(agency, float(organisation.support_base), rules)
            add_pieces(
                state, organisation_row, organisation.key, organisation.segment, organisation.support_base, count
            )
    abroad = min(agency.others_base, int(rules.market.abroad_support * agency.support_total))
    given = divide_others(state, HELD_ABROAD, abroad)
    agency.abroad_base = given
    agency.others_base -= given
    divide_others(state, NO_ROW, agency.others_base)
    agency.standing_works = state.clock[0].works
    list_peers(state)


def divide_others(state: State, holder: int, base):
    """Work of suppliers that are not modelled one by one, by segment in proportion to its budget; none abroad of strategic
    imperatives. Returns what was given out."""
    agency = state.agency[0]
    rules = state.rules[0]
    shares = 0.0
    last = NO_ROW
    for segment_row in range(len(state.segments)):
        if holder == NO_ROW or state.segments[segment_row].sovereignty != STRATEGIC_IMPERATIVE:
            shares += state.segments[segment_row].budget_share
            last = segment_row
    if last == NO_ROW or base <= 0:
        return 0
    left = base
    for segment_row in range(len(state.segments)):
        segment = state.segments[segment_row]
        if holder != NO_ROW and segment.sovereignty == STRATEGIC_IMPERATIVE:
            continue
        part = left if segment_row == last else int(base * (segment.budget_share / shares))
        left -= part
        count = max(1, int(part / rules.support.others_size + 0.5))
        key = draws.child(draws.pair(agency.seed_key, segment.key), KEY_WORK, int(holder == NO_ROW))
        add_pieces(state, holder, key, segment_row, part, count)
    return base


def add_pieces(state: State, holder: int, key, segment_row: int, base, count):
    """Divide a base among so many pieces, in proportion to lognormal draws, exact to the pound; contracts are under way."""
    rules = state.rules[0]
    weights = 0.0
    for number in range(count):
        luck = draws.normal(draws.child(key, KEY_WORK, number), DRAW_WORK_SIZE, 0, 0)
        weights += math.exp(rules.support.works_spread * luck)
    left = base
    for number in range(count):
        work_key = draws.child(key, KEY_WORK, number)
        luck = draws.normal(work_key, DRAW_WORK_SIZE, 0, 0)
        share = math.exp(rules.support.works_spread * luck) / weights
        value = left if number == count - 1 else min(left, int(base * share))
        left -= value
        if value <= 0:
            continue
        competed = draws.uniform(work_key, DRAW_WORK_COMPETED, 0, 0) >= rules.market.single_source_support
        term = length(state, work_key, value, competed)
        begun = int(draws.uniform(work_key, DRAW_WORK_ENDS, 0, 0) * term)  # so long ago
        add(state, work_key, segment_row, holder, value, competed, term - begun, NEVER)


def length(state: State, key, value, competed):
    """Quarters for which a piece of work is let now."""
    quarter = state.clock[0].t
    uniform = draws.uniform(key, DRAW_TERM, quarter, 0)
    levers = state.levers[quarter]
    return ProcurementAgency.support_term(state.agency[0], uniform, value, competed, levers, state.rules[0])


def add(state: State, key, segment_row: int, holder: int, value, competed, quarters, until):
    """A new piece of work under a contract that runs so many quarters more."""
    clock = state.clock[0]
    work = state.works[clock.works]
    work.key = key
    work.segment = segment_row
    work.holder = holder
    work.value = value
    work.size_class = size_class(value)
    work.competed = competed
    work.began = clock.t
    work.ends = clock.t + quarters
    work.until = until
    clock.works += 1
    if not competed:
        state.agency[0].uncompeted_base += value


def size_class(value):
    """Class of a yearly value, floor of log2."""
    size = 0
    left = value
    while left > 1 and size < WORK_CLASSES - 1:
        left //= 2
        size += 1
    return size


def begin(state: State, requirement: RequirementRow, value):
    """What was delivered is supported by its supplier until it leaves service, at first under a contract that it gets with it."""
    organisation = state.organisations[requirement.contractor]
    organisation.support_base += value
    if not state.agency[0].lets_support or value <= 0:
        return
    key = draws.child(requirement.key, KEY_WORK, requirement.relaunches)
    competed = requirement.bidders > 1
    until = state.clock[0].t + state.rules[0].supply.service_life
    quarters = length(state, key, value, competed)
    add(state, key, requirement.segment, requirement.contractor, value, competed, quarters, until)


def change_base(state: State, holder: int, amount):
    """What a holder has of support work changes."""
    if holder == NO_ROW:
        state.agency[0].others_base += amount
    elif holder == HELD_ABROAD:
        state.agency[0].abroad_base += amount
    else:
        state.organisations[holder].support_base += amount


def pass_to(state: State, firm_row: int, buyer_row: int):
    """All the contracts of a firm that is bought go to the buyer."""
    for work_row in range(state.clock[0].works):
        if state.works[work_row].holder == firm_row:
            state.works[work_row].holder = buyer_row


def give_up(state: State, work: WorkRow):
    """What it supported has left service: the work ends."""
    change_base(state, work.holder, -work.value)
    if not work.competed:
        state.agency[0].uncompeted_base -= work.value
    work.value = 0


def strike_off_ended(state: State):
    """Keep the work that goes on, in its order; lasting work is the first and never ends."""
    clock = state.clock[0]
    kept = state.agency[0].standing_works
    for work_row in range(kept, clock.works):
        if state.works[work_row].value > 0:
            if kept < work_row:
                state.works[kept] = state.works[work_row]
            kept += 1
    clock.works = kept


def list_peers(state: State):
    """A counting sort of lasting work by segment and size class."""
    standing = state.agency[0].standing_works
    for work_row in range(standing):
        work = state.works[work_row]
        state.work_classes[work.segment, work.size_class].past += 1
    place = 0
    for segment_row in range(len(state.segments)):
        for size in range(WORK_CLASSES):
            work_class = state.work_classes[segment_row, size]
            work_class.first = place
            place += work_class.past
            work_class.past = work_class.first
    for work_row in range(standing):
        work = state.works[work_row]
        work_class = state.work_classes[work.segment, work.size_class]
        state.peers[work_class.past] = work_row
        work_class.past += 1


def count_able(state: State):
    """How many organisations of each segment could take on work of each size beside what they have."""
    for segment_row in range(len(state.segments)):
        for size in range(WORK_CLASSES):
            state.work_classes[segment_row, size].able = 0
    for organisation_row in range(len(state.organisations)):
        organisation = state.organisations[organisation_row]
        if organisation.standing == ACTIVE and organisation.kind != ACADEMIC:
            size = largest_class(state, organisation)
            state.work_classes[organisation.segment, size].able += 1
    for segment_row in range(len(state.segments)):
        for below in range(1, WORK_CLASSES):
            size = WORK_CLASSES - 1 - below
            state.work_classes[segment_row, size].able += state.work_classes[segment_row, size + 1].able


def largest_class(state: State, organisation: OrganisationRow):
    """Class of the largest work that an organisation could take on; the smallest if none."""
    rules = state.rules[0]
    size = 0
    value = 2
    while size < WORK_CLASSES - 1 and Organisation.can_lead(
        organisation, float(organisation.support_base + value), rules
    ):
        size += 1
        value *= 2
    return size
