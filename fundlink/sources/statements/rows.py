"""From a workbook to rows: one for each statement (its head) and one for each operation."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fundlink.errors import BadFile
from fundlink.sources.amounts import read_number
from fundlink.sources.contract import Snapshot, Unread
from fundlink.sources.dates import read_moment
from fundlink.sources.statements.layout import Cells, Layout, find_layout, find_values
from fundlink.sources.statements.words import (
    CARD,
    CASH,
    DEPOSITS,
    ORDER,
    PARTY_FIELDS,
    TOTALS,
    WITHDRAWALS,
    plain,
    says,
)
from fundlink.sources.workbook import cells_of, open_workbook

REPAIR = "Ask the bank for the statement in the form of the agency's rules, or put the file where it belongs"
Row = dict[str, Any]


@dataclass
class Sheet:
    """What is read of one sheet."""

    name: str
    head: Row
    header: int
    rows: list[Row] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    unknown: tuple[str, ...] = ()


def read_statements(file: Path) -> Snapshot:
    """The statements of a workbook, one a sheet: each its head (`row_kind` statement), then its operations.

    Sheets without a table of operations (a cover, a legend) are signalled where they hold anything.

    Raises:
        BadFile: no workbook, or no sheet with such a table.
    """
    book = open_workbook(file)
    sheets, signals = [], []
    for name in book.sheet_names:
        cells = cells_of(book, name, file)
        layout = find_layout(cells)
        if layout:
            sheets.append(_sheet(name, cells, layout))
            signals += [f"sheet «{name}»: column «{text[:60]}» is not known, ignored" for text in layout.unknown]
        elif any(any(row) for row in cells):
            signals.append(f"sheet «{name}» has no table of operations, ignored")
    if not sheets:
        raise BadFile(file.name, "", "no sheet has a header like that of a bank statement", REPAIR)
    rows = [row for sheet in sheets for row in (sheet.head, *sheet.rows)]
    return Snapshot(None, rows, signals, unread=[line for sheet in sheets for line in sheet.unread])


def _sheet(name: str, cells: Cells, layout: Layout) -> Sheet:
    around = [number for number in range(layout.first, len(cells)) if _is_remark(cells[number], layout)]
    values = find_values([*cells[: layout.header], *(cells[number] for number in around)])
    # Banks that give each currency a sheet name the sheet after it.
    if "statement_currency" not in values and re.fullmatch(r"[A-Z]{3}", name.strip().upper()):
        values["statement_currency"] = name.strip().upper()
    head: Row = {"row_kind": "statement", "_row": layout.header + 1, **values}
    sheet = Sheet(name, head, layout.header, unknown=layout.unknown)
    for number in range(layout.first, len(cells)):
        row = cells[number]
        if not any(row) or number in around:
            continue
        try:
            sheet.rows.append({**_operation(row, layout, head), "_row": number + 1})
        except ValueError as problem:
            text = "; ".join(cell for cell in row if cell)
            sheet.unread.append(Unread(number + 1, f"sheet «{name}»: {problem}", text[:2000]))
    return sheet


def _is_remark(row: list[str], layout: Layout) -> bool:
    """Whether the row is about the statement (a sum, a closing balance, a signature), not an operation."""
    filled = [cell for cell in row if cell]
    when = layout.place("at")
    if not filled or (when is not None and when < len(row) and read_moment(row[when], ORDER).text):
        return False
    return plain(filled[0]).startswith(TOTALS) or len(filled) <= 2 or bool(find_values([row]))


def _operation(row: list[str], layout: Layout, head: Row) -> Row:
    def cell(name: str, side: str | None = None, direction: str | None = None) -> str | None:
        at = layout.place(name, side, direction)
        return (row[at] or None) if at is not None and at < len(row) else None

    direction, amount = _amount(cell, "amount")
    found: Row = {
        "row_kind": "operation",
        "statement_account": head.get("statement_account"),
        "at": read_moment(cell("at") or "", ORDER).text or cell("at"),
        "currency": _currency(cell("currency") or head.get("statement_currency")),
        "amount": amount,
        "amount_kzt": _amount(cell, "amount_kzt")[1],
        "kzt": "KZT",
        "balance": read_number(cell("balance") or ""),
        **{name: cell(name) for name in ("operation_kind", "transfer_system", "reference", "purpose_code", "purpose")},
        **{f"{side}_{name}": cell(name, side) for side in ("payer", "payee") for name in PARTY_FIELDS},
    }
    if found["amount"] is None and found["currency"] == "KZT":
        found["amount"] = found["amount_kzt"]
    for name, what in (("at", "date"), ("amount", "amount")):
        if found[name] is None:
            raise ValueError(f"no {what} in the row")
    found["direction"] = direction or _direction(found)
    _tell_own_side(found, head)
    found |= _channel(found)
    return found


def _amount(cell: Any, name: str) -> tuple[str | None, str | None]:
    """Direction and amount: from one column, whose minus means money out, or from those of credit and debit."""
    split = {side: read_number(text) or text for side in ("credit", "debit") if (text := cell(name, None, side))}
    told = {side: text for side, text in split.items() if text.strip("-0.")}
    if len(told) > 1:
        raise ValueError("an amount in the column of credit and in that of debit")
    for side, text in (told or split).items():
        return side, text.removeprefix("-")
    text = cell(name)
    number = read_number(text or "") or text
    if number and number.startswith("-"):
        return "debit", number.removeprefix("-")
    return None, number


def _currency(text: str | None) -> str | None:
    return {"ТЕНГЕ": "KZT", "ТЕҢГЕ": "KZT", "ТГ": "KZT", "₸": "KZT"}.get(
        (text or "").upper(), (text or "").upper()
    ) or None


def _direction(found: Row) -> str | None:
    own = {"debit": found["payer_account"], "credit": found["payee_account"]}
    account = found["statement_account"]
    ours = [side for side, number in own.items() if account and number and _key(number) == _key(account)]
    return ours[0] if len(ours) == 1 else None


def _key(number: str) -> str:
    return number.replace(" ", "").upper()


def _tell_own_side(found: Row, head: Row) -> None:
    """Fill what the bank leaves out on its client's side: the head of the statement says who that is."""
    side = {"debit": "payer", "credit": "payee"}.get(found["direction"] or "")
    if side and found[f"{side}_account"] is None and found[f"{side}_name"] in (None, head.get("owner_name")):
        found[f"{side}_account"] = head.get("statement_account")
        for name, told in (("name", "owner_name"), ("id", "owner_id"), ("bank", "bank")):
            found[f"{side}_{name}"] = found[f"{side}_{name}"] or head.get(told)


def _channel(found: Row) -> Row:
    kind = found["operation_kind"]
    cash = says(kind, CASH)
    channel = "cash" if cash else "card" if says(kind, CARD) else "bank"
    what = "deposit" if says(kind, DEPOSITS) else "withdrawal" if says(kind, WITHDRAWALS) else "payment"
    return {"channel": channel, "transfer_kind": what if cash else "payment"}
