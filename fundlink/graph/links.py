"""The derived relationships: `cypher/links/*.cypher`, run in the order of their names."""

from __future__ import annotations

from collections import Counter

from neo4j import Query

from fundlink.graph.connection import run_alone
from fundlink.queries.header import Kind
from fundlink.queries.library import load_queries
from fundlink.server import Connection


def link_texts() -> dict[str, str]:
    """The statements that derive relationships, by name."""
    return {query.name: query.text for query in load_queries().values() if query.kind is Kind.LINK}


def write_links(connection: Connection) -> Counter[str]:
    """Bring every derived relationship up to date and return what the server counted; 0 where nothing changed."""
    written: Counter[str] = Counter()
    for text in link_texts().values():
        written += run_alone(connection, Query(text))[1]
    return written
