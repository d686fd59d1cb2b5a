"""How a function that only other rules call is compiled: as far as its caller needs it, and no further.

Numba makes every function callable from Python and turns each into machine code of its own. A rule that is built into
its caller needs neither: the caller's machine code has it. Leaving both out halves the time to compile a schedule.

That is not part of what Numba promises to keep. Where a version of it has none of it, rules are compiled the plain way: the
same numbers, later.
"""

from __future__ import annotations

from typing import Any

PLAIN: dict[str, Any] = {}
"""Options of Numba by which every function is compiled as any other."""


def options() -> dict[str, Any]:
    """The options of Numba for a rule that only others call."""
    try:
        from pullthrough.engine.inner_pipeline import InnerCompiler
    except (ImportError, AttributeError, TypeError):
        return PLAIN
    return {"no_cpython_wrapper": True, "pipeline_class": InnerCompiler}


INNER = options()
