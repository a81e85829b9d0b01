"""From text to typed rows: what cannot be read is set aside with its reason, what stands twice counts once."""

from __future__ import annotations

import json
from dataclasses import dataclass

import duckdb

from fundlink.sources.contract import Source
from fundlink.sources.sql import hash_id, literal, quoted
from fundlink.sources.values import doubts, problem, value


@dataclass(frozen=True)
class Counts:
    """`read = loaded + rejected + repeats`, always."""

    read: int
    loaded: int
    rejected: int
    repeats: int


def signals(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """After `check`: what was loaded with a doubt, one line for each kind, with its first place."""
    found = connection.execute(
        """SELECT doubt, count(*), arg_min(_name || ', row ' || _row, (_file, _row)) FROM (
            SELECT unnest(string_split(_doubts, chr(31))) AS doubt, _name, _file, _row
            FROM placed WHERE _doubts <> '' AND _reason IS NULL AND _copy = 1
        ) GROUP BY doubt ORDER BY doubt"""
    ).fetchall()
    return [f"{place}: {doubt}" + (f" (and {count - 1:,} more)" if count > 1 else "") for doubt, count, place in found]


def check(connection: duckdb.DuckDBPyConnection, source: Source) -> Counts:
    """Split the table `raw` into the tables `good` and `rejected`.

    `raw` has the source's columns as text, and `_file` (SHA-256), `_name` (file name), `_arrival` (refresh that
    first read the file), `_row`, `_extra`; `raw_bad` has the rows that could not be split into cells. `good` has
    the typed columns and `_source, _key, _version, _record_id, _file, _row, _text`; `rejected` has
    `file, row, reason, text`.

    A key stands for one content. An exact repeat counts once. When files that came later say it otherwise, the
    latest holds. When files that came together disagree, nobody can tell which is right: all are set aside.
    """
    key = f"t.{quoted(source.key)}" if source.key else "t._content_key"
    if source.within:
        key += f" || coalesce(' / ' || t.{quoted(source.within)}, '')"
    version = f"t.{quoted(source.version)}" if source.version else "NULL::VARCHAR"
    typed = ", ".join(f"{value(column)} AS {quoted(column.name)}" for column in source.columns)
    problems = ", ".join(problem(column) for column in source.columns)
    record = hash_id("r-", literal(source.name), key, version)
    rows = "raw" if source.key else _keyed_by_content(connection, source)
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE judged AS
        SELECT {typed}, {literal(source.name)} AS _source, {key} AS _key, {version} AS _version, {record} AS _record_id,
            _file, _name, _arrival, _row,
            {_as_json(source)} AS _text, coalesce({problems}) AS _problem, {doubts(source.columns)} AS _doubts
        FROM {rows} t"""
    )
    _settle(connection)
    connection.execute(
        """CREATE OR REPLACE TEMP VIEW good AS
        SELECT * EXCLUDE (_name, _arrival, _problem, _reason, _copy, _doubts) FROM placed
        WHERE _reason IS NULL AND _copy = 1"""
    )
    connection.execute(
        """CREATE OR REPLACE TEMP TABLE rejected AS
        SELECT _name AS file, _row AS row, _reason AS reason, _text AS text FROM placed WHERE _reason IS NOT NULL
        UNION ALL SELECT _name, _row, reason, text FROM raw_bad ORDER BY file, row"""
    )
    counts = connection.execute(
        """SELECT (SELECT count(*) FROM raw) + (SELECT count(*) FROM raw_bad), (SELECT count(*) FROM good),
            (SELECT count(*) FROM rejected), (SELECT count(*) FROM placed WHERE _reason IS NULL AND _copy > 1)"""
    ).fetchone()
    assert counts is not None
    return Counts(*counts)


def _as_json(source: Source) -> str:
    """SQL of the row as a JSON object: the cells that have a value, then the columns that the source does not know."""
    names = [column.name for column in source.columns]
    cells = ", ".join(f"{literal(json.dumps(name) + ':')} || to_json(t.{quoted(name)})" for name in names)
    return f"""'{{' || concat_ws(',', {cells}, nullif(t._extra[2:-2], '')) || '}}'"""


def _settle(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the view `placed`: `judged` with `_reason` and `_copy`, after looking at the keys that stand more than once.

    Those are few: only they are sorted and compared, however many rows there are.
    """
    connection.execute(
        """CREATE OR REPLACE TEMP TABLE settled AS
        WITH several AS (SELECT _key, _version FROM judged GROUP BY ALL HAVING count(*) > 1),
        timed AS (
            SELECT _key, _version, _file, _row, _name, _arrival, _text, _problem,
                _problem IS NULL AND _arrival = max(_arrival) FILTER (_problem IS NULL) OVER same AS _current
            FROM judged j SEMI JOIN several s ON s._key IS NOT DISTINCT FROM j._key
                AND s._version IS NOT DISTINCT FROM j._version
            WINDOW same AS (PARTITION BY _key, _version)
        ), held AS (
            SELECT *, min(_text) FILTER (_current) OVER same AS _least,
                max(_text) FILTER (_current) OVER same AS _greatest,
                min_by(_name || ', row ' || _row, (_file, _row)) FILTER (_current) OVER same AS _one,
                max_by(_name || ', row ' || _row, (_file, _row)) FILTER (_current) OVER same AS _other
            FROM timed WINDOW same AS (PARTITION BY _key, _version)
        ), told AS (
            SELECT *, CASE
                WHEN _problem IS NOT NULL THEN _problem
                WHEN _least <> _greatest THEN 'the key ' || _key
                    || ' stands with different content, e.g. in ' || _one || ' and ' || _other || ': keep one'
                WHEN _text <> _least THEN 'the key ' || _key || ' has other content since ' || _one
            END AS _reason FROM held
        )
        SELECT _file, _row, _reason,
            row_number() OVER (PARTITION BY _key, _version, _reason IS NULL ORDER BY _arrival, _file, _row) AS _copy
        FROM told"""
    )
    connection.execute(
        """CREATE OR REPLACE TEMP VIEW placed AS
        SELECT j.*, coalesce(j._problem, s._reason) AS _reason, coalesce(s._copy, 1) AS _copy
        FROM judged j LEFT JOIN settled s USING (_file, _row)"""
    )


def _keyed_by_content(connection: duckdb.DuckDBPyConnection, source: Source) -> str:
    """A copy of `raw` with `_content_key`: a hash of the row's cells, and which of its equals in the file it is."""
    cells = [f"t.{quoted(c.name)}::VARCHAR" if c.many else f"t.{quoted(c.name)}" for c in source.columns]
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE keyed AS
        SELECT * EXCLUDE (_content), _content || '-' || row_number() OVER (PARTITION BY _file, _content ORDER BY _row)
            AS _content_key
        FROM (SELECT *, {hash_id("k-", *cells)} AS _content FROM raw t)"""
    )
    return "keyed"
