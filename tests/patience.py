"""An extension that changes nothing and takes its time over each run, so that a study can be stopped on its way."""

import time

from pullthrough.extension import Extension, Outcome

PAUSE = 0.1
"""Seconds a run, in which a processor has nothing to do."""


def pause(run):
    """Nothing, after a while."""
    time.sleep(PAUSE)
    return 0.0


extension = Extension(
    title="Patience",
    outcomes={"patience": Outcome("1", "Patience", "nothing, after a while", 0, pause)},
)
