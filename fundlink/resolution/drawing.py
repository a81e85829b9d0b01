"""What training looks at, where there is too much: drawn by hash, so that much the same is drawn when a world grows."""

from __future__ import annotations

from collections.abc import Mapping

import duckdb

from fundlink.resolution.columns import count, drop
from fundlink.resolution.declaration import Resolver
from fundlink.resolution.profiles import CONTENT, SAID

_ALL = 120_000
"""Profiles of a world that is small enough to look at all of it."""

_ONE_BY_ONE, _ALIKE = 60_000, 10_000
"""Of a larger one, profiles drawn each for itself; and for a training rule, profiles drawn with all that say the same.

Of a million profiles one in twenty leaves of a person's pairs one in four hundred: too few to learn from."""

_PAIRS = 2_000_000
"""Pairs of one training rule. Whole blocks are drawn: drawing records would leave few pairs of one person."""

_CHANCE = -1
"""Among the numbers of training rules, that of what is drawn one by one."""


def draw_profiles(connection: duckdb.DuckDBPyConnection, resolver: Resolver, seed: int) -> None:
    """Make `drawn(profile, content, columns of SAID)`, profiles of `mentions`, and `draws(profile, rule)`: for what."""
    rules = list(enumerate(resolver.training.values()))
    alike = {rule: said for rule, said in rules if said}
    said = "".join(f", any_value({column}) AS said_{rule}" for rule, column in alike.items())
    connection.execute(f"""
        CREATE TEMP TABLE stated AS SELECT {CONTENT} AS content, min(mention_id) AS first{said}
        FROM (SELECT *, NULL AS decided FROM mentions) GROUP BY content;
        CREATE TEMP TABLE chosen (content UHUGEINT, rule INTEGER)
    """)
    if count(connection, "stated") <= _ALL:
        numbers = f"SELECT unnest(range({_CHANCE}, {len(rules)})) AS rule"
        connection.execute(f"INSERT INTO chosen SELECT content, rule FROM stated, ({numbers})")
    else:
        connection.execute(f"""
            INSERT INTO chosen SELECT content, {_CHANCE} FROM stated ORDER BY hash({seed}, content), content
            LIMIT {_ONE_BY_ONE}
        """)
        for rule, _ in rules:
            connection.execute(f"INSERT INTO chosen {_drawn_for(rule, alike, resolver.hub_block, seed)}")
    connection.execute(f"""
        CREATE TEMP TABLE drawn AS
        SELECT row_number() OVER (ORDER BY first) AS profile, content, {", ".join(SAID)}
        FROM stated SEMI JOIN chosen USING (content) JOIN mentions ON mention_id = first ORDER BY profile;
        CREATE TEMP TABLE draws AS SELECT profile, rule FROM chosen JOIN drawn USING (content)
    """)
    drop(connection, "stated", "chosen")


def _drawn_for(rule: int, alike: Mapping[int, str], most_bearers: int, seed: int) -> str:
    """SQL: `content` and the rule, of profiles to learn from by it."""
    if rule not in alike:
        return f"SELECT content, {rule} FROM chosen WHERE rule = {_CHANCE}"
    return f"""
        WITH shared AS (
            SELECT said_{rule} AS value, count(*) AS bearers FROM stated WHERE said_{rule} IS NOT NULL
            GROUP BY value HAVING count(*) BETWEEN 2 AND {most_bearers}
        ), taken AS (
            SELECT value FROM shared QUALIFY sum(bearers) OVER (ORDER BY hash({seed}, value), value) <= {_ALIKE}
        )
        SELECT content, {rule} FROM stated JOIN taken ON said_{rule} = value
    """


def drawn_by_chance(table: str) -> str:
    """SQL: what stands in a table of the profiles that were drawn one by one."""
    return f"(FROM {table} SEMI JOIN (FROM draws WHERE rule = {_CHANCE}) USING (profile))"


def draw_blocks(connection: duckdb.DuckDBPyConnection, resolver: Resolver, seed: int) -> list[tuple[str, ...]]:
    """Add to `compared` a column `drawn_<rule>` for each training rule: true in the blocks to learn from, else NULL.

    Blocks over the cap of blocking are left out, as they are when pairs are scored. Says on which columns pairs agree
    that there are to learn from.
    """
    learning, joins = [], []
    for rule, columns in enumerate(resolver.training):
        listed = ", ".join(columns)
        known = " AND ".join(f"{column} IS NOT NULL" for column in columns)
        connection.execute(f"""
            CREATE OR REPLACE TEMP TABLE blocks AS
            SELECT {listed}, count(*) * (count(*) - 1) / 2 AS pairs
            FROM compared SEMI JOIN (FROM draws WHERE rule = {rule}) USING (profile) WHERE {known} GROUP BY ALL
            HAVING count(*) BETWEEN 2 AND {resolver.hub_block};
            CREATE OR REPLACE TEMP TABLE drawn_blocks_{rule} AS
            SELECT unique_id, true AS drawn_{rule} FROM compared SEMI JOIN (
                FROM blocks QUALIFY sum(pairs) OVER (ORDER BY hash({seed}, {listed}), {listed}) <= {_PAIRS}
            ) USING ({listed}) SEMI JOIN (FROM draws WHERE rule = {rule}) USING (profile)
        """)
        joins.append(f"LEFT JOIN drawn_blocks_{rule} USING (unique_id)")
        if count(connection, f"drawn_blocks_{rule}"):
            learning.append((*columns, f"drawn_{rule}"))
    marks = ", ".join(f"drawn_{rule}" for rule in range(len(joins)))
    connection.execute(f"""
        CREATE OR REPLACE TABLE compared AS
        SELECT c.*, {marks} FROM compared c {" ".join(joins)} ORDER BY unique_id
    """)
    return learning
