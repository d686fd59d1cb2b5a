"""The words of a command line that ask for a study, found from its settings alone.

What a manifest says under ``command`` is what somebody wrote into a file. These words are made anew, tried, and given only
if they compose to the very settings.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from pullthrough.parameters.checking import extended
from pullthrough.parameters.checking.problems import ConfigurationError
from pullthrough.parameters.composition import compose
from pullthrough.parameters.files import locate
from pullthrough.study.storage.differences import flat

GROUPS = {"world": "world.name", "study": "study.kind", "design": "design.kind"}
"""Groups of files, each with the setting that tells which of them was chosen."""

LEFT_OUT = ("config_dirs", "extension", "experiment", "study.executor", "study.processes", "study.cluster", "dry_run")
"""Settings that change no result, and are the choice of whoever goes on."""


def words_of(config: Mapping[str, Any]) -> list[str] | None:
    """Words that compose to a configuration, where runs are executed apart; None if none are found."""
    dirs = [str(d) for d in config.get("config_dirs", [])]
    wanted = _plain(config)
    own = extended.known(str(config.get("extension", "")))
    for base in _bases(wanted, (config.get("experiment") or {}).get("title"), dirs):
        try:
            first = _plain(asdict(compose.compose(base, dirs, own)))
            words = base + [f"{key}={literal(value)}" for key, value in wanted.items() if first.get(key, ...) != value]
            if _plain(asdict(compose.compose(words, dirs, own))) == wanted:
                return words
        except (ConfigurationError, TypeError):
            continue
    return None


def literal(value: Any) -> str:
    """A value in Hydra's grammar."""
    from hydra.core.override_parser.types import Quote, QuotedString

    if isinstance(value, dict):
        return "{" + ",".join(f"{key}:{literal(v)}" for key, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(literal, value)) + "]"
    if isinstance(value, str):
        is_plain = value.replace("_", "a").isalnum() and value.isascii() and value[0].isalpha()
        is_plain = is_plain and value.lower() not in ("null", "true", "false", "nan", "inf")
        return value if is_plain else str(QuotedString(value, Quote.double).with_quotes())
    return json.dumps(value)


def _bases(wanted: Mapping[str, Any], title: Any, dirs: list[str]) -> Iterator[list[str]]:
    """Words to begin with: a named experiment, or the files from which most of the settings come."""
    names = {group: set(locate.names(group, dirs)) for group in GROUPS}
    chosen = [f"{group}={wanted.get(key)}" for group, key in GROUPS.items() if wanted.get(key) in names[group]]
    for name in locate.names("experiment", dirs) if isinstance(title, str) and title else ():
        if any(title in path.read_text(encoding="utf-8") for path in locate.files("experiment", name, dirs)):
            yield [f"experiment={name}"]
            yield [f"experiment={name}", *chosen[:1]]
    yield chosen


def _plain(config: Mapping[str, Any]) -> dict[str, Any]:
    """Settings by dotted key, as they are read from a file, without what changes no result."""
    plain = json.loads(json.dumps(config))
    return {key: value for key, value in flat(plain) if not any(f"{key}.".startswith(f"{name}.") for name in LEFT_OUT)}
