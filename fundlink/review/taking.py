"""The spreadsheet back again: its answers become decisions, all of them or none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from fundlink.config import Home
from fundlink.decisions import Verb, Word, writing
from fundlink.errors import FundlinkError
from fundlink.review.cards import cards
from fundlink.review.sheet import ANSWERS, ASKED, FILLED, check
from fundlink.spreadsheets import read_table

Row = dict[str, str]


@dataclass(frozen=True)
class Taken:
    """How many rows became decisions, said what was decided already, and were left blank.

    `problems` has one line a row that cannot be taken; if there is any, none was.
    """

    new: int
    known: int
    blank: int
    problems: tuple[str, ...]


def take(home: Home, file: Path, by: str, reason: str | None = None) -> Taken:
    """Write the answers of a filled export into the ledger of decisions.

    Args:
        home: where it was exported.
        file: a workbook or CSV.
        by: who decided the rows whose column `by` is blank.
        reason: of the rows whose column `reason` is blank; without it such rows are a problem.

    Raises:
        FundlinkError: when the file is no such spreadsheet, or the ledger was edited.
    """
    repair = "Import what fundlink review export wrote"
    rows = list(read_table(file, (*FILLED, *ASKED), repair, sheet="review").rows)
    answered = [(place, row) for place, row in rows if row["decision"]]
    there = cards(home, (row[side] for _, row in answered for side in ("mention_a", "mention_b")))
    problems: list[str] = []
    rows_of: dict[int, int] = {}
    known = 0
    with writing(home) as ledger:
        for place, row in answered:
            try:
                said = ledger.say(_word(row, set(there), by, reason))
            except FundlinkError as error:
                problems.append(f"{file.name}, row {place}: {_by_row(str(error), rows_of)}")
                continue
            if said is None:
                known += 1
            else:
                rows_of[said.number] = place
        new = len(ledger.new)
        if problems:
            ledger.forget()
            return Taken(0, 0, len(rows) - len(answered), tuple(problems))
    return Taken(new, known, len(rows) - len(answered), ())


def _by_row(problem: str, rows_of: Mapping[int, int]) -> str:
    """A problem with decisions that are not in the ledger yet called by their rows."""

    def called(found: re.Match[str]) -> str:
        row = rows_of.get(int(found[1]))
        return f"row {row} of this file" if row else found[0]

    return re.sub(r"\bno (\d+)\b", called, problem)


def _word(row: Row, there: set[str], by: str, reason: str | None) -> Word:
    a, b = row["mention_a"], row["mention_b"]
    if row["check"] != check(a, b):
        raise FundlinkError(f"{a or 'no id'} and {b or 'no id'} are not what was exported here. Export anew.")
    gone = sorted({a, b} - there)
    if gone:
        raise FundlinkError(f"{gone[0]}: no file that is read now holds it. Leave the decision blank.")
    answer = " ".join(row["decision"].casefold().replace("-", " ").replace("_", " ").split())
    if answer not in ANSWERS:
        raise FundlinkError(f"decision {row['decision']!r}: may be {' or '.join(ANSWERS)}, or blank.")
    why = row["reason"] or reason
    if not why:
        raise FundlinkError("no reason. Write one into the row, or give --reason for all without.")
    return Word(Verb.SAME if ANSWERS[answer] else Verb.NOT_SAME, (a,), (b,), why, row["by"] or by)
