"""Imported by the server from which workers fork: they find the model imported and the compiled rules loaded.

Collecting garbage while a thousand modules are read finds none and takes a fifth of the time. What is there when workers
fork stays there, so that no worker looks through it again (see ``gc.freeze``).
"""

from __future__ import annotations

import gc
from importlib import import_module

NEEDED = ("pullthrough.study.execution.worker", "pullthrough.model", "pyarrow.parquet")

gc.disable()
for name in NEEDED:
    import_module(name)
import_module("pullthrough.study.execution.compile_cache").load_ahead()
gc.freeze()
gc.enable()
