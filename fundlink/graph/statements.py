"""The Cypher that loads the graph: constant text for each set of labels and each type, from `fundlink.schema`.

No value of the data ever becomes part of a statement; labels and types are looked up in the schema first.
"""

from __future__ import annotations

from functools import cache

from fundlink import schema
from fundlink.errors import FundlinkError

KEYS = tuple(dict.fromkeys(node.key_label for node in schema.NODES))
"""The labels whose `id` is unique."""

KEY_OF = {node.label: node.key_label for node in schema.NODES} | {key: key for key in KEYS}
"""The key label of every label a node may be known by."""

LOADED = tuple(kind for kind in schema.RELATIONSHIPS if not kind.derived)
"""Relationships that come from the tables; the derived ones come from `cypher/links/`."""


def constraints() -> dict[str, str]:
    """The statements that make the constraints and indexes, by the name of the constraint or index."""
    unique = {
        f"{key.lower()}_id": f"CREATE CONSTRAINT {key.lower()}_id IF NOT EXISTS FOR (n:{key}) REQUIRE n.id IS UNIQUE"
        for key in KEYS
    }
    indexes = {
        name: f"CREATE INDEX {name} IF NOT EXISTS FOR (n:{node.label}) ON (n.{property.name})"
        for node in schema.NODES
        for property in node.properties
        if property.index and (name := f"{node.label.lower()}_{property.name}")
    }
    return unique | indexes


@cache
def node_of(labels: tuple[str, ...]) -> schema.Node:
    """The kind of node that carries these labels.

    Raises:
        FundlinkError: the schema declares no such set of labels.
    """
    kind = next((node for node in schema.NODES if node.label in labels), None)
    if kind is None or not set(labels) <= {kind.label, kind.key_label, *kind.extra}:
        raise FundlinkError(f"graph/nodes: labels {list(labels)} are no set that fundlink/schema.py declares.")
    return kind


@cache
def put_nodes(labels: tuple[str, ...]) -> str:
    """Make each row's node have exactly these labels (of ours) and the row's properties. `$rows`: property maps."""
    kind = node_of(labels)
    family = {label for node in schema.NODES if node.key_label == kind.key_label for label in (node.label, *node.extra)}
    added = sorted({*labels, kind.label} - {kind.key_label})
    removed = sorted(family - {*labels, kind.label, kind.key_label})
    return "\n".join(
        [
            "UNWIND $rows AS row",
            f"MERGE (n:{kind.key_label} {{id: row.id}})",
            "SET n = row",
            *([f"SET n:{':'.join(added)}"] if added else []),
            *([f"REMOVE n:{':'.join(removed)}"] if removed else []),
        ]
    )


@cache
def drop_nodes(key: str) -> str:
    """Delete nodes with all their relationships. `$rows`: ids."""
    return f"UNWIND $rows AS row\nMATCH (n:{_key(key)} {{id: row}})\nDETACH DELETE n"


@cache
def put_relationships(type: str, start: str, end: str) -> str:
    """Make each row's relationship exist with the row's properties. `$rows`: start, end, properties."""
    return "\n".join(
        [
            "UNWIND $rows AS row",
            f"MATCH (a:{_key(start)} {{id: row.start}})",
            f"MATCH (b:{_key(end)} {{id: row.end}})",
            f"MERGE (a)-[r:{type}{_identity(type)}]->(b)",
            "SET r = row.properties",
        ]
    )


@cache
def drop_relationships(type: str, start: str, end: str) -> str:
    """Delete relationships. `$rows`: start, end, properties (the identity is read from them)."""
    return "\n".join(
        [
            "UNWIND $rows AS row",
            f"MATCH (:{_key(start)} {{id: row.start}})-[r:{type}{_identity(type)}]->(:{_key(end)} {{id: row.end}})",
            "DELETE r",
        ]
    )


def _identity(type: str) -> str:
    names = schema.RELATIONSHIP[type].identity
    return f" {{{', '.join(f'{name}: row.properties.{name}' for name in names)}}}" if names else ""


def _key(label: str) -> str:
    if label not in KEYS:
        raise FundlinkError(f"graph: {label!r} is no key label that fundlink/schema.py declares.")
    return label
