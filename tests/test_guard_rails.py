"""Guard rails that declarations and queries keep: nothing of a person's origin, no path through a service."""

from __future__ import annotations

import re

import pytest

from fundlink import schema
from fundlink.mentions import MENTIONS
from fundlink.queries import Query, load_queries
from fundlink.queries.statement import labels_in
from resolvers.organization import ORGANIZATION_RESOLVER
from resolvers.person import PERSON_RESOLVER
from resolvers.transfer import TRANSFER_RESOLVER

FOLLOWS = re.compile(r"\)(\{\d+,\d*\}|[+*])")
"""A pattern of Cypher that goes on from node to node."""
ORIGIN = re.compile("ethnic|relig|nationalit|citizen|confession|language|race\\b", re.IGNORECASE)


def test_nothing_of_it_reaches_mentions_or_graph() -> None:
    """Sources may keep such a column in their own rows: it has no place to go to from there."""
    assert [name for name in (*MENTIONS.names, *schema.PROPERTY_NAMES) if ORIGIN.search(name)] == []


@pytest.mark.parametrize("resolver", [PERSON_RESOLVER, ORGANIZATION_RESOLVER, TRANSFER_RESOLVER])
def test_no_resolver_compares_it(resolver: object) -> None:
    assert ORIGIN.findall(repr(resolver)) == []


@pytest.mark.parametrize("query", load_queries().values(), ids=list(load_queries()))
def test_no_query_asks_for_it_or_for_sex(query: Query) -> None:
    assert ORIGIN.findall(query.statement) == []
    assert ".sex" not in query.statement


@pytest.mark.parametrize("query", load_queries().values(), ids=list(load_queries()))
def test_whatever_follows_paths_asks_of_every_node_whether_it_is_a_service(query: Query) -> None:
    paths = FOLLOWS.findall(query.statement)
    assert query.statement.count(".service IS NULL") >= len(paths)
    # What makes a service is told by the load, not by a query.
    assert not labels_in(query.statement) & {*schema.SERVICE_LABELS, "HELD_AT"}


def test_it_knows_a_query_that_follows_paths() -> None:
    assert sum(bool(FOLLOWS.search(query.statement)) for query in load_queries().values()) >= 4
