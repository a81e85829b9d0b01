"""Which pairs are scored: those that agree on a rule, hubs left out."""

from __future__ import annotations

import logging

import duckdb

from fundlink.resolution.declaration import Resolver

log = logging.getLogger(__name__)


def drop_hubs(connection: duckdb.DuckDBPyConnection, resolver: Resolver) -> None:
    """Blank identifiers that more than `hub_names` given names share: half the world's phone tells nobody apart."""
    for column in resolver.identifiers:
        connection.execute(f"""
            CREATE OR REPLACE TEMP TABLE hubs AS SELECT {column} AS value FROM features WHERE {column} IS NOT NULL
            GROUP BY {column} HAVING count(DISTINCT given_skeleton) > {resolver.hub_names}
        """)
        hubs = _count(connection, "hubs")
        if hubs:
            connection.execute(f"UPDATE features SET {column} = NULL WHERE {column} IN (SELECT value FROM hubs)")
            log.warning("%s: %d values shared by over %d given names are no evidence", column, hubs, resolver.hub_names)


def block(connection: duckdb.DuckDBPyConnection, resolver: Resolver) -> int:
    """Make `blocked`, the pairs of features to score, and say how many.

    The pair of a profile with itself is among them when several mentions say exactly the same.
    """
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE block_keys (rule INTEGER, value VARCHAR, unique_id VARCHAR, profile_id VARCHAR)"
    )
    for number, columns in enumerate(resolver.blocking):
        # A list blocks by each of its values.
        listed = "REPLACE (unnest(documents) AS documents)" if "documents" in columns else ""
        value = " || '|' || ".join(columns)
        connection.execute(f"""
            INSERT INTO block_keys
            SELECT {number}, {value}, unique_id, profile_id FROM (SELECT * {listed} FROM features)
            WHERE {value} IS NOT NULL
        """)
    connection.execute("""
        CREATE OR REPLACE TEMP TABLE blocks AS
        SELECT rule, value, count(DISTINCT profile_id) AS size FROM block_keys GROUP BY ALL HAVING size > 1
    """)
    too_large = connection.execute(
        "SELECT rule, count(*), max(size) FROM blocks WHERE size > ? GROUP BY rule ORDER BY rule", [resolver.hub_block]
    ).fetchall()
    for rule, blocks, largest in too_large:
        log.warning(
            "blocking on %s: %d blocks of over %d records left out, the largest of %d",
            " and ".join(resolver.blocking[rule]),
            blocks,
            resolver.hub_block,
            largest,
        )
    connection.execute(f"""
        CREATE OR REPLACE TABLE blocked AS
        WITH usable AS (
            SELECT * FROM block_keys SEMI JOIN (FROM blocks WHERE size <= {resolver.hub_block}) USING (rule, value)
        )
        SELECT DISTINCT l.unique_id AS join_key_l, r.unique_id AS join_key_r, '0' AS match_key
        FROM usable l JOIN usable r ON l.rule = r.rule AND l.value = r.value AND l.profile_id < r.profile_id
        UNION ALL
        SELECT unique_id, unique_id, '0'
        FROM features JOIN profiles USING (profile_id) WHERE size > 1
    """)
    return _count(connection, "blocked")


def block_within(connection: duckdb.DuckDBPyConnection, components: str) -> int:
    """Make `blocked` again: every pair within a component (`components(profile_id, component)`) not in `pairs` yet."""
    connection.execute(f"""
        CREATE OR REPLACE TABLE blocked AS
        WITH placed AS (FROM features JOIN {components} USING (profile_id))
        SELECT l.unique_id AS join_key_l, r.unique_id AS join_key_r, '0' AS match_key
        FROM placed l JOIN placed r ON l.component = r.component AND l.profile_id < r.profile_id
        ANTI JOIN pairs p ON p.profile_a = l.profile_id AND p.profile_b = r.profile_id
    """)
    return _count(connection, "blocked")


def _count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    return int(connection.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0])
