"""Who is meant when somebody asks about a mention or a person."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from fundlink.config import Home
from fundlink.errors import FundlinkError
from fundlink.tables import scan

_SHOWN = "mention_id, m.source, m.source_key, m.version, m.role, m.name, m.kind, record_id, person_id"


@dataclass(frozen=True)
class Side:
    """What was asked for: the mentions of one person, of one record's role (all its versions), or one mention.

    Each mention is a dict of `mention_id, source, source_key, version, role, name, kind, record_id, person_id`.
    """

    asked: str
    mentions: tuple[dict[str, Any], ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """Mention ids, sorted."""
        return tuple(mention["mention_id"] for mention in self.mentions)

    @property
    def persons(self) -> tuple[str, ...]:
        """Ids of the persons that the mentions are, sorted."""
        return tuple(sorted({mention["person_id"] for mention in self.mentions}))


def mention_tables(home: Home) -> list[Path]:
    """The mention tables of all sources.

    Raises:
        FundlinkError: when there was no refresh yet.
    """
    tables = sorted(home.tables.glob("mention/*.parquet"))
    if not tables or not home.table("resolved/person_members").exists():
        raise FundlinkError(f"{home.path}: no resolved persons here yet. Run fundlink refresh, or set FUNDLINK_HOME.")
    return tables


def find(connection: duckdb.DuckDBPyConnection, home: Home, asked: str) -> Side:
    """The mentions that `asked` names: a mention id, `source:source_key:role`, or a person id.

    Raises:
        FundlinkError: when nothing has that name, or it names an organisation.
    """
    source, _, rest = asked.partition(":")
    key, _, role = rest.rpartition(":")
    rows = connection.execute(
        f"""
        SELECT {_SHOWN} FROM {scan(*mention_tables(home))} m
        LEFT JOIN {scan(home.table("resolved/person_members"))} USING (mention_id)
        WHERE mention_id = $asked OR person_id = $asked
            OR (m.source = $source AND m.source_key = $key AND m.role = $role)
        ORDER BY mention_id
        """,
        {"asked": asked, "source": source, "key": key, "role": role},
    ).to_arrow_table()
    mentions = tuple(rows.to_pylist())
    if not mentions:
        raise FundlinkError(f"{asked}: {_unknown(connection, home, asked)}")
    if any(mention["kind"] != "person" for mention in mentions):
        raise FundlinkError(f"{asked}: an organisation. Those are joined by rules (resolvers/organization.py).")
    if any(mention["person_id"] is None for mention in mentions):
        raise FundlinkError(f"{asked}: not resolved yet. Run fundlink refresh.")
    return Side(asked, mentions)


def _unknown(connection: duckdb.DuckDBPyConnection, home: Home, asked: str) -> str:
    lineage = home.table("resolved/person_lineage")
    became = connection.execute(
        f"SELECT DISTINCT became FROM {scan(lineage)} WHERE person_id = ? ORDER BY became", [asked]
    ).fetchall()
    if became:
        return f"this person has become {' and '.join(new for (new,) in became)}. Ask for that id."
    return "no mention, source:source_key:role, or person has this id. The ids are in resolved/person_members."
