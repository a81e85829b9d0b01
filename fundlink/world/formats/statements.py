"""Writes bank statements as Kazakh banks do: one content, three forms of sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from fundlink.world.formats.payment import Payment, Side

KINDS = {"bank": "Безналичный платеж", "card": "Платежная карточка", "cash": "Снятие наличных"}
PARTY_RU = ("Наименование/ФИО", "ИИН/БИН", "Резидентство", "Банк", "Номер счета")
PARTY_KK = ("Атауы/Т.А.Ә.", "ЖСН/БСН", "Резиденттігі", "Банкі", "Шот нөмірі")
WRITTEN = datetime(2026, 7, 1, tzinfo=UTC)
"""When every workbook says it was made: the same content gives the same bytes."""


@dataclass(frozen=True)
class Statement:
    """The operations of one account over some days. Balances are decimal text, or empty where the bank tells none.

    `left_out` has the keys of payments that the balances count, and that no row tells.
    """

    account: str
    owner: Side
    bank: str
    currency: str
    first_day: str
    last_day: str
    opening: str = ""
    closing: str = ""
    payments: Sequence[Payment] = field(default=())
    left_out: frozenset[str] = frozenset()

    def is_debit(self, payment: Payment) -> bool:
        """Whether the money left this account."""
        return payment.payer.account == self.account

    def rows(self) -> Iterator[tuple[Payment, Decimal]]:
        """Each payment that is told, with the balance after it."""
        balance = Decimal(self.opening or 0)
        for payment in self.payments:
            amount = Decimal(payment.amount)
            balance += -amount if self.is_debit(payment) else amount
            if payment.key not in self.left_out:
                yield payment, balance


Sheet = Any
"""A sheet of xlsxwriter, which has no types."""


def _rules(sheet: Sheet, told: Statement) -> None:
    """The 18 columns as the rules have them, and one for the running balance."""
    for row, labels in enumerate(_head(told)):
        sheet.write_row(row, 0, labels)
    header = [
        *("Дата и время операции", "Валюта операции", "Виды операции (категория документа)", "Наименование СДП"),
        *("Сумма в валюте ее проведения", "Сумма в тенге"),
        *(f"{name} плательщика" for name in PARTY_RU),
        *(f"{name} получателя" for name in PARTY_RU),
        *("Код назначения платежа", "Назначение платежа", "Остаток"),
    ]
    sheet.write_row(8, 0, header)
    for row, (payment, balance) in enumerate(told.rows(), 9):
        cells = [*_first(payment), payment.amount, _tenge(payment), *_parties(payment), *_last(payment)]
        sheet.write_row(row, 0, [*cells, str(balance) if told.opening else ""])


def _split(sheet: Sheet, told: Statement) -> None:
    """The amount split by credit and debit, the header in row 9, numbers of columns under it, one word misspelt."""
    for row, labels in enumerate(_head(told)):
        sheet.write_row(row, 1, labels)
    header = [
        *("Дата операции", "Валюта операции", "Вид операции", "Наименование СДП"),
        *("Сумма по кредиту", "Сумма по дебету", "Сумма в тенге"),
        *(f"{name} плательщика" for name in ("Наименование/ФИО", "ИИН/БИН", "Резиденство", "Банк", "Номер счета")),
        *(f"{name} получателя" for name in ("Наименование/ФИО", "ИИН/БИН", "Резиденство", "Банк", "Номер счета")),
        *("Код назначения платежа", "Назначение платежа"),
    ]
    sheet.write_row(8, 0, header)
    sheet.write_row(9, 0, range(1, len(header) + 1))
    for row, (payment, _) in enumerate(told.rows(), 10):
        day, *kinds = _first(payment)
        amounts = ("", payment.amount) if told.is_debit(payment) else (payment.amount, "")
        cells = [day, *kinds, *amounts, _tenge(payment), *_parties(payment), *_last(payment)]
        sheet.write_row(row, 0, cells)
    sheet.write_row(10 + len(told.payments), 0, ["Итого", told.currency])


def _merged(sheet: Sheet, told: Statement) -> None:
    """Kazakh words, a header of two rows with merged cells in rows 10 and 11, numbers of columns in row 12."""
    for row, labels in enumerate(_head(told)):
        sheet.write_row(row, 0, [f"{name} {value}" for name, value in zip(labels[::2], labels[1::2], strict=True)])
    singles = ["Операция күні мен уақыты", "Операция валютасы", "Операция түрлері (құжат санаты)", "АЖЖ атауы"]
    singles += ["Жүргізілген валютадағы сома", "Теңгедегі сомасы"]
    for column, name in enumerate(singles):
        sheet.merge_range(9, column, 10, column, name)
    for column, side in ((6, "Төлеуші"), (11, "Алушы")):
        sheet.merge_range(9, column, 9, column + 4, side)
        sheet.write_row(10, column, PARTY_KK)
    for column, name in ((16, "Төлем мақсатының коды"), (17, "Төлем мақсаты")):
        sheet.merge_range(9, column, 10, column, name)
    sheet.write_row(11, 0, range(1, 19))
    for row, (payment, _) in enumerate(told.rows(), 12):
        cells = [*_first(payment), float(payment.amount), _tenge(payment), *_parties(payment), *_last(payment)]
        sheet.write_row(row, 0, cells)


FORMS: dict[str, Callable[[Sheet, Statement], None]] = {"rules": _rules, "split": _split, "merged": _merged}
"""How banks lay out a sheet."""


def write_statements(file: Path, form: str, statements: Iterable[Statement]) -> None:
    """Write a workbook with one statement a sheet, named after its currency (`KZT`, `KZT 2`)."""
    with xlsxwriter.Workbook(str(file), {"in_memory": True}) as book:
        book.set_properties({"created": WRITTEN})
        for number, told in enumerate(statements, 1):
            FORMS[form](book.add_worksheet(told.currency if number == 1 else f"{told.currency} {number}"), told)


def _head(told: Statement) -> list[tuple[str, ...]]:
    """What stands above the table: labels, each followed by its value."""
    opening = ("Входящий остаток:", told.opening) if told.opening else ()
    closing = ("Исходящий остаток:", told.closing) if told.closing else ()
    return [
        ("Выписка по счету", ""),
        ("Банк:", told.bank),
        ("Клиент:", told.owner.name, "ИИН/БИН:", told.owner.id_number),
        ("Номер счета:", told.account, "Валюта счета:", told.currency),
        ("Период:", f"с {told.first_day.replace('-', '.')} по {told.last_day.replace('-', '.')}"),
        (*opening, *closing),
    ]


def _first(payment: Payment) -> list[str]:
    at = payment.at[:19].replace("-", ".").replace("T", " ")
    return [at, payment.currency, KINDS[payment.channel], ""]


def _parties(payment: Payment) -> list[str]:
    return [
        cell
        for side in (payment.payer, payment.payee)
        for cell in (side.name, side.id_number, "резидент" if side.id_number else "", side.bank, side.account)
    ]


def _last(payment: Payment) -> list[str]:
    return [payment.purpose_code, payment.purpose]


def _tenge(payment: Payment) -> str:
    return payment.amount if payment.currency == "KZT" else ""
