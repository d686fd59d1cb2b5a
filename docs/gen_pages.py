"""Pages that stand elsewhere in the project, and those of the Python reference, as pages of the site."""

from __future__ import annotations

from pathlib import Path

import mkdocs_gen_files

from pullthrough.present.site import api, links

ROOT = Path(__file__).parents[1]

for name in links.taken(ROOT):
    with mkdocs_gen_files.open(name, "wb") as file:
        file.write((ROOT / name).read_bytes())
    mkdocs_gen_files.set_edit_path(name, None)

for name, text in api.pages().items():
    with mkdocs_gen_files.open(name, "w") as file:
        file.write(text)
