"""Text in CSV files that people open in a spreadsheet."""

from __future__ import annotations

from typing import TypeVar

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How text begins that a spreadsheet takes for a formula."""

Cell = TypeVar("Cell")


def guarded(cell: Cell) -> Cell | str:
    """The cell, marked as text by an apostrophe where a spreadsheet would take it for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def unguarded(cell: str) -> str:
    """The cell without the apostrophe that marks it as text."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell
