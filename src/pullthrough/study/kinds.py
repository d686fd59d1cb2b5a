"""The kinds of study, by the name that ``study.kind`` has."""

from __future__ import annotations

from pullthrough.study.compare import compare

KINDS = {"compare": compare}
