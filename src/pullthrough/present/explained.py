"""What a word means: an entry of the glossary, an outcome, a series, a curve, a lever, or the limits of use."""

from __future__ import annotations

from collections.abc import Iterator

from pullthrough.observe.registry import CURVES, OUTCOMES, SERIES, Outcome
from pullthrough.parameters.register.limits import limits
from pullthrough.present import glossary
from pullthrough.present.pages.levers import LeverRow, lever_rows
from pullthrough.present.pages.outcomes import BETTER

LIMITS = "limits"


def explained(term: str) -> Iterator[list[str]]:
    """A title and paragraphs for each thing that has this name, whatever the case."""
    name = term.lower()
    if name == LIMITS:
        yield ["Limits of use", *(f"- {limit.limit} {limit.means}" for limit in limits())]
        return
    if entry := glossary.find(name):
        yield _entry(entry)
    for outcome in OUTCOMES.values():
        if name in (outcome.name, outcome.label.lower()):
            yield _outcome(outcome)
    for kind, measures in (("series, a value each quarter", SERIES), ("curve", CURVES)):
        for m in measures.values():
            if name == m.name:
                by = f", by {m.x_label}" if kind == "curve" else ""
                yield [m.name, f"{m.label}{by}. A {kind}.", f"Unit: {m.unit}."]
    if "." in name:
        path = name.removeprefix("policy.")
        yield from (_lever(row) for row in lever_rows() if row.lever == path)


def known(only: str = "") -> list[str]:
    """Every name that can be explained; with ``only="glossary"`` the terms of the glossary."""
    terms = list(glossary.entries())
    if only == "glossary":
        return terms
    levers = [row.lever for row in lever_rows()]
    labels = [o.label.lower() for o in OUTCOMES.values()]
    return [
        *glossary.forms(),
        LIMITS,
        *OUTCOMES,
        *labels,
        *SERIES,
        *CURVES,
        *levers,
        *(f"policy.{lever}" for lever in levers),
    ]


def _entry(entry: glossary.Entry) -> list[str]:
    paragraphs = [entry.term, entry.means]
    if entry.also:
        paragraphs.append(f"Also: {', '.join(entry.also)}.")
    if entry.see:
        paragraphs.append(f"See: {', '.join(entry.see)}.")
    return paragraphs


def _outcome(outcome: Outcome) -> list[str]:
    unit = f"Unit: {outcome.unit}." if outcome.unit != "1" else "A pure number."
    return [
        f"{outcome.name} ({outcome.label})",
        f"{_sentence(outcome.estimator)} {unit} Better: {BETTER[outcome.better]}.",
    ]


def _lever(row: LeverRow) -> list[str]:
    quantity = row.leaf.quantity
    paragraphs = [
        f"policy.{row.lever}",
        _sentence(quantity.meaning),
        f"Range: {quantity.range_text()}. In 2012: {row.first} {row.unit}".rstrip() + ".",
    ]
    if note := row.note:
        paragraphs += [note.mechanism, f"Cost: {note.cost}"]
        paragraphs += [f"Can worsen {outcome}: {why}." for outcome, why in note.worsens.items()]
    return paragraphs


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}" + ("" if text.endswith(".") else ".")
