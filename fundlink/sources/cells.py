"""The cells of a flat file as text: CSV in any encoding, or the sheets of a workbook."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from python_calamine import CalamineSheet

from fundlink.errors import BadFile
from fundlink.sources.encoding import encoding_of
from fundlink.sources.workbook import is_workbook, open_workbook, text_of

TOP = 40
"""Rows of a file in which its header is looked for."""

_LONG = 1 << 16
"""Characters of a CSV file that are looked at for its top."""


@dataclass(frozen=True)
class Sheet:
    """One table of a file: `top` has its first rows as (line or row of the file, from 1; trimmed cells).

    `name` is None for a CSV file, whose `encoding` and `delimiter` count.
    """

    file: Path
    top: tuple[tuple[int, tuple[str, ...]], ...]
    name: str | None = None
    encoding: str = "utf-8-sig"
    delimiter: str = ","

    def header(self, at: int) -> list[str]:
        """The names in the row at that place of `top`; a second «Phone» is «Phone (2)», an empty one «(5)»."""
        names: list[str] = []
        for place, cell in enumerate(self.top[at][1], 1):
            name = " ".join(cell.split()) or f"({place})"
            taken, number = {name.casefold() for name in names}, 2
            while name.casefold() in taken:
                name, number = f"{' '.join(cell.split())} ({number})", number + 1
            names.append(name)
        return names


def sheets(file: Path, encoding: str | None = None) -> list[Sheet]:
    """The tables of a file that have a row at all: each sheet of a workbook, or the one of a CSV file.

    Raises:
        BadFile: no workbook can be read from it, or it is no text.
    """
    if not is_workbook(file):
        found = _text_sheet(file, encoding)
        return [found] if found.top else []
    book = open_workbook(file)
    tops = {name: tuple(islice(_rows(book.get_sheet_by_name(name)), TOP)) for name in book.sheet_names}
    return [Sheet(file, top, name) for name, top in tops.items() if any(any(cells) for _, cells in top)]


def _text_sheet(file: Path, encoding: str | None) -> Sheet:
    encoding = encoding_of(file) or encoding or "utf-8-sig"
    try:
        with file.open(encoding=encoding, newline="") as stream:
            text = stream.read(_LONG)
    except UnicodeError:
        raise BadFile(file.name, "", f"the file is not {encoding}", "Save it as «CSV UTF-8»") from None
    delimiter = _delimiter(text)
    top: list[tuple[int, tuple[str, ...]]] = []
    reader, line = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), 1
    try:
        for cells in islice(reader, TOP):
            top.append((line, tuple(cell.strip() for cell in cells)))
            line = reader.line_num + 1
    except csv.Error:
        pass  # What comes before it may hold the header; whoever reads the rows names the line.
    return Sheet(file, tuple(top), None, encoding, delimiter)


def _delimiter(text: str) -> str:
    """The one that splits most lines into most cells alike: a banner has none, an amount may have a comma."""
    lines = [line for line in text.splitlines()[: TOP + 1] if line.strip()]

    def merit(mark: str) -> int:
        counts = [line.count(mark) for line in lines]
        return max((count * counts.count(count) for count in set(counts)), default=0)

    return max(",;\t|", key=merit)


def write_csv(sheet: Sheet, at: int, target: Path) -> None:
    """Write the rows from the one at that place of `top` on as UTF-8 CSV with the sheet's delimiter, as they come.

    Raises:
        BadFile: a byte that is not of the encoding.
    """
    line = sheet.top[at][0]
    if sheet.name is not None:
        with target.open("w", encoding="utf-8", newline="") as stream:
            rows = _rows(open_workbook(sheet.file).get_sheet_by_name(sheet.name))
            csv.writer(stream, delimiter=sheet.delimiter).writerows(cells for row, cells in rows if row >= line)
        return
    try:
        with (
            sheet.file.open(encoding=sheet.encoding, newline="") as stream,
            target.open("w", encoding="utf-8", newline="") as out,
        ):
            for _ in range(line - 1):
                stream.readline()
            for block in iter(lambda: stream.read(1 << 20), ""):
                out.write(block)
    except UnicodeError:
        repair = "Save the file as «CSV UTF-8»"
        raise BadFile(sheet.file.name, "", f"a byte in it is not {sheet.encoding}", repair) from None


def records(sheet: Sheet, at: int) -> Iterator[tuple[str, ...]]:
    """The rows below the one at that place of `top`, as they come; lines that are no CSV are left out."""
    line = sheet.top[at][0]
    if sheet.name is not None:
        yield from (
            cells for row, cells in _rows(open_workbook(sheet.file).get_sheet_by_name(sheet.name)) if row > line
        )
        return
    with sheet.file.open(encoding=sheet.encoding, errors="replace", newline="") as stream:
        for _ in range(line - 1):
            stream.readline()
        reader = csv.reader(stream, delimiter=sheet.delimiter)
        next(reader, None)
        while True:
            try:
                yield tuple(cell.strip() for cell in next(reader))
            except StopIteration:
                return
            except csv.Error:
                continue


def _rows(sheet: CalamineSheet) -> Iterator[tuple[int, tuple[str, ...]]]:
    for number, cells in enumerate(sheet.iter_rows(), 1):
        yield number, tuple(map(text_of, cells))
