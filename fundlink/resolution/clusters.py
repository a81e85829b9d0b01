"""From scored pairs to clusters of profiles, component by component."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from fundlink.processes import in_processes
from fundlink.resolution.columns import store
from fundlink.resolution.linked import Batch, link

_PAIRS_AT_ONCE = 150_000
"""Pairs of the components that are linked at once. More are worth the start of processes."""

Columns = Mapping[str, NDArray[Any]]


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
            p.differ, p.silent,
            round(100 * (p.match_weight - {least}))::BIGINT AS above, c.size * d.size AS mentions
        FROM state.pairs p JOIN nodes c ON c.profile = p.a JOIN nodes d ON d.profile = p.b
        WHERE c.component = d.component AND p.a <> p.b;
        CREATE TEMP TABLE whole AS
        SELECT component FROM inside GROUP BY component
        HAVING sum(greatest(-above, 0) * mentions) <= min(above) FILTER (band = 'same')
            AND NOT bool_or(conflict OR doubt) AND bit_or(differ) & bit_or(silent) = 0;
        DELETE FROM whole WHERE component IN (
            SELECT component FROM components
            WHERE profile IN (FROM loose) OR profile IN (SELECT unnest([a, b]) FROM human));
        """
    )
    profiles, pairs = _read_components(connection)
    cuts = _cuts(pairs["component"])
    heads: dict[int, int] = {}
    for found in in_processes(link, _batches(profiles, pairs, cuts), len(cuts) - 1, least):
        heads |= found
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


def _read_components(connection: duckdb.DuckDBPyConnection) -> tuple[Columns, Columns]:
    """The components that are not `whole`, as a `Batch` has them."""
    profiles = "FROM nodes WHERE component IS NOT NULL AND component NOT IN (FROM whole) ORDER BY component, first"
    # By number, and column by column: a text of each side, row by row, takes Python as long as to link them.
    pairs = """
        WITH heard AS (
            SELECT i.*, h.same AS joined, h.same IS NOT DISTINCT FROM false AS apart,
                band = 'same' AND NOT apart AND a NOT IN (FROM loose) AND b NOT IN (FROM loose) AS together
            FROM inside i LEFT JOIN human h USING (a, b) WHERE component NOT IN (FROM whole)
        )
        SELECT component, coalesce(joined, false) AS joined, apart, a, b, round(match_weight * 100)::BIGINT AS weight,
            together AS same, conflict OR apart AS conflict, doubt, overrules AND together AS overrules,
            mistyped AND NOT apart AS mistyped, differ, if(together, silent, 0) AS silent
        FROM heard ORDER BY component
    """
    return _columns(connection, profiles), _columns(connection, pairs)


def _columns(connection: duckdb.DuckDBPyConnection, query: str) -> Columns:
    return {name: np.asarray(column) for name, column in connection.execute(query).fetchnumpy().items()}


def _cuts(of_pairs: NDArray[Any]) -> list[int]:
    """The components with which a batch of about `_PAIRS_AT_ONCE` begins, and one after the last."""
    starts = of_pairs[::_PAIRS_AT_ONCE]
    return [*np.unique(starts).tolist(), int(of_pairs[-1]) + 1] if len(of_pairs) else [0]


def _batches(profiles: Columns, pairs: Columns, cuts: list[int]) -> Iterator[Batch]:
    for ends in pairwise(cuts):
        yield _between(profiles, *ends), _between(pairs, *ends)


def _between(columns: Columns, first: int, end: int) -> dict[str, list[Any]]:
    start, stop = np.searchsorted(columns["component"], (first, end))
    return {name: column[start:stop].tolist() for name, column in columns.items()}
