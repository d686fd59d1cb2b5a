"""The numbers that rules of capability, science, growth, staff time and knowledge transfer read (ODD section 7).

Money is GBP thousand at 2021 prices, time is in quarters unless the unit says otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass

from pullthrough.parameters.schema.quantity import quantity


@dataclass
class Capability:
    """What an organisation learns by working, from science and from skilled people, and how it forgets."""

    work: float = quantity("ln per ln", 0, 1, "gain in ln capability for each factor e in 1 + experience")
    forgetting: float = quantity("per quarter", 0, 1, "share of experience lost in a quarter without work")
    science: float = quantity("1", 0, 1, "elasticity of capability to public knowledge, at full absorptive capacity")
    people: float = quantity("1", 0, 1, "elasticity of capability to skilled people at hand over those needed")


@dataclass
class Science:
    """How academic research becomes public knowledge of a segment."""

    lag: float = quantity("years", 0.25, 60, "mean time from research to knowledge that industry can use")
    fade: float = quantity("per year", 0.001, 1, "share of public knowledge that goes out of date")


@dataclass
class Growth:
    """How defence R&D of civil use makes a firm's civil business grow."""

    civil_use_defence: float = quantity("1", 0, 1, "share of R&D on defence-born technology that is of civil use")
    civil_use_civil: float = quantity("1", 0, 1, "the same of civil technology brought into defence")
    civil_return: float = quantity("1", 0, 1, "what a firm expects civil business to return of R&D of civil use")
    elasticity: float = quantity("1", 0, 1, "elasticity of civil turnover to R&D capital")
    depreciation: float = quantity("per year", 0.01, 1, "share of R&D capital that goes out of date")
    proven: float = quantity("1", 0, 20, "R&D capital added when a technology enters service, per pound spent on it")
    adjustment: float = quantity("years", 0.25, 20, "mean time in which turnover, and employees, follow")


@dataclass
class Attention:
    """Staff time for proposals, bids and meetings, and the craft of proposing."""

    staff_share: float = quantity("1", 0, 1, "share of employees that can write proposals and bids or meet officials")
    academic_share: float = quantity("1", 0, 1, "the same share in academic groups")
    person_cost: float = quantity("GBP thousand per year", 1, 1000, "cost of one of them")
    saved: float = quantity("quarters", 1, 40, "most staff time that can be postponed from quiet quarters")
    proposal_fixed: float = quantity("1", 0, 1, "share of a proposal's cost that does not depend on the award")
    craft: float = quantity("1", 0, 10, "most that practice in proposing adds to a score")
    craft_half: float = quantity("proposals", 0.1, 100, "proposals after which half of that is learnt")
    craft_fade: float = quantity("per quarter", 0, 1, "share of practice lost in a quarter")


@dataclass
class HandOver:
    """How university technology leaves the university."""

    lowest_trl: int = quantity("TRL", 1, 9, "TRL from which it can be handed over")
    licence: float = quantity("per quarter", 0, 1, "chance that a firm that the group knows is offered a licence")
    spin_out: float = quantity("per quarter", 0, 1, "chance that a group without such a firm thinks of a spin-out")
    spin_out_employees: float = quantity("people", 1, 250, "employees of a spin-out at its start")
    fee: float = quantity("1", 0, 5, "licence fee, as a share of what has been spent on the technology")


@dataclass
class Takeovers:
    """Primes at home buy SMEs with what these have proven."""

    rate: float = quantity(
        "per quarter", 0, 1, "chance that a prime thinks of buying an SME whose technology is in service"
    )
    multiple: float = quantity("years", 0, 20, "price, in years of the firm's turnover")
