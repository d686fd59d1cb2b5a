"""Imported by the server from which workers fork: they find the model imported and the compiled rules loaded.

Collecting garbage while a thousand modules are read finds none and takes a fifth of the time. What is there when workers
fork stays there, so that no worker looks through it again (see ``gc.freeze``).
"""

from __future__ import annotations

import gc

gc.disable()

from pullthrough.study import worker  # noqa: E402, F401
from pullthrough.study.compiled import load_ahead  # noqa: E402

load_ahead()
gc.freeze()
gc.enable()
