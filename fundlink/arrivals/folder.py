"""The files of one source: those of its inbox folder, unpacked, and what its address gives, each content once."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path

from fundlink.arrivals.addressed import fetch_due
from fundlink.arrivals.packed import unpacked
from fundlink.config import Home
from fundlink.errors import FundlinkError
from fundlink.sources.contract import Source
from fundlink.sources.ledger import digest


def is_arrival(file: Path) -> bool:
    """Whether a file of an inbox folder is one to read: no settings (`*.toml`), nothing hidden, begun or locked."""
    return file.is_file() and file.suffix != ".toml" and not file.name.startswith((".", "~", "_"))


def arrived(home: Home, source: Source, folder: Path) -> tuple[list[Path], list[str]]:
    """The files to read, unpacked, and what should be signalled.

    Packed files are unpacked beside the tables, once for each content. Of several files with the same bytes the
    first is read, packed or not.

    Raises:
        BadFile: an archive that is damaged or that ours does not unpack.
        FundlinkError: nothing has ever come, and the source's address gives nothing either.
    """
    if not folder.is_dir():
        return [], []
    signals = fetch_due(home, source, folder, datetime.now(UTC))
    found = sorted(file for file in folder.iterdir() if is_arrival(file))
    if signals and not found:
        raise FundlinkError(signals[0])
    files = unpacked(home.path / "unpacked" / source.name, found)
    if source.together:
        return files, signals
    kept, twice = _once(files)
    return kept, [*signals, *twice]


def _once(files: list[Path]) -> tuple[list[Path], list[str]]:
    """The first file of each content, and a line for each other one. Only files of one size are compared."""
    sizes = defaultdict(list)
    for file in files:
        sizes[file.stat().st_size].append(file)
    first: dict[str, Path] = {}
    twice = {}
    for same in sizes.values():
        for file in same if len(same) > 1 else ():
            held = first.setdefault(digest(file), file)
            if held is not file:
                twice[file] = held
    kept = [file for file in files if file not in twice]
    return kept, [f"{file.name}: the same content as {held.name}, read once" for file, held in twice.items()]
