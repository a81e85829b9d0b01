"""Entity-resolution graph workflow for terrorist-financing networks."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


def query(name: str, /, **params: object) -> pd.DataFrame:
    """The answer of a query file as a DataFrame, from the server of the current home (or of `NEO4J_URI`).

    Args:
        name: name of the query, as `fundlink query list` shows it.
        params: its parameters, in Python's types or as text; `as_of="2024-05-01"` asks how things stood on a day, of
            queries that have this parameter.

    Raises:
        FundlinkError: no such query, a wrong parameter, or no server that answers.
    """
    # Imported here so that `import fundlink` stays light.
    from fundlink.config import Home
    from fundlink.queries import run
    from fundlink.server import connect

    return run(name, connect(Home.current()), **params)
