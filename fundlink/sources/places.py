"""Where records stand: file and row, as people name them."""

from __future__ import annotations

from collections.abc import Iterable

import duckdb

from fundlink.config import Home
from fundlink.sources import ledger
from fundlink.tables import scan


def places(
    connection: duckdb.DuckDBPyConnection, home: Home, source: str, records: Iterable[str]
) -> dict[str, tuple[str, int]]:
    """Record -> name of its file, and its row (or entry) there, as its reader counts.

    A file that the ledger of files does not know stands by its SHA-256. Without records whose table is gone.
    """
    table = home.table(f"source/{source}")
    if not table.exists():
        return {}
    rows = connection.execute(
        f"SELECT _record_id, _file, _row FROM {scan(table)} WHERE _record_id IN (SELECT unnest(?))",
        [sorted(set(records))],
    ).fetchall()
    names = {sha256: entry.name for sha256, entry in ledger.entries(home, source).items()}
    return {record: (names.get(file, file), row) for record, file, row in rows}
