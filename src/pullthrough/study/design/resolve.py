"""The design that a configuration asks for: its scenarios, at its points."""

from __future__ import annotations

from dataclasses import replace

from pullthrough.parameters.policy.setting import Setting, setting
from pullthrough.parameters.schema.root import Root
from pullthrough.study.design.design import UNCHANGED, Design
from pullthrough.study.design.points import Points, points_of
from pullthrough.study.design.variation import POLICY

VARIED = "+points"
"""Added to the name of the tested scenario if it is the baseline's and only the levers of points set them apart."""


def design_of(root: Root) -> Design:
    """The design of a comparison, of two scenarios or many, at a single point or at many."""
    return planned(root)[0]


def planned(root: Root) -> tuple[Design, Points]:
    """The design, and how its points were made."""
    made = points_of(root)
    levers = any(key.startswith(POLICY) for point in made.points for key, _ in point.values)
    against = setting(root, tested=False)
    tested = [told_apart(setting(root, n), against, levers) for n in root.study.scenarios or [root.scenario]]
    scenarios = (against, *tested)
    return Design(scenarios, root.replicates, root.seed, made.points, root.study.series), made


def told_apart(tested: Setting, against: Setting, levers: bool) -> Setting:
    """A tested scenario under a name of its own, if it is the baseline's: with the levers of points, or without any."""
    if tested.name != against.name:
        return tested
    mark, words = (VARIED, "with the levers of each point") if levers else (UNCHANGED, "(again)")
    return replace(tested, name=tested.name + mark, title=f"{tested.title} {words}")
