"""From text to typed rows: what cannot be read is set aside with its reason, what stands twice counts once."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from fundlink.sources.contract import Source
from fundlink.sources.sql import hash_id, literal, quoted
from fundlink.sources.values import problem, value


@dataclass(frozen=True)
class Counts:
    """`read = loaded + rejected + repeats`, always."""

    read: int
    loaded: int
    rejected: int
    repeats: int


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
    cells = ", ".join(f"{literal(column.name)}, t.{quoted(column.name)}" for column in source.columns)
    problems = ", ".join(problem(column) for column in source.columns)
    record = hash_id("r-", literal(source.name), key, version)
    rows = "raw" if source.key else _keyed_by_content(connection, source)
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE judged AS
        SELECT {typed}, {literal(source.name)} AS _source, {key} AS _key, {version} AS _version, {record} AS _record_id,
            _file, _name, _arrival, _row,
            json_merge_patch(json_merge_patch('{{}}', json_object({cells})), t._extra)::VARCHAR AS _text,
            coalesce({problems}) AS _problem
        FROM {rows} t"""
    )
    connection.execute(
        """CREATE OR REPLACE TEMP TABLE placed AS
        WITH timed AS (
            SELECT *, _problem IS NULL AND _arrival = max(_arrival) FILTER (_problem IS NULL) OVER same AS _current
            FROM judged WINDOW same AS (PARTITION BY _key, _version)
        ), held AS (
            SELECT *, min(_text) FILTER (_current) OVER same AS _least,
                max(_text) FILTER (_current) OVER same AS _greatest,
                min_by(_name || ', row ' || _row, (_file, _row)) FILTER (_current) OVER same AS _one,
                max_by(_name || ', row ' || _row, (_file, _row)) FILTER (_current) OVER same AS _other
            FROM timed WINDOW same AS (PARTITION BY _key, _version)
        )
        SELECT *, CASE
                WHEN _problem IS NOT NULL THEN _problem
                WHEN _least <> _greatest THEN 'the key ' || _key
                    || ' stands with different content, e.g. in ' || _one || ' and ' || _other || ': keep one'
                WHEN _text <> _least THEN 'the key ' || _key || ' has other content since ' || _one
            END AS _reason,
            row_number() OVER (PARTITION BY _key, _version, _reason IS NULL ORDER BY _arrival, _file, _row) AS _copy
        FROM held"""
    )
    connection.execute(
        """CREATE OR REPLACE TEMP TABLE good AS
        SELECT * EXCLUDE (_name, _arrival, _problem, _current, _least, _greatest, _one, _other, _reason, _copy)
        FROM placed
        WHERE _reason IS NULL AND _copy = 1 ORDER BY _key, _version"""
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
