"""The ledger of decisions, `ledgers/decisions.jsonl`: append-only, each line sealed together with the one before.

Beside it `decisions.head` holds number and hash of the last line: a chain alone cannot show that its end is missing.
It is written after the line, so that a crash between the two leaves the ledger one line ahead.
"""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fundlink.config import Home
from fundlink.decisions.decision import Decision, Decisions, Verb
from fundlink.errors import FundlinkError

log = logging.getLogger(__name__)

_RESTORE = "Put the ledger back from a backup; decisions are changed by new ones only (fundlink undo)"


def path(home: Home) -> Path:
    """The ledger's file."""
    return home.ledgers / "decisions.jsonl"


def head_file(home: Home) -> Path:
    """Number and hash of the last line that was written."""
    return home.ledgers / "decisions.head"


@dataclass(frozen=True)
class Found:
    """The lines, what an interrupted append left after them, and whether the last line has its newline."""

    lines: list[Decision]
    rest: bytes = b""
    ended: bool = True


def read(home: Home) -> Decisions:
    """All decisions, verified line by line.

    An append that a crash cut short counts as never said; a warning names it, and the next append sets it aside.

    Raises:
        FundlinkError: a line was edited, removed or moved; names file, line and repair.
    """
    return Decisions(tuple(verified(home).lines))


def verified(home: Home) -> Found:
    """All that stands in the ledger, verified; raises as `read`."""
    file, head = path(home), head_file(home)
    # The head first: a line that is appended meanwhile then stands after it, not before.
    # What is no text in it matches no line.
    last = head.read_text("utf-8", "replace").strip() if head.exists() else None
    content = file.read_bytes() if file.exists() else b""
    *whole, rest = content.split(b"\n")
    lines: list[Decision] = []
    for raw in whole:
        lines.append(_line(file, raw, lines))
    found = Found(lines)
    if rest:
        # Whole but for its newline it was said; anything less was not, unless the head knows better.
        try:
            lines.append(_line(file, rest, lines))
            found = Found(lines, ended=False)
        except FundlinkError:
            found = Found(lines, rest)
    _match_head(home, lines, last)
    if found.rest:
        log.warning("%s, line %d: an append was cut short, and is left out", file, len(lines) + 1)
    return found


def _line(file: Path, raw: bytes, before: list[Decision]) -> Decision:
    """The next line, if it is what was written there."""
    number, previous = len(before) + 1, before[-1].hash if before else ""
    try:
        said: dict[str, Any] = json.loads(raw)
        line = Decision(**said | {"verb": Verb(said["verb"]), "a": tuple(said["a"]), "b": tuple(said["b"])})
        untouched = line.line.encode() == raw and line.seal() == line.hash
    except (ValueError, KeyError, TypeError):
        untouched = False
    if not untouched:
        raise FundlinkError(f"{file}, line {number}: edited after it was written. {_RESTORE}.")
    if line.number != number or line.previous != previous:
        raise FundlinkError(
            f"{file}, line {number}: does not follow the one before it: a line was removed, added or moved. {_RESTORE}."
        )
    return line


def _match_head(home: Home, lines: list[Decision], last: str | None) -> None:
    """Compare with the last line that was written, so that an end that is missing shows."""
    file, head = path(home), head_file(home)
    if last is None:
        if lines:
            raise FundlinkError(
                f"{head}: missing, so nobody can say whether {file.name} is whole. Put both back from a backup, or "
                f'write "{len(lines)} {lines[-1].hash}" into it if you know that line {len(lines)} is the last.'
            )
        return
    number, _, seal = last.partition(" ")
    at = int(number) if number.isdecimal() else -1
    if at > len(lines):
        raise FundlinkError(f"{file}, line {len(lines) + 1}: removed or cut short; {at} were written. {_RESTORE}.")
    if at < 0 or seal != (lines[at - 1].hash if at else ""):
        raise FundlinkError(
            f"{file}, line {max(at, 1)}: {head.name} names another. One of the two was edited. {_RESTORE}."
        )
