"""``pullthrough schema``: JSON Schemas with which an editor completes and checks configuration files. Runs nothing."""

from __future__ import annotations

import json
from pathlib import Path

from pullthrough.parameters.checking.problems import nearest_name
from pullthrough.verbs.arguments import DONE, Words, refuse

LINE = "# yaml-language-server: $schema="
"""How a YAML file names its schema to an editor."""


def main(argv: list[str]) -> int:
    """Print a schema, or write all of them into a folder; exit code 2 if there is no such kind of file."""
    words = Words("schema", "JSON Schemas with which an editor completes and checks your configuration files.")
    words.add_argument("kind", nargs="?", help="kind of file, such as policy or world/rules; its schema is printed")
    words.add_argument("--into", metavar="FOLDER", help="write the schemas of all kinds into this folder")
    given = words.parse_args(argv)
    from pullthrough.parameters.composition.compose import compose
    from pullthrough.parameters.schema.json_schema import KINDS, json_schema, known_names

    if given.kind and given.kind not in KINDS:
        near = nearest_name(given.kind, KINDS)
        hint = f"Did you mean '{near}'?" if near else f"Kinds: {', '.join(KINDS)}."
        return refuse("schema", ValueError(f"'{given.kind}' is not a kind of configuration file. {hint}"))
    if given.kind or given.into:
        known = known_names(compose().world)
    if given.kind:
        print(json.dumps(json_schema(given.kind, known), indent=2))
    if given.into:
        folder = Path(given.into)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for kind in KINDS:
                text = json.dumps(json_schema(kind, known), indent=2)
                (folder / file_of(kind)).write_text(f"{text}\n", encoding="utf-8")
        except OSError as error:
            return refuse("schema", ValueError(f"cannot write to {folder}: {error.strerror}"))
        print(f"{len(KINDS)} schemas in {folder}. A policy file in {folder.parent}/policy/ begins with the line")
        print(f"  {LINE}../{folder.name}/{file_of('policy')}")
    if not given.kind and not given.into:
        print("Kinds of configuration file:", ", ".join(KINDS))
        print("Print one with 'pullthrough schema KIND'; write all with 'pullthrough schema --into FOLDER'.")
    return DONE


def file_of(kind: str) -> str:
    """The file name of the schema of a kind of file."""
    return f"{kind.replace('/', '_')}.schema.json"
