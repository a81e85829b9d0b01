"""Workbooks read by calamine: every sheet's cells, and every failure told in one line."""

from __future__ import annotations

from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, load_workbook

from fundlink.errors import BadFile
from fundlink.sources.cells import text_of

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
    return [[" ".join(text_of(cell).split()) for cell in row] for row in rows]
