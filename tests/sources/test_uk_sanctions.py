"""The UK Sanctions List: one entry of many rows, under a line that is no header. The fixture is invented."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from fundlink.sources import ledger
from tests.sources.conftest import FIXTURES, Desk

NAME = "uk_sanctions"
LIST = (FIXTURES / NAME / "UK-Sanctions-List.csv").read_bytes().decode()
FIRST = LIST.splitlines()[2]


def test_the_rows_of_an_entry_are_one(desk: Desk) -> None:
    desk.put_fixture(NAME)
    assert desk.refresh(NAME).counts.read == 2
    serik, fund = desk.table(f"source/{NAME}")
    assert (serik["kind"], serik["name"], serik["sex"]) == ("person", "Serik OYDANSHYGHARYLGHAN", ["male"])
    assert serik["aliases"] == ["Serik OIDANSHYGARYLGAN", "Serik OYDANSHYGHARYLGAN"]
    assert (serik["weak_aliases"], serik["original_script_names"]) == (["OYDAN"], ["Серік Ойданшығарылған"])
    assert serik["birth_dates"] == ["1979-05-06", "1978", "1979-04"]
    assert serik["birth_between"] == ["1977/1977"]
    assert serik["documents"] == ["79-0506-1", "N9912345"]
    assert serik["phones"] == ["77010000991", "77010000992"]
    assert serik["emails"] == ["serik@invented.example", "s@invented.example"]
    assert serik["wallets"] == ["0x00000000000000000000000000000000abcdef01"]
    assert (serik["city"], serik["country"]) == ("Taraz", "Kazakhstan")
    assert serik["addresses"] == ["1 Invented Street, Taraz, 99000, Kazakhstan"]
    assert (serik["listed_on"], serik["refers_to"]) == ("2020-03-04", ["QDi.991"])
    assert (fund["kind"], fund["documents"]) == ("organization", ["99-1234"])
    assert fund["comments"] == "Invented reasons, with a comma"


@pytest.mark.parametrize(
    ("told", "dates", "between", "unread"),
    [
        ("06/05/1979", ["1979-05-06"], [], []),
        ("00/00/1979", ["1979"], [], []),
        ("dd/05/1979", ["1979-05"], [], []),
        ("05/1979", ["1979-05"], [], []),
        ("1979", ["1979"], [], []),
        ("(1) 06/05/1979. (2) 07/05/1979.", ["1979-05-06", "1979-05-07"], [], []),
        ("Circa 1979", [], ["1979/1979"], []),
        ("1977-1979", [], ["1977/1979"], []),
        ("Between 1977 and 1979", [], ["1977/1979"], []),
        ("30/02/1979", [], [], ["30/02/1979"]),
        ("13/13/1979", [], [], ["13/13/1979"]),
        ("the late seventies", [], [], ["the late seventies"]),
    ],
)
def test_birth_dates_keep_their_precision(
    told: str, dates: list[str], between: list[str], unread: list[str], desk: Desk
) -> None:
    desk.put(NAME, "l.csv", "\r\n".join([*LIST.splitlines()[:2], FIRST.replace("06/05/1979", told)]))
    reading = desk.refresh(NAME)
    (serik,) = desk.table(f"source/{NAME}")
    assert (serik["birth_dates"], serik["birth_between"], serik["births_unread"]) == (dates, between, unread)
    assert len(reading.signals) == len(unread)


@pytest.mark.parametrize(
    ("banner", "day"),
    [
        ("Report Date: 20-Jan-2026\n", "2026-01-20"),
        ("Last Updated: 20/01/2026,,,,\n", "2026-01-20"),
        ("Last Updated,20 January 2026\n\n", "2026-01-20"),
        ("", None),
        ("Report Date: 99-Jan-2026\n", None),
    ],
)
def test_the_day_stands_above_the_header_or_is_the_day_of_reading(banner: str, day: str | None, desk: Desk) -> None:
    desk.put(NAME, "l.csv", banner + LIST.split("\n", 1)[1])
    assert desk.refresh(NAME).counts.loaded == 2
    read = {e.snapshot_on for e in ledger.entries(desk.home, NAME).values()}
    assert read == {date.fromisoformat(day) if day else datetime.now(UTC).date()}
    desk.put(NAME, "l.csv", "Report Date: 01-Feb-2099\n" + "\n".join(LIST.splitlines()[1:-1]))
    assert desk.refresh(NAME).further == {"snapshots": 2, "current": 1, "delisted": 1}
    gone = next(row for row in desk.table(f"source/{NAME}") if row["_delisted_on"])
    assert gone["_delisted_on"] == "2099-02-01"


def test_a_ship_is_kept_and_is_no_party(desk: Desk) -> None:
    desk.put(NAME, "l.csv", LIST.replace(",Entity,", ",Ship,"))
    reading = desk.refresh(NAME)
    assert reading.signals == ["l.csv: entries of the kind vessel: 1, kept, and no party"]


STOPPED = {
    "another table": ("id,name\n1,x\n", "l.csv, the header: «id, name» is not the UK Sanctions List"),
    "a column missing": (LIST.replace("Alias strength", "Strength"), "l.csv, the header: 1 column is missing: Alias"),
    "a column twice": (LIST.replace("Website", "Title"), "l.csv, the header: column «Title» stands twice"),
    "a row cut off": (LIST + "18/01/2026,INV0009,1\r\n", "l.csv, line 8: 3 cells under a header of 58"),
    "cut off in a quote": (LIST + '"18/01', "l.csv, line 8: a quote is not closed"),
    "another encoding": (LIST.encode("cp1251", "replace"), "l.csv, line 3: the byte 0x"),
    "utf-16": (LIST.encode("utf-16"), "l.csv: the file is UTF-16"),
    "a web page": ("<html>", "l.csv, line 1: this is a web page"),
    "nothing": ("\n", "l.csv: the file is empty"),
    "nul": (LIST.replace("Taraz", "Ta\0raz"), "l.csv, line 3: a NUL character"),
}


@pytest.mark.parametrize(("content", "line"), STOPPED.values(), ids=STOPPED.keys())
def test_what_is_not_the_list_stops_it_in_one_line(content: str | bytes, line: str, desk: Desk) -> None:
    desk.put(NAME, "l.csv", content)
    stopped = desk.refresh(NAME).stopped
    assert stopped is not None
    assert stopped.startswith(line)
    assert "\n" not in stopped


def test_a_row_of_nobody_is_set_aside(desk: Desk) -> None:
    desk.put(NAME, "l.csv", LIST.replace("INV0002", ""))
    reading = desk.refresh(NAME)
    assert (reading.counts.loaded, reading.counts.rejected) == (1, 1)
    assert desk.rejected(NAME) == ["l.csv:2: unique_id is empty"]
