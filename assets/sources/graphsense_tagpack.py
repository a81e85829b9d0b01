"""TagPacks: what somebody publicly says of addresses of virtual assets, in the YAML form of GraphSense.

Published by whoever makes one: courts' lists of forfeited addresses, exchanges, donation pages. A pack is not the whole
of anything, and several may speak of one address. Fields of the header hold for every tag that does not say otherwise.
A tag says what its creator takes an address for; it is no finding, and it names no person. Every value is read
as the text it is: to YAML, an unquoted `0x...` address is a number.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from fundlink.errors import BadFile
from fundlink.sources import PartialDate, Snapshot, Unread, source, wallet_label
from fundlink.sources.listed import iso_date
from fundlink.sources.text import read_text, scalar

REPAIR = "Download the TagPack again as YAML"
USED = ("address", "currency", "network", "label", "category", "abuse", "actor", "source", "lastmod", "confidence")
OF_PACK = ("title", "creator")
IGNORED = {
    *("description", "is_public", "is_cluster_definer", "tags", "uri", "context", "concepts", "tag_type"),
    *("tag_subject", "inherits_from", "asset"),
}


def read(file: Path) -> Snapshot:
    """Read one pack.

    Raises:
        BadFile: no YAML, or no pack.
    """
    try:
        pack = yaml.load(read_text(file, REPAIR), Loader=yaml.CBaseLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = f"line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        raise BadFile(file.name, place, "not whole, or no YAML", REPAIR) from None
    except (yaml.YAMLError, RecursionError, ValueError):
        raise BadFile(file.name, "", "not whole, or no YAML", REPAIR) from None
    tags = pack.get("tags") if isinstance(pack, dict) else None
    if not isinstance(tags, list):
        raise BadFile(file.name, "", "no TagPack: it has no list of tags", REPAIR)
    header = {str(name): value for name, value in pack.items()}
    rows: list[dict[str, Any]] = []
    unread: list[Unread] = []
    for number, tag in enumerate(tags, 1):
        if isinstance(tag, dict):
            rows.append({**_row({**header, **tag}), "_row": number})
        else:
            unread.append(Unread(number, "is no tag: it has no fields", (scalar(tag) or "")[:200]))
    return Snapshot(None, rows, list(_signals(header, tags)), unread)


def _row(told: dict[str, Any]) -> dict[str, Any]:
    row = {name: scalar(told.get(name)) for name in (*USED, *OF_PACK)}
    day = iso_date(row["lastmod"] or "")
    return {**row, "kind": row["category"] or row["abuse"], "lastmod": day.isoformat() if day else None}


def _signals(header: dict[str, Any], tags: list[Any]) -> Iterator[str]:
    names = {*header, *(str(name) for tag in tags if isinstance(tag, dict) for name in tag)}
    for name in sorted(names - {*USED, *OF_PACK, *IGNORED}):
        yield f"unknown field {' '.join((scalar(name) or '').split())[:40]}, ignored"


@source(
    title="Tags of addresses of virtual assets",
    publisher="Creators of GraphSense TagPacks",
    key=None,
    cron="0 2 * * 1",
    reader=read,
    whole=False,
    mentions={},
    facts=[wallet_label(address="address", chain="currency", label="label", category="kind")],
)
@dataclass(frozen=True, slots=True)
class GraphsenseTag:
    """One tag of one address, with what it has from its pack. `kind` is its category, or else its abuse."""

    address: str
    currency: str
    network: str | None
    label: str
    category: str | None
    abuse: str | None
    kind: str | None
    actor: str | None
    source: str | None
    lastmod: PartialDate | None
    confidence: str | None
    title: str | None
    creator: str | None
