"""An agent-based model of research and development pull-through in UK defence.

>>> import pullthrough
>>> pullthrough.run({"world": "tiny", "policy.pipeline.horizon": 8}, seed=1)["adoptions_per_year"]  # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pullthrough.api import run
    from pullthrough.model import PullThroughModel

__version__ = "0.1.0"
__all__ = ["PullThroughModel", "__version__", "run"]


def __getattr__(name: str) -> Any:
    """Import what is asked for only then: the command line must answer quickly."""
    if name == "run":
        from pullthrough.api import run

        return run
    if name == "PullThroughModel":
        from pullthrough.model import PullThroughModel

        return PullThroughModel
    raise AttributeError(f"module 'pullthrough' has no attribute '{name}'")
