"""The compiled rules of the code as it stands: made by all workers together, and loaded before there are workers."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from pathlib import Path

from pullthrough.engine.cache import processor
from pullthrough.engine.keep import write_private
from pullthrough.engine.place import trusted_root
from pullthrough.engine.quarter import say_compiled
from pullthrough.model import PullThroughModel, load_rules, rules_are_kept
from pullthrough.parameters.policy.setting import Setting
from pullthrough.study.storage.provenance import code_hash
from pullthrough.world.layout import layout
from pullthrough.world.setup import create


def mark() -> Path:
    """A file that tells the layout of the tables for which the rules were compiled last."""
    return trusted_root() / f"compiled-{code_hash()[:24]}-{processor()}"


def compile_together(setting: Setting, alone: AbstractContextManager[object], next_line: Callable[[], int]) -> None:
    """After a change of the code all workers compile, each another line of the schedule, and one the whole.

    Args:
        setting: the world, for the tables.
        alone: a lock that all workers share.
        next_line: gives each line of the schedule to one of them.
    """
    began = time.perf_counter()
    with suppress(Exception):  # what is wrong with the model shows in the runs
        if rules_are_kept(setting):
            _remember(setting)
            return
        with alone:
            model = PullThroughModel(setting, rng=0)
        model.compile_lines(next_line)
        with alone:
            if not rules_are_kept(setting):
                model.compile_whole()
                _remember(setting)
                say_compiled(time.perf_counter() - began)


def _remember(setting: Setting) -> None:
    """Note for which tables there are compiled rules, so that they can be loaded before anybody asks for a run."""
    if not mark().exists():
        write_private(mark(), layout(create(setting, 0)).encode())


def load_ahead() -> None:
    """Load the compiled rules into this process, if they are there; whoever forks from it has them."""
    with suppress(Exception):  # whoever needs the rules loads or compiles them itself
        load_rules(mark().read_text())
