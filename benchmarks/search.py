"""Does the search find more than the lot does? ``python benchmarks/search.py SEARCHED BY_LOT [--write FILE]``.

Both are finished folders of ``study=portfolio`` with the same levers, goals, limits and seeds, and as many portfolios run;
the second has drawn all of them in its first generation (``study.portfolio.population`` as large as ``.evaluations``).
Compared is what came of the same number of runs: the part of the goals' space that each front dominates (hypervolume, goals
scaled from the worst to the best of both together), how many lie on each front, and how many of each are beaten by the other.
"""

from __future__ import annotations

import argparse
import csv
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))  # also without an installation

import numpy as np
from numpy.typing import NDArray

from pullthrough.observe.registry import OUTCOMES
from pullthrough.study.methods.pareto import front, scaled
from pullthrough.study.storage.csv_tables import write_csv
from pullthrough.study.storage.folder import read_manifest

Floats = NDArray[np.float64]


def main() -> None:
    """Print the table, and write it where that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("searched", type=Path)
    parser.add_argument("by_lot", type=Path)
    parser.add_argument("--write", type=Path, help="a CSV file")
    given = parser.parse_args()
    goals = read_manifest(given.searched)["config"]["study"]["portfolio"]["goals"]
    rows = compared(*(evaluated(folder, goals) for folder in (given.searched, given.by_lot)))
    for row in rows:
        print("  ".join(f"{key} {value}" for key, value in row.items()))
    if given.write:
        write_csv(given.write, list(rows[0]), [list(row.values()) for row in rows])


def evaluated(folder: Path, goals: list[str]) -> Floats:
    """What each portfolio that kept the limits gave, more is better, shape (portfolios, goals); undefined where it broke one."""
    with (folder / "evaluations.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return np.array(
        [
            [OUTCOMES[goal].better * float(row[goal]) if not row["broken"] and row[goal] else np.nan for goal in goals]
            for row in rows
        ]
    )


def compared(searched: Floats, by_lot: Floats) -> list[dict[str, str]]:
    """A row for each way, best front against best front."""
    from pymoo.indicators.hv import HV

    fronts = [values[front(values)] for values in (searched, by_lot)]
    places = scaled(np.concatenate(fronts))
    split = np.split(places, [len(fronts[0])])
    measure = HV(ref_point=np.full(searched.shape[1], 1.1))
    return [
        {
            "way": way,
            "evaluations": str(len(values)),
            "on_front": str(len(mine)),
            "hypervolume": f"{measure(1.0 - mine):.4f}",
            "beaten": str(beaten(mine, other)),
        }
        for way, values, mine, other in (
            ("search", searched, split[0], split[1]),
            ("lot", by_lot, split[1], split[0]),
        )
    ]


def beaten(mine: Floats, other: Floats) -> int:
    """How many rows of a front are not on that of both together."""
    return len(mine) - int((front(np.concatenate([mine, other])) < len(mine)).sum())


if __name__ == "__main__":
    main()
