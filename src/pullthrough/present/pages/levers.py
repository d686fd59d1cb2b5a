"""The tables of levers, made when the site is built."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from pullthrough.observe.registry import OUTCOMES
from pullthrough.parameters.checking.extended import EXTENSION, own_levers
from pullthrough.parameters.files import locate
from pullthrough.parameters.policy.library import policy_named, stages_of
from pullthrough.parameters.policy.timeline import is_sum, settings_of
from pullthrough.parameters.register.levers import Note, lever_leaves, note_of, notes
from pullthrough.parameters.register.records import lookup, matches
from pullthrough.parameters.schema.policy import Stage
from pullthrough.parameters.schema.quantity import Leaf
from pullthrough.parameters.schema.quarters import ALWAYS
from pullthrough.present.pages.outcomes import table

DECLARATION_COLUMNS = ("Lever", "Meaning", "Unit", "Range", "2012", "Set by", "Source")
EFFECT_COLUMNS = ("Lever", "Mechanism", "Channel", "Cost", "Can worsen")


@dataclass(frozen=True)
class LeverRow:
    """One line of the table: a lever, or one entry of a table of levers, with what is known about it."""

    lever: str
    leaf: Leaf
    note: Note | None
    first: str
    set_by: tuple[str, ...]

    @property
    def unit(self) -> str:
        """The unit, empty for a pure number."""
        return "" if self.leaf.quantity.unit == "1" else self.leaf.quantity.unit


def lever_rows(config_dirs: Sequence[str] = ()) -> list[LeverRow]:
    """Every lever in the order of the schema; of a table of levers the whole, then each name that has a
    note of its own. Those of the extension in use come last.
    """
    found = []
    settings = _settings(config_dirs)
    for leaf in lever_leaves():
        own = [key for key in notes() if key != leaf.path and matches(leaf.path, key)]
        found += [_row(lever, leaf, settings, own if lever == leaf.path else []) for lever in (leaf.path, *own)]
    for name, given in own_levers().items():
        leaf = Leaf(f"{EXTENSION}.{name}", given.type, given.quantity)
        found.append(_row(leaf.path, leaf, [(EXTENSION, ALWAYS, leaf.path, number(given.value)), *settings], []))
    return found


def page() -> str:
    """For each group of levers a table of what they are and one of what they do."""
    parts = []
    for group, members in groupby(lever_rows(), key=lambda row: row.lever.partition(".")[0]):
        rows = list(members)
        parts += [f"## {group}\n", table(DECLARATION_COLUMNS, map(_is, rows)), table(EFFECT_COLUMNS, map(_does, rows))]
    return "\n".join(parts)


def number(value: float) -> str:
    """A value of a lever as it is written in a configuration, thousands parted by commas."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:g}"


def at_prices(stage: Stage) -> str:
    """Of which year the sums of a part of a policy are; empty where they are at those of the model, or where it has none."""
    sums = stage.prices is not None and any(map(is_sum, settings_of(stage)))
    return f" (at prices of {stage.prices})" if sums else ""


def _row(lever: str, leaf: Leaf, settings: list[tuple[str, str, str, str]], without: list[str]) -> LeverRow:
    """The row of a lever with the values that it has been set to, but those of the levers ``without``."""
    first, later = [], []
    for name, start, key, value in settings:
        if matches(lever, key) and key not in without:
            shown = value if key == lever else f"{key.rpartition('.')[2]} {value}"
            if start == ALWAYS:
                first.append(shown)
            else:
                later.append(f"{name} {start}: {shown}")
    usual = "as the record of the instrument" if leaf.path.startswith("funding.") else "0"
    return LeverRow(lever, leaf, note_of(lever), "; ".join(first) or usual, tuple(later))


def _settings(config_dirs: Sequence[str]) -> list[tuple[str, str, str, str]]:
    """(policy, start, lever, value in words) of every value that a policy sets, in the order of dates."""
    found = [
        (part, stage.start, lever, number(value) + (at_prices(stage) if value and is_sum(lever) else ""))
        for name in locate.names("policy", config_dirs)
        for part, stage in stages_of(name, policy_named(name, config_dirs)).items()
        for lever, value in settings_of(stage).items()
    ]
    return sorted(found, key=lambda entry: (entry[1] != ALWAYS, entry[1]))


def _is(row: LeverRow) -> list[str]:
    q, record = row.leaf.quantity, lookup(f"policy.{row.lever}")
    plausible = f"; plausible {' to '.join(number(v) for v in record.plausible)}" if record and record.plausible else ""
    set_by = "; ".join(row.set_by) or "no policy"
    source = f"{record.reliability}: {record.source} ({record.date})" if record else ""
    return [f"`{row.lever}`", q.meaning, row.unit, q.range_text() + plausible, row.first, set_by, source]


def _does(row: LeverRow) -> list[str]:
    if (note := row.note) is None:
        return [f"`{row.lever}`", "", "", "", ""]
    mechanism = f"{note.mechanism} ({', '.join(f'`{file}`' for file in note.files)})"
    if note.needs:
        mechanism += f". Does nothing while {' or while '.join(f'`{other}`' for other in note.needs)} is 0"
    channel = "; ".join(f"{OUTCOMES[o].label}, `{o}`" for o in note.channel)
    worsens = "; ".join(f"{OUTCOMES[o].label}, `{o}`: {reason}" for o, reason in note.worsens.items())
    return [f"`{row.lever}`", mechanism, channel, note.cost, worsens]
