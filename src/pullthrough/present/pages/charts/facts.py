"""What charts are made of, taken from a result folder: scenarios with short names, their effects, dates of policies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pullthrough.present.dates import Date, dates_of, run_on, year_of_quarter
from pullthrough.present.figures.load import Effect, Results
from pullthrough.present.tables.headlines import headlines
from pullthrough.text.safe import one_line

LONGEST = 60


@dataclass(frozen=True)
class Facts:
    """A comparison of tested scenarios with a baseline.

    Attributes:
        results: what the folder holds.
        regional: by tested scenario and curve by region, a row a region: baseline, policy, difference and its interval.
    """

    results: Results
    regional: dict[str, dict[str, list[tuple[float, float, float, float, float]]]]

    @property
    def manifest(self) -> dict[str, Any]:
        """What the manifest says."""
        return self.results.manifest

    @cached_property
    def against(self) -> str:
        """The name of the baseline."""
        return str(self.manifest["against"])

    @cached_property
    def tested(self) -> list[str]:
        """The names of the tested scenarios, in order; only the one if there is but one."""
        named = [name for name in self.results.effects_of if name]
        return named or [str(self.manifest["scenario"])]

    @cached_property
    def scenarios(self) -> list[str]:
        """The baseline, then the tested scenarios."""
        return [self.against, *self.tested]

    def effects(self, scenario: str) -> tuple[Effect, ...]:
        """The effects of a tested scenario on every outcome."""
        return self.results.effects_of.get(scenario) or self.results.effects

    def headlines(self, scenario: str) -> list[Effect]:
        """The effects on the outcomes that sum the comparison up."""
        chosen = self.manifest.get("config", {}).get("study", {}).get("outcomes") or ()
        return headlines(self.effects(scenario), lambda effect: effect.outcome, chosen)

    def effect(self, scenario: str, outcome: str) -> Effect | None:
        """The effect on one outcome, if it was measured."""
        return self._by_name[scenario].get(outcome)

    @cached_property
    def _by_name(self) -> dict[str, dict[str, Effect]]:
        return {name: {e.outcome: e for e in self.effects(name)} for name in self.tested}

    def title(self, scenario: str) -> str:
        """The title of a scenario, on one line."""
        return one_line(self.results.title_of(scenario))

    @cached_property
    def labels(self) -> dict[str, str]:
        """What stands beside the marks of a scenario: its title up to the colon, each different from the others.

        A title that is long stands whole: words that are cut may be the beginning of several.
        """
        short = {name: self.title(name).partition(":")[0].strip() for name in self.scenarios}
        if len(set(short.values())) < len(short):
            short = {name: self.title(name) for name in self.scenarios}
        if len(set(short.values())) < len(short):
            short = {name: name for name in self.scenarios}
        return {name: text if len(text) <= LONGEST else name for name, text in short.items()}

    @cached_property
    def names(self) -> list[str]:
        """The labels in order, the baseline's first."""
        return [self.labels[name] for name in self.scenarios]

    @cached_property
    def dates(self) -> list[Date]:
        """When policies of the tested scenarios that the baseline does not have first change a lever, in order."""
        return dates_of(self.manifest, self.tested, self.against)

    def year_of(self, quarter: int) -> float:
        """The year of a quarter counted from the first of the burn-in."""
        return year_of_quarter(self.manifest, quarter)

    @property
    def now(self) -> float | None:
        """When the study was run, in years: what lies after it is future."""
        return run_on(self.manifest)

    @property
    def years(self) -> tuple[int, int]:
        """First and last year observed."""
        observe = self.manifest.get("observe", {})
        return int(observe.get("first_year", 0)), int(observe.get("last_year", 0))

    @property
    def pairs(self) -> int:
        """Pairs of runs."""
        return int(self.manifest.get("replicates", 0))

    def measured(self, *outcomes: str) -> Iterator[tuple[str, Effect]]:
        """(scenario, effect) for each outcome that was measured, all scenarios of one outcome together."""
        for outcome in outcomes:
            for scenario in self.tested:
                effect = self.effect(scenario, outcome)
                if effect and effect.verdict != "not defined":
                    yield scenario, effect
