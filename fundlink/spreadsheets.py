"""Tables that people fill in with a spreadsheet: written once, their cells guarded, and read as they save them."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import IO, TypeVar

from python_calamine import CalamineError, CalamineWorkbook

from fundlink.errors import BadFile, FundlinkError
from fundlink.tables import write_atomically

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How text begins that a spreadsheet takes for a formula."""

_WORKBOOKS = frozenset((".xlsx", ".xls", ".xlsb", ".ods"))
_BETWEEN = ",;\t"
"""What may stand between the cells of a CSV file."""

Cell = TypeVar("Cell")


def guarded(cell: Cell) -> Cell | str:
    """The cell, marked as text by an apostrophe where a spreadsheet would take it for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def unguarded(cell: str) -> str:
    """The cell without the apostrophe that marks it as text."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell


def refuse_filled(file: Path) -> None:
    """Refuse to write a table over one that is there: it may hold hours of somebody's work.

    Raises:
        FundlinkError: the file is there.
    """
    if file.exists():
        raise FundlinkError(f"{file}: is there already, perhaps with answers. Name another file.")


def write_to_fill(file: Path, write: Callable[[Path], object]) -> None:
    """Let `write` make a table that people will fill in.

    Raises:
        FundlinkError: the file is there, or cannot be written.
    """
    refuse_filled(file)
    try:
        write_atomically(file, write)
    except OSError as error:
        raise FundlinkError(f"{file}: cannot be written ({error.strerror}). Name another file.") from None


def write_csv(file: Path, columns: Sequence[str], rows: Iterable[Iterable[object]]) -> None:
    """Write a CSV file, its cells guarded."""
    # With a byte order mark: without it Excel takes UTF-8 for something else.
    with file.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(columns)
        writer.writerows(map(guarded, row) for row in rows)


@dataclass(frozen=True)
class Table:
    """A table that somebody filled in.

    Attributes:
        columns: of row 1.
        rows: those with anything in them, each with its number as a spreadsheet counts, and its cells by column. They
            are read as they are asked for, so that a bad one is refused only then.
    """

    columns: list[str]
    rows: Iterator[tuple[int, dict[str, str]]]


def read_table(file: Path, needed: Sequence[str], repair: str, sheet: str = "") -> Table:
    """Read a workbook or a CSV file whose header is row 1.

    Args:
        file: as `cells` takes it.
        needed: columns without which the table is refused, and with `repair`.
        repair: what then helps.
        sheet: of a workbook; when it has none of this name, its first one.

    Raises:
        FundlinkError: it cannot be read; names the row where one is to blame. So do the rows, when they are read.
    """
    lines = _opened(file, sheet)
    columns = next(lines, [])
    wrong = [column for column in needed if columns.count(column) != 1]
    if wrong:
        raise FundlinkError(f"{file}, row 1: no column {wrong[0]}, or two. {repair}.")
    return Table(columns, _rows(file, columns, needed, lines))


def _opened(file: Path, sheet: str) -> Iterator[list[str]]:
    if not file.is_file():
        raise FundlinkError(f"{file}: no such file. Name a CSV or Excel file.")
    try:
        with file.open("rb") as stream:
            yield from cells(file, stream, sheet)
    except OSError as error:
        raise FundlinkError(f"{file}: {error.strerror}. Give yourself the right to read it.") from None


def _rows(
    file: Path, columns: Sequence[str], needed: Sequence[str], lines: Iterator[list[str]]
) -> Iterator[tuple[int, dict[str, str]]]:
    # Cells at the end may be missing or empty beyond the header: spreadsheets save them so.
    least = 1 + max(map(columns.index, needed))
    for number, line in enumerate(lines, 2):
        if not any(line):
            continue
        if len(line) < least:
            raise FundlinkError(f"{file}, row {number}: cut short at cell {len(line)}. Put the rest back.")
        if any(line[len(columns) :]):
            raise FundlinkError(
                f"{file}, row {number}: more cells than the header. Put what belongs together in quotes."
            )
        yield number, dict(zip(columns, map(unguarded, line), strict=False))


def is_workbook(file: Path) -> bool:
    """Whether a file counts as a workbook by its name. It is read at once, and not from an opened stream."""
    return file.suffix.casefold() in _WORKBOOKS


def cells(file: Path, stream: IO[bytes], sheet: str = "") -> Iterator[list[str]]:
    """The trimmed cells of each row of a workbook, or of a CSV file: UTF-8; comma, semicolon or tab. Blank rows too.

    Args:
        file: it counts as CSV unless its name is that of a workbook.
        stream: the file, opened: how far it is read tells how far the work is.
        sheet: of a workbook; when it has none of this name, its first one.

    Raises:
        BadFile: it cannot be read; names the row where one is to blame.
    """
    return _of_workbook(file, sheet) if is_workbook(file) else _of_csv(file, stream)


def _of_csv(file: Path, stream: IO[bytes]) -> Iterator[list[str]]:
    # By bytes: a stream of text does not tell how far it is read.
    text = (line.decode("utf-8" if number else "utf-8-sig") for number, line in enumerate(stream))
    row = 1
    try:
        blank, first = [], ""
        for first in text:
            if first.strip(_BETWEEN + "\r\n "):
                break
            blank.append(first)
        # Excel writes what the country of its user has between cells.
        lines = chain(blank, [first], text)
        reader = csv.reader(lines, delimiter=max(_BETWEEN, key=first.count), strict=True)
        for row, line in enumerate(reader, 2):  # noqa: B007 - the number of the row that is read next
            yield [cell.strip() for cell in line]
    except UnicodeDecodeError:
        raise BadFile(file.name, "", "not UTF-8", 'Save it as "CSV UTF-8", or as .xlsx') from None
    except OSError as error:
        raise BadFile(file.name, "", f"cannot be read to its end ({error.strerror})", "Copy it anew") from None
    except csv.Error as error:
        # Unless it is strict, a quotation mark that is never closed makes one cell of all that is below it.
        problem = f"{error}, as when a quotation mark is not closed, or not doubled inside a quoted cell"
        raise BadFile(file.name, f"row {row}", problem, "Mend it, or export the file again") from None


def _of_workbook(file: Path, sheet: str) -> Iterator[list[str]]:
    try:
        with CalamineWorkbook.from_path(file) as book:
            name = sheet if sheet in book.sheet_names else book.sheet_names[0]
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except (CalamineError, OSError) as error:
        raise BadFile(file.name, "", f"no workbook can be read from it ({error})", "Save it as .xlsx again") from None
    yield from ([_text(cell) for cell in row] for row in rows)


def _text(cell: object) -> str:
    """A cell as a person reads it: whole numbers without a point, days without a time."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).removesuffix(" 00:00:00").strip()
