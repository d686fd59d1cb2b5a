"""The observer's notes: flows and stocks of a quarter, as reporters of a Mesa data collector."""

from __future__ import annotations

import heapq
from functools import partial
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from pullthrough.world.codes import ACTIVE, IN_SERVICE, OUTSIDE
from pullthrough.world.tables import FLOW_NAMES
from reference.sme import SME

if TYPE_CHECKING:
    from reference.model import ReferenceModel

STOCK_NAMES = ("trl", "targeted", "active_smes", "outside", "top10_paid", "open_requirements")


def count_stocks(model: ReferenceModel) -> SimpleNamespace:
    """Projects by TRL, suppliers inside and outside, payments to the ten best-paid, open requirements."""
    trl, targeted = [0] * 10, 0
    for sponsor in model.sponsors:
        for tech in sponsor.technologies:
            if tech.status < IN_SERVICE:
                trl[tech.trl] += 1
                targeted += tech.target is not None
    smes = model.agents_by_type[SME]
    return SimpleNamespace(
        trl=trl,
        targeted=targeted,
        active_smes=sum(firm.standing == ACTIVE for firm in smes),
        outside=sum(firm.standing == OUTSIDE for firm in smes),
        top10_paid=sum(heapq.nlargest(10, (org.paid_this_year for org in model.organisations))),
        open_requirements=sum(not need.closed for sponsor in model.sponsors for need in sponsor.needs),
    )


def new_page() -> SimpleNamespace:
    """The flows of a quarter, all zero."""
    return SimpleNamespace(**dict.fromkeys(FLOW_NAMES, 0))


def reporters() -> dict[str, Any]:
    """A model reporter for each flow and stock."""
    flows = {name: partial(_read, "flow", name) for name in FLOW_NAMES}
    return flows | {f"stock_{name}": partial(_read, "stocks", name) for name in STOCK_NAMES}


def _read(page: str, name: str, model: ReferenceModel) -> Any:
    return getattr(getattr(model, page), name)
