"""Mappings: which columns of somebody's file are which columns of a source, as a small file beside it.

`inbox/<source>/<file>.map.toml` holds for `<file>`, and for every other file of the folder whose header has all the
columns it names, wherever in the file that header stands: next month's ledger needs no mapping of its own.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fundlink.errors import BadFile
from fundlink.sources.cells import Sheet
from fundlink.sources.contract import Source
from fundlink.tables import write_atomically

ENDING = ".map.toml"
ROW_CONTENT = "row content"
"""`key` of a file without one: rows are told apart by what they say; the second of two alike is another row."""

DATES = ("day first", "month first")
DECIMAL = (",", ".")
MENDS = "_mends"
"""Column of a file of mended rows: the file and row that each one replaces."""


@dataclass(frozen=True)
class FileMap:
    """How to read a file as a source.

    Attributes:
        source: name of the source.
        columns: column of the file -> column of the source, one to one.
        set: column of the source -> its value in every row.
        ignored: columns of the file that are left out on purpose.
        key: `row content` where the file has no key column, else None.
        dates: `day first` or `month first`; None leaves 03.04.2026 in doubt.
        decimal: the mark before the decimals of an amount; None leaves 1,234 in doubt.
        sheet: name of the sheet; None finds the first that has the columns.
        encoding: of a CSV file that is no Unicode.
        name: name of the mapping's file.
    """

    source: str
    columns: Mapping[str, str]
    set: Mapping[str, str] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()
    key: str | None = None
    dates: str | None = None
    decimal: str | None = None
    sheet: str | None = None
    encoding: str | None = None
    name: str = field(default="", compare=False)

    def place(self, sheets: Sequence[Sheet]) -> tuple[Sheet, int] | None:
        """The sheet that has all its columns, and the place of their row in `top`; None where none has."""
        for sheet in sheets:
            if self.sheet in (None, sheet.name):
                for at in range(len(sheet.top)):
                    if not self.columns.keys() - set(sheet.header(at)):
                        return sheet, at
        return None

    def missing(self, source: Source) -> list[str]:
        """Columns that each row needs, and that nothing gives."""
        told = {*self.columns.values(), *self.set, *([source.key] if self.key and source.key else [])}
        return [column.name for column in source.columns if column.required and column.name not in told]


_KEYS: dict[str, type] = {
    **dict.fromkeys(("source", "key", "dates", "decimal", "sheet", "encoding"), str),
    "ignored": list,
    "columns": dict,
    "set": dict,
}
_CHOICES = {"key": (ROW_CONTENT,), "dates": DATES, "decimal": DECIMAL}


def load(file: Path, source: Source) -> FileMap:
    """Read a mapping.

    Raises:
        BadFile: it is no TOML, or says something the source does not have; names the line.
    """
    text = file.read_text("utf-8", errors="replace")
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadFile(file.name, "", f"this is no TOML ({error})", "Mend the line, or run fundlink map again") from None
    _check(file.name, text, said, source)
    made = FileMap(**said | {"ignored": tuple(said.get("ignored", ())), "name": file.name})
    for column in made.missing(source):
        keyless = f' (or write key = "{ROW_CONTENT}")' if column == source.key else ""
        raise BadFile(file.name, "", f"{source.name} needs «{column}»", f"Map a column to it, or set it{keyless}")
    return made


def load_all(folder: Path, source: Source) -> list[FileMap]:
    """The mappings of a source's inbox folder, by name. Raises as `load`."""
    return [load(file, source) for file in sorted(folder.glob(f"*{ENDING}")) if not file.name.startswith(".")]


def _check(name: str, text: str, said: dict[str, Any], source: Source) -> None:
    def refuse(word: str, problem: str, repair: str) -> BadFile:
        written = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")
        line = next((number for number, line in enumerate(text.splitlines(), 1) if written.search(line)), 0)
        return BadFile(name, f"line {line}" if line else "", problem, repair)

    for key, value in said.items():
        if key not in _KEYS:
            raise refuse(key, f"«{key}» is no word of a mapping", f"It may say {', '.join(_KEYS)}")
        cells = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        if not isinstance(value, _KEYS[key]) or not all(isinstance(cell, str) for cell in cells):
            raise refuse(key, f"«{key}» is of the wrong kind", "See docs: a text, or texts; numbers in quotes too")
        if key in _CHOICES and value not in _CHOICES[key]:
            allowed = " or ".join(f'"{choice}"' for choice in _CHOICES[key])
            raise refuse(key, f"{key} is «{value}»", f"Write {allowed}, or leave it out")
    if said.get("source") != source.name:
        raise refuse("source", f"it is not for {source.name}", f'Write source = "{source.name}", or move it')
    told = [*said.get("columns", {}).values(), *said.get("set", {})]
    known = {column.name for column in source.columns}
    for column in told:
        if column not in known:
            raise refuse(column, f"{source.name} has no column «{column}»", "See docs/sources.md for its columns")
        if told.count(column) > 1:
            raise refuse(column, f"«{column}» is told twice", "Keep one: a column has one origin")
    if not said.get("columns"):
        raise refuse("columns", "it maps no column", 'Write [columns] and "column of the file" = "column"')


def save(made: FileMap, target: Path, remarks: Mapping[str, str]) -> None:
    """Write a mapping, whole or not at all; `remarks` stand beside the columns of the file."""
    file = _printable(target.name.removesuffix(ENDING))
    lines = [
        f"# How to read {file}, and files with the same columns, as {made.source}.",
        "# Made by `fundlink map`; change it as you like: the next refresh reads by it.",
        f"source = {_quoted(made.source)}",
    ]
    for key in ("key", "dates", "decimal", "sheet", "encoding"):
        value = getattr(made, key)
        lines += [f"{key} = {_quoted(value)}"] if value else []
    lines += [f"ignored = [{', '.join(map(_quoted, made.ignored))}]"] if made.ignored else []
    lines += ["", "[columns]  # column of the file = column of the source"]
    for column, means in made.columns.items():
        remark = f"  # {_printable(remarks[column])}" if column in remarks else ""
        lines.append(f"{_quoted(column)} = {_quoted(means)}{remark}")
    if made.set:
        lines += ["", "[set]  # the same in every row"]
        lines += [f"{column} = {_quoted(value)}" for column, value in made.set.items()]
    text = "\n".join(lines) + "\n"
    write_atomically(target, lambda partial: partial.write_text(text, "utf-8"))


def _printable(text: str) -> str:
    """What may stand in a comment."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def _quoted(text: str) -> str:
    """A basic string of TOML: JSON's escapes are among its own."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
