"""A mapping proposed for a file: each of its columns to at most one of a source, the surest first."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from fundlink.errors import BadFile, FundlinkError
from fundlink.recognition.encodings import ENCODINGS, guessed_encoding
from fundlink.recognition.scoring import LEAST, NOTHING, Score, Scorer, Seen
from fundlink.recognition.words import likeness
from fundlink.sources.cells import Sheet, records, sheets
from fundlink.sources.contract import Source
from fundlink.sources.encoding import encoding_of
from fundlink.sources.filemap import ROW_CONTENT, FileMap
from fundlink.sources.workbook import is_workbook

LOOKED_AT = 1_000
"""Rows whose content is evidence."""

_YEAR_LAST = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2\d{4}\b")
_COMMA, _POINT = re.compile(r"\d,\d{1,2}$"), re.compile(r"\d\.\d{1,2}$")


@dataclass(frozen=True)
class Line:
    """One column of the file in a proposal: what it is (None: nothing), why, and its first values."""

    header: str
    column: str | None
    why: str
    samples: tuple[str, ...]


@dataclass(frozen=True)
class Proposal:
    """A mapping for a file, with its reasons. `doubts` is what a person should settle."""

    map: FileMap
    sheet: Sheet
    at: int
    lines: tuple[Line, ...]
    doubts: tuple[str, ...]


@dataclass(frozen=True)
class Wishes:
    """What a person said of it: columns (to None: ignored), constants, and how dates and amounts are written."""

    columns: Mapping[str, str | None]
    set: Mapping[str, str]
    dates: str | None = None
    decimal: str | None = None
    sheet: str | None = None


NO_WISHES = Wishes({}, {})


def propose(file: Path, source: Source, wishes: Wishes = NO_WISHES) -> Proposal:
    """Propose how to read a file as a source.

    Raises:
        BadFile: it holds no table, or none that is like the source's.
        FundlinkError: a wish names a column that the file or the source does not have.
    """
    encoding = None if is_workbook(file) else encoding_of(file) or guessed_encoding(file)
    scorer = Scorer(source)
    sheet, at = _header(file, source, sheets(file, encoding), wishes.sheet)
    header = sheet.header(at)
    _check_wishes(file, source, header, wishes)
    rows = [row for row in islice(records(sheet, at), LOOKED_AT) if any(row)]
    seen = [
        Seen.of(name, [row[place] if place < len(row) else "" for row in rows]) for place, name in enumerate(header)
    ]
    found, unclear = _assign(scorer, seen, wishes)
    columns = {name: found[name][0] for name in header if name in found}
    ignored = tuple(name for name in header if name not in columns)
    key = None if source.key in {None, *columns.values(), *wishes.set} else ROW_CONTENT
    of_kind = _values(scorer, seen, columns)
    dates, doubts = (wishes.dates, []) if wishes.dates else _dates(of_kind.get("date", []))
    decimal, more = (wishes.decimal, []) if wishes.decimal else _decimal(of_kind.get("amount", []), is_workbook(file))
    made = FileMap(
        source.name,
        columns,
        dict(wishes.set),
        ignored,
        key,
        dates,
        decimal,
        sheet.name if sheet.name and len(sheets(file)) > 1 else None,
        encoding if encoding in ENCODINGS else None,
    )
    lines = tuple(_line(one, found.get(one.header), unclear, one.header in wishes.columns) for one in seen)
    return Proposal(made, sheet, at, lines, (*doubts, *more, *(text for text in unclear.values() if "may be" in text)))


def _header(file: Path, source: Source, found: Sequence[Sheet], wanted: str | None) -> tuple[Sheet, int]:
    """The row near the top whose cells are most like the source's columns."""
    names = [sheet.name for sheet in found]
    if wanted is not None and wanted not in names:
        raise FundlinkError(f"{file.name}: it has no sheet «{wanted}», but {', '.join(map(str, names))}.")
    rows = [(sheet, at) for sheet in found if wanted in (None, sheet.name) for at in range(len(sheet.top))]

    def merit(place: tuple[Sheet, int]) -> float:
        sheet, at = place
        cells = {cell for cell in sheet.top[at][1] if cell}
        return sum(max(likeness(cell, column.name) for column in source.columns) for cell in cells)

    best = max(rows, key=merit, default=None)
    if best is None or merit(best) < 1:
        problem = f"no row near its top is like the columns of {source.name}"
        raise BadFile(file.name, "", problem, "Put a header above the rows, or name another --as")
    return best


def _check_wishes(file: Path, source: Source, header: Sequence[str], wishes: Wishes) -> None:
    known = [column.name for column in source.columns]
    for name in wishes.columns:
        if name not in header:
            raise FundlinkError(f"{file.name}: it has no column «{name}», but {', '.join(header)}.")
    wanted = [column for column in (*wishes.columns.values(), *wishes.set) if column is not None]
    for column in wanted:
        if column not in known:
            raise FundlinkError(f"{source.name}: it has no column «{column}», but {', '.join(known)}.")
        if wanted.count(column) > 1:
            raise FundlinkError(f"«{column}» is told twice: a column has one origin.")


def _assign(
    scorer: Scorer, seen: Sequence[Seen], wishes: Wishes
) -> tuple[dict[str, tuple[str, Score]], dict[str, str]]:
    """Header -> (column, score), and header -> why it is nothing.

    Greedy: the surest pair first, as a person would, so that each choice can be told by itself. Where two columns are
    equally sure and tell of different parties nothing is chosen; of one party, or of none, the first declared is.
    """
    found: dict[str, tuple[str, Score]] = {}
    unclear: dict[str, str] = {}
    for name, column in wishes.columns.items():
        if column is not None:
            found[name] = (column, Score(1, "as you said", 1))
    free = [
        column.name
        for column in scorer.source.columns
        if column.name not in {*wishes.set, *(column for column, _ in found.values())}
    ]
    scores = _scores(scorer, [one for one in seen if one.header not in wishes.columns], free)
    while scores:
        name = max(scores, key=lambda name: max(score.total for score in scores[name].values()))
        ranked = sorted(scores.pop(name).items(), key=lambda item: -item[1].total)
        (column, best), (other, second) = ranked[0], ranked[1] if len(ranked) > 1 else ("", NOTHING)
        if best.total < LEAST:
            continue
        if best.total - second.total < 0.001 and scorer.party(column) != scorer.party(other):
            unclear[name] = f'«{name}» may be {column} or {other}: say --column "{name}={column}"'
            continue
        found[name] = (column, best)
        scores = {
            other: left for other, each in scores.items() if (left := {c: s for c, s in each.items() if c != column})
        }
    taken = {column for column, _ in found.values()}
    for one in seen:
        silent = one.header not in {*found, *unclear, *wishes.columns}
        by_content = scorer.by_content(one, [column for column in free if column not in taken]) if silent else None
        if by_content:
            found[one.header] = by_content
            taken.add(by_content[0])
        elif silent:
            unclear[one.header] = "it counts the rows" if one.counts_rows else "no column is like it"
    return found, unclear


def _scores(scorer: Scorer, seen: Sequence[Seen], free: Sequence[str]) -> dict[str, dict[str, Score]]:
    """Each header's scores for each column of the source; a header that names no party takes that of the one before."""
    scores: dict[str, dict[str, Score]] = {}
    beside: str | None = None
    for one in seen:
        each = {column: scorer.score(one, column, beside) for column in free}
        most = max((score.total for score in each.values()), default=0)
        parties = {scorer.party(column) for column, score in each.items() if score.total > most - 0.001}
        if most >= LEAST and len(parties) == 1 and None not in parties:
            beside = parties.pop()
        if most > 0:
            scores[one.header] = each
    return scores


def _values(scorer: Scorer, seen: Sequence[Seen], columns: Mapping[str, str]) -> dict[str, list[str]]:
    """The values of all mapped columns of each kind."""
    found: dict[str, list[str]] = {}
    for one in seen:
        kind = scorer.expected.get(columns.get(one.header, ""))
        if kind:
            found.setdefault(kind, []).extend(one.values)
    return found


def _dates(values: Sequence[str]) -> tuple[str | None, list[str]]:
    """Which of day and month comes first, where some day is greater than 12 to show it; with dots, days do."""
    parts = [(int(match[1]), int(match[3]), match[2]) for value in values if (match := _YEAR_LAST.match(value))]
    day, month = any(first > 12 for first, _, _ in parts), any(second > 12 for _, second, _ in parts)
    if day and month:
        return None, ["some dates have the day first, others the month: those that can be both are left in doubt"]
    if day or month:
        return "day first" if day else "month first", []
    if any(mark != "." for _, _, mark in parts):
        return None, ["no day of a date is above 12: say --day-first or --month-first, else they are left in doubt"]
    return ("day first" if parts else None), []


def _decimal(values: Sequence[str], workbook: bool) -> tuple[str | None, list[str]]:
    """The mark before the decimals, where some amount with one or two shows it; a workbook's numbers have a point."""
    comma, point = (any(mark.search(value) for value in values) for mark in (_COMMA, _POINT))
    point = point and not workbook
    if comma and point:
        return None, ["some amounts have a decimal comma, others a point: say --decimal , or --decimal ."]
    return ("," if comma else "." if point else None), []


def _line(seen: Seen, found: tuple[str, Score] | None, unclear: Mapping[str, str], said: bool) -> Line:
    column, why = (found[0], found[1].why) if found else (None, "as you said" if said else unclear[seen.header])
    return Line(seen.header, column, why, seen.values[:3])
