"""Answers and queries as text: a table for a terminal, CSV for a spreadsheet, JSON for a program."""

from __future__ import annotations

import json
import sys
from io import StringIO

import pandas as pd
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from fundlink.errors import FundlinkError
from fundlink.queries.header import Query
from fundlink.spreadsheets import guarded

FORMATS = ("table", "csv", "json")


def format_frame(frame: pd.DataFrame, format: str, width: int = 160) -> str:
    """A DataFrame as text, ending with a newline.

    CSV is safe to open in a spreadsheet: a text that would start a formula gets an apostrophe before it
    (OWASP, CSV Injection). JSON keeps every value as it is.

    Args:
        frame: the answer of a query.
        format: `table`, `csv` or `json`.
        width: columns of the terminal, for `table`; rows that do not fit beside each other stand one under the other.

    Raises:
        FundlinkError: an unknown format.
    """
    match format:
        case "table":
            return _table(frame, width)
        case "csv":
            cells = frame.astype(object).map(lambda value: guarded(_cell(value)))
            return cells.to_csv(index=False, lineterminator="\n")
        case "json":
            rows = [
                {column: _json(value) for column, value in row.items()}
                for row in frame.astype(object).to_dict("records")
            ]
            return json.dumps(rows, ensure_ascii=False, indent=2, default=str) + "\n"
    raise FundlinkError(f"unknown format {format!r}; take one of {', '.join(FORMATS)}.")


def describe(query: Query) -> str:
    """What `fundlink query show` prints: the file as it is, which is written for people first."""
    return f"cypher/{query.file}\n\n{query.text}"


def _table(frame: pd.DataFrame, width: int) -> str:
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for column, kind in frame.dtypes.items():
        table.add_column(str(column), overflow="fold", justify="right" if kind.kind in "if" else "left")
    for row in frame.astype(object).itertuples(index=False):
        # Text, not str: a name may hold what rich takes for markup.
        table.add_row(*(Text(str(_cell(value))) for value in row))
    console = Console(file=StringIO(), width=width)
    unbounded = console.options.update(max_width=sys.maxsize)
    return _drawn(table if Measurement.get(console, unbounded, table).maximum <= width else _cards(frame), width)


def _cards(frame: pd.DataFrame) -> Table:
    """One row under the other, each value on a line of its own; what is missing is left out."""
    cards = Table(box=None, show_header=False, pad_edge=False)
    cards.add_column(no_wrap=True)
    cards.add_column(overflow="fold")
    for number, row in enumerate(frame.astype(object).itertuples(index=False), 1):
        cards.add_row(f"{number} of {len(frame)}", "")
        for column, value in zip(frame.columns, row, strict=True):
            if _cell(value) != "":
                cards.add_row(f"  {column}", Text(str(_cell(value))))
    return cards


def _drawn(table: Table, width: int) -> str:
    out = StringIO()
    Console(file=out, width=width).print(table)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def _missing(value: object) -> bool:
    return value is None or value is pd.NA or value is pd.NaT or value != value


def _cell(value: object) -> object:
    """One value for a cell: lists joined, maps as JSON, nothing for what is missing."""
    if isinstance(value, list):
        return "; ".join(str(_cell(item)) for item in value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return "" if _missing(value) else value


def _json(value: object) -> object:
    return None if not isinstance(value, (list, dict)) and _missing(value) else value
