"""The errors a person is meant to read: one line that names the place and the repair."""

from __future__ import annotations


class FundlinkError(Exception):
    """Something the user can mend. Its text is one line; the command line prints it without a traceback."""


class BadFile(FundlinkError):
    """A file is not what it claims to be, so its source keeps its last good version.

    Args:
        file: name of the file inside the inbox, as the user knows it.
        place: where in the file ("line 4", "the header"), or an empty string for the whole file.
        problem: what is wrong there.
        repair: what the user can do about it.
    """

    def __init__(self, file: str, place: str, problem: str, repair: str) -> None:
        self.file = file
        where = f"{file}, {place}" if place else file
        # What is quoted from the file may hold line breaks.
        super().__init__(" ".join(f"{where}: {problem}. {repair}.".split()))
