"""Union-find."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable


class Forest:
    """Union-find over integers; the smallest of a tree is its root."""

    def __init__(self) -> None:
        self._parent: dict[int, int] = {}

    def root(self, node: int) -> int:
        """The smallest of those united with a node."""
        parent = self._parent
        while parent.setdefault(node, node) != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    def unite(self, one: int, other: int) -> bool:
        """Make two trees one; False when they were."""
        low, high = sorted((self.root(one), self.root(other)))
        self._parent[high] = low
        return low != high

    def components(self, nodes: Iterable[int]) -> list[list[int]]:
        """The nodes by tree, each sorted."""
        found: dict[int, list[int]] = defaultdict(list)
        for node in sorted(nodes):
            found[self.root(node)].append(node)
        return list(found.values())
