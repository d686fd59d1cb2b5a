"""A toy model to try the engine on: files that can be edited and reverted without touching the tree."""

from __future__ import annotations

import sys
from collections import namedtuple
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from pullthrough.engine import quarter
from pullthrough.engine.place import ENVIRONMENT_VARIABLE

TRADER = np.dtype([("kind", "i4"), ("cash", "f8")], align=True)
Tables = namedtuple("Tables", ["traders"])

FILES = {
    "toy_codes": "FEE = 1.0\nTOLL = 0.0\n",
    "toy_tools": "def halve(x):\n    return x / 2.0\n",
    "toy_actors": """
from pullthrough import toy_tools
from pullthrough.engine.binding import decision

class Trader:
    @decision
    def gain(self, price):
        return toy_tools.halve(price)

class Broker(Trader):
    @decision
    def gain(self, price):
        return price + 100.0

    def chat(self):
        return "no decision"
""",
    "toy_trade": """
from pullthrough import toy_codes
from pullthrough.toy_actors import Trader
from pullthrough.toy_codes import FEE

def step(w):
    for i in range(len(w.traders)):
        trader = w.traders[i]
        trader.cash += Trader.gain(trader, 10.0) - FEE - toy_codes.TOLL
""",
    "toy_tax": """
def step(w):
    for i in range(len(w.traders)):
        w.traders[i].cash = w.traders[i].cash * 0.5
""",
}


@dataclass
class Toy:
    """The toy's files in a folder, loaded as modules of the package, with a cache of its own."""

    folder: Path
    patch: pytest.MonkeyPatch
    files: dict[str, str] = field(default_factory=lambda: dict(FILES))
    modules: dict[str, ModuleType] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.patch.setenv(ENVIRONMENT_VARIABLE, str(self.folder / "cache"))
        self.load()

    def load(self) -> None:
        """Load the files as a new process would."""
        self.patch.setattr(quarter, "_built", {})
        for name, text in self.files.items():
            path = self.folder / f"{name}.py"
            if not path.exists() or path.read_text() != text:
                path.write_text(text)
            module = ModuleType(f"pullthrough.{name}")
            module.__file__ = str(path)
            self.patch.setitem(sys.modules, module.__name__, module)
            self.patch.setattr(sys.modules["pullthrough"], name, module, raising=False)
            exec(compile(text, str(path), "exec"), vars(module))
            self.modules[name] = module

    def edit(self, name: str, old: str, new: str) -> None:
        """Change a file and load everything again."""
        assert old in self.files[name]
        self.files[name] = self.files[name].replace(old, new)
        self.load()

    def build(self, compiled: bool = True, layout: str = "", **actors: type) -> quarter.Quarter:
        """The toy's quarter."""
        known = vars(self.modules["toy_actors"])
        table = {"Trader": known["Trader"], "Broker": known["Broker"], **actors}
        virtual = {"Trader": {1: "Broker"}}
        schedule = [self.modules["toy_trade"], self.modules["toy_tax"]]
        return quarter.build_quarter(schedule, table, virtual, layout, compiled)

    def cash(self, built: quarter.Quarter, *on: bool) -> list[float]:
        """What a plain trader and a broker have after one quarter."""
        traders = np.zeros(2, TRADER).view(np.recarray)
        traders.kind = [0, 1]
        built.run(Tables(traders), np.array(on or (True, False)))
        return [float(value) for value in traders.cash]

    def compiled_files(self) -> set[Path]:
        """Machine code in the cache."""
        return set((self.folder / "cache").rglob("*.rule"))

    def define(self, text: str, filename: str) -> dict[str, Any]:
        """Run a caller's code that begins with the toy's names, as if it stood in a file."""
        names: dict[str, Any] = {"__name__": "callers_module"}
        header = "from pullthrough.toy_actors import Broker, Trader\nfrom pullthrough.engine.binding import decision\n"
        exec(compile(header + text, filename, "exec"), names)
        return names
