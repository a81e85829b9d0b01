"""What each asset tells of its table: rows, seconds, rows per second, and its first rows to look at."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import dagster as dg

from fundlink.tables import connect, rows, scan

MetadataDict = dict[str, Any]
PREVIEW_ROWS = 5
MAX_LETTERS = 80


def table_metadata(table: Path, seconds: float, **counts: Any) -> MetadataDict:
    """What was counted, then rows, seconds and rows per second of a table just made, where it is, its first rows."""
    count = rows(table)
    return {
        **counts,
        "dagster/row_count": count,
        "seconds": round(seconds, 2),
        "rows per second": round(count / seconds) if seconds else None,
        "table": dg.MetadataValue.path(table),
        "first rows": _first_rows(table),
    }


def _first_rows(table: Path) -> dg.TableMetadataValue:
    """Without the columns that say where a row comes from."""
    with connect() as connection:
        found = connection.execute(f"SELECT COLUMNS('^[^_]') FROM {scan(table)} LIMIT {PREVIEW_ROWS}")
        columns = [(str(name), str(type).lower()) for name, type, *_ in found.description or []]
        records = [dg.TableRecord(dict(zip(dict(columns), map(_cell, row), strict=True))) for row in found.fetchall()]
    return dg.MetadataValue.table(records, dg.TableSchema([dg.TableColumn(name, type) for name, type in columns]))


def _cell(value: Any) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
    return text if len(text) <= MAX_LETTERS else f"{text[: MAX_LETTERS - 3]}..."
