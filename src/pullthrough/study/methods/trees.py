"""Classification trees: in which worlds does a policy fail? The second opinion beside peeling (CART; Breiman and others 1984).

Lempert, Bryant and Bankes (2008) compare the two: peeling finds one box at a time and lets a person choose, a tree covers all
worlds at once and can show that
failure has more than one cause.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pullthrough.study.methods.prim import Flags, Floats, Limit

DEPTH, FEWEST = 3, 0.08
"""Limits one below the other, and the share of worlds that a leaf has at least."""
DENSE = 0.5
"""A leaf tells where the policy fails if it fails in more than this share of its worlds, and in more than elsewhere."""


@dataclass(frozen=True)
class Leaf:
    """A leaf of the tree: its limits, worlds and failures, and the share of all failures that it holds."""

    limits: tuple[Limit, ...]
    failures: int
    worlds: int
    coverage: float


def leaves(values: Floats, failed: Flags, weights: Floats | None = None) -> list[Leaf]:
    """The leaves in which the policy mostly fails, the one with most failures first; none if nothing separates them."""
    from sklearn.tree import DecisionTreeClassifier

    if not failed.any() or failed.all():
        return []
    least = max(2, round(FEWEST * len(failed)))
    tree = DecisionTreeClassifier(max_depth=DEPTH, min_samples_leaf=least, random_state=0)
    tree.fit(values, failed, sample_weight=weights)
    place = tree.apply(values)
    found = []
    for node, limits in _paths(tree.tree_, 0, ()):
        inside = place == node
        mine, share = int(failed[inside].sum()), float(failed[inside].mean())
        if share > max(DENSE, float(failed.mean())):
            found.append(Leaf(_shortened(limits), mine, int(inside.sum()), mine / int(failed.sum())))
    return sorted(found, key=lambda leaf: -leaf.failures)


def _paths(tree: Any, node: int, limits: tuple[Limit, ...]) -> list[tuple[int, tuple[Limit, ...]]]:
    left, right = int(tree.children_left[node]), int(tree.children_right[node])
    if left < 0:
        return [(node, limits)]
    factor, value = int(tree.feature[node]), float(tree.threshold[node])
    below, above = Limit(factor, False, value), Limit(factor, True, value)
    return [*_paths(tree, left, (*limits, below)), *_paths(tree, right, (*limits, above))]


def _shortened(limits: tuple[Limit, ...]) -> tuple[Limit, ...]:
    """Of several limits of one kind the narrowest."""
    kept: dict[tuple[int, bool], Limit] = {}
    for limit in limits:
        key = limit.factor, limit.at_least
        known = kept.get(key)
        narrower = known is None or (limit.value > known.value if limit.at_least else limit.value < known.value)
        kept[key] = limit if narrower else known  # type: ignore[assignment]
    return tuple(kept.values())
