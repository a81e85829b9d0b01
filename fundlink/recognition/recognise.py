"""Which source a file is of: a flat one by its header or a mapping, others by trying their readers.

Nothing is declared for it: a new source is recognised by its columns, or by what its reader can read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from fundlink.arrivals.packed import unpacked
from fundlink.errors import BadFile
from fundlink.recognition.encodings import guessed_encoding
from fundlink.recognition.words import likeness
from fundlink.sources.cells import Sheet, sheets
from fundlink.sources.contract import EVERY, Source
from fundlink.sources.encoding import encoding_of
from fundlink.sources.filemap import load_all
from fundlink.sources.workbook import is_workbook

LARGEST = 64 << 20
"""Bytes of a file that readers are tried on: they take it whole."""

SOME = 3
"""Sources that are named where none is certain."""


@dataclass(frozen=True)
class Guess:
    """A source that a file may be of. `sure`: it can be read as it is. `apart`: columns it has beside the source's."""

    source: str
    why: str
    sure: bool
    apart: int = 0
    merit: float = 0


def recognise(file: Path, sources: Sequence[Source], inbox: Path) -> list[Guess]:
    """The sources that a file may be of, the likeliest first: those that can read it, or else flat ones to map it to.

    Where several can read it, the ones with the fewest columns left over; of those, the one the file is named after.
    An archive is of the source that all its files are of.

    Raises:
        BadFile: an archive that is damaged, or that is not unpacked.
    """
    with TemporaryDirectory() as folder:
        parts = unpacked(Path(folder), [file])
        if parts == [file]:
            return _plain(file, sources, inbox)
        found = [_plain(part, sources, inbox) for part in parts]
        of = {guess.source for guesses in found for guess in guesses if guess.sure}
        if len(of) == 1 and all(len(guesses) == 1 and guesses[0].sure for guesses in found):
            files = "the file" if len(parts) == 1 else f"all {len(parts)} files"
            return [Guess(of.pop(), f"{files} in it: {found[0][0].why}", sure=True)]
    return []


def _plain(file: Path, sources: Sequence[Source], inbox: Path) -> list[Guess]:
    found = _sheets(file)
    guesses = [guess for source in sources for guess in _guess(file, source, found, inbox)]
    sure = [guess for guess in guesses if guess.sure]
    if sure:
        nearest = [guess for guess in sure if guess.apart == min(other.apart for other in sure)]
        named = [guess for guess in nearest if file.stem.casefold().startswith(guess.source)]
        return [max(named, key=lambda guess: len(guess.source))] if named else nearest
    return sorted(guesses, key=lambda guess: -guess.merit)[:SOME]


def _sheets(file: Path) -> list[Sheet]:
    try:
        return sheets(file) if is_workbook(file) or encoding_of(file) else sheets(file, guessed_encoding(file))
    except BadFile:
        return []


def _guess(file: Path, source: Source, found: Sequence[Sheet], inbox: Path) -> list[Guess]:
    if source.together and source.together != EVERY:
        if file.name.casefold() in source.together:
            return [Guess(source.name, f"by its name, one of {len(source.together)} files", sure=True)]
        return []
    if source.reader:
        return _tried(file, source)
    mapped = _mapped(file, source, inbox / source.name)
    return [mapped] if mapped else [*_by_header(file, source, found)]


def _tried(file: Path, source: Source) -> list[Guess]:
    if file.stat().st_size > LARGEST or source.reader is None:
        return []
    try:
        rows = len(source.reader(file).rows)
    except Exception:  # noqa: BLE001 - whatever a reader stumbles over in a file of another source: it is not its own
        return []
    return [Guess(source.name, f"its reader finds {rows:,} entries", sure=True)] if rows else []


def _mapped(file: Path, source: Source, folder: Path) -> Guess | None:
    try:
        maps = load_all(folder, source)
        fitting = [made for made in maps if made.place(sheets(file, made.encoding))]
    except BadFile:
        return None
    return Guess(source.name, f"{fitting[0].name} fits its header", sure=True) if fitting else None


def _by_header(file: Path, source: Source, found: Sequence[Sheet]) -> list[Guess]:
    """All columns of the source in one row; or else how like its best row is to them."""
    expected = {column.name for column in source.columns}
    best: Guess | None = None
    for sheet in found:
        for at in range(len(sheet.top)):
            header = set(sheet.header(at))
            has = expected & header
            readable = is_workbook(file) or (at == 0 and encoding_of(file) is not None)
            if has == expected and readable:
                why = f"its header has all {len(expected)} columns"
                return [Guess(source.name, why, sure=True, apart=len(header - expected))]
            merit = sum(max(likeness(cell, name) for name in expected) for cell in header)
            if merit >= 2 and (best is None or merit > best.merit):
                # Of two sources with words for as many columns, the one whose own columns these are comes first.
                share = merit + len(has) / len(expected)
                why = f"{len(has)} of its {len(expected)} columns by name" if has else "words of its header"
                best = Guess(source.name, why, sure=False, merit=share)
    return [best] if best else []
