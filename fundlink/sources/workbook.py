"""Workbooks read by calamine: every sheet's cells, and every failure told in one line."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, load_workbook

from fundlink.errors import BadFile

Cell = str | float | bool | datetime | date | timedelta | object
REPAIR = "Save it again as an Excel workbook (.xlsx)"


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
        raise BadFile(file.name, "", "not whole, or no workbook", REPAIR) from None


def cells_of(book: CalamineWorkbook, sheet: str, file: Path) -> list[list[str]]:
    """The sheet's rows as text, from its first row on.

    Raises:
        BadFile: the sheet cannot be read.
    """
    try:
        rows = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    except CalamineError:
        raise BadFile(file.name, f"sheet «{sheet}»", "it cannot be read", REPAIR) from None
    return [[text_of(cell) for cell in row] for row in rows]


def text_of(cell: Cell) -> str:
    """A cell as text without loss: whole numbers without a point, days and times in ISO 8601."""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float):
        return format(Decimal(repr(cell)).normalize() if cell % 1 else Decimal(int(cell)), "f")
    if isinstance(cell, datetime):
        return cell.isoformat() if cell.time() != datetime.min.time() else cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return " ".join(str(cell).split())
