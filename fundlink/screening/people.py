"""Many people at once: a table of them, CSV or Excel, read row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from fundlink.errors import BadFile
from fundlink.identifiers import parse_bin, parse_iin
from fundlink.screening.headings import PARTS, SCREENED, columns_of
from fundlink.screening.subject import Subject, date_of, unread_name, unread_number
from fundlink.spreadsheets import cells, is_workbook

_KINDS = {
    **dict.fromkeys(("person", "individual", "физлицо", "физическое лицо", "жеке тұлға"), "person"),
    **dict.fromkeys(("organization", "organisation", "company", "юрлицо", "юридическое лицо"), "organization"),
    **dict.fromkeys(("заңды тұлға", "организация", "ұйым"), "organization"),
}


@dataclass(frozen=True, slots=True)
class Person:
    """One row of the table.

    Attributes:
        row: as a spreadsheet counts, the header is row 1.
        subject: who it is; None where nothing in the row can be screened, which is no answer.
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
        size: bytes to read, for a progress bar, 0 where that is not known; `done` tells how many are read.
    """

    name: str
    unread: tuple[str, ...]
    size: int
    done: Callable[[], int]
    rows: Iterator[Person]


def people(file: Path, stream: IO[bytes]) -> People:
    """Read people from an open file: CSV, or the first sheet of a workbook.

    Raises:
        BadFile: it is neither, or its header cannot be understood.
    """
    lines = enumerate(cells(file, stream), 1)
    header = next((line for _, line in lines if any(line)), None)
    if header is None:
        raise BadFile(file.name, "", "the file is empty", "Put people into it, a header first")
    columns, unread = columns_of(file.name, header)
    rows = (_person(row, line, columns) for row, line in lines if any(line))
    size = 0 if is_workbook(file) else file.stat().st_size
    return People(file.name, unread, size, stream.tell, rows)


def _person(row: int, cells: Sequence[str], columns: Mapping[str, Sequence[int]]) -> Person:
    filled = {what: [cells[at] for at in places if at < len(cells) and cells[at]] for what, places in columns.items()}
    said = {what: values for what, values in filled.items() if values}
    if not said.keys() & SCREENED:
        return Person(row, None, "neither name, document nor iin")
    problems = []
    (kind,) = said.get("kind", [""])
    if kind and kind.casefold() not in _KINDS:
        problems.append(f"kind «{kind[:40]}» is neither person nor organization")
    stated = said.get("document", [])
    problems += filter(None, map(unread_number, stated))
    numbers = [number for number in stated if not unread_number(number)]
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
    problems += filter(None, map(unread_name, names))
    names = [name for name in names if not unread_name(name)]
    if not names and not numbers:
        return Person(row, None, "; ".join(problems))
    subject = Subject(tuple(names), _KINDS.get(kind.casefold()), tuple(born), tuple(numbers))
    return Person(row, subject, "; ".join(problems) or None)
