"""Run a query file against a server and give its answer as a pandas DataFrame."""

from __future__ import annotations

from typing import Literal

import pandas as pd
from neo4j import READ_ACCESS, ManagedTransaction, ResultSummary
from neo4j.exceptions import Neo4jError

from fundlink.errors import FundlinkError
from fundlink.graph.connection import driver
from fundlink.queries.arguments import Value, arguments_of
from fundlink.queries.header import Kind, Query
from fundlink.queries.library import query_named
from fundlink.queries.values import plain
from fundlink.server import Connection

_FRAME_TYPES = {"integer": "Int64", "float": "Float64", "boolean": "boolean", "string": "str"}


def run(name: str, connection: Connection, **params: object) -> pd.DataFrame:
    """The answer of a query, one column for each `returns` line, in that order.

    Parameters are given in Python's types or as text; missing ones take their defaults. The query runs in a read
    transaction, routed to a reader: the server refuses it any write.

    Raises:
        FundlinkError: no such query, a wrong parameter, a query that writes, or the server's refusal.
    """
    query = query_named(name)
    if query.kind is Kind.LINK:
        raise FundlinkError(f"query {name}: a link writes; `fundlink refresh` runs it.")
    arguments = arguments_of(name, query.parameters, params)
    columns, rows, _ = _read(query, connection, query.text, arguments)
    if columns != query.columns:
        raise FundlinkError(f"cypher/{query.file}: returns {columns}, but its header declares {query.columns}.")
    return pd.DataFrame(
        {
            column.name: pd.Series([plain(row[place]) for row in rows], dtype=_FRAME_TYPES.get(column.type, "object"))
            for place, column in enumerate(query.returns)
        }
    )


def explain(query: Query, connection: Connection) -> tuple[list[str], ResultSummary]:
    """The columns a query would return and the server's summary of its plan, with its notifications; nothing runs."""
    arguments = {parameter.name: parameter.default for parameter in query.parameters}
    columns, _, summary = _read(query, connection, f"EXPLAIN {query.statement}", arguments, "INFORMATION")
    return columns, summary


def _read(
    query: Query,
    connection: Connection,
    text: str,
    arguments: dict[str, Value],
    notifications: Literal["OFF", "INFORMATION"] = "OFF",
) -> tuple[list[str], list[list[object]], ResultSummary]:
    def work(tx: ManagedTransaction) -> tuple[list[str], list[list[object]], ResultSummary]:
        result = tx.run(text, arguments)
        columns = list(result.keys())
        rows = [record.values() for record in result]
        return columns, rows, result.consume()

    with driver(connection).session(
        database=connection.database, default_access_mode=READ_ACCESS, notifications_min_severity=notifications
    ) as session:
        try:
            return session.execute_read(work)
        except Neo4jError as error:
            raise FundlinkError(f"query {query.name}: the server refused it: {error.message}") from error
