"""Hydra's sweep syntax as the design of one study: ``-m hydra/sweeper=batch policy.engagement.lead=interval(0,8)``.

Hydra's own sweeper makes a job of each value, each in a folder of its own and each composed anew. Here all values are
points of one design, on the same seeds, in one folder.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pullthrough.parameters.checking.problems import ConfigurationError, Problem

SWEEPER = "hydra/sweeper"
BATCH = "batch"
VARIED = ("policy.", "world.")
SCENARIO = "scenario"


@dataclass
class BatchConfig:
    """The settings of the sweeper: none but where it is."""

    _target_: str = "hydra_plugins.pullthrough_batch.batch_sweeper.BatchSweeper"


def register() -> None:
    """Make ``hydra/sweeper=batch`` known to Hydra."""
    from hydra.core.config_store import ConfigStore

    ConfigStore.instance().store(group=SWEEPER, name=BATCH, node=BatchConfig, provider="pullthrough")


def is_batch(words: Sequence[str]) -> bool:
    """Whether the words choose this sweeper."""
    chosen = [word.partition("=")[2].strip("'\"") for word in words if word.lstrip("+").startswith(f"{SWEEPER}=")]
    return bool(chosen) and chosen[-1] == BATCH


def one_study(words: Sequence[str]) -> list[str]:
    """The words of one study in the place of the words of many jobs.

    ``key=a,b,c`` and ``key=range(...)`` become values, ``key=interval(low,high)`` a range, ``scenario=a,b`` scenarios that
    are compared at every point. Unless they are chosen, the study is a sweep, and its design a grid, or a Latin hypercube
    where there is a range.

    >>> one_study(["world=tiny", "policy.engagement.lead=0,4"])
    ['world=tiny', '++design.values={policy.engagement.lead:[0,4]}', 'study=sweep', 'design=grid']

    Raises:
        ConfigurationError: for a sweep over something that is the same in all runs of a study.
    """
    from hydra.core.override_parser.overrides_parser import OverridesParser
    from hydra.errors import HydraException

    parser = OverridesParser.create()
    kept: list[str] = []
    values: list[str] = []
    ranges: list[str] = []
    scenarios: list[str] = []
    problems: list[Problem] = []
    for word in words:
        try:
            parsed: Any = parser.parse_override(word)
        except (HydraException, ValueError, RecursionError):
            kept.append(word)  # what is wrong with it is said when it is checked
            continue
        key, given = parsed.key_or_group, word.partition("=")[2]
        if not parsed.is_sweep_override():
            kept.append(word)
        elif key == SCENARIO and parsed.is_discrete_sweep():
            scenarios = list(parsed.sweep_string_iterator())
        elif not key.startswith(VARIED):
            message = "cannot be varied within one study; leave out hydra/sweeper=batch to run a study for each value"
            problems.append(Problem(key, given, message))
        elif parsed.is_interval_sweep():
            ends = parsed.value()
            ranges.append(f"{key}:[{ends.start!r},{ends.end!r}]")
        else:
            values.append(f"{key}:[{','.join(parsed.sweep_string_iterator())}]")
    if problems:
        raise ConfigurationError(problems)
    if not (values or ranges or scenarios):
        message = "there is nothing to sweep; give a key several values, such as policy.engagement.lead=0,4,8"
        raise ConfigurationError([Problem(SWEEPER, BATCH, message)])
    kept += [f"++design.values={{{','.join(values)}}}"] if values else []
    kept += [f"++design.ranges={{{','.join(ranges)}}}"] if ranges else []
    kept += [f"study.scenarios=[{','.join(scenarios)}]"] if scenarios else []
    if values or ranges:
        kept += [] if _chosen(words, "study") else ["study=sweep"]
        kept += [] if _chosen(words, "design") else [f"design={'latin_hypercube' if ranges else 'grid'}"]
    return kept


def _chosen(words: Sequence[str], group: str) -> bool:
    return any(word.startswith((f"{group}=", f"{group}.kind=")) for word in words)
