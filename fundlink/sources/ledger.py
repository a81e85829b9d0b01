"""The ledger of files: which bytes were first read when, as what. Append-only; an input of every refresh."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from fundlink.config import Home
from fundlink.tables import write_atomically

SCHEMA = pa.schema(
    [
        ("source", pa.string()),
        ("sha256", pa.string()),
        ("name", pa.string()),
        ("first_read_at", pa.timestamp("us", tz="UTC")),
        ("refresh_id", pa.string()),
        ("snapshot_on", pa.date32()),
        ("rows", pa.int64()),
        ("standing", pa.string()),
    ]
)


@dataclass(frozen=True)
class Entry:
    """One file of one source. `standing` is `read`, or `older` for a snapshot that came after a newer one."""

    source: str
    sha256: str
    name: str
    first_read_at: datetime
    refresh_id: str
    snapshot_on: date | None
    rows: int
    standing: str = "read"

    @property
    def order(self) -> tuple[str, str, str]:
        """Order of arrival; within one refresh by the day of the content, then by the bytes."""
        return (self.refresh_id, str(self.snapshot_on or ""), self.sha256)


def digest(*files: Path) -> str:
    """SHA-256 of the file's bytes; of several files, of their bytes one after the other."""
    found = hashlib.sha256()
    for file in files:
        with file.open("rb") as stream:
            hashlib.file_digest(stream, lambda: found)
    return found.hexdigest()


def now() -> datetime:
    """The time that is written as `first_read_at`."""
    return datetime.now(UTC)


def entries(home: Home, source: str) -> dict[str, Entry]:
    """Every file of the source that was ever accepted, by SHA-256, in order of arrival."""
    found: list[Entry] = []
    for part in sorted((home.ledgers / "files").glob(f"{source}@*.parquet")):
        found += [Entry(**row) for row in pq.read_table(part).to_pylist()]
    first: dict[str, Entry] = {}
    for entry in sorted(found, key=lambda entry: entry.order):
        first.setdefault(entry.sha256, entry)
    return first


def append(home: Home, source: str, refresh_id: str, new: list[Entry]) -> None:
    """Add the files that one refresh accepted, all or none."""
    if new:
        table = pa.Table.from_pylist([vars(entry) for entry in new], schema=SCHEMA)
        part = home.ledgers / "files" / f"{source}@{refresh_id}.parquet"
        write_atomically(part, lambda target: pq.write_table(table, target))
