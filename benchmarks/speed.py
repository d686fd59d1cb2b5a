"""How fast the model is: ``python benchmarks/speed.py [--only ratio,start] [--rounds 3]``. Writes only to temporary folders."""

from __future__ import annotations

import argparse
import importlib
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))  # also without an installation

from timing import machine

PARTS = {
    "ratio": "compiled model against the same decisions as Mesa objects",
    "mechanisms": "all mechanisms against the core chain alone",
    "processes": "runs a second on one and on two processes",
    "executors": "the same study under each executor that is installed",
    "scaling": "cost against the number of firms",
    "start": "cold compile, start from the cache, peak memory",
    "command": "the warm command 'pullthrough'",
}


def main() -> None:
    """Run the parts asked for, one after the other."""
    parser = argparse.ArgumentParser(
        description=__doc__,
        epilog="; ".join(f"{name}: {what}" for name, what in PARTS.items()),
    )
    parser.add_argument("--only", default=",".join(PARTS), help="parts, separated by commas (default: all)")
    parser.add_argument("--rounds", type=int, default=3, help="how often each thing is measured (default: 3)")
    given = parser.parse_args()
    parts = given.only.split(",")
    unknown = sorted(set(parts) - set(PARTS))
    if unknown or given.rounds < 1:
        parser.error(f"no such part: {', '.join(unknown)}" if unknown else "--rounds must be at least 1")
    print(machine())
    for part in parts:
        importlib.import_module(f"parts.{part}").measure(given.rounds)


if __name__ == "__main__":
    main()
