"""Make a database ready for the graph: constraints, indexes, and the names that queries use."""

from __future__ import annotations

from collections import Counter

from neo4j import Query

from fundlink import schema
from fundlink.graph.connection import run_alone
from fundlink.graph.statements import constraints
from fundlink.server import Connection


def prepare(connection: Connection) -> Counter[str]:
    """Create what is missing of constraints, indexes and names, wait until they serve, and return what was counted.

    Names of labels, types and properties that no data uses yet are made known too: otherwise a query on a small
    graph warns of a misspelling where there is none.
    """
    shown, _ = run_alone(connection, Query("SHOW INDEXES YIELD name"))
    present = {row[0] for row in shown}
    written: Counter[str] = Counter()
    for name, statement in constraints().items():
        if name not in present:
            written += run_alone(connection, Query(statement))[1]
    run_alone(connection, Query("CALL db.awaitIndexes(600)"))
    properties = schema.PROPERTY_NAMES
    run_alone(connection, Query("UNWIND $names AS name CALL db.createLabel(name)"), names=sorted(schema.LABELS))
    run_alone(
        connection,
        Query("UNWIND $names AS name CALL db.createRelationshipType(name)"),
        names=sorted(schema.RELATIONSHIP),
    )
    run_alone(connection, Query("UNWIND $names AS name CALL db.createProperty(name)"), names=sorted(properties))
    return written
