"""Mappings proposed for ledgers that nobody wrote for us."""

from __future__ import annotations

from pathlib import Path

import pytest

from fundlink.errors import FundlinkError
from fundlink.recognition.propose import Proposal, Wishes, propose
from tests.recognition import ledgers
from tests.sources.conftest import SOURCES

LEDGER = SOURCES["informal_transfers"]


def test_a_kazakh_ledger_in_an_old_encoding(tmp_path: Path) -> None:
    found = propose(ledgers.kazakh(tmp_path), LEDGER)
    assert found.map.columns == {
        "Күні": "sent_at",
        "Жіберуші": "sender_name",
        "Жіберушінің ЖСН": "sender_document",
        "Алушы": "receiver_name",
        "Алушының телефоны": "receiver_phone",
        "Сомасы": "amount",
        "Валюта": "currency",
        "Мақсаты": "purpose",
    }
    assert (found.map.encoding, found.map.dates, found.map.decimal) == ("kz1048", "day first", ",")
    assert (found.map.key, found.doubts) == ("row content", ())


def test_a_russian_workbook_under_a_banner(tmp_path: Path) -> None:
    found = propose(ledgers.russian(tmp_path), LEDGER)
    assert found.sheet.top[found.at][0] == 3
    assert found.map.ignored == ("№",)
    # A header that names nobody is of the party left of it.
    assert {name: found.map.columns[name] for name in ("Телефон", "Телефон (2)")} == {
        "Телефон": "sender_phone",
        "Телефон (2)": "receiver_phone",
    }
    assert found.map.columns["Код перевода"] == "reference"
    assert "content (100% dates)" in _line(found, "Дата")
    assert _line(found, "№") == "it counts the rows"


def test_an_english_text_of_tabs_with_months_first(tmp_path: Path) -> None:
    found = propose(ledgers.english(tmp_path), LEDGER)
    assert (found.map.dates, found.map.decimal, found.map.encoding) == ("month first", ".", None)
    assert found.map.columns["Fee"] == "commission"
    assert found.map.columns["Sending agent"] == "origin_agent"
    assert found.map.ignored == ("Colour",)


def _line(found: Proposal, header: str) -> str:
    return next(line.why for line in found.lines if line.header == header)


def test_what_a_person_says_goes_before_what_is_likely(tmp_path: Path) -> None:
    wishes = Wishes({"Ref": "transfer_id", "Fee": None, "Colour": "purpose"}, {"origin_city": "Ош"}, "day first")
    found = propose(ledgers.english(tmp_path), LEDGER, wishes)
    assert (found.map.columns["Ref"], found.map.columns["Colour"]) == ("transfer_id", "purpose")
    assert (found.map.key, found.map.dates) == (None, "day first")
    assert "Fee" in found.map.ignored
    assert found.map.set == {"origin_city": "Ош"}
    for wrong in (Wishes({"No such": "amount"}, {}), Wishes({"Ref": "no_such"}, {}), Wishes({}, {"no_such": "x"})):
        with pytest.raises(FundlinkError, match=r"it has no column «[Nn]o.such»"):
            propose(ledgers.english(tmp_path), LEDGER, wrong)


def test_two_equal_choices_of_two_parties_are_left_to_a_person(tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text("Телефон,Сумма,Дата\n87014567123,1.50,2026-04-03\n")
    found = propose(file, LEDGER)
    assert "Телефон" not in found.map.columns
    assert any("may be" in doubt and "sender_phone" in doubt for doubt in found.doubts)


def test_days_and_months_that_cannot_be_told_apart_stay_in_doubt(tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text("Дата,Отправитель,Сумма\n03/04/2026,Небылицын Ф.,15\n")
    found = propose(file, LEDGER)
    assert found.map.dates is None
    assert "no day of a date is above 12" in found.doubts[0]


def test_content_alone_tells_a_column_whose_header_says_nothing(tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text("Имя жертвователя,Сумма,Поле 7\nНебылицын Ф.,15.00,a@mail.example\nДругой,16.00,b@mail.example\n")
    found = propose(file, SOURCES["crowdfunding_donations"])
    assert found.map.columns["Поле 7"] == "donor_email"
    assert _line(found, "Поле 7") == "by content only (100% emails)"


def test_content_that_does_not_fit_is_no_match(tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text("Отправитель,Сумма,Телефон отправки\nНебылицын Ф.,15.00,нет\nДругой,16.00,нет\n")
    assert "Дата" not in propose(file, LEDGER).map.columns
