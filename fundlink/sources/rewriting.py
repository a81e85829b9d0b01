"""What a mapping says of dates and amounts, as SQL: cells it makes certain are rewritten, others stay as they are."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from fundlink.sources.contract import Column, PartialDate
from fundlink.sources.layout import Layout
from fundlink.sources.sql import literal
from fundlink.sources.workbook import is_workbook

_BLANK = r" \x{00A0}\x{202F}'"
_TIME = r"(?:[T,]? *([0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?))?"
_YEAR_LAST = rf"([0-9]{{1,2}})[./-]([0-9]{{1,2}})[./-]([0-9]{{4}})(?: ?г\.)?{_TIME}"
_YEAR_FIRST = rf"([0-9]{{4}})[./]([0-9]{{1,2}})[./]([0-9]{{1,2}}){_TIME}"


def rewritten(column: Column, cell: str, layout: Layout) -> str:
    """SQL of the column's text from the SQL of a cell: dates in ISO 8601, amounts with a point and without blanks."""
    if layout.map is None:
        return cell
    if (column.money or column.kind is Decimal) and layout.map.decimal:
        return _amount(cell, layout.map.decimal, is_workbook(layout.sheet.file))
    if column.kind in (PartialDate, datetime):
        cases = [_date(cell, _YEAR_FIRST, year=1, month=2, day=3)]
        if layout.map.dates:
            day = 1 if layout.map.dates == "day first" else 2
            cases.append(_date(cell, _YEAR_LAST, year=3, month=3 - day, day=day))
        return f"CASE {' '.join(cases)} ELSE {cell} END"
    return cell


def _amount(cell: str, decimal: str, workbook: bool) -> str:
    """A number cell of a workbook has a point whatever the country, so there a point alone parts no thousands."""
    other = "." if decimal == "," else ","
    grouped = rf"[0-9]{{1,3}}([{_BLANK}{other}]?[0-9]{{3}})+"
    blanks_only = rf"[0-9]{{1,3}}([{_BLANK}]?[0-9]{{3}})*"
    whole = blanks_only if workbook and decimal == "," else rf"({grouped}|{blanks_only})"
    sure = rf"({grouped}|{blanks_only})[{decimal}][0-9]+|{whole}"
    bare = f"regexp_replace({cell}, {literal(f'[{_BLANK}{other}]')}, '', 'g')"
    return f"CASE WHEN regexp_full_match({cell}, {literal(sure)}) THEN replace({bare}, ',', '.') ELSE {cell} END"


def _date(cell: str, pattern: str, *, year: int, month: int, day: int) -> str:
    def part(group: int) -> str:
        return f"regexp_extract({cell}, {literal(pattern)}, {group})"

    # `9:05` becomes `T09:05`, `9:05:30` becomes `T09:05:30`.
    digits = f"right('0' || {part(4)}, CASE WHEN length({part(4)}) > 5 THEN 8 ELSE 5 END)"
    time = f"CASE WHEN {part(4)} <> '' THEN 'T' || {digits} ELSE '' END"
    iso = f"{part(year)} || '-' || lpad({part(month)}, 2, '0') || '-' || lpad({part(day)}, 2, '0') || {time}"
    return f"WHEN regexp_full_match({cell}, {literal(pattern)}) THEN {iso}"
