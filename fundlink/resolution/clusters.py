"""From scored pairs to clusters of profiles, component by component."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter

import duckdb
import pyarrow as pa

from fundlink.resolution.columns import store
from fundlink.resolution.linkage import Edge, Merge, average_linkage

_ROWS_AT_ONCE = 200_000


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
        clusters = self._linked(set(), least, steps)
        if self.joined:
            alone = self._forbidden(clusters)
            if alone:
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


# Mentions of a loose profile say the same, but not enough to be one person. They are apart already, so nothing joins
# them through it.
LOOSE = """SELECT profile FROM state.profiles JOIN state.pairs ON a = profile AND b = profile
    WHERE size > 1 AND NOT one_entry AND band <> 'same'"""


def make_clusters(connection: duckdb.DuckDBPyConnection, least: float) -> None:
    """Find the `head` of each profile in `components`, and put them into `state.placed`.

    Most components are one cluster, whatever the order in which linkage would go about it, and need none. It stops
    at two clusters with a pair of the band `same` between them only where something forbids that they are one, or all
    pairs between them together fall short of `least` each. So much that falls short there must be in the component:
    more than its weakest pair of the band `same` is above it.
    """
    connection.execute(
        f"""
        CREATE TEMP TABLE loose AS {LOOSE};
        CREATE TEMP TABLE nodes AS
        SELECT component, first, size, profile FROM components JOIN state.profiles USING (profile);
        CREATE TEMP TABLE inside AS
        SELECT c.component, p.a, p.b, p.match_weight, p.band, p.conflict, p.doubt, p.overrules, p.mistyped,
            round(100 * (p.match_weight - {least}))::BIGINT AS above, c.size * d.size AS mentions
        FROM state.pairs p JOIN nodes c ON c.profile = p.a JOIN nodes d ON d.profile = p.b
        WHERE c.component = d.component AND p.a <> p.b;
        CREATE TEMP TABLE whole AS
        SELECT component FROM inside GROUP BY component
        HAVING sum(greatest(-above, 0) * mentions) <= min(above) FILTER (band = 'same')
            AND NOT bool_or(conflict OR doubt);
        DELETE FROM whole WHERE component IN (
            SELECT component FROM components
            WHERE profile IN (FROM loose) OR profile IN (SELECT unnest([a, b]) FROM human));
        """
    )
    heads: dict[int, int] = {}
    for members, component in read_components(connection, "component NOT IN (FROM whole)"):
        for cluster in component.link(least):
            heads |= {members[profile]: members[cluster[0]] for profile in cluster}
    store(
        connection,
        "heads",
        pa.table({"profile": pa.array(heads.keys(), pa.int64()), "head": pa.array(heads.values(), pa.int64())}),
    )
    connection.execute("""
        INSERT INTO state.placed
        SELECT profile, root, component, coalesce(head, CASE WHEN component IN (FROM whole) THEN component END, profile)
        FROM components LEFT JOIN heads USING (profile)
    """)


def read_components(connection: duckdb.DuckDBPyConnection, which: str) -> Iterator[tuple[dict[str, int], Component]]:
    """The components that the SQL condition chooses: smallest mention -> profile, and what linkage works on."""
    nodes = connection.execute(f"FROM nodes WHERE {which} ORDER BY component, first").fetchall()
    # By number, and column by column: a text of each side, row by row, takes Python as long as to link them.
    found = connection.execute(f"""
        WITH heard AS (
            SELECT i.*, h.same AS joined, h.same IS NOT DISTINCT FROM false AS apart,
                band = 'same' AND NOT apart AND a NOT IN (FROM loose) AND b NOT IN (FROM loose) AS together
            FROM inside i LEFT JOIN human h USING (a, b) WHERE {which}
        )
        SELECT component, joined, a, b, round(match_weight * 100)::BIGINT AS weight, together AS same,
            conflict OR apart AS conflict, doubt, overrules AND together AS overrules,
            mistyped AND NOT apart AS mistyped
        FROM heard ORDER BY component
    """).fetchnumpy()
    edges = zip(*(column.tolist() for column in found.values()), strict=True)
    by_component = {number: list(rows) for number, rows in groupby(edges, itemgetter(0))}
    for number, rows in groupby(nodes, itemgetter(0)):
        component, firsts = Component(), {}
        for _, first, size, profile in rows:
            component.sizes[first] = size
            firsts[profile] = first
        for _, joined, one, other, *told in by_component[number]:
            a, b = firsts[one], firsts[other]
            component.edges.append(Edge(a, b, *told))
            if joined is not None:
                (component.joined if joined else component.apart).append((min(a, b), max(a, b)))
        yield {first: profile for profile, first in firsts.items()}, component
