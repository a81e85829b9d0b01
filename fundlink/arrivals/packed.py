"""Packed files (gzip, xz, zstandard, zip), told by their first bytes and unpacked within limits."""

from __future__ import annotations

import gzip
import lzma
import shutil
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Any

import pyarrow as pa

from fundlink.errors import BadFile
from fundlink.sources.ledger import digest

MOST_BYTES = 64 * 2**30
"""Bytes that one archive may unpack to."""

MOST_TIMES = 250
"""How many times its size an archive may unpack to, past the first `FREE_BYTES`: tables and lists stay under 60."""

FREE_BYTES = 16 * 2**20
MOST_MEMBERS = 1_000

REPAIR = "Unpack it yourself and put the files there, if they are right"
_BLOCK = 1 << 20
_MARKS = {
    b"\x1f\x8b": "gz",
    b"\xfd7zXZ\x00": "xz",
    b"\x28\xb5\x2f\xfd": "zst",
    b"PK\x03\x04": "zip",
    b"PK\x05\x06": "zip",
}
_OTHERS = {b"7z\xbc\xaf\x27\x1c": "7z", b"Rar!\x1a\x07": "rar", b"BZh": "bzip2"}
_OFFICE = {"[Content_Types].xml", "mimetype"}
_NO_ZIP = (zipfile.BadZipFile, NotImplementedError, UnicodeDecodeError)
_DAMAGED = (EOFError, OSError, lzma.LZMAError, zlib.error, *_NO_ZIP, pa.ArrowException)


def unpacked(cache: Path, files: Iterable[Path]) -> list[Path]:
    """The files, and in place of each packed one its members, kept in `cache` under its SHA-256.

    What the cache holds of other archives is removed.

    Raises:
        BadFile: an archive is damaged, locked, too big, nested, or names a place outside itself.
    """
    plain: list[Path] = []
    used = set()
    for file in files:
        kind = _kind(file)
        if kind is None:
            plain.append(file)
            continue
        folder = cache / digest(file)[:32]
        used.add(folder)
        if not folder.exists():
            _unpack(file, kind, folder)
        plain += sorted(member for member in folder.rglob("*") if member.is_file())
    for old in set(cache.glob("*")) - used:
        shutil.rmtree(old)
    return plain


def _kind(file: Path) -> str | None:
    """How a file is packed; None for a plain one, which a workbook is, though it is a zip file."""
    with file.open("rb") as stream:
        head = stream.read(8)
    for mark, other in _OTHERS.items():
        if head.startswith(mark):
            raise BadFile(
                file.name, "", f"it is packed as {other}, which is not read", "Pack it as zip or gzip, or not"
            )
    kind = next((kind for mark, kind in _MARKS.items() if head.startswith(mark)), None)
    # One whose directory cannot be read is damaged, whatever it was: unpacking says so.
    if kind == "zip" and zipfile.is_zipfile(file):
        with suppress(*_NO_ZIP), zipfile.ZipFile(file) as archive:
            return None if _OFFICE & set(archive.namelist()) else kind
    return kind


def _unpack(file: Path, kind: str, folder: Path) -> None:
    partial = folder.with_name(f".{folder.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    try:
        left = min(MOST_BYTES, max(FREE_BYTES, MOST_TIMES * file.stat().st_size))
        for name, stream in _members(file, kind):
            target = partial / name
            target.parent.mkdir(parents=True, exist_ok=True)
            left = _pour(file, stream, target, left)
            if _kind(target):
                raise BadFile(file.name, f"member {name}", "it is packed again, which is not unpacked", REPAIR)
        partial.rename(folder)
    except _DAMAGED as error:
        raise BadFile(file.name, "", _damage(error), "Fetch or copy the file again") from None
    except RuntimeError:  # zipfile's word for a missing password
        raise BadFile(file.name, "", "it is locked with a password", "Unpack it and put the files there") from None
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _damage(error: Exception) -> str:
    return "the archive is cut off" if isinstance(error, EOFError) else "the archive is damaged or cut off"


def _pour(file: Path, stream: Any, target: Path, left: int) -> int:
    """Write a member; how many bytes the others may still have."""
    with target.open("wb") as out:
        while block := stream.read(_BLOCK):
            left -= len(block)
            if left < 0:
                raise BadFile(file.name, "", f"it unpacks to more than {MOST_TIMES} times its size", REPAIR)
            out.write(block)
    return left


def _members(file: Path, kind: str) -> Iterator[tuple[str, Any]]:
    """Names and opened contents, one after the other."""
    stem = file.stem if file.suffix.lower() == f".{kind}" else file.name
    if kind == "gz":
        with gzip.open(file) as stream:
            yield stem, stream
    elif kind == "xz":
        with lzma.open(file) as opened:
            yield stem, opened
    elif kind == "zst":
        with pa.input_stream(file, compression="zstd") as poured:
            yield stem, poured
    else:
        with zipfile.ZipFile(file) as archive:
            for member in _within(file, archive):
                with archive.open(member) as part:
                    yield member.filename, part


def _within(file: Path, archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    members = [m for m in archive.infolist() if not m.is_dir() and not _aside(m.filename)]
    if len(members) > MOST_MEMBERS:
        raise BadFile(file.name, "", f"it has {len(members):,} members, more than {MOST_MEMBERS:,}", REPAIR)
    if not members:
        raise BadFile(file.name, "", "the archive is empty", "Pack the files again, or remove it")
    for name in (m.filename for m in members):
        if name.startswith("/") or "\\" in name or ":" in name or ".." in PurePosixPath(name).parts:
            raise BadFile(file.name, f"member {name[:60]}", "its name leads out of the archive", REPAIR)
    return members


def _aside(name: str) -> bool:
    return any(part.startswith((".", "~", "__MACOSX")) for part in PurePosixPath(name).parts if part != "..")
