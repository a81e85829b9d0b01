"""Mentions that say exactly the same are one profile: a donor of a thousand donations is compared once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb

from fundlink.resolution.columns import count, drop, store
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
    "address",
)
"""Columns of the mention table that say who a person is."""

# Without any of these two mentions of one name may be two people: each stays a profile of its own, but for the
# snapshots of one entry (a campaign's page seen twice), which name one person in one role.
_MORE_THAN_A_NAME = """
    coalesce(iin, phone, email, account, wallet, device) IS NOT NULL
    OR len(documents) > 0
    OR len(list_filter(birth_dates, lambda d: length(d) = 10)) > 0
    OR address IS NOT NULL
    OR (father_name IS NOT NULL AND city IS NOT NULL)
"""

CONTENT = f"""md5_number(concat_ws(chr(31), {", ".join(f"coalesce({column}::VARCHAR, '')" for column in SAID)},
    coalesce(decided::VARCHAR, ''), CASE WHEN {_MORE_THAN_A_NAME} THEN ''
         WHEN version IS NOT NULL THEN concat_ws(chr(30), source, source_key, role) ELSE mention_id END))"""
"""SQL: what a mention says, and what humans `decided` of it, as a number: equal for mentions of one profile."""

_ANY = ", ".join(f"any_value({column}) AS {column}" for column in SAID)
"""SQL: what the mentions of a profile say, which is the same."""


def view_mentions(connection: duckdb.DuckDBPyConnection, tables: Sequence[Path], kind: str) -> None:
    """Make the view `mentions` of one kind of party. A missing table has none."""
    connection.execute(f"CREATE OR REPLACE VIEW mentions AS {_of_kind(connection, tables, kind)}")


def load_mentions(connection: duckdb.DuckDBPyConnection, tables: Sequence[Path], kind: str) -> int:
    """Make the table `mentions` of one kind, sorted by id, and say how many there are. A missing table has none."""
    found = _of_kind(connection, tables, kind)
    connection.execute(f"CREATE OR REPLACE TABLE mentions AS {found} ORDER BY mention_id")
    return count(connection, "mentions")


def _of_kind(connection: duckdb.DuckDBPyConnection, tables: Sequence[Path], kind: str) -> str:
    there = [table for table in tables if table.exists()]
    if not there:
        # Imported here: where there are tables, it takes along for nothing what makes them.
        from fundlink.mentions import MENTIONS

        store(connection, "no_mentions", MENTIONS.empty_table())
    return f"FROM {scan(*there) if there else 'no_mentions'} WHERE kind = '{kind}'"


def make_profiles(connection: duckdb.DuckDBPyConnection) -> int:
    """Make `profiles(profile, columns of SAID)` and `profile_members(mention_id, profile)` of a table `mentions`.

    Where nothing is kept and no decision counts: to explain a pair, and what another model would change. Says how many
    profiles there are.
    """
    connection.execute(f"""
        CREATE TEMP TABLE contents AS
        SELECT mention_id, {CONTENT} AS content FROM (SELECT *, NULL AS decided FROM mentions);
        CREATE TEMP TABLE numbered AS
        SELECT content, row_number() OVER (ORDER BY min(mention_id)) AS profile FROM contents GROUP BY content;
        CREATE TABLE profile_members AS SELECT mention_id, profile FROM contents JOIN numbered USING (content);
        CREATE TABLE profiles AS
        SELECT profile, {_ANY} FROM mentions JOIN profile_members USING (mention_id) GROUP BY profile ORDER BY profile
    """)
    return count(connection, "profiles")


def take_changes(connection: duckdb.DuckDBPyConnection) -> int:
    """Put what changed in `mentions` and in `decisions` since the last time into `state.mentions` and `state.profiles`.

    Makes `gone`, `fresh`, `resized` and `renamed`, whose `first` is another (each: profile), `written` (the columns of
    `SAID` of each fresh profile) and `changed` (mention_id, here). Says how many mentions there are.
    """
    said = ", ".join((*SAID, "country"))
    connection.execute(f"""
        CREATE TEMP TABLE decided AS
        -- Who was said to be another's same is a profile of its own: as one of several it might be taken for nobody's.
        SELECT mention_id, hash(list_sort(list_distinct(list((other, same)))),
            CASE WHEN bool_or(same) THEN mention_id END) AS decided FROM (
            SELECT mention_a AS mention_id, mention_b AS other, same FROM decisions
            UNION ALL SELECT mention_b, mention_a, same FROM decisions)
        GROUP BY mention_id;
        -- By a number that names the mention too: to join a million by their ids takes as long as to read them.
        CREATE TEMP TABLE arriving AS
        SELECT mention_id, {", ".join(SAID)}, said, hash(source, source_key, role) AS entry, {CONTENT} AS content
        FROM (SELECT *, hash(mention_id, {said}, decided) AS said FROM mentions LEFT JOIN decided USING (mention_id))
        ANTI JOIN state.mentions USING (said);
        CREATE TEMP TABLE changed AS
        SELECT mention_id, was.profile, true AS here
        FROM arriving LEFT JOIN (FROM state.mentions SEMI JOIN arriving USING (mention_id)) was USING (mention_id)
    """)
    # Counted first: mostly none has left, and to look for them takes as long as all that follows here.
    new = count(connection, "changed WHERE profile IS NULL")
    if count(connection, "state.mentions") + new > count(connection, "mentions"):
        connection.execute("""
            INSERT INTO changed
            SELECT mention_id, profile, false FROM state.mentions ANTI JOIN mentions USING (mention_id)
        """)
    # Numbers of profiles are never shown and never decide anything.
    connection.execute(f"""
        CREATE TEMP TABLE fresh AS
        SELECT content, (SELECT coalesce(max(profile), 0) FROM state.profiles) + row_number() OVER () AS profile
        FROM (SELECT DISTINCT content FROM arriving ANTI JOIN state.profiles USING (content));
        CREATE TEMP TABLE arrived AS
        SELECT mention_id, said, entry, coalesce(p.profile, f.profile) AS profile
        FROM arriving LEFT JOIN state.profiles p USING (content) LEFT JOIN fresh f USING (content);
        DELETE FROM state.mentions WHERE mention_id IN (SELECT mention_id FROM changed);
        INSERT INTO state.mentions FROM arrived;
        CREATE TEMP TABLE touched AS
        SELECT DISTINCT profile FROM changed WHERE profile IS NOT NULL UNION SELECT profile FROM arrived;
        CREATE TEMP TABLE sized AS
        SELECT profile, count(*) AS size, min(mention_id) AS first, count(DISTINCT entry) = 1 AS one_entry
        FROM state.mentions SEMI JOIN touched USING (profile) GROUP BY profile;
        CREATE TEMP TABLE gone AS SELECT profile FROM touched ANTI JOIN sized USING (profile);
        DELETE FROM state.profiles WHERE profile IN (FROM gone);
        CREATE TEMP TABLE renamed AS
        SELECT profile FROM sized s JOIN state.profiles p USING (profile) WHERE p.first <> s.first;
        UPDATE state.profiles p SET size = s.size, first = s.first, one_entry = s.one_entry
        FROM sized s WHERE s.profile = p.profile;
        INSERT INTO state.profiles BY NAME FROM fresh JOIN sized USING (profile);
        CREATE TEMP TABLE resized AS SELECT profile FROM sized;
        CREATE TEMP TABLE written AS
        SELECT profile, {", ".join(SAID)} FROM arriving
        SEMI JOIN fresh USING (content) JOIN sized ON mention_id = sized.first
    """)
    drop(connection, "arriving", "arrived")
    return count(connection, "state.mentions")
