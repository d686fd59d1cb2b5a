"""Keep what an experiment found: copy its small tables and pictures from its result folder to ``experiments/<name>/``.

python experiments/keep.py NAME [FOLDER]        # FOLDER is outputs/NAME if it is not given
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

TABLES = (
    "effects.csv", "dose_response.csv", "comparisons.csv", "responses.csv", "switching.csv", "screening.csv", "indices.csv",
    "precision.csv", "twins.csv", "attribution.csv", "levers.csv", "verdicts.csv", "equal_cost.csv", "replay.csv", "waves.csv",
    "members.csv", "left_out.csv", "ensemble.csv", "regret.csv", "failing.csv", "validation.csv",
)  # fmt: skip


def keep(name: str, folder: Path) -> list[Path]:
    """Copy tables and PNG figures of a result folder; returns the copies."""
    home = Path(__file__).parent / name
    home.mkdir(exist_ok=True)
    found = [folder / table for table in TABLES] + sorted((folder / "figures").glob("*.png"))
    return [Path(shutil.copy(path, home)) for path in found if path.exists()]


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    given = sys.argv[1]
    for copy in keep(given, Path(sys.argv[2] if len(sys.argv) == 3 else f"outputs/{given}")):
        print(copy)
