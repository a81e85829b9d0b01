"""Text files: UTF-8, whole, and of the form the source reads, or one line that says what they are instead."""

from __future__ import annotations

import codecs
import csv
import io
from pathlib import Path

from fundlink.errors import BadFile

_MARKS = {codecs.BOM_UTF16_LE: "UTF-16", codecs.BOM_UTF16_BE: "UTF-16"}
LONGEST_CELL = 1_000_000
"""Characters of one cell; a longer one means that a quote is not closed."""


def read_text(file: Path, repair: str) -> str:
    """The text of a UTF-8 file, with or without a byte order mark.

    Raises:
        BadFile: empty, in another encoding, with a NUL character, or a web page.
    """
    content = file.read_bytes()
    for mark, name in _MARKS.items():
        if content.startswith(mark):
            raise BadFile(file.name, "", f"the file is {name}, not UTF-8", repair)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        problem = f"the byte 0x{error.object[error.start]:02X} is not UTF-8"
        raise BadFile(file.name, f"line {line}", problem, repair) from None
    if not text.strip():
        raise BadFile(file.name, "", "the file is empty", repair)
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise BadFile(file.name, f"line {line}", "a NUL character", repair)
    if text.lstrip()[:14].lower().startswith(("<!doctype html", "<html")):
        raise BadFile(file.name, "line 1", "this is a web page, not the data", repair)
    return text


def read_cells(file: Path, repair: str, delimiter: str = ",") -> list[list[str]]:
    """The rows of a delimited file that are not blank, cells trimmed.

    Raises:
        BadFile: as `read_text`, or a quote is not closed.
    """
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(read_text(file, repair), newline=""), delimiter=delimiter, strict=True)
    try:
        return [[cell.strip() for cell in cells] for cells in reader if cells]
    except csv.Error:
        raise BadFile(file.name, f"line {reader.line_num}", "a quote is not closed: cut off", repair) from None


def check_columns(file: Path, header: list[str], needed: set[str], repair: str) -> None:
    """BadFile where a column stands twice or one of those needed is missing."""
    twice = sorted({name for name in header if name and header.count(name) > 1})
    if twice:
        raise BadFile(file.name, "the header", f"column «{twice[0]}» stands twice", repair)
    missing = sorted(needed - set(header))
    if missing:
        many = "columns are" if len(missing) > 1 else "column is"
        raise BadFile(file.name, "the header", f"{len(missing)} {many} missing: {', '.join(missing)}", repair)
