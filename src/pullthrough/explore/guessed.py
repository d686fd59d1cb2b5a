"""What an emulator expects of a question before any run is there: a guess, and never among the numbers of runs.

An emulator answers for the comparison that it was fitted to and for no other: same world, scenarios, years and start, same
levers beside those that it varied. Of anything else it says why it is silent.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pullthrough.explore.question import Asked
from pullthrough.observe.registry import OUTCOMES
from pullthrough.parameters.checking.problems import ConfigurationError
from pullthrough.parameters.policy.timeline import quarter_of, settings_of
from pullthrough.present.figures.stamp import SHARE, unit_words, with_interval
from pullthrough.present.names import human_name
from pullthrough.present.pages.charts.view import Column, Table
from pullthrough.present.pages.report import parts
from pullthrough.present.tables.headlines import headlines
from pullthrough.study.methods import emulator_file
from pullthrough.study.methods.emulator_file import Answer, Emulators
from pullthrough.study.storage.folder import read_manifest
from pullthrough.study.storage.provenance import code_hash

COLUMNS = (
    Column("outcome", "Outcome", text=True),
    Column("expected", "Expected difference", text=True),
    Column("interval", "95 % interval", text=True),
    Column("trust", "How far to trust it", text=True),
)
SAME = ("scenario", "against")
YEARS = ("first_year", "last_year")


class Guesser:
    """The emulators of a folder, and the comparison they were fitted to."""

    def __init__(self, folder: Path) -> None:
        """Read them.

        Raises:
            ValueError: if the folder holds none, or does not say of what it is.
        """
        self.emulators: Emulators = emulator_file.read(folder)
        self.config: Mapping[str, Any] = read_manifest(folder).get("config", {})
        if not {"world", "policy", "observe", *SAME} <= self.config.keys():
            raise ValueError(f"{folder} has no manifest that says of which comparison its emulator is")
        self.inputs = [given.name for given in self.emulators.inputs]

    def html(self, asked: Asked) -> str:
        """The guess as a part of the page, or why there is none."""
        return parts.block("guess-here", "A guess, until the runs are there", self._body(asked))

    def _body(self, asked: Asked) -> str:
        about = self.emulators.about
        origin = f"An emulator of run {about.get('run_id')}"
        if reasons := list(self._apart(asked)):
            return parts.paragraph(f"{origin} has no answer here: {'; '.join(reasons)}.")
        try:
            answers = self.emulators.answers(self._point(asked), ("effect",))
        except ConfigurationError as error:
            told = "; ".join(f"{human_name(p.key)} {p.message}" for p in error.problems)
            return parts.paragraph(f"{origin} has no answer here: {told}.")
        older = "" if about.get("code") == code_hash() else " It was fitted to an earlier version of the rules."
        rows = [_row(answer) for answer in headlines(answers, lambda answer: answer.outcome)]
        says = f"{origin} expects this; nothing of it was run, and runs take its place as soon as there are any.{older}"
        return parts.paragraph(says, "says") + parts.table(Table(COLUMNS, rows), {}, "What an emulator expects")

    def _apart(self, asked: Asked) -> Iterator[str]:
        """In what the question is another one than the emulator's."""
        root, question = asked.root, asked.question
        side = question.tested
        for name, told in (("scenario", side.scenario), ("against", question.against)):
            if self.config[name] != told:
                yield f"it is of {name}={self.config[name]}"
        for name in YEARS:
            if self.config["observe"][name] != getattr(root.observe, name):
                yield f"its outcomes have {name.replace('_', ' ')} {self.config['observe'][name]}"
        start = self.config["policy"].get("start")
        if start and quarter_of(start, root.world) != quarter_of(side.start, root.world):
            yield f"its levers hold from {start}"
        yield from self._other_numbers(asked)

    def _other_numbers(self, asked: Asked) -> Iterator[str]:
        """Numbers of the world and levers that differ from those of its study and were not varied there."""
        theirs = dict(_flat("world", self.config["world"]))
        ours = dict(_flat("world", json.loads(json.dumps(asdict(asked.root.world), default=str))))
        for key in sorted(theirs.keys() | ours.keys()):
            if key not in self.inputs and theirs.get(key) != ours.get(key):
                yield f"its world has {human_name(key)} {theirs.get(key)}"
                return
        fixed = {k: v for k, v in _flat("policy", self.config["policy"]) if isinstance(v, int | float)}
        moved = {f"policy.{lever}": value for lever, value in settings_of(asked.root.policy).items()}
        for key in sorted(fixed.keys() | moved.keys()):
            if key not in self.inputs and fixed.get(key) != moved.get(key):
                yield (
                    f"it did not vary {human_name(key)}"
                    if key in moved
                    else f"it sets {human_name(key)} {fixed[key]:g}"
                )

    def _point(self, asked: Asked) -> dict[str, Any]:
        """A value for each input: the lever as it stands when levers are moved, the number of the world in use."""
        calendar, tested = asked.root.world.calendar, asked.settings[-1]
        at = min(quarter_of(asked.question.tested.start, asked.root.world), calendar.quarters - 1)
        levers = tested.timeline.values(calendar.quarters)
        world = dict(_flat("world", asdict(asked.root.world)))
        found: dict[str, Any] = {}
        for name in self.inputs:
            lever = name.removeprefix("policy.")
            if lever in levers:
                found[name] = float(levers[lever][at])
            elif name in world:
                found[name] = world[name]
        return found


def _flat(path: str, value: Any) -> Iterator[tuple[str, Any]]:
    """The values in nested tables by their keys, without those that are not set."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _flat(f"{path}.{name}", inner)
    elif value is not None:
        yield path, value


def _row(answer: Answer) -> tuple[str, ...]:
    outcome = OUTCOMES[answer.outcome]
    scale = 100.0 if answer.unit == SHARE else 1.0
    change, low, high = with_interval(scale * answer.expected, scale * answer.low, scale * answer.high)
    unit = " (percentage points)" if answer.unit == SHARE else unit_words(answer.unit, "(", ")")
    trust = f"hardly: {answer.why}" if answer.guess else "it passed its test on runs it was not shown"
    return outcome.label + unit, change, f"{low} to {high}", trust
