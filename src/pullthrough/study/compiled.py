"""The compiled rules of the code as it stands: made by all workers together, and loaded before there are workers."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from pathlib import Path

from pullthrough.engine.cache import cache_root, processor
from pullthrough.engine.quarter import say_compiled
from pullthrough.model import PullThroughModel, load_rules
from pullthrough.parameters.setting import Setting
from pullthrough.study.code import code_hash
from pullthrough.world.layout import layout


def mark() -> Path:
    """A file that is there once the rules are compiled. It tells the layout of the tables for which they were."""
    return cache_root() / f"compiled-{code_hash()[:24]}-{processor()}"


def compile_together(setting: Setting, alone: AbstractContextManager[object], next_line: Callable[[], int]) -> None:
    """After a change of the code all workers compile, each another line of the schedule, and one the whole.

    Args:
        setting: any, for the tables.
        alone: a lock that all workers share.
        next_line: gives each line of the schedule to one of them.
    """
    if mark().exists():
        return
    began = time.perf_counter()
    with suppress(Exception):  # what is wrong with the model shows in the runs
        with alone:
            model = PullThroughModel(setting, rng=0)
        model.compile_lines(next_line)
        with alone:
            if not mark().exists():
                model.compile_whole()
                _set_mark(model)
                say_compiled(time.perf_counter() - began)


def _set_mark(model: PullThroughModel) -> None:
    partial = mark().with_suffix(".new")
    partial.parent.mkdir(parents=True, exist_ok=True)
    partial.write_text(layout(model.tables))
    partial.replace(mark())


def load_ahead() -> None:
    """Load the compiled rules into this process, if they are there; whoever forks from it has them."""
    with suppress(Exception):  # whoever needs the rules loads or compiles them itself
        load_rules(mark().read_text())
