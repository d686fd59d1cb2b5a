"""What the command does besides running a study: ``pullthrough VERB ...``; one file a verb, with ``main(argv) -> exit code``."""

from __future__ import annotations

VERBS: tuple[str, ...] = (
    "diff",
    "docs",
    "explain",
    "explore",
    "export",
    "figures",
    "guess",
    "report",
    "rerun",
    "runs",
    "schema",
    "show",
    "status",
    "verify",
)
"""The names of the verbs, each a module of this package."""
