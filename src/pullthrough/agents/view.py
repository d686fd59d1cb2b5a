"""Mesa agents as views onto rows of the tables: state by name, decisions by call."""

from __future__ import annotations

from typing import Any

import mesa


class RowAgent(mesa.Agent):
    """An agent whose state is one row of a table.

    ``agent.cash`` reads the field, ``agent.cash = 5`` writes it, and a decision such as ``agent.enters_defence(...)`` is the
    same function that the compiled schedule calls. Views are made when somebody asks for them, so a run without
    questions does not pay for them.

    Attributes:
        table: name of the table in ``world.tables.Tables``.
        row: row of this agent.
    """

    table: str = ""

    def __init__(self, model: mesa.Model, row: int) -> None:
        super().__init__(model)
        self.__dict__["row"] = row

    @property
    def record(self) -> Any:
        """The row itself, as a NumPy record."""
        return getattr(self.model.tables, self.table)[self.row]  # type: ignore[attr-defined]

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or "row" not in self.__dict__:
            raise AttributeError(name)
        record = self.record
        if name not in record.dtype.names:
            raise AttributeError(
                f"{type(self).__name__} has no state or decision '{name}'; it has {record.dtype.names}"
            )
        return getattr(record, name)

    def __setattr__(self, name: str, value: Any) -> None:
        if "row" in self.__dict__ and name in self.record.dtype.names:
            setattr(self.record, name, value)
        else:
            super().__setattr__(name, value)

    def state(self) -> dict[str, Any]:
        """All fields of this agent by name."""
        record = self.record
        return {name: record[name] for name in record.dtype.names}
