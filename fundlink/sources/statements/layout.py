"""Where the table of a sheet begins, what each of its columns holds, and what is written around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from fundlink.sources.amounts import read_number
from fundlink.sources.dates import read_date
from fundlink.sources.statements.words import LABELS, ORDER, PARTY_FIELDS, Heading, heading, label

TOP = 60
"""Rows in which a header is looked for."""

FEWEST = 6
"""Columns that must be known for a row to be the header."""

_IBAN = re.compile(r"\bKZ[0-9]{2}[0-9A-Z]{16}\b")
_DATE = r"[0-9]{2,4}[./-][0-9]{2}[./-][0-9]{2,4}"
_PERIOD = re.compile(rf"({_DATE})\D{{1,12}}({_DATE})")

Cells = list[list[str]]


@dataclass(frozen=True)
class Layout:
    """`header` is the place of the header's first row, `first` that of the first row below it (both from 0)."""

    header: int
    first: int
    columns: dict[int, Heading]
    unknown: tuple[str, ...]

    def place(self, field: str, side: str | None = None, direction: str | None = None) -> int | None:
        """The column of that heading, or None."""
        return self._places.get((field, side, direction))

    @cached_property
    def _places(self) -> dict[tuple[str, str | None, str | None], int]:
        return {(known.field, known.side, known.direction): at for at, known in self.columns.items()}


def find_layout(cells: Cells) -> Layout | None:
    """The layout with the most columns known, of a header of one, two or three rows; None where there is no table.

    Of equals the one of fewest rows: more would take in what stands above or below.
    """
    spans = ((span, start) for span in (1, 2, 3) for start in range(min(len(cells), TOP)))
    layouts = [layout for span, start in spans if (layout := _layout(cells, start, span))]
    return max(layouts, key=lambda layout: len(layout.columns), default=None)


def _layout(cells: Cells, start: int, span: int) -> Layout | None:
    rows = cells[start : start + span]
    if len(rows) < span or not any(rows[0]):
        return None
    columns: dict[int, Heading] = {}
    unknown = []
    for at in range(max(map(len, rows))):
        above = _above(rows, at)
        known = heading(above) if above else None
        if known and known.field in PARTY_FIELDS and known.side is None:
            # Without a word for the side, the payer stands before the recipient.
            taken = {*columns.values()}
            known = next((k for side in ("payer", "payee") if (k := known._replace(side=side)) not in taken), None)
        if known and known not in columns.values():
            columns[at] = known
        elif above:
            unknown.append(" ".join(above))
    fields = {known.field for known in columns.values()}
    if len(columns) < FEWEST or "at" not in fields or not fields & {"amount", "amount_kzt"}:
        return None
    first = start + span
    return Layout(start, first + _numbered(cells, first), columns, tuple(unknown))


def _above(rows: Cells, at: int) -> tuple[str, ...]:
    """The cells of the header over a column; over a merged cell's right neighbours stands what is in it."""
    above = []
    for number, row in enumerate(rows):
        text = row[at] if at < len(row) else ""
        if not text and any(at < len(later) and later[at] for later in rows[number + 1 :]):
            text = next((cell for cell in reversed(row[:at]) if cell), "")
        if text:
            above.append(text)
    return tuple(above)


def _numbered(cells: Cells, at: int) -> int:
    """1 where the row at that place holds nothing but column numbers, which banks print under the header."""
    row = [cell for cell in cells[at] if cell] if at < len(cells) else []
    return int(len(row) > 2 and all(re.fullmatch(r"[0-9]{1,2}", cell) for cell in row) and row == _sorted(row))


def _sorted(row: list[str]) -> list[str]:
    return sorted(dict.fromkeys(row), key=int)


def find_values(rows: Cells) -> dict[str, str]:
    """What is written of the statement as a whole: `label: value` in one cell, or side by side."""
    found: dict[str, str] = {}
    for row in rows:
        filled = [cell for cell in row if cell]
        for place, cell in enumerate(filled):
            before, colon, after = cell.partition(":")
            beside = filled[place + 1] if place + 1 < len(filled) else ""
            name, value = label(before), after.strip() if colon and after.strip() else beside
            if name and value and not label(value.rstrip(":")):
                found.setdefault(name, value)
    text = " ".join(cell for row in rows for cell in row if cell)
    if account := _IBAN.search(found.get("statement_account", "")) or _IBAN.search(text):
        found["statement_account"] = account[0]
    if period := _PERIOD.search(found.pop("period", "")) or _PERIOD.search(text):
        found.setdefault("period_from", period[1])
        found.setdefault("period_to", period[2])
    for name in ("period_from", "period_to"):
        found[name] = read_date(found.get(name, ""), ORDER).text or ""
    for name in ("opening_balance", "closing_balance"):
        found[name] = read_number(found.get(name, "")) or ""
    return {name: value for name, value in found.items() if value and name in LABELS}
