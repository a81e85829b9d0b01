"""What was read, kept as it came: the bytes of every accepted file, once, and which files each version was made of.

`archive/<source>/files/<sha256>.zst` are the bytes; a part of the ledger `versions/<source>@<refresh>.parquet` (`name,
sha256`) says which files the source's table was made of from that refresh on. With both, any day can be read again.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from fundlink.config import Home
from fundlink.errors import FundlinkError
from fundlink.sources import ledger
from fundlink.tables import write_atomically

MAPPINGS = "*.map.toml"
"""Files beside the data that say how to read them."""

_VERSION = pa.schema([("name", pa.string()), ("sha256", pa.string())])


def keep(home: Home, source: str, refresh_id: str, folder: Path, files: list[Path], *, unchanged: bool) -> None:
    """Keep the files of an accepted version, with the mappings in their folder; none for a source not in use.

    Nothing is read or written again where the version is `unchanged`, or consists of the same files.
    """
    known = versions(home, source)
    if unchanged and known:
        return
    every = sorted({*files, *folder.glob(MAPPINGS)}) if files else []
    version = [{"name": _name(file, every), "sha256": _keep(home, source, file)} for file in every]
    before = known[max(known)] if known else []
    if version != before:
        table = pa.Table.from_pylist(version, schema=_VERSION)
        part = home.ledgers / "versions" / f"{source}@{refresh_id}.parquet"
        write_atomically(part, lambda partial: pq.write_table(table, partial))


def versions(home: Home, source: str) -> dict[str, list[dict[str, str]]]:
    """Id of the refresh -> the files (`name`, `sha256`) of the version that it made."""
    parts = sorted((home.ledgers / "versions").glob(f"{source}@*.parquet"))
    return {part.stem.partition("@")[2]: pq.read_table(part).to_pylist() for part in parts}


def put_back(home: Home, source: str, version: list[dict[str, str]], folder: Path) -> None:
    """Write the files of a version into a folder.

    Raises:
        FundlinkError: a file is missing from the archive, or is not what it was.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for file in version:
        kept, target = _kept(home, source, file["sha256"]), folder / file["name"]
        if not kept.exists():
            raise FundlinkError(f"{kept}: missing, and it held {file['name']}. Put the archive back from a backup.")
        with pa.input_stream(kept, compression="zstd") as packed, target.open("wb") as plain:
            shutil.copyfileobj(packed, plain)
        if ledger.digest(target) != file["sha256"]:
            raise FundlinkError(f"{kept}: not the bytes that were read as {file['name']}. Put it back from a backup.")


def _keep(home: Home, source: str, file: Path) -> str:
    sha = ledger.digest(file)
    kept = _kept(home, source, sha)
    if not kept.exists():
        write_atomically(kept, lambda partial: _pack(file, partial))
    return sha


def _pack(file: Path, target: Path) -> None:
    with file.open("rb") as plain, pa.output_stream(target, compression="zstd") as packed:
        shutil.copyfileobj(plain, packed, 1 << 20)


def _kept(home: Home, source: str, sha: str) -> Path:
    return home.path / "archive" / source / "files" / f"{sha}.zst"


def _name(file: Path, every: list[Path]) -> str:
    """Its name; files of one name, from two archives, are told apart."""
    alike = [other for other in every if other.name == file.name]
    return file.name if len(alike) == 1 else f"{alike.index(file) + 1}-{file.name}"
