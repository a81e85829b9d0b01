"""From scored pairs to clusters of mentions."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import duckdb

from fundlink.resolution.columns import fetch, store, text
from fundlink.resolution.linkage import Edge, Merge, average_linkage

log = logging.getLogger(__name__)

MOST_IN_COMPONENT = 1_000
"""Profiles of one component whose pairs are all scored; a larger one is taken apart at its weakest pairs first."""


def connected(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Node -> smallest node it is connected to."""
    parent: dict[str, str] = {}

    def root(node: str) -> str:
        parent.setdefault(node, node)
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for a, b in pairs:
        low, high = sorted((root(a), root(b)))
        parent[high] = low
    return {node: root(node) for node in parent}


def make_components(connection: duckdb.DuckDBPyConnection) -> int:
    """Make `components(profile_id, component)`: profiles joined by pairs of the band `same`. Says how many profiles.

    A component over the cap is joined by its strongest pairs only, so that no chain makes the work quadratic.
    """
    edges = connection.execute("""
        SELECT profile_a, profile_b, match_weight FROM pairs WHERE band = 'same' AND profile_a <> profile_b ORDER BY ALL
    """).fetchall()
    placed: dict[str, str] = {}
    rest, floor = edges, 0.0
    while rest:
        found = connected((a, b) for a, b, _ in rest)
        sizes: dict[str, int] = defaultdict(int)
        for component in found.values():
            sizes[component] += 1
        placed |= {node: component for node, component in found.items() if sizes[component] <= MOST_IN_COMPONENT}
        rest = [edge for edge in rest if sizes[found[edge[0]]] > MOST_IN_COMPONENT]
        if rest:
            weights = sorted(weight for *_, weight in rest)
            floor = weights[len(weights) // 4]
            log.warning("a component of %d records: pairs up to weight %.2f left out", max(sizes.values()), floor)
            rest = [edge for edge in rest if edge[2] > floor]
    store(connection, "components", text(profile_id=placed.keys(), component=placed.values()))
    return len(placed)


@dataclass(frozen=True)
class Components:
    """What linkage works on: `sizes` of profiles, `loose` ones whose mentions stay apart, `edges` by component."""

    sizes: dict[str, int]
    loose: set[str]
    edges: dict[str, list[Edge]]

    def link(self, component: str, least: float, merges: list[Merge] | None = None) -> list[list[str]]:
        """Sorted profiles of each cluster of one component, and what was merged, if asked for."""
        edges = self.edges[component]
        nodes = sorted({node for edge in edges for node in (edge.a, edge.b)})
        return average_linkage({node: self.sizes[node] for node in nodes}, edges, round(least * 100), merges)


def read_components(connection: duckdb.DuckDBPyConnection) -> Components:
    """Read `profiles`, `pairs` and `components` for linkage."""
    sizes = dict(connection.execute("SELECT profile_id, size FROM profiles").fetchall())
    loose = set(
        fetch(
            connection,
            """SELECT profile_id FROM pairs JOIN profiles ON profile_id = profile_a
            WHERE profile_a = profile_b AND band <> 'same' AND NOT one_entry""",
        )
    )
    rows = connection.execute("""
        SELECT a.component, profile_a, profile_b, match_weight, band = 'same', conflict
        FROM pairs JOIN components a ON a.profile_id = profile_a JOIN components b ON b.profile_id = profile_b
        WHERE a.component = b.component AND profile_a <> profile_b ORDER BY ALL
    """).fetchall()
    edges: dict[str, list[Edge]] = defaultdict(list)
    for component, a, b, weight, same, conflict in rows:
        # Mentions of a loose profile are apart already, so nothing may join them through it.
        edges[component].append(Edge(a, b, round(weight * 100), same and not {a, b} & loose, conflict))
    return Components(sizes, loose, edges)


def make_clusters(connection: duckdb.DuckDBPyConnection, least: float) -> None:
    """Make `clusters(mention_id, cluster)` of all mentions; a cluster bears its smallest mention id.

    Mentions that say exactly the same stay together when their profile's pair with itself is `same`, or when they are
    states of one entry.
    """
    read = read_components(connection)
    cluster: dict[str, str] = {}
    for component in read.edges:
        for members in read.link(component, least):
            cluster |= dict.fromkeys(members, members[0])
    heads = [None if profile in read.loose else cluster.get(profile, profile) for profile in read.sizes]
    store(connection, "heads", text(profile_id=read.sizes, head=heads))
    connection.execute("""
        CREATE OR REPLACE TABLE clusters AS
        SELECT mention_id, coalesce(head, mention_id) AS cluster FROM profile_members JOIN heads USING (profile_id)
    """)
