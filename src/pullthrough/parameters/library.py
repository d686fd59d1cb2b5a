"""The named files of ``scenario/`` and ``policy/``: looked up, checked against their schema, made into objects."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pullthrough.parameters import locate
from pullthrough.parameters.build import build
from pullthrough.parameters.check import check_tree
from pullthrough.parameters.policy_schema import Policy, Scenario
from pullthrough.parameters.problems import ConfigurationError, Problem, nearest_name


def scenario_named(name: str, config_dirs: Sequence[str] = (), key: str = "scenario") -> Scenario:
    """The scenario in ``scenario/<name>.yaml``.

    Raises:
        ConfigurationError: if there is none, or its file is faulty.
    """
    scenario = _named(Scenario, "scenario", name, config_dirs, key)
    if not scenario.policies:
        raise ConfigurationError([Problem(f"scenario {name}.policies", [], "must list at least one policy")])
    return scenario


def policy_named(name: str, config_dirs: Sequence[str] = (), key: str = "policy") -> Policy:
    """The policy in ``policy/<name>.yaml``.

    Raises:
        ConfigurationError: if there is none, or its file is faulty.
    """
    return _named(Policy, "policy", name, config_dirs, key)


def policies_of(name: str, scenario: Scenario, config_dirs: Sequence[str] = ()) -> dict[str, Policy]:
    """The policies that a scenario lists, by name, in its order.

    Raises:
        ConfigurationError: with the faults of all of them.
    """
    found, problems = {}, []
    for policy in scenario.policies:
        try:
            found[policy] = policy_named(policy, config_dirs, f"scenario {name}.policies")
        except ConfigurationError as error:
            problems += error.problems
    if problems:
        raise ConfigurationError(problems)
    return found


def read_yaml(path: Path) -> Any:
    """The plain content of a file, numbers read as in the rest of the configuration.

    Raises:
        ConfigurationError: if it is not valid YAML.
    """
    from omegaconf import OmegaConf
    from omegaconf.errors import OmegaConfBaseException
    from yaml import YAMLError

    try:
        return OmegaConf.to_container(OmegaConf.load(path), resolve=True)
    except (YAMLError, OmegaConfBaseException, OSError, UnicodeDecodeError) as error:
        reason = " ".join(str(error).split())
        raise ConfigurationError([Problem(path.name, path, f"cannot be read: {reason}")]) from None


def _named[T](schema: type[T], group: str, name: str, config_dirs: Sequence[str], key: str) -> T:
    files = locate.files(group, str(name), config_dirs)
    if not files:
        known = locate.names(group, config_dirs)
        message = f"there is no {group} of that name (known: {', '.join(known)})"
        raise ConfigurationError([Problem(key, name, message, nearest_name(name, known))])
    if len(files) > 1:
        raise ConfigurationError([Problem(key, name, f"two folders have a {group} of that name; rename one")])
    tree = read_yaml(files[0])
    problems = check_tree(schema, tree, f"{group} {name}")
    if problems:
        raise ConfigurationError(problems)
    return build(schema, tree)
