"""What a reader gave, as the tables that rows are checked in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import duckdb
import pyarrow as pa

from fundlink.errors import BadFile
from fundlink.sources.contract import Snapshot, Source

_HALF = re.compile("[\ud800-\udfff]")
BAD = pa.schema([("_row", pa.int64()), ("reason", pa.string()), ("text", pa.string())])


def register(connection: duckdb.DuckDBPyConnection, source: Source, snapshot: Snapshot, table: str) -> None:
    """Make `table` (as text, with `_row` and `_extra`) and `<table>_bad` from what the source's reader gave."""
    fields = [pa.field(c.name, pa.list_(pa.string()) if c.many else pa.string()) for c in source.columns]
    try:
        rows = pa.Table.from_pylist(list(snapshot.rows), schema=pa.schema(fields))
    except UnicodeEncodeError:
        place = next(number for number, row in enumerate(snapshot.rows, 1) if _half(row))
        problem = "half a character (a lone surrogate) in its text"
        raise BadFile(source.name, f"entry {place}", problem, "Ask for the file again, in UTF-8") from None
    places = [row.get("_row", number) for number, row in enumerate(snapshot.rows, 1)]
    rows = rows.append_column("_row", pa.array(places, pa.int64()))
    rows = rows.append_column("_extra", pa.array(["{}"] * rows.num_rows, pa.string()))
    bad = [{"_row": u.row, "reason": u.reason, "text": u.text} for u in snapshot.unread]
    connection.register(table, rows)
    connection.register(f"{table}_bad", pa.Table.from_pylist(bad, schema=BAD))


def _half(row: Mapping[str, Any]) -> bool:
    texts = [text for value in row.values() for text in (value if isinstance(value, list | tuple) else [value])]
    return any(isinstance(text, str) and _HALF.search(text) for text in texts)
