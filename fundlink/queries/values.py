"""Values of a graph as a table can show them: nodes and paths as text, times as Python's own."""

from __future__ import annotations

from typing import Any

from neo4j.graph import Node, Path, Relationship
from neo4j.time import Date, DateTime

from fundlink import schema


def plain(value: Any) -> Any:
    """A value of an answer without any type of the driver.

    Dates and times become `datetime.date` and `datetime.datetime`, nodes, relationships and paths one line of text,
    lists and maps the same of what they hold.
    """
    match value:
        case Path():
            return path_text(value)
        case Node():
            return node_text(value)
        case Relationship():
            return f"[{value.type}]"
        case Date() | DateTime():
            return value.to_native()
        case list():
            return [plain(item) for item in value]
        case dict():
            return {key: plain(item) for key, item in value.items()}
    return value


def node_text(node: Node) -> str:
    """A node as `(Person Айгүл)`: its kind and its caption by the schema, or its id."""
    kind = next((label for label in schema.NODE if label in node.labels), "")
    caption = node.get(schema.NODE[kind].caption) if kind else None
    return f"({kind} {caption if caption is not None else node.get('id', '')})"


def path_text(path: Path) -> str:
    """A path as `(Person A)-[SENT]->(Transfer 5000)-[PAID_TO]->(Person B)`, arrows as the graph has them."""
    text = node_text(path.nodes[0])
    for at, relationship in zip(path.nodes, path.relationships, strict=False):
        forward = relationship.start_node == at
        other = relationship.end_node if forward else relationship.start_node
        arrow = f"-[{relationship.type}]->" if forward else f"<-[{relationship.type}]-"
        text += arrow + (node_text(other) if other is not None else "()")
    return text
