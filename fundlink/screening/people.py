"""Many people at once: a table of them, CSV or Excel, read row by row."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path
from typing import IO

from python_calamine import CalamineError, load_workbook

from fundlink.errors import BadFile
from fundlink.identifiers import parse_bin, parse_iin
from fundlink.screening.headings import PARTS, SCREENED, columns_of
from fundlink.screening.subject import Subject, date_of

_KINDS = {"person": "person", "individual": "person", "organization": "organization", "organisation": "organization"}


@dataclass(frozen=True, slots=True)
class Person:
    """One row of the table.

    Attributes:
        row: as a spreadsheet counts, the header is row 1.
        subject: who it is; None where it names nobody.
        problem: what could not be read. The rest of the row is screened all the same.
    """

    row: int
    subject: Subject | None
    problem: str | None


@dataclass
class People:
    """A table of people, read row by row.

    Attributes:
        name: name of the file.
        unread: columns that no one reads.
        size: bytes to read, for a progress bar; `done` tells how many are.
    """

    name: str
    unread: tuple[str, ...]
    size: int
    done: Callable[[], int]
    rows: Iterator[Person]


def people(file: Path, stream: IO[bytes]) -> People:
    """Read people from an open file: CSV (comma, semicolon or tab; UTF-8), or the first sheet of a workbook.

    Raises:
        BadFile: it is neither, or its header cannot be understood.
    """
    workbook = file.suffix.casefold() in (".xlsx", ".xls", ".xlsb", ".ods")
    lines = _cells_of_workbook(file) if workbook else _cells_of_csv(file, stream)
    try:
        header = next((line for line in lines if any(line[1])), None)
    except UnicodeDecodeError:
        raise BadFile(file.name, "", "the file is not UTF-8", "Save it as «CSV UTF-8»") from None
    if header is None:
        raise BadFile(file.name, "", "the file is empty", "Put people into it, a header first")
    columns, unread = columns_of(file.name, header[1])
    size = 0 if workbook else file.stat().st_size
    rows = (_person(row, cells, columns) for row, cells in lines if any(cells))
    return People(file.name, unread, size, stream.tell, _guarded(file, rows))


def _guarded(file: Path, rows: Iterator[Person]) -> Iterator[Person]:
    try:
        yield from rows
    except UnicodeDecodeError:
        raise BadFile(file.name, "", "the file is not UTF-8", "Save it as «CSV UTF-8»") from None


def _cells_of_csv(file: Path, stream: IO[bytes]) -> Iterator[tuple[int, list[str]]]:
    """Row as a spreadsheet counts, and its trimmed cells."""

    def lines() -> Iterator[str]:
        for number, line in enumerate(iter(stream.readline, b"")):
            yield line.decode("utf-8-sig" if number == 0 else "utf-8")

    text = lines()
    blank, first = next(((at, line) for at, line in enumerate(text) if line.strip(",;\t\r\n ")), (0, ""))
    delimiter = max(",;\t", key=first.count)
    # Otherwise a quotation mark that is never closed makes one cell of all the people below it.
    reader = csv.reader(chain([first], text), delimiter=delimiter, strict=True)
    for row in count(blank + 1):
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            problem = f"{error}, as when a quotation mark is not closed, or not doubled inside a quoted cell"
            raise BadFile(file.name, f"row {row}", problem, "Mend it, or export the file again") from None
        yield row, [cell.strip() for cell in cells]


def _cells_of_workbook(file: Path) -> Iterator[tuple[int, list[str]]]:
    try:
        sheet = load_workbook(file).get_sheet_by_index(0)
    except CalamineError as error:
        raise BadFile(file.name, "", f"no workbook can be read from it ({error})", "Save it again, or as CSV") from None
    for row, cells in enumerate(sheet.iter_rows(), 1):
        yield row, [_text(cell) for cell in cells]


def _text(cell: object) -> str:
    """A cell as a person reads it: whole numbers without a point, days without a time."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).removesuffix(" 00:00:00").strip()


def _person(row: int, cells: Sequence[str], columns: Mapping[str, Sequence[int]]) -> Person:
    filled = {what: [cells[at] for at in places if at < len(cells) and cells[at]] for what, places in columns.items()}
    said = {what: values for what, values in filled.items() if values}
    if not said.keys() & SCREENED:
        return Person(row, None, "neither name, document nor iin")
    problems = []
    (kind,) = said.get("kind", [""])
    if kind and kind.casefold() not in _KINDS:
        problems.append(f"kind «{kind[:40]}» is neither person nor organization")
    numbers = said.get("document", [])
    for number in said.get("iin", []):
        if parse_iin(number) or parse_bin(number):
            numbers.append(number)
        else:
            problems.append(f"«{number[:40]}» is no valid IIN or BIN")
    born = []
    try:
        born = [date_of(day) for day in said.get("born", [])]
    except ValueError as problem:
        problems.append(str(problem))
    parts = " ".join(part for what in PARTS for part in said.get(what, []))
    names = said.get("name") or ([parts] if parts else [])
    subject = Subject(tuple(names), _KINDS.get(kind.casefold()), tuple(born), tuple(numbers))
    return Person(row, subject, "; ".join(problems) or None)
