"""A home, and a way to read one source into it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from fundlink.config import Home
from fundlink.sources import Source
from fundlink.sources.declared import declared_sources
from fundlink.sources.read import read
from fundlink.sources.reading import Reading
from fundlink.tables import connect, scan

FIXTURES = Path(__file__).parent.parent / "fixtures"
SOURCES = {source.name: source for source in declared_sources()}


@dataclass
class Desk:
    """Somebody who puts files into an inbox and refreshes."""

    home: Home
    refreshes: int = field(default=0)

    def put(self, source: str, name: str, content: str | bytes) -> Path:
        folder = self.home.inbox / source
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / name
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return file

    def put_rows(self, source: str, *rows: Mapping[str, str]) -> Path:
        """A table of these rows, with all columns of its source."""
        columns = [column.name for column in SOURCES[source].columns]
        lines = [",".join(row.get(column, "") for column in columns) for row in rows]
        return self.put(source, "a.csv", "\n".join([",".join(columns), *lines, ""]))

    def put_fixture(self, source: str) -> Path:
        shutil.copytree(FIXTURES / source, self.home.inbox / source, dirs_exist_ok=True)
        return next((self.home.inbox / source).iterdir())

    def refresh(self, source: str, **options: bool) -> Reading:
        self.refreshes += 1
        reading = read(self.home, SOURCES[source], self.home.inbox, f"20261122T{self.refreshes:06}", **options)
        counts = reading.counts
        assert counts.read == counts.loaded + counts.rejected + counts.repeats
        return reading

    def table(self, key: str) -> list[dict[str, Any]]:
        with connect() as connection:
            found = connection.execute(f"SELECT * FROM {scan(self.home.table(key))}")
            rows: list[dict[str, Any]] = found.to_arrow_table().to_pylist()
            return rows

    def rejected(self, source: str) -> list[str]:
        return [f"{r['file']}:{r['row']}: {r['reason']}" for r in self.table(f"rejected/{source}")]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(Home(tmp_path / "home"))


@pytest.fixture
def declared() -> Callable[[str], Source]:
    return SOURCES.__getitem__
