"""Which of Hydra's own settings a word or a file may set: where results go, and little else.

Hydra's settings can start programs (callbacks, launchers, handlers of logging, variables of the environment) and write
anywhere. An experiment is a file that one gets from others. So what differs from the settings of ``config.yaml`` is
looked at key by key, wherever it comes from, and what is not on the list is refused.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pullthrough.parameters.checking.problems import Problem, nearest_name
from pullthrough.parameters.checking.references import resolved

ADMITTED = ("run.dir", "sweep.dir", "sweep.subdir", "verbose", "job.chdir", "job.name", "job.config.override_dirname")
"""What may be set, as words and in files."""
SWEEPERS = (
    "hydra._internal.core_plugins.basic_sweeper.BasicSweeper",
    "hydra_plugins.pullthrough_batch.batch_sweeper.BatchSweeper",
)
SWEEPER = ("sweeper._target_", "sweeper.max_batch_size", "sweeper.params")
"""What changes with the choice of a sweeper; the last two have no value of their own that is admitted."""
BY_HYDRA = ("overrides", "runtime", "job.num", "job.id", "job.config_name", "job.override_dirname")
"""What Hydra writes down itself when it composes."""
FOLDERS = ("run.dir", "sweep.dir", "sweep.subdir")
LONGEST_NAME = 255
"""Bytes in the name of a folder, on the file systems in use."""


def problems_of(given: Mapping[str, Any], standard: Mapping[str, Any]) -> list[Problem]:
    """What is set of Hydra that may not be.

    Args:
        given: Hydra's settings with the words and files of a command.
        standard: the same without them.
    """
    usual = dict(_leaves(standard))
    others = [(key, value) for key, value in _leaves(given) if key not in usual or usual[key] != value]
    refused = [(key, value) for key, value in others if not _is_admitted(key, value)]
    refused.sort(key=lambda entry: entry[0] != "job.env_copy")  # what it copied comes after it
    times, said = Counter(key.partition(".")[0] for key, _ in refused), set()
    problems = []
    for key, value in refused:
        group = key.partition(".")[0]
        if group not in said:
            said.add(group)
            more = f" (and {times[group] - 1} more settings of hydra.{group})" if times[group] > 1 else ""
            problems.append(Problem(f"hydra.{key}", value, _reason(key) + more, _near(key)))
    return problems


def folder_problems(
    hydra: Mapping[str, Any], standard: Mapping[str, Any], tree: Mapping[str, Any], words: Sequence[str]
) -> Iterator[Problem]:
    """Names of result folders that lead nowhere or are too long.

    Args:
        hydra: Hydra's settings, unresolved.
        standard: the same without words and files.
        tree: the configuration, which a name may refer to.
        words: what goes into ``hydra.job.override_dirname``.
    """
    usual, given = dict(_leaves(standard)), dict(_leaves(hydra))
    named = {key: given[key] for key in FOLDERS if given.get(key) != usual.get(key)}
    for key, value in named.items():
        if not isinstance(value, str) or not value.strip() or "\0" in value:
            yield Problem(f"hydra.{key}", value, "must be the name of a folder")
            continue
        found, problems = _with_references(value, hydra, tree, words)
        for problem in problems:
            if problem.key == "name":
                yield Problem(f"hydra.{key}", value, problem.message, problem.nearest)
        longest = max((len(part.encode()) for part in str(found["name"]).split("/")), default=0)
        if not problems and longest > LONGEST_NAME:
            message = f"gives a folder a name of {longest} bytes, at most {LONGEST_NAME} are possible"
            yield Problem(f"hydra.{key}", value, f"{message}; name it by ${{hydra.job.num}}, or shorter")


def changed(given: Mapping[str, Any], standard: Mapping[str, Any]) -> set[str]:
    """The keys of Hydra's settings that differ from the usual ones, but for those that Hydra writes down itself."""
    usual = dict(_leaves(standard))
    own = tuple(f"{name}." for name in BY_HYDRA)
    return {
        key
        for key, value in _leaves(given)
        if (key not in usual or usual[key] != value) and not f"{key}.".startswith(own)
    }


def run_folder(hydra: Mapping[str, Any], tree: Mapping[str, Any], words: Sequence[str]) -> str:
    """The folder of one study, ``hydra.run.dir``, with its references put in; it has no problems."""
    return str(_with_references(hydra["run"]["dir"], hydra, tree, words)[0]["name"])


def is_of_hydra(word: str) -> bool:
    """Whether a word sets something of Hydra's own."""
    return word.lstrip("+").startswith(("hydra.", "hydra/"))


def record(hydra: Mapping[str, Any], words: Sequence[str], folder: str) -> dict[str, Any]:
    """Hydra's settings as it would write them down of one study."""
    own, others = ([word for word in words if is_of_hydra(word) is is_own] for is_own in (True, False))
    return {
        **hydra,
        "mode": "RUN",
        "output_subdir": None,
        "overrides": {"hydra": own, "task": others},
        "job": {**hydra.get("job", {}), "override_dirname": _dirname(words)},
        "runtime": {**hydra.get("runtime", {}), "output_dir": folder},
    }


def _with_references(
    value: str, hydra: Mapping[str, Any], tree: Mapping[str, Any], words: Sequence[str]
) -> tuple[dict[str, Any], list[Problem]]:
    """The name of a folder, as ``name``, with its references put in, and what is wrong with them."""
    _register_now()
    job = {**hydra.get("job", {}), "num": 0, "id": "0", "override_dirname": _dirname(words)}
    return resolved({"name": value, **tree, "hydra": {"job": job}})


def _is_admitted(key: str, value: Any) -> bool:
    if key.startswith("sweeper."):
        return value in SWEEPERS if key == SWEEPER[0] else key in SWEEPER and not value
    return any(key == name or key.startswith(f"{name}.") for name in (*ADMITTED, *BY_HYDRA))


def _reason(key: str) -> str:
    if key == "mode":
        return "cannot be set here; add -m to run one study for each value"
    return f"cannot be set: of Hydra's settings only {', '.join(ADMITTED)} can, since a configuration cannot run code"


def _near(key: str) -> str | None:
    near = nearest_name(key, ADMITTED)
    return f"hydra.{near}" if near else None


def _dirname(words: Sequence[str]) -> str:
    """What Hydra makes of ``${hydra.job.override_dirname}``."""
    return ",".join(sorted(word for word in words if not is_of_hydra(word)))


def _register_now() -> None:
    """Hydra's ``${now:...}``, unless it is known already."""
    from hydra.core.utils import setup_globals
    from omegaconf import OmegaConf

    if not OmegaConf.has_resolver("now"):
        setup_globals()


def _leaves(node: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(node, Mapping) and node:
        for key, value in node.items():
            yield from _leaves(value, f"{path}.{key}" if path else str(key))
    else:
        yield path, node
