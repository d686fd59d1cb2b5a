"""The kinds of study, by the name that ``study.kind`` has."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pullthrough.parameters.root_schema import Root
from pullthrough.study.carry_out import Report
from pullthrough.study.compare import Comparison, compare
from pullthrough.study.design import Design
from pullthrough.study.dose import Response, design_of, dose

Found = Comparison | Response
DESIGNS: dict[str, Callable[[Root], Design]] = {"compare": Design.of, "dose": design_of}
KINDS: dict[str, Callable[[Root, Path, str, Report], Found]] = {"compare": compare, "dose": dose}
