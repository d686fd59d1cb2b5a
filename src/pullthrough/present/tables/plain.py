"""A plain table: heads, numbers to the right; where there is little room the last columns give way first."""

from __future__ import annotations

from pullthrough.present.tables.fitting import Column, Fitted

UNIT = "unit"


def plain_table(first: str, *heads: str) -> Fitted:
    """An empty table; all columns but the first and ``unit`` hold numbers."""
    columns = (Column(head, text=head == UNIT, keep=10 if head == UNIT else 90 - i) for i, head in enumerate(heads))
    return Fitted(Column(first, text=True), *columns)
