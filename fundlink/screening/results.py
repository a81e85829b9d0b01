"""What came of screening many: CSV, one row a match, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from typing import IO

from fundlink.screening.people import Person
from fundlink.screening.screener import Answer, verdict_of
from fundlink.screening.subject import Subject
from fundlink.spreadsheets import guarded

COLUMNS = (
    *("file", "row", "asked_name", "asked_born", "asked_numbers", "verdict", "by_evidence"),
    *("list", "reference_number", "listed_on", "delisted_on"),
    *("listed_name", "score", "agrees", "contradicts", "source", "source_key", "record_file", "record_row"),
    *("ruled_out", "problem"),
)


class Results:
    """Writes one row a match; a person without one has a row too, with the verdict none."""

    def __init__(self, stream: IO[str]) -> None:
        self._writer = csv.writer(stream)
        self._writer.writerow(COLUMNS)

    def write(self, file: str, person: Person, answer: Answer) -> None:
        """Write what was found on one person; `verdict` is that of the row's own listing."""
        subject = person.subject or Subject()
        asked = (file, person.row, *("; ".join(said) for said in (subject.names, subject.born, subject.numbers)))
        last = ("; ".join(m.sentence for m in answer.ruled_out), person.problem)
        if not answer.matches:
            verdict = verdict_of(answer.matches) if person.subject else ""
            self._row([*asked, verdict, *[""] * (len(COLUMNS) - len(asked) - 1 - len(last)), *last])
        for match in answer.matches:
            of = match.listing
            self._row(
                [
                    *(*asked, match.verdict, match.by_evidence),
                    *(of.list, of.reference_number, of.listed_on, of.delisted_on, match.name),
                    *(match.score, "; ".join(match.agrees), "; ".join(match.contradicts)),
                    *(of.source, of.source_key, of.file, of.row, *last),
                ]
            )

    def _row(self, cells: Sequence[object]) -> None:
        self._writer.writerow([guarded(cell) for cell in cells])
