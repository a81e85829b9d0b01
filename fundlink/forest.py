"""What is connected: pair by pair, as pairs become known (union-find), or all at once, where millions are known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

Node = TypeVar("Node", int, str)


class Forest(Generic[Node]):
    """Trees of united nodes; the smallest of a tree is its root."""

    def __init__(self, pairs: Iterable[tuple[Node, Node]] = ()) -> None:
        self._parent: dict[Node, Node] = {}
        for one, other in pairs:
            self.unite(one, other)

    def root(self, node: Node) -> Node:
        """The smallest of those united with a node."""
        parent = self._parent
        above = parent.setdefault(node, node)
        while above != node:
            top = parent[above]
            if top != above:
                parent[node] = top
            node, above = above, top
        return node

    def unite(self, one: Node, other: Node) -> None:
        """Make two trees one."""
        low, high = self.root(one), self.root(other)
        if high < low:
            low, high = high, low
        self._parent[high] = low

    def roots(self) -> dict[Node, Node]:
        """Each node that was united with any -> its root."""
        return {node: self.root(node) for node in self._parent}

    def components(self, nodes: Iterable[Node]) -> list[list[Node]]:
        """The nodes by tree, each sorted."""
        found: dict[Node, list[Node]] = defaultdict(list)
        for node in sorted(nodes):
            found[self.root(node)].append(node)
        return list(found.values())


def connected(one: NDArray[Any], other: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """The nodes of pairs, sorted, and the smallest of those that each is connected with."""
    nodes, places = np.unique(np.concatenate((one, other)), return_inverse=True)
    left, right = np.split(places, [len(one)])
    above = np.arange(len(nodes))
    while True:
        low, higher = np.minimum(above[left], above[right]), above.copy()
        np.minimum.at(higher, above[left], low)
        np.minimum.at(higher, above[right], low)
        # To the top of what is known by now, in steps that double.
        while not np.array_equal(higher, higher[higher]):
            higher = higher[higher]
        if np.array_equal(higher, above):
            return nodes, nodes[above]
        above = higher
