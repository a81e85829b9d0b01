"""A mapping tried: the file read by it, and its rows put through the source's own checks. Nothing is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from fundlink.sources import flat, values
from fundlink.sources.check import Counts, check
from fundlink.sources.contract import Source
from fundlink.sources.filemap import FileMap
from fundlink.tables import connect

REASONS = """SELECT regexp_replace(reason, '«[^»]*»', '«...»') AS kind, count(*) AS rows,
    min_by(reason, row) AS example, min(row) AS row FROM rejected GROUP BY kind ORDER BY rows DESC, kind"""


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
    with connect() as connection:
        values.register(connection)
        signals = flat.read(connection, source, file, "cells", maps)
        connection.register("origin", pa.table({"_file": [""], "_name": [file.name], "_arrival": [""]}))
        connection.execute("CREATE TEMP TABLE raw AS SELECT * FROM cells, origin")
        connection.execute("CREATE TEMP TABLE raw_bad AS SELECT *, (SELECT _name FROM origin) AS _name FROM cells_bad")
        counts = check(connection, source)
        found = connection.execute(REASONS).fetchall()
    return Trial(counts, signals, [Problem(rows, example, row) for _, rows, example, row in found])
