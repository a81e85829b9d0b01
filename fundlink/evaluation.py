"""How well mentions were resolved, against a truth: pairs, B-cubed, exact clusters, by source and by script."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import duckdb

from fundlink.config import Home
from fundlink.errors import FundlinkError
from fundlink.tables import connect, scan

SCRIPTS = ("Arabic", "Cyrillic", "Latin")
KEY = ("source", "source_key", "role")


@dataclass(frozen=True)
class Figures:
    """Figures of some mentions, each with all the mentions it is joined to, in that group or not.

    A share is None where there is nothing to take a share of.

    Attributes:
        mentions: with a truth.
        parties: true persons (or organisations) among them.
        precision, recall, f1: of pairs of mentions; a pair counts for each of its mentions in the group.
        b_cubed_precision, b_cubed_recall, b_cubed_f1: averages over mentions.
        exact: share of the true parties that are one resolved party and nobody else.
    """

    mentions: int
    parties: int
    precision: float | None
    recall: float | None
    f1: float | None
    b_cubed_precision: float
    b_cubed_recall: float
    b_cubed_f1: float
    exact: float


@dataclass(frozen=True)
class Reachable:
    """Pairs that evidence beyond the name can join: how many, their share of the true pairs, how many were found."""

    pairs: int
    share: float | None
    recall: float | None


@dataclass(frozen=True)
class Evaluation:
    """`without_mention`: rows of the truth that no mention of the table has (also those of the other kind of party)."""

    overall: Figures
    by_source: dict[str, Figures]
    by_script: dict[str, Figures]
    reachable: Reachable | None
    without_mention: int


def evaluate(home: Home, truth: Path, reachable: Path | None = None, kind: str = "person") -> Evaluation:
    """Compare `resolved/<kind>_members` with a truth.

    Args:
        home: with the tables of a refresh.
        truth: CSV with source, source_key, role, true_id, and version where a source has several states of an entry
            and they are to be told apart.
        reachable: CSV of pairs, the same columns with a_ and b_ before them, no true_id.
        kind: person or organization.

    Raises:
        FundlinkError: when a file or a column is missing, a mention has two truths, or none has one.
    """
    members = home.table(f"resolved/{kind}_members")
    if not members.exists():
        raise FundlinkError(f"{home.path}: no {members.stem} here yet. Run fundlink refresh, or set FUNDLINK_HOME.")
    with connect() as connection:
        connection.execute(f"CREATE VIEW members AS FROM {scan(members)}")
        rows = _load(connection, "truth", truth, (*KEY, "true_id"))
        versioned = "version" in _header(truth)
        _place(connection, home, kind, versioned)
        without = rows - _one(connection, "SELECT count(*) FROM truth SEMI JOIN placed USING (truth_row)")
        if without == rows:
            raise FundlinkError(
                f"{truth}: none of its rows names a mention of {members.stem}. Is it another refresh's?"
            )
        _measure(connection)
        return Evaluation(
            overall=_figures(connection, "''")[""],
            by_source=_figures(connection, "source"),
            by_script=_figures(connection, "script"),
            reachable=_reach(connection, reachable) if reachable else None,
            without_mention=without,
        )


def _header(file: Path) -> list[str]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            return next(csv.reader(stream), [])
    except OSError as error:
        raise FundlinkError(f"{file}: {error.strerror}. Name a CSV file.") from None


def _load(connection: duckdb.DuckDBPyConnection, table: str, file: Path, needed: tuple[str, ...]) -> int:
    """Make `table` of a CSV file, all text, with the number of each row; say how many there are."""
    missing = [column for column in needed if column not in _header(file)]
    if missing:
        raise FundlinkError(f"{file}, the header: no column {', '.join(missing)}. Needed: {', '.join(needed)}.")
    connection.execute(
        f"CREATE TABLE {table} AS SELECT *, row_number() OVER () AS {table}_row FROM read_csv(?, all_varchar = true)",
        [str(file)],
    )
    return _one(connection, f"SELECT count(*) FROM {table}")


def _is(member: str, row: str, versioned: bool) -> str:
    """SQL: whether a row of a file names that member."""
    same = " AND ".join(f"{member}.{column} = {row}{column}" for column in KEY)
    version = f" AND coalesce({member}.version, '') = coalesce({row}version, '')" if versioned else ""
    return same + version


def _place(connection: duckdb.DuckDBPyConnection, home: Home, kind: str, versioned: bool) -> None:
    """Make `placed(mention_id, found_id, true_id, truth_row, source, script)`: the members that have a truth."""
    tables = sorted(home.tables.glob("mention/*.parquet"))
    letters = ", ".join(f"length(regexp_replace(name, '\\P{{{script}}}', '', 'g'))" for script in SCRIPTS)
    names = f"SELECT mention_id, name, [{letters}] AS letters FROM {scan(*tables)}" if tables else None
    script = f"""CASE WHEN coalesce(list_max(letters), 0) = 0 THEN 'none'
        ELSE {list(SCRIPTS)}[list_position(letters, list_max(letters))] END"""
    connection.execute(f"""
        CREATE TABLE placed AS
        SELECT m.mention_id, m.{kind}_id AS found_id, t.true_id, t.truth_row, m.source,
            {script if names else "'none'"} AS script
        FROM members m JOIN truth t ON {_is("m", "t.", versioned)}
        {f"LEFT JOIN ({names}) n ON n.mention_id = m.mention_id" if names else ""}
    """)
    twice = connection.execute("""
        SELECT any_value(source), any_value(source_key), any_value(role)
        FROM truth JOIN placed USING (truth_row, source)
        GROUP BY mention_id HAVING count(DISTINCT placed.true_id) > 1 ORDER BY ALL LIMIT 1
    """).fetchall()
    if twice:
        raise FundlinkError(f"truth: {':'.join(twice[0])} has two true_ids. Give each mention one.")


def _measure(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `measured`: `placed`, one row a mention, with the sizes of its found and true party and their share."""
    connection.execute("""
        CREATE TABLE measured AS
        SELECT *, count(*) OVER (PARTITION BY found_id) AS of_found, count(*) OVER (PARTITION BY true_id) AS of_true,
            count(*) OVER (PARTITION BY found_id, true_id) AS of_both
        FROM (SELECT DISTINCT ON (mention_id) * FROM placed)
    """)


def _figures(connection: duckdb.DuckDBPyConnection, group: str) -> dict[str, Figures]:
    """Figures by the values of an expression on `measured`."""
    rows = connection.execute(f"""
        SELECT {group}, count(*), count(DISTINCT true_id),
            sum(of_both - 1) / nullif(sum(of_found - 1), 0), sum(of_both - 1) / nullif(sum(of_true - 1), 0),
            avg(of_both / of_found), avg(of_both / of_true),
            count(DISTINCT true_id) FILTER (of_both = of_found AND of_both = of_true) / count(DISTINCT true_id)
        FROM measured GROUP BY ALL ORDER BY ALL
    """).fetchall()
    return {
        name: Figures(mentions, parties, p, r, _f1(p, r), bp, br, _f1(bp, br) or 0.0, exact)
        for name, mentions, parties, p, r, bp, br, exact in rows
    }


def _f1(precision: float | None, recall: float | None) -> float | None:
    if precision is None or recall is None:
        return None
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _reach(connection: duckdb.DuckDBPyConnection, file: Path) -> Reachable:
    """Which of the pairs of the file were found."""
    versioned = "a_version" in _header(file)
    _load(connection, "wanted", file, tuple(f"{side}_{column}" for side in "ab" for column in KEY))
    pairs, found = connection.execute(f"""
        WITH reached AS (
            SELECT DISTINCT least(a.mention_id, b.mention_id) AS a, greatest(a.mention_id, b.mention_id) AS b
            FROM wanted w JOIN members a ON {_is("a", "w.a_", versioned)}
            JOIN members b ON {_is("b", "w.b_", versioned)}
            WHERE a.mention_id <> b.mention_id
        )
        SELECT count(*), count(*) FILTER (l.found_id = r.found_id AND l.true_id = r.true_id)
        FROM reached JOIN measured l ON l.mention_id = a JOIN measured r ON r.mention_id = b
    """).fetchall()[0]
    true = _one(connection, "SELECT sum(of_true - 1) // 2 FROM measured")
    return Reachable(pairs, pairs / true if true else None, found / pairs if pairs else None)


def _one(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    return int(connection.execute(query).fetchall()[0][0])
