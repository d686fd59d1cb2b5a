"""The status of a requirement: written here and nowhere else; which may follow which is in ``world/life_cycles.py``."""

from __future__ import annotations

import typing

from pullthrough.world.codes import CANCELLED, EVALUATION, IN_DELIVERY, MET, PLANNED, PUBLISHED

if typing.TYPE_CHECKING:
    from pullthrough.world.state import RequirementRow


def plan(requirement: RequirementRow):
    """Conceived, and in nobody's published plan."""
    requirement.status = PLANNED


def publish(requirement: RequirementRow):
    """In the published plan, for the first time or again."""
    requirement.status = PUBLISHED


def evaluate(requirement: RequirementRow):
    """Its tender has opened or its order is placed, and who is to supply it is chosen."""
    requirement.status = EVALUATION


def let(requirement: RequirementRow):
    """The contract is signed."""
    requirement.status = IN_DELIVERY


def meet(requirement: RequirementRow):
    """Delivered: the need is met."""
    requirement.status = MET


def cancel(requirement: RequirementRow):
    """Dropped for good."""
    requirement.status = CANCELLED
