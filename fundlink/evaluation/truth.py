"""The mentions that have a truth: who each was found to be, who it is, and what is known of it."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import duckdb
import pyarrow as pa

from fundlink.config import Home
from fundlink.errors import FundlinkError
from fundlink.evaluation.traits import make_traits
from fundlink.spreadsheets import read_table
from fundlink.tables import scan

KEY = ("source", "source_key", "role")

_AT_ONCE = 50_000
"""Rows of a file that are held in memory."""


def make_measured(connection: duckdb.DuckDBPyConnection, home: Home, truth: Path, kind: str) -> tuple[int, int]:
    """Make `measured`, one row a mention that has a truth; say how many rows of the file name no mention or no truth.

    Its columns: `number`, `mention_id`, `found_id`, `true_id`, `source`, those of `make_traits`, and the sizes of its
    found party, of its true one and of what is in both: `of_found`, `of_true`, `of_both`.

    Raises:
        FundlinkError: when the truth cannot be read, a mention has two truths, or none has one.
    """
    members = home.table(f"resolved/{kind}_members")
    if not members.exists():
        raise FundlinkError(f"{home.path}: no {members.stem} here yet. Run fundlink refresh, or set FUNDLINK_HOME.")
    connection.execute(f"CREATE VIEW members AS FROM {scan(members)}")
    versioned = _load(connection, "truth", truth, (*KEY, "true_id"), ("version",))
    # A blank is nobody's id: counted as one, all who have it would be one person.
    (blank,) = _row(connection, "SELECT count(*) FROM truth WHERE true_id = ''")
    connection.execute("DELETE FROM truth WHERE true_id = ''")
    connection.execute(f"""
        CREATE TABLE placed AS
        SELECT m.mention_id, m.{kind}_id AS found_id, t.true_id, t.row, m.source, m.source_key, m.role
        FROM members m JOIN truth t ON {_is("m", "t.", versioned)}
    """)
    rows, found = _row(connection, "SELECT (SELECT count(*) FROM truth), count(DISTINCT row) FROM placed")
    if not found:
        raise FundlinkError(
            f"{truth}: none of its rows with a true_id names a mention of {members.stem}. Is it another refresh's?"
        )
    twice = connection.execute("""
        SELECT arg_min(row, true_id), arg_max(row, true_id),
            any_value(source), any_value(source_key), any_value(role)
        FROM placed GROUP BY mention_id HAVING count(DISTINCT true_id) > 1 ORDER BY ALL LIMIT 1
    """).fetchall()
    if twice:
        one, other, *key = twice[0]
        raise FundlinkError(
            f"{truth}, rows {one} and {other}: {':'.join(key)} has two true_ids. Give each mention one."
        )
    make_traits(connection, home)
    connection.execute("""
        CREATE TABLE measured AS
        SELECT row_number() OVER () AS number, p.* EXCLUDE (row, source_key, role), t.* EXCLUDE mention_id,
            count(*) OVER (PARTITION BY found_id) AS of_found, count(*) OVER (PARTITION BY true_id) AS of_true,
            count(*) OVER (PARTITION BY found_id, true_id) AS of_both
        FROM (SELECT DISTINCT ON (mention_id) * FROM placed) p LEFT JOIN traits t USING (mention_id)
    """)
    # A million mentions fill memory: what is no longer needed goes.
    for table in ("truth", "placed", "said", "traits"):
        connection.execute(f"DROP TABLE {table}")
    return rows - found, blank


def make_reachable(connection: duckdb.DuckDBPyConnection, file: Path) -> None:
    """Make `reachable(a, b)` of numbers of `measured`, each pair once, from a CSV file of pairs.

    Raises:
        FundlinkError: when the file cannot be read.
    """
    needed, versions = (tuple(f"{side}_{column}" for side in "ab" for column in of) for of in (KEY, ("version",)))
    versioned = _load(connection, "pairs", file, needed, versions)
    connection.execute(f"""
        CREATE TABLE reachable AS
        WITH known AS (
            FROM measured JOIN (SELECT mention_id, source_key, role, version FROM members) USING (mention_id)
        )
        SELECT DISTINCT least(a.number, b.number) AS a, greatest(a.number, b.number) AS b
        FROM pairs w JOIN known a ON {_is("a", "w.a_", versioned)} JOIN known b ON {_is("b", "w.b_", versioned)}
        WHERE a.number <> b.number
    """)
    connection.execute("DROP TABLE pairs")


def _load(
    connection: duckdb.DuckDBPyConnection, name: str, file: Path, needed: tuple[str, ...], versions: tuple[str, ...]
) -> bool:
    """Make a table of a file: `row` and its needed columns, and those of versions; whether it has these."""
    read = read_table(file, needed, f"Needed: {', '.join(needed)}")
    versioned = set(versions) <= set(read.columns)
    columns = (*needed, *versions) if versioned else needed
    connection.execute(f"CREATE TABLE {name} (row BIGINT, {', '.join(f'{column} VARCHAR' for column in columns)})")
    while rows := list(islice(read.rows, _AT_ONCE)):
        cells = {column: [row.get(column, "") for _, row in rows] for column in columns}
        connection.register("batch", pa.table({"row": [number for number, _ in rows], **cells}))
        connection.execute(f"INSERT INTO {name} FROM batch")
    return versioned


def _is(member: str, row: str, versioned: bool) -> str:
    """SQL: whether a row of a file names that member."""
    same = " AND ".join(f"{member}.{column} = {row}{column}" for column in KEY)
    version = f" AND coalesce({member}.version, '') = coalesce({row}version, '')" if versioned else ""
    return same + version


def _row(connection: duckdb.DuckDBPyConnection, query: str) -> tuple[int, ...]:
    (row,) = connection.execute(query).fetchall()
    return tuple(map(int, row))
