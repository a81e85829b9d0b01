"""The rows that were set aside: reasons with their counts, the rows themselves, and all of them as CSV."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from fundlink.config import Home
from fundlink.errors import FundlinkError
from fundlink.recognition.trial import KIND
from fundlink.sources import ledger
from fundlink.sources.contract import Source
from fundlink.sources.filemap import MENDS
from fundlink.spreadsheets import guarded
from fundlink.tables import connect, scan, write_atomically

OURS = ("_reason", "_file", "_row", "_text")
"""Columns of the CSV beside those of the source: `_text` has the line that could not be split into cells."""

BATCH = 10_000


@dataclass(frozen=True)
class Reason:
    """How many rows of a source were set aside for one reason, how many of them are mended, and one to look at."""

    source: str
    rows: int
    mended: int
    reason: str
    file: str
    row: int | None


@dataclass(frozen=True)
class Reject:
    """One row set aside; `row` is None for a whole file. `mended_by` is the file and row that mends it."""

    source: str
    file: str
    row: int | None
    reason: str
    text: str | None
    mended_by: str | None


def reasons(home: Home, sources: Sequence[Source]) -> list[Reason]:
    """The reasons of each source, most frequent first."""
    found = []
    for source in sources:
        with connect() as connection:
            if _tell(connection, home, source):
                rows = connection.execute(
                    f"""SELECT count(*) AS rows, count(mended_by), min_by(reason, (file, row)) AS example,
                        min(file), min_by(row, (file, row)) FROM told GROUP BY {KIND} ORDER BY rows DESC, example"""
                ).fetchall()
                found += [Reason(source.name, *row) for row in rows]
    return found


def rejects(home: Home, source: Source, limit: int | None = None) -> Iterator[Reject]:
    """The rows of one source that were set aside, by file and row."""
    with connect() as connection:
        if not _tell(connection, home, source):
            return
        some = "" if limit is None else f" LIMIT {limit:d}"
        cursor = connection.execute(f"SELECT file, row, reason, text, mended_by FROM told ORDER BY file, row{some}")
        while rows := cursor.fetchmany(BATCH):
            yield from (Reject(source.name, *row) for row in rows)


def _tell(connection: duckdb.DuckDBPyConnection, home: Home, source: Source) -> bool:
    """Make the view `told`; False where the source was never read."""
    rejected, table = home.table(f"rejected/{source.name}"), home.table(f"source/{source.name}")
    if not rejected.exists() or not table.exists():
        return False
    entries = [vars(entry) for entry in ledger.entries(home, source.name).values()]
    connection.register("files", pa.Table.from_pylist(entries, schema=ledger.SCHEMA))
    connection.execute(
        f"""CREATE TEMP TABLE told AS
        WITH mending AS (
            SELECT json_extract_string(_text, '$.{MENDS}') AS place, min(files.name || ', row ' || _row) AS mended_by
            FROM {scan(table)} JOIN files ON files.sha256 = _file WHERE contains(_text, '"{MENDS}"') GROUP BY place)
        SELECT r.*, mended_by FROM {scan(rejected)} r LEFT JOIN mending ON place = r.file || ', row ' || r.row"""
    )
    return True


def export(home: Home, source: Source, target: Path) -> int:
    """Write the rows that are not mended as CSV, in the source's columns and whatever else they had; return how many.

    Raises:
        FundlinkError: it cannot be written.
    """
    waiting = (reject for reject in rejects(home, source) if reject.mended_by is None)
    own = [column.name for column in source.columns]
    further = sorted({name for reject in rejects(home, source) for name in _cells(reject)} - {*own, *OURS, MENDS})
    count = 0

    def write(partial: Path) -> None:
        nonlocal count
        # With a byte order mark: without it Excel takes UTF-8 for something else.
        with partial.open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.DictWriter(stream, [*OURS, *own, *further], extrasaction="ignore")
            writer.writeheader()
            for reject in waiting:
                said = {"_reason": reject.reason, "_file": reject.file, "_row": reject.row, **_cells(reject)}
                writer.writerow({name: guarded(cell) for name, cell in said.items()})
                count += 1

    try:
        write_atomically(target, write)
    except OSError as error:
        raise FundlinkError(f"{target}: cannot be written ({error.strerror}). Close it, or name another.") from None
    return count


def _cells(reject: Reject) -> dict[str, str]:
    """The row's cells by column; a line that could not be split is all `_text`."""
    try:
        cells = json.loads(reject.text or "{}")
    except ValueError:
        cells = None
    return cells if isinstance(cells, dict) else {"_text": reject.text or ""}
