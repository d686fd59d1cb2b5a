"""Skills: skilled people by region come, go and are trained; too few of them slow development down."""

from __future__ import annotations

import math
import typing

from pullthrough.processes.shared import projects, spend
from pullthrough.world import ledger
from pullthrough.world.codes import ACADEMIC, ACTIVE, QUARTERS_PER_YEAR

if typing.TYPE_CHECKING:
    from pullthrough.world.state import Labour, State, TechnologyRow

MOST_STAFFING = 1.25  # people beyond so many times those needed teach nobody anything


def step(state: State):
    """L(t+1) = (1 - delta) L + graduates + trained + hired, for each region; then the speed that they allow.

    In the burn-in people are as many as needed, times the slack, and speed is 1: the labour market begins in balance.
    """
    count_needed(state)
    needed = 0.0
    people = 0.0
    settling = state.clock[0].t <= max(state.rules[0].skills.settling, state.rules[0].calendar.burn_in)
    for region in range(len(state.labour)):
        needed += state.labour[region].needed
    for region in range(len(state.labour)):
        if settling:
            initialise_labour(state, state.labour[region])
        else:
            renew_labour(state, state.labour[region], needed)
        people += state.labour[region].people
    train_people(state, needed)
    if not settling:
        for region in range(len(state.labour)):
            set_speed(state, state.labour[region], needed, people)


def count_needed(state: State):
    """People needed, smoothed: for last quarter's development, its money over what one of them costs, and at other defence
    work, which grows with the budget and is spread over regions as defence firms' employees are."""
    rules = state.rules[0]
    count_employees(state)
    everybody = 0.0
    for region in range(len(state.labour)):
        everybody += state.labour[region].employees
    others = rules.skills.others * spend.growth(state)
    for region in range(len(state.labour)):
        labour = state.labour[region]
        elsewhere = others * labour.employees / everybody if everybody > 0.0 else 0.0
        now = elsewhere + QUARTERS_PER_YEAR * labour.work / rules.skills.person_cost
        labour.needed += rules.skills.smoothing * (now - labour.needed)
        labour.work = 0


def initialise_labour(state: State, labour: Labour):
    """As many people as needed, times the slack; graduates replace those who leave."""
    skills = state.rules[0].skills
    labour.people = skills.slack * labour.needed
    labour.graduates = skills.graduates * skills.leaving * labour.people


def renew_labour(state: State, labour: Labour, needed):
    """One quarter's leavers, graduates, trained and hired; graduates of all regions go where people are needed.

    Hired are people from other industries, a share of those missing: vacancies take time to fill, and clearance longer.
    """
    slot = state.clock[0].t % state.rules[0].skills.training_time
    graduates = 0.0
    for region in range(len(state.labour)):
        graduates += state.labour[region].graduates
    share = labour.needed / needed if needed > 0.0 else 1.0 / len(state.labour)
    hired = state.rules[0].skills.hiring * max(0.0, labour.needed - labour.people)
    labour.people *= 1.0 - state.rules[0].skills.leaving
    labour.people += graduates * share + labour.in_training[slot] + hired


def train_people(state: State, needed):
    """Places begun this quarter: the national ones by people needed, and those that somebody adds in a region."""
    rules = state.rules[0]
    quarter = state.clock[0].t
    places = state.levers[quarter].skills.places
    in_all = 0.0
    for region in range(len(state.labour)):
        labour = state.labour[region]
        share = labour.needed / needed if needed > 0.0 else 1.0 / len(state.labour)
        begun = (places * share + labour.extra_places) / QUARTERS_PER_YEAR
        labour.in_training[quarter % rules.skills.training_time] = begun * rules.skills.completing
        in_all += begun
    if in_all <= 0.0:
        return
    cost = int(in_all * rules.public_cost.training_place)
    ledger.move(state.accounts, ledger.TREASURY, ledger.OFFICIALS, cost)
    state.flow[0].training_cost += cost
    for organisation_row in range(len(state.organisations)):
        organisation = state.organisations[organisation_row]
        if organisation.standing == ACTIVE and organisation.kind != ACADEMIC:
            labour = state.labour[organisation.region]
            share = labour.needed / needed if needed > 0.0 else 1.0 / len(state.labour)
            begun = (places * share + labour.extra_places) / QUARTERS_PER_YEAR
            part = organisation.employees / labour.employees
            cost = min(organisation.cash, int(begun * rules.skills.firm_cost * part))
            ledger.pay_out(state.accounts, organisation, ledger.INDUSTRY, cost)
            state.flow[0].firm_training += cost


def count_employees(state: State):
    """Employees of the firms inside defence by region: they share the cost of training."""
    for region in range(len(state.labour)):
        state.labour[region].employees = 0.0
    for organisation_row in range(len(state.organisations)):
        organisation = state.organisations[organisation_row]
        if organisation.standing == ACTIVE and organisation.kind != ACADEMIC:
            state.labour[organisation.region].employees += organisation.employees


def set_speed(state: State, labour: Labour, needed, people):
    """speed = min(1, people at hand / people needed)^theta; the mobile ones work wherever they are needed."""
    skills = state.rules[0].skills
    at_hand = (1.0 - skills.mobility) * labour.people
    if needed > 0.0:
        at_hand += skills.mobility * people * (labour.needed / needed)
    staffing = max(1e-9, min(MOST_STAFFING, at_hand / labour.needed)) if labour.needed > 0.0 else 1.0
    labour.ln_staffing = math.log(staffing)
    labour.speed = speed_allowed(at_hand, labour.needed, skills)
    missing = max(0.0, labour.needed - at_hand)
    state.flow[0].work_wanted += int(labour.needed * skills.person_cost / QUARTERS_PER_YEAR)
    state.flow[0].work_missing += int(missing * skills.person_cost / QUARTERS_PER_YEAR)


def speed_allowed(at_hand, needed, skills):
    """min(1, at_hand / needed)^theta, never below the slowest."""
    if at_hand >= needed:
        return 1.0
    return max(skills.slowest, math.exp(skills.elasticity * math.log(max(at_hand / needed, 1e-9))))


def book_work(state: State, technology: TechnologyRow):
    """Count a quarter's development in the region of its owner."""
    owner = state.organisations[technology.owner]
    state.labour[owner.region].work += technology.spent_now
    owner.work_now += technology.spent_now
    owner.civil_work_now += int(projects.civil_use(technology, state.rules[0]) * technology.spent_now)
    if owner.kind == ACADEMIC:
        state.segments[technology.segment].research_now += technology.spent_now
