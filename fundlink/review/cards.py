"""What one mention says, as its source wrote it, and where that stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from fundlink.config import Home
from fundlink.resolution.asked import members, mention_tables
from fundlink.sources.parties import ATTRIBUTES
from fundlink.sources.places import places
from fundlink.tables import connect, scan

_NAMED = ("mention_id", "source", "source_key", "version", "role", "party_id", "fellows")


@dataclass(frozen=True)
class Card:
    """One mention.

    Attributes:
        mention_id: its id.
        source, source_key, version, role: what names it to people.
        party_id: its person, or organisation, at the last refresh.
        fellows: how many mentions that one has.
        file: name of the file that holds its record; None when the source's table is gone.
        row: row of that file, as its reader counts.
        said: attribute -> what stands there, of those with anything.
    """

    mention_id: str
    source: str
    source_key: str
    version: str | None
    role: str
    party_id: str
    fellows: int
    file: str | None
    row: int | None
    said: dict[str, str]


def cards(home: Home, mentions: Iterable[str]) -> dict[str, Card]:
    """The cards of these mentions, by id; without those that are no longer read.

    Raises:
        FundlinkError: when there was no refresh yet.
    """
    asked = sorted(set(mentions))
    with connect() as connection:
        rows = connection.execute(
            f"""
            WITH sized AS (
                SELECT mention_id, party_id, count(*) OVER (PARTITION BY party_id) AS fellows FROM {members(home)})
            SELECT m.*, party_id, fellows FROM {scan(*mention_tables(home))} m JOIN sized USING (mention_id)
            WHERE mention_id IN (SELECT unnest(?)) ORDER BY mention_id
            """,
            [asked],
        ).to_arrow_table()
        found = rows.to_pylist()
        stands: dict[str, tuple[str, int]] = {}
        for source in {row["source"] for row in found}:
            stands |= places(connection, home, source, (row["record_id"] for row in found if row["source"] == source))
    return {row["mention_id"]: _card(row, *stands.get(row["record_id"], (None, None))) for row in found}


def _card(mention: dict[str, Any], file: str | None, row: int | None) -> Card:
    said = {name: text for name in ATTRIBUTES if (text := _text(mention[name]))}
    return Card(**{name: mention[name] for name in _NAMED}, file=file, row=row, said=said)


def _text(value: str | list[str] | None) -> str:
    return ", ".join(value) if isinstance(value, list) else value or ""
