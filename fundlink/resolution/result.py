"""What a resolution did and how long it took, for the log and the orchestrator."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from fundlink.config import Home
from fundlink.tables import rows, save

log = logging.getLogger(__name__)


Begins = Callable[[str, str], object]
"""Is told which stage of which work begins."""


@dataclass
class Stages:
    """Seconds of long work by stage; a stage may come back. `begins` is told of each, for who watches."""

    work: str
    seconds: dict[str, float] = field(default_factory=dict)
    begins: Begins | None = None

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time a stage and say in the log that it is done."""
        if self.begins:
            self.begins(self.work, name)
        start = time.perf_counter()
        yield
        took = time.perf_counter() - start
        self.seconds[name] = round(self.seconds.get(name, 0.0) + took, 3)
        log.info("%s: %s took %.2f s", self.work, name, took)


@dataclass
class Resolution(Stages):
    """What a resolution did: counts by table or step, seconds by stage, and the files it wrote by asset key."""

    work: str = "resolution"
    counts: dict[str, int] = field(default_factory=dict)
    tables: dict[str, Path] = field(default_factory=dict)

    def save(
        self, connection: duckdb.DuckDBPyConnection, home: Home, key: str, query: str, *, in_order: bool = True
    ) -> None:
        """Write one table."""
        self.tables[key] = home.table(key)
        self.counts[key] = save(connection, query, home.table(key), in_order=in_order)

    def keep(self, home: Home, key: str) -> None:
        """Leave one table as it is."""
        self.tables[key] = home.table(key)
        self.counts[key] = rows(home.table(key))
