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
from fundlink.resolution.features import each
from fundlink.resolution.model import Shares

_PAIRS, _NEAR_PAIRS = 1_000_000, 500_000
"""Pairs drawn of all, and of those that agree in the column `near` of a comparison."""


def chance_shares(connection: duckdb.DuckDBPyConnection, resolver: Resolver, seed: int) -> Shares:
    """By comparison, by label: share of the pairs of `by_chance` on that level, of those where something is known.

    A level that no pair is on is left out, and so is a comparison about which nothing is known, or nothing is asked.
    """
    return {
        comparison.name: {} if comparison.declared else _shares(connection, comparison, seed)
        for comparison in resolver.comparisons
    }


def _shares(connection: duckdb.DuckDBPyConnection, comparison: Comparison, seed: int) -> dict[str, float]:
    records = _know(connection, comparison)
    if records < 2:
        return {}
    first, *others = comparison.levels
    exact = None if first.u is not None else _exact(connection, first.when, records)
    learned = [level.label for level in others if level.u is None]
    # Where there is one level to learn, it has what the others leave.
    rest = {learned[0]: 1.0} if exact is not None and len(learned) == 1 else _count(connection, comparison, seed)
    if exact is not None:
        rest.pop(first.label, None)
    scale = (1 - (exact or 0.0)) / (sum(rest.values()) or 1)
    shares = {label: share * scale for label, share in rest.items()}
    return {**shares, first.label: exact} if exact else shares


def _know(connection: duckdb.DuckDBPyConnection, comparison: Comparison) -> int:
    """Make `known`, the records that say something, with what is compared. Says how many."""
    says = " AND ".join(f"{column} IS NOT NULL" for column in sorted(columns_of(comparison.unknown)))
    wanted = {"unique_id", "profile", *comparison.columns, *([comparison.near] if comparison.near else ())}
    connection.execute(f"""
        CREATE OR REPLACE TEMP TABLE known AS SELECT {", ".join(sorted(wanted))} FROM by_chance WHERE {says}
    """)
    return count(connection, "known")


def _count(connection: duckdb.DuckDBPyConnection, comparison: Comparison, seed: int) -> dict[str, float]:
    """Share of the pairs on each level that any drawn one is on.

    A level of few pairs would be told by few of those drawn. Most of these agree in `near`, so that such pairs are
    drawn for themselves, and count for as much as there are.
    """
    near = comparison.near
    if near is None:
        _draw(connection, "true", "true", _PAIRS, seed)
        return _levels(connection, comparison)
    _draw(connection, near, "true", _NEAR_PAIRS, seed)
    of_near, near_share = _levels(connection, comparison), _equal(connection, near)
    _draw(connection, "true", f"l.{near} <> r.{near}", _PAIRS, seed)
    of_others = _levels(connection, comparison)
    return {
        level: near_share * of_near.get(level, 0.0) + (1 - near_share) * of_others.get(level, 0.0)
        for level in of_near | of_others
    }


def _draw(connection: duckdb.DuckDBPyConnection, together: str, condition: str, pairs: int, seed: int) -> None:
    """Make `drawn_pairs(one, other)`, about so many pairs of `known` that agree `together`, and fulfil the condition.

    The seed puts each record into a lot, and all pairs of a lot are drawn: each record is in as many.
    """
    (there,) = fetch(
        connection, f"SELECT sum(n * (n - 1)) / 2 FROM (SELECT count(*) AS n FROM known GROUP BY {together})"
    )
    connection.execute(f"""
        CREATE OR REPLACE TEMP TABLE lots AS
        SELECT *, row_number() OVER (PARTITION BY {together} ORDER BY hash({seed}, unique_id), unique_id)
            % {max(int(there) // pairs, 1)} AS lot, {together} AS together
        FROM known;
        CREATE OR REPLACE TEMP TABLE drawn_pairs AS
        SELECT l.unique_id AS one, r.unique_id AS other
        FROM lots l JOIN lots r ON l.together = r.together AND l.lot = r.lot AND l.unique_id < r.unique_id
        WHERE l.profile <> r.profile AND {condition}
    """)


def _levels(connection: duckdb.DuckDBPyConnection, comparison: Comparison) -> dict[str, float]:
    """Share of `drawn_pairs` on each level that any is on."""
    *cases, last = comparison.levels
    levels = " ".join(f"WHEN {level.when} THEN '{level.label}'" for level in cases)
    # Drawn before: DuckDB shares out a table of pairs among its threads, and not the few records they are made of.
    counted = connection.execute(f"""
        WITH pairs AS (
            SELECT {_sides(comparison.columns)}
            FROM drawn_pairs JOIN known l ON l.unique_id = one JOIN known r ON r.unique_id = other
        )
        SELECT CASE {levels} ELSE '{last.label}' END AS level, count(*) FROM pairs GROUP BY level ORDER BY level
    """).fetchall()
    total = sum(pairs for _, pairs in counted)
    return {level: pairs / total for level, pairs in counted}


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
    values = " UNION ".join(f"SELECT unique_id, {each(column)} AS value FROM known" for column in columns)
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


def _sides(columns: Iterable[str]) -> str:
    """SQL: columns of both sides, in the words of conditions."""
    return ", ".join(f"l.{column} AS {column}_l, r.{column} AS {column}_r" for column in sorted(columns))
