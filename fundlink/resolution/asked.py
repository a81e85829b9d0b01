"""Who is meant when somebody asks about a mention or a party."""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from fundlink.config import Home
from fundlink.errors import FundlinkError
from fundlink.resolution.heirs import KINDS, heirs, kind_of_party
from fundlink.tables import connect, scan

log = logging.getLogger(__name__)

_FEW = 8
"""Mentions that are asked for one by one."""

_SHOWN = ("mention_id", "source", "source_key", "version", "role", "name", "kind", "record_id")


@dataclass(frozen=True)
class Side:
    """What was asked for: the mentions of one party, of one record's role (all its versions), or one mention.

    Each mention is a dict of `mention_id, source, source_key, version, role, name, kind, record_id, party_id`; the
    last is a person's or an organisation's. `moved` says what became of an old id, a line a step.
    """

    asked: str
    mentions: tuple[dict[str, Any], ...]
    moved: tuple[str, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """Mention ids, sorted."""
        return tuple(mention["mention_id"] for mention in self.mentions)

    @property
    def parties(self) -> tuple[str, ...]:
        """Ids of the parties that the mentions are, sorted."""
        return tuple(sorted({mention["party_id"] for mention in self.mentions}))

    @property
    def whole(self) -> bool:
        """Whether a party was asked for, by its id now or an old one."""
        return bool(self.moved) or self.parties == (self.asked,)


def mention_tables(home: Home) -> list[Path]:
    """The mention tables of all sources.

    Raises:
        FundlinkError: when there was no refresh yet.
    """
    must_be_resolved(home)
    return _mention_tables(home)


def must_be_resolved(home: Home) -> None:
    """Raise a FundlinkError when there was no refresh yet."""
    if not _mention_tables(home) or not any(home.table(f"resolved/{kind}_members").exists() for kind in KINDS.values()):
        raise FundlinkError(f"{home.path}: nobody resolved here yet. Run fundlink refresh, or set FUNDLINK_HOME.")


def _mention_tables(home: Home) -> list[Path]:
    return sorted(home.tables.glob("mention/*.parquet"))


def members(home: Home) -> str:
    """SQL of all that are resolved: `source, source_key, role, mention_id`, and `party_id`."""
    told = " UNION ALL ".join(
        f"SELECT source, source_key, role, mention_id, {kind}_id AS party_id FROM {scan(table)}"
        for kind in KINDS.values()
        if (table := home.table(f"resolved/{kind}_members")).exists()
    )
    return f"({told})"


def of_mentions(table: str, ids: Sequence[str], columns: str) -> tuple[str, list[Any]]:
    """SQL of the rows of some mentions, and what it binds.

    The tables are sorted by mention: asked for one, a scan passes over the rest; asked for a list, it reads most rows.
    """
    if len(ids) > _FEW:
        return f"SELECT {columns} FROM {table} WHERE mention_id IN (SELECT unnest(?))", [list(ids)]
    return " UNION ALL ".join([f"SELECT {columns} FROM {table} WHERE mention_id = ?"] * len(ids)), list(ids)


def find(
    connection: duckdb.DuckDBPyConnection,
    home: Home,
    asked: str,
    kinds: Collection[str] = ("person",),
    told: Collection[str] = (),
) -> Side:
    """The mentions that `asked` names: a mention id, `source:source_key:role`, or the id of a party.

    An id that is no more answers for the party that its mentions became; that is said in the log too.

    Args:
        connection: any.
        home: with the tables of a refresh.
        asked: the name.
        kinds: `person`, `organization`, or both: what may be asked for.
        told: further columns of the mentions; a table `named` of the connection holds them until the next is asked for.

    Raises:
        FundlinkError: when nothing has that name, when it became several, or when it is of another kind.
    """
    mentions = _named(connection, home, asked, told)
    moved: tuple[str, ...] = ()
    if not mentions:
        now, moved = _now(connection, home, asked)
        mentions = _named(connection, home, now, told)
        for line in moved:
            log.warning("%s", line)
    if any(mention["kind"] == "organization" for mention in mentions) and "organization" not in kinds:
        raise FundlinkError(f"{asked}: an organisation. Those are joined by rules (resolvers/organization.py).")
    if any(mention["kind"] not in kinds for mention in mentions):
        raise FundlinkError(f"{asked}: a person, and this is about organisations.")
    if any(mention["party_id"] is None for mention in mentions):
        raise FundlinkError(f"{asked}: not resolved yet. Run fundlink refresh.")
    return Side(asked, mentions, moved)


def two_sides(one: Side, other: Side) -> tuple[Side, Side]:
    """Both; a mention that is on both, as one of a party's may be, stays on the smaller side only.

    Raises:
        FundlinkError: when both name the same.
    """
    turned = len(other.ids) < len(one.ids)
    smaller, larger = (other, one) if turned else (one, other)
    rest = tuple(mention for mention in larger.mentions if mention["mention_id"] not in smaller.ids)
    if not rest:
        raise FundlinkError(f"{other.asked}: the same as {one.asked}. Name two; fundlink how tells of one.")
    left = Side(larger.asked, rest, larger.moved)
    return (left, smaller) if turned else (smaller, left)


def name_of(connection: duckdb.DuckDBPyConnection, home: Home, party: str) -> str | None:
    """The name by which a party goes."""
    kind = kind_of_party(party)
    found = connection.execute(
        f"SELECT name FROM {scan(home.table(f'resolved/{kind}'))} WHERE {kind}_id = ?", [party]
    ).fetchall()
    return found[0][0] if found else None


def is_organization(home: Home, asked: str) -> bool:
    """Whether `asked` names an organisation or a mention of one, now or once."""
    table, kind = home.table("resolved/organization_members"), kind_of_party(asked)
    if kind or not table.exists():
        return kind == "organization"
    condition, bound = _is(asked)
    with connect() as connection:
        return bool(connection.execute(f"SELECT 1 FROM {scan(table)} WHERE {condition} LIMIT 1", bound).fetchall())


def _is(asked: str) -> tuple[str, list[str]]:
    """SQL: whether a mention has that name, its id or `source:source_key:role`; and what it binds."""
    source, of_record, rest = asked.partition(":")
    key, _, role = rest.rpartition(":")
    if of_record:
        return "source = ? AND source_key = ? AND role = ?", [source, key, role]
    return "mention_id = ?", [asked]


def _named(
    connection: duckdb.DuckDBPyConnection, home: Home, asked: str, told: Collection[str]
) -> tuple[dict[str, Any], ...]:
    """The mentions of that name. Those that are resolved are looked up by their ids."""
    mentions, there = scan(*mention_tables(home)), members(home)
    condition, bound = ("party_id = ?", [asked]) if kind_of_party(asked) else _is(asked)
    parties = dict(connection.execute(f"SELECT mention_id, party_id FROM {there} WHERE {condition}", bound).fetchall())
    columns = ", ".join(dict.fromkeys((*_SHOWN, *told)))
    condition, bound = _is(asked)
    named = f"SELECT {columns} FROM {mentions} WHERE {condition}"
    if parties:
        named, bound = of_mentions(mentions, sorted(parties), columns)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE named AS {named}", bound)
    rows = connection.execute(f"SELECT {', '.join(_SHOWN)} FROM named ORDER BY mention_id").to_arrow_table().to_pylist()
    return tuple({**row, "party_id": parties.get(row["mention_id"])} for row in rows)


def _now(connection: duckdb.DuckDBPyConnection, home: Home, asked: str) -> tuple[str, tuple[str, ...]]:
    """The one party that an old id became, and how."""
    found = heirs(connection, home, asked)
    if len(found.parties) == 1:
        return found.parties[0], found.steps
    if found.parties:
        raise FundlinkError(f"{asked}: became {' and '.join(found.parties)} ({'; '.join(found.steps)}). Ask for one.")
    if found.known:
        raise FundlinkError(f"{asked}: its mentions have left: no file that is read now holds them.")
    raise FundlinkError(
        f"{asked}: no mention, source:source_key:role, or party has this id. The ids are in resolved/person_members."
    )
