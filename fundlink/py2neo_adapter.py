"""Queries through py2neo, for notebooks that already use it. Read only, and never on the write path.

py2neo is at its end of life (Bolt 4.3); it comes with the extra `fundlink[py2neo]`. docs/py2neo.md shows the same with
the official driver.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from fundlink.errors import FundlinkError
from fundlink.queries.arguments import arguments_of
from fundlink.queries.header import Kind
from fundlink.queries.library import query_named
from fundlink.server import Connection

if TYPE_CHECKING:
    from py2neo import Graph


def graph(connection: Connection) -> Graph:
    """A py2neo `Graph` on the server, for a notebook's own reading.

    Raises:
        FundlinkError: py2neo is not installed.
    """
    try:
        from py2neo import Graph
    except ImportError:
        raise FundlinkError("py2neo is not installed; run `pip install 'fundlink[py2neo]'`.") from None
    return Graph(connection.uri, auth=(connection.username, connection.password), name=connection.database)


def query(connection: Connection, name: str, /, **params: object) -> pd.DataFrame:
    """The answer of a query file through py2neo, in a read-only transaction; values are py2neo's own.

    Raises:
        FundlinkError: no such query, a wrong parameter, or a query that writes.
    """
    found = query_named(name)
    if found.kind is Kind.LINK:
        raise FundlinkError(f"query {name}: a link writes; `fundlink refresh` runs it.")
    reading = graph(connection)
    transaction = reading.begin(readonly=True)
    try:
        rows = [list(row) for row in transaction.run(found.text, arguments_of(name, found.parameters, params))]
    finally:
        reading.rollback(transaction)
    return pd.DataFrame(rows, columns=found.columns)
