"""Channels of what a treatment does: what capability and turnover consist of, who pays for a project, whose ideas are adopted."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from pullthrough.agents import Organisation
from pullthrough.observe.origins import by_origin
from pullthrough.world.codes import ACTIVE
from pullthrough.world.tables import Tables

Keys = NDArray[np.uint64]


def of_firms(tables: Tables, keys: Keys) -> dict[str, float]:
    """Parts of ln capability of those inside defence, and of turnover of those that exist; nothing if there is nobody."""
    org = tables.organisations
    found = org[np.isin(org.key, keys)]
    if not len(found):
        return {}
    civil = np.asarray(found.civil_turnover, float)
    told = {"civil": float(civil.mean()), "defence": float((found.turnover - civil).mean())}
    inside = found[found.standing == ACTIVE]
    return told | (parts_of_capability(tables, inside) if len(inside) else {})


def parts_of_capability(tables: Tables, firms: Any) -> dict[str, float]:
    """What work, science and skilled people add to ln capability (ODD, capability), mean over firms.

    The decision on absorptive capacity is asked of all firms at once: it is plain arithmetic on fields.
    """
    rules = tables.rules[0]
    absorbed = Organisation.absorptive_capacity(firms, rules)
    knowledge = tables.segments.ln_knowledge[firms.segment]
    staffing = tables.labour.ln_staffing[firms.region]
    return {
        "from_work": float(rules.capability.work * np.log1p(firms.experience).mean()),
        "from_science": float(rules.capability.science * (absorbed * knowledge).mean()),
        "from_people": float(rules.capability.people * staffing.mean()),
    }


def of_projects(tables: Tables, keys: Keys) -> dict[str, float]:
    """Public and private money spent on projects so far, mean over them; nothing if there is none."""
    tech = tables.technologies[: int(tables.clock.technologies[0])]
    found = tech[np.isin(tech.key, keys)]
    if not len(keys) or not len(found):
        return {}
    private = found.own_spent + found.investor_spent + found.foreign_spent
    return {"public_money": float(found.public_spent.mean()), "private_money": float(private.mean())}


def of_world(tables: Tables, quarter: int) -> dict[str, float]:
    """Technologies begun since a quarter, and adopted since by origin."""
    tech = tables.technologies[: int(tables.clock.technologies[0])]
    since = tech.adopted >= quarter
    told = {"begun": float((tech.begun >= quarter).sum())}
    return told | {f"adopted_{name}": float((since & mine).sum()) for name, mine in by_origin(tech).items()}
