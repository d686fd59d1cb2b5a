"""``pullthrough status DIR``: how far a study has come, what failed, and how to go on. Reads files only."""

from __future__ import annotations

import shlex
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pullthrough.study.code import code_hash
from pullthrough.study.folder import is_at_work, read_manifest
from pullthrough.study.store import RUNS
from pullthrough.text import quoting
from pullthrough.verbs.arguments import DIFFERENT, DONE, NoResults, Words, refuse, results

SHOWN = 5  # failures


def main(argv: list[str]) -> int:
    """Print the state of a result folder; exit code 0 if it is finished and no run failed, else 1."""
    words = Words("status", "How far the study in a folder has come, which runs failed, and how to go on.")
    words.add_argument("folder", help="a result folder")
    given = words.parse_args(argv)
    try:
        folder = results(given.folder)
    except NoResults as error:
        return refuse("status", error)
    about, counts = read_manifest(folder), _counts(folder)
    for name, text in _lines(folder, about, counts):
        print(f"{name:<10}{text}")
    finished = about.get("state") == "finished"
    return DONE if finished and not counts["failed"] else DIFFERENT


def _counts(folder: Path) -> dict[str, Any]:
    """Runs and failures in the shards on disk, and when the last one came."""
    import pyarrow.parquet as pq

    paths = sorted((folder / RUNS).glob("part-*.parquet"))
    failed: list[dict[str, Any]] = []
    runs = 0
    for path in paths:
        table = pq.read_table(path, columns=["run", "scenario", "seed", "error"])
        runs += table.num_rows
        failed += [row for row in table.to_pylist() if row["error"]]
    last = max((path.stat().st_mtime for path in paths), default=None)
    return {"runs": runs, "shards": len(paths), "failed": failed, "last": last}


def _lines(folder: Path, about: dict[str, Any], counts: dict[str, Any]) -> Iterator[tuple[str, str]]:
    state = about.get("state", "unknown: no manifest")
    if state != "finished":
        state = "running now" if is_at_work(folder) else "stopped before its end"
    yield "state", state
    if title := about.get("config", {}).get("experiment", {}).get("title"):
        yield "title", title
    if about:
        yield "study", f"{about.get('scenario')} against {about.get('against')}, world {about.get('world')}"
        yield "run id", f"{about.get('run_id')}, seed {about.get('seed')}, {about.get('replicates')} replicates"
        yield "code", _code(about)
    total = about.get("total_runs")
    yield "runs", f"{counts['runs']}" + (f" of {total}" if total else "") + f", in {counts['shards']} files"
    if counts["last"]:
        yield "last file", f"{_ago(time.time() - counts['last'])} ago"
    yield "failed", str(len(counts["failed"]))
    for row in counts["failed"][:SHOWN]:
        yield "", f"run {row['run']} ({row['scenario']}, seed {row['seed']}): {row['error']}"
    if about.get("state") == "finished":
        yield "took", f"{about.get('seconds')} s, finished {about.get('finished')}"
    elif state != "running now" and about.get("command"):
        yield "to go on", _to_go_on(str(about["command"]), folder)


def _code(about: dict[str, Any]) -> str:
    version = f"pullthrough {about.get('versions', {}).get('pullthrough', '?')}, {str(about.get('code'))[:10]}"
    return version + (", as installed here" if about.get("code") == code_hash() else ", not as installed here")


def _to_go_on(kept: str, folder: Path) -> str:
    """The command of the study, to be pasted, going on in its folder."""
    try:
        words = shlex.split(kept)[1:]
    except ValueError:  # not as this program writes it
        return "its command cannot be read"
    return quoting.command(words, folder=folder)


def _ago(seconds: float) -> str:
    for size, unit in ((86400, "days"), (3600, "hours"), (60, "minutes")):
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds:.0f} s"
