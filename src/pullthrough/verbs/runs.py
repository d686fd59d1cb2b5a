"""``pullthrough runs [WORD]``: the studies of the past, newest first: what, when, how far, what came out. Reads files."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pullthrough.study.storage.folder import is_at_work, read_manifest
from pullthrough.study.storage.store import MANIFEST, RUNS
from pullthrough.text.safe import one_line
from pullthrough.verbs.arguments import DONE, NoResults, Words, existing, refuse

OUTPUTS, DEEPEST, SHOWN = "outputs", 5, 30
HEADLINES = ("adoptions_per_year", "adoption_rate")


@dataclass(frozen=True)
class Past:
    """A study in a folder."""

    folder: str
    when: str
    what: str
    state: str
    headline: str
    run_id: str
    command: str

    def has(self, word: str) -> bool:
        """Whether any of what is known of it has a word in it, whatever the case."""
        return any(word.lower() in str(value).lower() for value in asdict(self).values())


def main(argv: list[str]) -> int:
    """List past studies; exit code 2 if there is no such folder."""
    words = Words(
        "runs",
        "List past studies, newest first; with a word, those with it in folder, title or command.",
    )
    words.add_argument("word", nargs="*", help="one or more words; only studies that contain all of them are listed")
    words.add_argument("--in", dest="place", default=OUTPUTS, metavar="DIR", help=f"where to look (default: {OUTPUTS})")
    words.add_argument("--all", action="store_true", help=f"list all, not only the first {SHOWN}")
    words.add_argument("--json", action="store_true", help="as JSON, for other programs")
    given = words.parse_intermixed_args(argv)  # words may stand before and behind options
    if given.place == OUTPUTS and not Path(OUTPUTS).exists():
        print("[]" if given.json else f"There are no studies yet: no folder {OUTPUTS} here.")
        return DONE
    try:
        place = existing(given.place)
    except NoResults as error:
        return refuse("runs", error)
    found = [past for past in past_in(place) if all(past.has(word) for word in given.word)]
    if given.json:
        print(json.dumps([asdict(past) for past in found], indent=1, ensure_ascii=False))
        return DONE
    for past in found if given.all else found[:SHOWN]:
        print(f"{past.when:<16}  {past.state:<9}  {past.folder}\n{'':18}{past.what}")
        if past.headline:
            print(f"{'':18}{past.headline}")
    if not found:
        print("No study" + (f" has {' and '.join(map(repr, given.word))} in it." if given.word else f" in {place}."))
    elif len(found) > SHOWN and not given.all:
        print(f"and {len(found) - SHOWN} more: --all shows them")
    return DONE


def past_in(place: Path) -> list[Past]:
    """The studies below a folder, newest first."""
    found = [past for folder in _folders(place, DEEPEST) if (past := _past(folder))]
    return sorted(found, key=lambda past: past.when, reverse=True)


def _folders(place: Path, deepest: int) -> Iterator[Path]:
    """Folders that hold a study; nothing is looked for inside one, nor through links."""
    if (place / MANIFEST).is_file():
        yield place
        return
    try:
        below = sorted(
            entry.path for entry in os.scandir(place) if entry.is_dir(follow_symlinks=False) and entry.name != RUNS
        )
    except OSError:
        return
    for path in below if deepest else ():
        yield from _folders(Path(path), deepest - 1)


def _past(folder: Path) -> Past | None:
    about = read_manifest(folder)
    if not about:
        return None
    state = "running" if is_at_work(folder) else "finished" if about.get("state") == "finished" else "stopped"
    when = str(about.get("finished") or about.get("started") or "")[:16].replace("T", " ")
    if failures := about.get("failures"):
        state = f"{failures} failed"
    told = str(about.get("command", ""))
    return Past(
        one_line(folder),
        one_line(when),
        _what(about),
        state,
        _headline(folder),
        one_line(about["run_id"]),
        one_line(told),
    )


def _what(about: dict[str, Any]) -> str:
    title = (about.get("config", {}).get("experiment") or {}).get("title")
    kind = about.get("config", {}).get("study", {}).get("kind", "compare")
    pair = f"{about['scenario']} against {about['against']}, world {about['world']}, {about['replicates']} replicates"
    return one_line(f"{title or kind}: {pair}")


def _headline(folder: Path) -> str:
    """What came out for the first headline outcome that the table of effects has."""
    from pullthrough.present.figures.load import described
    from pullthrough.present.figures.stamp import number, unit_words

    try:
        with (folder / "effects.csv").open(encoding="utf-8", newline="") as file:
            rows = {row["outcome"]: row for row in csv.DictReader(file)}
        row = next(rows[name] for name in HEADLINES if name in rows)
        low, high = (number(float(row[name]), "") for name in ("ci_low", "ci_high"))
        difference = number(float(row["difference"]))
        return one_line(
            f"{described(row['outcome'])[0]}: difference {difference} ({low} to {high}){unit_words(row['unit'])}"
        )
    except (OSError, KeyError, ValueError, StopIteration, csv.Error):
        return ""
