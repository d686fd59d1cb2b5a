"""What made each file of a study, as an RO-Crate: JSON-LD beside the results, by https://w3id.org/ro/crate/1.1 and the
profile https://w3id.org/ro/wfrun/process/0.5 (a run of a program as a CreateAction)."""

from __future__ import annotations

import hashlib
import json
import mimetypes
from pathlib import Path
from typing import Any

from pullthrough.parameters.register.limits import LIMITS
from pullthrough.study.storage.folder import read_manifest
from pullthrough.study.storage.writing import write_whole
from pullthrough.verbs.arguments import NoResults

CRATE = "ro-crate-metadata.json"
SPECIFICATION = "https://w3id.org/ro/crate/1.1"
PROFILE = "https://w3id.org/ro/wfrun/process/0.5"
TYPES = {".parquet": "application/vnd.apache.parquet", ".csv": "text/csv", ".yaml": "application/yaml"}
SETTINGS = ("world", "scenario", "against", "policy_start", "replicates", "seed", "fingerprint")
Entity = dict[str, Any]


def write_crate(folder: Path, licence: str) -> Path:
    """Write ``ro-crate-metadata.json`` in a result folder.

    Raises:
        NoResults: if the folder has no manifest that can be read.
    """
    about = read_manifest(folder)
    if not about:
        raise NoResults(f"{folder} has no readable manifest, so its origin is unknown")
    files = [path for path in sorted(folder.rglob("*")) if _is_kept(folder, path.relative_to(folder))]
    entities = [_file(folder, path) for path in files]
    graph = [_descriptor(), _root(about, licence, entities), *_run(about, entities), *entities]
    document = {"@context": f"{SPECIFICATION}/context", "@graph": graph}
    write_whole(folder / CRATE, json.dumps(document, indent=1, ensure_ascii=False) + "\n")
    return folder / CRATE


def _is_kept(folder: Path, path: Path) -> bool:
    """Whether a file belongs to the crate: no hidden one, and none that a link leads to, which may lie anywhere."""
    places = [folder / place for place in (path, *path.parents) if place.parts]
    if any(place.is_symlink() for place in places) or any(part.startswith(".") for part in path.parts):
        return False
    return path.name != CRATE and (folder / path).is_file()


def _descriptor() -> Entity:
    return {
        "@id": CRATE,
        "@type": "CreativeWork",
        "about": {"@id": "./"},
        "conformsTo": {"@id": SPECIFICATION},
    }


def _root(about: Entity, licence: str, files: list[Entity]) -> Entity:
    experiment = about.get("config", {}).get("experiment") or {}
    title = experiment.get("title") or f"{about.get('scenario')} against {about.get('against')}"
    question = f" {experiment['question']}" if experiment.get("question") else ""
    return {
        "@id": "./",
        "@type": "Dataset",
        "name": f"Simulation study: {title}",
        "description": f"Results of the agent-based model pullthrough, world {about.get('world')}, run "
        f"{about.get('run_id')}.{question} {LIMITS}",
        "datePublished": about.get("finished") or about.get("started"),
        "license": licence,
        "conformsTo": {"@id": PROFILE},
        "hasPart": [{"@id": file["@id"]} for file in files],
        "mentions": {"@id": "#run"},
    }


def _run(about: Entity, files: list[Entity]) -> list[Entity]:
    """The run of the program, the program, and the settings by which the run is known."""
    versions = about.get("versions", {})
    settings = [
        {"@id": f"#setting-{name}", "@type": "PropertyValue", "name": name, "value": about.get(name)}
        for name in SETTINGS
        if about.get(name) is not None
    ]
    action = {
        "@id": "#run",
        "@type": "CreateAction",
        "name": about.get("command") or "pullthrough",
        "instrument": {"@id": "#pullthrough"},
        "object": [{"@id": entity["@id"]} for entity in settings],
        "result": [{"@id": file["@id"]} for file in files],
        "startTime": about.get("started"),
        "endTime": about.get("finished"),
        "actionStatus": _status(about),
    }
    program = {
        "@id": "#pullthrough",
        "@type": "SoftwareApplication",
        "name": "pullthrough",
        "description": "An agent-based model of research and development pull-through in UK defence",
        "softwareVersion": versions.get("pullthrough"),
        "identifier": f"sha256 of the model's code {about.get('code')}",
        "version": (about.get("git") or {}).get("commit"),
        "softwareRequirements": [{"@id": f"#library-{name}"} for name in _libraries(versions)],
        "license": "https://spdx.org/licenses/MIT",
    }
    libraries = [
        {"@id": f"#library-{name}", "@type": "SoftwareApplication", "name": name, "softwareVersion": versions[name]}
        for name in _libraries(versions)
    ]
    found = [
        action,
        program,
        *libraries,
        *settings,
        {"@id": PROFILE, "@type": "CreativeWork", "name": "Process Run Crate"},
    ]
    return [{key: value for key, value in entity.items() if value is not None} for entity in found]


def _libraries(versions: Entity) -> list[str]:
    return [name for name in versions if name != "pullthrough"]


def _status(about: Entity) -> str:
    done = about.get("state") == "finished"
    name = "CompletedActionStatus" if done and not about.get("failures") else "FailedActionStatus"
    return f"http://schema.org/{name if done else 'ActiveActionStatus'}"


def _file(folder: Path, path: Path) -> Entity:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    kind = TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return {
        "@id": path.relative_to(folder).as_posix(),
        "@type": "File",
        "name": path.name,
        "encodingFormat": kind,
        "contentSize": str(path.stat().st_size),
        "sha256": digest,
    }
