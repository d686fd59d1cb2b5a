"""Words used by several tests."""

from __future__ import annotations

TINY = ["world=tiny", "world.calendar.first_year=2016", "world.calendar.last_year=2025"]
"""The tiny world over years in which the policies of 2021 have begun."""
