"""Mended rows taken back in, as a further file of their source."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from fundlink.config import Home
from fundlink.errors import BadFile, FundlinkError
from fundlink.recognition.trial import set_aside
from fundlink.rejects.shown import Reject, rejects
from fundlink.sources.cells import Sheet, records, sheets
from fundlink.sources.contract import Source
from fundlink.sources.filemap import MENDS
from fundlink.sources.inbox import put
from fundlink.spreadsheets import unguarded


@dataclass(frozen=True)
class Mended:
    """What came of it: how many rows were taken, into which file, and a line on each that was not."""

    rows: int
    file: Path | None
    left: tuple[str, ...]


def mend(home: Home, source: Source, file: Path, inbox: Path) -> Mended:
    """Put the rows of `file` that are right now into the source's inbox folder, each with the row that it mends.

    `file` is what `export` wrote, changed: columns may be missing or in another order, but `_file` and `_row` say which
    row it is. A row is taken once; one that is still wrong stays where it is.

    Raises:
        FundlinkError: the source's files are no tables, or `file` is none of its rejects.
    """
    if source.reader:
        raise FundlinkError(f"{source.name}: its files are no tables. Mend the file itself, or ask the publisher.")
    waiting = {(reject.file, str(reject.row)): reject for reject in rejects(home, source) if reject.row is not None}
    left: list[str] = []
    chosen = list(_chosen(file, waiting, left))
    with tempfile.TemporaryDirectory() as folder:
        every, right = Path(folder) / "every.csv", Path(folder) / "right.csv"
        _write(every, source, (cells for _, cells in chosen))
        wrong = set_aside(source, every) if chosen else {}
        left += [f"{file.name}, row {chosen[row - 2][0]}: {reason}" for row, reason in wrong.items()]
        taken = [cells for row, (_, cells) in enumerate(chosen, 2) if row not in wrong]
        if not taken:
            return Mended(0, None, tuple(left))
        _write(right, source, taken)
        name = f"mended-{datetime.now(UTC):%Y-%m-%d}.csv"
        return Mended(len(taken), put(right, inbox / source.name, name).path, tuple(left))


def _chosen(
    file: Path, waiting: Mapping[tuple[str, str], Reject], left: list[str]
) -> Iterator[tuple[int, dict[str, str]]]:
    """Row of the file, and its cells with `_mends`; rows that mend nothing go to `left`."""
    found = sheets(file)
    if not found or not {"_file", "_row"} <= set(found[0].header(0)):
        problem = "it has no columns _file and _row, which say what each row mends"
        raise BadFile(file.name, "the header", problem, "Begin with: fundlink rejects SOURCE --csv FILE")
    mends: set[tuple[str, str]] = set()
    for row, cells in _rows(found[0]):
        place = (cells.pop("_file", ""), cells.pop("_row", ""))
        where = f"{place[0]}, row {place[1]}"
        reject = waiting.get(place)
        if reject is None or place in mends:
            left.append(f"{file.name}, row {row}: {where} {'stands twice' if place in mends else 'is not set aside'}")
        elif reject.mended_by:
            left.append(f"{file.name}, row {row}: {where} is mended already by {reject.mended_by}")
        else:
            mends.add(place)
            yield row, {**cells, MENDS: where}


def _rows(sheet: Sheet) -> Iterator[tuple[int, dict[str, str]]]:
    header = sheet.header(0)
    for row, cells in enumerate(records(sheet, 0), 2):
        if any(cells):
            yield row, {name: unguarded(cell) for name, cell in zip(header, cells, strict=False)}


def _write(target: Path, source: Source, rows: Iterable[Mapping[str, str]]) -> None:
    """As a file of the source; what else the rows had stays with the first file."""
    columns = [*(column.name for column in source.columns), MENDS]
    with target.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
