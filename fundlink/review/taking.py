"""The spreadsheet back again: its answers become decisions, all of them or none."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from fundlink.config import Home
from fundlink.decisions import Verb, Word, writing
from fundlink.errors import FundlinkError
from fundlink.review.cards import cards
from fundlink.review.sheet import ANSWERS, ASKED, FILLED, check
from fundlink.spreadsheets import unguarded

Row = dict[str, str]


@dataclass(frozen=True)
class Taken:
    """How many rows became decisions, said what was decided already, and were left blank.

    `problems` has one line a row that cannot be taken; if there is any, none was.
    """

    new: int
    known: int
    blank: int
    problems: tuple[str, ...]


def take(home: Home, file: Path, by: str, reason: str | None = None) -> Taken:
    """Write the answers of a filled export into the ledger of decisions.

    Args:
        home: where it was exported.
        file: .xlsx or .csv.
        by: who decided the rows whose column `by` is blank.
        reason: of the rows whose column `reason` is blank; without it such rows are a problem.

    Raises:
        FundlinkError: when the file is no such spreadsheet, or the ledger was edited.
    """
    rows = list(_rows(file))
    answered = [(place, row) for place, row in rows if row["decision"]]
    there = cards(home, (row[side] for _, row in answered for side in ("mention_a", "mention_b")))
    problems: list[str] = []
    known = 0
    with writing(home) as ledger:
        for place, row in answered:
            try:
                known += ledger.say(_word(row, set(there), by, reason)) is None
            except FundlinkError as error:
                problems.append(f"{file.name}, row {place}: {error}")
        new = len(ledger.new)
        if problems:
            ledger.forget()
            return Taken(0, 0, len(rows) - len(answered), tuple(problems))
    return Taken(new, known, len(rows) - len(answered), ())


def _word(row: Row, there: set[str], by: str, reason: str | None) -> Word:
    a, b = row["mention_a"], row["mention_b"]
    if row["check"] != check(a, b):
        raise FundlinkError(f"{a or 'no id'} and {b or 'no id'} are not what was exported here. Export anew.")
    gone = sorted({a, b} - there)
    if gone:
        raise FundlinkError(f"{gone[0]}: no file that is read now holds it. Leave the decision blank.")
    answer = " ".join(row["decision"].casefold().replace("-", " ").replace("_", " ").split())
    if answer not in ANSWERS:
        raise FundlinkError(f"decision {row['decision']!r}: may be {' or '.join(ANSWERS)}, or blank.")
    why = row["reason"] or reason
    if not why:
        raise FundlinkError("no reason. Write one into the row, or give --reason for all without.")
    return Word(Verb.SAME if ANSWERS[answer] else Verb.NOT_SAME, (a,), (b,), why, row["by"] or by)


def _rows(file: Path) -> Iterator[tuple[int, Row]]:
    """The rows with anything in them, each with its number in the file, as text."""
    read = {".xlsx": _xlsx, ".csv": _csv}.get(file.suffix.lower())
    if read is None:
        raise FundlinkError(f"{file}: neither .xlsx nor .csv. Import what fundlink review export wrote.")
    if not file.is_file():
        raise FundlinkError(f"{file}: no such file.")
    header, *lines = read(file) or [[]]
    missing = [column for column in (*FILLED, *ASKED) if header.count(column) != 1]
    if missing:
        raise FundlinkError(f"{file}, row 1: no column {missing[0]}, or two. Import what fundlink review export wrote.")
    for place, line in enumerate(lines, 2):
        if any(line):
            yield place, {name: unguarded(cell.strip()) for name, cell in zip(header, line, strict=False)}


def _csv(file: Path) -> list[list[str]]:
    try:
        text = file.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise FundlinkError(f'{file}: not UTF-8. Save it as "CSV UTF-8", or as .xlsx.') from None
    first = text.partition("\n")[0]
    # Excel writes what the country of its user has between cells.
    return list(csv.reader(io.StringIO(text), delimiter=max(",;\t", key=first.count)))


def _xlsx(file: Path) -> list[list[str]]:
    try:
        book = CalamineWorkbook.from_path(file)
    except CalamineError as error:
        raise FundlinkError(f"{file}: no Excel file ({error}). Save it as .xlsx again.") from None
    with book:
        sheet = book.sheet_names[0] if "review" not in book.sheet_names else "review"
        cells = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    return [[_text(cell) for cell in row] for row in cells]


def _text(cell: object) -> str:
    """A cell as it reads: a number without the point that Excel adds."""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
