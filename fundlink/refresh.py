"""One refresh at a time: who holds the home, and under which id the refresh writes the ledgers."""

from __future__ import annotations

import getpass
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from fundlink.arrivals import bring, is_address
from fundlink.config import Home, Settings
from fundlink.errors import FundlinkError


def new_refresh_id() -> str:
    """An id that sorts by time: `20261122T060000000000Z`."""
    return id_of(datetime.now(UTC))


def id_of(at: datetime) -> str:
    """The id of a refresh that begins at a time, in UTC."""
    return at.strftime("%Y%m%dT%H%M%S%fZ")


@contextmanager
def holding(home: Home, *, wait_seconds: float = 0) -> Iterator[None]:
    """Hold the home for one refresh; the operating system lets go when the process dies, however it dies.

    Raises:
        FundlinkError: another refresh still holds it after `wait_seconds`; the text says who and since when.
    """
    home.path.mkdir(parents=True, exist_ok=True)
    lock, holder = FileLock(home.path / "refresh.lock"), home.path / "refresh.holder.json"
    try:
        lock.acquire(timeout=wait_seconds)
    except Timeout:
        raise FundlinkError(f"another refresh holds {home.path}: {_told(holder)}. Wait for it, or stop it.") from None
    try:
        holder.write_text(
            json.dumps({"pid": os.getpid(), "user": getpass.getuser(), "since": f"{datetime.now(UTC):%F %T} UTC"})
        )
        _sweep(home)
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def _sweep(home: Home) -> None:
    """Remove what a killed refresh left half written; whoever holds the home is the only one who writes there.

    Not so the decisions, which stand beside the folders of the ledgers: who decides holds them by a lock of their own.
    """
    for left in home.path.glob(f"{home.spill.name}-*"):
        shutil.rmtree(left, ignore_errors=True)
    for folder in (home.tables, *home.ledgers.glob("*/"), home.path / "archive", home.path / "published"):
        for partial in folder.rglob(".*.partial"):
            partial.unlink()


def _told(holder: Path) -> str:
    try:
        who = json.loads(holder.read_text())
    except (OSError, ValueError):
        return "it has just begun"
    return f"process {who['pid']} of {who['user']}, since {who['since']}"


def open_inbox(home: Home, given: str | None) -> Path:
    """The folder to read: `given`, or `FUNDLINK_INBOX`, or the home's inbox. What lies at an address is brought here.

    Raises:
        FundlinkError: an address cannot be read.
    """
    given = given or Settings().fundlink_inbox
    if not given:
        home.inbox.mkdir(parents=True, exist_ok=True)
        return home.inbox
    return bring(home, given) if is_address(given) else Path(given).expanduser().resolve()


def find_inbox(home: Home, given: str | None, sources: set[str]) -> Path:
    """The folder to read, as `open_inbox` gives it, with a look at what is in it.

    Raises:
        FundlinkError: `given` is no folder, or has no folder that is named like a source; or as `open_inbox`.
    """
    inbox = open_inbox(home, given)
    if inbox == home.inbox:
        return inbox
    if not inbox.is_dir():
        raise FundlinkError(f"{given}: no such folder. Name the folder that holds one folder a source.")
    if not any((inbox / name).is_dir() for name in sources):
        hint = f" (did you mean {inbox / 'inbox'}?)" if (inbox / "inbox").is_dir() else ""
        raise FundlinkError(f"{given}: no folder in it is named like a source, e.g. npo_register{hint}.")
    return inbox


def strangers(inbox: Path, sources: set[str]) -> list[str]:
    """Folders and files of the inbox that belong to no source: signalled, never passed over in silence."""
    return sorted(path.name for path in inbox.iterdir() if path.name not in sources and not path.name.startswith("."))
