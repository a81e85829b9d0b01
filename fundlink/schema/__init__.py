"""The graph, declared once.

From these declarations come `cypher/schema.cypher`, the load statements, `docs/schema.md`,
`cypher/style.grass`, the checks of the tables and the lint of the query files. Names follow
FollowTheMoney where it has a word, and Neo4j's style guide (labels in PascalCase, relationship types
in UPPER_SNAKE_CASE) except for properties, which are snake_case from file to graph.
"""

from __future__ import annotations

from fundlink.schema.common import SERVICE_LABELS
from fundlink.schema.kinds import Merge, Node, Property, Relationship, Type
from fundlink.schema.nodes import NODES
from fundlink.schema.relationships import RELATIONSHIPS

__all__ = [
    "LABELS",
    "NODE",
    "NODES",
    "PROPERTY_NAMES",
    "RELATIONSHIP",
    "RELATIONSHIPS",
    "SERVICE_LABELS",
    "Merge",
    "Node",
    "Property",
    "Relationship",
    "Type",
]

NODE = {node.label: node for node in NODES}
RELATIONSHIP = {relationship.type: relationship for relationship in RELATIONSHIPS}
LABELS = frozenset(label for n in NODES for label in (n.label, n.key_label, *n.extra))

PROPERTY_NAMES = frozenset(
    {"id"}
    | {p.name for node in NODES for p in node.properties}
    | {p.name for relationship in RELATIONSHIPS for p in relationship.properties}
)


def _check() -> None:
    for relationship in RELATIONSHIPS:
        unknown = {*relationship.start, *relationship.end} - NODE.keys()
        if unknown:
            raise ValueError(f"{relationship.type} ends at unknown labels {sorted(unknown)}")


_check()
