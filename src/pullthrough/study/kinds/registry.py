"""The kinds of study, by the name that ``study.kind`` has."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from pullthrough.parameters.checking.problems import Problem
from pullthrough.parameters.schema.root import Root
from pullthrough.study.design.design import Design
from pullthrough.study.design.resolve import design_of
from pullthrough.study.execution.run_design import Report
from pullthrough.study.kinds import (
    attribute,
    calibrate,
    counterfactual,
    dose,
    ensemble,
    equal_cost,
    levers,
    precision,
    replay,
    validate,
)
from pullthrough.study.kinds.attribute import Attribution
from pullthrough.study.kinds.calibrate import Calibration
from pullthrough.study.kinds.compare import Comparison, compare
from pullthrough.study.kinds.counterfactual import Counterfactual
from pullthrough.study.kinds.dose import Response
from pullthrough.study.kinds.ensemble import Ensemble
from pullthrough.study.kinds.levers import LeversFound
from pullthrough.study.kinds.precision import Precise
from pullthrough.study.kinds.sensitivity import Sensitivity, sensitivity
from pullthrough.study.kinds.sweep import Sweep, sweep
from pullthrough.study.kinds.validate import Validation

Found = (
    Comparison
    | Response
    | Attribution
    | LeversFound
    | Sweep
    | Sensitivity
    | Precise
    | Validation
    | Calibration
    | Ensemble
    | Counterfactual
)
DESIGNS: dict[str, Callable[[Root], Design]] = {
    "compare": equal_cost.design_of,
    "dose": dose.design_of,
    "attribute": attribute.design_of,
    "levers": levers.design_of,
    "replay": equal_cost.design_of,
    "precision": precision.design_of,
    "sweep": design_of,
    "sensitivity": design_of,
    "validate": validate.design_of,
    "calibrate": calibrate.design_of,
    "ensemble": design_of,
    "counterfactual": counterfactual.design_of,
}
KINDS: dict[str, Callable[[Root, Path, str, Report], Found]] = {
    "compare": compare,
    "dose": dose.dose,
    "attribute": attribute.attribute,
    "levers": levers.levers,
    "replay": replay.replay,
    "precision": precision.precision,
    "sweep": sweep,
    "sensitivity": sensitivity,
    "validate": validate.validate,
    "calibrate": calibrate.calibrate,
    "ensemble": ensemble.ensemble,
    "counterfactual": counterfactual.counterfactual,
}
PROBLEMS: dict[str, Callable[[Root], Iterator[Problem]]] = {
    "dose": dose.problems_of,
    "attribute": attribute.problems_of,
    "levers": levers.problems_of,
    "replay": replay.problems_of,
    "validate": validate.problems_of,
    "calibrate": calibrate.problems_of,
    "ensemble": ensemble.problems_of,
    "counterfactual": counterfactual.problems_of,
}
"""What is wrong with the settings that only one kind of study knows."""


def problems_of(root: Root) -> Iterator[Problem]:
    """What is wrong with the settings of a study that its kind alone, or a comparison at equal cost, knows."""
    yield from equal_cost.problems_of(root)
    if root.study.kind in PROBLEMS:
        yield from PROBLEMS[root.study.kind](root)
