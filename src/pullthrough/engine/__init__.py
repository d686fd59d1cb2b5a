"""The engine: turns plain scalar rules into one compiled quarter, or runs the very same code uncompiled.

It knows nothing of defence: it is handed a list of process modules and a table of actor classes.
"""

from pullthrough.engine.casting import cast
from pullthrough.engine.quarter import Quarter, build_quarter

__all__ = ["Quarter", "build_quarter", "cast"]
