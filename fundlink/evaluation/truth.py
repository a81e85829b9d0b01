"""The mentions that have a truth: who each was found to be, who it is, and what is known of it."""

from __future__ import annotations

import csv
from pathlib import Path

import duckdb

from fundlink.config import Home
from fundlink.errors import FundlinkError
from fundlink.evaluation.traits import make_traits
from fundlink.tables import scan

KEY = ("source", "source_key", "role")


def make_measured(connection: duckdb.DuckDBPyConnection, home: Home, truth: Path, kind: str) -> int:
    """Make `measured`, one row a mention that has a truth; say how many rows of the truth name no mention.

    Its columns: `number`, `mention_id`, `found_id`, `true_id`, `source`, those of `make_traits`, and the sizes of its
    found party, of its true one and of what is in both: `of_found`, `of_true`, `of_both`.

    Raises:
        FundlinkError: when a file or a column is missing, a mention has two truths, or none has one.
    """
    members = home.table(f"resolved/{kind}_members")
    if not members.exists():
        raise FundlinkError(f"{home.path}: no {members.stem} here yet. Run fundlink refresh, or set FUNDLINK_HOME.")
    _check_header(truth, (*KEY, "true_id"))
    connection.execute(f"CREATE VIEW members AS FROM {scan(members)}")
    connection.execute(
        "CREATE TABLE truth AS SELECT *, row_number() OVER () AS row FROM read_csv(?, all_varchar = true)", [str(truth)]
    )
    connection.execute(f"""
        CREATE TABLE placed AS
        SELECT m.mention_id, m.{kind}_id AS found_id, t.true_id, t.row, m.source, m.source_key, m.role
        FROM members m JOIN truth t ON {_is("m", "t.", "version" in header(truth))}
    """)
    rows, found = _row(connection, "SELECT (SELECT count(*) FROM truth), count(DISTINCT row) FROM placed")
    if not found:
        raise FundlinkError(f"{truth}: none of its rows names a mention of {members.stem}. Is it another refresh's?")
    twice = connection.execute("""
        SELECT any_value(source), any_value(source_key), any_value(role)
        FROM placed GROUP BY mention_id HAVING count(DISTINCT true_id) > 1 ORDER BY ALL LIMIT 1
    """).fetchall()
    if twice:
        raise FundlinkError(f"truth: {':'.join(twice[0])} has two true_ids. Give each mention one.")
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
    return rows - found


def make_reachable(connection: duckdb.DuckDBPyConnection, file: Path) -> None:
    """Make `reachable(a, b)` of numbers of `measured`, each pair once, from a CSV file of pairs.

    Raises:
        FundlinkError: when the file or a column is missing.
    """
    _check_header(file, tuple(f"{side}_{column}" for side in "ab" for column in KEY))
    versioned = "a_version" in header(file)
    connection.execute(
        f"""
        CREATE TABLE reachable AS
        WITH known AS (
            FROM measured JOIN (SELECT mention_id, source_key, role, version FROM members) USING (mention_id)
        )
        SELECT DISTINCT least(a.number, b.number) AS a, greatest(a.number, b.number) AS b
        FROM read_csv($file, all_varchar = true) w
        JOIN known a ON {_is("a", "w.a_", versioned)} JOIN known b ON {_is("b", "w.b_", versioned)}
        WHERE a.number <> b.number
        """,
        {"file": str(file)},
    )


def header(file: Path) -> list[str]:
    """Columns of a CSV file.

    Raises:
        FundlinkError: when it cannot be read.
    """
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            return next(csv.reader(stream), [])
    except OSError as error:
        raise FundlinkError(f"{file}: {error.strerror}. Name a CSV file.") from None


def _check_header(file: Path, needed: tuple[str, ...]) -> None:
    missing = [column for column in needed if column not in header(file)]
    if missing:
        raise FundlinkError(f"{file}, the header: no column {', '.join(missing)}. Needed: {', '.join(needed)}.")


def _is(member: str, row: str, versioned: bool) -> str:
    """SQL: whether a row of a file names that member."""
    same = " AND ".join(f"{member}.{column} = {row}{column}" for column in KEY)
    version = f" AND coalesce({member}.version, '') = coalesce({row}version, '')" if versioned else ""
    return same + version


def _row(connection: duckdb.DuckDBPyConnection, query: str) -> tuple[int, ...]:
    (row,) = connection.execute(query).fetchall()
    return tuple(map(int, row))
