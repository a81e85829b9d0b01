"""Files tried: read as a source would, and put through its own checks. Nothing is kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from fundlink.sources import flat, values
from fundlink.sources.check import Counts, check
from fundlink.sources.check import signals as doubtful
from fundlink.sources.contract import Source
from fundlink.sources.filemap import FileMap
from fundlink.tables import connect

KIND = """regexp_replace(regexp_replace(reason, '«[^»]*»', '«...»'), '^the key .*(, e\\.g\\.| since) .*$',
    'the key stands with other content elsewhere')"""
"""SQL of a reason without the values in it."""


@dataclass(frozen=True)
class Problem:
    """Rows that would be set aside for one reason: its first word is the column it is of."""

    rows: int
    reason: str
    first_row: int

    @property
    def column(self) -> str:
        """The column that the reason begins with."""
        return self.reason.split(" ", 1)[0]


@dataclass(frozen=True)
class Trial:
    """How the rows would be counted, what would be signalled, and why rows would be set aside, most frequent first."""

    counts: Counts
    signals: Sequence[str]
    problems: Sequence[Problem]


def trial(source: Source, file: Path, maps: Sequence[FileMap]) -> Trial:
    """Read a file as a source would, by the mappings.

    Raises:
        BadFile: it cannot be read so.
    """
    with _checked(source, file, maps) as (connection, counts, signals):
        found = connection.execute(
            f"""SELECT count(*) AS rows, min_by(reason, row) AS example, min(row) FROM rejected GROUP BY {KIND}
            ORDER BY rows DESC, example"""
        ).fetchall()
        return Trial(counts, signals, [Problem(*row) for row in found])


def set_aside(source: Source, file: Path) -> dict[int, str]:
    """Row -> reason, for the rows of a file of the source that would be set aside. Raises as `trial`."""
    with _checked(source, file, ()) as (connection, _, _):
        return dict(connection.execute("SELECT row, reason FROM rejected ORDER BY row").fetchall())


@contextmanager
def _checked(
    source: Source, file: Path, maps: Sequence[FileMap]
) -> Iterator[tuple[duckdb.DuckDBPyConnection, Counts, Sequence[str]]]:
    with connect() as connection:
        values.register(connection)
        signals = flat.read(connection, source, file, "cells", maps)
        connection.register("origin", pa.table({"_file": [""], "_name": [file.name], "_arrival": [""]}))
        connection.execute("CREATE TEMP TABLE raw AS SELECT * FROM cells, origin")
        connection.execute("CREATE TEMP TABLE raw_bad AS SELECT *, (SELECT _name FROM origin) AS _name FROM cells_bad")
        counts = check(connection, source)
        yield connection, counts, [*signals, *doubtful(connection)]
