"""``pullthrough status DIR``: how far a study has come, what failed, and how to go on. Reads files only."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pullthrough.study.storage.folder import is_at_work, read_manifest
from pullthrough.study.storage.provenance import code_hash
from pullthrough.study.storage.renamed import former_headings
from pullthrough.study.storage.shards import Shard, shards_of
from pullthrough.text import quoting
from pullthrough.verbs.arguments import DIFFERENT, DONE, NoResults, Words, refuse, results
from pullthrough.verbs.overrides import words_of
from pullthrough.verbs.telling import add_forms, told

SHOWN = 5  # failures


def main(argv: list[str]) -> int:
    """Print the state of a result folder; exit code 0 if it is finished and no run failed, else 1."""
    words = Words("status", "Say how far the study in a folder has got, which runs failed, and how to resume it.")
    words.add_argument("folder", help="a result folder")
    add_forms(words)
    given = words.parse_args(argv)
    try:
        folder = results(given.folder)
    except NoResults as error:
        return refuse("status", error)
    about, shards = read_manifest(folder), shards_of(folder)
    found = Found(about, shards, _failed(shards))
    lines = list(_lines(folder, found))

    def tell() -> int:
        for name, text in lines:
            print(f"{name:<10}{text}")
        return DONE if found.is_whole else DIFFERENT

    numbers = {"runs": found.runs, "of": found.total, "failed": len(found.failed), "finished": found.is_finished}
    return told("status", given, tell, lambda: {"facts": numbers | {"run_id": found.about.get("run_id")}})


@dataclass(frozen=True)
class Found:
    """What a folder holds: its manifest (empty if there is none), its shards, and the runs that failed."""

    about: dict[str, Any]
    shards: list[Shard]
    failed: list[dict[str, Any]]

    @property
    def runs(self) -> int:
        """How many are there, whole."""
        return sum(shard.rows for shard in self.shards if not shard.fault)

    @property
    def is_finished(self) -> bool:
        """Whether the manifest says so."""
        return bool(self.about.get("state") == "finished")

    @property
    def total(self) -> int:
        """How many runs there should be: of a finished study those that it had."""
        total = self.about.get("total_runs", 0)
        return int(self.about.get("runs", total) if self.is_finished else total)

    @property
    def is_whole(self) -> bool:
        """Whether nothing is to be done."""
        return (
            self.is_finished and not self.failed and self.runs >= self.total and not any(s.fault for s in self.shards)
        )


def _failed(shards: list[Shard]) -> list[dict[str, Any]]:
    import pyarrow.parquet as pq

    tables = [
        pq.ParquetFile(s.path).read(["run", "scenario", "seed", "error"]) for s in shards if s.failed and not s.fault
    ]
    return [row for table in tables for row in table.to_pylist() if row["error"]]


def _lines(folder: Path, found: Found) -> Iterator[tuple[str, str]]:
    about, whole = found.about, [shard for shard in found.shards if not shard.fault]
    at_work = is_at_work(folder)
    state = "running now" if at_work else "interrupted" if about else "unknown: no manifest"
    if found.is_finished and not at_work:
        lacks = found.total - found.runs
        state = "finished" + (f", but {lacks} of its runs are missing" if lacks > 0 else "")
    yield "state", state
    if title := (about.get("config", {}).get("experiment") or {}).get("title"):
        yield "title", str(title)
    if about:
        yield "study", f"{about['scenario']} against {about['against']}, world {about['world']}"
        yield "run id", f"{about['run_id']}, seed {about['seed']}, {about['replicates']} replicates"
        yield "code", _code(about)
        if extension := about.get("extension"):
            yield "extension", f"{extension.get('name')}, SHA-256 {str(extension.get('sha256'))[:10]}"
    yield "runs", f"{found.runs}" + (f" of {found.total}" if found.total else "") + f", in {len(whole)} files"
    for shard in found.shards:
        if shard.fault:
            yield "left out", f"{shard.path.relative_to(folder)} {shard.fault}"
    if whole:
        yield "last file", f"{_ago(time.time() - max(shard.path.stat().st_mtime for shard in whole))} ago"
    yield "failed", str(len(found.failed))
    for row in found.failed[:SHOWN]:
        yield "", f"run {row['run']} ({row['scenario']}, seed {row['seed']}): {row['error']}"
    if found.is_finished:
        yield "took", f"{about.get('seconds')} s, finished {about.get('finished')}"
    for text in former_headings(folder):
        yield "headings", text
    if about and not at_work and not found.is_whole:
        if found.is_finished:
            yield "to mend", "the same command in the same folder re-runs what failed or was left out"
        yield "resume with", _resume(about["config"], folder)


def _code(about: dict[str, Any]) -> str:
    extension = (about.get("extension") or {}).get("sha256", "")
    version = f"pullthrough {about.get('versions', {}).get('pullthrough', '?')}, {str(about.get('code'))[:10]}"
    return version + (", as installed here" if about.get("code") == code_hash(extension) else ", not as installed here")


def _resume(config: dict[str, Any], folder: Path) -> str:
    """The command of the study, to be pasted, going on in its folder; made from its settings, not from what is written there."""
    words = words_of(config)
    if words is None:
        return f"the original command, with {quoting.override(quoting.RUN_FOLDER, str(folder))}"
    return quoting.command(words, config.get("config_dirs", ()), folder)


def _ago(seconds: float) -> str:
    for size, unit in ((86400, "days"), (3600, "hours"), (60, "minutes")):
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds:.0f} s"
