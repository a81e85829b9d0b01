"""One Neo4j driver a process, and what the server counted of our writes."""

from __future__ import annotations

import atexit
import os
from collections import Counter
from functools import cache

from neo4j import Driver, GraphDatabase, Query, SummaryCounters
from neo4j.exceptions import DriverError, Neo4jError
from tenacity import retry, retry_if_exception, stop_after_attempt, wait_random_exponential

from fundlink.server import Connection

COUNTERS = (
    "nodes_created",
    "nodes_deleted",
    "relationships_created",
    "relationships_deleted",
    "properties_set",
    "labels_added",
    "labels_removed",
    "indexes_added",
    "indexes_removed",
    "constraints_added",
    "constraints_removed",
)
"""The server's own counters of what a statement wrote."""


def driver(connection: Connection) -> Driver:
    """The driver of this process for that server, opened at the first call and closed at the process's end."""
    return _driver(connection.uri, connection.username, connection.password, os.getpid())


@cache
def _driver(uri: str, username: str, password: str, process: int) -> Driver:  # noqa: ARG001 - a forked child needs its own
    opened = GraphDatabase.driver(
        uri, auth=(username, password), telemetry_disabled=True, notifications_min_severity="OFF"
    )
    atexit.register(opened.close)
    return opened


def count(counters: SummaryCounters) -> Counter[str]:
    """The server's counters, zeros left out."""
    return +Counter({name: getattr(counters, name) for name in COUNTERS})


def _retryable(error: BaseException) -> bool:
    return isinstance(error, (Neo4jError, DriverError)) and error.is_retryable()


@retry(
    retry=retry_if_exception(_retryable), wait=wait_random_exponential(max=10), stop=stop_after_attempt(5), reraise=True
)
def run_alone(
    connection: Connection, statement: Query, **parameters: object
) -> tuple[list[list[object]], Counter[str]]:
    """Run one statement outside of a transaction function, as schema statements and `IN TRANSACTIONS` ask.

    The statement must be idempotent: it is tried again after a transient error.
    """
    with driver(connection).session(database=connection.database) as session:
        result = session.run(statement, parameters)
        rows = [record.values() for record in result]
        return rows, count(result.consume().counters)
