"""What a mention's record says, and where it stands: file and row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from fundlink.config import Home
from fundlink.sources.parties import ATTRIBUTES
from fundlink.sources.places import places
from fundlink.tables import connect, scan


@dataclass(frozen=True)
class Record:
    """A mention's record.

    Attributes:
        file: name of the file it was read from; None when the source's table is gone.
        row: number of the row, or of the entry, in that file.
        said: what the record says of the party, by attribute, empty ones left out.
    """

    file: str | None
    row: int | None
    said: dict[str, Any]


def read_records(home: Home, mentions: Iterable[Mapping[str, Any]]) -> dict[str, Record]:
    """Records of mentions (dicts with `mention_id`, `source`, `record_id`), by mention id."""
    by_source: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for mention in mentions:
        by_source[mention["source"]].append(mention)
    found: dict[str, Record] = {}
    with connect() as connection:
        mention_tables = scan(*sorted(home.tables.glob("mention/*.parquet")))
        for source, asked in by_source.items():
            stands = places(connection, home, source, (mention["record_id"] for mention in asked))
            said = connection.execute(
                f"SELECT mention_id, record_id, {', '.join(ATTRIBUTES)} FROM {mention_tables} "
                "WHERE mention_id IN (SELECT unnest(?))",
                [[mention["mention_id"] for mention in asked]],
            ).fetchall()
            for mention_id, record, *values in said:
                file, row = stands.get(record, (None, None))
                known = {name: value for name, value in zip(ATTRIBUTES, values, strict=True) if value}
                found[mention_id] = Record(file, row, known)
    return found
