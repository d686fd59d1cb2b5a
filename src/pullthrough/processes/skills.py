"""Skills: skilled people by region come, go and are trained; too few of them slow development down."""

from __future__ import annotations

import math

from pullthrough.world import ledger
from pullthrough.world.kinds import ACADEMIC, ACTIVE, TRAINING_TIME


def step(w):
    """L(t+1) = (1 - delta) L + graduates + trained + hired, for each region; then the speed that they allow.

    In the burn-in people are as many as needed, times the slack, and speed is 1: the labour market begins in balance.
    """
    count_needed(w)
    needed = 0.0
    people = 0.0
    settling = w.clock[0].t <= max(w.rules[0].skills.settling, w.rules[0].calendar.burn_in)
    for r in range(len(w.labour)):
        needed += w.labour[r].needed
    for r in range(len(w.labour)):
        if settling:
            settle(w, w.labour[r])
        else:
            renew(w, w.labour[r], needed)
        people += w.labour[r].people
    train(w, needed)
    if not settling:
        for r in range(len(w.labour)):
            set_speed(w, w.labour[r], needed, people)


def count_needed(w):
    """People that last quarter's development needed: its money over what one of them costs, smoothed."""
    rules = w.rules[0]
    for r in range(len(w.labour)):
        labour = w.labour[r]
        now = 4.0 * labour.work / rules.skills.person_cost
        labour.needed += rules.skills.smoothing * (now - labour.needed)
        labour.work = 0


def settle(w, labour):
    """As many people as needed, times the slack; graduates replace those who leave."""
    skills = w.rules[0].skills
    labour.people = skills.slack * labour.needed
    labour.graduates = skills.graduates * skills.leaving * labour.people


def renew(w, labour, needed):
    """One quarter's leavers, graduates, trained and hired; graduates of all regions go where people are needed.

    Hired are people from other industries, a share of those missing: vacancies take time to fill, and clearance longer.
    """
    place = w.clock[0].t % TRAINING_TIME
    graduates = 0.0
    for r in range(len(w.labour)):
        graduates += w.labour[r].graduates
    share = labour.needed / needed if needed > 0.0 else 1.0 / len(w.labour)
    hired = w.rules[0].skills.hiring * max(0.0, labour.needed - labour.people)
    labour.people *= 1.0 - w.rules[0].skills.leaving
    labour.people += graduates * share + labour.in_training[place] + hired


def train(w, needed):
    """Places begun this quarter: the national ones by people needed, and those that somebody adds in a region."""
    rules = w.rules[0]
    t = w.clock[0].t
    places = w.levers[t].skills.places
    in_all = 0.0
    for r in range(len(w.labour)):
        labour = w.labour[r]
        share = labour.needed / needed if needed > 0.0 else 1.0 / len(w.labour)
        begun = (places * share + labour.extra_places) / 4.0
        labour.in_training[t % TRAINING_TIME] = begun * rules.skills.completing
        in_all += begun
    if in_all <= 0.0:
        return
    cost = int(in_all * rules.public_cost.training_place)
    ledger.move(w.accounts, ledger.TREASURY, ledger.OFFICIALS, cost)
    w.flow[0].training_cost += cost
    count_employees(w)
    for i in range(len(w.organisations)):
        org = w.organisations[i]
        if org.standing == ACTIVE and org.kind != ACADEMIC:
            labour = w.labour[org.region]
            share = labour.needed / needed if needed > 0.0 else 1.0 / len(w.labour)
            begun = (places * share + labour.extra_places) / 4.0
            cost = min(org.cash, int(begun * rules.skills.firm_cost * (org.employees / labour.employees)))
            ledger.pay_out(w.accounts, org, ledger.INDUSTRY, cost)
            w.flow[0].firm_training += cost


def count_employees(w):
    """Employees of the firms inside defence by region: they share the cost of training."""
    for r in range(len(w.labour)):
        w.labour[r].employees = 0.0
    for i in range(len(w.organisations)):
        org = w.organisations[i]
        if org.standing == ACTIVE and org.kind != ACADEMIC:
            w.labour[org.region].employees += org.employees


def set_speed(w, labour, needed, people):
    """speed = min(1, people at hand / people needed)^theta; the mobile ones work wherever they are needed."""
    skills = w.rules[0].skills
    at_hand = (1.0 - skills.mobility) * labour.people
    if needed > 0.0:
        at_hand += skills.mobility * people * (labour.needed / needed)
    labour.speed = speed(at_hand, labour.needed, skills)
    missing = max(0.0, labour.needed - at_hand)
    w.flow[0].work_wanted += int(labour.needed * skills.person_cost * 0.25)
    w.flow[0].work_missing += int(missing * skills.person_cost * 0.25)


def speed(at_hand, needed, skills):
    """min(1, at_hand / needed)^theta, never below the slowest."""
    if at_hand >= needed:
        return 1.0
    return max(skills.slowest, math.exp(skills.elasticity * math.log(max(at_hand / needed, 1e-9))))


def book_work(w, tech):
    """Count a quarter's development in the region of its owner."""
    w.labour[w.organisations[tech.owner].region].work += tech.spent_now
