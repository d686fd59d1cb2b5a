"""The tables of networks before anything happens: nobody knows anybody, there is no cluster."""

from __future__ import annotations

from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from pullthrough.parameters.schema.world import World
from pullthrough.world import tables_networks
from pullthrough.world.codes import KEY_CLUSTER, MOST_INVITED, MOST_TIES, NEVER, NO_ROW
from pullthrough.world.draws import child


def network_tables(world: World, root: np.uint64, organisations: int, quarters: int) -> dict[str, Any]:
    """All tables of networks by name.

    Args:
        world: gives regions and segments.
        root: root of every key.
        organisations: number of slots.
        quarters: number of quarters simulated.
    """
    regions = list(world.population.firms_by_region)
    networks = _empty(organisations, tables_networks.NETWORK)
    networks.cluster = networks.adviser = NO_ROW
    networks.joined = NEVER
    clusters = _empty(len(regions), tables_networks.CLUSTER)
    clusters.launched = NEVER
    with np.errstate(over="ignore"):
        for region_row, region in enumerate(regions):
            clusters.key[region_row] = child(
                root, KEY_CLUSTER, crc32(region.encode())
            )  # by name: order does not matter
    return {
        "networks": networks,
        "ties": _empty(organisations * MOST_TIES, tables_networks.TIE),
        "clusters": clusters,
        "neighbours": _neighbours(world, regions),
        "locals": np.zeros(organisations, np.uint32),
        "cluster_members": np.zeros(organisations, np.uint32),
        "short_members": np.zeros(MOST_INVITED, np.int32),
        "short_members_scores": np.zeros(MOST_INVITED),
        "regional": np.zeros((quarters, len(regions)), tables_networks.REGIONAL).view(np.recarray),
        "regional_notes": np.zeros((quarters, len(regions)), tables_networks.REGIONAL_NOTE).view(np.recarray),
        "network_notes": _empty(quarters, tables_networks.NETWORK_NOTE),
        "spread": np.zeros((quarters, len(world.segments)), tables_networks.spread_type(world.dimensions)).view(
            np.recarray
        ),
    }


def _neighbours(world: World, regions: list[str]) -> NDArray[np.int32]:
    """1 where two regions of this world border on each other, shape (regions, regions)."""
    found = np.zeros((len(regions), len(regions)), np.int32)
    for region, others in world.clusters.neighbours.items():
        for other in others:
            if region in regions and other in regions:
                found[regions.index(region), regions.index(other)] = 1
                found[regions.index(other), regions.index(region)] = 1
    return found


def _empty(rows: int, dtype: np.dtype[Any]) -> Any:
    return np.zeros(rows, dtype).view(np.recarray)
