"""Each source knows its own files, and no other's: found by itself for a new one."""

from __future__ import annotations

import shutil
from pathlib import Path
from zipfile import ZipFile

import pytest

from fundlink.config import Home
from fundlink.errors import BadFile, FundlinkError
from fundlink.recognition.placing import Placing
from fundlink.recognition.recognise import recognise
from tests.recognition import ledgers
from tests.sources.conftest import FIXTURES, SOURCES, Desk

EVERY = list(SOURCES.values())
FILES = sorted(file for name in SOURCES for file in (FIXTURES / name).iterdir())


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_a_fixture_is_recognised_as_its_own_source(file: Path, tmp_path: Path) -> None:
    found = recognise(file, EVERY, tmp_path)
    assert [(guess.source, guess.sure) for guess in found] == [(file.parent.name, True)]


def test_a_ledger_of_somebody_is_likely_something_and_nothing_is_certain(tmp_path: Path) -> None:
    for file in (ledgers.kazakh(tmp_path), ledgers.russian(tmp_path), ledgers.english(tmp_path)):
        found = recognise(file, EVERY, tmp_path)
        assert found[0].source == "informal_transfers"
        assert not any(guess.sure for guess in found)


def test_what_is_no_table_is_nothing(tmp_path: Path) -> None:
    for name, content in {
        "a.xlsx": b"no workbook",
        "b.csv": b"",
        "c.txt": b"some words\n",
        "d.xml": b"<x/>",
    }.items():
        (tmp_path / name).write_bytes(content)
        assert recognise(tmp_path / name, EVERY, tmp_path) == []


def test_an_archive_is_of_the_source_of_its_files(tmp_path: Path) -> None:
    packed, mixed = tmp_path / "a.zip", tmp_path / "b.zip"
    with ZipFile(packed, "w") as archive:
        for number in "12":
            archive.write(FIXTURES / "crowdfunding_donations" / "crowdfunding_donations.csv", f"{number}.csv")
    assert [(guess.source, guess.sure) for guess in recognise(packed, EVERY, tmp_path)] == [
        ("crowdfunding_donations", True)
    ]
    with ZipFile(mixed, "w") as archive:
        for name in ("npo_register", "npo_officers"):
            archive.write(FIXTURES / name / f"{name}.csv", f"{name}.csv")
    assert recognise(mixed, EVERY, tmp_path) == []
    packed.write_bytes(packed.read_bytes()[:60])
    with pytest.raises(BadFile, match="damaged or cut off"):
        recognise(packed, EVERY, tmp_path)


def test_content_is_copied_once_and_never_over_other(tmp_path: Path) -> None:
    placing = Placing(Home(tmp_path / "home"), tmp_path / "inbox")
    file = tmp_path / "npo_register.csv"
    shutil.copy(FIXTURES / "npo_register" / file.name, file)
    first = placing.place(file, SOURCES["npo_register"])
    assert not first.there
    assert placing.place(file, SOURCES["npo_register"]).there
    file.write_text(file.read_text().replace("NPO-00001", "NPO-00009"))
    other = placing.place(file, SOURCES["npo_register"])
    assert (other.path.name, other.there) == ("npo_register-2.csv", False)
    assert first.path.read_text() != other.path.read_text()


def test_files_read_together_are_replaced_once_they_were_read(desk: Desk, tmp_path: Path) -> None:
    source = SOURCES["ofac_sdn"]
    desk.put_fixture("ofac_sdn")
    newer = tmp_path / "SDN.CSV"
    newer.write_bytes((FIXTURES / "ofac_sdn" / "sdn.csv").read_bytes().replace(b"individual", b"individual ", 1))
    with pytest.raises(FundlinkError, match=r"was not read yet\. Run fundlink refresh first"):
        Placing(desk.home, desk.home.inbox).place(newer, source)
    desk.refresh("ofac_sdn")
    Placing(desk.home, desk.home.inbox).place(newer, source)
    assert (desk.home.inbox / "ofac_sdn" / "sdn.csv").read_bytes() == newer.read_bytes()
