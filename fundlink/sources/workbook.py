"""Workbooks read by calamine: every sheet's cells as text, and every failure told in one line."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, load_workbook

from fundlink.errors import BadFile

WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"})
"""Endings of the names of workbooks."""

REPAIR = "Save it again as an Excel workbook (.xlsx)"


def is_workbook(file: Path) -> bool:
    """Whether the file's name says that it is a workbook."""
    return file.suffix.casefold() in WORKBOOKS


def open_workbook(file: Path) -> CalamineWorkbook:
    """The workbook.

    Raises:
        BadFile: locked, cut off, or no workbook.
    """
    try:
        return load_workbook(file)
    except PasswordError:
        raise BadFile(file.name, "", "the workbook is locked by a password", "Save it without one") from None
    except (CalamineError, OSError):
        raise BadFile(file.name, "", "no workbook can be read from it", REPAIR) from None


def cells_of(book: CalamineWorkbook, sheet: str, file: Path) -> list[list[str]]:
    """The sheet's rows as text, from its first row on, blanks in order.

    Raises:
        BadFile: the sheet cannot be read.
    """
    try:
        rows = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    except CalamineError:
        raise BadFile(file.name, f"sheet «{sheet}»", "it cannot be read", REPAIR) from None
    return [[" ".join(text_of(cell).split()) for cell in row] for row in rows]


def text_of(cell: object) -> str:
    """A cell as text without loss: whole numbers without a point or an exponent, days and times in ISO 8601."""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float):
        return format(Decimal(repr(cell)).normalize() if cell % 1 else Decimal(int(cell)), "f")
    if isinstance(cell, datetime):
        return cell.isoformat() if cell.time() != datetime.min.time() else cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell).strip()
