"""In which Unicode encoding a text file is: told by its first bytes, or since all of it is valid UTF-8."""

from __future__ import annotations

import codecs
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fundlink.errors import BadFile

_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
"""The mark of UTF-32 before that of UTF-16, which it begins with."""


def marked(head: bytes) -> str | None:
    """The encoding that the first bytes of a file say it is in; None where they do not say."""
    return next((encoding for mark, encoding in _MARKS.items() if head.startswith(mark)), None)


def encoding_of(file: Path) -> str | None:
    """The Unicode encoding of the file, by its mark or since all of it is valid UTF-8; None where it is another."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with file.open("rb") as stream:
        if told := marked(stream.read(4)):
            return told
        stream.seek(0)
        try:
            for block in iter(lambda: stream.read(1 << 20), b""):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return None
    return "utf-8-sig"


@contextmanager
def in_utf8(file: Path) -> Iterator[Path]:
    """The file itself; or, where its mark says UTF-16 or UTF-32, a copy in UTF-8 of the same name, while it is needed.

    Raises:
        BadFile: it says that it is UTF-16 or UTF-32, and is not.
    """
    with file.open("rb") as stream:
        encoding = marked(stream.read(4))
    if encoding in (None, "utf-8-sig"):
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
