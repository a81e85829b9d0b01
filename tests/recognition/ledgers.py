"""Ledgers as people keep them, with invented people: Kazakh, Russian and English, no two alike."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

KAZAKH = (
    "Аударымдар тізімі\n"
    "Күні;Жіберуші;Жіберушінің ЖСН;Алушы;Алушының телефоны;Сомасы;Валюта;Мақсаты\n"
    "03.04.2026 9:05;Әлібек Ойданшығар;800517300126;Ғалым Жоқбай;+77014567123;1 234,50;KZT;көмек\n"
    "15.04.2026;Әлібек Ойданшығар;;Ғалым Жоқбай;+77011234568;1.234,5;KZT;\n"
).encode("kz1048")
RUSSIAN: list[list[Any]] = [
    ["Реестр переводов за апрель 2026"],
    [],
    ["№", "Дата", "Код перевода", "Отправитель", "Телефон", "Получатель", "Телефон", "Сумма", "Город выдачи"],
    [
        1,
        datetime.fromisoformat("2026-04-03T10:30"),
        "A-17",
        "Ыдырысов Ш.",
        87014567123.0,
        "Тестов Т.",
        "+998905542078",
        51300.5,
        "Ош",
    ],
    [2, date(2026, 4, 13), "A-18", "Небылицын Ф.", 87021234567.0, "Вымыслов Г.", "+998905542079", 1000, "Ош"],
    [3, date(2026, 4, 14), "A-19", "Небылицын Ф.", 87021234567.0, "Вымыслов Г.", "+998905542079", "много", "Ош"],
]
ENGLISH = (
    "Date sent\tSender\tRecipient name\tAmount\tFee\tCcy\tSending agent\tPaying agent\tRef\tColour\n"
    "04/13/2026\tNo Body\tSome One\t1,200.50\t12.00\tUSD\tShop A\tShop B\t77\tred\n"
    "04/14/2026\tNo Body\tSome One\t1,300.50\t13.00\tUSD\tShop A\tShop B\t78\tblue\n"
)


def workbook(file: Path, rows: Sequence[Sequence[Any]], sheet: str = "Лист1") -> Path:
    """Write an Excel file; days and times as Excel keeps them."""
    with xlsxwriter.Workbook(file) as book:
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        page = book.add_worksheet(sheet)
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if isinstance(cell, date):
                    page.write_datetime(row, column, cell, day)
                else:
                    page.write(row, column, cell)
    return file


def kazakh(folder: Path) -> Path:
    file = folder / "қазақша.csv"
    file.write_bytes(KAZAKH)
    return file


def russian(folder: Path) -> Path:
    return workbook(folder / "апрель.xlsx", RUSSIAN)


def english(folder: Path) -> Path:
    file = folder / "ledger.txt"
    file.write_text(ENGLISH)
    return file
