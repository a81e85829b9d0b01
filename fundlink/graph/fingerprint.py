"""One number for the whole graph: the same facts give the same one, however they came there."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from typing import Any

from fundlink import schema
from fundlink.graph import content
from fundlink.graph.statements import KEYS
from fundlink.graph.values import to_table
from fundlink.server import Connection

_BYTES = 16


def fingerprint(connection: Connection) -> str:
    """The sum, modulo 2^128, of a hash of every node and relationship, as 32 hexadecimal digits.

    A sum has no order, so the content is streamed. What the schema marks `volatile` (properties, nodes,
    relationships) is left out, and so are nodes of labels that it does not declare. A resolved party is named by the
    smallest id of its mentions, as an end of relationships too, so the ids given to persons do not matter. The names
    of the parties are held in memory, about 150 bytes each.
    """
    named = "MATCH (m:Mention)-[:RESOLVES_TO]->(p:Party) RETURN p.id, min(m.id)"
    names: dict[str, str] = dict(content.stream(connection, named))
    total = sum(_hash(item) for item in _items(connection, names))
    return f"{total % 2 ** (8 * _BYTES):0{2 * _BYTES}x}"


def _items(connection: Connection, names: dict[str, str]) -> Iterator[list[Any]]:
    def name(label: str, id_: str) -> str:
        return names.get(id_, id_) if _is_party(label) else id_

    stable = [key for key in KEYS if not (key in schema.NODE and schema.NODE[key].volatile)]
    for label, id_, labels, properties in content.nodes(connection, stable):
        yield [labels, name(label, id_), _lasting(label, properties)]
    kinds = [kind for kind in schema.RELATIONSHIPS if not kind.volatile]
    for type_, start_label, start, end_label, end, properties in content.relationships(connection, kinds):
        yield [type_, name(start_label, start), name(end_label, end), _lasting(type_, properties)]


@cache
def _is_party(label: str) -> bool:
    return label == "Party" or (label in schema.NODE and schema.NODE[label].key_label == "Party")


@cache
def _volatile(kind: str) -> frozenset[str]:
    declared = schema.NODE.get(kind) or schema.RELATIONSHIP.get(kind)
    return frozenset({"id"} | {p.name for p in declared.properties if p.volatile}) if declared else frozenset({"id"})


def _lasting(kind: str, properties: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in properties.items() if key not in _volatile(kind)}


def _hash(item: list[Any]) -> int:
    text = to_table({"item": item})
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=_BYTES).digest())
