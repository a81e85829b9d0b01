"""What somebody asks the evidence of: an id of any kind, in the spelling they have it."""

from __future__ import annotations

import json
from collections.abc import Sequence

import duckdb

from fundlink import decisions, schema
from fundlink.config import Home
from fundlink.errors import FundlinkError
from fundlink.evidence.records import FIRST, Evidence, of_node, of_relationship, read
from fundlink.identifiers import check_document, normalise_email, normalise_phone
from fundlink.projection import decided
from fundlink.projection.views import make_views
from fundlink.resolution.asked import find
from fundlink.resolution.heirs import KINDS, heirs
from fundlink.sources.contract import Source
from fundlink.tables import connect, scan

NEAR = 3
"""Ids that are named where one is unknown."""

_CALLED = ("name", "title", "number", "value", "reference_number", "reference", "role")


def evidence(home: Home, sources: Sequence[Source], *asked: str, limit: int | None = FIRST) -> list[Evidence]:
    """The records behind a node (one name), or a relationship (start, type, end).

    A name is any id in the graph's tables, an old id of a party, `source:source_key:role` of a mention, or a phone
    number, an e-mail address or an account in any spelling. One name may be of several nodes: of each is told.

    Args:
        home: with the tables of a refresh.
        sources: every declared source.
        asked: one name, or three.
        limit: records read of each; None for all.

    Raises:
        FundlinkError: nothing has that name (near ones are told), or there was no refresh.
    """
    if not home.table("graph/nodes").exists() or not home.table("graph/relationships").exists():
        raise FundlinkError(f"{home.path}: no graph was made here yet. Run fundlink refresh, or set FUNDLINK_HOME.")
    with connect() as connection:
        make_views(connection, home, sources, joined=True)
        connection.register("apart", decided.apart(decisions.read(home)))
        rows = " UNION ALL ".join(
            f"SELECT _record_id, _source, _key, _file, _row, _text FROM rows_{source.name}" for source in sources
        )
        connection.execute(f"CREATE VIEW every AS {rows}")
        connection.execute(f"CREATE VIEW nodes AS FROM {scan(home.table('graph/nodes'))}")
        connection.execute(f"CREATE VIEW edges AS FROM {scan(home.table('graph/relationships'))}")
        if len(asked) == 3:
            return _relationship(connection, home, sources, *asked, limit)
        found = []
        for label, id, name, remarks in _nodes(connection, home, asked[0]):
            ids = of_node(connection, sources, label, id)
            found.append(Evidence(label, (id,), name, len(ids), read(connection, ids, limit), remarks))
        return found


Node = tuple[str, str, str | None, tuple[str, ...]]


def _nodes(connection: duckdb.DuckDBPyConnection, home: Home, asked: str) -> list[Node]:
    """Label, id, name and remarks of each node that is meant."""
    found = _by_id(connection, _spellings(asked))
    if found:
        return found
    heirs_ = heirs(connection, home, asked)
    if heirs_.parties:
        return [(label, id, name, heirs_.steps) for label, id, name, _ in _by_id(connection, heirs_.parties)]
    if heirs_.known:
        raise FundlinkError(f"{asked}: its mentions have left: no file that is read now holds them.")
    if asked.count(":") >= 2 and (mentions := _mentions(connection, home, asked)):
        return _by_id(connection, mentions)
    raise FundlinkError(f"{asked}: nothing has this id.{_near(connection, asked)}")


def _mentions(connection: duckdb.DuckDBPyConnection, home: Home, asked: str) -> tuple[str, ...]:
    try:
        return find(connection, home, asked, tuple(KINDS.values())).ids
    except FundlinkError:
        return ()


def _spellings(asked: str) -> list[str]:
    account = "".join(asked.split()).upper()
    read = (check_document, normalise_phone, normalise_email)
    return [name for name in (asked, account, *(reader(asked) for reader in read)) if name]


def _by_id(connection: duckdb.DuckDBPyConnection, ids: Sequence[str]) -> list[Node]:
    rows = connection.execute(
        "SELECT label, id, properties FROM nodes WHERE id IN (SELECT unnest($ids)) ORDER BY ALL", {"ids": list(ids)}
    ).fetchall()
    return [(label, id, _called(properties), ()) for label, id, properties in rows]


def _called(properties: str) -> str | None:
    said = json.loads(properties)
    return next((str(said[name]) for name in _CALLED if said.get(name)), None)


def _near(connection: duckdb.DuckDBPyConnection, asked: str) -> str:
    rows = connection.execute(
        """SELECT id FROM nodes WHERE jaro_winkler_similarity(lower(id), lower($asked)) > 0.8 GROUP BY id
        ORDER BY jaro_winkler_similarity(lower(id), lower($asked)) DESC, id LIMIT $near""",
        {"asked": asked, "near": NEAR},
    ).fetchall()
    return f" Near it: {', '.join(id for (id,) in rows)}." if rows else " fundlink query finds ids by name."


def _relationship(
    connection: duckdb.DuckDBPyConnection,
    home: Home,
    sources: Sequence[Source],
    start: str,
    type: str,
    end: str,
    limit: int | None,
) -> list[Evidence]:
    type = type.upper()
    if type not in schema.RELATIONSHIP:
        raise FundlinkError(f"{type}: no type of a relationship. There are {', '.join(sorted(schema.RELATIONSHIP))}.")
    starts, ends = ([node[:2] for node in _nodes(connection, home, name)] for name in (start, end))
    pairs = [
        (a, b)
        for a in starts
        for b in ends
        if connection.execute(
            """SELECT count(*) FROM edges WHERE type = $type
            AND start_label = $a_label AND start_id = $a AND end_label = $b_label AND end_id = $b""",
            {"type": type, "a_label": a[0], "a": a[1], "b_label": b[0], "b": b[1]},
        ).fetchall()[0][0]
    ]
    if not pairs:
        raise FundlinkError(
            f"{start} {type} {end}: no such relationship.{_others(connection, starts[0][1], ends[0][1])}"
        )
    found = []
    for a, b in pairs:
        ids = of_relationship(connection, sources, type, a[1], b[1])
        remarks: tuple[str, ...] = ()
        if not ids:
            ids = sorted({record for label, id in (a, b) for record in of_node(connection, sources, label, id)})
            remarks = ("found, not stated by a record: these are the records of its two ends",)
        found.append(Evidence(type, (a[1], b[1]), None, len(ids), read(connection, ids, limit), remarks))
    return found


def _others(connection: duckdb.DuckDBPyConnection, start: str, end: str) -> str:
    rows = connection.execute(
        """SELECT DISTINCT start_id || ' ' || type || ' ' || end_id AS told FROM edges
        WHERE (start_id = $start AND end_id = $end) OR (start_id = $end AND end_id = $start) ORDER BY told LIMIT 5""",
        {"start": start, "end": end},
    ).fetchall()
    return f" There is: {'; '.join(told for (told,) in rows)}." if rows else " Nothing ties the two directly."
