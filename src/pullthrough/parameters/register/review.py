"""Which numbers of the register should have been looked at again by now. Results do not depend on it; what is said does."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path

from pullthrough.parameters.files.locate import config_folder
from pullthrough.parameters.register.records import records

REVIEW_BY = re.compile(r"\breview_by: *[\"']?(\d{4}-\d{2}-\d{2})")
NAMED = 3


def overdue(today: date | None = None, folder: Path | None = None) -> tuple[str, ...]:
    """Keys whose review date has passed, in the order of the register.

    Args:
        today: by default the day on which it is asked.
        folder: of the register, by default that of the project.
    """
    today, folder = today or date.today(), folder or config_folder() / "register"
    if today <= first_review(folder):  # no need to read the whole register
        return ()
    return tuple(record.key for record in records(folder).values() if record.review_by < today)


@cache
def first_review(folder: Path) -> date:
    """The earliest review date written in a register; the last day there is if there is none."""
    days = [day for file in folder.glob("*.yaml") for day in REVIEW_BY.findall(file.read_text(encoding="utf-8"))]
    return min(map(date.fromisoformat, days), default=date.max)


def warning(keys: tuple[str, ...]) -> str:
    """What a reader of results is told of numbers whose review is overdue; empty if there are none."""
    if not keys:
        return ""
    named = ", ".join(keys[:NAMED]) + (f" and {len(keys) - NAMED} more" if len(keys) > NAMED else "")
    return f"Review overdue: {len(keys)} entries in the register of assumptions ({named}); pullthrough show assumptions overdue"
