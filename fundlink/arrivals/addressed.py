"""A source with an address: `inbox/<source>/_address.toml`, fetched when the source's schedule says so.

    address = "https://example.org/list.xml"      # or several: ["https://...", "https://..."]

The files are put into that inbox folder. A fetch that fails leaves what lies there.
"""

from __future__ import annotations

import json
import re
import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from cronsim import CronSim

from fundlink.arrivals.fetch import Fetched, Unreachable, fetch
from fundlink.config import Home
from fundlink.errors import FundlinkError
from fundlink.sources.contract import Source
from fundlink.tables import write_atomically

SETTINGS = "_address.toml"
_ZONE = ZoneInfo("Asia/Almaty")


def fetch_due(home: Home, source: Source, folder: Path, now: datetime) -> list[str]:
    """Fetch the source's addresses when its schedule has struck since the last time; the lines of what failed.

    What failed is tried again by the next refresh.

    Raises:
        FundlinkError: the settings are wrong.
    """
    if not (folder / SETTINGS).exists():
        return []
    failed = []
    kept = home.path / "fetched" / f"{source.name}.json"
    state: dict[str, dict[str, Any]] = json.loads(kept.read_text()) if kept.exists() else {}
    for name, address in _named(source, _addresses(folder / SETTINGS)).items():
        last, target = state.get(address, {}), folder / name
        if target.exists() and last and not _struck(source.cron, datetime.fromisoformat(last["at"]), now):
            continue
        tags = Fetched(last.get("etag"), last.get("modified")) if target.exists() else Fetched(None, None)
        try:
            tags = fetch(address, target, tags)
        except Unreachable as why:
            stays = "; its last good version stays" if target.exists() else ""
            failed.append(f"{source.name}: {address} could not be fetched ({why}){stays}")
        else:
            state[address] = {"at": now.isoformat(), "etag": tags.etag, "modified": tags.modified}
    write_atomically(kept, lambda partial: partial.write_text(json.dumps(state, indent=1)))
    return failed


def _struck(cron: str, since: datetime, now: datetime) -> bool:
    return next(CronSim(cron, since.astimezone(_ZONE))) <= now.astimezone(_ZONE)


def _addresses(settings: Path) -> list[str]:
    place = f"{settings.parent.name}/{settings.name}"
    example = 'address = "https://example.org/list.xml"'
    try:
        said = tomllib.loads(settings.read_text())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FundlinkError(f"{place}: no TOML ({error}). Write: {example}") from None
    found = said.get("address", [])
    addresses = [found] if isinstance(found, str) else found
    texts = isinstance(addresses, list) and all(isinstance(address, str) for address in addresses)
    if set(said) != {"address"} or not addresses or not texts or {urlsplit(a).scheme for a in addresses} - _SCHEMES:
        raise FundlinkError(f"{place}: it must say one thing, an address of http or https. Write: {example}")
    return addresses


_SCHEMES = {"https", "http"}


def _named(source: Source, addresses: list[str]) -> dict[str, str]:
    """A file name for each address: its own last part, where that is one that is read."""
    named: dict[str, str] = {}
    for number, address in enumerate(addresses, 1):
        last = re.sub(r"[^\w.-]", "", unquote(urlsplit(address).path).rpartition("/")[2]).lstrip("._~")
        if not last or last.endswith(".toml") or last in named:
            last = f"{source.name}-{number}"
        named[last] = address
    return named
