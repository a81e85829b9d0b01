"""What a mapping makes certain is rewritten exactly; anything else is left for the source to judge."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fundlink.sources.cells import Sheet
from fundlink.sources.filemap import FileMap
from fundlink.sources.layout import Layout
from fundlink.sources.rewriting import rewritten
from tests.sources.conftest import SOURCES

LEDGER = SOURCES["informal_transfers"]
CONNECTION = duckdb.connect()
DAYS, TIMES = st.dates(date(1000, 1, 1)), st.one_of(st.none(), st.times().map(lambda at: at.replace(microsecond=0)))


def read(text: str, column: str, file: str = "x.csv", **said: Any) -> str:
    layout = Layout(Sheet(Path(file), ()), 0, FileMap(LEDGER.name, {"A": column}, **said))
    cell = CONNECTION.execute(f"SELECT {rewritten(LEDGER.column(column), 't', layout)} FROM (SELECT $1 AS t)", [text])
    (found,) = cell.fetchall()[0]
    return str(found)


@given(DAYS, TIMES, st.sampled_from("./-"), st.booleans(), st.sampled_from(["day first", "month first", None]))
def test_dates_become_iso_when_their_order_is_known(
    day: date, at: time | None, mark: str, zeros: bool, dates: str | None
) -> None:
    parts = [f"{number:02}" if zeros else str(number) for number in (day.day, day.month)]
    parts = parts if dates != "month first" else parts[::-1]
    text = mark.join([*parts, f"{day.year}"]) + (f" {at.hour}:{at:%M:%S}" if at else "")
    said = {"dates": dates} if dates else {}
    iso = day.isoformat() + (f"T{at:%H:%M:%S}" if at else "")
    assert read(text, "sent_at", **said) == (iso if dates else text)
    year_first = f"{day.year}.{day.month}.{day.day}"
    assert read(year_first, "sender_birth_date", **said) == day.isoformat()


@given(st.integers(0, 10**12), st.integers(0, 99), st.sampled_from([" ", "\u00a0", "\u202f", "'", "", "other"]))
def test_amounts_keep_their_value_however_they_are_written(whole: int, cents: int, between: str) -> None:
    for decimal, other in ((",", "."), (".", ",")):
        grouped = f"{whole:,}".replace(",", other if between == "other" else between)
        assert Decimal(read(f"{grouped}{decimal}{cents:02}", "amount", decimal=decimal)) == whole + Decimal(cents) / 100
        assert read(grouped, "amount", decimal=decimal) == str(whole)


@pytest.mark.parametrize("text", ["много", "1.2.3", "12,34,56", "-5", "1e5", "1 23", "", "03.04.26", "32/2026"])
def test_what_is_not_certain_stays_as_it_is(text: str) -> None:
    assert read(text, "amount", decimal=",") == text
    assert read(text, "sent_at", dates="day first") == text
    assert read(text, "sender_name", dates="day first", decimal=",") == text


def test_a_point_in_a_workbook_parts_no_thousands() -> None:
    assert read("1.234", "amount", decimal=",") == "1234"
    assert read("1.234", "amount", "x.xlsx", decimal=",") == "1.234"
    assert read("1.234,5", "amount", "x.xlsx", decimal=",") == "1234.5"
