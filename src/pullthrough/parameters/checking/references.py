"""References from one setting to another, such as ``${world.calendar.first_year}``, put in.

A value that is one reference is looked up here, which is what nearly all are. References within a text, and Hydra's
functions such as ``${now:%Y}``, are left to OmegaConf. Either way what comes of them is bounded: references to references
could otherwise stand for more than any memory holds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pullthrough.parameters.checking.problems import Problem, nearest_name

WHOLE = re.compile(r"\$\{([A-Za-z_]\w*(?:\.\w+)*)\}")
MOST_ENTRIES = 200_000
MOST_IN_TEXTS = 24
"""References within texts, of all settings together."""
LONGEST_CHAIN = 20


def resolved(tree: Mapping[str, Any]) -> tuple[dict[str, Any], list[Problem]]:
    """A tree with its references put in, and the problems of those that lead nowhere (which stay as they are).

    The tree itself is left as it is; parts without a reference are shared with it.
    """
    walk = _Walk(tree)
    found = {key: walk.value(value, str(key), ()) for key, value in tree.items()}
    if walk.in_texts and not walk.problems:
        return _by_omegaconf(found, walk.in_texts)
    return found, walk.problems


class _Walk:
    def __init__(self, tree: Mapping[str, Any]) -> None:
        self.tree, self.entries = tree, 0
        self.problems: list[Problem] = []
        self.in_texts: list[tuple[str, str]] = []

    def value(self, value: Any, path: str, chain: tuple[str, ...]) -> Any:
        """A value at a path with its references put in; ``chain`` are the references that led to it."""
        self.entries += 1
        if isinstance(value, Mapping):
            new: Any = {key: self.value(inner, f"{path}.{key}", chain) for key, inner in value.items()}
            return value if all(new[key] is inner for key, inner in value.items()) else new
        if isinstance(value, list):
            new = [self.value(inner, f"{path}[{i}]", chain) for i, inner in enumerate(value)]
            return value if all(a is b for a, b in zip(new, value, strict=True)) else new
        if not isinstance(value, str) or "${" not in value:
            return value
        whole = WHOLE.fullmatch(value)
        if whole:
            return self._referred(value, whole[1], path, chain)
        self.in_texts.append((path, value))
        return value

    def _referred(self, value: str, key: str, path: str, chain: tuple[str, ...]) -> Any:
        node: Any = self.tree
        for part in key.split("."):
            if not isinstance(node, Mapping) or part not in node:
                near = nearest_name(part, map(str, node)) if isinstance(node, Mapping) else None
                hint = key.replace(part, near) if near else None
                return self._fault(path, value, f"cannot be resolved: there is no setting {key}", hint)
            node = node[part]
        if key in chain or len(chain) == LONGEST_CHAIN:
            return self._fault(path, value, "cannot be resolved: the references are circular")
        if self.entries > MOST_ENTRIES:
            return self._fault(path, value, f"expands to more than {MOST_ENTRIES:,} settings")
        return self.value(node, path, (*chain, key))

    def _fault(self, path: str, value: str, message: str, near: str | None = None) -> str:
        if not self.problems or self.entries <= MOST_ENTRIES:
            self.problems.append(Problem(path, value, message, near))
        return value


def _by_omegaconf(tree: dict[str, Any], texts: list[tuple[str, str]]) -> tuple[dict[str, Any], list[Problem]]:
    from omegaconf import OmegaConf
    from omegaconf.errors import OmegaConfBaseException

    if sum(text.count("${") for _, text in texts) > MOST_IN_TEXTS:
        path, text = texts[0]
        return tree, [Problem(path, text, f"at most {MOST_IN_TEXTS} references within texts are allowed in all")]
    try:
        found = OmegaConf.to_container(OmegaConf.create(tree), resolve=True)
    except (OmegaConfBaseException, ValueError, TypeError, LookupError, RecursionError) as error:
        reason = str(error).splitlines()[0].rstrip(".") if str(error) else type(error).__name__
        path = str(getattr(error, "full_key", None) or texts[0][0])
        return tree, [Problem(path, dict(texts).get(path, texts[0][1]), f"cannot be resolved: {reason}")]
    assert isinstance(found, dict)
    return {str(key): value for key, value in found.items()}, []
