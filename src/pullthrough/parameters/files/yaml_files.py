"""YAML files as plain content: small, shallow and finite, or refused.

A few hundred bytes of YAML can stand for more than any memory holds (aliases of aliases), and a list nested a thousand
deep overflows the stack of whatever reads it next. So the events of a file are counted, aliases as large as what they
stand for, before anything is made of them.
"""

from __future__ import annotations

import re
from io import StringIO
from pathlib import Path
from typing import Any

import yaml

from pullthrough.parameters.checking.problems import ConfigurationError, Problem

MOST_BYTES = 2_000_000
MOST_ENTRIES = 200_000
"""Entries of a file, aliases counted as often as they are used; the largest file of the project has 2,000."""
DEEPEST = 30
"""Levels of lists and tables in each other; the deepest file of the project has 8."""
MOST_DIGITS = 18
"""Digits of a whole number: what 64 bits hold."""

MOST_IN_TEXTS = 8
"""References such as ``${now:%Y}`` within texts: Hydra looks them up while it reads, and each may double what it reads."""

SUFFIX = ".yaml"
_EVENTS: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C reader gives the same events, ten times as fast
_REFERENCE = re.compile(r"\$\{[^${}]*\}")
_LONG_NUMBER = re.compile(rf"[-+]?[0-9_]{{{MOST_DIGITS + 1},}}")


class Unbounded(ValueError):
    """The content of a file is too large, too deep or without an end."""


def read_yaml(path: Path) -> Any:
    """The plain content of a file, numbers read as in the rest of the configuration.

    Raises:
        ConfigurationError: if it is not valid YAML, or larger or deeper than a configuration can be.
    """
    from omegaconf import OmegaConf
    from omegaconf.errors import OmegaConfBaseException

    try:
        return OmegaConf.to_container(OmegaConf.load(StringIO(text_of(path))), resolve=True)
    except (yaml.YAMLError, OmegaConfBaseException, OSError, ValueError) as error:
        reason = " ".join(str(error).split())
        raise ConfigurationError([Problem(path.name, path, f"cannot be read: {reason}")]) from None


def text_of(path: Path) -> str:
    """The text of a file, once it is known to be bounded.

    Raises:
        OSError, UnicodeDecodeError, yaml.YAMLError, Unbounded: if it cannot be read, or should not be.
    """
    if path.stat().st_size > MOST_BYTES:
        raise Unbounded(f"it has more than {MOST_BYTES:,} bytes")
    text = path.read_text(encoding="utf-8")
    refuse_unbounded(text)
    return text


def refuse_unbounded(text: str) -> None:
    """Raise :class:`Unbounded` for YAML that expands to more than a configuration can be."""
    sizes: dict[str, int] = {}  # of what an anchor stands for, once it is complete
    references = 0
    open_: list[tuple[str | None, int]] = []  # anchor and entries so far of what is being read
    for event in yaml.parse(text, Loader=_EVENTS):
        line = event.start_mark.line + 1
        if isinstance(event, yaml.CollectionStartEvent):
            open_.append((event.anchor, 1))
            if len(open_) > DEEPEST:
                raise Unbounded(f"line {line} is nested more than {DEEPEST} deep")
            continue
        if isinstance(event, yaml.CollectionEndEvent):
            anchor, size = open_.pop()
        elif isinstance(event, yaml.ScalarEvent):
            anchor, size = event.anchor, 1
            references += 0 if _REFERENCE.fullmatch(event.value) else event.value.count("${")
            if references > MOST_IN_TEXTS:
                raise Unbounded(f"line {line} brings it to more than {MOST_IN_TEXTS} references within texts")
            if not event.style and _LONG_NUMBER.fullmatch(event.value):
                raise Unbounded(f"line {line} has a whole number of more than {MOST_DIGITS} digits")
        elif isinstance(event, yaml.AliasEvent):
            if event.anchor not in sizes:
                raise Unbounded(f"line {line} refers to itself (*{event.anchor})")
            anchor, size = None, sizes[event.anchor]
        else:
            continue
        if anchor is not None:
            sizes[anchor] = size
        if open_:
            open_[-1] = (open_[-1][0], open_[-1][1] + size)
        if size > MOST_ENTRIES or (open_ and open_[-1][1] > MOST_ENTRIES):
            raise Unbounded(f"line {line} brings it to more than {MOST_ENTRIES:,} entries; take out aliases")


def is_readable(path: Path) -> bool:
    """Whether a name in a configuration folder is that of a file to be read; an editor's lock or backup is none."""
    try:
        return path.suffix == SUFFIX and not path.name.startswith(".") and path.is_file()
    except OSError:
        return False
