"""Build the site with MkDocs, strictly: a link that leads nowhere is an error."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from pullthrough.parameters.files.locate import config_folder

NEEDED = {
    "mkdocs": "mkdocs",
    "material": "mkdocs-material",
    "mkdocstrings": "mkdocstrings[python]",
    "mkdocs_gen_files": "mkdocs-gen-files",
    "mkdocs_literate_nav": "mkdocs-literate-nav",
}
"""Modules that the build imports, with the package that has each."""

SOURCES = (
    "mkdocs.yml",
    "docs",
    "configs",
    "src",
    "experiments",
    "examples",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "CITATION.cff",
)
FIRST_PAGE, MARK = "index.html", "objects.inv"
QUIET = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
"""Notices of the tools about their own future."""


class CannotBuild(Exception):
    """The site cannot be built; the message says what to do."""


def project() -> Path:
    """The folder of the project.

    Raises:
        CannotBuild: if this is an installation without the documentation.
    """
    root = config_folder().parent
    if not (root / "mkdocs.yml").is_file():
        raise CannotBuild(
            "the documentation is part of the source, not of the installed package: run this in a clone of the project"
        )
    return root


def missing() -> list[str]:
    """The packages that are needed and not installed."""
    return [package for module, package in NEEDED.items() if find_spec(module) is None]


def is_current(root: Path, site: Path) -> bool:
    """Whether the site is newer than everything it is made from."""
    page = site / FIRST_PAGE
    return page.is_file() and page.stat().st_mtime > max(_changed(root / name) for name in SOURCES)


def build(root: Path, site: Path) -> None:
    """Build the site.

    Args:
        root: folder of the project.
        site: where the site goes; what an earlier build left there is replaced.

    Raises:
        CannotBuild: if a package is missing, the folder holds something else, or MkDocs finds a fault.
    """
    if packages := missing():
        raise CannotBuild(f"{', '.join(packages)} not installed. To install: pip install 'pullthrough[docs]'")
    if site.is_symlink() or (site.exists() and not _is_site(site)):
        raise CannotBuild(
            f"{site} exists and is no site built before, so it is left alone: name another folder with --into"
        )
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--clean", "--site-dir", str(site)]
    done = subprocess.run(command, cwd=root, env=os.environ | QUIET, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CannotBuild(f"MkDocs found a fault:\n{(done.stdout + done.stderr).strip()}")


def _is_site(folder: Path) -> bool:
    return folder.is_dir() and ((folder / MARK).is_file() or not any(folder.iterdir()))


def _changed(path: Path) -> float:
    """When a file, or the file of a folder that changed last, was written."""
    files = (p for p in path.rglob("*") if p.is_file() and "__pycache__" not in p.parts) if path.is_dir() else (path,)
    return max((file.stat().st_mtime for file in files if file.exists()), default=0.0)
