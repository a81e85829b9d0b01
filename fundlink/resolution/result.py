"""What a resolution did, for the log and the orchestrator."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from fundlink.config import Home
from fundlink.tables import rows, save

log = logging.getLogger(__name__)


@dataclass
class Resolution:
    """What a resolution did: counts by table or step, seconds by stage, and the files it wrote by asset key."""

    counts: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    tables: dict[str, Path] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time a stage and say in the log that it is done."""
        start = time.perf_counter()
        yield
        self.seconds[name] = round(time.perf_counter() - start, 3)
        log.info("resolution: %s took %.2f s", name, self.seconds[name])

    def save(self, connection: duckdb.DuckDBPyConnection, home: Home, key: str, query: str) -> None:
        """Write one table."""
        self.tables[key] = home.table(key)
        self.counts[key] = save(connection, query, home.table(key))

    def keep(self, home: Home, key: str) -> None:
        """Leave one table as it is."""
        self.tables[key] = home.table(key)
        self.counts[key] = rows(home.table(key))
