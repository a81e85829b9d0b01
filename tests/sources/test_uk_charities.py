"""Registers of charities: tables that stand each on its own, told by their columns. The fixture is invented."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from fundlink.mentions import mention
from fundlink.projection import project
from fundlink.resolution import resolve_organizations, resolve_persons
from resolvers.organization import ORGANIZATION_RESOLVER
from resolvers.person import PERSON_RESOLVER
from tests.sources.conftest import FIXTURES, SOURCES, Desk

NAME = "uk_charities"
TABLES = {file.name: file.read_text() for file in (FIXTURES / NAME).iterdir()}
CHARITY = TABLES["publicextract.charity.txt"]
TRUSTEES = TABLES["publicextract.charity_trustee.txt"]


def test_each_table_is_told_by_its_columns(desk: Desk) -> None:
    desk.put_fixture(NAME)
    assert desk.refresh(NAME).counts.loaded == 7
    rows = {row["row_id"]: row for row in desk.table(f"source/{NAME}")}
    aid, fund = rows["GB-CHC-9900002"], rows["GB-CHC-9900002-1"]
    assert (aid["name"], aid["status"], aid["registered_on"]) == ("INVENTED AID", "Registered", "2011-02-03")
    assert aid["numbers"] == ["GB-CHC-9900002", "GB-COH-99000022"]
    assert aid["activities"] == 'Gives "invented" tents'
    assert (fund["status"], fund["removed_on"]) == ("Removed", "2019-05-06")
    assert aid["other_names"] == ["INVENTED RELIEF", "TENTS FOR NOWHERE"]
    assert aid["kinds_of_names"] == ["Previous name: INVENTED RELIEF", "Working name: TENTS FOR NOWHERE"]
    band = rows["GB-NIC-990001"]
    assert (band["name"], band["other_names"]) == ("Invented Band", ["The Invented Silver Band"])
    assert (band["numbers"], band["status"]) == (["GB-NIC-990001"], None)
    assert rows["GB-CHC-9900002/trustee/99001"]["office"] == "chair"
    assert rows["GB-CHC-9900002/event/2"]["other_charity_id"] == "GB-CHC-9900009"


def test_a_charity_has_all_its_names_and_trustees_are_its_officers(desk: Desk) -> None:
    desk.put_fixture(NAME)
    desk.refresh(NAME)
    mention(desk.home, SOURCES[NAME])
    tables = [desk.home.table(f"mention/{NAME}")]
    resolve_persons(desk.home, tables, PERSON_RESOLVER, "r1")
    resolve_organizations(desk.home, tables, ORGANIZATION_RESOLVER, "r1")
    project(desk.home, [SOURCES[NAME]])
    bodies = [json.loads(r["properties"]) for r in desk.table("graph/nodes") if r["label"] == "Organization"]
    (aid,) = (body for body in bodies if body["name"] == "INVENTED AID")
    assert aid["names"] == ["INVENTED RELIEF", "TENTS FOR NOWHERE"]
    assert (aid["status"], aid["registered_on"]) == ("Registered", "2011-02-03")
    (office,) = (row for row in desk.table("graph/relationships") if row["type"] == "OFFICER_OF")
    assert json.loads(office["properties"])["valid_from"] == "2015-06-07"
    assert office["start_label"] == "Person"
    ties = [json.loads(r["properties"])["kind"] for r in desk.table("graph/relationships") if r["type"] == "RELATED_TO"]
    assert ties == ["trustee"]


def test_an_office_ends_with_the_first_snapshot_without_it(desk: Desk) -> None:
    desk.put_fixture(NAME)
    desk.refresh(NAME)
    later = "".join(line for line in TRUSTEES.splitlines(keepends=True) if "Dr Serik" not in line)
    desk.put(NAME, "publicextract.charity_trustee.txt", later.replace("2026-01-20", "2026-02-20"))
    assert desk.refresh(NAME).further == {"snapshots": 2, "current": 6, "delisted": 1}
    (gone,) = (row for row in desk.table(f"source/{NAME}") if row["_delisted_on"])
    assert (gone["trustee_name"], gone["_delisted_on"]) == ("Dr Serik Oydanshygharylghan", "2026-02-20")


def test_two_days_of_one_table_are_refused(desk: Desk) -> None:
    desk.put_fixture(NAME)
    desk.put(NAME, "yesterday.txt", CHARITY)
    assert (desk.refresh(NAME).stopped or "").startswith("yesterday.txt: a second file of the table charity. Keep")


def test_the_json_form_says_the_same(desk: Desk) -> None:
    header, *lines = (line.split("\t") for line in CHARITY.splitlines())
    records: list[dict[str, Any]] = [{n: cell or None for n, cell in zip(header, line, strict=True)} for line in lines]
    for record in records:
        record["linked_charity_number"] = int(record["linked_charity_number"])
    desk.put(NAME, "charity.json", "\ufeff" + json.dumps(records))
    desk.refresh(NAME)
    from_json = desk.table(f"source/{NAME}")
    (desk.home.inbox / NAME / "charity.json").unlink()
    desk.put(NAME, "charity.txt", CHARITY)
    desk.refresh(NAME)
    leave_out = {"_file", "_row"}
    assert [{k: v for k, v in row.items() if k not in leave_out} for row in from_json] == [
        {k: v for k, v in row.items() if k not in leave_out} for row in desk.table(f"source/{NAME}")
    ]


def test_rows_that_are_none_are_set_aside(desk: Desk) -> None:
    desk.put(NAME, "t.txt", TRUSTEES + "cut\toff\n" + TRUSTEES.splitlines()[1].replace("9900002", "") + "\n")
    reading = desk.refresh(NAME)
    assert (reading.counts.read, reading.counts.loaded) == (4, 2)
    assert desk.rejected(NAME) == ["t.txt:4: has fewer cells than the header", "t.txt:5: row_id is empty"]


def test_other_tables_of_the_extract_are_left_unread_and_unknown_columns_signalled(desk: Desk) -> None:
    desk.put(NAME, "names.csv", "org_id,alternative_name,mood\nGB-NIC-1,Invented Choir,good\n")
    desk.put(NAME, "policy.txt", "organisation_number\tregistered_charity_number\tpolicy_name\n1\t2\tx\n")
    reading = desk.refresh(NAME)
    assert reading.counts.loaded == 1
    assert [signal.removeprefix("names.csv + policy.txt: ") for signal in reading.signals] == [
        "names.csv, the header: column «mood» is not known, ignored",
        "policy.txt: a table that is not one of those read, left unread",
    ]


STOPPED = {
    "another table": ("id,sum\n1,2\n", "t.txt, the header: no table of charities: its columns are id, sum"),
    "a column missing": (CHARITY.replace("date_of_removal", "gone"), "t.txt, the header: columns are missing: date_of"),
    "a column twice": (CHARITY.replace("date_of_removal", "charity_name"), "t.txt, the header: column «charity_name»"),
    "no json": ('[{"a": ', "t.txt, line 1, column 8: not whole, or no JSON"),
    "json of nothing": ("[]", "t.txt, the header: no table of charities"),
    "another encoding": ("org_id,alternative_name\n1,Ü\n".encode("cp1252"), "t.txt, line 2: the byte 0xDC is not"),
}


@pytest.mark.parametrize(("content", "line"), STOPPED.values(), ids=STOPPED.keys())
def test_what_is_no_table_stops_it_in_one_line(content: str | bytes, line: str, desk: Desk) -> None:
    desk.put(NAME, "t.txt", content)
    assert (desk.refresh(NAME).stopped or "").startswith(line)


@pytest.mark.real
def test_the_real_names_are_all_there(desk: Desk) -> None:
    file = Path(os.environ.get("FUNDLINK_REAL_DATA", "nowhere")) / "uk_charity_names.csv"
    if not file.exists():
        pytest.skip("FUNDLINK_REAL_DATA names no folder with the real files")
    desk.put(NAME, file.name, file.read_bytes())
    reading = desk.refresh(NAME)
    # The file at hand is cut off in its last row.
    assert vars(reading.counts) == {"read": 2286, "loaded": 2285, "rejected": 1, "repeats": 0}
    assert desk.rejected(NAME) == [f"{file.name}:2287: has fewer cells than the header"]
    assert reading.signals == []
