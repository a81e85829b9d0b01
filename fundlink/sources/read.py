"""One source read: from the files in its inbox folder to its table, its rejects and the ledger of files."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import duckdb
import pyarrow as pa

from fundlink.arrivals import arrived
from fundlink.config import Home
from fundlink.errors import BadFile, FundlinkError
from fundlink.sources import archive, flat, ledger, readers, values
from fundlink.sources.check import check
from fundlink.sources.check import signals as doubtful
from fundlink.sources.contract import Source
from fundlink.sources.encoding import in_utf8
from fundlink.sources.filemap import FileMap, load_all
from fundlink.sources.reading import (
    MACHINERY,
    REJECTED,
    Reading,
    Refused,
    accept,
    check_size,
    empty_table,
    last_good,
    of_last_time,
    save_rejected,
)
from fundlink.sources.snapshots import read_snapshots
from fundlink.sources.sql import literal
from fundlink.tables import connect, notes


def read(home: Home, source: Source, inbox: Path, refresh_id: str, *, accept_smaller: bool = False) -> Reading:
    """Read the source's folder in `inbox` into `source/<name>` and `rejected/<name>`.

    A folder that is absent is a source not in use: its table is empty. A file that is not what it claims to
    be stops the source: the last good version stays and `Reading.stopped` says why, in one line.
    """
    folder, files = inbox / source.name, list[Path]()
    with connect(home.spill) as connection:
        values.register(connection)
        try:
            files, said = arrived(home, source, folder)
            if not folder.is_dir() or not (files or last_good(home, source.name)):
                empty_table(connection, home, source)
                archive.keep(home, source.name, refresh_id, folder, [], unchanged=False)
                return Reading(source.name, in_use=False)
            if not files:
                raise Refused(
                    f"{source.name}: its inbox folder is empty. Put its files back, or remove the folder too."
                )
            reads = read_snapshots if source.is_list else partial(_read_records, folder=folder)
            reading = reads(connection, home, source, files, refresh_id, accept_smaller)
            archive.keep(home, source.name, refresh_id, folder, files, unchanged=reading.unchanged)
            return replace(reading, signals=[*said, *reading.signals])
        except FundlinkError as stop:
            return _stopped(connection, home, source, files, stop)


def _read_records(
    connection: duckdb.DuckDBPyConnection,
    home: Home,
    source: Source,
    files: list[Path],
    refresh_id: str,
    accept_smaller: bool,
    folder: Path,
) -> Reading:
    known = ledger.entries(home, source.name)
    digests = {file: ledger.digest(file) for file in files}
    arrival = {sha: known[sha].refresh_id if sha in known else refresh_id for sha in digests.values()}
    maps = [] if source.reader else load_all(folder, source)
    state = repr((MACHINERY, source.code, sorted(digests.values()), sorted(arrival.items()), maps))
    made_from = hashlib.sha256(state.encode()).hexdigest()
    table = home.table(f"source/{source.name}")
    if arrival.keys() <= known.keys() and notes(table).get("made_from") == made_from:
        return of_last_time(home, source, len(files))

    signals: list[str] = []
    parts, bad = [], []
    for number, (file, sha) in enumerate(digests.items()):
        signals += _split(connection, source, file, f"file_{number}", maps)
        mark = f"{literal(sha)} AS _file, {literal(file.name)} AS _name, {literal(arrival[sha])} AS _arrival"
        parts.append(f"SELECT *, {mark} FROM file_{number}")
        bad.append(f"SELECT *, {literal(file.name)} AS _name FROM file_{number}_bad")
    connection.execute(f"CREATE TEMP VIEW raw AS {' UNION ALL BY NAME '.join(parts)}")
    connection.execute(f"CREATE TEMP VIEW raw_bad AS {' UNION ALL BY NAME '.join(bad)}")

    counts = check(connection, source)
    signals += doubtful(connection)
    save_rejected(connection, home, source.name, "SELECT * FROM rejected")
    example = connection.execute("SELECT file || ', row ' || row || ': ' || reason FROM rejected LIMIT 1").fetchone()
    before = last_good(home, source.name)
    check_size(source.name, counts.loaded, before, accept_smaller, example[0] if example else None)
    loaded = dict(connection.execute("SELECT _file, count(*) FROM good GROUP BY ALL").fetchall())
    new = [
        ledger.Entry(source.name, sha, file.name, ledger.now(), refresh_id, None, loaded.get(sha, 0))
        for file, sha in digests.items()
        if sha not in known
    ]
    ledger.append(home, source.name, refresh_id, new)
    return accept(connection, home, Reading(source.name, counts, len(files), signals), "SELECT * FROM good", made_from)


def _split(
    connection: duckdb.DuckDBPyConnection, source: Source, file: Path, table: str, maps: Sequence[FileMap]
) -> list[str]:
    """Make `table` and `<table>_bad` from one file, and say what should be signalled."""
    if source.reader is None:
        with in_utf8(file) as plain:
            return flat.read(connection, source, plain, table, maps)
    snapshot = source.reader(file)
    readers.register(connection, source, snapshot, table)
    return [f"{file.name}: {signal}" for signal in snapshot.signals]


def _stopped(
    connection: duckdb.DuckDBPyConnection, home: Home, source: Source, files: list[Path], stop: FundlinkError
) -> Reading:
    """Keep the last good version, or an empty table where there never was one."""
    had_one = home.table(f"source/{source.name}").exists()
    if not had_one:
        empty_table(connection, home, source)
    if isinstance(stop, BadFile):
        line = pa.Table.from_pylist([{"file": stop.file, "reason": str(stop)}], schema=REJECTED)
        connection.register("stop_line", line)
        save_rejected(connection, home, source.name, "SELECT * FROM stop_line")
    kept = notes(home.table(f"source/{source.name}"))["counts"] if had_one else {}
    further = {"kept_rows": kept.get("loaded", 0)}
    return Reading(source.name, files=len(files), stopped=str(stop), further=further)
