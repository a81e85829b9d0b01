"""Lists that are published whole: each file is a snapshot, and what a later one lacks has been removed from the list.

Every accepted snapshot is kept (`archive/<source>/<sha256>.parquet`), since publishers overwrite their files: the
list's history must not depend on what still lies in the inbox.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa

from fundlink.config import Home
from fundlink.errors import BadFile
from fundlink.sources import ledger, readers
from fundlink.sources.check import Counts, check, signals
from fundlink.sources.contract import EVERY, Source
from fundlink.sources.reading import (
    MACHINERY,
    Reading,
    accept,
    check_size,
    of_last_time,
    save_rejected,
)
from fundlink.sources.sql import literal
from fundlink.tables import notes, save, scan


def read_snapshots(
    connection: duckdb.DuckDBPyConnection,
    home: Home,
    source: Source,
    files: list[Path],
    refresh_id: str,
    accept_smaller: bool,
) -> Reading:
    """Take the new snapshots in the order of their days, and tell the list from all that were ever taken.

    The table holds each entry as the last snapshot that has it shows it, with `_delisted_on`: the day of the
    first snapshot without it, NULL while it is listed. A snapshot older than one of an earlier refresh changes nothing.
    """
    known = ledger.entries(home, source.name)
    whole, signals = _whole(source, files)
    digests = {ledger.digest(*parts): parts for parts in whole}
    new = []
    newest = _newest(home, source, known.values())
    for sha, parts in digests.items():
        entry = known.get(sha)
        if entry is None:
            entry, said = _archive(connection, home, source, sha, parts, refresh_id)
            signals += said
            before = newest.get(_part(home, source, sha))
            if before and entry.snapshot_on and entry.snapshot_on < before:
                entry = ledger.Entry(**{**vars(entry), "standing": "older"})
            new.append(entry)
        if entry.standing == "older":
            before = newest.get(_part(home, source, sha))
            signals.append(
                f"{_name(parts)}: of {entry.snapshot_on}, older than the {before} already read: changes nothing"
            )
    taken = sorted((e for e in [*known.values(), *new] if e.standing == "read"), key=lambda e: e.order)
    _check_sizes(home, source, taken, {e.sha256 for e in new}, accept_smaller)
    ledger.append(home, source.name, refresh_id, new)

    state = repr((MACHINERY, source.code, [entry.sha256 for entry in taken]))
    made_from = hashlib.sha256(state.encode()).hexdigest()
    table = home.table(f"source/{source.name}")
    if not new and notes(table).get("made_from") == made_from:
        return of_last_time(home, source, len(files))
    for entry in taken:
        kept = _kept(home, source, entry.sha256)
        if notes(kept).get("machinery") != _state(source) and entry.sha256 in digests:
            _archive(connection, home, source, entry.sha256, digests[entry.sha256], refresh_id)
    return _tell(connection, home, source, taken, len(files), signals, made_from)


def _whole(source: Source, files: list[Path]) -> tuple[list[list[Path]], list[str]]:
    """The files of each snapshot, and what should be signalled. BadFile where one of those that belong together lacks.

    Upper and lower case are one: publishers write SDN.CSV and sdn.csv.
    """
    if not source.together:
        return [[file] for file in files], []
    if source.together == EVERY:
        return [files], []
    by_name = {file.name.casefold(): file for file in files}
    every = ", ".join(source.together)
    for name in source.together:
        if name not in by_name:
            problem = f"the file is missing, and {source.name} is read from {every} together"
            raise BadFile(name, "", problem, f"Put all {len(source.together)} of one day into the folder")
    others = sorted(file.name for name, file in by_name.items() if name not in source.together)
    said = [f"{name}: not one of the files of {source.name} ({every}), left unread" for name in others]
    return [[by_name[name] for name in source.together]], said


def _name(parts: list[Path]) -> str:
    return " + ".join(part.name for part in parts)


def _archive(
    connection: duckdb.DuckDBPyConnection, home: Home, source: Source, sha: str, parts: list[Path], refresh_id: str
) -> tuple[ledger.Entry, list[str]]:
    """Read one snapshot and keep its rows."""
    assert source.reader is not None
    snapshot = source.reader(*parts)
    name = _name(parts)
    readers.register(connection, source, snapshot, "entries")
    marks = f"{literal(sha)} AS _file, {literal(name)} AS _name, {literal(refresh_id)} AS _arrival"
    connection.execute(f"CREATE OR REPLACE TEMP TABLE raw AS SELECT *, {marks} FROM entries")
    connection.execute(f"CREATE OR REPLACE TEMP TABLE raw_bad AS SELECT *, {literal(name)} AS _name FROM entries_bad")
    counts = check(connection, source)
    kept = {"machinery": _state(source), "counts": vars(counts), "part": snapshot.part}
    save(connection, "SELECT * FROM rejected", _kept(home, source, sha, ".rejected"))
    save(connection, "SELECT * FROM good", _kept(home, source, sha), kept)
    read_at = ledger.now()
    entry = ledger.Entry(source.name, sha, name, read_at, refresh_id, snapshot.on or read_at.date(), counts.loaded)
    return entry, [*(f"{name}: {signal}" for signal in snapshot.signals), *signals(connection)]


def _check_sizes(home: Home, source: Source, taken: list[ledger.Entry], new: set[str], accept_smaller: bool) -> None:
    before: dict[str, int] = {}
    for entry in taken:
        part = _part(home, source, entry.sha256)
        if entry.sha256 in new:
            check_size(source.name, entry.rows, before.get(part, 0), accept_smaller, f"{entry.name} has none")
        before[part] = entry.rows


def _part(home: Home, source: Source, sha: str) -> str:
    """The part of the list that an archived snapshot is of."""
    return str(notes(_kept(home, source, sha)).get("part", ""))


def _newest(home: Home, source: Source, entries: Iterable[ledger.Entry]) -> dict[str, date]:
    """The day of the latest snapshot of each part."""
    days: dict[str, date] = {}
    for entry in entries:
        if entry.snapshot_on and entry.standing == "read":
            part = _part(home, source, entry.sha256)
            days[part] = max(days.get(part, entry.snapshot_on), entry.snapshot_on)
    return days


def _tell(
    connection: duckdb.DuckDBPyConnection,
    home: Home,
    source: Source,
    taken: list[ledger.Entry],
    files: int,
    signals: list[str],
    made_from: str,
) -> Reading:
    order = pa.table(
        {
            "_file": [e.sha256 for e in taken],
            "place": list(range(len(taken))),
            "part": [_part(home, source, e.sha256) for e in taken],
            "on": pa.array([str(e.snapshot_on) for e in taken]),
        }
    )
    connection.register("snapshots", order)
    archived = [_kept(home, source, entry.sha256) for entry in taken]
    connection.execute(
        f"""CREATE TEMP TABLE told AS
        WITH every AS (SELECT * FROM {scan(*archived)} JOIN snapshots USING (_file)),
        latest AS (SELECT * FROM every QUALIFY row_number() OVER (PARTITION BY _key ORDER BY place DESC) = 1),
        followed AS (SELECT _file, lead("on") OVER (PARTITION BY part ORDER BY place) AS _delisted_on FROM snapshots)
        SELECT l.* EXCLUDE (place, part, "on"), f._delisted_on
        FROM latest l JOIN followed f USING (_file) ORDER BY _key"""
    )
    rejected = [_kept(home, source, entry.sha256, ".rejected") for entry in taken]
    save_rejected(connection, home, source.name, f"SELECT * FROM {scan(*rejected)}")
    each = [Counts(**notes(path)["counts"]) for path in archived]
    counts = Counts(*(sum(getattr(c, name) for c in each) for name in ("read", "loaded", "rejected", "repeats")))
    told = connection.execute("SELECT count(*), count(_delisted_on) FROM told").fetchone()
    assert told is not None
    further = {"snapshots": len(taken), "current": told[0] - told[1], "delisted": told[1]}
    reading = Reading(source.name, counts, files, signals, further=further)
    return accept(connection, home, reading, "SELECT * FROM told", made_from)


def _kept(home: Home, source: Source, sha: str, kind: str = "") -> Path:
    return home.path / "archive" / source.name / f"{sha}{kind}.parquet"


def _state(source: Source) -> str:
    return hashlib.sha256((MACHINERY + source.code).encode()).hexdigest()
