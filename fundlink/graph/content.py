"""Read a database's whole content, streamed: to reconcile with, and for the fingerprint."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from neo4j import READ_ACCESS

from fundlink import schema
from fundlink.graph.connection import driver
from fundlink.graph.statements import KEYS, LOADED
from fundlink.server import Connection

BATCH = 10_000


def stream(connection: Connection, text: str) -> Iterator[list[Any]]:
    """The rows of one read statement, fetched as they are used."""
    with driver(connection).session(
        database=connection.database, default_access_mode=READ_ACCESS, fetch_size=BATCH
    ) as session:
        # Auto-commit: a result that outlives no transaction function can be passed on row by row.
        for record in session.run(text):
            yield list(record.values())


def nodes(connection: Connection, keys: Iterable[str] = KEYS) -> Iterator[tuple[str, str, list[str], dict[str, Any]]]:
    """Every node of ours: its label, id, labels (sorted), properties. Without an `id` it is not ours."""
    for key in keys:
        text = f"MATCH (n:{key}) WHERE n.id IS NOT NULL RETURN n.id, labels(n), properties(n)"
        for id_, labels, properties in stream(connection, text):
            yield label_of(labels) or key, str(id_), sorted(schema.LABELS.intersection(labels)), properties


def relationships(
    connection: Connection, kinds: Iterable[schema.Relationship] = LOADED
) -> Iterator[tuple[str, str, str, str, str, dict[str, Any]]]:
    """Every relationship between nodes of ours: type, label and id of its start and end, properties."""
    for kind in kinds:
        text = f"MATCH (a)-[r:{kind.type}]->(b) RETURN labels(a), a.id, labels(b), b.id, properties(r)"
        for start_labels, start, end_labels, end, properties in stream(connection, text):
            start_label, end_label = label_of(start_labels), label_of(end_labels)
            if start_label and end_label and start is not None and end is not None:
                yield kind.type, start_label, str(start), end_label, str(end), properties


def label_of(labels: Sequence[str]) -> str | None:
    """The label that the schema knows a node by; None where it is none of ours."""
    return next((name for known in (schema.NODE, KEYS) for name in labels if name in known), None)


def unknown_nodes(connection: Connection) -> int:
    """How many nodes bear none of the schema's labels, or no `id`: none of ours."""
    text = f"MATCH (n) WHERE NOT n:{'|'.join(KEYS)} OR n.id IS NULL RETURN count(n)"
    return int(next(stream(connection, text))[0])
