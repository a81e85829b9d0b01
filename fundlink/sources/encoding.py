"""Text files in UTF-16 or UTF-32, which say so in their first bytes, read as the UTF-8 they could have been."""

from __future__ import annotations

import codecs
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fundlink.errors import BadFile

_MARKS = {
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
"""The longer ones first: one begins as a shorter one does."""


@contextmanager
def in_utf8(file: Path) -> Iterator[Path]:
    """The file itself; or a copy in UTF-8 of the same name, while it is needed.

    Raises:
        BadFile: it says that it is UTF-16 or UTF-32, and is not.
    """
    with file.open("rb") as stream:
        head = stream.read(4)
    encoding = next((encoding for mark, encoding in _MARKS.items() if head.startswith(mark)), None)
    if encoding is None:
        yield file
        return
    with tempfile.TemporaryDirectory(prefix="fundlink-") as folder:
        copy = Path(folder) / file.name
        try:
            with file.open(encoding=encoding, newline="") as read, copy.open("w", encoding="utf-8", newline="") as out:
                shutil.copyfileobj(read, out)
        except UnicodeError:
            problem = f"it begins as {encoding.upper()} and does not go on so: cut off, or two files in one"
            raise BadFile(file.name, "", problem, "Save it as «CSV UTF-8»") from None
        yield copy
