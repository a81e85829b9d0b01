"""Profiles that pairs of the band `same`, or a human, connect: what is linked together is decided within each."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Sequence

import duckdb
import pyarrow as pa

from fundlink.forest import Forest
from fundlink.resolution.columns import count, store

log = logging.getLogger(__name__)

MOST_IN_COMPONENT = 1_000
"""Profiles of one component whose pairs are all scored; a larger one is taken apart at its weakest pairs first."""

Edge = tuple[int, int, float]
"""Two profiles and the weight of their pair."""


def find_components(connection: duckdb.DuckDBPyConnection) -> int:
    """Make `region`, the profiles whose component may be another, and `components(profile, root, component)` of them.

    Takes them out of `state.placed`. Needs `touched_now(profile)`: what came, went, or has another pair of the band
    `same`. Says how many are in a component.
    """
    connection.execute("""
        CREATE TEMP TABLE region AS
        SELECT DISTINCT profile FROM (
            FROM touched_now UNION ALL
            SELECT profile FROM state.placed WHERE root IN (
                SELECT root FROM state.placed SEMI JOIN touched_now USING (profile)));
        DELETE FROM state.placed WHERE profile IN (FROM region)
    """)
    found = connection.execute("""
        SELECT a, b, match_weight FROM state.pairs SEMI JOIN region ON a = profile
        WHERE band = 'same' AND a <> b AND NOT within
        UNION ALL SELECT a, b, 'Infinity'::DOUBLE FROM human SEMI JOIN region ON a = profile WHERE same
    """).fetchnumpy()
    edges = list(zip(*(found[column].tolist() for column in ("a", "b", "match_weight")), strict=True))
    roots = Forest((a, b) for a, b, _ in edges).roots()
    components = _small_enough(edges, roots)
    table = pa.table(
        {
            "profile": pa.array(roots.keys(), pa.int64()),
            "root": pa.array(roots.values(), pa.int64()),
            "component": pa.array((components.get(profile) for profile in roots), pa.int64()),
        }
    )
    store(connection, "components", table)
    return count(connection, "components")


def _small_enough(edges: Sequence[Edge], roots: dict[int, int]) -> dict[int, int]:
    """Profile -> component, those over the cap taken apart, each for itself. One that falls out alone has none."""
    by_root: dict[int, list[Edge]] = defaultdict(list)
    sizes: dict[int, int] = defaultdict(int)
    for top in roots.values():
        sizes[top] += 1
    large = {top for top, size in sizes.items() if size > MOST_IN_COMPONENT}
    if not large:
        return roots
    for edge in edges:
        if roots[edge[0]] in large:
            by_root[roots[edge[0]]].append(edge)
    placed = {node: top for node, top in roots.items() if top not in large}
    for rest in by_root.values():
        weights = sorted(weight for *_, weight in rest)
        floor = weights[len(weights) // 4]
        strong = [edge for edge in rest if edge[2] > floor]
        log.warning("a component of over %d records: pairs up to %.2f bits left out", MOST_IN_COMPONENT, floor)
        placed |= _small_enough(strong, Forest((a, b) for a, b, _ in strong).roots())
    return placed
