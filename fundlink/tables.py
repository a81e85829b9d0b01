"""Parquet tables: written whole or not at all, read and written by DuckDB."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any
from uuid import uuid4

import duckdb
import pyarrow.parquet as pq

from fundlink.config import Home

SPILLING = "700MB"
"""Memory of a connection that may spill: a million rows need little more than 200,000 do, and hardly longer."""
GROUP, SMALL_GROUP = 122_880, 40_960
"""Rows that are packed together: DuckDB's own number, which is read fastest; and one for tables of long texts, since
what is being packed cannot spill."""
_PACKED = "PARQUET_VERSION V2, COMPRESSION zstd, COMPRESSION_LEVEL 1, DICTIONARY_SIZE_LIMIT 2000"
"""Version 2 packs texts in a tenth less time. A higher level takes longer and makes ids no smaller; nor does a
dictionary, which a column of more texts has not."""


def connect(spill: Path | None = None) -> duckdb.DuckDBPyConnection:
    """A DuckDB connection of its own, in memory, without a progress bar and without extensions from the network.

    What memory has no room for goes to a folder of its own beside `spill`, by default in the home: never to the folder
    that somebody happens to be in. With `spill` it keeps within `SPILLING` besides.
    """
    connection = duckdb.connect(config={"autoinstall_known_extensions": "false"})
    connection.execute("SET enable_progress_bar = false")
    folder = spill or Home.current().spill
    own = folder.with_name(f"{folder.name}-{uuid4().hex}")
    connection.execute(f"SET temp_directory = '{escaped(own)}'")
    if spill:
        spill.parent.mkdir(parents=True, exist_ok=True)
        connection.execute(f"SET memory_limit = '{SPILLING}'")
    return connection


def write_atomically(target: Path, write: Callable[[Path], object]) -> None:
    """Let `write` fill a file beside `target`, then put it in its place: a reader sees the old one or the new one."""
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f".{target.name}.{os.getpid()}.partial")
    try:
        write(partial)
        with partial.open("rb") as stream:
            os.fsync(stream.fileno())
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def save(
    connection: duckdb.DuckDBPyConnection,
    query: str,
    target: Path,
    notes: Mapping[str, Any] | None = None,
    group: int = GROUP,
    in_order: bool = True,
) -> int:
    """Write the result of `query` as Parquet, `group` rows packed together, and return its number of rows.

    `notes` travel in the file's footer: what it was made from, so that the same is not made twice, and counts. Not
    `in_order`, which takes an eighth less time, each thread's rows follow each other, also where the query sorts them.
    """
    kept = json.dumps(notes or {}).replace("'", "''")

    def copy(partial: Path) -> None:
        connection.execute(
            f"""COPY ({query}) TO '{escaped(partial)}'
            (FORMAT parquet, {_PACKED}, ROW_GROUP_SIZE {group}, PRESERVE_ORDER {in_order},
            KV_METADATA {{notes: '{kept}'}})"""
        )

    write_atomically(target, copy)
    return rows(target)


def rows(table: Path) -> int:
    """Rows of a Parquet file, from its footer; 0 where there is none."""
    return int(pq.read_metadata(table).num_rows) if table.exists() else 0


def notes(table: Path) -> dict[str, Any]:
    """The notes that `save` put into the file; empty where there is no file."""
    if not table.exists():
        return {}
    metadata = pq.read_metadata(table).metadata or {}
    found: dict[str, Any] = json.loads(metadata.get(b"notes", b"{}"))
    return found


def scan(*tables: Path) -> str:
    """SQL that reads the tables as one, by column name."""
    names = ", ".join(f"'{escaped(table)}'" for table in tables)
    return f"read_parquet([{names}], union_by_name = true)"


def escaped(path: Path) -> str:
    """A path within a literal of SQL, where no parameter may stand."""
    return str(path).replace("'", "''")


def digest(*state: object) -> str:
    """A hash of whatever a table is made from: code, settings, the notes of the tables before it."""
    return hashlib.sha256(repr(state).encode()).hexdigest()


def code(*modules: ModuleType) -> str:
    """A hash of the text of modules (of a package: all its files), so that tables follow the code that makes them."""
    found = hashlib.sha256()
    for module in modules:
        assert module.__file__ is not None
        file = Path(module.__file__)
        files = sorted(file.parent.rglob("*")) if file.name == "__init__.py" else [file]
        for path in files:
            if path.suffix in {".py", ".csv", ".json"}:
                found.update(path.read_bytes())
    return found.hexdigest()
