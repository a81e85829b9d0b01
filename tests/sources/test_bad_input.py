"""Bad input is normal: one clear line each, nothing lost unreported, the last good version stays."""

from __future__ import annotations

import pytest

from tests.sources.conftest import FIXTURES, Desk

NPOS = (FIXTURES / "npo_register" / "npo_register.csv").read_text()
DONATIONS = (FIXTURES / "crowdfunding_donations" / "crowdfunding_donations.csv").read_text()
UN = (FIXTURES / "un_sc_sanctions" / "consolidated.xml").read_text()
HEADER = NPOS.splitlines()[0]

STOPPED = {
    "wrong encoding": ("npo_register", NPOS.encode("cp1251", "replace"), "bad.csv, line 2: the byte 0xCE is not UTF-8"),
    "utf-16": ("npo_register", NPOS.encode("utf-16"), "bad.csv: the file is UTF-16, not UTF-8"),
    "missing column": (
        "npo_register",
        NPOS.replace("status", "state"),
        "bad.csv, the header: 1 column is missing: status",
    ),
    "column twice": (
        "npo_register",
        NPOS.replace("name_kk", "name"),
        "bad.csv, the header: column «name» stands twice",
    ),
    "empty": ("npo_register", "", "bad.csv: the file is empty"),
    "blank": ("npo_register", "\n \n", "bad.csv: the file is empty"),
    "web page": ("npo_register", "<!DOCTYPE html><html>Not found</html>", "bad.csv, line 1: this is a web page"),
    "other table": ("npo_register", "id,sum\n1,2\n", "bad.csv, line 1: «id,sum» is no header of npo_register"),
    "nul": ("npo_register", NPOS.replace("NPO-00002", "NPO\0"), "bad.csv, line 3: a NUL character"),
    "header only": ("npo_register", HEADER + "\n", "npo_register: not one row could be loaded"),
    "truncated xml": ("un_sc_sanctions", UN[:1500], "bad.csv, line 24, column 99: not whole, or no XML"),
    "other xml": ("un_sc_sanctions", "<rss><item/></rss>", "bad.csv, the root: <rss>, not <CONSOLIDATED_LIST>"),
    "xml bomb": (
        "un_sc_sanctions",
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><CONSOLIDATED_LIST>&b;</CONSOLIDATED_LIST>',
        "bad.csv, its DTD: it declares entities",
    ),
    "not xml": ("un_sc_sanctions", "DATAID,NAME\n1,x\n", "bad.csv, line 1, column 1: not whole, or no XML"),
    "no date": ("un_sc_sanctions", UN.replace("2026-01-15T", "yesterday"), "bad.csv, the root: dateGenerated is"),
}


@pytest.mark.parametrize(("source", "content", "line"), STOPPED.values(), ids=STOPPED.keys())
def test_a_broken_file_stops_its_source_and_the_last_good_version_stays(
    source: str, content: str | bytes, line: str, desk: Desk
) -> None:
    desk.put_fixture(source)
    desk.refresh(source)
    before = desk.table(f"source/{source}")
    desk.put(source, "bad.csv", content)
    if "header only" in line or "not one row" in line:
        next(file for file in (desk.home.inbox / source).iterdir() if file.name != "bad.csv").unlink()
    reading = desk.refresh(source)
    assert reading.stopped is not None
    assert reading.stopped.startswith(line)
    assert "\n" not in reading.stopped
    assert desk.table(f"source/{source}") == before


@pytest.mark.parametrize(("source", "content", "line"), STOPPED.values(), ids=STOPPED.keys())
def test_a_broken_first_file_leaves_an_empty_table(source: str, content: str | bytes, line: str, desk: Desk) -> None:
    desk.put(source, "bad.csv", content)
    reading = desk.refresh(source)
    assert reading.stopped is not None
    assert reading.stopped.startswith(line)
    assert desk.table(f"source/{source}") == []


REJECTED = {
    "nan": ("1000.00", "NaN", "amount «NaN» is no amount"),
    "negative": ("1000.00", "-5.00", "amount «-5.00» is no amount"),
    "infinite": ("1000.00", "1e308", "amount «1e308» is no amount"),
    "too exact": ("1000.00", "10.005", "amount «10.005» has more decimals than its currency"),
    "no currency": ("KZT", "XXQ", "amount «1000.00» has no known currency beside it"),
    "empty amount": ("1000.00", "", "amount is empty"),
    "no such day": ("2026-01-27T02:37:00+05:00", "2026-02-30T02:37:00", "is a date that does not exist"),
    "no key": ("DN-000001", "", "donation_id is empty"),
    "too few cells": (",,\n", "\n", "has fewer cells than the header"),
    "too many cells": (",,\nDN-000002", ",,,more\nDN-000002", "has more cells than the header"),
    "quote left open": ("DN-000003,", '"DN-000003,', "has a quote that is not closed"),
    "long name": ("Botagoz Kolgalieva", "x" * 1001, "donor_name is longer than 1,000 characters"),
    "10 MB field": (",,\nDN-000002", f",,{'x' * 10_000_000}\nDN-000002", "is longer than 1,000,000 bytes"),
}


@pytest.mark.parametrize(("good", "bad", "reason"), REJECTED.values(), ids=REJECTED.keys())
def test_a_bad_row_is_set_aside_and_the_others_are_loaded(good: str, bad: str, reason: str, desk: Desk) -> None:
    assert good in DONATIONS
    desk.put("crowdfunding_donations", "d.csv", DONATIONS.replace(good, bad, 1))
    reading = desk.refresh("crowdfunding_donations")
    assert reading.stopped is None
    assert (reading.counts.read, reading.counts.loaded, reading.counts.rejected) == (3, 2, 1)
    (line,) = desk.rejected("crowdfunding_donations")
    row = 4 if "quote" in reason else 2
    assert line.startswith(f"d.csv:{row}: ")
    assert reason in line
    places = {row["donation_id"]: row["_row"] for row in desk.table("source/crowdfunding_donations")}
    assert all(place == int(key[-1]) + 1 for key, place in places.items())


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
