"""Flat files: CSV with comma, semicolon or tab, and workbooks, read by DuckDB at its own speed.

Whatever is wrong with the file as a whole is said in one line (`BadFile`); whatever is wrong with a row
sets that row aside.
"""

from __future__ import annotations

import codecs
import csv
import itertools
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

import duckdb

from fundlink.errors import BadFile
from fundlink.sources.cells import Sheet, write_csv
from fundlink.sources.contract import Source
from fundlink.sources.filemap import MENDS, ROW_CONTENT, FileMap
from fundlink.sources.layout import Layout, find_layout
from fundlink.sources.parties import attributes
from fundlink.sources.rewriting import rewritten
from fundlink.sources.sql import literal, quoted

LONGEST_ROW = 1_000_000
"""Bytes of one row; a longer one is set aside."""


def read(
    connection: duckdb.DuckDBPyConnection, source: Source, file: Path, table: str, maps: Sequence[FileMap] = ()
) -> list[str]:
    """Read one CSV file or workbook into `table` as text, and what could not be split into cells into `<table>_bad`.

    `table` has `_row` (as a spreadsheet counts: a header in the first line is row 1), the source's columns as trimmed
    text with NULL for empty, and `_extra`, a JSON object of what else the row says. `<table>_bad` has `_row`,
    `reason`, `text`. A row without a single value is no row.

    Args:
        connection: where the tables are made.
        source: a source without a reader.
        file: a file of its folder.
        table: name of the table.
        maps: the mappings of its folder.

    Returns:
        What should be signalled: columns that nobody knows, identity numbers that lost their leading zeros.

    Raises:
        BadFile: the file is not what its folder says.
    """
    layout = find_layout(source, file, maps)
    if layout is None:
        delimiter, header = _look(source, file)
        _load(connection, table, file, delimiter, len(header), before=0)
        top = ((1, tuple(header)),)
        layout = Layout(Sheet(file, top, None, delimiter=delimiter), 0)
    else:
        with tempfile.TemporaryDirectory() as folder:
            text = Path(folder) / "cells.csv"
            write_csv(layout.sheet, layout.at, text)
            before = layout.sheet.top[layout.at][0] - 1
            _load(connection, table, text, layout.sheet.delimiter, len(layout.header), before)
    _name(connection, source, table, layout)
    return [*_unknown(source, file, layout), *_lost_zeros(connection, source, file, table)]


def _load(
    connection: duckdb.DuckDBPyConnection, table: str, file: Path, delimiter: str, width: int, before: int
) -> None:
    """The cells of a CSV file as `_cells` (`_row, c0, c1, ...`), and the lines that are no rows as `<table>_bad`.

    `before` is how many lines the original has above the header of this file.
    """
    named = ", ".join(f"'c{at}': 'VARCHAR'" for at in range(width))
    connection.execute("DROP TABLE IF EXISTS reject_errors; DROP TABLE IF EXISTS reject_scans")
    try:
        connection.execute(
            f"""CREATE OR REPLACE TEMP TABLE _split AS SELECT * FROM read_csv($file, header = true, auto_detect = false,
                columns = {{{named}}}, delim = $delim, quote = '"', escape = '"', max_line_size = {LONGEST_ROW},
                store_rejects = true, rejects_limit = 0)""",
            {"file": str(file), "delim": delimiter},
        )
    except duckdb.InvalidInputException:
        # What is wrong with rows is set aside; where line ends are of two kinds, it no longer knows what a row is.
        raise BadFile(file.name, "the rows", _ENDS, _MEND_ENDS) from None
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE {table}_bad AS
        SELECT line::BIGINT + {before} AS _row, first({_REASON} ORDER BY column_idx) AS reason,
               left(first(csv_line ORDER BY column_idx), 2000) AS text
        FROM reject_errors GROUP BY line"""
    )
    cells = [f"nullif(trim(c{at}), '') AS c{at}" for at in range(width)]
    blank = f"coalesce({', '.join(f'c{at}' for at in range(width))}) IS NULL"
    first = 2 + before
    connection.execute(
        f"""CREATE OR REPLACE TEMP VIEW _good AS
        SELECT row_number() OVER () AS place, {", ".join(cells)} FROM _split"""
    )
    (bad,) = connection.execute(f"SELECT count(*) FROM {table}_bad").fetchone() or (0,)
    if not bad:
        rows = f"SELECT * EXCLUDE (place), place + {first - 1} AS _row FROM _good"
    else:
        # Rows that were set aside still count: the n-th good row stands in the n-th place that is not theirs.
        rows = f"""WITH places AS (SELECT _row, row_number() OVER (ORDER BY _row) AS place FROM
            (SELECT unnest(range({first}, {first} + (SELECT count(*) FROM _split) + {bad})) AS _row)
            WHERE _row NOT IN (SELECT _row FROM {table}_bad))
            SELECT _good.* EXCLUDE (place), _row FROM _good JOIN places USING (place)"""
    connection.execute(f"CREATE OR REPLACE TEMP VIEW _cells AS SELECT * FROM ({rows}) WHERE NOT ({blank})")


def _name(connection: duckdb.DuckDBPyConnection, source: Source, table: str, layout: Layout) -> None:
    """From `_cells` to `table`: the source's columns, and what else the row says."""
    made, header = layout.map, layout.header
    means = made.columns if made else {column.name: column.name for column in source.columns}
    ignored = made.ignored if made else source.ignored
    origin = {means[name]: f"c{at}" for at, name in enumerate(header) if name in means}
    keyless = made is not None and (made.key == ROW_CONTENT or source.key is None)
    columns, extra = [], []
    for column in source.columns:
        text = "NULL::VARCHAR"
        if column.name in origin:
            cell = origin[column.name]
            text = rewritten(column, cell, layout)
            if text != cell:
                extra.append((header[int(cell[1:])], f"CASE WHEN {text} IS DISTINCT FROM {cell} THEN {cell} END"))
        elif made and column.name in made.set:
            text = literal(made.set[column.name])
        elif keyless and column.name == source.key:
            said = ", ".join(f"coalesce(c{at}, '')" for at, name in enumerate(header) if name not in ignored)
            content = f"left(sha256(concat_ws(chr(31), {said})), 16)"
            text = f"'row-' || {content} || '-' || row_number() OVER (PARTITION BY {content} ORDER BY _row)"
        columns.append(f"{text} AS {quoted(column.name)}")
    # What is ignored is no content: of two overlapping ledgers without a key, only the running numbers may differ.
    extra += [
        (name, f"c{at}") for at, name in enumerate(header) if name not in means and not (keyless and name in ignored)
    ]
    known = {column.name for column in source.columns}
    told = ", ".join(_member(f"{name} (file)" if name in known else name, text) for name, text in sorted(extra))
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE {table} AS
        SELECT _row, {", ".join(columns)}, '{{' || concat_ws(',', {told or "NULL"}) || '}}' AS _extra
        FROM _cells"""
    )
    connection.execute("DROP VIEW _cells; DROP VIEW _good; DROP TABLE _split")


def _member(name: str, text: str) -> str:
    """SQL of a member of a JSON object, NULL where the text is."""
    return f"{literal(json.dumps(name, ensure_ascii=False) + ':')} || to_json({text})"


def _unknown(source: Source, file: Path, layout: Layout) -> list[str]:
    known = {*layout.map.columns, *layout.map.ignored} if layout.map else {c.name for c in source.columns}
    known |= source.ignored | {MENDS}
    who = layout.map.name if layout.map else source.name
    return [
        f"{file.name}, the header: column «{name}» is not one of {who}, ignored"
        for name in layout.header
        if name not in known
    ]


def _lost_zeros(connection: duckdb.DuckDBPyConnection, source: Source, file: Path, table: str) -> list[str]:
    """Identity numbers have 12 digits; a spreadsheet that takes them for numbers drops the zeros they begin with."""
    said = []
    numbers = [column for column, attribute in attributes(source.mentions).items() if attribute in ("iin", "bin")]
    for column in sorted(numbers):
        short = f"SELECT count(*) FROM {table} WHERE regexp_full_match({quoted(column)}, '[0-9]{{9,11}}')"
        found = connection.execute(short).fetchone()
        if found and found[0]:
            said.append(
                f"{file.name}: {column} has 9 to 11 digits in {found[0]:,} rows (leading zeros lost?): kept as text, "
                "no evidence. Export the column as text"
            )
    return said


_ENDS, _MEND_ENDS = "a carriage return stands alone among other line ends", "Save it with line ends of one kind"

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
    try:
        header = [name.strip() for name in next(csv.reader([first], delimiter=delimiter))]
    except csv.Error:
        raise BadFile(file.name, "line 1", _ENDS, _MEND_ENDS) from None
    expected = [column.name for column in source.columns]
    if not set(header) & set(expected):
        problem = f"«{first.strip()[:60]}» is no header of {source.name}"
        below = _header_below(file, expected)
        names = f"It must name {', '.join(expected[:4])} ... or be mapped: fundlink map {file.name} --as {source.name}"
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
        for block in itertools.chain(iter(lambda: stream.read(1 << 20), b""), [b""]):
            try:
                text = decoder.decode(block, final=not block)
            except UnicodeDecodeError as error:
                line += error.object[: error.start].count(b"\n")
                problem = f"the byte 0x{error.object[error.start]:02X} is not UTF-8"
                raise BadFile(file.name, f"line {line}", problem, "Save the file as «CSV UTF-8»") from None
            if "\0" in text:
                line += text[: text.index("\0")].count("\n")
                raise BadFile(file.name, f"line {line}", "a NUL character", "Export the file again as text") from None
            first = first or text.lstrip("\r\n").split("\n", 1)[0].rstrip("\r")
            line += block.count(b"\n")
    return first
