"""The status of a technology: written here and nowhere else; which may follow which is in ``world/life_cycles.py``."""

from __future__ import annotations

import typing

from pullthrough.world.codes import ABANDONED, BIDDING, CONTRACTED, DEVELOPING, IN_SERVICE, SHELF

if typing.TYPE_CHECKING:
    from pullthrough.world.state import TechnologyRow


def shelve(technology: TechnologyRow):
    """On the shelf: neither worked on nor in anybody's bid."""
    technology.status = SHELF


def develop(technology: TechnologyRow):
    """Under development: somebody pays for work this quarter."""
    technology.status = DEVELOPING


def choose(technology: TechnologyRow):
    """Chosen in a tender or for an order; not to be had for anything else."""
    technology.status = BIDDING


def contract(technology: TechnologyRow):
    """The contract for it is signed."""
    technology.status = CONTRACTED


def put_into_service(technology: TechnologyRow):
    """Delivered and integrated: adopted."""
    technology.status = IN_SERVICE


def give_up(technology: TechnologyRow):
    """Given up for good."""
    technology.status = ABANDONED
