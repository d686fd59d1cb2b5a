"""Packages that only some studies need: what to install where one is missing."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

from pullthrough.parameters.checking.problems import Problem

EXTRA = "doubt"
"""The extra of the package that brings them."""
NAMES = {"sklearn": "scikit-learn", "pymoo": "pymoo"}


def needed(module: str) -> str:
    """What to install, in words that follow a subject."""
    return f"needs the package '{NAMES[module]}', which is not installed; pip install 'pullthrough[{EXTRA}]'"


def missing(module: str, key: str, value: Any, instead: str = "") -> Iterator[Problem]:
    """Why a setting cannot be had here; nothing if the package is installed.

    Args:
        module: as it is imported.
        key, value: the setting that needs it.
        instead: what could be set to do without it.
    """
    if find_spec(module) is None:
        other = f", or {instead}" if instead else ""
        yield Problem(key, value, needed(module) + other)
