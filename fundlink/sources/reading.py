"""What came of reading a source, and when a new version is taken or refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

import duckdb
import pyarrow as pa

from fundlink import identifiers, sources
from fundlink.config import Home
from fundlink.errors import FundlinkError
from fundlink.sources.check import Counts
from fundlink.sources.contract import Column, Source
from fundlink.sources.sql import quoted
from fundlink.tables import SMALL_GROUP, code, digest, notes, rows, save

REJECTED = pa.schema([("file", pa.string()), ("row", pa.int64()), ("reason", pa.string()), ("text", pa.string())])
NOTHING = Counts(0, 0, 0, 0)

MACHINERY = digest(code(sources), code(identifiers))
"""Tables are made anew when the code that makes them changes."""


class Refused(FundlinkError):
    """A version that is not taken: the last good one stays. The text is the one line that says why."""


@dataclass(frozen=True)
class Reading:
    """What came of reading one source. `stopped` is the one line that says why its last good version stays."""

    source: str
    counts: Counts = NOTHING
    files: int = 0
    signals: Sequence[str] = ()
    stopped: str | None = None
    unchanged: bool = False
    in_use: bool = True
    further: dict[str, int] = field(default_factory=dict)


def of_last_time(home: Home, source: Source, files: int) -> Reading:
    """The reading of a table that is already made from the same input."""
    kept = notes(home.table(f"source/{source.name}"))
    counts = Counts(**kept["counts"])
    return Reading(source.name, counts, files, kept["signals"], unchanged=True, further=kept["further"])


def accept(connection: duckdb.DuckDBPyConnection, home: Home, reading: Reading, query: str, made_from: str) -> Reading:
    """Save the result of `query` as the source's table, with what it was made from and how it was counted."""
    counts = vars(reading.counts)
    kept = {"made_from": made_from, "counts": counts, "signals": list(reading.signals), "further": reading.further}
    save(connection, query, home.table(f"source/{reading.source}"), kept, SMALL_GROUP)
    return reading


def save_rejected(connection: duckdb.DuckDBPyConnection, home: Home, source: str, query: str) -> None:
    """Save what was set aside: `file, row, reason, text`."""
    save(connection, query, home.table(f"rejected/{source}"), group=SMALL_GROUP)


def check_size(source: str, loaded: int, before: int, accept_smaller: bool, example: str | None) -> None:
    """Refuse a version without a row, or with less than half of the rows of the last good one."""
    if not loaded:
        why = f" (e.g. {example})" if example else ""
        raise Refused(
            f"{source}: not one row could be loaded{why}. Mend the file; `{source}` in the rejects has each row."
        )
    if 2 * loaded < before and not accept_smaller:
        raise Refused(
            f"{source}: {loaded:,} rows, less than half of the {before:,} of the last good version, which stays. "
            f"If that is right: fundlink refresh --accept-smaller {source}."
        )


def empty_table(connection: duckdb.DuckDBPyConnection, home: Home, source: Source) -> None:
    """The table of a source without rows, so that what stands on it finds its columns."""
    fields = [pa.field(column.name, _arrow(column)) for column in source.columns]
    fields += [pa.field(name, pa.string()) for name in ("_source", "_key", "_version", "_record_id", "_file")]
    fields += [pa.field("_row", pa.int64()), pa.field("_text", pa.string())]
    if source.is_list:
        fields += [pa.field("_delisted_on", pa.string())]
    connection.register("nothing", pa.schema(fields).empty_table())
    accept(connection, home, Reading(source.name, in_use=False), "SELECT * FROM nothing", nothing_of(source))
    connection.register("no_rejects", REJECTED.empty_table())
    save_rejected(connection, home, source.name, "SELECT * FROM no_rejects")


def nothing_of(source: Source) -> str:
    """What the empty table of a source is made from: its declaration, and the code that makes it."""
    return digest("nothing", MACHINERY, source.code)


def _arrow(column: Column) -> pa.DataType:
    if column.many:
        return pa.list_(pa.string())
    by_kind = {int: pa.int64(), Decimal: pa.decimal128(28, 9), datetime: pa.timestamp("us", tz="UTC")}
    return pa.int64() if column.money else by_kind.get(column.kind, pa.string())


def columns(source: Source) -> str:
    """The record's columns, for a SELECT."""
    return ", ".join(quoted(column.name) for column in source.columns)


def last_good(home: Home, source: str) -> int:
    """Rows of the version in use."""
    return rows(home.table(f"source/{source}"))
