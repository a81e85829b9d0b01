"""The queue as a spreadsheet to be filled in: Excel or CSV."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import xlsxwriter

from fundlink.config import Home
from fundlink.errors import FundlinkError
from fundlink.review.cards import Card, cards
from fundlink.review.question import Question
from fundlink.review.sides import Side, sides
from fundlink.sources.parties import ATTRIBUTES
from fundlink.spreadsheets import FORMULA, refuse_filled, write_csv, write_to_fill

Cell = str | int | float | None

ANSWERS = {"same": True, "not same": False}
"""What may stand in the column `decision`; or nothing."""

FILLED = ("decision", "reason", "by")
"""The columns for the reviewer."""

ASKED = ("mention_a", "mention_b", "check")
"""The columns that say what was asked: `check` shows when a row's ids were changed or sorted apart."""

_WIDTHS = {"decision": 10, "reason": 30, "evidence": 60, "why": 40, "name": 28, "all": 60}


def check(a: str, b: str) -> str:
    """What `check` holds for a pair."""
    # A hash alone may be all digits, or like 12345678e12: a spreadsheet makes a number of it.
    return f"c-{hashlib.sha256(f'{a} {b}'.encode()).hexdigest()[:12]}"


def export(home: Home, questions: Sequence[Question], target: Path) -> int:
    """Write the questions, one a row, and say how many.

    Text that a spreadsheet would take for a formula is marked as text: in CSV by an apostrophe before it.

    Raises:
        FundlinkError: when `target` is neither .xlsx nor .csv, is there already, or cannot be written.
    """
    if target.suffix.lower() not in {".xlsx", ".csv"}:
        raise FundlinkError(f"{target}: neither .xlsx nor .csv. Name the file so.")
    refuse_filled(target)
    shown = cards(home, (mention for question in questions for mention in (question.a, question.b)))
    behind = sides(home, (side for question in questions for side in question.sides))
    table = [
        _row(at, question, (shown[question.a], shown[question.b]), [behind[side] for side in question.sides])
        for at, question in enumerate(questions, 1)
    ]
    columns = list(table[0]) if table else ["no", *FILLED, *ASKED]
    write = _write_csv if target.suffix.lower() == ".csv" else _write_xlsx
    write_to_fill(target, lambda partial: write(partial, columns, table))
    return len(table)


def _row(number: int, question: Question, shown: Sequence[Card], behind: Sequence[Side]) -> dict[str, Cell]:
    pair = dict(zip("ab", shown, strict=True))
    row: dict[str, Cell] = {"no": number, **dict.fromkeys(FILLED)}
    row |= {f"{name}_{side}": card.said.get(name) for name in ATTRIBUTES for side, card in pair.items()}
    row |= {f"all_{side}": _told(whole) for side, whole in zip("ab", behind, strict=True)}
    row |= {"kind": question.kind, "why": question.why, "match_weight": question.match_weight}
    row |= {"evidence": "; ".join(question.evidence), "pairs": question.pairs, "priority": question.priority}
    for side, card in pair.items():
        row |= {f"source_{side}": card.source, f"key_{side}": card.source_key, f"role_{side}": card.role}
        row |= {f"file_{side}": card.file, f"row_{side}": card.row, f"person_{side}": card.party_id}
    return row | {"mention_a": question.a, "mention_b": question.b, "check": check(question.a, question.b)}


def _told(side: Side) -> str:
    """What all mentions of a side say, in one cell."""
    columns = [f"{side.mentions:,} mention{'s' if side.mentions > 1 else ''}"]
    for name in side.said:
        values, more = side.most(name)
        said = [f"{value} ({times:,})" for value, times in values] + ([f"{more:,} more"] if more else [])
        columns.append(f"{name}: {', '.join(said)}")
    return "; ".join(columns)


def _write_csv(target: Path, columns: Sequence[str], table: Sequence[dict[str, Cell]]) -> None:
    write_csv(target, columns, ([row[column] for column in columns] for row in table))


def _write_xlsx(target: Path, columns: Sequence[str], table: Sequence[dict[str, Cell]]) -> None:
    # Opened here: xlsxwriter's own error is no OSError.
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    with target.open("wb") as stream, xlsxwriter.Workbook(stream, options) as book:
        sheet = book.add_worksheet("review")
        # A quote prefix is Excel's own mark of a text that is no formula: it stays when the cell is edited or copied.
        text, filled = book.add_format({"quote_prefix": True}), book.add_format({"bg_color": "#FFF8DC"})
        sheet.write_row(0, 0, columns, book.add_format({"bold": True}))
        for at, row in enumerate(table, 1):
            for column, cell in enumerate(row.values()):
                if columns[column] in FILLED:
                    sheet.write_blank(at, column, None, filled)
                elif isinstance(cell, str):
                    sheet.write_string(at, column, cell, text if cell.startswith(FORMULA) else None)
                elif cell is not None:
                    sheet.write_number(at, column, cell)
        for column, width in _widths(columns):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(1, columns.index("by") + 1)
        sheet.autofilter(0, 0, max(len(table), 1), len(columns) - 1)
        decision = columns.index("decision")
        rule = {
            "validate": "list",
            "source": list(ANSWERS),
            "error_message": f"Only {' or '.join(ANSWERS)}, or nothing.",
        }
        sheet.data_validation(1, decision, max(len(table), 1), decision, rule)


def _widths(columns: Sequence[str]) -> Iterator[tuple[int, int]]:
    for at, column in enumerate(columns):
        yield at, _WIDTHS.get(column.removesuffix("_a").removesuffix("_b"), 14)
