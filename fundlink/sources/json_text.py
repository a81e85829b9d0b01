"""JSON files: one value, an array of them, or a line each; numbers stay the text they are written as."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fundlink.errors import BadFile
from fundlink.sources.contract import Unread
from fundlink.sources.text import parse_json, read_text


def read_objects(file: Path, repair: str) -> list[tuple[int, dict[str, Any]] | Unread]:
    """The objects of a file: the one it holds, those of its array, or one a line.

    Raises:
        BadFile: not UTF-8, empty, or no JSON from its first line on.
    """
    text = read_text(file, repair)
    try:
        whole = parse_json(text)
    except ValueError as error:
        return list(_lines(file, text, error, repair))
    except RecursionError:
        raise BadFile(file.name, "", "its values are nested too deep", repair) from None
    items = whole if isinstance(whole, list) else [whole]
    return [_checked(number, item, text) for number, item in enumerate(items, 1)]


def _lines(file: Path, text: str, error: ValueError, repair: str) -> Iterator[tuple[int, dict[str, Any]] | Unread]:
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    for place, (number, line) in enumerate(lines):
        try:
            item = parse_json(line)
        except (ValueError, RecursionError):
            if place == 0 or len(lines) == 1:
                where = f"line {error.lineno}, column {error.colno}" if isinstance(error, json.JSONDecodeError) else ""
                raise BadFile(file.name, where, "not whole, or no JSON", repair) from None
            yield Unread(number, "is no JSON", line[:2000])
        else:
            yield _checked(number, item, line)


def _checked(number: int, item: Any, text: str) -> tuple[int, dict[str, Any]] | Unread:
    if not isinstance(item, dict):
        return Unread(number, "is no JSON object", json.dumps(item)[:2000])
    # Only an escape can hold what UTF-8 cannot: half of a pair, or NUL.
    if "\\u" in text:
        shown = json.dumps(item, ensure_ascii=False)
        try:
            shown.encode()
        except UnicodeEncodeError:
            return Unread(number, "has half of a character (a lone surrogate)", json.dumps(item)[:2000])
        if "\\u0000" in shown:
            return Unread(number, "has a NUL character", shown[:2000])
    return number, item
