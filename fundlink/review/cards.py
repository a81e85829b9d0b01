"""What one mention says, as its source wrote it, and where that stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import duckdb

from fundlink.config import Home
from fundlink.resolution.asked import members, mention_tables
from fundlink.sources import ledger
from fundlink.sources.parties import ATTRIBUTES
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
        file: name of the file that holds its record.
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
    file: str
    row: int
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
        places: dict[str, tuple[str, int]] = {}
        for source in {row["source"] for row in found}:
            records = [row["record_id"] for row in found if row["source"] == source]
            places |= _places(connection, home, source, records)
    return {
        row["mention_id"]: Card(
            **{name: row[name] for name in _NAMED},
            file=places[row["record_id"]][0],
            row=places[row["record_id"]][1],
            said={name: text for name in ATTRIBUTES if (text := _text(row[name]))},
        )
        for row in found
    }


def _places(
    connection: duckdb.DuckDBPyConnection, home: Home, source: str, records: list[str]
) -> dict[str, tuple[str, int]]:
    """Record -> name of its file, and its row there."""
    names = {sha256: entry.name for sha256, entry in ledger.entries(home, source).items()}
    rows = connection.execute(
        f"""SELECT _record_id, _file, _row FROM {scan(home.table(f"source/{source}"))}
        WHERE _record_id IN (SELECT unnest(?))""",
        [records],
    ).fetchall()
    return {record: (names.get(file, file), row) for record, file, row in rows}


def _text(value: str | list[str] | None) -> str:
    return ", ".join(value) if isinstance(value, list) else value or ""
