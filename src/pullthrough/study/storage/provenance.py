"""Which code made a result: a hash of the model's sources, versions, and the commit."""

from __future__ import annotations

import hashlib
import os
import subprocess
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2]
NOT_THE_MODEL = ("present", "study", "verbs", "text", "configs", "explore")
LIBRARIES = ("mesa", "numba", "numpy")
"""Libraries that take part in a run."""


@cache
def code_hash(extension: str = "") -> str:
    """Hash of the sources that a run depends on and of the versions of the libraries it uses.

    Args:
        extension: the hash of the source of an extension, if the study has one.
    """
    digest = hashlib.sha256()
    if extension:
        digest.update(f"{code_hash()} with extension {extension}".encode())
        return digest.hexdigest()
    for path in sorted(PACKAGE.rglob("*.py")):
        part = path.relative_to(PACKAGE)
        if part.parts[0] not in NOT_THE_MODEL and part.name not in ("cli.py", "api.py"):
            digest.update(part.as_posix().encode() + b"\0" + path.read_bytes())
    for name, number in versions(LIBRARIES).items():
        digest.update(f"{name} {number}".encode())
    return digest.hexdigest()


def versions(names: tuple[str, ...]) -> dict[str, str]:
    """The installed versions of packages."""
    found = {}
    for name in names:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found


def commit() -> dict[str, str | bool | None]:
    """The git commit of the source and whether files differ from it; None outside a clone."""
    found = _git("rev-parse", "HEAD")
    return {"commit": found or None, "dirty": bool(_git("status", "--porcelain")) if found else None}


def _without_git() -> dict[str, str]:
    """The environment less what tells git of another repository, as it does in a hook, or of programs to run."""
    return {name: text for name, text in os.environ.items() if not name.startswith("GIT_")} | {
        "GIT_OPTIONAL_LOCKS": "0"
    }


def _git(*words: str) -> str:
    if not (PACKAGE.parents[1] / ".git").exists():
        return ""
    try:
        done = subprocess.run(
            ["git", "-c", "core.fsmonitor=false", "-C", str(PACKAGE), *words],
            env=_without_git(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=5,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
