"""Growth: R&D of civil use makes civil business grow; employees follow turnover, upkeep and hazard follow size."""

from __future__ import annotations

import math
import typing

from pullthrough.agents import Organisation
from pullthrough.processes.shared import firms
from pullthrough.world.codes import ACADEMIC, ACTIVE, QUARTERS_PER_YEAR
from pullthrough.world.codes import SME as SME_KIND

if typing.TYPE_CHECKING:
    from pullthrough.world.state import OrganisationRow, State


def step(state: State):
    """R&D capital K <- K (1 - d / 4) + this quarter's; civil turnover and employees move a quarter's part towards their aims."""
    rules = state.rules[0]
    part = min(1.0, 1.0 / (QUARTERS_PER_YEAR * rules.growth.adjustment))
    for organisation_row in range(len(state.organisations)):
        organisation = state.organisations[organisation_row]
        if organisation.standing == ACTIVE and organisation.kind != ACADEMIC:
            organisation.rd_capital *= 1.0 - rules.growth.depreciation / QUARTERS_PER_YEAR
            organisation.rd_capital += organisation.civil_work_now
            grow(organisation, part, rules)


def grow(firm: OrganisationRow, part, rules):
    """T <- T + part (T* - T); employees likewise towards those that turnover, civil and of defence, keeps at work."""
    aim = Organisation.civil_turnover_aimed_at(firm, rules)
    firm.civil_turnover += int(part * (aim - firm.civil_turnover))
    usual = firm.turnover_start
    if usual > 0:
        wanted = firm.employees_start * firm.turnover / usual
        firm.employees = max(1.0, firm.employees + part * (wanted - firm.employees))
        firm.ln_employees = math.log(firm.employees)
        if firm.kind == SME_KIND:
            firms.follow_size(firm, rules)
