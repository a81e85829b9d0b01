"""Components linked into clusters, under what humans said of pairs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Any

from fundlink.resolution.linkage import Edge, Merge, average_linkage

Columns = Mapping[str, list[Any]]
Batch = tuple[Columns, Columns]
"""Components in the order of their numbers: `component, first, size, profile` of each profile, sorted; and of each pair
`component, joined, apart, a, b` and then what an `Edge` has, where `joined` and `apart` are a human's words."""


@dataclass(frozen=True)
class Component:
    """What linkage works on: mentions of each profile, all pairs, and what humans said of pairs.

    Profiles go by their smallest mention, so that no order in which they came to be known shows.
    """

    sizes: dict[str, int] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)
    joined: list[tuple[str, str]] = field(default_factory=list)
    apart: list[tuple[str, str]] = field(default_factory=list)

    def link(self, least: float, merges: list[Merge] | None = None) -> list[list[str]]:
        """Sorted profiles of each cluster, and what was merged, if asked for; `least` in bits.

        Two clusters of which a human joined two profiles become one, whole, whatever their pairs say. Where that would
        bring together two that a human keeps apart, those that were joined are taken out of their clusters instead.
        """
        steps: list[Merge] = []
        alone: set[str] = set()
        clusters = self._linked(alone, least, steps)
        if self.joined:
            # Whom those leave that are taken out may find fellows from whom another is kept.
            while more := self._forbidden(clusters) - alone:
                alone |= more
                steps = []
                clusters = self._linked(alone, least, steps)
            clusters = _join(clusters, self.joined, steps)
        if merges is not None:
            merges += steps
        return clusters

    def _linked(self, alone: set[str], least: float, steps: list[Merge]) -> list[list[str]]:
        sizes, edges = self.sizes, self.edges
        if alone:
            sizes = {node: size for node, size in sizes.items() if node not in alone}
            edges = [edge for edge in edges if edge.a in sizes and edge.b in sizes]
        return average_linkage(sizes, edges, round(least * 100), steps) + [[node] for node in sorted(alone)]

    def _forbidden(self, clusters: list[list[str]]) -> set[str]:
        """The joined profiles whose clusters, made one, would hold a pair that a human keeps apart."""
        of = {node: number for number, cluster in enumerate(_join(clusters, self.joined, [])) for node in cluster}
        forbidden = {of[a] for a, b in self.apart if of[a] == of[b]}
        return {node for pair in self.joined for node in pair if of[node] in forbidden}


def _join(clusters: list[list[str]], joined: list[tuple[str, str]], steps: list[Merge]) -> list[list[str]]:
    """The clusters, those of joined profiles made one; each such step is told."""
    of = {node: tuple(cluster) for cluster in clusters for node in cluster}
    for a, b in sorted(joined):
        if of[a] != of[b]:
            left, right = sorted((of[a], of[b]))
            steps.append(Merge(left, right, None))
            of |= dict.fromkeys((*left, *right), tuple(sorted((*left, *right))))
    return sorted(map(list, set(of.values())))


def link(batch: Batch, least: float) -> dict[int, int]:
    """Profile -> the profile that heads its cluster, of all profiles of the components; `least` in bits."""
    profiles, pairs = (zip(*columns.values(), strict=True) for columns in batch)
    pairs_of = {number: list(rows) for number, rows in groupby(pairs, itemgetter(0))}
    heads: dict[int, int] = {}
    for number, rows in groupby(profiles, itemgetter(0)):
        component, firsts = Component(), {}
        for _, first, size, profile in rows:
            component.sizes[first] = size
            firsts[profile] = first
        for _, joined, apart, one, other, *told in pairs_of[number]:
            a, b = firsts[one], firsts[other]
            component.edges.append(Edge(a, b, *told))
            if joined or apart:
                (component.joined if joined else component.apart).append((min(a, b), max(a, b)))
        members = {first: profile for profile, first in firsts.items()}
        heads |= {members[node]: members[cluster[0]] for cluster in component.link(least) for node in cluster}
    return heads
