"""Which pairs are scored: those that agree on a rule, hubs left out."""

from __future__ import annotations

import logging

import duckdb

from fundlink.config import Home
from fundlink.resolution.columns import count, drop, fetch
from fundlink.resolution.declaration import Resolver
from fundlink.resolution.features import LISTS, each
from fundlink.tables import scan

log = logging.getLogger(__name__)

_OF_ONE_NUMBER = 5
"""So many times larger may a block be of which all members bear one number or contact: half the world does not share
it, or it were a hub, so it may be one person of many records, who would fall apart."""


def without_hubs(connection: duckdb.DuckDBPyConnection, resolver: Resolver, features: str) -> str:
    """SQL: features with the identifiers blanked that half the world shares (`state.hubs`)."""
    shared = set(fetch(connection, "SELECT DISTINCT field FROM state.hubs"))
    blanked = ", ".join(f"{_unshared(field)} AS {field}" for field in resolver.identifiers if field in shared)
    return f"SELECT *{f' REPLACE ({blanked})' if blanked else ''} FROM {features}"


def _unshared(field: str) -> str:
    """SQL: the identifier, NULL where it is a hub; of a list what is none."""
    hubs = f"(SELECT value FROM state.hubs WHERE field = '{field}')"
    if field in LISTS:
        return f"(SELECT list(value ORDER BY value) FROM unnest({field}) AS t(value) WHERE value NOT IN {hubs})"
    return f"CASE WHEN {field} NOT IN {hubs} THEN {field} END"


def _valued(field: str, features: str) -> str:
    """SQL: features with that column as `value`, a row for each value of a list; none where it is not known."""
    return f"(SELECT * FROM (SELECT *, {each(field)} AS value FROM {features}) WHERE value IS NOT NULL)"


def compare_alone(connection: duckdb.DuckDBPyConnection, resolver: Resolver, home: Home) -> None:
    """Make `compared` of `features` with the hubs that the last refresh found: where no state is at hand."""
    connection.execute(f"""
        CREATE SCHEMA state;
        CREATE TABLE state.hubs AS FROM {scan(home.table("resolved/person_hubs"))}
    """)
    connection.execute(f"CREATE TABLE compared AS {without_hubs(connection, resolver, 'features')}")


def find_hubs(connection: duckdb.DuckDBPyConnection, resolver: Resolver) -> None:
    """Find out anew which of the identifiers of `lost` and `features` (what left and what came) are hubs.

    A hub is shared by more than `hub_names` given names. Keeps `state.hubs`; adds to `dirty` the profiles that bear an
    identifier which became a hub or is none any more.
    """
    connection.execute("CREATE TEMP TABLE crossed (field VARCHAR, value VARCHAR)")
    for field in resolver.identifiers:
        connection.execute(
            f"""
            CREATE OR REPLACE TEMP TABLE asked AS
            SELECT DISTINCT value FROM {_valued(field, "(FROM lost UNION ALL BY NAME FROM features)")};
            CREATE OR REPLACE TEMP TABLE shared AS
            SELECT value FROM {_valued(field, "state.features")} SEMI JOIN asked USING (value)
            GROUP BY value HAVING count(DISTINCT given_skeleton) > {resolver.hub_names};
            CREATE OR REPLACE TEMP TABLE were AS
            SELECT value FROM state.hubs SEMI JOIN asked USING (value) WHERE field = '{field}';
            INSERT INTO crossed SELECT '{field}', value FROM
                ((FROM shared EXCEPT FROM were) UNION ALL (FROM were EXCEPT FROM shared));
            DELETE FROM state.hubs WHERE field = '{field}' AND value IN (FROM were);
            INSERT INTO state.hubs SELECT '{field}', value FROM shared;
            INSERT INTO dirty SELECT DISTINCT profile FROM {_valued(field, "state.features")}
            WHERE value IN (SELECT value FROM crossed WHERE field = '{field}');
            """
        )
        hubs = count(connection, f"state.hubs WHERE field = '{field}'")
        if hubs:
            log.warning("%s: %d values shared by over %d given names are no evidence", field, hubs, resolver.hub_names)
    connection.execute("DROP TABLE crossed")


def find_blocks(connection: duckdb.DuckDBPyConnection, resolver: Resolver) -> None:
    """Place the profiles of `dirty` into blocks, take out those of `gone`; add to `dirty` who shares a crossed block.

    A block crosses when it comes to hold more than `hub_block` profiles (of one number or contact `_OF_ONE_NUMBER`
    times as many), which closes it, or no longer does.
    """
    needed = sorted({"profile", *resolver.identifiers, *(column for rule in resolver.blocking for column in rule)})
    caps = [resolver.hub_block * (_OF_ONE_NUMBER if len(columns) == 1 else 1) for columns in resolver.blocking]
    dirty = f"(SELECT {', '.join(needed)} FROM state.features SEMI JOIN dirty USING (profile))"
    connection.execute(f"""
        CREATE TEMP TABLE entered (key UBIGINT, rule INTEGER, profile BIGINT);
        CREATE TEMP TABLE to_place AS {without_hubs(connection, resolver, dirty)}
    """)
    for number, columns in enumerate(resolver.blocking):
        # A list blocks by each of its values.
        lists = ", ".join(f"{each(column)} AS {column}" for column in columns if column in LISTS)
        listed = f"REPLACE ({lists})" if lists else ""
        known = " AND ".join(f"{column} IS NOT NULL" for column in columns)
        connection.execute(f"""
            INSERT INTO entered SELECT DISTINCT hash({number}, {", ".join(columns)}), {number}, profile
            FROM (SELECT * {listed} FROM to_place) WHERE {known}
        """)
    connection.execute(f"""
        CREATE TEMP TABLE asked_keys AS
        SELECT DISTINCT key FROM (SELECT key FROM state.keys
            WHERE profile IN (FROM gone) OR profile IN (FROM dirty) UNION ALL SELECT key FROM entered);
        DELETE FROM state.keys WHERE profile IN (FROM gone) OR profile IN (FROM dirty);
        INSERT INTO state.keys FROM entered ORDER BY key;
        CREATE TEMP TABLE full_keys AS SELECT key FROM state.keys SEMI JOIN asked_keys USING (key)
        GROUP BY key, rule HAVING count(*) > {caps}[rule + 1];
        CREATE TEMP TABLE were_closed AS FROM state.closed SEMI JOIN asked_keys USING (key);
        CREATE TEMP TABLE crossed_keys AS
        (FROM full_keys EXCEPT FROM were_closed) UNION ALL (FROM were_closed EXCEPT FROM full_keys);
        DELETE FROM state.closed WHERE key IN (FROM were_closed);
        INSERT INTO state.closed FROM full_keys;
        INSERT INTO dirty SELECT DISTINCT profile FROM state.keys SEMI JOIN crossed_keys USING (key)
        ANTI JOIN dirty USING (profile)
    """)
    drop(connection, "to_place", "entered", "asked_keys")
    closed = connection.execute("""
        SELECT rule, count(*), max(size) FROM (
            SELECT rule, key, count(*) AS size FROM state.keys SEMI JOIN state.closed USING (key) GROUP BY ALL)
        GROUP BY rule ORDER BY rule
    """).fetchall()
    for rule, blocks, largest in closed:
        log.warning(
            "blocking on %s: %d blocks of over %d records left out, the largest of %d",
            " and ".join(resolver.blocking[rule]),
            blocks,
            caps[rule],
            largest,
        )


def block(connection: duckdb.DuckDBPyConnection) -> int:
    """Make `blocked(a, b)`, a < b: each profile of `dirty` with all that share an open block. Says how many pairs.

    Sorted, so that few profiles are on the left of what is scored at once.
    """
    connection.execute("""
        CREATE OR REPLACE TEMP TABLE blocked AS
        WITH open AS (
            SELECT key, profile, d.profile IS NOT NULL AS asked
            FROM state.keys k LEFT JOIN (SELECT DISTINCT profile FROM dirty) d USING (profile)
            ANTI JOIN state.closed USING (key)
        )
        SELECT DISTINCT least(x.profile, y.profile) AS a, greatest(x.profile, y.profile) AS b
        FROM open x JOIN open y ON x.key = y.key AND x.asked AND (x.profile < y.profile OR NOT y.asked)
        ORDER BY a
    """)
    return count(connection, "blocked")


def block_within(connection: duckdb.DuckDBPyConnection) -> int:
    """Make `blocked` again: every pair within a component that `state.pairs` does not have.

    Of the components of `large` only the pairs of which a human spoke.
    """
    connection.execute("""
        CREATE OR REPLACE TEMP TABLE blocked AS
        WITH inside AS (
            SELECT l.profile AS a, r.profile AS b
            FROM components l JOIN components r ON l.component = r.component AND l.profile < r.profile
            WHERE l.component NOT IN (FROM large)
            UNION ALL
            SELECT a, b FROM human JOIN components l ON l.profile = a JOIN components r ON r.profile = b
            WHERE l.component = r.component AND l.component IN (FROM large)
        )
        FROM inside ANTI JOIN state.pairs USING (a, b)
    """)
    return count(connection, "blocked")
