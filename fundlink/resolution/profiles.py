"""Mentions that say exactly the same are one profile: a donor of a thousand donations is compared once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb

from fundlink.mentions import MENTIONS
from fundlink.tables import scan

SAID = (
    "name",
    "aliases",
    "father_name",
    "birth_dates",
    "iin",
    "documents",
    "phone",
    "email",
    "account",
    "wallet",
    "device",
    "city",
)
"""Columns of the mention table that say who a person is."""

# Without any of these two mentions of one name may be two people: each stays a profile of its own, but for the
# snapshots of one entry (a campaign's page seen twice), which name one person in one role.
_MORE_THAN_A_NAME = """
    coalesce(iin, phone, email, account, wallet, device) IS NOT NULL
    OR len(documents) > 0
    OR len(list_filter(birth_dates, lambda d: length(d) = 10)) > 0
    OR (father_name IS NOT NULL AND city IS NOT NULL)
"""


def load_mentions(connection: duckdb.DuckDBPyConnection, tables: Sequence[Path], kind: str) -> int:
    """Make the table `mentions` of one kind, sorted by id, and say how many there are. A missing table has none."""
    there = [table for table in tables if table.exists()]
    connection.register("no_mentions", MENTIONS.empty_table())
    source = scan(*there) if there else "no_mentions"
    connection.execute(f"CREATE OR REPLACE TABLE mentions AS FROM {source} WHERE kind = '{kind}' ORDER BY mention_id")
    connection.unregister("no_mentions")
    return int(connection.execute("SELECT count(*) FROM mentions").fetchall()[0][0])


def make_profiles(connection: duckdb.DuckDBPyConnection) -> int:
    """Make `profile_members(mention_id, profile_id)` and `profiles`, one row a profile, from `mentions`.

    A profile bears the smallest id of its mentions; `one_entry` tells that all are states of one entry.
    """
    said = ", ".join(SAID)
    connection.execute(f"""
        CREATE OR REPLACE TABLE profile_members AS
        SELECT mention_id, min(mention_id) OVER (
            PARTITION BY {said}, CASE WHEN {_MORE_THAN_A_NAME} THEN ['']
                WHEN version IS NOT NULL THEN [source, source_key, role] ELSE [mention_id] END
        ) AS profile_id
        FROM mentions
    """)
    connection.execute(f"""
        CREATE OR REPLACE TABLE profiles AS
        SELECT mention_id AS profile_id, {said}, size, one_entry
        FROM mentions
        JOIN (SELECT profile_id AS mention_id, count(*) AS size,
                count(DISTINCT (source, source_key, role)) = 1 AS one_entry
            FROM profile_members JOIN mentions USING (mention_id) GROUP BY ALL) USING (mention_id)
    """)
    return int(connection.execute("SELECT count(*) FROM profiles").fetchall()[0][0])
