"""Every query file plans on a real server without a warning, returns what its header says, and only reads."""

from __future__ import annotations

import pytest

from fundlink import schema
from fundlink.graph.prepare import prepare
from fundlink.queries import explain, load_queries
from fundlink.queries.header import Kind, Query
from fundlink.queries.statement import labels_in, properties_in
from fundlink.server import Connection

QUERIES = load_queries()


@pytest.fixture(scope="module")
def server(neo4j_server: Connection) -> Connection:
    prepare(neo4j_server)
    return neo4j_server


@pytest.mark.parametrize("name", QUERIES)
def test_it_plans_without_a_warning_and_reads(server: Connection, name: str) -> None:
    query = QUERIES[name]
    columns, summary = explain(query, server)
    assert columns == query.columns
    assert [status.status_description for status in summary.gql_status_objects if status.gql_status[:2] == "01"] == []
    assert summary.query_type == ("w" if query.kind is Kind.LINK else "r")
    assert "CartesianProduct" not in str(summary.plan)


@pytest.mark.parametrize("query", QUERIES.values(), ids=list(QUERIES))
def test_it_names_only_what_the_schema_declares(query: Query) -> None:
    assert labels_in(query.statement) <= schema.LABELS | schema.RELATIONSHIP.keys()
    assert properties_in(query.statement) <= schema.PROPERTY_NAMES


@pytest.mark.parametrize("query", QUERIES.values(), ids=list(QUERIES))
def test_its_answer_is_bounded_and_in_a_total_order(query: Query) -> None:
    if query.kind is not Kind.LINK:
        assert "\nORDER BY " in query.statement
        assert query.statement.endswith("LIMIT $limit")
