"""What each asset tells of its table: rows, seconds, rows per second, and its columns.

No rows: Dagster's log keeps what it is told for good, and those are people.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import dagster as dg

from fundlink.tables import connect, rows, scan

MetadataDict = dict[str, Any]


def table_metadata(table: Path, seconds: float, **counts: Any) -> MetadataDict:
    """What was counted, then rows, seconds and rows per second of a table just made, where it is, its columns."""
    count = rows(table)
    return {
        **counts,
        "dagster/row_count": count,
        "seconds": round(seconds, 2),
        "rows per second": round(count / seconds) if seconds else None,
        "table": dg.MetadataValue.path(table),
        "dagster/column_schema": _columns(table),
    }


def _columns(table: Path) -> dg.TableSchema:
    """Without those that say where a row comes from."""
    with connect() as connection:
        found = connection.execute(f"SELECT COLUMNS('^[^_]') FROM {scan(table)} LIMIT 0").description or []
    return dg.TableSchema([dg.TableColumn(str(name), str(type).lower()) for name, type, *_ in found])
