"""Values from Python as tables of DuckDB."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import duckdb
import pyarrow as pa


def text(**columns: Iterable[str | None]) -> pa.Table:
    """An Arrow table of text columns, which keep their type when empty."""
    return pa.table({name: pa.array(list(values), pa.string()) for name, values in columns.items()})


def store(connection: duckdb.DuckDBPyConnection, table: str, content: pa.Table) -> None:
    """Make `table` anew with that content."""
    connection.register("stored", content)
    connection.execute(f"CREATE OR REPLACE TABLE {table} AS FROM stored")
    connection.unregister("stored")


def drop(connection: duckdb.DuckDBPyConnection, *tables: str) -> None:
    """Drop tables that nobody asks any more: what DuckDB has no memory for, it writes to the disk and reads again."""
    for table in tables:
        connection.execute(f"DROP TABLE {table}")


def fetch(connection: duckdb.DuckDBPyConnection, query: str) -> list[Any]:
    """The first column of a query's result."""
    return [row[0] for row in connection.execute(query).fetchall()]


def count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    """Rows of a table; a condition may follow its name."""
    return int(connection.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0])
