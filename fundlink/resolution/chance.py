"""How often two records of different people agree by chance: the shares `u` of a model.

Where a level says that both are equal, its share is counted exactly: so rare an agreement would hardly be drawn. The
rest is counted on pairs drawn by chance, each record in as many: that tells more than as many pairs of a few records,
which are those that Splink would draw.
"""

from __future__ import annotations

from collections.abc import Iterable

import duckdb

from fundlink.resolution.columns import count, fetch
from fundlink.resolution.declaration import Comparison, Resolver, columns_of, equality
from fundlink.resolution.model import Shares

_PAIRS = 2_000_000


def chance_shares(connection: duckdb.DuckDBPyConnection, resolver: Resolver, seed: int) -> Shares:
    """By comparison, by label: share of the pairs of `compared` on that level, of those where something is known.

    A level that no pair is on is left out, and so is a comparison about which nothing is known, or nothing is asked.
    """
    return {
        comparison.name: {} if comparison.declared else _shares(connection, comparison, seed)
        for comparison in resolver.comparisons
    }


def _shares(connection: duckdb.DuckDBPyConnection, comparison: Comparison, seed: int) -> dict[str, float]:
    records = _draw(connection, comparison, seed)
    if records < 2:
        return {}
    first, *others = comparison.levels
    exact = None if first.u is not None else _exact(connection, first.when, records)
    counted = {others[0].label: 1} if exact is not None and len(others) == 1 else _count(connection, comparison)
    if exact is not None:
        counted.pop(first.label, None)
    rest = (1 - (exact or 0.0)) / max(sum(counted.values()), 1)
    shares = {label: number * rest for label, number in counted.items()}
    return {**shares, first.label: exact} if exact else shares


def _draw(connection: duckdb.DuckDBPyConnection, comparison: Comparison, seed: int) -> int:
    """Make `known`, the records that say something, each in the `lot` that the seed put it into. Says how many.

    All pairs of a lot are looked at.
    """
    says = " AND ".join(f"{column} IS NOT NULL" for column in sorted(columns_of(comparison.unknown)))
    wanted = sorted({"unique_id", "profile"} | comparison.columns)
    records = count(connection, f"compared WHERE {says}")
    lots = max(records // (2 * _PAIRS // max(records, 1) + 1), 1)
    connection.execute(f"""
        CREATE OR REPLACE TEMP TABLE known AS
        SELECT {", ".join(wanted)}, row_number() OVER (ORDER BY hash({seed}, unique_id), unique_id) % {lots} AS lot
        FROM compared WHERE {says} ORDER BY lot
    """)
    return records


def _count(connection: duckdb.DuckDBPyConnection, comparison: Comparison) -> dict[str, int]:
    """How many of the drawn pairs are on each level that any is on."""
    *cases, last = comparison.levels
    levels = " ".join(f"WHEN {level.when} THEN '{level.label}'" for level in cases)
    # Drawn first: DuckDB shares out a table of pairs among its threads, and not the few records they are made of.
    connection.execute("""
        CREATE OR REPLACE TEMP TABLE drawn_pairs AS
        SELECT l.unique_id AS one, r.unique_id AS other
        FROM known l JOIN known r ON l.lot = r.lot AND l.unique_id < r.unique_id WHERE l.profile <> r.profile
    """)
    counted = connection.execute(f"""
        WITH pairs AS (
            SELECT {_sides(comparison.columns)}
            FROM drawn_pairs JOIN known l ON l.unique_id = one JOIN known r ON r.unique_id = other
        )
        SELECT CASE {levels} ELSE '{last.label}' END AS level, count(*) FROM pairs GROUP BY level ORDER BY level
    """).fetchall()
    return dict(counted)


def _exact(connection: duckdb.DuckDBPyConnection, when: str, records: int) -> float | None:
    """Share of the pairs of known records that fulfil a condition of equality; None for another condition."""
    column = equality(when)
    if column:
        return _equal(connection, column)
    return None if "levenshtein" in when else _fulfil(connection, when) / (records * (records - 1) / 2)


def _equal(connection: duckdb.DuckDBPyConnection, column: str) -> float:
    """Share of the pairs of profiles with a value that bear the same."""
    (share,) = fetch(
        connection,
        f"""
        SELECT coalesce(sum(bearers * (bearers - 1)) / nullif(sum(bearers) * (sum(bearers) - 1), 0), 0) FROM (
            SELECT count(DISTINCT profile)::DOUBLE AS bearers FROM known
            WHERE {column} IS NOT NULL GROUP BY {column})
        """,
    )
    return float(share)


def _fulfil(connection: duckdb.DuckDBPyConnection, when: str) -> int:
    """How many pairs fulfil a condition that only those can that have a value in common in its columns."""
    columns = sorted(columns_of(when))
    values = " UNION ".join(f"SELECT unique_id, {_each(connection, column)} AS value FROM known" for column in columns)
    # Step by step: as one query, DuckDB would try the condition on every pair of records.
    connection.execute(f"""
        CREATE OR REPLACE TEMP TABLE borne AS {values};
        CREATE OR REPLACE TEMP TABLE sharing AS
        SELECT DISTINCT x.unique_id AS one, y.unique_id AS other
        FROM borne x JOIN borne y ON x.value = y.value AND x.unique_id < y.unique_id;
        CREATE OR REPLACE TEMP TABLE sharing_sides AS SELECT {_sides({"profile", *columns})}
        FROM sharing JOIN known l ON l.unique_id = one JOIN known r ON r.unique_id = other
    """)
    return count(connection, f"sharing_sides WHERE profile_l <> profile_r AND ({when})")


def _each(connection: duckdb.DuckDBPyConnection, column: str) -> str:
    """SQL: the values of a column of `known`, each of a list."""
    (kind,) = fetch(connection, f"SELECT any_value(typeof({column})) FROM known")
    return f"unnest({column})" if kind.endswith("[]") else column


def _sides(columns: Iterable[str]) -> str:
    """SQL: columns of both sides, in the words of conditions."""
    return ", ".join(f"l.{column} AS {column}_l, r.{column} AS {column}_r" for column in sorted(columns))
