"""What a comparison found, in one sentence built from its numbers, and the few rows that bear it out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from pullthrough.present.console import format_number
from pullthrough.present.tables.headlines import HEADLINES

if TYPE_CHECKING:
    from pullthrough.study.methods.effects import Effect
    from pullthrough.study.storage.kept_ensemble import Everything

ADOPTION = ("adoptions_per_year", "time_to_adoption", "capability")
NEW_ENTRANTS = ("entrants_per_year", "new_entrant_rate_contracts", "chain_entrants_per_year")
COST = ("public_cost", "cost_per_adoption")
WORST = 2
"""At most so many outcomes are named that get worse."""
NO_DIFFERENCE = "makes no significant difference "
GROUPS = ("Adoption", "New entrants", "Cost, and what gets worse")


def is_significant(effect: Measured) -> bool:
    """Whether the 95 % interval of the difference excludes 0."""
    return effect.ci_low > 0 or effect.ci_high < 0


def groups(several: Sequence[Sequence[Effect]]) -> dict[str, list[str]]:
    """The outcomes of the first screen by group, ten at most: the headlines, and those that get worse significantly.

    Args:
        several: the effects of each tested scenario.
    """
    worse = _worse(several)
    return dict(zip(GROUPS, (list(ADOPTION), list(NEW_ENTRANTS), [*COST, *worse]), strict=True))


class Measured(Protocol):
    """A paired difference: its mean, the ends of its interval, and over how many pairs."""

    @property
    def n(self) -> int: ...
    @property
    def difference(self) -> float: ...
    @property
    def ci_low(self) -> float: ...
    @property
    def ci_high(self) -> float: ...


def sentence(effects: Sequence[Effect], policy: str) -> str:
    """What a policy brings and costs, from all its effects; see :func:`told`."""
    return told({effect.outcome.name: effect for effect in effects if effect.n}, policy)


def told(known: Mapping[str, Measured], policy: str) -> str:
    """What a policy brings and costs: adoptions a year and public cost, with intervals.

    Such as "As enacted brings 12.0 more adoptions a year than the baseline (95 % interval 11.8 to 12.2) and costs GBP 285
    million a year more (280 to 291)."

    Args:
        known: effects by the name of their outcome.
        policy: what it is called.
    """
    adoptions, cost = known.get("adoptions_per_year"), known.get("public_cost")
    named = [effect for effect in (adoptions, cost) if effect]
    if not named:
        return ""
    parts = ([_adoptions(adoptions)] if adoptions else []) + ([_cost(cost)] if cost else [])
    if all(part.startswith(NO_DIFFERENCE) for part in parts):
        text = NO_DIFFERENCE + " or ".join(part.removeprefix(NO_DIFFERENCE) for part in parts)
    else:
        text = " and ".join(parts)
    subject = f"{policy}," if "," in policy else policy
    few = "" if all(effect.n > 1 for effect in named) else " One pair of runs gives no interval."
    return f"{subject} {text}.{few}"


def tally(effects: Sequence[Effect]) -> str:
    """How many outcomes improve, get worse, or show no significant difference."""
    judged = [effect for effect in effects if effect.n > 1 and effect.outcome.better]
    if not judged:
        return ""
    sure = [effect.difference * effect.outcome.better > 0 for effect in judged if is_significant(effect)]
    better, unclear = sum(sure), len(judged) - len(sure)
    return f"{better} outcomes improve, {len(sure) - better} get worse, {unclear} are not significant"


UNKNOWN = (
    "The intervals show Monte Carlo error alone. How far other numbers and rules could move these effects is not known: "
    "{why}. An ensemble (study=ensemble design=ensemble_uk) would show it."
)


def in_other_worlds(effects: Sequence[Effect], everything: Everything | None) -> str:
    """In what share of the worlds of the kept ensemble the main effects have the sign found here, or that this is not known."""
    if everything is None or not everything.rows:
        return UNKNOWN.format(why=everything.why if everything else "no ensemble of these scenarios is kept")
    parts = []
    for name in (ADOPTION[0], NEW_ENTRANTS[0], COST[0]):
        effect = next((e for e in effects if e.outcome.name == name and e.n), None)
        share = everything.agree(name, effect.difference, effect.outcome.better) if effect else None
        if effect and share is not None:
            way = "more" if effect.difference > 0 else "less"
            parts.append(f"{effect.outcome.label.lower()} {way} in {100 * share:.0f} %")
    told = "; ".join(parts) or "it has none of the main effects"
    return (
        f"Of the {everything.members} least implausible worlds tried (everything varied: numbers and rules of "
        f"experiments/{everything.name}; range of nine in ten) these shares agree in sign: {told}."
    )


def _adoptions(effect: Measured) -> str:
    low, high = _ends(effect)
    if effect.n > 1 and not is_significant(effect):
        return f"{NO_DIFFERENCE}to adoptions (95 % interval {low} to {high} a year)"
    size, more = format_number(abs(effect.difference)), "more" if effect.difference > 0 else "fewer"
    interval = f" (95 % interval {low} to {high})" if effect.n > 1 else ""
    return f"brings {size} {more} adoptions a year than the baseline{interval}"


def _cost(effect: Measured) -> str:
    low, high = _ends(effect)
    if effect.n > 1 and not is_significant(effect):
        return f"{NO_DIFFERENCE}to public cost ({low} to {high} GBP million a year)"
    size, more = format_number(abs(effect.difference)), "more" if effect.difference > 0 else "less"
    interval = f" ({low} to {high})" if effect.n > 1 else ""
    return f"costs GBP {size} million a year {more}{interval}"


def _ends(effect: Measured) -> tuple[str, str]:
    """The ends of an interval as a reader expects them: of the size, where its sign has been said in a word."""
    if not is_significant(effect):
        return format_number(effect.ci_low, signed=True), format_number(effect.ci_high, signed=True)
    low, high = sorted((abs(effect.ci_low), abs(effect.ci_high)))
    return format_number(low), format_number(high)


def _worse(several: Sequence[Sequence[Effect]]) -> list[str]:
    """The headline outcomes that get worse most surely in some scenario, by difference over half the interval."""
    named = {*ADOPTION, *NEW_ENTRANTS, *COST}
    surest: dict[str, float] = {}
    for effects in several:
        for effect in effects:
            name, is_worse = effect.outcome.name, effect.difference * effect.outcome.better < 0
            if name in HEADLINES and name not in named and is_worse and is_significant(effect):
                half = (effect.ci_high - effect.ci_low) / 2
                surest[name] = max(surest.get(name, 0.0), abs(effect.difference) / half if half else float("inf"))
    return sorted(surest, key=lambda name: -surest[name])[:WORST]


def rows_of(effects: Sequence[Effect], grouped: Mapping[str, Sequence[str]]) -> dict[str, list[Effect]]:
    """The effects of each group, those that are not defined in any pair left out."""
    known = {effect.outcome.name: effect for effect in effects if effect.n}
    found = {group: [known[name] for name in names if name in known] for group, names in grouped.items()}
    return {group: rows for group, rows in found.items() if rows}
