"""What each asset tells of its table: rows, seconds, rows per second, and its first rows to look at."""

from __future__ import annotations

from collections.abc import Mapping
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
        frame = connection.execute(f"SELECT * FROM {scan(table)} LIMIT {PREVIEW_ROWS}").df()
    return {"preview": dg.MetadataValue.md(markdown(frame.to_dict("records")))}


def markdown(records: list[Mapping[str, Any]]) -> str:
    """Records as a Markdown table, long cells cut."""
    if not records:
        return "no rows"
    names = list(records[0])
    lines = [" | ".join(names), " | ".join("---" for _ in names)]
    lines += [" | ".join(_cell(record[name]) for name in names) for record in records]
    return "\n".join(f"| {line} |" for line in lines)


def _cell(value: Any) -> str:
    if value is None or value != value:  # noqa: PLR0124 - a missing number is unequal to itself
        return ""
    text = str(value).replace("|", "\\|").replace("\n", " ")
    return text if len(text) <= 60 else f"{text[:57]}..."
