"""Profiles that pairs of the band `same`, or a human, connect: what is linked together is decided within each."""

from __future__ import annotations

import logging
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from fundlink.forest import connected
from fundlink.resolution.columns import count, store

log = logging.getLogger(__name__)

MOST_IN_COMPONENT = 1_000
"""Profiles of one component whose pairs are all scored; a larger one is taken apart at its weakest pairs first, but
never at what a human said. Where three quarters of the pairs are human, or weigh the same, it stays whole (`large`)."""

_ALONE = -1
"""Component of a profile that falls out of one that is taken apart: it has none."""

Array = NDArray[Any]


def find_components(connection: duckdb.DuckDBPyConnection) -> int:
    """Make `region`, the profiles whose component may be another, and `components(profile, root, component)` of them.

    Takes them out of `state.placed`; makes `large`, the components whose pairs are not all to be scored. Needs
    `touched_now(profile)`: what came, went, or has another pair of the band `same`. Says how many are in a component.
    """
    connection.execute("""
        CREATE TABLE region AS
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
    a, b, weights = (np.asarray(found[column]) for column in ("a", "b", "match_weight"))
    nodes, roots = connected(a, b)
    components = _small_enough(a, b, weights, nodes, roots)
    table = pa.table(
        {"profile": nodes, "root": roots, "component": pa.array(components, mask=components == _ALONE)},
    )
    store(connection, "components", table)
    connection.execute(f"""
        CREATE TEMP TABLE large AS SELECT component FROM components WHERE component IS NOT NULL
        GROUP BY component HAVING count(*) > {MOST_IN_COMPONENT}
    """)
    return count(connection, "components")


def _small_enough(a: Array, b: Array, weights: Array, nodes: Array, roots: Array) -> Array:
    """The component of each of the nodes: their root, but those over the cap are taken apart, each for itself."""
    components = roots.copy()
    tops, sizes = np.unique(roots, return_counts=True)
    for top in tops[sizes > MOST_IN_COMPONENT]:
        within = roots[np.searchsorted(nodes, a)] == top
        floor = np.sort(weights[within])[within.sum() // 4]
        if floor >= np.max(weights[within & np.isfinite(weights)], initial=-np.inf):
            log.warning("a component of over %d records: all alike, so not all pairs are compared", MOST_IN_COMPONENT)
            continue
        strong = within & (weights > floor)
        log.warning("a component of over %d records: pairs up to %.2f bits left out", MOST_IN_COMPONENT, floor)
        edges = a[strong], b[strong]
        left, their_roots = connected(*edges)
        components[roots == top] = _ALONE
        components[np.searchsorted(nodes, left)] = _small_enough(*edges, weights[strong], left, their_roots)
    return components
