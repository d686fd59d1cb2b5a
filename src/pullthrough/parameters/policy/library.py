"""The named files of ``scenario/`` and ``policy/``: looked up, checked against their schema, made into objects."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from pullthrough.parameters.checking.build import build
from pullthrough.parameters.checking.check import MISSING_WORDS, check_tree
from pullthrough.parameters.checking.problems import ConfigurationError, Problem, nearest_name
from pullthrough.parameters.files import locate
from pullthrough.parameters.files.yaml_files import read_yaml
from pullthrough.parameters.schema.policy import Policy, Scenario, Stage

MOST_LIKE = 5
"""Scenarios that may refer to each other by ``like``, one after the other."""


def scenario_named(name: str, config_dirs: Sequence[str] = (), key: str = "scenario") -> Scenario:
    """The scenario in ``scenario/<name>.yaml``, with the policies of the one that it is like.

    Raises:
        ConfigurationError: if there is none, or its file is faulty.
    """
    scenario = _named(Scenario, "scenario", name, config_dirs, key)
    here, chain = scenario, [name]
    while here.like is not None:
        chain.append(here.like)
        if len(chain) > MOST_LIKE:
            message = f"leads through more than {MOST_LIKE} scenarios ({', '.join(chain)})"
            raise ConfigurationError([Problem(f"scenario {name}.like", scenario.like, message)])
        here = _named(Scenario, "scenario", here.like, config_dirs, f"scenario {chain[-2]}.like")
        scenario.policies[:0] = [p for p in here.policies if p not in scenario.policies]
        scenario.without += here.without
    if not scenario.policies:
        raise ConfigurationError([Problem(f"scenario {name}.policies", [], "must list at least one policy")])
    return scenario


def policy_named(name: str, config_dirs: Sequence[str] = (), key: str = "policy") -> Policy:
    """The policy in ``policy/<name>.yaml``.

    Raises:
        ConfigurationError: if there is none, or its file is faulty.
    """
    return _named(Policy, "policy", name, config_dirs, key)


def stages_of(name: str, policy: Policy) -> dict[str, Stage]:
    """A policy and its dated parts, as ``policy`` and ``policy.stage``; a part's prices are the policy's if it names none."""
    parts = {f"{name}.{stage}": part for stage, part in policy.stages.items()}
    return {name: policy} | {
        key: part if part.prices is not None else replace(part, prices=policy.prices) for key, part in parts.items()
    }


def policies_of(name: str, scenario: Scenario, config_dirs: Sequence[str] = ()) -> dict[str, Stage]:
    """The policies that a scenario lists and their dated parts, by name, in its order, without those it leaves out.

    Raises:
        ConfigurationError: with the faults of all of them.
    """
    found: dict[str, Stage] = {}
    problems: list[Problem] = []
    for entry in scenario.policies:
        policy, _, stage = entry.partition(".")
        key = f"scenario {name}.policies"
        try:
            parts = stages_of(policy, policy_named(policy, config_dirs, key))
        except ConfigurationError as error:
            problems += error.problems
            continue
        if entry in parts:
            found |= {entry: parts[entry]} if stage else parts
        else:
            problems.append(_no_stage(key, entry, parts))
    problems += [] if problems else list(_leave_out(name, scenario, found))
    if problems:
        raise ConfigurationError(problems)
    return found


def _leave_out(name: str, scenario: Scenario, found: dict[str, Stage]) -> Iterator[Problem]:
    """Take out of ``found`` what the scenario does without; yield what is not there."""
    known = list(found)
    for entry in scenario.without:
        if entry not in known:
            yield _no_stage(f"scenario {name}.without", entry, known)
        for part in known:
            if part == entry or part.startswith(entry + "."):
                found.pop(part, None)


def _no_stage(key: str, entry: str, known: Sequence[str] | dict[str, Stage]) -> Problem:
    message = f"is not a policy or stage in force (in force: {', '.join(known)})"
    return Problem(key, entry, message, nearest_name(entry, known))


def _named[T](schema: type[T], group: str, name: str, config_dirs: Sequence[str], key: str) -> T:
    files = locate.files(group, str(name), config_dirs)
    if not files:
        known = locate.names(group, config_dirs)
        message = locate.absence(group, str(name), config_dirs)
        raise ConfigurationError([Problem(key, name, message, nearest_name(name, known))])
    if str(name).lower() in MISSING_WORDS:
        message = "is what tables write for a missing value; rename the file"
        raise ConfigurationError([Problem(key, name, message)])
    if len(files) > 1:
        raise ConfigurationError([Problem(key, name, f"two folders have a {group} of that name; rename one")])
    about = files[0].stat()
    stamp = about.st_mtime_ns, about.st_size
    tree, problems = _read(schema, files[0], stamp, f"{group} {name}")  # type: ignore[arg-type]
    if problems:
        raise ConfigurationError(list(problems))
    return build(schema, tree)


@lru_cache(maxsize=256)
def _read(schema: type, path: Path, stamp: tuple[int, int], what: str) -> tuple[Any, tuple[Problem, ...]]:
    """The content of a file and its faults; a file with another stamp is read again."""
    tree = read_yaml(path)
    return tree, tuple(problem.standing_in(path) for problem in check_tree(schema, tree, what))
