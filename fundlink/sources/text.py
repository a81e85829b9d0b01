"""Text files: UTF-8, whole, and of the form the source reads, or one line that says what they are instead."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any, Literal

from fundlink.errors import BadFile
from fundlink.sources.contract import Unread
from fundlink.sources.encoding import marked

_HALF_CHARACTERS = re.compile("[\ud800-\udfff]")


def read_text(file: Path, repair: str) -> str:
    """The text of a UTF-8 file, with or without a byte order mark.

    Raises:
        BadFile: empty, in another encoding, with a NUL character, or a web page.
    """
    content = file.read_bytes()
    if (encoding := marked(content)) in ("utf-16", "utf-32"):
        raise BadFile(file.name, "", f"the file is {encoding.upper()}, not UTF-8", repair)
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


def read_cells(file: Path, repair: str) -> list[list[str]]:
    """The rows of a file with commas that are not blank, cells trimmed.

    Raises:
        BadFile: as `read_text`, or a quote is not closed.
    """
    return _cells(file, read_text(file, repair), repair, ",", csv.QUOTE_MINIMAL)


def _cells(file: Path, text: str, repair: str, delimiter: str, quoting: Literal[0, 3]) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting, strict=True)
    try:
        return [[cell.strip() for cell in cells] for cells in reader if cells]
    except csv.Error:
        problem = "a quote is not closed, or a cell is longer than any of the source"
        raise BadFile(file.name, f"line {reader.line_num}", problem, repair) from None


def read_delimited(file: Path, repair: str) -> tuple[list[str], list[tuple[int, dict[str, str | None]]], list[Unread]]:
    """The header, the records by line, and the lines of another length, of a file with commas, semicolons or tabs.

    In a file with tabs a quote is a letter like any other. Columns without a name are left out.

    Raises:
        BadFile: as `read_cells`.
    """
    text = read_text(file, repair)
    delimiter = max("\t,;", key=text.lstrip("\r\n").partition("\n")[0].count)
    lines = _cells(file, text, repair, delimiter, csv.QUOTE_NONE if delimiter == "\t" else csv.QUOTE_MINIMAL)
    header = lines[0] if lines else []
    width = max((at for at, name in enumerate(header, 1) if name), default=0)
    check_columns(file, header[:width], set(), repair)
    records: list[tuple[int, dict[str, str | None]]] = []
    unread: list[Unread] = []
    for number, cells in enumerate(lines[1:], 2):
        if len(cells) < width or any(cells[width:]):
            many = "fewer" if len(cells) < width else "more"
            unread.append(Unread(number, f"has {many} cells than the header", "\t".join(cells)[:2000]))
        else:
            told = zip(header[:width], cells, strict=False)
            records.append((number, {name: cell or None for name, cell in told if name}))
    return header[:width], records, unread


def parse_json(text: str) -> Any:
    """The value of a JSON text; numbers are told as they are written, as text. ValueError where it is none."""
    return json.loads(text, parse_float=str, parse_int=str, parse_constant=str)


def read_json(file: Path, repair: str) -> Any:
    """The value of a JSON file; numbers are told as they are written, as text: nothing is rounded.

    Raises:
        BadFile: as `read_text`, or no JSON.
    """
    text = read_text(file, repair)
    try:
        return parse_json(text)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise BadFile(file.name, place, "not whole, or no JSON", repair) from None
    except RecursionError:
        raise BadFile(file.name, "", "its values lie too deep in each other", repair) from None


def scalar(value: object) -> str | None:
    """The text of a value out of JSON or YAML; None where it is empty, or no single value.

    Half a character (a lone surrogate, which JSON can escape) is replaced: no table can hold it.
    """
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, str):
        return None
    return _HALF_CHARACTERS.sub("\N{REPLACEMENT CHARACTER}", value).strip() or None


def check_columns(file: Path, header: list[str], needed: set[str], repair: str) -> None:
    """BadFile where a column stands twice or one of those needed is missing."""
    twice = sorted({name for name in header if name and header.count(name) > 1})
    if twice:
        raise BadFile(file.name, "the header", f"column «{twice[0]}» stands twice", repair)
    missing = sorted(needed - set(header))
    if missing:
        many = "columns are" if len(missing) > 1 else "column is"
        raise BadFile(file.name, "the header", f"{len(missing)} {many} missing: {', '.join(missing)}", repair)
