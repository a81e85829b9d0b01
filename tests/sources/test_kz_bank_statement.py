"""Statements in every bank's form are one table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fundlink.mentions import mention
from fundlink.sources.statements import read_statements
from fundlink.sources.statements.words import Heading, heading
from fundlink.world.formats.statements import FORMS, write_statements
from tests.sources.conftest import FIXTURES, SOURCES, Desk
from tests.sources.invented import ANN, BOB, MARCH, PAYMENTS
from tests.sources.whatever import damaged, read_or_refused

NAME = "kz_bank_statement"
GOOD = (FIXTURES / NAME / "statement.xlsx").read_bytes()
COMMON: tuple[str, ...] = (
    "at",
    "currency",
    "amount",
    "amount_kzt",
    "direction",
    "channel",
    "transfer_kind",
    "purpose_code",
    "purpose",
)
COMMON += tuple(f"{side}_{what}" for side in ("payer", "payee") for what in ("name", "id", "bank", "account"))


@pytest.fixture
def book(tmp_path: Path) -> Callable[..., Path]:
    def write(*rows: list[Any]) -> Path:
        with xlsxwriter.Workbook(str(tmp_path / "s.xlsx")) as book:
            sheet = book.add_worksheet("KZT")
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
        return tmp_path / "s.xlsx"

    return write


@pytest.mark.parametrize("form", FORMS)
def test_every_bank_s_form_is_read_alike(form: str, desk: Desk) -> None:
    (desk.home.inbox / NAME).mkdir(parents=True)
    write_statements(desk.home.inbox / NAME / "s.xlsx", form, [MARCH])
    reading = desk.refresh(NAME)
    assert (reading.stopped, list(reading.signals), reading.counts.loaded) == (None, [], 5)
    rows = desk.table(f"source/{NAME}")
    (head,) = (row for row in rows if row["row_kind"] == "statement")
    assert (head["statement_account"], head["owner_name"], head["owner_id"]) == (ANN.account, ANN.name, ANN.id_number)
    assert (head["bank"], head["period_from"], head["period_to"]) == (ANN.bank, "2024-03-01", "2024-03-31")
    assert (head["opening_balance"], head["closing_balance"]) == (Decimal("10000.00"), Decimal("252699.00"))
    found = sorted((row for row in rows if row["row_kind"] == "operation"), key=lambda row: row["_row"])
    first = {name: found[0][name] for name in COMMON}
    assert first == {
        **{"at": first["at"], "currency": "KZT", "amount": 150050, "amount_kzt": 150050, "direction": "debit"},
        **{"channel": "bank", "transfer_kind": "payment", "purpose_code": "119", "purpose": "материальная помощь"},
        **{"payer_name": ANN.name, "payer_id": ANN.id_number, "payer_bank": ANN.bank, "payer_account": ANN.account},
        **{"payee_name": BOB.name, "payee_id": BOB.id_number, "payee_bank": BOB.bank, "payee_account": BOB.account},
    }
    assert first["at"].isoformat() == "2024-03-01T05:15:00+00:00"
    assert [row["direction"] for row in found] == ["debit", "credit", "debit", "debit"]
    assert [row["channel"] for row in found] == ["bank", "bank", "card", "bank"]


def test_two_equal_payments_are_two_and_an_overlapping_statement_adds_none(desk: Desk) -> None:
    (desk.home.inbox / NAME).mkdir(parents=True)
    twice = [PAYMENTS[0], PAYMENTS[0], PAYMENTS[1]]
    write_statements(desk.home.inbox / NAME / "a.xlsx", "split", [replace(MARCH, payments=twice)])
    later = replace(MARCH, last_day="2024-04-30", payments=twice[1:])
    write_statements(desk.home.inbox / NAME / "b.xlsx", "split", [later])
    counts = desk.refresh(NAME).counts
    assert (counts.read, counts.loaded, counts.repeats) == (7, 5, 2)


def test_the_owner_and_both_sides_are_mentioned(desk: Desk) -> None:
    desk.put_fixture(NAME)
    desk.refresh(NAME)
    assert mention(desk.home, SOURCES[NAME]).by_role == {"owner": 1, "payee": 4, "payer": 4}
    kinds = {row["name"]: (row["kind"], row["iin"], row["bin"]) for row in desk.table(f"mention/{NAME}")}
    assert kinds[ANN.name] == ("person", ANN.id_number, None)
    assert [kind for kind, _, number in kinds.values() if number] == ["organization"]


def test_one_sheet_a_currency_and_a_side_that_the_bank_leaves_out(book: Callable[..., Path]) -> None:
    header = [
        "Дата",
        "Сумма",
        "Наименование получателя",
        "Счет получателя",
        "Назначение платежа",
        "КНП",
        "ФИО отправителя",
    ]
    file = book(
        ["Клиент", ANN.name, "", "ИИК", ANN.account],
        [],
        header,
        ["05.03.2024", "-1 500,50", BOB.name, BOB.account, "помощь", "119"],
        ["06.03.2024 08:00", 20, "", "", "возврат", "119", BOB.name],
        ["Итого", 20],
        ["Исходящий остаток", "-1 480,50"],
    )
    head, out, back = read_statements(file).rows
    assert (head["statement_currency"], head["closing_balance"]) == ("KZT", "-1480.50")
    assert (out["at"], out["amount"], out["currency"], out["direction"]) == ("2024-03-05", "1500.50", "KZT", "debit")
    assert (out["payer_name"], out["payer_account"]) == (ANN.name, ANN.account)
    assert (back["amount"], back["direction"], back["payer_name"]) == ("20", None, BOB.name)


def test_a_row_without_a_date_or_with_two_amounts_is_set_aside(book: Callable[..., Path]) -> None:
    header = ["Дата", "Кредит", "Дебет", "ФИО плательщика", "ФИО получателя", "Назначение платежа", "КНП"]
    file = book(header, ["", 5, "", "а", "б", "в", "г"], ["05.03.2024", 5, 6, "а", "б", "в", "г"])
    snapshot = read_statements(file)
    assert [(line.row, line.reason) for line in snapshot.unread] == [
        (2, "sheet «KZT»: no date in the row"),
        (3, "sheet «KZT»: an amount in the column of credit and in that of debit"),
    ]


@pytest.mark.parametrize(
    ("above", "meant"),
    [
        (("Резиденство плательщика",), Heading("residency", "payer")),
        (("Данные о получателе", "ИИН / БИН"), Heading("id", "payee")),
        (("Алушы", "Шот нөмірі"), Heading("account", "payee")),
        (("Сумма в тенге", "Дебет"), Heading("amount_kzt", None, "debit")),
        (("Приход",), Heading("amount", None, "credit")),
        (("Назначение платежа",), Heading("purpose")),
        (("Код назначения платежа",), Heading("purpose_code")),
        (("Погода",), None),
    ],
)
def test_a_heading_is_known_by_its_words(above: tuple[str, ...], meant: Heading | None) -> None:
    assert heading(above) == meant


DATES = {"01/02/2024": "2024-02-01", "03/04/24": "03/04/24", "2024.03.01 25:00": "2024.03.01 25:00"}
NUMBERS = {"1.234,56 тг": "1234.56", "-1 234,56": "-1234.56", "1,234": None, "85 тыс.": None, "-": None}


@pytest.mark.parametrize(("date", "told"), DATES.items())
def test_banks_write_the_day_first_and_nothing_else_is_guessed(date: str, told: str, book: Callable[..., Path]) -> None:
    header = ["Дата", "Сумма", "ФИО плательщика", "ФИО получателя", "Назначение платежа", "КНП"]
    _, row = read_statements(book(header, [date, 5, "а", "б", "в", "г"])).rows
    assert row["at"] == told


@pytest.mark.parametrize(("written", "told"), NUMBERS.items())
def test_a_balance_that_may_be_two_numbers_is_none(written: str, told: str | None, book: Callable[..., Path]) -> None:
    header = ["Дата", "Сумма", "ФИО плательщика", "ФИО получателя", "Назначение платежа", "Остаток"]
    _, row = read_statements(book(header, ["05.03.2024", 5, "а", "б", "в", written])).rows
    assert row["balance"] == told


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"", "bad.xlsx: no workbook can be read from it"),
        (b"<html>", "bad.xlsx: no workbook can be read from it"),
        (GOOD[:3000], "bad.xlsx: the archive is damaged or cut off"),
    ],
)
def test_what_is_no_workbook_stops_the_source(content: bytes, line: str, desk: Desk) -> None:
    desk.put(NAME, "bad.xlsx", content)
    stopped = desk.refresh(NAME).stopped
    assert stopped is not None
    assert stopped.startswith(line)


def test_another_workbook_is_refused(book: Callable[..., Path], desk: Desk) -> None:
    desk.put(NAME, "bad.xlsx", book(["id", "name"], [1, "x"]).read_bytes())
    assert str(desk.refresh(NAME).stopped).startswith("bad.xlsx: no sheet has a header like that of a bank statement")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=damaged(GOOD))
def test_whatever_bytes_give_rows_or_one_line(content: bytes, tmp_path: Path) -> None:
    read_or_refused(SOURCES[NAME], content, tmp_path / "s.xlsx")


CELLS = st.one_of(st.text(max_size=12), st.integers(-10, 10**6), st.floats(allow_nan=False, allow_infinity=False))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(CELLS, max_size=8), max_size=8))
def test_whatever_cells_the_books_balance(rows: list[list[Any]], book: Callable[..., Path], tmp_path: Path) -> None:
    header = ["Дата", "Кредит", "Дебет", "ФИО плательщика", "ФИО получателя", "Назначение платежа", "КНП", "Валюта"]
    snapshot = read_or_refused(SOURCES[NAME], book(header, *rows).read_bytes(), tmp_path / "t.xlsx")
    assert snapshot is not None
    seen = {row["_row"] for row in snapshot.rows[1:]} | {line.row for line in snapshot.unread}
    assert len(seen) == len(snapshot.rows) - 1 + len(snapshot.unread)
