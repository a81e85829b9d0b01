"""The UN list: what its reader shares with the others, and the real list in both its snapshots."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.sources.conftest import FIXTURES, Desk

NAME = "un_sc_sanctions"
LIST = (FIXTURES / NAME / "consolidated.xml").read_text()


def test_an_entry_is_read(desk: Desk) -> None:
    desk.put_fixture(NAME)
    assert desk.refresh(NAME).counts.loaded == 2
    serik, fund = desk.table(f"source/{NAME}")
    assert (serik["kind"], serik["name"]) == ("person", "SERIK OYDANSHYGHARYLGHAN")
    assert (serik["aliases"], serik["low_quality_aliases"]) == (["Serik Oidanshygarylgan"], ["Abu Serik"])
    assert (serik["birth_dates"], serik["birth_between"]) == (["1979-05-06"], ["1978/1978", "1977/1980"])
    assert (serik["documents"], serik["refers_to"]) == (["N9912345"], ["QDe.992"])
    assert (fund["kind"], fund["name"], fund["city"]) == ("organization", "INVENTED RELIEF FUND", None)


def test_a_web_page_is_named_and_an_unknown_element_signalled(desk: Desk) -> None:
    desk.put(NAME, "l.xml", "<!DOCTYPE html><html><body>Maintenance</body></html>")
    assert (desk.refresh(NAME).stopped or "").startswith("l.xml, line 1: this is a web page, not the data")
    desk.put(NAME, "l.xml", LIST.replace("<VERSIONNUM>", "<SHOE>9</SHOE><VERSIONNUM>", 1))
    assert desk.refresh(NAME).signals == ["l.xml: unknown element <INDIVIDUAL> SHOE, ignored"]


@pytest.mark.real
def test_the_real_list_is_read_whole_in_both_its_snapshots(desk: Desk) -> None:
    folder = Path(os.environ.get("FUNDLINK_REAL_DATA", "nowhere"))
    files = sorted(folder.glob("un_sc_consolidated_*.xml"))
    if len(files) != 2:
        pytest.skip("FUNDLINK_REAL_DATA names no folder with the real files")
    for file in files:
        desk.put(NAME, file.name, file.read_bytes())
    reading = desk.refresh(NAME)
    assert vars(reading.counts) == {"read": 1895, "loaded": 1895, "rejected": 0, "repeats": 0}
    assert (reading.further, list(reading.signals)) == ({"snapshots": 2, "current": 877, "delisted": 187}, [])
    current = [row for row in desk.table(f"source/{NAME}") if not row["_delisted_on"]]
    kinds = [row["kind"] for row in current]
    assert (kinds.count("person"), kinds.count("organization")) == (684, 193)
