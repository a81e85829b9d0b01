"""Guard rail: no feature uses ethnicity, religion, nationality of a person, or the language of a name."""

from __future__ import annotations

import re

import pytest

from fundlink import schema
from fundlink.mentions import MENTIONS
from fundlink.queries import Query, load_queries
from resolvers.organization import ORGANIZATION_RESOLVER
from resolvers.person import PERSON_RESOLVER
from resolvers.transfer import TRANSFER_RESOLVER

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
