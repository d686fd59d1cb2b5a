"""Numbers in documents, held against the tables that they come from.

python experiments/prose.py [--check] [FILE ...]     # says what is not as the tables say; exit code 1 if anything is
python experiments/prose.py --write [FILE ...]       # writes numbers and tables; says which sentences no longer hold

Without a file, all documents that speak of results. How a number is tied to a table: python -m pydoc pullthrough.present.prose
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from pullthrough.present.prose.documents import check, documents, write


def main() -> int:
    """Check or write; exit code 1 if something is left."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--check", action="store_true", help="only say what is wrong (done anyway)")
    words.add_argument("--write", action="store_true", help="write the right numbers and tables")
    words.add_argument("file", nargs="*", type=Path, help="documents (default: all that speak of results)")
    given = words.parse_args()
    if missing := [str(path) for path in given.file if not path.is_file()]:
        words.error(f"there is no file {', '.join(missing)}")
    left = (write if given.write else check)(given.file or documents())
    print("\n".join([*left, f"{len(left)} to be seen to" if left else "every number is that of its table"]))
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
