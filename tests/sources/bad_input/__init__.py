"""Bad input, one line a case: a name, what is in the file, and the line that is said. Add yours to the table it fits.

- `files.py`: a file that stops its source.
- `cells.py`: a cell that sets its row aside; one that is read as the one thing it can mean; one that is loaded with a
  doubt and is no evidence.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from tests.sources.conftest import FIXTURES


def fixture(source: str) -> str:
    """The text of a source's fixture."""
    (file,) = (FIXTURES / source).iterdir()
    return file.read_text()


def with_rows(source: str, cases: Iterable[dict[str, str]]) -> str:
    """The fixture, and for each case its first row under another key (`BAD0`, `BAD1` ...) with these cells."""
    rows = list(csv.DictReader(io.StringIO(fixture(source))))
    key = next(iter(rows[0]))
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0].keys(), lineterminator="\n")
    writer.writeheader()
    writer.writerows([*rows, *({**rows[0], key: f"BAD{number}", **cells} for number, cells in enumerate(cases))])
    return text.getvalue()
