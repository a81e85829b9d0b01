"""The graph as two tables: every node and every relationship once, told by all the records that state it."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from fundlink import decisions, schema
from fundlink.config import Home
from fundlink.projection import decided, identified, stated, views
from fundlink.projection.views import make_views
from fundlink.schema import Merge, Property, Type
from fundlink.sources import facts, ledger
from fundlink.sources.contract import Source
from fundlink.sources.facts.money import ordered
from fundlink.sources.sql import literal, quoted
from fundlink.tables import code, connect, digest, notes, save

SEVERAL = 25
"""Items kept of a list on one node or relationship; the count beside it is never capped."""

_LABELS = "coalesce(flatten(list(_labels)), [])"
"""SQL: the labels that the records of a node give it, beside its own."""

_SQL_TYPE = {
    Type.STRING: "VARCHAR",
    Type.STRINGS: "VARCHAR[]",
    Type.INTEGER: "BIGINT",
    Type.FLOAT: "DOUBLE",
    Type.BOOLEAN: "BOOLEAN",
    Type.DATE: "DATE",
    Type.DATETIME: "TIMESTAMPTZ",
}


@dataclass(frozen=True)
class Projected:
    """Nodes by label, relationships by type, and the relationships left out since an end is not there."""

    nodes: dict[str, int]
    relationships: dict[str, int]
    dangling: dict[str, int]
    unchanged: bool


def project(home: Home, sources: Sequence[Source]) -> Projected:
    """Make `graph/nodes` and `graph/relationships` from the sources' tables, the mentions and the resolved parties.

    Order-free: the same facts give the same tables, whatever file or row they came from first.
    """
    keys = [f"{group}/{source.name}" for source in sources for group in ("source", "mention")]
    keys += [f"resolved/{kind}{part}" for kind in ("person", "organization") for part in ("", "_members")]
    keys += ["resolved/person_pairs", "resolved/organization_pairs", "resolved/organization_links"]
    keys += ["resolved/transfer_members", "resolved/statement_gaps"]
    inputs = [ledger.digest(home.table(key)) for key in keys]
    said = decisions.read(home)
    made_by = code(schema, stated, identified, decided, views, facts, sys.modules[__name__])
    state = digest(inputs, [line.hash for line in said.active], made_by, [s.code for s in sources])
    kept = notes(home.table("graph/relationships"))
    if kept.get("made_from") == state and notes(home.table("graph/nodes")).get("made_from") == state:
        return Projected(kept["nodes"], kept["relationships"], kept["dangling"], unchanged=True)
    with connect() as connection:
        make_views(connection, home, sources, joined=True)
        connection.register("apart", decided.apart(said))
        _nodes(connection, sources)
        _relationships(connection, sources)
        _prefer_parties(connection)
        _settle_orders(connection)
        dangling = _drop_dangling(connection)
        nodes = _count(connection, "SELECT label, count(*) FROM nodes GROUP BY ALL ORDER BY ALL")
        edges = _count(connection, "SELECT type, count(*) FROM edges GROUP BY ALL ORDER BY ALL")
        made = {"made_from": state, "nodes": nodes, "relationships": edges, "dangling": dangling}
        save(connection, "SELECT * FROM nodes ORDER BY label, id", home.table("graph/nodes"), made)
        order = "type, start_id, end_id, properties"
        save(connection, f"SELECT * FROM edges ORDER BY {order}", home.table("graph/relationships"), made)
    return Projected(nodes, edges, dangling, unchanged=False)


def _nodes(connection: duckdb.DuckDBPyConnection, sources: Sequence[Source]) -> None:
    told: dict[str, list[str]] = defaultdict(list)
    for label, select in identified.nodes(sources):
        told[label].append(select)
    for source in sources:
        for label, select in stated.nodes(source):
            told[label].append(select)
    connection.execute("CREATE TEMP TABLE nodes (label VARCHAR, id VARCHAR, labels VARCHAR[], properties VARCHAR)")
    for label, selects in told.items():
        node = schema.NODE[label]
        own = sorted({label, node.key_label})
        labels = f"list_sort(list_distinct(list_concat({own}, {_LABELS})))"
        connection.execute(
            f"""INSERT INTO nodes SELECT {literal(label)}, id, {labels}, {_json(node.properties)}
            FROM ({_union(selects, node.properties, ["id"])}) GROUP BY id"""
        )


def _relationships(connection: duckdb.DuckDBPyConnection, sources: Sequence[Source]) -> None:
    told: dict[str, list[str]] = defaultdict(list)
    for type, select in identified.relationships(sources):
        told[type].append(select)
    for source in sources:
        for type, select in stated.relationships(source):
            told[type].append(select)
    ends = ["start_label", "start_id", "end_label", "end_id"]
    connection.execute(
        """CREATE TEMP TABLE edges (type VARCHAR, start_label VARCHAR, start_id VARCHAR, end_label VARCHAR,
        end_id VARCHAR, properties VARCHAR)"""
    )
    for type, selects in told.items():
        relationship = schema.RELATIONSHIP[type]
        grouped = ", ".join([*ends, *(quoted(name) for name in relationship.identity)])
        connection.execute(
            f"""INSERT INTO edges SELECT {literal(type)}, {", ".join(ends)}, {_json(relationship.properties)}
            FROM ({_union(selects, relationship.properties, ends)})
            WHERE (start_label, start_id) <> (end_label, end_id) GROUP BY {grouped}"""
        )


def _union(selects: Sequence[str], properties: Sequence[Property], keys: Sequence[str]) -> str:
    """The selects as one, every property there in its type, and `_record, _party, _version, _labels`."""
    names = [*(p.name for p in properties), "_record", "_party", "_version"]
    types = [*(_SQL_TYPE[p.type] for p in properties), "VARCHAR", "VARCHAR", "VARCHAR"]
    blank = ", ".join(f"NULL::{type} AS {quoted(name)}" for name, type in zip(names, types, strict=True))
    ends = ", ".join(f"NULL::VARCHAR AS {key}" for key in keys)
    empty = f"SELECT {ends}, {blank}, NULL::VARCHAR[] AS _labels WHERE false"
    return " UNION ALL BY NAME ".join([empty, *selects])


def _json(properties: Sequence[Property]) -> str:
    """SQL of the JSON object of the properties, aggregated over all that state them, without what nobody states."""
    cells = ", ".join(f"{literal(p.name)}, {_told(p)}" for p in sorted(properties, key=lambda p: p.name))
    return f"json_merge_patch('{{}}', json_object({cells}))::VARCHAR"


def _told(p: Property) -> str:
    column = quoted(p.name)
    if p.name == "record_ids":
        return f"list_slice(list_sort(list_distinct(list(_record))), 1, {SEVERAL})"
    if p.name == "record_count":
        return "count(DISTINCT _record)"
    if p.name == "parties":
        return "count(DISTINCT _party)"
    if p.name == "service":
        # One record that says so is enough, whatever else the others call it.
        return f"CASE WHEN max({column}) OR list_has_any({_LABELS}, {list(schema.SERVICE_LABELS)}) THEN true END"
    items = f"flatten(list({column}) FILTER ({column} IS NOT NULL))"
    told = {
        Merge.LEAST: f"min({column})",
        Merge.GREATEST: f"max({column})",
        Merge.UNION: f"list_slice(list_sort(list_distinct({items})), 1, {SEVERAL})",
        Merge.LATEST_OPEN: f"CASE WHEN count({column}) = count(coalesce(valid_from, {column})) THEN max({column}) END",
        Merge.LATEST: f"arg_max_null({column}, (coalesce(_version, ''), _record))",
    }[p.merge]
    # Neo4j's own form of a time: ISO 8601, UTC.
    return f"strftime({told} AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%SZ')" if p.type is Type.DATETIME else told


def _prefer_parties(connection: duckdb.DuckDBPyConnection) -> None:
    """Of what several records of a transfer know of a side, the nearest stands: a campaign, a party, an account.

    Who pays out for a campaign has handled the transfer: it is no second payer.
    """
    paid_out = """type = 'SENT' AND start_label IN ('Person', 'Organization')
        AND end_id IN (SELECT end_id FROM edges WHERE type = 'SENT' AND start_label = 'Campaign')"""
    connection.execute(
        f"""INSERT INTO edges SELECT 'HANDLED_BY', end_label, end_id, start_label, start_id,
            json_merge_patch('{{"leg": "origin"}}', properties) FROM edges WHERE {paid_out}"""
    )
    connection.execute(f"DELETE FROM edges WHERE {paid_out}")
    for type, transfer, party in (("SENT", "end", "start"), ("PAID_TO", "start", "end")):
        connection.execute(
            f"""DELETE FROM edges WHERE type = '{type}' AND {party}_label = 'Account'
            AND {transfer}_id IN (SELECT transfer_id FROM joined_transfers) AND {transfer}_id IN
                (SELECT {transfer}_id FROM edges WHERE type = '{type}' AND {party}_label <> 'Account')"""
        )


def _settle_orders(connection: duckdb.DuckDBPyConnection) -> None:
    """An order that a record of the payment joined is no longer only an order."""
    connection.execute(
        f"""UPDATE nodes SET properties = json_merge_patch(properties, '{{"status": null}}')::VARCHAR
        WHERE label = 'Transfer' AND id IN (SELECT transfer_id FROM joined_transfers)
            AND {ordered("properties->>'status'")} AND (properties->>'moved')::BOOLEAN"""
    )


def _drop_dangling(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    connection.execute(
        """CREATE TEMP TABLE dangling AS SELECT e.* FROM edges e
        WHERE NOT EXISTS (FROM nodes n WHERE n.label = e.start_label AND n.id = e.start_id)
           OR NOT EXISTS (FROM nodes n WHERE n.label = e.end_label AND n.id = e.end_id)"""
    )
    left_out = _count(connection, "SELECT type, count(*) FROM dangling GROUP BY ALL ORDER BY ALL")
    if left_out:
        connection.execute(
            "CREATE OR REPLACE TEMP TABLE edges AS SELECT * FROM edges EXCEPT ALL SELECT * FROM dangling"
        )
    return left_out


def _count(connection: duckdb.DuckDBPyConnection, query: str) -> dict[str, int]:
    return {str(name): int(count) for name, count in connection.execute(query).fetchall()}
