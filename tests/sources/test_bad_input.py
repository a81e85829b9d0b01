"""Bad input is normal: one clear line each, nothing lost unreported, the last good version stays."""

from __future__ import annotations

from collections.abc import Callable, Sized
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest

from fundlink.config import Home
from fundlink.mentions import mention
from tests.sources.bad_input import cells, files, fixture, with_rows
from tests.sources.conftest import SOURCES, Desk

NPOS = fixture("npo_register")
DONATIONS = fixture("crowdfunding_donations")
HEADER = NPOS.splitlines()[0]
LISTED = "un_sc_sanctions"


def test_the_table_is_long() -> None:
    tables: list[Sized] = [files.STOPPED, cells.REJECTED, cells.READ, cells.DOUBTED, BROKEN_ROWS]
    assert sum(len(table) for table in tables) >= 60


@pytest.mark.parametrize(("source", "content", "line"), files.STOPPED.values(), ids=files.STOPPED.keys())
def test_a_broken_file_stops_its_source_and_the_last_good_version_stays(
    source: str, content: str | bytes, line: str, desk: Desk
) -> None:
    bad = desk.put(source, "bad.csv", content)
    stopped = desk.refresh(source).stopped
    assert stopped is not None
    assert stopped.startswith(line)
    assert stopped.endswith(".")
    assert "\n" not in stopped
    assert desk.table(f"source/{source}") == []
    bad.unlink()
    good = desk.put_fixture(source)
    desk.refresh(source)
    before = desk.table(f"source/{source}")
    desk.put(source, "bad.csv", content)
    if "not one row" in line:
        good.unlink()
    assert desk.refresh(source).stopped == stopped
    assert desk.table(f"source/{source}") == before


def test_other_sources_are_unharmed(desk: Desk) -> None:
    desk.put("npo_register", "bad.csv", b"\xff")
    desk.put_fixture("npo_officers")
    assert desk.refresh("npo_register").stopped is not None
    assert desk.refresh("npo_officers").counts.loaded == 3


@dataclass(frozen=True)
class Read:
    """What came of one row: why it was set aside, its row in the table, and all that was signalled of its file."""

    rejected: str | None
    row: dict[str, Any] | None
    signals: list[str]


@pytest.fixture(scope="module")
def read_cells(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Read]:
    """Reads all cases of a table and a source from one file, once."""

    @cache
    def read(table: str, source: str) -> dict[str, Read]:
        desk = Desk(Home(tmp_path_factory.mktemp("home")))
        cases = {name: case[1] for name, case in getattr(cells, table).items() if case[0] == source}
        desk.put(source, "d.csv", with_rows(source, cases.values()))
        reading = desk.refresh(source)
        assert reading.stopped is None
        good = len(fixture(source).splitlines())
        rejected = {row["row"]: row["reason"] for row in desk.table(f"rejected/{source}")}
        rows = {row["_row"]: row for row in desk.table(f"source/{source}")}
        assert set(range(2, good + 1)) <= rows.keys()
        places = enumerate(cases, good + 1)
        return {name: Read(rejected.get(n), rows.get(n), list(reading.signals)) for n, name in places}

    return lambda table, name: read(table, getattr(cells, table)[name][0])[name]


@pytest.mark.parametrize("name", cells.REJECTED)
def test_a_bad_cell_sets_its_row_aside(name: str, read_cells: Callable[[str, str], Read]) -> None:
    read = read_cells("REJECTED", name)
    assert read.row is None
    assert read.rejected is not None
    assert cells.REJECTED[name][2] in read.rejected


@pytest.mark.parametrize("name", cells.READ)
def test_a_cell_is_read_as_the_one_thing_it_can_mean(name: str, read_cells: Callable[[str, str], Read]) -> None:
    _, written, values = cells.READ[name]
    read = read_cells("READ", name)
    assert (read.rejected, read.signals) == (None, [])
    assert read.row is not None
    assert {column: read.row[column] for column in values} == values
    assert all(text in read.row["_text"] for text in written.values())


@pytest.mark.parametrize("name", cells.DOUBTED)
def test_a_doubtful_cell_is_kept_as_text_told_and_no_evidence(
    name: str, read_cells: Callable[[str, str], Read]
) -> None:
    _, written, line, left = cells.DOUBTED[name]
    read = read_cells("DOUBTED", name)
    assert read.rejected is None
    assert line in [signal.split(": ", 1)[1].split(" (and ")[0] for signal in read.signals]
    ((column, text),) = written.items()
    assert read.row is not None
    assert read.row[column] == left
    assert text.strip() in read.row["_text"]


def test_a_date_that_may_be_two_is_two_dates_of_a_mention(desk: Desk) -> None:
    desk.put("npo_officers", "d.csv", with_rows("npo_officers", [{"birth_date": "05/06/1980"}]))
    desk.refresh("npo_officers")
    mention(desk.home, SOURCES["npo_officers"])
    (made,) = (made for made in desk.table("mention/npo_officers") if made["source_key"] == "BAD0")
    assert made["birth_dates"] == ["1980-05-06", "1980-06-05"]


def test_a_surname_in_brackets_is_another_name_of_a_person(desk: Desk) -> None:
    names = ["Ахметова (Смаилова) Аружан", "ТОО «Мирас» (Смаилова)"]
    desk.put("crowdfunding_donations", "d.csv", with_rows("crowdfunding_donations", [{"donor_name": n} for n in names]))
    desk.refresh("crowdfunding_donations")
    mention(desk.home, SOURCES["crowdfunding_donations"])
    made = {row["source_key"]: row["aliases"] for row in desk.table("mention/crowdfunding_donations")}
    assert (made["BAD0"], made["BAD1"]) == (["Смаилова Аружан"], [])


def test_who_is_known_by_no_name_and_no_number_is_nobody(desk: Desk) -> None:
    nothing = dict.fromkeys(("donor_email", "donor_phone", "donor_account", "donor_wallet", "device_id"), "")
    desk.put("crowdfunding_donations", "d.csv", with_rows("crowdfunding_donations", [{**nothing, "donor_name": "N/A"}]))
    assert desk.refresh("crowdfunding_donations").counts.loaded == 4
    mention(desk.home, SOURCES["crowdfunding_donations"])
    assert "BAD0" not in {made["source_key"] for made in desk.table("mention/crowdfunding_donations")}


def test_placeholders_are_no_evidence_of_a_mention(desk: Desk) -> None:
    nothing = {"document_number": "б/н", "phone": "77777777777", "email": "no@mail.example", "city": "неизвестно"}
    known = {"document_number": "№ Н 1234-5679", "phone": "87014567123", "email": "a@mail.example", "city": "Астана"}
    desk.put("npo_officers", "d.csv", with_rows("npo_officers", [nothing, known]))
    desk.refresh("npo_officers")
    mention(desk.home, SOURCES["npo_officers"])
    made = {row["source_key"]: row for row in desk.table("mention/npo_officers")}
    said = [[made[key][name] for name in ("documents", "phone", "email", "city")] for key in ("BAD0", "BAD1")]
    assert said == [[[], None, None, None], [["N12345679"], "+77014567123", "a@mail.example", "Астана"]]


BROKEN_ROWS = {
    "too few cells": (",,\n", "\n", "has fewer cells than the header"),
    "too many cells": (",,\nDN-000002", ",,,more\nDN-000002", "has more cells than the header"),
    "quote left open": ("DN-000003,", '"DN-000003,', "has a quote that is not closed"),
    "10 MB field": (",,\nDN-000002", f",,{'x' * 10_000_000}\nDN-000002", "is longer than 1,000,000 bytes"),
    "end mark for a row": ("DN-000003,", "\x1a\nDN-000003,", "has fewer cells than the header"),
}


@pytest.mark.parametrize(("good", "bad", "reason"), BROKEN_ROWS.values(), ids=BROKEN_ROWS.keys())
def test_a_row_without_its_cells_is_set_aside_and_the_others_are_loaded(
    good: str, bad: str, reason: str, desk: Desk
) -> None:
    assert good in DONATIONS
    desk.put("crowdfunding_donations", "d.csv", DONATIONS.replace(good, bad, 1))
    reading = desk.refresh("crowdfunding_donations")
    assert reading.stopped is None
    more = "\x1a" in bad
    assert (reading.counts.read, reading.counts.loaded, reading.counts.rejected) == (3 + more, 2 + more, 1)
    (line,) = desk.rejected("crowdfunding_donations")
    row = 4 if "quote" in reason or more else 2
    assert line.startswith(f"d.csv:{row}: ")
    assert reason in line
    places = {row["donation_id"]: row["_row"] for row in desk.table("source/crowdfunding_donations")}
    assert all(place == int(key[-1]) + 1 + (more and key[-1] == "3") for key, place in places.items())


def test_an_unknown_column_is_signalled_and_kept_in_the_evidence(desk: Desk) -> None:
    lines = NPOS.splitlines()
    desk.put("npo_register", "n.csv", "\n".join([lines[0] + ",rating", *(line + ",AAA" for line in lines[1:])]))
    reading = desk.refresh("npo_register")
    assert reading.signals == ["n.csv, the header: column «rating» is not one of npo_register, ignored"]
    assert all('"rating":"AAA"' in row["_text"] for row in desk.table("source/npo_register"))


def test_exact_repeats_count_once_and_different_content_not_at_all(desk: Desk) -> None:
    first = NPOS.splitlines()[1]
    other = first.replace(",active,", ",dissolved,")
    desk.put("npo_register", "n.csv", NPOS + NPOS.splitlines()[2] + "\n" + other + "\n")
    reading = desk.refresh("npo_register")
    assert vars(reading.counts) == {"read": 5, "loaded": 2, "rejected": 2, "repeats": 1}
    assert {line.split(": the key")[0] for line in desk.rejected("npo_register")} == {"n.csv:2", "n.csv:6"}
    assert all("different content, e.g. in n.csv, row 2 and n.csv, row 6" in s for s in desk.rejected("npo_register"))


def test_a_later_file_holds_against_an_earlier_one(desk: Desk) -> None:
    desk.put("npo_register", "a.csv", NPOS)
    desk.refresh("npo_register")
    desk.put("npo_register", "b.csv", "\n".join([HEADER, NPOS.splitlines()[1].replace(",active,", ",dissolved,")]))
    reading = desk.refresh("npo_register")
    assert (reading.counts.loaded, reading.counts.rejected) == (3, 1)
    status = {row["org_id"]: row["status"] for row in desk.table("source/npo_register")}
    assert status["NPO-00001"] == "dissolved"
    assert "has other content since b.csv, row 2" in desk.rejected("npo_register")[0]


def test_a_formula_in_a_name_is_kept_as_text(desk: Desk) -> None:
    desk.put("npo_register", "n.csv", NPOS.replace("«Аққу» қоғамдық бірлестік", "=HYPERLINK(0)", 1))
    assert desk.refresh("npo_register").counts.loaded == 3
    assert "=HYPERLINK(0)" in [row["name_kk"] for row in desk.table("source/npo_register")]


def test_semicolons_tabs_and_a_byte_order_mark_are_read(desk: Desk) -> None:
    full = HEADER + "\nN1,Ұйым" + "," * (HEADER.count(",") - 1)
    for number, mark in enumerate(",;\t"):
        desk.put(
            "npo_register", f"{number}.csv", "\ufeff" + full.replace(",", mark).replace("N1", f"N{number}") + "\r\n"
        )
    assert desk.refresh("npo_register").counts.loaded == 3


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-8-sig"])
def test_an_encoding_that_says_its_name_is_read(encoding: str, desk: Desk) -> None:
    desk.put("npo_register", "n.csv", NPOS)
    desk.refresh("npo_register")
    rows = desk.table("source/npo_register")
    desk.put("npo_register", "n.csv", NPOS.encode(encoding))
    assert desk.refresh("npo_register").counts.loaded == 3
    assert [{**row, "_file": ""} for row in desk.table("source/npo_register")] == [{**row, "_file": ""} for row in rows]


def test_less_than_half_of_the_last_version_is_refused_until_accepted(desk: Desk) -> None:
    file = desk.put_fixture("npo_register")
    desk.refresh("npo_register")
    file.write_text("\n".join(NPOS.splitlines()[:2]))
    refused = desk.refresh("npo_register")
    assert refused.stopped is not None
    assert "1 rows, less than half of the 3 of the last good version, which stays" in refused.stopped
    assert len(desk.table("source/npo_register")) == 3
    assert desk.refresh("npo_register", accept_smaller=True).stopped is None
    assert len(desk.table("source/npo_register")) == 1


def test_a_folder_that_is_gone_is_a_source_not_in_use(desk: Desk) -> None:
    file = desk.put_fixture("npo_register")
    desk.refresh("npo_register")
    file.unlink()
    emptied = desk.refresh("npo_register")
    assert emptied.stopped is not None
    assert len(desk.table("source/npo_register")) == 3
    file.parent.rmdir()
    gone = desk.refresh("npo_register")
    assert (gone.in_use, gone.stopped) == (False, None)
    assert desk.table("source/npo_register") == []
