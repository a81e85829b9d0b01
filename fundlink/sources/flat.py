"""Flat files: CSV with comma, semicolon or tab, read by DuckDB at its own speed.

Whatever is wrong with the file as a whole is said in one line (`BadFile`); whatever is wrong with a row
sets that row aside.
"""

from __future__ import annotations

import codecs
import csv
import itertools
from pathlib import Path

import duckdb

from fundlink.errors import BadFile
from fundlink.sources.contract import Source
from fundlink.sources.sql import literal, quoted

LONGEST_ROW = 1_000_000
"""Bytes of one row; a longer one is set aside."""


def read(connection: duckdb.DuckDBPyConnection, source: Source, file: Path, table: str) -> list[str]:
    """Read one CSV file into `table` as text, and what could not be split into cells into `<table>_bad`.

    `table` has `_row` (as a spreadsheet counts: the header is row 1), the source's columns as trimmed text
    with NULL for empty, and `_extra`, a JSON object of the columns the source does not know. `<table>_bad`
    has `_row`, `reason`, `text`.

    Returns:
        What should be signalled: columns that the source does not know.

    Raises:
        BadFile: the file is not what its folder says.
    """
    delimiter, header = _look(source, file)
    named = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in header)
    connection.execute("DROP TABLE IF EXISTS reject_errors; DROP TABLE IF EXISTS reject_scans")
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE _cells AS SELECT * FROM read_csv($file, header = true, auto_detect = false,
            columns = {{{named}}}, delim = $delim, quote = '"', escape = '"', max_line_size = {LONGEST_ROW},
            store_rejects = true, rejects_limit = 0)""",
        {"file": str(file), "delim": delimiter},
    )
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE {table}_bad AS
        SELECT line::BIGINT AS _row, first({_REASON} ORDER BY column_idx) AS reason,
               left(first(csv_line ORDER BY column_idx), 2000) AS text
        FROM reject_errors GROUP BY line"""
    )
    cells = [f"nullif(trim({quoted(name)}), '') AS {quoted(name)}" for name in header]
    unknown = [name for name in header if name not in {column.name for column in source.columns} | source.ignored]
    kept = [cell for cell, name in zip(cells, header, strict=True) if name not in {*unknown, *source.ignored}]
    extra = ", ".join(f"{literal(name)}, {quoted(name)}" for name in sorted({*unknown, *source.ignored} & set(header)))
    # Rows that were set aside still count: the n-th good row stands in the n-th place that is not theirs.
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE {table} AS
        WITH good AS (SELECT row_number() OVER () AS place, * FROM _cells),
        places AS (SELECT _row, row_number() OVER (ORDER BY _row) AS place
            FROM (SELECT unnest(range(2, 2 + (SELECT count(*) FROM good) + (SELECT count(*) FROM {table}_bad))) AS _row)
            WHERE _row NOT IN (SELECT _row FROM {table}_bad))
        SELECT _row, {", ".join(kept)}, json_object({extra})::VARCHAR AS _extra
        FROM good JOIN places USING (place) ORDER BY _row"""
    )
    connection.execute("DROP TABLE _cells")
    return [f"{file.name}, the header: column «{name}» is not one of {source.name}, ignored" for name in unknown]


_REASON = """CASE error_type::VARCHAR
    WHEN 'MISSING COLUMNS' THEN 'has fewer cells than the header'
    WHEN 'TOO MANY COLUMNS' THEN 'has more cells than the header'
    WHEN 'UNQUOTED VALUE' THEN 'has a quote that is not closed, or text after one'
    WHEN 'LINE SIZE OVER MAXIMUM' THEN 'is longer than 1,000,000 bytes'
    WHEN 'INVALID ENCODING' THEN 'is not UTF-8'
    ELSE lower(error_type::VARCHAR) END"""


def _look(source: Source, file: Path) -> tuple[str, list[str]]:
    """The delimiter and the header; BadFile where this is no CSV file of the source."""
    first = _check_bytes(file)
    delimiter = max(",;\t", key=first.count)
    header = [name.strip() for name in next(csv.reader([first], delimiter=delimiter))]
    expected = [column.name for column in source.columns]
    if not set(header) & set(expected):
        problem = f"«{first.strip()[:60]}» is no header of {source.name}"
        below = _header_below(file, expected)
        names = f"It must name {', '.join(expected[:4])} ... (docs/sources.md)"
        repair = f"The header is in line {below}: remove the lines above it" if below else names
        raise BadFile(file.name, "line 1", problem, repair)
    twice = sorted({name for name in header if header.count(name) > 1})
    if twice:
        raise BadFile(file.name, "the header", f"column «{twice[0]}» stands twice", "Remove or rename one of the two")
    missing = [name for name in expected if name not in header]
    if missing:
        many = "columns are" if len(missing) > 1 else "column is"
        problem = f"{len(missing)} {many} missing: {', '.join(missing)}"
        raise BadFile(file.name, "the header", problem, "Add them; a column whose values are unknown stays empty")
    return delimiter, header


def _header_below(file: Path, expected: list[str]) -> int | None:
    """The line, of the first fifty, that names most of the columns: what stands above it is a title."""
    with file.open(encoding="utf-8-sig") as lines:
        for number, line in enumerate(itertools.islice(lines, 50), 1):
            if 2 * sum(name in line for name in expected) > len(expected):
                return number
    return None


def _check_bytes(file: Path) -> str:
    """The first line of a UTF-8 text file; BadFile where it is something else."""
    head = file.open("rb").read(4096)
    if not head.removeprefix(codecs.BOM_UTF8).strip():
        raise BadFile(file.name, "", "the file is empty", "Put the whole file there again, or remove it")
    if head.lstrip(codecs.BOM_UTF8).lstrip()[:1] == b"<":
        problem = "this is a web page or XML, not CSV"
        raise BadFile(file.name, "line 1", problem, "Download the data itself, not the page around it")
    decoder, line, first = codecs.getincrementaldecoder("utf-8-sig")(), 1, ""
    with file.open("rb") as stream:
        for block in iter(lambda: stream.read(1 << 20), b""):
            try:
                text = decoder.decode(block)
            except UnicodeDecodeError as error:
                line += block[: error.start].count(b"\n")
                problem = f"the byte 0x{block[error.start]:02X} is not UTF-8"
                raise BadFile(file.name, f"line {line}", problem, "Save the file as «CSV UTF-8»") from None
            if "\0" in text:
                line += text[: text.index("\0")].count("\n")
                raise BadFile(file.name, f"line {line}", "a NUL character", "Export the file again as text") from None
            first = first or text.lstrip("\r\n").split("\n", 1)[0].rstrip("\r")
            line += block.count(b"\n")
    return first
