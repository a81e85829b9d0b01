"""Recognised files put into the inbox."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

from fundlink.arrivals.folder import is_arrival
from fundlink.config import Home
from fundlink.errors import FundlinkError
from fundlink.sources import ledger
from fundlink.sources.contract import EVERY, Source
from fundlink.sources.inbox import Put, put
from fundlink.tables import write_atomically


class Placing:
    """Puts files into an inbox, in one go.

    A name that other content has gets a number; but of files that are read together by their names a newer one takes
    the place of the older, once that was read and so stands in the archive.
    """

    def __init__(self, home: Home, inbox: Path) -> None:
        self._home, self._inbox = home, inbox
        self._were_read = cache(self._ask)

    def place(self, file: Path, source: Source) -> Put:
        """Put one file into the folder of a source.

        Raises:
            FundlinkError: it cannot be written, or would take the place of one that was never read.
        """
        folder = self._inbox / source.name
        name = file.name.casefold()
        if source.together != EVERY and name not in source.together:
            return put(file, folder)
        known = self._were_read(source.name, source.together)
        old = next((other for other in folder.glob("*") if other.name.casefold() == name), None)
        if old is None or ledger.digest(old) == ledger.digest(file):
            return put(file, folder)
        if not known:
            raise FundlinkError(
                f"{file.name}: {source.name} has another {name} that was not read yet. "
                "Run fundlink refresh first, or remove it."
            )
        write_atomically(old, lambda partial: shutil.copyfile(file, partial))
        return Put(old)

    def _ask(self, source: str, together: tuple[str, ...]) -> bool:
        """Whether the files that stood there at first are a snapshot that was taken."""
        folder = self._inbox / source
        by_name = {file.name.casefold(): file for file in sorted(folder.glob("*")) if is_arrival(file)}
        parts = [by_name[name] for name in (by_name if together == EVERY else together) if name in by_name]
        return ledger.digest(*parts) in ledger.entries(self._home, source)
