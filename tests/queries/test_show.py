"""Answers as text."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pandas as pd
import pytest

from fundlink.errors import FundlinkError
from fundlink.queries import format_frame, load_queries, query_named
from fundlink.queries.library import FOLDERS

FRAME = pd.DataFrame(
    {
        "name": ["=1+1", "[bold]Айгүл", None],
        "amount": pd.Series([-5, None, 7], dtype="Int64"),
        "steps": [["+7701", "b"], [], None],
        "at": [datetime(2026, 1, 2, tzinfo=UTC), None, None],
    }
)


def test_csv_keeps_a_spreadsheet_from_calculating() -> None:
    assert format_frame(FRAME, "csv").splitlines() == [
        "name,amount,steps,at",
        "'=1+1,-5,'+7701; b,2026-01-02 00:00:00+00:00",
        "[bold]Айгүл,,,",
        ",7,,",
    ]


def test_json_keeps_every_value() -> None:
    rows = json.loads(format_frame(FRAME, "json"))
    assert rows[0] == {"name": "=1+1", "amount": -5, "steps": ["+7701", "b"], "at": "2026-01-02 00:00:00+00:00"}
    assert rows[1] == {"name": "[bold]Айгүл", "amount": None, "steps": [], "at": None}


def test_a_table_takes_no_markup_from_data() -> None:
    table = format_frame(FRAME, "table", 80)
    assert "[bold]Айгүл" in table
    assert max(map(len, table.splitlines())) <= 80


def test_rows_that_are_too_wide_stand_one_under_the_other() -> None:
    lines = format_frame(FRAME, "table", 30).splitlines()
    assert lines[:5] == ["1 of 3", "  name    =1+1", "  amount  -5", "  steps   +7701; b", "  at      2026-01-02"]
    assert lines[-2:] == ["3 of 3", "  amount  7"]


def test_an_unknown_format_or_query_is_said() -> None:
    with pytest.raises(FundlinkError, match="take one of table, csv, json"):
        format_frame(FRAME, "xml")
    with pytest.raises(FundlinkError, match="did you mean token_reuse"):
        query_named("token_resue")


def test_every_folder_of_queries_is_read() -> None:
    assert {query.file.split("/")[0] for query in load_queries().values()} == set(FOLDERS)
