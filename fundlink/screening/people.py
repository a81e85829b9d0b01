"""Many people at once: a table of them, CSV or Excel, read row by row."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from python_calamine import CalamineError, load_workbook

from fundlink.errors import BadFile
from fundlink.identifiers import parse_bin, parse_iin
from fundlink.screening.subject import Subject, date_of

HEADERS = {
    "name": ("name", "full_name", "fullname", "names", "аты", "аты-жөні", "фио", "имя", "наименование", "атауы"),
    "born": ("born", "birth_date", "birthdate", "date_of_birth", "dob", "дата рождения", "туған күні"),
    "document": ("document", "document_number", "passport", "документ", "номер документа", "құжат"),
    "iin": ("iin", "bin", "иин", "бин", "иин/бин", "жсн", "бсн"),
    "kind": ("kind", "type", "тип", "вид", "түрі"),
}
"""How each column may be called, in any case; other columns are left unread and are signalled."""

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
        BadFile: it is neither, or has no column of names or numbers.
    """
    workbook = file.suffix.casefold() in (".xlsx", ".xls", ".xlsb", ".ods")
    lines = _cells_of_workbook(file) if workbook else _cells_of_csv(file, stream)
    try:
        header = next(lines, None)
    except UnicodeDecodeError:
        raise BadFile(file.name, "", "the file is not UTF-8", "Save it as «CSV UTF-8»") from None
    if header is None:
        raise BadFile(file.name, "", "the file is empty", "Put people into it, a header first")
    named = {name: at for at, cell in enumerate(header[1]) if (name := _column(cell))}
    if not named.keys() & {"name", "document", "iin"}:
        found = ", ".join(cell for cell in header[1] if cell)[:60]
        repair = "It must name one of name, document, iin; besides born, kind"
        raise BadFile(file.name, "the header", f"«{found}» has no column to screen", repair)
    unread = tuple(cell for cell in header[1] if cell and not _column(cell))
    size = 0 if workbook else file.stat().st_size
    rows = (_person(row, cells, named) for row, cells in lines if any(cells))
    return People(file.name, unread, size, stream.tell, _guarded(file, rows))


def _column(cell: str) -> str | None:
    return next((name for name, written in HEADERS.items() if cell.casefold() in written), None)


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
    first = next(text, None)
    if first is None or not first.strip():
        return
    delimiter = max(",;\t", key=first.count)

    def again() -> Iterator[str]:
        assert first is not None
        yield first
        yield from text

    reader = csv.reader(again(), delimiter=delimiter)
    row = 0
    while True:
        row += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise BadFile(file.name, f"row {row}", str(error), "Export the file again") from None
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


def _person(row: int, cells: list[str], named: Mapping[str, int]) -> Person:
    said = {name: cells[at] for name, at in named.items() if at < len(cells) and cells[at]}
    problems = []
    if not said.keys() & {"name", "document", "iin"}:
        return Person(row, None, "neither name, document nor iin")
    kind = said.get("kind", "").casefold()
    if kind and kind not in _KINDS:
        problems.append(f"kind «{kind[:40]}» is neither person nor organization")
    iin = said.get("iin", "")
    if iin and parse_iin(iin) is None and parse_bin(iin) is None:
        problems.append(f"«{iin[:40]}» is no valid IIN or BIN")
        del said["iin"]
    born: tuple[str, ...] = ()
    try:
        born = (date_of(said["born"]),) if "born" in said else ()
    except ValueError as problem:
        problems.append(str(problem))
    subject = Subject(
        names=(said["name"],) if "name" in said else (),
        kind=_KINDS.get(kind),
        born=born,
        numbers=tuple(said[column] for column in ("document", "iin") if column in said),
    )
    return Person(row, subject, "; ".join(problems) or None)
