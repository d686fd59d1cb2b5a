"""What can be shown without running anything: levers, outcomes, scenarios, policies, assumptions, as plain rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from pullthrough.observe.registry import OUTCOMES
from pullthrough.parameters.checking.extended import in_use
from pullthrough.parameters.checking.problems import ConfigurationError
from pullthrough.parameters.composition.compose import compose
from pullthrough.parameters.files import locate
from pullthrough.parameters.policy.changes import changes_of
from pullthrough.parameters.policy.library import policies_of, policy_named, scenario_named, stages_of
from pullthrough.parameters.policy.setting import Setting, setting
from pullthrough.parameters.policy.timeline import settings_of
from pullthrough.parameters.register.records import Record, lookup, table
from pullthrough.parameters.register.review import overdue
from pullthrough.parameters.register.variants import rules
from pullthrough.parameters.schema.root import Root
from pullthrough.present.glossary import entries
from pullthrough.present.pages.levers import at_prices, lever_rows, number
from pullthrough.present.pages.outcomes import BETTER
from pullthrough.present.pages.parameters import sampled, value_text


@dataclass(frozen=True)
class Listing:
    """A table of texts.

    Attributes:
        head: names of all columns; the first names the row.
        rows: texts, one a column.
        brief: how many of the columns are shown in a table; the rest are in the full record.
        narrow: names of the columns for which a narrow terminal has room.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    brief: int
    narrow: tuple[str, ...]

    def only(self, words: Sequence[str]) -> Listing:
        """The rows in which every word occurs, in any column, without regard to case."""
        kept = [row for row in self.rows if all(w.lower() in "\n".join(row).lower() for w in words)]
        named = [row for row in kept if [row[0]] == list(words)]  # a name in full means that row alone
        return replace(self, rows=tuple(named or kept))

    def shown(self, *, narrow: bool) -> list[int]:
        """The places of the columns that a table shows."""
        return [i for i, name in enumerate(self.head[: self.brief]) if not narrow or name in self.narrow]


def levers(config_dirs: Sequence[str] = ()) -> Listing:
    """Every lever with its values by policy, and what it does."""
    head = ("lever", "unit", "range", "2012", "set by", "meaning", "plausible", "mechanism", "files", "channel", "cost")
    rows = []
    for row in lever_rows(config_dirs):
        q, note, record = row.leaf.quantity, row.note, lookup(f"policy.{row.lever}")
        plausible = " to ".join(number(v) for v in record.plausible) if record and record.plausible else ""
        source = f"{record.reliability}: {record.source} ({record.date})" if record else ""
        worsens = "; ".join(f"{o}: {why}" for o, why in note.worsens.items()) if note else ""
        does = (note.mechanism, ", ".join(note.files), ", ".join(note.channel), note.cost) if note else ("",) * 4
        is_ = (row.lever, row.unit, q.range_text(), row.first, "; ".join(row.set_by), q.meaning, plausible)
        rows.append((*is_, *does, worsens, source))
    return Listing((*head, "can worsen", "source"), tuple(rows), brief=6, narrow=("lever", "2012", "meaning"))


def outcomes(config_dirs: Sequence[str] = ()) -> Listing:
    """Every outcome with its unit and estimator."""
    rows = [(o.name, o.unit, BETTER[o.better], o.label, o.estimator) for o in OUTCOMES.values()]
    head = ("outcome", "unit", "better", "label", "estimator")
    return Listing(head, tuple(rows), brief=5, narrow=("outcome", "unit", "label"))


def scenarios(config_dirs: Sequence[str] = ()) -> Listing:
    """Every scenario with the policies in force and their dates, and what it changes against the default baseline."""
    rows, root = [], compose([], config_dirs, in_use())
    baseline = setting(root, tested=False)
    for name in locate.names("scenario", config_dirs):
        found = scenario_named(name, config_dirs)
        parts = policies_of(name, found, config_dirs)
        rows.append(
            (
                name,
                found.title,
                ", ".join(f"{part} {stage.start}".removesuffix(" always") for part, stage in parts.items()),
                _changes(root, name, baseline),
            )
        )
    head = ("scenario", "title", "policies in force, from", "changes")
    return Listing(head, tuple(rows), brief=3, narrow=("scenario", "title"))


def _changes(root: Root, scenario: str, baseline: Setting) -> str:
    """The changes of a scenario, if it fits the default world."""
    try:
        return "; ".join(changes_of(setting(root, scenario), baseline))
    except ConfigurationError:
        return ""


def policies(config_dirs: Sequence[str] = ()) -> Listing:
    """Every policy and each of its dated parts with the levers that it sets."""
    rows = []
    for name in locate.names("policy", config_dirs):
        policy = policy_named(name, config_dirs)
        for part, stage in stages_of(name, policy).items():
            sets = ", ".join(f"{lever} {number(value)}" for lever, value in settings_of(stage).items())
            rows.append(
                (part, stage.start, sets + at_prices(stage), policy.title if part == name else "", stage.source)
            )
    return Listing(
        ("policy", "start", "sets", "title", "source"), tuple(rows), brief=3, narrow=("policy", "start", "sets")
    )


def assumptions(config_dirs: Sequence[str] = ()) -> Listing:
    """Every number of the default world, and every lever, with its source."""
    rows = []
    for row in table(compose([], config_dirs, in_use()).world):
        q, record = row.leaf.quantity, row.record
        unit = "" if q.unit == "1" else q.unit
        plausible = " to ".join(value_text(v, unit) for v in record.plausible) if record and record.plausible else ""
        is_ = (row.leaf.path, value_text(row.value, q.unit), unit)
        told = (record.reliability, record.decided, plausible, record.source) if record else ("",) * 4
        further = (record.date, _review(record), record.note) if record else ("",) * 3
        rows.append((*is_, *told, q.meaning, q.range_text(), sampled(row.leaf, record), *further))
    head = (*("key", "value", "unit", "grade", "decided", "plausible", "source", "meaning", "admitted", "sampled"),
            "date", "review by", "caveat")  # fmt: skip
    return Listing(head, tuple(rows), brief=7, narrow=("key", "value", "unit", "grade"))


def terms(config_dirs: Sequence[str] = ()) -> Listing:
    """Every term that tables, figures and pages use in a sense of their own."""
    rows = [(e.term, " ".join(e.means.split()), ", ".join(e.also), ", ".join(e.see)) for e in entries().values()]
    return Listing(("term", "meaning", "also", "see"), tuple(rows), brief=2, narrow=("term", "meaning"))


def variants(config_dirs: Sequence[str] = ()) -> Listing:
    """Every variant of a rule in dispute, and every future, with what it sets and what speaks for and against it."""
    rows = []
    for rule in rules().values():
        for v in rule.variants.values():
            sets = ", ".join(f"{key.removeprefix('world.')} {value}" for key, value in v.values) or "as configured"
            is_ = (f"variant/{rule.name}={v.name}", rule.kind, f"{v.weight:g}", v.title, sets)
            rows.append((*is_, rule.question, v.speaks_for, v.speaks_against))
    head = ("variant", "kind", "weight", "reading", "sets", "question", "for", "against")
    return Listing(head, tuple(rows), brief=5, narrow=("variant", "reading"))


def _review(record: Record) -> str:
    return f"{record.review_by} (overdue)" if record.key in overdue() else str(record.review_by)


LISTINGS: dict[str, Callable[[Sequence[str]], Listing]] = {
    found.__name__: found for found in (levers, outcomes, scenarios, policies, assumptions, variants, terms)
}
"""The tables that there are, by name."""
