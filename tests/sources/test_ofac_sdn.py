"""The OFAC list: four files that are one table, and remarks that hold what matters. The fixture is invented."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from fundlink.mentions import mention
from fundlink.tables import notes
from tests.sources.conftest import FIXTURES, SOURCES, Desk

NAME = "ofac_sdn"
FILES = {file.name: file.read_bytes() for file in (FIXTURES / NAME).iterdir()}


def put(desk: Desk, **changed: bytes | None) -> None:
    for name, content in {**FILES, **{f"{stem}.csv": content for stem, content in changed.items()}}.items():
        if content is not None:
            desk.put(NAME, name, content)


def test_the_four_files_are_one_table(desk: Desk) -> None:
    put(desk)
    assert desk.refresh(NAME).counts.loaded == 4
    serik, fund, bota, last = desk.table(f"source/{NAME}")
    assert (serik["kind"], serik["name"]) == ("person", "Serik OYDANSHYGHARYLGHAN")
    assert serik["name_as_listed"] == "OYDANSHYGHARYLGHAN, Serik"
    assert serik["aliases"] == ["Serik OIDANSHYGARYLGAN", "Abu Serik OYDAN"]
    assert (serik["alias_kinds"], serik["weak_aliases"]) == (["aka", "fka"], ["OYDAN"])
    assert (serik["birth_dates"], serik["birth_between"]) == (["1979-05-06", "1978"], ["1977/1977"])
    assert (serik["birth_places"], serik["sex"]) == (["Taraz, Kazakhstan"], ["Male"])
    assert serik["documents"] == ["N9912345", "79-0506-1"]
    assert serik["nationalities"] == ["Nowhere", "Elsewhere"]
    assert serik["programs"] == ["SDGT", "NPWMD"]
    assert (serik["phones"], serik["emails"]) == (["77010000991"], ["serik@invented.example"])
    # The remark is broken off inside a word, and goes on in the fourth file.
    assert serik["wallets"] == [
        "1InventedWa11etNobodyHo1ds1234567",
        "0x00000000000000000000000000000000abcdef01",
    ]
    assert (fund["kind"], fund["documents"], fund["refers_to"]) == ("organization", ["99-1234"], ["990001"])
    assert fund["addresses"] == ["1 Invented Street, Nowhere 10000, Nowhere", "2 Invented Street"]
    assert (bota["name"], bota["birth_dates"], bota["birth_between"]) == (
        "Bota QURASTYRYLGHAN Jr.",
        ["1985-03"],
        ["1983/1986"],
    )
    assert bota["addresses"] == [""]
    assert (last["name"], last["remarks"], last["birth_dates"]) == ("JASALGHAN", None, [])


@pytest.mark.parametrize("prefix", ["", "bitcoincash:"])
def test_a_listed_wallet_is_spelt_as_one_that_pays(desk: Desk, prefix: str) -> None:
    # The example of the specification.
    bare = "qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a"
    remark = b"Registration Number 99-1234"
    assert remark in FILES["sdn.csv"]
    put(
        desk, sdn=FILES["sdn.csv"].replace(remark, f"Digital Currency Address - BCH {prefix}{bare}; ".encode() + remark)
    )
    desk.refresh(NAME)
    assert desk.table(f"source/{NAME}")[1]["wallets"] == [f"bitcoincash:{bare}"]


def test_vessels_are_kept_and_signalled_and_are_no_party(desk: Desk) -> None:
    ship = b'990009,"INVENTED SHIP","vessel","SDGT",-0- ,"XX1","Tug","1","2","Nowhere",-0- ,"MMSI 990000001"\r\n\x1a'
    put(desk, sdn=FILES["sdn.csv"].removesuffix(b"\x1a") + ship)
    reading = desk.refresh(NAME)
    assert [signal.partition(": ")[2] for signal in reading.signals] == [
        "entries of the kind vessel: 1, kept, and no party"
    ]
    assert reading.counts.loaded == 5
    assert mention(desk.home, SOURCES[NAME]).rows == 4


BROKEN = {
    "missing file": ({"alt": None}, "alt.csv: the file is missing, and ofac_sdn is read from sdn.csv, alt.csv"),
    "missing first": ({"sdn": None}, "sdn.csv: the file is missing"),
    "cut off in a row": ({"add": FILES["add.csv"][:60]}, "add.csv, line "),
    "cut off at a row": (
        {"alt": FILES["alt.csv"].splitlines(keepends=True)[0]},
        "alt.csv, its end: the last row 0x1A is missing",
    ),
    "another day": ({"alt": b'77,1,"aka","X",-0- \r\n\x1a'}, "alt.csv, line 1: entry 77 is not in sdn.csv"),
    "another table": ({"add": b"id,name\r\n\x1a"}, "add.csv, line 1: no row of add.csv, which has 6 cells"),
    "another encoding": ({"alt": '990001,1,"aka","Ü",-0- \r\n\x1a'.encode("cp1252")}, "alt.csv, line 1: the byte 0xDC"),
}


@pytest.mark.parametrize(("changed", "line"), BROKEN.values(), ids=BROKEN.keys())
def test_a_list_that_is_not_whole_is_not_taken(changed: dict[str, bytes | None], line: str, desk: Desk) -> None:
    put(desk, **changed)
    reading = desk.refresh(NAME)
    assert reading.stopped is not None
    assert reading.stopped.startswith(line)
    assert "\n" not in reading.stopped


def test_a_change_in_any_of_the_files_is_a_new_snapshot(desk: Desk) -> None:
    put(desk)
    desk.refresh(NAME)
    assert desk.refresh(NAME).unchanged
    put(desk, alt=FILES["alt.csv"].replace(b"INVENTED FUND", b"INVENTED AID"))
    assert desk.refresh(NAME).further == {"snapshots": 2, "current": 4, "delisted": 0}
    rows = FILES["sdn.csv"].splitlines(keepends=True)
    put(desk, sdn=b"".join([*rows[:3], b"\x1a"]))
    assert desk.refresh(NAME).further == {"snapshots": 3, "current": 3, "delisted": 1}
    (gone,) = (row for row in desk.table(f"source/{NAME}") if row["_delisted_on"])
    assert (gone["name"], len(gone["_delisted_on"])) == ("JASALGHAN", 10)


def test_names_in_capitals_are_the_same_files_and_others_are_signalled(desk: Desk) -> None:
    for name, content in FILES.items():
        desk.put(NAME, name.upper(), content)
    desk.put(NAME, "readme.txt", "x")
    reading = desk.refresh(NAME)
    assert reading.counts.loaded == 4
    assert [signal.split(":")[0] for signal in reading.signals] == ["readme.txt"]


@pytest.mark.real
def test_the_real_list_is_joined_whole(desk: Desk) -> None:
    folder = os.environ.get("FUNDLINK_REAL_DATA")
    if not folder or not (Path(folder) / "ofac_2021-07").is_dir():
        pytest.skip("FUNDLINK_REAL_DATA names no folder with the real files")
    for file in (Path(folder) / "ofac_2021-07").iterdir():
        desk.put(NAME, file.name, file.read_bytes())
    assert vars(desk.refresh(NAME).counts) == {"read": 8976, "loaded": 8976, "rejected": 0, "repeats": 0}
    rows = desk.table(f"source/{NAME}")
    kinds = [row["kind"] for row in rows]
    assert [kinds.count(kind) for kind in ("person", "organization", "vessel", "aircraft")] == [4620, 3673, 406, 277]
    assert sum(len(row["aliases"]) for row in rows) == 11_910
    assert sum(len(row["addresses"]) for row in rows) == 13_837
    # 81 in sdn.csv itself, the others where its remarks go on in sdn_comments.csv.
    assert sum(len(row["wallets"]) for row in rows) == 96
    assert mention(desk.home, SOURCES[NAME]).by_role == {"listed": 8293}
    assert notes(desk.home.table(f"mention/{NAME}"))["by_role"] == {"listed": 8293}
