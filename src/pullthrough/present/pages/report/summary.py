"""The first screen: what was compared, six numbers, what gets worse, and what not to conclude, in words."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pullthrough.observe.registry import OUTCOMES
from pullthrough.parameters.register.limits import LIMITS
from pullthrough.parameters.schema.study import STUDIES
from pullthrough.present.dates import AD_HOC, quarter_in_words, short_name
from pullthrough.present.figures.load import Effect, described, shown_unit
from pullthrough.present.figures.stamp import beside, differences, unit_words
from pullthrough.present.names import human_name
from pullthrough.present.pages.charts.facts import Facts
from pullthrough.present.pages.charts.files import read, value
from pullthrough.present.pages.charts.forest import from_nothing, verdict
from pullthrough.present.tables import in_words
from pullthrough.present.tables.headlines import SUMMARY
from pullthrough.study.kinds.registry import kind_named
from pullthrough.study.storage.folder import read_manifest

CHANCE = 1.96
MOST_NAMED, MOST_LIMITS, MOST_POLICIES = 8, 3, 8

COMPARED = ("scenario", "against", "world", "observe")
"""What two studies of the same comparison have in common."""


class OtherComparison(ValueError):
    """An ensemble is of another comparison than the one it is set beside."""


@dataclass(frozen=True)
class Line:
    """One of the six numbers, as it is read.

    Attributes:
        outcome: its name; ``label``: with its unit.
        levels: "from, to" of the means; empty where only the effect is known.
        difference, chance: the effect and its interval by chance.
        everything: the interval of everything that an ensemble varied; empty where there is none.
        verdict: one word, ``helps`` in how many members it is better.
    """

    outcome: str
    label: str
    levels: str
    difference: str
    chance: str
    everything: str
    verdict: str
    scenario: str = ""


def lines(facts: Facts, folder: Path | None, ensemble: Path | None = None) -> list[Line]:
    """The six numbers: of each tested scenario, or of an ensemble."""
    members = _members(facts, folder, ensemble)
    found = []
    for outcome in _chosen(facts):
        for scenario in facts.tested:
            effect = facts.effect(scenario, outcome)
            if effect and effect.verdict != "not defined":
                found.append(
                    _line(effect, members.get(outcome), facts.labels[scenario] if len(facts.tested) > 1 else "")
                )
            elif outcome in members and len(facts.tested) == 1:
                found.append(_of_members(outcome, members[outcome]))
    return found


def in_a_sentence(facts: Facts) -> list[str]:
    """What each tested scenario brings and costs, as the terminal says it."""
    sentences = []
    for scenario in facts.tested:
        effects = {name: facts.effect(scenario, name) for name in ("adoptions_per_year", "public_cost")}
        known = {name: effect for name, effect in effects.items() if effect and effect.verdict != "not defined"}
        sentences.append(in_words.told(known, facts.labels[scenario]))
    return [sentence for sentence in sentences if sentence]


def _chosen(facts: Facts) -> Sequence[str]:
    wanted = facts.manifest.get("config", {}).get("study", {}).get("outcomes") or ()
    return [name for name in (wanted or SUMMARY) if name in OUTCOMES][: len(SUMMARY)]


def _line(effect: Effect, members: dict[str, str] | None, scenario: str) -> Line:
    change, low, high = differences(effect)
    levels = " → ".join(beside(effect))
    chance = f"{low} to {high}" if math.isfinite(effect.ci_low) else "one pair: none"
    label = effect.label + unit_words(effect.unit, "(", ")")
    everything = _everything(effect.outcome, members)[1] if members else ""
    word = verdict(effect)
    return Line(effect.outcome, label, levels, change, chance, everything, word, scenario)


def _of_members(outcome: str, row: dict[str, str]) -> Line:
    label, better = described(outcome)
    unit = shown_unit(outcome, row["unit"])
    middle, sd = value(row["difference"]) or 0.0, value(row["sd_chance"]) or 0.0
    change, everything = _everything(outcome, row)
    _, low, high = differences(_as_effect(outcome, row, middle, middle - CHANCE * sd, middle + CHANCE * sd))
    helps = value(row.get("share_favourable"))
    word = "better" if (helps or 0) > 0.95 else "worse" if helps is not None and helps < 0.05 else "depends"
    return Line(
        outcome,
        label + unit_words(unit, "(", ")"),
        "",
        change,
        f"{low} to {high}",
        everything,
        word if better else "changes",
    )


def _everything(outcome: str, row: dict[str, str]) -> tuple[str, str]:
    """The mean effect over members, and the range that holds nine in ten of them."""
    middle, low, high = (value(row[name]) for name in ("difference", "q05", "q95"))
    told = _as_effect(outcome, row, middle, low, high)
    change, below, above = differences(told)
    return change, f"{below} to {above}"


def _as_effect(
    outcome: str, row: dict[str, str], middle: float | None, low: float | None, high: float | None
) -> Effect:
    nothing = math.nan
    label, better = described(outcome)
    change, below, above = (nothing if v is None else v for v in (middle, low, high))
    unit, n = shown_unit(outcome, row["unit"]), int(value(row["members"]) or 0)
    return Effect(outcome, label, unit, better, nothing, nothing, change, below, above, n, nothing)


def _members(facts: Facts, folder: Path | None, ensemble: Path | None) -> dict[str, dict[str, str]]:
    """What an ensemble of this very comparison says: the one named, or the one in the folder.

    Raises:
        OtherComparison: if the one named is of another comparison.
    """
    if ensemble:
        about = read_manifest(ensemble)
        apart = [name for name in COMPARED if about.get(name) != facts.manifest.get(name)]
        if apart:
            told = "; ".join(
                f"{name} {_told(about.get(name))}, here {_told(facts.manifest.get(name))}" for name in apart
            )
            raise OtherComparison(f"{ensemble} is an ensemble of another comparison: {told}")
    place = ensemble or folder
    rows = read(place / "ensemble.csv") if place else []
    if not rows and folder and not ensemble:  # what the comparison itself found kept
        rows = [row for row in read(folder / "everything_varied.csv") if row["tested"] == facts.tested[-1]]
    return {row["outcome"]: row for row in rows}


def _told(value: object) -> str:
    if isinstance(value, dict):
        return f"of {value.get('first_year')} to {value.get('last_year')}"
    return str(value)


def compared(facts: Facts) -> list[str]:
    """What was compared, in sentences."""
    kind = str(facts.manifest.get("config", {}).get("study", {}).get("kind", "compare"))
    first, last = facts.years
    told = []
    said = kind_named(kind).said if kind in STUDIES else ""
    if said:
        told.append(said)
    if any(facts.effects(name) for name in facts.tested) or kind == "ensemble":
        tested = " · ".join(f"“{facts.title(name)}”" for name in facts.tested)
        told.append(
            f"Tested: {tested}, against “{facts.title(facts.against)}”. {facts.pairs} pairs of runs, "
            "in each of which both sides meet "
            f"the same chance events; outcomes of {first} to {last}; world {facts.manifest.get('world')}."
        )
        dates = [f"{short_name(d.policy)} from {quarter_in_words(d.year)}" for d in facts.dates if d.policy != AD_HOC]
        if dates:
            more = f" and {len(dates) - MOST_POLICIES} more" if len(dates) > MOST_POLICIES else ""
            told.append(f"What differs: {', '.join(dates[:MOST_POLICIES])}{more}.")
        moved = [text for scenario in facts.tested if (text := _moved(facts, scenario))]
        told += moved
        for scenario in facts.tested if not dates and not moved else ():
            told += facts.results.changes(scenario)
    elif not said:
        told.append(f"World {facts.manifest.get('world')}, years {first} to {last}, {facts.pairs} runs of each cell.")
    return told


def _moved(facts: Facts, scenario: str) -> str:
    """Which levers were laid on top of a scenario, and from when; empty if none."""
    changes = [c for c in facts.manifest.get("policies", {}).get(scenario, ()) if c.get("policy") == AD_HOC]
    if not changes:
        return ""
    levers = ", ".join(f"{human_name('policy.' + c['lever'])} {c['value']:,g}" for c in changes)
    when = facts.year_of(min(c["quarter"] for c in changes))
    of = f" in {facts.labels[scenario]}" if len(facts.tested) > 1 else ""
    return f"Levers moved{of}: {levers}, from {quarter_in_words(when)} on."


def paragraphs(facts: Facts) -> Iterator[tuple[str, str]]:
    """A heading and a sentence for what gets worse, better, and is not clear; of several scenarios one set each."""
    for scenario in facts.tested:
        effects = [e for e in facts.headlines(scenario) if math.isfinite(e.ci_low)]
        if not effects:  # nothing was compared, or a single pair was: that is no finding
            continue
        of = f" with {facts.labels[scenario]}" if len(facts.tested) > 1 else ""
        for heading, words in (
            (f"What gets worse{of}", "worse"),
            (f"What gets better{of}", "better"),
            ("Not clear", "unclear"),
        ):
            found = sorted((e for e in effects if e.verdict == words), key=_relative, reverse=True)
            if found or words == "worse":
                yield heading, _sentence(found, words)


def _relative(effect: Effect) -> float:
    return 0.0 if from_nothing(effect) else abs(effect.difference / effect.baseline)


def _sentence(found: Sequence[Effect], words: str) -> str:
    if not found:
        return "None of the headline outcomes is clearly worse. That is a statement about those that are measured."
    if words == "unclear":
        named = [e.label for e in found]
    else:
        named = [f"{e.label} ({' → '.join(beside(e))}{unit_words(e.unit)})" for e in found[:MOST_NAMED]]
    more = len(found) - len(named)
    return "; ".join(named) + (f"; and {more} more, in the chart below" if more else "") + "."


def cautions(facts: Facts, has_ensemble: bool) -> list[str]:
    """What not to conclude."""
    told = [LIMITS]
    if (sentence := _future(facts)) is not None:
        told.append(sentence)
    if not has_ensemble and any(facts.effects(name) for name in facts.tested):
        told.append(
            "The intervals carry chance alone: how far other numbers and rules could move the result "
            "is not in them. An ensemble says so: "
            "`study=ensemble design=ensemble_uk`, then `pullthrough report DIR --ensemble DIR`."
        )
    if facts.manifest.get("world") == "tiny":
        told.append("The world `tiny` is for trying things out: read nothing about the United Kingdom from it.")
    failures = int(facts.manifest.get("failures") or 0)
    if failures:
        told.append(f"{failures} of {facts.manifest.get('runs')} runs failed and are left out.")
    told += [str(text) for text in facts.manifest.get("limits", ())[1 : 1 + MOST_LIMITS]]
    return told


def _future(facts: Facts) -> str | None:
    """How much of what is gained in adoptions lies in the future, which no data can yet contradict."""
    base, mine = (facts.results.fans.get((name, "adoptions")) for name in (facts.against, facts.tested[-1]))
    if base is None or mine is None or facts.now is None or base.x.shape != mine.x.shape or not facts.now < mine.x[-1]:
        return None
    gained = np.nan_to_num(mine.mean - base.mean)
    whole, past = float(gained.sum()), float(gained[mine.x < facts.now].sum())
    if whole <= 0 or not 0 <= past <= whole:
        return (
            f"The years after {quarter_in_words(facts.now)} are future: nothing that happened can yet contradict them."
        )
    share = f"{100 * (1 - past / whole):.0f} %"
    return (
        f"{share} of the additional adoptions lie after {quarter_in_words(facts.now)}, in years that "
        "nothing that happened can yet contradict."
    )
