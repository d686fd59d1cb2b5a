"""Proposals: each project has the call that promises most; its owner writes the best of them while its staff have time."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from pullthrough.world import ledger
from pullthrough.world.codes import DEVELOPING, READY_TRL

if TYPE_CHECKING:
    from reference.model import ReferenceModel
    from reference.organisations import Organisation
    from reference.technology import Technology


def write_all(model: ReferenceModel) -> list[Technology]:
    """The projects that are proposed this quarter, each to its ``call``, in the order of the sponsors' lists."""
    wished: dict[Organisation, list[Technology]] = {}
    for sponsor in model.sponsors:
        for tech in sponsor.technologies:
            if tech.status <= DEVELOPING and tech.grant == 0 and tech.trl < READY_TRL:
                choose_call(model, tech)
                if tech.call is not None:
                    wished.setdefault(tech.owner, []).append(tech)
    written = {id(tech) for owner, techs in wished.items() for tech in write(model, owner, techs)}
    return [tech for sponsor in model.sponsors for tech in sponsor.technologies if id(tech) in written]


def choose_call(model: ReferenceModel, tech: Technology) -> None:
    """The open call with the largest expected gain per pound of proposal, if any has one."""
    rules, owner = model.rules, tech.owner
    tech.call, tech.call_value = None, 0.0
    if model.t - tech.rejected < rules.proposals.rework:
        return
    if model.t - tech.rejected >= rules.proposals.wait:
        tech.rejected_by = 0
    for funder in model.funders:
        if not funder.takes_proposals or not funder.is_eligible(tech):
            continue
        award = funder.award(tech.step_cost - tech.step_spent)
        if award > funder.pot:
            continue
        cost = owner.proposal_cost(float(funder.proposal_cost), float(award), float(funder.award_cap), rules)
        chance = owner.chance_at_call(funder.success_ratio)
        gain = owner.gain_from_proposal(chance, float(award), float(cost), rules)
        if gain <= tech.call_value or not funder.has_backing(tech):
            continue
        if funder.is_matched(tech, float(funder.match(float(award))), cost):
            tech.call, tech.call_value, tech.call_cost = funder, gain, cost


def write(model: ReferenceModel, owner: Organisation, wished: list[Technology]) -> list[Technology]:
    """Best first, of two alike the younger; what nobody has time for is forgone."""
    written = []
    younger_first = reversed(wished)
    for tech in sorted(younger_first, key=attrgetter("call_value"), reverse=True):
        if not owner.has_time_for(float(tech.call_cost), model.rules):
            model.flow.proposals_forgone += 1
        elif owner.affords(float(tech.call_cost), model.rules):
            written.append(tech)
            owner.pay(ledger.INDUSTRY, tech.call_cost)
            owner.attention -= tech.call_cost
            owner.practice += 1.0
            owner.proposals_now += 1
    return written
