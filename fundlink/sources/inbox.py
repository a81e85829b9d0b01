"""Files put into the inbox: whole or not at all, and never over other content."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from fundlink.errors import FundlinkError
from fundlink.sources.ledger import digest
from fundlink.tables import write_atomically


@dataclass(frozen=True)
class Put:
    """Where a file stands now; `there` when the same content stood there before, under this or another name."""

    path: Path
    there: bool = False


def put(file: Path, folder: Path, name: str | None = None) -> Put:
    """Copy a file into a source's folder; a name that other content has gets a number.

    Raises:
        FundlinkError: it cannot be read or written.
    """
    name = name or file.name
    try:
        same = _same(file, folder)
        if same:
            return Put(same, there=True)
        target, number = folder / name, 2
        while target.exists():
            target = folder / f"{Path(name).stem}-{number}{Path(name).suffix}"
            number += 1
        write_atomically(target, lambda partial: shutil.copyfile(file, partial))
    except OSError as error:
        raise FundlinkError(f"{file}: cannot be copied into {folder} ({error.strerror}).") from None
    return Put(target)


def _same(file: Path, folder: Path) -> Path | None:
    """The file of the folder with the same bytes."""
    size = file.stat().st_size
    alike = [other for other in sorted(folder.glob("[!.]*")) if other.is_file() and other.stat().st_size == size]
    sha = digest(file) if alike else ""
    return next((other for other in alike if digest(other) == sha), None)
