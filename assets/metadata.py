"""What each asset tells of its table: rows, seconds, rows per second, and its first rows to look at."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import dagster as dg

from fundlink.tables import connect, rows, scan

MetadataDict = dict[str, Any]
PREVIEW_ROWS = 5


def table_metadata(table: Path, seconds: float) -> MetadataDict:
    """Rows, seconds and rows per second of a table just made, and a preview."""
    count = rows(table)
    return {
        "dagster/row_count": count,
        "seconds": round(seconds, 2),
        "rows per second": round(count / seconds) if seconds else None,
        **preview(table),
    }


def preview(table: Path) -> MetadataDict:
    """The first rows, as a table in the Dagster UI."""
    with connect() as connection:
        found = connection.execute(f"SELECT * FROM {scan(table)} LIMIT {PREVIEW_ROWS}")
        names = [column[0] for column in found.description or []]
        return {"preview": dg.MetadataValue.md(markdown(names, found.fetchall()))}


def markdown(names: Sequence[str], records: Sequence[tuple[Any, ...]]) -> str:
    """Records as a Markdown table, long cells cut."""
    if not records:
        return "no rows"
    lines = [" | ".join(names), " | ".join("---" for _ in names)]
    lines += [" | ".join(map(_cell, record)) for record in records]
    return "\n".join(f"| {line} |" for line in lines)


def _cell(value: Any) -> str:
    text = "" if value is None else str(value).replace("|", "\\|").replace("\n", " ")
    return text if len(text) <= 60 else f"{text[:57]}..."
