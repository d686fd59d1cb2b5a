"""The design of a counterfactual study: one world a seed, and beside it the same world with one treatment each."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import Any

from pullthrough.observe.series import ORIGINS
from pullthrough.parameters.policy.setting import Setting
from pullthrough.study.design.design import Asked, Cell, Design

TREATED = "treated"
"""The value of a point: which treated world a run is; 0 for the untreated one."""

FOLLOWED = {
    "got": ("share", "who got what the treatment is about, in the quarter of the treatment; later empty"),
    "exists": ("share", "firms that have not closed and not been bought"),
    "inside": ("share", "firms inside defence"),
    "supplying": (
        "share",
        "firms that were paid by defence within the last eight quarters: award, contract, share in one, support",
    ),
    "ln_turnover": ("ln GBP thousand a year", "turnover, mean over firms that exist"),
    "ln_employees": ("ln", "employees, likewise"),
    "ln_capability": ("ln", "capability, likewise"),
    "from_work": ("ln", "capability from experience of work, mean over firms inside defence"),
    "from_science": ("ln", "capability from public knowledge absorbed, likewise"),
    "from_people": ("ln", "capability from skilled people at hand, likewise"),
    "civil": ("GBP thousand a year", "turnover outside defence, mean over firms that exist"),
    "defence": ("GBP thousand a year", "turnover from defence, likewise"),
    "contracts": (
        "",
        "contracts led or shared in since the treatment, but for the one that it is about; mean over firms",
    ),
    "awards": ("", "awards so far, mean over firms; those of a firm that is gone as last seen"),
    "trl": ("TRL", "readiness of the project"),
    "public_money": ("GBP thousand", "public money spent on the project so far"),
    "private_money": (
        "GBP thousand",
        "private money spent on the project so far: its owner's, investors', from abroad",
    ),
    "adopted": ("share", "projects that have entered service"),
    "orders": ("", "contracts delivered with the project's technology"),
    "knowledge": ("ln", "of the world: public knowledge over that at the start, mean over segments"),
    "staffing": ("1", "of the world: skilled people at hand over those needed, mean over regions"),
    "begun": ("", "of the world: technologies begun since the treatment"),
    "adoptions": ("", "of the world: technologies that entered service since the treatment"),
    **{
        f"adopted_{name}": ("", f"of the world: of {words}, those that entered service since")
        for name, words in ORIGINS.items()
    },
}
"""What is told of those followed: unit and meaning."""

LINE = ("quarter", "margin", "first_inside", "first_outside")
"""What the column ``followed_line`` holds of the line; nan for a switch."""


@dataclass(frozen=True)
class TreatedDesign(Design):
    """One scenario, and what is done in it.

    Attributes:
        asks: treatments of single units, by their numbers from 1 on.
        switches: scenarios with levers switched, which are treated worlds too; they come after the treatments.
        years: how long everybody is followed.
    """

    asks: tuple[Asked, ...] = ()
    switches: tuple[Setting, ...] = ()
    years: int = 10

    def setting(self, cell: Cell) -> Setting:
        """The scenario under a name of its own, or that of a switch."""
        number = _number(cell)
        if number > len(self.asks):
            return self.switches[number - len(self.asks) - 1]
        return replace(self.against, name=self.asks[number - 1].name) if number else self.against

    @property
    def followed(self) -> tuple[str, ...]:
        """What is told of those treated, and the line."""
        return *FOLLOWED, "line"

    def asked(self, cell: Cell) -> Asked | None:
        """What is done in the runs of a cell."""
        number = _number(cell)
        if not number:
            return None
        if number > len(self.asks):
            return Asked(self.setting(cell).name, 0, self.years)
        return self.asks[number - 1]

    @cached_property
    def content(self) -> dict[str, Any]:
        """Everything that a result depends on, treatments included."""
        asked = {"asks": [asdict(ask) for ask in self.asks], "switches": [asdict(s) for s in self.switches]}
        return {**super().content, **asked, "years": self.years}


def _number(cell: Cell) -> int:
    return int(dict(cell.values).get(TREATED, 0))
