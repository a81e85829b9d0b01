"""An inbox at an address (`s3://`, `gs://`, `memory://`, `https://` ...): brought here, what changed of it.

Everything behind works on files of this machine, so that a refresh reads the same bytes from its start to its end.
"""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from fsspec import AbstractFileSystem
from fsspec.core import url_to_fs

from fundlink.config import Home
from fundlink.errors import FundlinkError
from fundlink.tables import digest, write_atomically

_STATE = ".brought.json"


def is_address(inbox: str) -> bool:
    """Whether an inbox is given by an address, not by a folder of this machine."""
    return "://" in inbox and not inbox.startswith("file://")


def bring(home: Home, address: str) -> Path:
    """The folder of this machine that is made to hold what the inbox at `address` holds: `<source>/<file>`.

    A file whose mark (entity tag, or size and time) is that of the last time is not brought again; one that is gone
    there goes here. A web server is asked for its pages of links, `address/` and `address/<source>/`.

    Raises:
        FundlinkError: the address cannot be read. What was brought before stays.
    """
    folder = home.path / "brought" / digest(address)[:16]
    folder.mkdir(parents=True, exist_ok=True)
    state = folder / _STATE
    before: dict[str, str | None] = json.loads(state.read_text()) if state.exists() else {}
    after: dict[str, str | None] = {}
    try:
        files, root = url_to_fs(address)
        files.invalidate_cache()
        listed = files.find(root, maxdepth=2, detail=True)
        if not listed:
            # Some stores answer so to a slip in the address; it must not empty every source.
            raise FileNotFoundError("nothing lies there")
        for path, about in sorted(listed.items()):
            name = _name(files, root, path)
            if len(name.parts) != 2 or ".." in name.parts:
                continue
            after[str(name)] = mark = _mark(about) or _mark(files.info(path))
            if mark is None or before.get(str(name)) != mark or not (folder / name).exists():
                write_atomically(folder / name, partial(_get, files, path))
    except Exception as error:  # noqa: BLE001 (each kind of store has errors of its own)
        why = " ".join(str(error).split())[:200] or type(error).__name__
        raise FundlinkError(f"{address}: the inbox cannot be read ({why}). Nothing was changed.") from None
    for gone in before.keys() - after.keys():
        (folder / gone).unlink(missing_ok=True)
    for source in [entry for entry in folder.iterdir() if entry.is_dir() and not any(entry.iterdir())]:
        source.rmdir()
    write_atomically(state, lambda target: target.write_text(json.dumps(after)))
    return folder


def _get(files: AbstractFileSystem, path: str, target: Path) -> None:
    files.get_file(path, str(target))


def _name(files: AbstractFileSystem, root: str, path: str) -> PurePosixPath:
    """The path below the root; of a link on a web page without what asks for an order of its lines."""
    below = path.removeprefix(root).strip("/")
    if "http" in files.protocol:
        link = urlsplit(below)
        below = "" if link.query else unquote(link.path)
    return PurePosixPath(below)


def _mark(about: dict[str, Any]) -> str | None:
    """What changes when the file does, as the store tells it; None where it tells nothing: a size may stay."""
    told = ("ETag", "etag", "md5Hash", "LastModified", "Last-Modified", "mtime", "updated", "created")
    known = [str(about[name]) for name in told if about.get(name)]
    return digest(*known, str(about.get("size"))) if known else None
